//! The words inside the body of a question that part it: titles of its answer, of its explanation and
//! of its options, and answers that pair numbers with letters.

use crate::document::{BlockKind, is_answer_word, names_explanation};

use super::page::{Fact, LabelKind, Page};
use super::prompt_words::is_one_of;

/// The most bytes of a title of a part of a question.
const LONGEST_TITLE: usize = 60;
/// The most words of `Domain: …` under a question.
const MOST_WORDS_OF_FACT: usize = 10;
/// What names the options below it, in lower case.
const OPTIONS: [&str; 9] = [
    "options",
    "choices",
    "answer choices",
    "answer options",
    "opciones",
    "opções",
    "варианты",
    "选项",
    "選項",
];

/// `#### Answer`, or a fold that shows it.
pub(super) fn is_answer_title(page: &Page<'_>, at: usize) -> bool {
    page.heading_level(at).is_some() && is_answer_word(page.text(at))
}

/// `Explanation` alone, as heading, summary or line.
pub(super) fn is_explanation_title(page: &Page<'_>, at: usize) -> bool {
    let bare = page.text(at).trim_matches(|c: char| !c.is_alphanumeric());
    names_explanation(bare)
        && page
            .label(at)
            .is_none_or(|found| found.rest.text(page.source).is_empty())
}

/// `Difficulty: Hard | Topic: Storage` right under a question: about it, and no part of it.
pub(super) fn describes_question(text: &str) -> bool {
    const NAMES: [&str; 33] = [
        "难度",
        "难度分布",
        "类型",
        "标签",
        "題型",
        "题型",
        "difficulty",
        "level",
        "topic",
        "domain",
        "category",
        "tags",
        "points",
        "marks",
        "question type",
        "type",
        "objective",
        "skill",
        "question id",
        "keywords",
        "bloom's level",
        "cognitive level",
        "time",
        "difficulty level",
        "loại",
        "điểm",
        "độ khó",
        "mức độ",
        "chủ đề",
        "dificultad",
        "tema",
        "schwierigkeit",
        "difficulté",
    ];
    const COLONS: [char; 2] = [':', '：'];
    if text.len() > 200 || !text.contains(COLONS) {
        return false;
    }
    let names = |piece: &str| {
        let label = piece.split_once(COLONS).map_or("", |(name, _)| name);
        let bare = label.trim_matches(['*', '_', ' ']);
        is_one_of(bare, &NAMES)
    };
    let mut pieces = text.split(['|', '·']);
    pieces.clone().any(names)
        && !text.contains('?')
        && pieces.all(|piece| piece.split_whitespace().count() <= MOST_WORDS_OF_FACT)
}

/// `(BOARD/2023/BANK/CLERK)`: the exam that a question comes from.
pub(super) fn names_exam(text: &str) -> bool {
    /// The most bytes of such a line.
    const LONGEST: usize = 140;
    let inner = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .filter(|inner| inner.len() <= LONGEST && !inner.contains(['(', '?']));
    let is_year = |part: &str| {
        part.len() == 4
            && (part.starts_with("19") || part.starts_with("20"))
            && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    inner.is_some_and(|inner| {
        let mut parts = inner.split(['/', '–', '-', ',']).map(str::trim);
        inner.starts_with(char::is_uppercase)
            && parts.clone().nth(1).is_some()
            && parts.any(is_year)
    })
}

/// `Domain: 1.0 | Objective: 1.2`: several facts about a question on one line.
pub(super) fn describes_in_pairs(text: &str) -> bool {
    text.contains(" | ")
        && text.split(" | ").all(|pair| pair.contains(':'))
        && describes_question(text)
}

/// `Correct index: 3` beside an answer: for programs, and nothing to learn.
pub(super) fn describes_answer(text: &str) -> bool {
    const NAMES: [&str; 4] = [
        "correct index",
        "answer index",
        "correct option index",
        "index",
    ];
    let Some((name, value)) = text.split_once(':').filter(|_| text.len() < 60) else {
        return false;
    };
    let bare = name.trim_matches(['*', '_', ' ']);
    let value = value.trim_matches(['*', '_', ' ']);
    NAMES.iter().any(|word| word.eq_ignore_ascii_case(bare)) && value.parse::<u32>().is_ok()
}

/// Whether a line is short and no sentence.
pub(super) fn looks_like_title(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    page.block(at)
        .is_some_and(|block| block.kind == BlockKind::Line)
        && text.split_whitespace().count() <= 5
        && text.starts_with(char::is_uppercase)
        && text.ends_with(char::is_alphanumeric)
}

/// `Options:` above the options, or `Answer options` alone.
pub(super) fn names_options(page: &Page<'_>, at: usize) -> bool {
    let find = || {
        behind_options(page, at).is_some_and(str::is_empty) || is_one_of(bare(page, at), &OPTIONS)
    };
    page.known.holds(at, Fact::NamesOptions, find)
}

/// `Question` alone, which parts what is asked from what is said about it.
pub(super) fn names_question(page: &Page<'_>, at: usize) -> bool {
    const WORDS: [&str; 10] = [
        "question",
        "prompt",
        "frage",
        "pregunta",
        "questão",
        "вопрос",
        "题目",
        "題目",
        "問題",
        "문제",
    ];
    is_one_of(bare(page, at), &WORDS)
}

/// The text of a line or heading without the signs around it.
pub(super) fn bare<'a>(page: &'a Page<'_>, at: usize) -> &'a str {
    let is_title = page
        .block(at)
        .is_some_and(|block| matches!(block.kind, BlockKind::Line | BlockKind::Heading { .. }));
    // Every title is short; of a longer text nothing is looked at.
    let text = page.text(at);
    match is_title && text.len() <= LONGEST_TITLE {
        true => text.trim_matches(|c: char| !c.is_alphanumeric()),
        false => "",
    }
}

/// The options behind their label on one line, parted by semicolons or commas: `Choices: a; b`.
pub(super) fn options_in_line<'a>(page: &'a Page<'_>, at: usize) -> Vec<&'a str> {
    let line = behind_options(page, at).unwrap_or_default();
    let sign = if line.contains(';') { ';' } else { ',' };
    let parts: Vec<&str> = line.split(sign).map(str::trim).collect();
    match parts.len() >= 2 && parts.iter().all(|part| !part.is_empty()) {
        true => parts,
        false => Vec::new(),
    }
}

/// What stands behind the label `Options:`, if a text has it.
fn behind_options<'a>(page: &'a Page<'_>, at: usize) -> Option<&'a str> {
    if page.label_kind(at) != LabelKind::Other {
        return None;
    }
    let found = page.label(at)?;
    is_one_of(found.name.text(page.source), &OPTIONS).then(|| found.rest.text(page.source))
}

/// Whether an answer pairs numbers with letters, at least two of them.
pub(super) fn pairs_up(answer: &str) -> bool {
    let is_pair = |piece: &str| {
        let rest = piece.trim_start_matches(|c: char| c.is_ascii_digit());
        let letter = rest.trim_start_matches(['-', '–', ':', '=', '→', '>', ' ', '.', ')']);
        rest.len() < piece.len()
            && letter.len() < rest.len()
            && letter.len() == 1
            && letter.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let line = answer.lines().next().unwrap_or_default();
    let mut pieces = line
        .split([',', ';'])
        .map(|piece| piece.trim_matches(['*', ' ', '.']));
    pieces.clone().count() >= 2 && pieces.all(is_pair)
}
