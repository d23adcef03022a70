//! Texts that keep a place for what somebody meant to write: `TODO`, `{{answer}}`, `[your answer]`. They answer
//! nothing.

use super::folded::behind;

/// Whether a text only keeps a place for what somebody meant to write.
pub(super) fn is_placeholder(text: &str) -> bool {
    const PLACEHOLDERS: [&str; 13] = [
        "todo",
        "tbd",
        "tba",
        "n/a",
        "na",
        "nbsp",
        "coming soon",
        "answer coming soon",
        "answer here",
        "your answer here",
        "to be completed",
        "to do",
        "wip",
    ];
    if text.len() > 40 {
        return false;
    }
    let text = text.trim();
    // No copy: every cell of every table is asked.
    let begin = text.trim_matches(['*', '_', ' ']);
    let begins = [
        "to be added",
        "to be written",
        "coming soon",
        "work in progress",
    ];
    if begins.iter().any(|words| behind(begin, words).is_some()) {
        return true;
    }
    // What a program would fill in; a cloze has colons.
    let is_template = text.starts_with("{{") && text.ends_with("}}");
    if is_template && !text.contains("::") {
        return true;
    }
    // `{fill when done}`, `[your answer]`
    let inner = text.strip_prefix(['{', '[', '<']);
    if inner.is_some_and(|inner| {
        let begins = [
            "fill in",
            "fill when",
            "your ",
            "answer}",
            "question}",
            "insert ",
        ];
        begins.into_iter().any(|word| behind(inner, word).is_some())
    }) {
        return true;
    }
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    // Signs alone can be an answer; dashes alone are an empty place.
    let only_dashes = text
        .chars()
        .all(|c| matches!(c, '-' | '–' | '—' | '_' | '…'));
    // `Na` is sodium, with a sign behind it or without.
    (bare.is_empty() && only_dashes)
        || bare != "Na"
            && PLACEHOLDERS
                .iter()
                .any(|place| place.eq_ignore_ascii_case(bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_kept_for_later_are_told_from_answers() {
        for text in [
            "TODO",
            "n/a",
            "NA",
            "—",
            "Coming soon…",
            "",
            "[your answer]",
            "{fill when done}",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["Na", "Na⁺", "nato", "0", "✓", "{fill: red}"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
