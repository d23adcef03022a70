//! What the lines of an answer key say: numbers, letters and the words between them. Nothing here knows
//! which numbers are asked.

use crate::document::{
    Span, bytes_before, cells, inline, letter_named, names_answer, part_number, roman,
};

use super::super::answer_pairs;

/// `Answer 7`, `**Answer 7:** text`: the number, and what stands behind it.
pub(super) fn answer_number(text: &str) -> Option<(u32, &str)> {
    const WORDS: [&str; 8] = [
        "answer ",
        "solution ",
        "ans ",
        "respuesta ",
        "resposta ",
        "antwort ",
        "lösung ",
        "réponse ",
    ];
    behind_number(text, &WORDS)
}

/// `**Exercise 1.** It fits a canal.`: the number of a task, and the words that solve it.
pub(super) fn solved_number(text: &str) -> Option<(u32, &str)> {
    const WORDS: [&str; 6] = [
        "exercise ",
        "problem ",
        "aufgabe ",
        "ejercicio ",
        "exercice ",
        "exercício ",
    ];
    /// The fewest words of a solution; fewer are the title of the task.
    const FEWEST: usize = 6;
    behind_number(text, &WORDS)
        .filter(|(_, rest)| rest.split_whitespace().nth(FEWEST - 1).is_some())
}

/// The number behind one of some words, and what stands behind it.
fn behind_number<'a>(text: &'a str, words: &[&str]) -> Option<(u32, &'a str)> {
    let bare = text.trim_start_matches(['*', '_', ' ']);
    let word = words.iter().find(|word| {
        let begin = bare.get(..word.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(word))
    })?;
    let behind = bare.get(word.len()..)?;
    let (number, rest) = part_number(behind).or_else(|| {
        let rest = behind.trim_start_matches(|sign: char| sign.is_ascii_digit());
        let digits = behind.get(..bytes_before(behind, rest))?;
        Some((digits.parse().ok()?, rest))
    })?;
    let after = rest.trim_start_matches(answer_pairs::is_inside);
    (rest.is_empty() || after.len() < rest.len()).then_some((number, after))
}

/// The number of two parts at the beginning of a line of a key, and what stands behind it: `**1.2** B`.
pub(super) fn leading_part(text: &str) -> Option<(u32, &str)> {
    let bare = without_word(text.trim_start_matches(['*', '_', ' ']));
    let (number, rest) = part_number(bare)?;
    let behind = rest.trim_start_matches(answer_pairs::is_inside);
    (behind.len() < rest.len()).then_some((number, behind))
}

/// A text without the word for a question before its number.
pub(super) fn without_word(text: &str) -> &str {
    ["Question ", "question ", "Q", "q"]
        .into_iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text)
}

/// The number at the beginning of a line of a key, and what stands behind it: `**Q7:** B`.
pub(super) fn leading_number(text: &str) -> Option<(u32, &str)> {
    let bare = without_word(text.trim_start_matches(['*', '_', ' ']));
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = bare.get(..bytes_before(bare, rest))?.parse().ok()?;
    let behind = rest.trim_start_matches(answer_pairs::is_inside);
    (behind.len() < rest.len()).then_some((number, behind))
}

/// `Answer: A** - since …` as the answer and why.
pub(in crate::cards) fn split_answer(rest: &str) -> (String, String) {
    let rest = ["Answer:", "ANS:", "Ans:"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .or_else(|| behind_answer_label(rest))
        .unwrap_or(rest)
        .trim_start_matches(['*', ' ']);
    if let Some((letters, why)) = several_letters(rest) {
        return (letters, inline::text(why).trim().to_owned());
    }
    if let Some((option, why)) = counted_option(rest) {
        return (option.to_owned(), inline::text(why).trim().to_owned());
    }
    let cut = rest.split_once([' ', '*']);
    match cut {
        Some((letter, why)) if is_letter(letter.trim_end_matches(['.', ')', ',', ':'])) => {
            let why = why.trim_start_matches(['*', ' ', '-', '–', '—', ':', '(']);
            let why = without_verdict(why);
            let closes = why.matches(')').count() > why.matches('(').count();
            let why = why.strip_suffix(')').filter(|_| closes).unwrap_or(why);
            let is_more = why.trim_start_matches(',').trim_start();
            if names_options(is_more) && !is_more.is_empty() {
                return (inline::name(rest), String::new());
            }
            let letter = letter.trim_end_matches(['.', ')', ',', ':']);
            (letter.to_owned(), inline::text(why).trim().to_owned())
        }
        _ => (inline::name(rest.trim_end_matches('*')), String::new()),
    }
}

/// What stands behind the label of an answer, in any language: `**Respuesta correcta: b)** …`
fn behind_answer_label(rest: &str) -> Option<&str> {
    let (name, behind) = rest.trim_start_matches('*').split_once(':')?;
    names_answer(name).then(|| behind.trim_start_matches(['*', ' ']))
}

/// `2** – since …`, `iii – since …`: the number of an option, and why.
fn counted_option(rest: &str) -> Option<(&str, &str)> {
    let end = rest.find([' ', '*'])?;
    let (option, behind) = rest.split_at_checked(end)?;
    let why = behind.trim_start_matches('*').trim_start();
    let is_counted = matches!(option.as_bytes(), [b'1'..=b'9']) || names_numeral(option);
    let why = ["– ", "— ", "- "]
        .iter()
        .find_map(|sign| why.strip_prefix(sign))?;
    (is_counted && why.starts_with(char::is_alphabetic)).then_some((option, why))
}

/// Whether a text is a Roman numeral of more than one sign: one alone may be the letter of an option.
pub(super) fn names_numeral(text: &str) -> bool {
    text.len() > 1 && roman(text).is_some()
}

/// `A, B and D** — since …` as the letters and why.
fn several_letters(rest: &str) -> Option<(String, &str)> {
    let mut letters: Vec<String> = Vec::new();
    let mut text = rest;
    loop {
        let letter = text.get(..1).filter(|letter| is_letter(letter))?;
        let after = text.get(1..)?;
        if !letter.starts_with(char::is_uppercase) || after.starts_with(char::is_alphanumeric) {
            return None;
        }
        letters.push(letter.to_owned());
        let parted = after.trim_start_matches([' ', ',', '&', '/']);
        let next = match parted.strip_prefix("and ") {
            Some(next) => next.trim_start(),
            None if parted.len() < after.trim_start().len() => parted,
            None => {
                text = after;
                break;
            }
        };
        text = next;
    }
    let why = text.trim_start();
    let ends = why.is_empty() || why.starts_with(['*', '.', ')', ':', '-', '–', '—', '(']);
    let why = why.trim_start_matches(['*', ' ', '.', ')', ':', '-', '–', '—']);
    (letters.len() >= 2 && ends).then(|| (letters.join(", "), why))
}

/// Takes `is correct.**` off the beginning of an explanation.
fn without_verdict(why: &str) -> &str {
    let bare = why.trim_start_matches(['*', ' ']);
    let behind = ["is correct", "is the correct answer", "is right"]
        .iter()
        .find_map(|verdict| bare.strip_prefix(verdict))
        .filter(|behind| behind.is_empty() || behind.starts_with(['.', '*', ':', ',']));
    behind.map_or(why, |behind| {
        behind.trim_start_matches(['.', '*', ':', ',', ' '])
    })
}

/// Whether a line is a title in capitals: `TRUE/FALSE` parts a key.
pub(super) fn is_shouted(text: &str) -> bool {
    text.contains(char::is_uppercase) && !text.contains(char::is_lowercase) && text.len() <= 40
}

/// Whether a line names a part of an exam, whatever stands behind it: `**Part IV:** Answers will vary.`
pub(super) fn names_part(text: &str) -> bool {
    const WORDS: [&str; 8] = [
        "part ",
        "section ",
        "teil ",
        "parte ",
        "partie ",
        "часть ",
        "sección ",
        "seção ",
    ];
    let bare = text.trim_start_matches(['*', '_', ' ']).to_lowercase();
    let behind = WORDS.iter().find_map(|word| bare.strip_prefix(word));
    behind.is_some_and(|behind| {
        let number = behind.split([':', '*', '.', ')', ' ', '—', '–']).next();
        number.is_some_and(|number| number.len() <= 4 && !number.is_empty())
    })
}

/// Whether a text begins with an article that looks like the letter of an option: `A thread is …`.
pub(super) fn begins_with_article(text: &str) -> bool {
    let behind = text.strip_prefix("A ");
    behind.is_some_and(|behind| {
        behind.starts_with(char::is_alphabetic) && behind.split_whitespace().nth(1).is_some()
    })
}

pub(in crate::cards) fn is_letter(text: &str) -> bool {
    let text = text.trim_matches('*');
    text.len() == 1 && text.starts_with(|c: char| ('A'..='J').contains(&c.to_ascii_uppercase()))
}

/// Whether an answer is letters of options or true or false.
pub(super) fn names_options(answer: &str) -> bool {
    let folded = answer
        .trim_matches(['*', '_', '`', ' ', '(', ')', '.'])
        .to_lowercase();
    let letters = folded
        .split([',', '&', ' ', '/', ';'])
        .filter(|part| !part.is_empty());
    matches!(folded.as_str(), "true" | "false" | "t" | "f" | "yes" | "no")
        || names_numeral(&folded)
        || letters.into_iter().all(|part| {
            let mut signs = part.chars();
            let first = signs.next().and_then(letter_named);
            part == "and" || (signs.next().is_none() && first.is_some_and(|letter| letter <= 'J'))
        })
}

/// What stands behind the name of a chapter, `**Week 2:** 1-b`, or nothing where the name stands alone.
pub(super) fn behind_chapter(text: &str) -> Option<&str> {
    const WORDS: [&str; 16] = [
        "chapter ",
        "unit ",
        "week ",
        "lesson ",
        "module ",
        "quiz ",
        "test ",
        "set ",
        "section ",
        "part ",
        "kapitel ",
        "capítulo ",
        "chapitre ",
        "unidad ",
        "глава ",
        "тест ",
    ];
    let bare = text.trim_start_matches(['*', '_', ' ', '#']);
    let word = WORDS.iter().find(|word| {
        let begin = bare.get(..word.len());
        begin.is_some_and(|begin| begin.to_lowercase() == **word)
    })?;
    let behind = bare.get(word.len()..)?;
    let rest = behind.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let inner = rest.trim_start_matches([':', '.', ')', '*', '_', '-', '–', '—', ' ']);
    let is_parted = inner.is_empty() || rest.starts_with([':', '.', ')', '*', '-', '–', '—', ' ']);
    (rest.len() < behind.len() && is_parted).then_some(inner)
}

/// What stands behind the letter of a part of an exam: `**A.** 1. while 2. since`.
pub(super) fn behind_section(text: &str) -> Option<&str> {
    let is_counted = |behind: &&str| behind.starts_with(|sign: char| sign.is_ascii_digit());
    if let Some(behind) = behind_chapter(text).filter(is_counted) {
        return Some(behind);
    }
    let bare = text.trim_start_matches(['*', '_', ' ']);
    let bare = ["Part ", "Section "]
        .iter()
        .find_map(|word| bare.strip_prefix(word))
        .unwrap_or(bare);
    let is_part = |sign: char| sign.is_ascii_uppercase() || "一二三四五六".contains(sign);
    let rest = bare
        .strip_prefix(is_part)?
        .trim_start_matches(['I', 'V', 'X']);
    let behind = rest.trim_start_matches(['.', ')', ':', '*', '_', '-', '–', ' ', '、']);
    let is_parted =
        behind.len() < rest.len() && behind.starts_with(|sign: char| sign.is_ascii_digit());
    is_parted.then_some(behind)
}

/// Whether the first cell of a row is a number of two parts and nothing else: `13-3`.
pub(super) fn counts_parts(source: &str, row: Span) -> bool {
    let cells = cells(source, row, None);
    let first = cells.first().map_or("", |cell| cell.text(source));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    first
        .trim()
        .split_once(['-', '.'])
        .is_some_and(|(number, part)| digits(number) && digits(part))
}

/// The number in a cell that holds nothing else: `7`, `Q7`, `7.`, `Question 7`.
pub(super) fn question_number(cell: &str) -> Option<u32> {
    let bare = cell.trim_matches(['*', '_', '`', ' ', '.', ')', '#']);
    let bare = ["Question", "question", "Q", "q"]
        .into_iter()
        .find_map(|word| bare.strip_prefix(word))
        .unwrap_or(bare);
    bare.trim_matches([' ', '.', '#']).parse().ok()
}
