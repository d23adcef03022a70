//! Lines that hold several lines: what is left of such a line, and the lines that come below it. Which lines
//! those are is not decided here.

use super::block::{Block, BlockKind, Gap};
use super::span::Span;

/// Columns that what comes out of an item is indented under it.
const UNDER_ITEM: u32 = 2;

/// How far what comes below a line is indented.
#[derive(Clone, Copy)]
pub(super) enum Indent {
    /// As far as the line.
    AsTheLine,
    /// The same, and below an item further, so that it belongs to the item.
    UnderItem,
}

impl Indent {
    fn below(self, block: &Block) -> u32 {
        match (self, &block.kind) {
            (Indent::UnderItem, BlockKind::Item { .. }) => block.indent.saturating_add(UNDER_ITEM),
            _ => block.indent,
        }
    }
}

/// Whether a block is text on one line, alone or as an item.
pub(super) fn is_line(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Line | BlockKind::Item { .. })
}

/// Parts the blocks that were `found`, each by its place, in order. `pieces` gives what is left of one, and adds
/// the lines below it.
pub(super) fn part<T>(
    blocks: &mut Vec<Block>,
    found: Vec<(usize, T)>,
    indent: Indent,
    pieces: impl Fn(&Block, T, &mut Vec<Span>) -> Span,
) {
    if found.is_empty() {
        return;
    }
    let mut parted = Vec::with_capacity(blocks.len().saturating_add(found.len()));
    let mut found = found.into_iter().peekable();
    let mut below = Vec::new();
    for (at, mut block) in blocks.drain(..).enumerate() {
        let Some((_, what)) = found.next_if(|(place, _)| *place == at) else {
            parted.push(block);
            continue;
        };
        let indent = indent.below(&block);
        let left = pieces(&block, what, &mut below);
        block.text = left;
        block.span = block.span.with_end(left.end());
        parted.push(block);
        parted.extend(below.drain(..).map(|text| Block {
            kind: BlockKind::Line,
            span: text,
            text,
            indent,
            gap: Gap::None,
        }));
    }
    *blocks = parted;
}

/// The texts of a document's blocks, for the tests of whatever parts them.
#[cfg(test)]
pub(super) fn texts(source: &str) -> Vec<&str> {
    let blocks = super::parse(source).blocks;
    blocks.iter().map(|block| block.text.text(source)).collect()
}
