//! The tables of the line-based pass: which rows belong together, and which of them is the header.

use super::{Parser, Pause};
use crate::document::block::{Block, BlockKind, Gap, Table};
use crate::document::line::Line;
use crate::document::span::Span;

/// What `||Answer: B||` hides until somebody taps on it: a line with no other pipe.
fn spoiler(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("||")?.strip_suffix("||")?;
    (!inner.is_empty() && !inner.contains('|') && inner.trim() == inner).then_some(inner)
}

impl Parser<'_> {
    /// A pipe row: the next of the open table, or the first of a new one, which may prove to be
    /// its header when a delimiter follows.
    pub(super) fn row(&mut self, line: Line) {
        let paused = self.pause == Pause::Blank;
        if (paused || !self.in_table)
            && let Some(inner) = spoiler(line.text.text(self.source))
        {
            let start = line.text.start().saturating_add(2);
            let text = Span::sized(start, inner.len());
            return self.text(Line { text, ..line });
        }
        if self.in_table
            && let Some(Block {
                kind: BlockKind::Table(table),
                span,
                ..
            }) = self.blocks.last_mut()
            && (!paused || table.header.is_none() && table.rows.len() == 1 || self.is_spaced)
        {
            self.is_spaced |= paused;
            table.rows.push(line.text);
            *span = span.with_end(line.span.end());
            self.pause = if paused {
                Pause::BlankAndRow
            } else {
                Pause::None
            };
            self.gap = Gap::None;
            return;
        }
        let table = Table {
            header: None,
            second_header: None,
            rows: vec![line.text],
        };
        self.push(line, BlockKind::Table(Box::new(table)));
        self.in_table = true;
    }

    /// A delimiter row: makes the single row above it a header. Further down it only separates,
    /// unless the row above it began after a blank line: then that row begins a table of its own.
    pub(super) fn delimiter(&mut self, line: Line) {
        let source = self.source;
        let after_pause = self.pause == Pause::BlankAndRow;
        let is_spaced = self.pause == Pause::Blank;
        match self.blocks.last_mut() {
            Some(Block {
                kind: BlockKind::Table(table),
                span,
                ..
            }) if self.in_table => {
                if after_pause && table.rows.len() > 1 {
                    let header = table.rows.pop();
                    *span = span.with_end(table.rows.last().map_or(span.end(), |row| row.end()));
                    if let Some(header) = header {
                        self.begin_table(header, line);
                    }
                    return;
                }
                if table.header.is_none() && table.rows.len() == 1 {
                    table.header = table.rows.pop();
                    self.is_spaced = is_spaced;
                }
                *span = span.with_end(line.span.end());
                self.pause = Pause::None;
            }
            // `Name | Meaning` over `--- | ---`: a table whose rows have no outer pipes.
            Some(block)
                if (block.kind == BlockKind::Line
                    || (block.kind == BlockKind::Quote && is_quoted(source, line.span)))
                    && self.gap == Gap::None
                    && block.text.text(source).contains('|') =>
            {
                block.kind = BlockKind::Table(Box::new(Table {
                    header: Some(block.text),
                    second_header: None,
                    rows: Vec::new(),
                }));
                block.span = block.span.with_end(line.span.end());
                self.in_table = true;
            }
            _ => {}
        }
    }

    /// Whether a quoted line is a row of the open table, which is quoted and has no outer pipes.
    pub(super) fn is_quoted_row(&self, line: Line) -> bool {
        let table = self.blocks.last().filter(|_| self.in_table);
        self.pause != Pause::Blank
            && line.text.text(self.source).contains('|')
            && table.is_some_and(|table| is_quoted(self.source, table.span))
            && !self.table_has_outer_pipes()
    }

    /// A table whose header stood on the line above its delimiter.
    fn begin_table(&mut self, header: Span, delimiter: Line) {
        let span = header.to(delimiter.span);
        let table = Table {
            header: Some(header),
            second_header: None,
            rows: Vec::new(),
        };
        self.push(
            Line {
                span,
                text: header,
                ..delimiter
            },
            BlockKind::Table(Box::new(table)),
        );
        self.in_table = true;
    }

    /// Whether the open table's rows begin with a pipe: a line that does not is none of them.
    pub(super) fn table_has_outer_pipes(&self) -> bool {
        match self.blocks.last().map(|block| &block.kind) {
            Some(BlockKind::Table(table)) => table
                .header
                .or(table.rows.first().copied())
                .is_some_and(|row| row.text(self.source).starts_with('|')),
            _ => false,
        }
    }
}

/// Whether what begins here stands in a quote.
fn is_quoted(source: &str, span: Span) -> bool {
    span.text(source).trim_start().starts_with('>')
}
