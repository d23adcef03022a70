//! Noise: lines that a page shows around its text and that nobody wants to learn.

/// Whole lines, in lower case and without marks around them.
const LINES: [&str; 31] = [
    "read more",
    "next",
    "previous",
    "next previous",
    "previous next",
    "reveal solution",
    "hide solution",
    "discussion",
    "reveal solution hide solution discussion",
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
    let folded = text
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    let folded = folded
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty());
    let folded = folded.collect::<Vec<_>>().join(" ");
    LINES.contains(&folded.as_str()) || BEGINNINGS.iter().any(|begin| folded.starts_with(begin))
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
