//! The words by which a text asks: a question mark, or a verb that demands an answer.

/// Verbs that begin a demand for an answer, in lower case. In a heading they ask only where the
/// document shows otherwise that its headings are questions.
const IMPERATIVES: [&str; 32] = [
    "describe",
    "explain",
    "define",
    "compare",
    "contrast",
    "list",
    "name",
    "give",
    "state",
    "discuss",
    "outline",
    "identify",
    "distinguish",
    "differentiate",
    "summarize",
    "summarise",
    "calculate",
    "prove",
    "derive",
    "show",
    "tell",
    "write",
    "implement",
    "design",
    "draw",
    "mention",
    "create",
    "get",
    "difference",
    "what",
    "how",
    "why",
];

/// Whether a text ends in a question mark, closing marks aside.
pub(super) fn asks(text: &str) -> bool {
    text.trim_end_matches(['*', '_', ' ', '`', '#', ')', '"', '”', '»', '’', '\'', ']'])
        .ends_with(['?', '？', '؟', ';'])
        && !text.trim_end().ends_with(';')
}

/// Whether a text begins with a verb that demands an answer, numbering aside.
pub(super) fn is_imperative(text: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| !c.is_alphabetic());
    let word = bare
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    is_one_of(word, &IMPERATIVES)
}

/// Whether a text is a whole line of emphasis.
pub(super) fn is_bold(text: &str) -> bool {
    let text = text.trim();
    let wrapped = |mark: &str| {
        text.len() > 2 * mark.len()
            && text.starts_with(mark)
            && text.ends_with(mark)
            && text.matches(mark).count() == 2
    };
    wrapped("**") || wrapped("__")
}

/// Whether a line only uncovers what follows it: the prompt stands above, the answer below.
pub(super) fn is_reveal(text: &str) -> bool {
    const REVEALS: [&str; 20] = [
        "show",
        "show answer",
        "show answers",
        "show solution",
        "show the answer",
        "answer",
        "answers",
        "solution",
        "reveal",
        "reveal answer",
        "view answer",
        "view solution",
        "see answer",
        "click to reveal",
        "click to expand",
        "answer and explanation",
        "answer & explanation",
        "click for answer",
        "click here for answer",
        "spoiler",
    ];
    // Every entry is short; a longer line cannot be one.
    if text.len() > 80 {
        return false;
    }
    is_one_of(text.trim_matches(|c: char| !c.is_alphanumeric()), &REVEALS)
}

/// Whether a text is one of some words in lower case; copied only where it must be.
fn is_one_of(text: &str, words: &[&str]) -> bool {
    if text.is_ascii() {
        return words.iter().any(|word| word.eq_ignore_ascii_case(text));
    }
    words.contains(&text.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_and_demands_are_told_from_statements() {
        for text in [
            "Who?",
            "**Who?**",
            "Who (in AWS)?",
            "Say \"who?\"",
            "誰ですか？",
        ] {
            assert!(asks(text), "{text}");
        }
        for text in ["Who", "who? me.", "x;"] {
            assert!(!asks(text), "{text}");
        }
        assert!(is_imperative("13. Define variance"));
        assert!(!is_imperative("Variance"));
    }

    #[test]
    fn reveals_are_whole_lines() {
        assert!(is_reveal(
            "<b>Answer</b>"
                .trim_matches(['<', '>'])
                .trim_start_matches("b>")
                .trim_end_matches("</b")
        ));
        assert!(is_reveal("▶ Show answer"));
        assert!(!is_reveal("Show all labels of the pods"));
    }
}
