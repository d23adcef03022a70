//! Blocks: a document as a flat list of headings, tables, items, lines and code. Only places are
//! kept, never text, so that a document of a hundred megabytes costs little more than itself.

use super::span::Span;

/// One piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The whole piece, markers and fences included.
    pub span: Span,
    /// Its text: without markers, indentation and spaces around it.
    pub text: Span,
    /// Columns of indentation before it.
    pub indent: u32,
    /// Whether the piece before it ends a paragraph: a blank line, or the start of the document.
    pub gap: Gap,
}

/// What stands between a block and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// A line end only.
    None,
    /// At least one blank line, or the start of the document.
    Blank,
}

/// Kinds of blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading.
    Heading {
        /// 1 for the title, 2 for a section, and so on.
        level: u8,
        /// How it was recognised.
        style: HeadingStyle,
    },
    /// A table of pipe rows. In a box, since most blocks are lines: 56 bytes a block and not 88.
    Table(Box<Table>),
    /// A list item's first line; following lines of the item are `Line`s.
    Item {
        /// What marks it.
        marker: Marker,
        /// Its checkbox.
        task: Task,
    },
    /// A line of text.
    Line,
    /// A fenced piece of code; the text is its body.
    Code,
    /// A line of a block quote.
    Quote,
    /// A comment to this program; the text is its words, behind `srm:`.
    Comment,
    /// A horizontal rule.
    Rule,
    /// The summary of a fold (`<summary>`).
    Summary,
    /// The end of a fold (`</details>`).
    FoldEnd,
}

impl BlockKind {
    /// Whether it is a piece of what a section says: neither its heading nor what only parts or folds.
    pub fn is_content(&self) -> bool {
        matches!(
            self,
            BlockKind::Line
                | BlockKind::Quote
                | BlockKind::Code
                | BlockKind::Table(_)
                | BlockKind::Item { .. }
        )
    }

    /// Whether it is an item with a check box, ticked or not.
    pub fn is_box(&self) -> bool {
        matches!(
            self,
            BlockKind::Item {
                task: Task::Open | Task::Done,
                ..
            }
        )
    }
}

/// How a heading was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingStyle {
    /// By `#` marks or an underline.
    Marked,
    /// By its look: a page pasted as text has no marks.
    Plain,
}

/// What marks a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// `-`, `*`, `+` or `•`.
    Bullet,
    /// `1.` or `1)`.
    Number(u32),
    /// The letter that a list in tags counts with: `<ol type="A">`.
    Letter(char),
}

/// The checkbox of a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// No checkbox.
    None,
    /// `[ ]`
    Open,
    /// `[x]`
    Done,
}

/// The rows of a table, each the span of its line. Cells are split when a rule asks for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The row of column names; tables without a delimiter row may have none.
    pub header: Option<Span>,
    /// A second row of names below it, each for one column where the upper hold for several.
    pub second_header: Option<Span>,
    /// The rows below it, delimiter rows left out.
    pub rows: Vec<Span>,
}

/// A parsed document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// The text between the marks of its front matter, when it has one.
    pub front_matter: Option<Span>,
    /// What opens and never ends, when something does: all that follows it is inside.
    pub unended: Option<Unended>,
}

/// Something that opens and holds the rest of the document for want of its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unended {
    /// What it is.
    pub kind: UnendedKind,
    /// The line that opens it.
    pub opening: Span,
}

/// What can hold the rest of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnendedKind {
    /// A fence of code.
    Code,
    /// A comment, `<!--`.
    Comment,
}
