//! Tables as a browser or a spreadsheet pastes them: lines whose cells are parted by tabs.

use super::block::{Block, BlockKind};
use super::table_lines;

/// Turns runs of lines with the same number of tabs into tables. The first line names the columns.
pub(super) fn mark(source: &str, blocks: &mut Vec<Block>) {
    if !source.contains('\t') {
        return;
    }
    let tabs = |block: &Block| match block.kind {
        BlockKind::Line => Some(block.text.text(source).matches('\t').count()),
        _ => None,
    };
    table_lines::mark(
        blocks,
        |block| tabs(block).filter(|tabs| *tabs > 0),
        |_| true,
    );
}
