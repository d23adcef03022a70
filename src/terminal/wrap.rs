//! Breaking text into lines by the width that people see, a grapheme at a time.
//! It must never cut a grapheme, and never drop text.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::escape::is_printable;

/// The columns that a text takes on a terminal.
pub fn width(text: &str) -> usize {
    match text.bytes().all(is_printable) {
        true => text.len(),
        false => UnicodeWidthStr::width(text),
    }
}

/// Whether a line may end between two graphemes of a word: beside a sign of Chinese or Japanese, which
/// have no spaces. No line begins with a sign that closes or joins, and none ends with one that opens.
pub(in crate::terminal) fn may_break(before: &str, after: &str) -> bool {
    const CLOSING: &str = "、。，．！？：；）］｝〕〉》」』】〙〗’”…‥ー〜々ゝゞヽヾ・％\
        ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ)]}>,.!?:;%\"'";
    const OPENING: &str = "（［｛〔〈《「『【〘〖‘“([{<\"'";
    let first = |grapheme: &str| grapheme.chars().next().unwrap_or_default();
    let has_no_spaces = |c: char| {
        matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
            | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
    };
    let (before, after) = (first(before), first(after));
    (has_no_spaces(before) || has_no_spaces(after))
        && !OPENING.contains(before)
        && !CLOSING.contains(after)
}

/// Lines of at most `columns`, broken at spaces and where [`may_break`] says, and anywhere else only in
/// a piece that is longer than a line. The first line begins with `first`, the others with `rest`.
pub fn wrap(text: &str, columns: usize, first: &str, rest: &str) -> Vec<String> {
    let mut lines = Lines {
        columns,
        rest,
        done: Vec::new(),
        line: first.to_owned(),
        has_text: false,
    };
    for word in text.split_whitespace() {
        let graphemes: Vec<&str> = word.graphemes(true).collect();
        let mut space = 1;
        for piece in graphemes.chunk_by(|before, after| !may_break(before, after)) {
            lines.push(piece, space);
            space = 0;
        }
    }
    lines.done.push(lines.line);
    lines.done
}

struct Lines<'a> {
    columns: usize,
    rest: &'a str,
    done: Vec<String>,
    line: String,
    has_text: bool,
}

impl Lines<'_> {
    /// Adds a piece, after so many spaces where it does not begin a line.
    fn push(&mut self, piece: &[&str], space: usize) {
        let columns: usize = piece.iter().map(|grapheme| width(grapheme)).sum();
        if self.has_text
            && width(&self.line)
                .saturating_add(space)
                .saturating_add(columns)
                > self.columns
        {
            self.end_line();
        }
        if self.has_text {
            self.line.push_str(&" ".repeat(space));
        }
        for grapheme in piece {
            // Before the first grapheme a line is not broken; it would stay empty.
            if self.has_text && width(&self.line).saturating_add(width(grapheme)) > self.columns {
                self.end_line();
            }
            self.line.push_str(grapheme);
            self.has_text = true;
        }
    }

    fn end_line(&mut self) {
        let full = std::mem::replace(&mut self.line, self.rest.to_owned());
        self.done.push(full.trim_end().to_owned());
        self.has_text = false;
    }
}

/// Pads a text with spaces to this many columns.
pub fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}

/// Puts spaces before a text until it takes this many columns.
pub fn pad_left(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{}{text}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(
            wrap("one two three", 9, "- ", "  "),
            ["- one two", "  three"]
        );
        assert_eq!(wrap("one", 80, "", ""), ["one"]);
        assert_eq!(wrap("", 80, "", ""), [""]);
    }

    #[test]
    fn a_long_word_is_broken_between_graphemes() {
        assert_eq!(wrap("a abcdefgh", 4, "", ""), ["a", "abcd", "efgh"]);
        assert_eq!(wrap("東京大阪", 5, "", ""), ["東京", "大阪"]);
        assert_eq!(wrap("ab", 1, "", ""), ["a", "b"]);
        // A width of nothing still ends.
        assert_eq!(wrap("ab", 0, "", ""), ["a", "b"]);
    }

    #[test]
    fn text_without_spaces_fills_its_lines_and_no_line_begins_with_a_full_stop() {
        assert_eq!(
            wrap("EFS は共有です。次", 10, "", ""),
            ["EFS は共有", "です。次"]
        );
        // `す。` stays together, and so does `（共`.
        assert_eq!(wrap("共有です。次", 8, "", ""), ["共有で", "す。次"]);
        assert_eq!(wrap("東京（共有）", 6, "", ""), ["東京", "（共", "有）"]);
        // Korean has spaces.
        assert_eq!(wrap("파일 시스템", 8, "", ""), ["파일", "시스템"]);
    }

    #[test]
    fn padding_counts_columns() {
        assert_eq!(pad("東", 4), "東  ");
        assert_eq!(pad_left("7", 3), "  7");
        assert_eq!(pad("long", 2), "long");
    }
}
