//! The words by which a page uncovers an answer: whole lines such as `Show answer`, and headings that
//! say that what stands under them is the answer.

use super::label_words::names_answer;

/// The words for an answer in other languages: alone on a line they uncover it, as a heading they name it.
const ABROAD: [&str; 12] = [
    "respuesta",
    "réponse",
    "antwort",
    "lösung",
    "resposta",
    "risposta",
    "soluzione",
    "solución",
    "ответ",
    "решение",
    "відповідь",
    "đáp án",
];

/// Whether a line only uncovers what follows it: the prompt stands above, the answer below.
pub fn is_reveal(text: &str) -> bool {
    const REVEALS: [&str; 24] = [
        "show",
        "show answer",
        "show answers",
        "show solution",
        "show the answer",
        "answer",
        "answers",
        "correct answers",
        "suggested answer",
        "suggested answers",
        "solution",
        "reveal",
        "reveal answer",
        "view answer",
        "view solution",
        "see answer",
        "click to reveal",
        "click to expand",
        "click for answer",
        "click here for answer",
        "spoiler",
        "xem đáp án",
        "回答",
        "답변",
    ];
    // A button of a page that lost its tags; `expand` in other signs is a mark of a template.
    if is_one_of(text.trim_matches(['[', ']', ' ']), &["expand"]) {
        return true;
    }
    // Every entry is short; a longer line cannot be one.
    if text.len() > 80 {
        return false;
    }
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    // Most lines begin with none of the letters of these words.
    let first = bare.bytes().next().map(|byte| byte.to_ascii_lowercase());
    if bare.is_ascii() && !first.is_some_and(|first| b"abcegjlmorstv".contains(&first)) {
        return false;
    }
    let bare = without_explanation(bare);
    is_one_of(bare, &REVEALS)
        || is_one_of(bare, &ABROAD)
        || names_answer(bare)
        || names_answer_far_east(bare)
        || invites_to_look(bare)
}

/// `Show answer and explanation` as `Show answer`.
fn without_explanation(text: &str) -> &str {
    const WHY: [&str; 2] = [" and explanation", " & explanation"];
    let ends = WHY.iter().find_map(|why| {
        let (before, end) = text.split_at_checked(text.len().checked_sub(why.len())?)?;
        end.eq_ignore_ascii_case(why).then_some(before)
    });
    ends.unwrap_or(text)
}

/// `第 1 题的答案`, `解答を表示`, `정답 보기`
fn names_answer_far_east(text: &str) -> bool {
    const WORDS: [&str; 6] = ["答案", "解答", "正解", "答え", "정답", "답안"];
    let is_short = text.len() <= 36 && text.chars().count() <= 12 && !text.contains([':', '：']);
    is_short
        && WORDS
            .iter()
            .any(|word| text.starts_with(word) || text.ends_with(word))
}

/// `Click to see the answer` and whatever else is put together of such words.
fn invites_to_look(text: &str) -> bool {
    const VERBS: [&str; 20] = [
        "zeigen",
        "einblenden",
        "aufdecken",
        "посмотреть",
        "click",
        "tap",
        "see",
        "show",
        "view",
        "reveal",
        "open",
        "expand",
        "toggle",
        "check",
        "ver",
        "mostrar",
        "afficher",
        "voir",
        "anzeigen",
        "показать",
    ];
    const WORDS: [&str; 18] = [
        "model",
        "modelo",
        "la",
        "las",
        "les",
        "die",
        "el",
        "l",
        "here",
        "to",
        "the",
        "your",
        "for",
        "and",
        "correct",
        "possible",
        "sample",
        "explanation",
    ];
    const THINGS: [&str; 19] = [
        "answer",
        "answers",
        "solution",
        "solutions",
        "me",
        "spoiler",
        "respuesta",
        "respuestas",
        "solución",
        "réponse",
        "réponses",
        "correction",
        "antwort",
        "antworten",
        "lösung",
        "resposta",
        "gabarito",
        "ответ",
        "ответы",
    ];
    // `Antwort anzeigen` has the verb behind the thing.
    let (mut shown, mut asked) = (false, false);
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let all = words.all(|word| {
        let (is_thing, is_verb) = (is_one_of(word, &THINGS), is_one_of(word, &VERBS));
        shown |= is_thing;
        asked |= is_verb;
        is_thing || is_verb || word.is_empty() || is_one_of(word, &WORDS)
    });
    all && shown && asked
}

/// Whether a heading says that what stands under it is the answer.
pub fn is_answer_word(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "answer",
        "correct answer",
        "solution",
        "explanation",
        "answer and explanation",
        "answer & explanation",
        "respuesta correcta",
        "答案",
        "解答",
        "정답",
    ];
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    text.len() <= 40 && (is_one_of(bare, &WORDS) || is_one_of(bare, &ABROAD) || names_answer(bare))
}

/// Whether a text is one of some words in lower case; copied only where it must be.
pub fn is_one_of(text: &str, words: &[&str]) -> bool {
    if text.is_ascii() {
        return words.iter().any(|word| word.eq_ignore_ascii_case(text));
    }
    words.contains(&text.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reveals_are_whole_lines() {
        assert!(is_reveal(
            "<b>Answer</b>"
                .trim_matches(['<', '>'])
                .trim_start_matches("b>")
                .trim_end_matches("</b")
        ));
        assert!(is_reveal("▶ Show answer"));
        assert!(is_reveal("Show answer and explanation"));
        assert!(!is_reveal("Show code and explanation"));
        assert!(!is_reveal("Show all labels of the pods"));
    }
}
