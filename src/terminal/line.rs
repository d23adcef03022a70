//! Lines: pieces of text, each with a look. Looks say what a text is; only `colour` knows colours.
//! Every text that comes in is made safe for the terminal here.

use unicode_segmentation::UnicodeSegmentation;

use super::escape::one_line;
use super::wrap::{may_break, width};

/// What a piece of text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::terminal) enum Look {
    /// Text.
    #[default]
    Plain,
    /// What counts: the question, a strong word.
    Strong,
    /// A stressed word.
    Emphasis,
    /// Code.
    Code,
    /// What may be overlooked.
    Quiet,
    /// What is right.
    Right,
    /// What is wrong.
    Wrong,
    /// What is neither.
    Doubtful,
    /// A key, or what to do next.
    Key,
    /// A bar, or a shade of a picture.
    Drawn,
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::terminal) struct Span {
    /// Safe for the terminal, without line breaks.
    text: String,
    /// What it is.
    look: Look,
}

impl Span {
    /// The text.
    pub(in crate::terminal) fn text(&self) -> &str {
        &self.text
    }

    /// What it is.
    pub(in crate::terminal) fn look(&self) -> Look {
        self.look
    }
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::terminal) struct Line {
    spans: Vec<Span>,
}

impl Line {
    /// A line of one text.
    pub(in crate::terminal) fn of(text: &str, look: Look) -> Line {
        let mut line = Line::default();
        line.push(text, look);
        line
    }

    /// Adds a text at the end.
    pub(in crate::terminal) fn push(&mut self, text: &str, look: Look) {
        let text = one_line(text);
        match self.spans.last_mut() {
            Some(last) if last.look == look => last.text.push_str(&text),
            _ if text.is_empty() => {}
            _ => self.spans.push(Span {
                text: text.into_owned(),
                look,
            }),
        }
    }

    /// The line with a text added at its end.
    #[must_use]
    pub(in crate::terminal) fn and(mut self, text: &str, look: Look) -> Line {
        self.push(text, look);
        self
    }

    /// Adds the pieces of another line at the end.
    pub(in crate::terminal) fn append(&mut self, other: &Line) {
        for span in &other.spans {
            self.push(&span.text, span.look);
        }
    }

    /// The pieces.
    pub(in crate::terminal) fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The whole text.
    pub(in crate::terminal) fn text(&self) -> String {
        self.spans.iter().map(Span::text).collect()
    }

    /// The columns it takes.
    pub(in crate::terminal) fn width(&self) -> usize {
        self.spans.iter().map(|span| width(&span.text)).sum()
    }

    /// The same line without spaces at its end.
    #[must_use]
    pub(in crate::terminal) fn trimmed(mut self) -> Line {
        while let Some(last) = self.spans.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            match last.text.is_empty() {
                true => self.spans.pop(),
                false => break,
            };
        }
        self
    }

    /// Whether nothing is on it.
    pub(in crate::terminal) fn is_blank(&self) -> bool {
        self.spans.iter().all(|span| span.text.trim().is_empty())
    }

    /// Adds spaces up to this many columns.
    pub(in crate::terminal) fn pad(&mut self, columns: usize) {
        let missing = columns.saturating_sub(self.width());
        self.push(&" ".repeat(missing), Look::Plain);
    }

    /// The same text, all of it with this look.
    #[must_use]
    pub(in crate::terminal) fn all(&self, look: Look) -> Line {
        Line::of(&self.text(), look)
    }

    /// As much as fits into this many columns, with `…` where something is left out.
    #[must_use]
    pub(in crate::terminal) fn cut(&self, columns: usize) -> Line {
        if self.width() <= columns {
            return self.clone();
        }
        let mut cut = Line::default();
        let mut left = columns.saturating_sub(1);
        for span in &self.spans {
            for grapheme in span.text.graphemes(true) {
                let Some(rest) = left.checked_sub(width(grapheme)) else {
                    cut.push("…", Look::Plain);
                    return cut;
                };
                left = rest;
                cut.push(grapheme, span.look);
            }
        }
        cut
    }

    /// Lines of at most `columns`, broken as [`wrap`](super::wrap::wrap) breaks them. The first begins
    /// with `first`, the others with `rest`.
    pub(in crate::terminal) fn wrap(&self, columns: usize, first: &Line, rest: &Line) -> Vec<Line> {
        if self.fits_as_it_is(columns.saturating_sub(first.width())) {
            let mut line = first.clone();
            line.append(self);
            return vec![line];
        }
        let mut breaker = Breaker {
            columns,
            rest,
            done: Vec::new(),
            line: first.clone(),
            used: first.width(),
            is_empty: true,
        };
        for word in self.words() {
            let mut space = 1;
            let stay = |before: &str, after: &str| !may_break(last_grapheme(before), after);
            for piece in word.chunk_by(|(before, _), (after, _)| stay(before, after)) {
                breaker.push(piece, space);
                space = 0;
            }
        }
        breaker.done.push(breaker.line);
        breaker.done
    }

    /// Whether breaking would give this line again: one text in ASCII that is not too long, with single spaces
    /// between its words. Most lines are, and looking at their words was a third of showing a large document.
    fn fits_as_it_is(&self, columns: usize) -> bool {
        let [Span { text, .. }] = self.spans.as_slice() else {
            return false;
        };
        text.len() <= columns
            && text.is_ascii()
            && !text.starts_with(' ')
            && !text.ends_with(' ')
            && !text.contains("  ")
    }

    /// The words: graphemes between spaces, each with its look. Of a text in ASCII, what stands between
    /// two spaces is one piece: no line ends inside of it unless it is longer than a line.
    fn words(&self) -> Vec<Vec<(&str, Look)>> {
        let mut words = Vec::new();
        let mut word = Vec::new();
        for span in &self.spans {
            let mut add = |piece, is_space| match is_space {
                false => word.push((piece, span.look)),
                true if word.is_empty() => {}
                true => words.push(std::mem::take(&mut word)),
            };
            if span.text.is_ascii() {
                for piece in span.text.split_inclusive(' ') {
                    let text = piece.strip_suffix(' ');
                    if text != Some("") {
                        add(text.unwrap_or(piece), false);
                    }
                    if text.is_some() {
                        add(piece, true);
                    }
                }
                continue;
            }
            for grapheme in span.text.graphemes(true) {
                let is_space = grapheme.chars().all(|c| c.is_whitespace() && c != '\u{a0}');
                add(grapheme, is_space);
            }
        }
        if !word.is_empty() {
            words.push(word);
        }
        words
    }
}

/// The end of a piece of a word, which is one grapheme or ASCII.
fn last_grapheme(piece: &str) -> &str {
    match piece.is_ascii() {
        true => piece.get(piece.len().saturating_sub(1)..).unwrap_or(piece),
        false => piece,
    }
}

struct Breaker<'a> {
    columns: usize,
    rest: &'a Line,
    done: Vec<Line>,
    line: Line,
    used: usize,
    is_empty: bool,
}

impl Breaker<'_> {
    /// Adds a piece, after so many spaces where it does not begin a line.
    fn push(&mut self, piece: &[(&str, Look)], space: usize) {
        let columns: usize = piece.iter().map(|(grapheme, _)| width(grapheme)).sum();
        if !self.is_empty {
            if self.used.saturating_add(space).saturating_add(columns) > self.columns {
                self.end_line();
            } else {
                let look = piece.first().map_or(Look::Plain, |(_, look)| *look);
                let before = self.line.spans.last().map_or(Look::Plain, Span::look);
                // The space between two words of one look has that look, so that code stays one piece.
                let look = if before == look { look } else { Look::Plain };
                self.line.push(&" ".repeat(space), look);
                self.used = self.used.saturating_add(space);
            }
        }
        for (run, look) in piece {
            let columns = width(run);
            if self.used.saturating_add(columns) <= self.columns {
                self.put(run, columns, *look);
                continue;
            }
            for grapheme in run.graphemes(true) {
                let columns = width(grapheme);
                if !self.is_empty && self.used.saturating_add(columns) > self.columns {
                    self.end_line();
                }
                self.put(grapheme, columns, *look);
            }
        }
    }

    fn put(&mut self, text: &str, columns: usize, look: Look) {
        self.line.push(text, look);
        self.used = self.used.saturating_add(columns);
        self.is_empty = false;
    }

    fn end_line(&mut self) {
        let full = std::mem::replace(&mut self.line, self.rest.clone());
        self.done.push(full);
        self.used = self.rest.width();
        self.is_empty = true;
    }
}

/// Whether a text runs from right to left somewhere: Hebrew, Arabic, Syriac, Thaana and their kin.
pub(in crate::terminal) fn runs_leftwards(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}' | '\u{200f}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(line: &Line, columns: usize) -> Vec<String> {
        let (first, rest) = (Line::of("- ", Look::Plain), Line::of("  ", Look::Plain));
        line.wrap(columns, &first, &rest)
            .iter()
            .map(Line::text)
            .collect()
    }

    #[test]
    fn a_line_is_broken_at_spaces_and_between_graphemes() {
        assert_eq!(
            wrapped(&Line::of("one two three", Look::Plain), 9),
            ["- one two", "  three"]
        );
        assert_eq!(
            wrapped(&Line::of("東京大阪", Look::Plain), 6),
            ["- 東京", "  大阪"]
        );
        assert_eq!(wrapped(&Line::of("ab", Look::Plain), 0), ["- a", "  b"]);
        // What ends a piece of ASCII decides whether a line may end there.
        let mut brackets = Line::of("abc (", Look::Plain);
        brackets.push("東京)", Look::Code);
        assert_eq!(wrapped(&brackets, 7), ["- abc", "  (東", "  京)"]);
        let mut names = Line::of("x abc", Look::Plain);
        names.push("東京", Look::Code);
        assert_eq!(wrapped(&names, 8), ["- x abc", "  東京"]);
        let long = Line::of("a bcdefghijk l", Look::Plain);
        assert_eq!(wrapped(&long, 6), ["- a", "  bcde", "  fghi", "  jk l"]);
        let mut mixed = Line::of("a ", Look::Plain);
        mixed.push("bold", Look::Strong);
        mixed.push("er word", Look::Plain);
        assert_eq!(wrapped(&mixed, 10), ["- a bolder", "  word"]);
    }

    #[test]
    fn a_line_is_cut_by_columns() {
        assert_eq!(Line::of("東京大阪", Look::Plain).cut(6).text(), "東京…");
        assert_eq!(Line::of("ab", Look::Plain).cut(2).text(), "ab");
        assert_eq!(Line::of("abc", Look::Plain).cut(0).text(), "…");
    }

    #[test]
    fn nothing_unsafe_comes_in() {
        let line = Line::of("a\u{1b}[2J\n\u{202e}b", Look::Plain);
        assert_eq!(line.text(), "a␛[2J <U+202E>b");
    }

    #[test]
    fn scripts_that_run_leftwards_are_known() {
        assert!(runs_leftwards("אז what") && runs_leftwards("مرحبا"));
        assert!(!runs_leftwards("東京 é Ω"));
    }
}
