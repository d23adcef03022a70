//! The line-based pass: lines become blocks. It finds tables, headings, items, code and folds also
//! in a page pasted as plain text, where no Markdown parser sees them for want of blank lines.
//! Linear in the document; it never fails and never looks at what a line means.

use super::block::{Block, BlockKind, Document, Gap, HeadingStyle, Table};
use super::front_matter::front_matter;
use super::html;
use super::html_table;
use super::line::{Line, Look, lines};
use super::plain_heading;
use super::span::Span;

/// Parses a document of any shape.
pub fn parse(source: &str) -> Document {
    let start = if source.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let (front_matter, start) = front_matter(source, start);
    let mut parser = Parser::new(source);
    for line in lines(source, start) {
        parser.take(line);
    }
    let mut blocks = parser.finish();
    plain_heading::mark(source, &mut blocks);
    Document {
        blocks,
        front_matter,
    }
}

/// What the lines so far have opened.
enum Open {
    Nothing,
    Code {
        fence: char,
        marks: usize,
    },
    Comment,
    /// A table written in tags, from this byte on.
    HtmlTable(Line),
}

struct Parser<'a> {
    source: &'a str,
    blocks: Vec<Block>,
    open: Open,
    gap: Gap,
    /// Whether the last block is a table that the next row belongs to.
    in_table: bool,
    /// Whether a blank line came after the open table's last row: in a page whose lines all stand
    /// apart, the next row still belongs to it.
    pause: Pause,
    /// Whether the open table's rows stand apart, a blank line between them.
    is_spaced: bool,
}

/// What came between the open table and the line that is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pause {
    None,
    /// A blank line.
    Blank,
    /// A blank line, and then one row.
    BlankAndRow,
}

impl<'a> Parser<'a> {
    fn new(source: &'a str) -> Parser<'a> {
        Parser {
            source,
            blocks: Vec::new(),
            open: Open::Nothing,
            gap: Gap::Blank,
            in_table: false,
            pause: Pause::None,
            is_spaced: false,
        }
    }

    fn finish(self) -> Vec<Block> {
        self.blocks
    }

    fn take(&mut self, line: Line) {
        match self.open {
            Open::Code { fence, marks } => self.take_code(line, fence, marks),
            Open::Comment => self.take_comment(line),
            Open::HtmlTable(first) => self.take_html_table(first, line),
            Open::Nothing => self.take_text(line),
        }
    }

    fn take_code(&mut self, line: Line, fence: char, marks: usize) {
        let closes = matches!(line.look, Look::Fence(mark, count) if mark == fence && count >= marks)
            && line.text.text(self.source).is_empty();
        if closes {
            self.open = Open::Nothing;
        }
        if let Some(block) = self.blocks.last_mut() {
            block.span = block.span.with_end(line.span.end());
            if !closes {
                if block.text.start() == block.text.end() {
                    block.text = block.text.with_start(line.span.start());
                }
                block.text = block.text.with_end(line.span.end());
            }
        }
    }

    /// A comment: words for this program where it begins with `srm:`, otherwise nothing.
    fn comment(&mut self, line: Line) {
        let text = line.text.text(self.source);
        let Some(end) = text.find("-->") else {
            self.open = Open::Comment;
            return;
        };
        let inner = text.get(4..end).unwrap_or_default();
        if let Some(words) = inner.trim_start().strip_prefix("srm:") {
            let start = line.text.start() + end - words.len();
            let gap = self.gap;
            let words = Span::new(start, line.text.start() + end);
            self.push(
                Line {
                    text: words,
                    ..line
                },
                BlockKind::Comment,
            );
            self.gap = gap;
        }
    }

    /// A line of a table written in tags; the last one makes it a block.
    fn take_html_table(&mut self, first: Line, line: Line) {
        if !html_table::closes(line.text.text(self.source)) {
            self.open = Open::HtmlTable(first);
            return;
        }
        self.open = Open::Nothing;
        let span = first.span.to(line.span);
        let table = html_table::read(self.source, span);
        self.push(
            Line {
                span,
                text: span,
                ..first
            },
            BlockKind::Table(Box::new(table)),
        );
        self.in_table = false;
    }

    fn take_comment(&mut self, line: Line) {
        if line.span.text(self.source).contains("-->") {
            self.open = Open::Nothing;
        }
    }

    fn take_text(&mut self, line: Line) {
        match line.look {
            Look::Blank => {
                self.gap = Gap::Blank;
                self.pause = Pause::Blank;
            }
            Look::Attribute => {}
            Look::Row => self.row(line),
            Look::Delimiter => self.delimiter(line),
            Look::Heading(level) => {
                self.push(
                    line,
                    BlockKind::Heading {
                        level,
                        style: HeadingStyle::Marked,
                    },
                );
            }
            Look::Rule => self.rule(line),
            Look::Fence(fence, marks) => {
                self.open = Open::Code { fence, marks };
                self.push(line, BlockKind::Code);
                if let Some(block) = self.blocks.last_mut() {
                    block.text = Span::new(line.span.end(), line.span.end());
                }
            }
            Look::Item(marker, task) => self.push(line, BlockKind::Item { marker, task }),
            Look::Quote => self.push(line, BlockKind::Quote),
            Look::Text => self.text(line),
        }
    }

    fn push(&mut self, line: Line, kind: BlockKind) {
        self.in_table = false;
        self.is_spaced = false;
        self.pause = Pause::None;
        self.blocks.push(Block {
            kind,
            span: line.span,
            text: line.text,
            indent: line.indent,
            gap: self.gap,
        });
        self.gap = Gap::None;
    }

    /// A pipe row: the next of the open table, or the first of a new one, which may prove to be
    /// its header when a delimiter follows.
    fn row(&mut self, line: Line) {
        let paused = self.pause == Pause::Blank;
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
            rows: vec![line.text],
        };
        self.push(line, BlockKind::Table(Box::new(table)));
        self.in_table = true;
    }

    /// A delimiter row: makes the single row above it a header. Further down it only separates,
    /// unless the row above it began after a blank line: then that row begins a table of its own.
    fn delimiter(&mut self, line: Line) {
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
                if block.kind == BlockKind::Line
                    && self.gap == Gap::None
                    && block.text.text(source).contains('|') =>
            {
                block.kind = BlockKind::Table(Box::new(Table {
                    header: Some(block.text),
                    rows: Vec::new(),
                }));
                block.span = block.span.with_end(line.span.end());
                self.in_table = true;
            }
            _ => {}
        }
    }

    /// A table whose header stood on the line above its delimiter.
    fn begin_table(&mut self, header: Span, delimiter: Line) {
        let span = header.to(delimiter.span);
        let table = Table {
            header: Some(header),
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

    /// A rule, the underline of a heading, or a separator inside a table (kramdown).
    fn rule(&mut self, line: Line) {
        let is_dashes = line
            .span
            .text(self.source)
            .trim()
            .bytes()
            .all(|byte| byte == b'-');
        if self.in_table {
            self.in_table = false;
        }
        if is_dashes
            && self.gap == Gap::None
            && let Some(block) = self.blocks.last_mut()
            && block.kind == BlockKind::Line
            && block.gap == Gap::Blank
        {
            block.kind = BlockKind::Heading {
                level: 2,
                style: HeadingStyle::Marked,
            };
            block.span = block.span.with_end(line.span.end());
            return;
        }
        self.push(line, BlockKind::Rule);
    }

    fn text(&mut self, line: Line) {
        let text = line.text.text(self.source);
        if self.in_table
            && self.pause != Pause::Blank
            && text.contains('|')
            && !self.table_has_outer_pipes()
        {
            return self.row(line);
        }
        if self.is_title_underline(text) {
            return;
        }
        if text.starts_with("<!--") {
            return self.comment(line);
        }
        if html_table::opens(text) {
            return self.take_html_table(line, line);
        }
        match html::tag_line(self.source, line.text) {
            html::TagLine::NoTag => self.push(line, BlockKind::Line),
            html::TagLine::Only => {}
            html::TagLine::Text(inner) => self.push(
                Line {
                    text: inner,
                    ..line
                },
                BlockKind::Line,
            ),
            html::TagLine::Summary(inner) => {
                self.push(
                    Line {
                        text: inner,
                        ..line
                    },
                    BlockKind::Summary,
                );
            }
            html::TagLine::FoldEnd => self.push(line, BlockKind::FoldEnd),
        }
    }

    /// Whether the open table's rows begin with a pipe: a line that does not is none of them.
    fn table_has_outer_pipes(&self) -> bool {
        match self.blocks.last().map(|block| &block.kind) {
            Some(BlockKind::Table(table)) => table
                .header
                .or(table.rows.first().copied())
                .is_some_and(|row| row.text(self.source).starts_with('|')),
            _ => false,
        }
    }

    /// `=====` under a line makes it a title.
    fn is_title_underline(&mut self, text: &str) -> bool {
        let underline = text.len() >= 3 && text.bytes().all(|byte| byte == b'=');
        if underline
            && self.gap == Gap::None
            && let Some(block) = self.blocks.last_mut()
            && block.kind == BlockKind::Line
        {
            block.kind = BlockKind::Heading {
                level: 1,
                style: HeadingStyle::Marked,
            };
            return true;
        }
        false
    }
}
