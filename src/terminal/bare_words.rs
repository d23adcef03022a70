//! Texts that Markdown reads as the words that stand there. Most sides of cards are such texts, and to parse them
//! and to break their lines was two thirds of showing a large document.
//! A text in which any sign may have a meaning must never pass for one.

/// Whether Markdown reads a text as the words that stand there: each line begins with a letter, and no sign in
/// it has a meaning.
pub(super) fn is_words(markdown: &str) -> bool {
    let mut lines = markdown.split('\n');
    lines.all(|line| line.is_empty() || is_said(line))
}

/// The lines of a text of words, or of a list of them, where they are shown as they are written: each fits into
/// `columns`, and has no space too many.
pub(super) fn as_written(markdown: &str, columns: Option<usize>) -> Option<Vec<&str>> {
    let columns = columns.unwrap_or(usize::MAX);
    let fits = |line: &str| line.len() <= columns && is_spaced(line);
    let said = |line: &str| is_said(line) && fits(line);
    let listed = |line: &str| line.strip_prefix("- ").is_some_and(is_said) && fits(line);
    let mut lines = markdown.split('\n');
    let shown = match markdown.starts_with("- ") {
        true => lines.all(listed),
        false => lines.all(|line| line.is_empty() || said(line)),
    };
    let written = || markdown.split('\n').filter(|line| !line.is_empty());
    shown.then(|| written().collect())
}

/// Whether a line begins with a letter and goes on with signs that mean nothing there.
fn is_said(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_alphabetic()) && line.bytes().all(is_plain)
}

/// Whether a sign stands for itself behind a letter. All of ASCII but marks, links, tags, entities and cells.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
        && !matches!(
            byte,
            b'*' | b'_' | b'~' | b'`' | b'[' | b']' | b'<' | b'>' | b'&' | b'\\' | b'|'
        )
}

/// Whether no space of a line goes when it is broken into words.
fn is_spaced(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.last() != Some(&b' ') && !bytes.windows(2).any(|two| two == b"  ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::markdown;
    use super::*;

    #[test]
    fn words_are_told_from_what_may_have_a_meaning() {
        for text in [
            "One, two (three).\nFour's  five? \n\nsix: \"seven\"",
            "Q 1) a - b #c",
            "",
        ] {
            assert!(is_words(text), "{text:?}");
        }
        for text in [
            "1. a", " a", "a\n===", "a *b*", "a\\b", "a & b", "- a", "a\n1) b", "é", "a | b",
        ] {
            assert!(!is_words(text), "{text:?}");
        }
    }

    #[test]
    fn lines_are_shown_as_written_only_where_none_changes() {
        assert_eq!(as_written("a b\n\nc", Some(3)), Some(vec!["a b", "c"]));
        assert_eq!(as_written("- a: b\n- c", None), Some(vec!["- a: b", "- c"]));
        for text in [
            "a  b",
            "a ",
            "seven",
            "- four",
            "- a\nb",
            "- a\n\n- b",
            "a\n- b",
            "- - a",
        ] {
            assert_eq!(as_written(text, Some(4)), None, "{text:?}");
        }
    }

    proptest! {
        /// What is shown as written is what the parser and the breaking of lines make of it.
        #[test]
        fn what_is_shown_as_written_is_what_markdown_reads(
            text in "(- )?[a-c][a-c1 :.,#)=+$^@{}%!?\"'/-]{0,9}(\n(\n|- )?[a-c][a-c1 :.)-]{0,4}){0,3}",
            columns in prop::option::of(1..20_usize),
        ) {
            if let Some(written) = as_written(&text, columns) {
                // A mark that shows nothing sends the same text through the parser.
                let room = columns.map_or(usize::MAX, |columns| columns + "<!---->".len());
                let parsed = markdown::words(&format!("{text}<!---->"), Some(room));
                let parsed: Vec<String> = parsed.iter().map(|line| line.text().replace("<!---->", "")).collect();
                prop_assert_eq!(written, parsed);
            }
        }
    }
}
