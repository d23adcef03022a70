//! The titles of answer keys. A title of anything else must never open one.

use crate::document::{BlockKind, names_answer, roman};

use super::answer_key::{is_letter, split_answer};
use super::folded::{behind, folded};
use super::page::Page;

/// The most words of a title that ends in `answers`.
const MOST_WORDS_OF_TITLE: usize = 6;
/// The most bytes of such a title.
const LONGEST_TITLE: usize = 80;

/// Whether a title opens a key: it names one, or it ends so and a number with a letter stands below it.
pub(super) fn opens_key(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    if names_key(text) {
        return true;
    }
    // Most lines stand above no number.
    let below = at.saturating_add(1);
    let Some(number) = page.item_number(below) else {
        return false;
    };
    let ends = ["answers", "answer key"].iter().any(|word| {
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
        let start = bare.len().saturating_sub(word.len());
        bare.get(start..)
            .is_some_and(|end| end.eq_ignore_ascii_case(word))
    });
    let is_short =
        text.len() <= LONGEST_TITLE && text.split_whitespace().nth(MOST_WORDS_OF_TITLE).is_none();
    let names_option = |at: usize| {
        let (answer, _) = split_answer(page.text(at));
        is_letter(&answer) || is_counted(&answer)
    };
    let goes_on = || {
        let next = below.saturating_add(1);
        page.item_number(next) == number.checked_add(1) && names_option(next)
    };
    is_short && names_option(below) && (ends || (says_answers(text) && goes_on()))
}

/// Whether one word of a title is a word for answers: `Clave de respuestas`.
fn says_answers(title: &str) -> bool {
    let mut words = title.split(|c: char| !c.is_alphanumeric());
    words.any(|word| !word.is_empty() && (names_answer(word) || names_key(word)))
}

/// Whether an answer is the number of an option: `2`, `iii`.
fn is_counted(answer: &str) -> bool {
    let bare = answer.trim_matches(['(', ')', '*', '.', ' ']);
    matches!(bare.as_bytes(), [b'1'..=b'9']) || roman(bare).is_some()
}

/// Whether a fold, a heading or a line is the title of a key that stands right below it, in a fold of its own
/// or not.
pub(super) fn titles_key(page: &Page<'_>, at: usize) -> bool {
    let is_title = page.block(at).is_some_and(|block| {
        matches!(
            block.kind,
            BlockKind::Summary | BlockKind::Heading { .. } | BlockKind::Line
        )
    });
    let has_key = || (1..=2).any(|below| page.survey.is_key(at.saturating_add(below)));
    is_title && (names_key(page.text(at)) || may_title(page, at)) && has_key()
}

/// Whether a short line right above a key may be its title, whatever its words are.
fn may_title(page: &Page<'_>, at: usize) -> bool {
    let below = at.saturating_add(1);
    let text = page.text(at);
    page.survey.is_key(below)
        && !page.survey.is_key(at)
        && page.is_item(below)
        && page.option_letter(at).is_none()
        && !text.ends_with(['.', '?', '!', ',', ';', ')'])
        && page
            .label(at)
            .is_none_or(|found| found.rest.text(page.source).is_empty())
        && text.split_whitespace().nth(MOST_WORDS_OF_TITLE).is_none()
}

/// Whether the word before the pairs of one line names a key; alone, `Key` names much else.
pub(super) fn names_key_of_line(name: &str) -> bool {
    const ALONE: [&str; 9] = [
        "key",
        "keys",
        "answer",
        "ans",
        "respuesta",
        "clave",
        "ключ",
        "ответ",
        "答案",
    ];
    let bare = name.trim_matches(|c: char| !c.is_alphanumeric());
    let folded = bare.to_lowercase();
    names_key(name) || ALONE.contains(&folded.as_str())
}

/// Whether a name can be that of nothing but a key.
pub(super) fn says_key(name: &str) -> bool {
    let bare = name.trim_matches(|c: char| !c.is_alphanumeric());
    bare.len() <= 20 && bare.to_lowercase().ends_with("answer key")
}

pub(super) fn names_key(text: &str) -> bool {
    /// The most words of a title that ends in a full stop; more are a sentence.
    const MOST_WORDS: usize = 3;
    let is_sentence = || text.ends_with('.') && text.split_whitespace().nth(MOST_WORDS).is_some();
    if text.len() > 80 || is_sentence() {
        return false;
    }
    const NAMES: [&str; 32] = [
        "answer section",
        "answer keys",
        "answer explanations",
        "explanations",
        "answer key",
        "answers",
        "answer sheet",
        "solutions",
        "respuestas",
        "soluciones",
        "antworten",
        "lösungen",
        "réponses",
        "respostas",
        "gabarito",
        "đáp án",
        "ответы",
        "відповіді",
        "ключи",
        "ключі",
        "soluzioni",
        "risposte",
        "corrigé",
        "odpowiedzi",
        "kunci jawaban",
        "cevap anahtarı",
        "cevaplar",
        "klucz odpowiedzi",
        "antwoorden",
        "correction",
        "lösungsschlüssel",
        "facit",
    ];
    // Alone they are titles; with a letter behind them, the answer of the question above.
    const ALONE: [&str; 10] = [
        "参考答案",
        "參考答案",
        "答案",
        "解答",
        "정답",
        "정답 및 해설",
        "정답과 해설",
        "答案与解析",
        "参考答案与解析",
        "解答と解説",
    ];
    const BEFORE: [&str; 12] = [
        "show",
        "view",
        "see",
        "check",
        "reveal",
        "the",
        "your",
        "all",
        "quiz",
        "correct",
        "ver",
        "click to see",
    ];
    // Every line is asked: most begin with none of the letters of these words.
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let first = bare.bytes().next().map(|byte| byte.to_ascii_lowercase());
    if bare.is_ascii() && !first.is_some_and(|first| b"acefgkqrstvy".contains(&first)) {
        return false;
    }
    let folded = folded(text);
    let mut name = folded.trim_matches(|c: char| !c.is_alphanumeric());
    // `Show the answers`
    while let Some(rest) = BEFORE
        .iter()
        .find_map(|word| behind(name, word)?.strip_prefix(' '))
    {
        name = rest;
    }
    ALONE.contains(&name)
        || NAMES.iter().any(|known| {
            let rest = behind(name, known);
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
}
