//! The line-based pass: lines become blocks. It finds tables, headings, items, code and folds also
//! in a page pasted as plain text, where no Markdown parser sees them for want of blank lines.
//! Linear in the document; it never fails and never looks at what a line means.

use super::block::{Block, BlockKind, Document, Gap, HeadingStyle, Task, Unended, UnendedKind};
use super::boxes_on_line;
use super::bracketed_numbers;
use super::breaks;
use super::citations;
use super::column_options;
use super::doubled_table;
use super::front_matter::front_matter;
use super::header_row;
use super::html;
use super::inline_options;
use super::line::{Line, Look, lines};
use super::lone_number;
use super::one_line;
use super::plain_heading;
use super::quoted;
use super::reasons;
use super::second_header;
use super::section_title;
use super::spaced_table;
use super::span::Span;
use super::tab_table;
use super::ticked_lines;
use super::told_answers;
use super::verdicts;
use super::wrapped_bold;

mod admonitions;
mod folds;
mod html_lists;
mod html_tables;
mod tables;
mod underlines;

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
    parser.end();
    let unended = parser.unended();
    let mut blocks = parser.blocks;
    quoted::open(source, &mut blocks);
    citations::cut(source, &mut blocks);
    lone_number::join(source, &mut blocks);
    bracketed_numbers::mark(source, &mut blocks);
    ticked_lines::mark(source, &mut blocks);
    wrapped_bold::join(source, &mut blocks);
    breaks::part(source, &mut blocks);
    boxes_on_line::part(source, &mut blocks);
    inline_options::part(source, &mut blocks);
    column_options::part(source, &mut blocks);
    told_answers::part(source, &mut blocks);
    verdicts::part(source, &mut blocks);
    one_line::part(source, &mut blocks);
    reasons::part(source, &mut blocks);
    tab_table::mark(source, &mut blocks);
    spaced_table::mark(source, &mut blocks);
    header_row::mark(source, &mut blocks);
    doubled_table::part(source, &mut blocks);
    second_header::mark(source, &mut blocks);
    plain_heading::mark(source, &mut blocks);
    section_title::mark_named(source, &mut blocks);
    Document {
        blocks,
        front_matter,
        unended,
    }
}

/// What the lines so far have opened.
enum Open {
    Nothing,
    Code {
        fence: char,
        marks: usize,
    },
    /// A comment, by the line that opens it.
    Comment(Span),
    /// A table written in tags.
    HtmlTable(html_tables::OpenTable),
    /// What a page does not show.
    Hidden(html::Hiding),
    /// Code between tags.
    CodeInTags,
    /// The rest of a summary, up to this byte.
    Summary(usize),
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
    /// The lists in tags that are open.
    html_lists: html_lists::HtmlLists,
    /// Where tags end what opens over several lines.
    ends: folds::LastEnds,
    /// The tables in tags that nothing ends, found where the first table opens; sorted.
    unended_tables: Option<Vec<usize>>,
    /// The marks of a box written as code that is open.
    box_marks: Option<(char, usize)>,
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
            html_lists: html_lists::HtmlLists::of(source),
            ends: folds::LastEnds::of(source),
            unended_tables: None,
            box_marks: None,
        }
    }

    /// What the end of the document finds open, unless nothing stands in it: many a page ends with a
    /// fence too many.
    fn unended(&self) -> Option<Unended> {
        let (kind, opening) = match self.open {
            Open::Nothing
            | Open::Hidden(_)
            | Open::CodeInTags
            | Open::Summary(_)
            | Open::HtmlTable(_) => return None,
            Open::Code { .. } => {
                let block = self.blocks.last()?;
                let opening = block.span.with_end(block.text.start());
                (UnendedKind::Code, opening)
            }
            Open::Comment(opening) => (UnendedKind::Comment, opening),
        };
        let rest = self.source.get(opening.end()..)?;
        (!rest.trim().is_empty()).then_some(Unended { kind, opening })
    }

    fn take(&mut self, line: Line) {
        match self.open {
            Open::Code { fence, marks } => self.take_code(line, fence, marks),
            Open::Comment(_) => self.take_comment(line),
            Open::HtmlTable(table) => self.take_html_table(table, line),
            Open::Hidden(hiding) => self.take_hidden(hiding, line),
            Open::CodeInTags => self.take_code_in_tags(line),
            Open::Summary(end) => self.take_rest_of_summary(end, line),
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
            self.open = Open::Comment(line.span);
            return;
        };
        let inner = text.get(4..end).unwrap_or_default();
        if let Some(words) = inner.trim_start().strip_prefix("srm:") {
            let start = line
                .text
                .start()
                .saturating_add(end)
                .saturating_sub(words.len());
            let gap = self.gap;
            let words = Span::new(start, line.text.start().saturating_add(end));
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
                // `## <h1 align="center"> Title </h1>`
                let text = html::within_tags(self.source, line.text);
                let text = within_emphasis(self.source, text);
                self.push(
                    Line { text, ..line },
                    BlockKind::Heading {
                        level,
                        style: HeadingStyle::Marked,
                    },
                );
            }
            Look::Rule => self.rule(line),
            Look::Fence(fence, marks) if self.admonition(line, fence, marks) => {}
            Look::Fence(fence, marks) => {
                self.open = Open::Code { fence, marks };
                self.push(line, BlockKind::Code);
                if let Some(block) = self.blocks.last_mut() {
                    block.text = Span::new(line.span.end(), line.span.end());
                }
            }
            Look::Item(marker, task) => self.push(line, BlockKind::Item { marker, task }),
            Look::Quote if self.is_quoted_row(line) => self.row(line),
            Look::Quote => self.push(line, BlockKind::Quote),
            Look::Text => {
                if let Some(text) = self.in_admonition(line.text) {
                    self.text(Line { text, ..line });
                }
            }
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
        if self.opens_html_table(line) || self.opens_between_tags(line) {
            return;
        }
        let marker = self.html_lists.pass(text);
        match html::tag_line(self.source, line.text) {
            html::TagLine::NoTag => self.push(line, BlockKind::Line),
            html::TagLine::Only => {}
            html::TagLine::Text(inner) => {
                // A term stands apart from the meaning of the one before.
                if text.starts_with("<dt") {
                    self.gap = Gap::Blank;
                }
                let kind = match html::heading_level(text) {
                    Some(level) => BlockKind::Heading {
                        level,
                        style: HeadingStyle::Marked,
                    },
                    None => marker.map_or(BlockKind::Line, |marker| BlockKind::Item {
                        marker,
                        task: Task::None,
                    }),
                };
                self.push(
                    Line {
                        text: inner,
                        ..line
                    },
                    kind,
                );
            }
            html::TagLine::Summary(inner, rest) => self.summary(line, inner, rest),
            html::TagLine::FoldEnd => self.push(line, BlockKind::FoldEnd),
        }
    }
}
/// A heading without the emphasis of the whole: `### _3. Write a loop._`
fn within_emphasis(source: &str, text: Span) -> Span {
    let whole = text.text(source);
    let is_in = |mark: char| {
        let inner = whole
            .strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(mark))
    };
    match is_in('_') || is_in('*') {
        true => Span::new(text.start().saturating_add(1), text.end().saturating_sub(1)),
        false => text,
    }
}
