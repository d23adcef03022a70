//! Places in a document: byte ranges, and the lines and columns that people and editors count.

use memchr::memchr_iter;

/// A byte range of the source. `start <= end <=` the length of the source, on character boundaries.
/// Eight bytes, since a large document has millions of them: places from 4 GiB on are the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

/// A byte as a span keeps it.
fn place(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

impl Span {
    /// The span from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span {
            start: place(start),
            end: place(end),
        }
    }

    /// The span of so many bytes from `start`.
    pub fn sized(start: usize, length: usize) -> Span {
        Span::new(start, start.saturating_add(length))
    }

    /// The first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The same with another first byte.
    #[must_use]
    pub fn with_start(self, start: usize) -> Span {
        Span::new(start, self.end())
    }

    /// The same with another end.
    #[must_use]
    pub fn with_end(self, end: usize) -> Span {
        Span::new(self.start(), end)
    }

    /// The place of a piece in the text that it was cut from, from 0.
    pub(super) fn of_piece(piece: &str, text: &str) -> Span {
        let start = piece.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        Span::sized(start, piece.len())
    }

    /// The text of this span; empty when it does not fit the source.
    pub fn text(self, source: &str) -> &str {
        source.get(self.start()..self.end()).unwrap_or_default()
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// How many bytes of `whole` stand before `rest`, its end.
pub fn bytes_before(whole: &str, rest: &str) -> usize {
    whole.len().saturating_sub(rest.len())
}

/// A line and a column, both from 1; columns count characters, as editors do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
}

/// The places where the lines of a source begin.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the line ends of a source once.
    pub fn new(source: &str) -> LineIndex {
        let breaks = memchr_iter(b'\n', source.as_bytes());
        let starts = std::iter::once(0)
            .chain(breaks.map(|at| at.saturating_add(1)))
            .collect();
        LineIndex { starts }
    }

    /// The line, from 1, that holds this byte.
    pub fn line(&self, offset: usize) -> u32 {
        let line = self.starts.partition_point(|start| *start <= offset);
        u32::try_from(line.max(1)).unwrap_or(u32::MAX)
    }

    /// The line and column of this byte of the source.
    pub fn position(&self, source: &str, offset: usize) -> Position {
        let line = self.line(offset);
        let start = self
            .starts
            .get((line as usize).saturating_sub(1))
            .copied()
            .unwrap_or(0);
        let before = source.get(start..offset).unwrap_or_default();
        let column = u32::try_from(before.chars().count().saturating_add(1)).unwrap_or(u32::MAX);
        Position { line, column }
    }
}

/// Counts lines on the way through a source: for places that come nearly in order, without a list of
/// all lines, which costs eight bytes a line.
#[derive(Clone, Copy, Debug)]
pub struct LineCursor<'a> {
    source: &'a str,
    offset: usize,
    line: u32,
}

impl<'a> LineCursor<'a> {
    /// A cursor at the first line.
    pub fn new(source: &'a str) -> LineCursor<'a> {
        LineCursor {
            source,
            offset: 0,
            line: 1,
        }
    }

    /// The line, from 1, that holds this byte.
    pub fn line(&mut self, offset: usize) -> u32 {
        let breaks = |from: usize, to: usize| {
            let between = self.source.as_bytes().get(from..to).unwrap_or_default();
            let count = memchr::memchr_iter(b'\n', between).count();
            u32::try_from(count).unwrap_or(u32::MAX)
        };
        self.line = if offset >= self.offset {
            self.line.saturating_add(breaks(self.offset, offset))
        } else {
            self.line.saturating_sub(breaks(offset, self.offset)).max(1)
        };
        self.offset = offset;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_counts_as_the_index_does() {
        let source = "one\ntwo\n\nfour";
        let index = LineIndex::new(source);
        let mut cursor = LineCursor::new(source);
        for offset in [0, 3, 4, 9, 13, 8, 4, 0, 12] {
            assert_eq!(cursor.line(offset), index.line(offset), "{offset}");
        }
    }

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let source = "one\n東京 b\n\nend";
        let index = LineIndex::new(source);
        let at = |offset| {
            let position = index.position(source, offset);
            (position.line, position.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(source.find('b').unwrap()), (2, 4));
        assert_eq!(at(source.find("end").unwrap()), (4, 1));
        assert_eq!(at(source.len()), (4, 4));
    }
}
