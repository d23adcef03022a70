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
        && !is_labelled(source, block)
        && !uncovers(text)
}

/// Whether a line says something behind a label. `Summary: All numbers` is a title all the same.
fn is_labelled(source: &str, block: &Block) -> bool {
    /// The most words of a title behind its colon.
    const MOST_WORDS: usize = 4;
    let Some(found) = label::label(source, block.text) else {
        return false;
    };
    let rest = found.rest.text(source);
    let is_title = found.label == label::Label::Other
        && rest.starts_with(char::is_uppercase)
        && rest.split_whitespace().nth(MOST_WORDS).is_none();
    !is_title
}

/// Whether a line only shows the answer that stands below it: `Show answer`.
fn uncovers(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    let shows = ["show", "reveal", "view", "see", "click"];
    names_answer(text)
        || (shows.iter().any(|word| word.eq_ignore_ascii_case(first)) && is_noise(text))
}
