//! Tables in tags while they are read: one that `</table>` ends, and one that nothing ends, which ends at its last
//! row. It must never take the text behind that row.

use super::{Line, Open, Parser};
use crate::document::block::{BlockKind, Gap};
use crate::document::html;
use crate::document::html_table;
use crate::document::line::Look;
use crate::document::span::Span;

/// A table that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenTable {
    /// The line that opens it.
    first: Line,
    ending: Ending,
}

/// How an open table ends.
#[derive(Clone, Copy, Debug)]
enum Ending {
    /// At its tag.
    AtTag,
    /// At its last row, since no tag ends it.
    AtLastRow(Last),
}

/// The end of a table that no tag ends, as far as it was read.
#[derive(Clone, Copy, Debug)]
struct Last {
    /// Where the last line ends that belongs to it.
    end: usize,
    /// What stands before this place belongs to it: a tag that ends a cell stands here.
    sure: usize,
    gap: Gap,
}

impl Parser<'_> {
    /// Takes the line that opens a table in tags. A tag that nothing ends opens one only above a row.
    pub(super) fn opens_html_table(&mut self, line: Line) -> bool {
        let place = line.text.start();
        if !html_table::opens(line.text.text(self.source)) {
            return false;
        }
        let source = self.source;
        let unended = self
            .unended_tables
            .get_or_insert_with(|| html_table::unended(source));
        let ending = match unended.binary_search(&place).is_ok() {
            false => Ending::AtTag,
            true if html_table::has_rows(source, place) => Ending::AtLastRow(Last {
                end: line.span.end(),
                sure: place,
                gap: Gap::None,
            }),
            true => return false,
        };
        self.take_html_table(
            OpenTable {
                first: line,
                ending,
            },
            line,
        );
        true
    }

    /// A line of a table written in tags; the last one makes it a block.
    pub(super) fn take_html_table(&mut self, table: OpenTable, line: Line) {
        let text = line.text.text(self.source);
        match table.ending {
            Ending::AtTag if html_table::closes(text) => {
                self.end_html_table(table.first, line.span.end());
            }
            Ending::AtTag => self.open = Open::HtmlTable(table),
            Ending::AtLastRow(last) => self.take_unended(table.first, last, line),
        }
    }

    fn take_unended(&mut self, first: Line, last: Last, line: Line) {
        let last = match self.belongs(first, last, line) {
            Some(last) => last,
            None => {
                self.end_html_table(first, last.end);
                self.gap = last.gap;
                return self.take_text(line);
            }
        };
        let ending = Ending::AtLastRow(last);
        self.open = Open::HtmlTable(OpenTable { first, ending });
    }

    /// The end of a table that no tag ends, where a line belongs to it or is blank.
    fn belongs(&self, first: Line, last: Last, line: Line) -> Option<Last> {
        if line.look == Look::Blank {
            return Some(Last {
                gap: Gap::Blank,
                ..last
            });
        }
        let text = line.text.text(self.source);
        let is_first = line.span == first.span;
        let parts = matches!(line.look, Look::Heading(_)) || html::heading_level(text).is_some();
        if parts || (html_table::opens(text) && !is_first) {
            return None;
        }
        let taken = Last {
            end: line.span.end(),
            gap: Gap::None,
            ..last
        };
        if is_first || html_table::begins_with_tag(text) || line.span.start() < last.sure {
            return Some(taken);
        }
        if html_table::ends_cell(self.source, last.end) {
            return None;
        }
        // The text of a cell goes on up to a blank line, and behind it where a tag ends the cell.
        if last.gap == Gap::None {
            return Some(taken);
        }
        let sure = html_table::end_of_cell(self.source, line.span.start())?;
        Some(Last { sure, ..taken })
    }

    /// Ends a table that is open at the end of the document.
    pub(super) fn end(&mut self) {
        if let Open::HtmlTable(table) = self.open
            && let Ending::AtLastRow(last) = table.ending
        {
            self.end_html_table(table.first, last.end);
        }
    }

    fn end_html_table(&mut self, first: Line, end: usize) {
        self.open = Open::Nothing;
        let span = Span::new(first.span.start(), end);
        let table = html_table::read(self.source, span);
        let whole = Line {
            span,
            text: span,
            ..first
        };
        self.push(whole, BlockKind::Table(Box::new(table)));
        self.in_table = false;
    }
}
