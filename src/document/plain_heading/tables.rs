//! The titles of tables in a page without marks. A line that only shows an answer is none of them.

use super::looks_like_heading;
use crate::document::block::{Block, BlockKind, Gap};
use crate::document::label;
use crate::document::label_words::names_answer;
use crate::document::noise::is_noise;

/// A short line right above a table, in a page without marks, is the table's heading.
pub(super) fn names_table(source: &str, blocks: &[Block], at: usize) -> bool {
    let (Some(block), Some(next)) = (blocks.get(at), blocks.get(at.saturating_add(1))) else {
        return false;
    };
    let text = block.text.text(source);
    block.kind == BlockKind::Line
        && matches!(&next.kind, BlockKind::Table(table) if table.header.is_some())
        && next.gap == Gap::None
        && text.split_whitespace().count() <= 8
        && looks_like_heading(text)
        && label::label(source, block.text).is_none()
        && !uncovers(text)
}

/// Whether a line only shows the answer that stands below it: `Show answer`.
fn uncovers(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    let shows = ["show", "reveal", "view", "see", "click"];
    names_answer(text)
        || (shows.iter().any(|word| word.eq_ignore_ascii_case(first)) && is_noise(text))
}
