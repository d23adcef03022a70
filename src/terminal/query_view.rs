//! A query with a caret under the place that is not understood.

use std::ops::Range;

use super::escape::one_line;
use super::wrap::width;

/// How much of a long query is shown on each side of the place.
const SHOWN_CHARS: usize = 60;

/// Two lines: the query, and carets under a place in it.
pub fn place(query: &str, span: Range<usize>) -> String {
    let part = |range: Range<usize>| query.get(range).unwrap_or_default();
    let (before, marked) = (part(0..span.start), part(span.clone()));
    let skipped = before.chars().count().saturating_sub(SHOWN_CHARS);
    let before: String = before.chars().skip(skipped).collect();
    let before = match skipped {
        0 => one_line(&before).into_owned(),
        _ => format!("…{}", one_line(&before)),
    };
    let marked = marked.chars().take(SHOWN_CHARS).collect::<String>();
    let marked = one_line(&marked);
    let after = query.get(span.end..).unwrap_or_default();
    let after = after.chars().take(SHOWN_CHARS).collect::<String>();
    let after = one_line(&after);
    let indent = " ".repeat(width(&before));
    let carets = "^".repeat(width(&marked).max(1));
    format!("  {before}{marked}{after}\n  {indent}{carets}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_under_the_place_by_width() {
        assert_eq!(place("a is:deu b", 5..8), "  a is:deu b\n       ^^^");
        assert_eq!(place("東京 is:x", 10..11), "  東京 is:x\n          ^");
        assert_eq!(place("a OR", 4..4), "  a OR\n      ^");
        assert_eq!(place("\u{1b}[2J )", 5..6), "  ␛[2J )\n       ^");
    }

    #[test]
    fn a_long_query_is_cut() {
        let long = format!("{}x{}", "a".repeat(5000), "b".repeat(5000));
        let shown = place(&long, 5000..5001);
        assert!(shown.len() < 300 && shown.contains("…a"), "{shown}");
    }
}
