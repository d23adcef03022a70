//! Noise: lines that a page shows around its text and that nobody wants to learn.

use std::borrow::Cow;

/// Whole lines, in lower case and without marks around them.
const LINES: [&str; 22] = [
    "show answer",
    "show answers",
    "show",
    "reveal answer",
    "reveal",
    "hide answer",
    "view answer",
    "see answer",
    "click to reveal",
    "click to expand",
    "click here for answer",
    "click for answer",
    "show solution",
    "back to top",
    "back to table of contents",
    "go to top",
    "copy",
    "copy code",
    "edit",
    "edit this page",
    "download",
    "answer here",
];

/// Beginnings of lines, in lower case.
const BEGINNINGS: [&str; 6] = [
    "select one answer before",
    "select an answer before",
    "choose one answer before",
    "select all that apply before",
    "select one option before",
    "choose an answer before",
];

/// Whether a line is noise.
pub fn is_noise(text: &str) -> bool {
    // Every entry is short; a longer line cannot be one.
    if text.len() > 120 {
        return false;
    }
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    // No copy where none is needed: every line is asked several times.
    let folded = if bare.is_ascii() {
        Cow::Borrowed(bare)
    } else {
        Cow::Owned(bare.to_lowercase())
    };
    let begins_with = |begin: &&str| {
        let bytes = folded.as_bytes().get(..begin.len());
        bytes.is_some_and(|bytes| bytes.eq_ignore_ascii_case(begin.as_bytes()))
    };
    LINES.iter().any(|line| line.eq_ignore_ascii_case(&folded))
        || BEGINNINGS.iter().any(begins_with)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_told_from_text() {
        for text in [
            "Select one answer before revealing.",
            "Show answer",
            "**[Back to top](#x)",
            "▲ Copy",
        ] {
            let bare = text.replace("](#x)", "");
            assert!(is_noise(&bare), "{text}");
        }
        for text in [
            "Show all labels of the pods",
            "Edit the file",
            "",
            "Copy on write",
        ] {
            assert!(!is_noise(text), "{text}");
        }
    }
}
