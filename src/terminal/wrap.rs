//! Breaking text into lines by the width that people see, a grapheme at a time.
//! It must never cut a grapheme, and never drop text.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The columns that a text takes on a terminal.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Lines of at most `columns`, broken at spaces, and inside a word only where it is longer than a
/// line. The first line begins with `first`, the others with `rest`.
pub fn wrap(text: &str, columns: usize, first: &str, rest: &str) -> Vec<String> {
    let mut lines = Lines {
        columns,
        rest,
        done: Vec::new(),
        line: first.to_owned(),
        words: 0,
    };
    for word in text.split_whitespace() {
        lines.push(word);
    }
    lines.done.push(lines.line);
    lines.done
}

struct Lines<'a> {
    columns: usize,
    rest: &'a str,
    done: Vec<String>,
    line: String,
    words: usize,
}

impl Lines<'_> {
    fn push(&mut self, word: &str) {
        let space = usize::from(self.words > 0);
        if width(&self.line) + space + width(word) > self.columns && self.words > 0 {
            self.end_line();
        }
        if self.words > 0 {
            self.line.push(' ');
        }
        for grapheme in word.graphemes(true) {
            if self.words > 0 && width(&self.line) + width(grapheme) > self.columns {
                self.end_line();
            }
            self.line.push_str(grapheme);
            // From the first grapheme on the line may be broken; before, it would stay empty.
            self.words = self.words.max(1);
        }
        self.words += 1;
    }

    fn end_line(&mut self) {
        let full = std::mem::replace(&mut self.line, self.rest.to_owned());
        self.done.push(full.trim_end().to_owned());
        self.words = 0;
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
    fn padding_counts_columns() {
        assert_eq!(pad("東", 4), "東  ");
        assert_eq!(pad_left("7", 3), "  7");
        assert_eq!(pad("long", 2), "long");
    }
}
