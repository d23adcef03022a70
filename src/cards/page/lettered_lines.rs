//! `A:` that is a letter of a list and answers nothing: `### A: Principles` beside `### B: Government`, or
//! `- A: …` above `- C: …`, which say something of options.

use crate::document::{Block, BlockKind};

/// Whether the headings of a document are lettered.
pub(super) fn has_lettered_headings(source: &str, blocks: &[Block]) -> bool {
    let is_second = |block: &Block| {
        matches!(block.kind, BlockKind::Heading { .. }) && begins_with(source, block, 'B')
    };
    blocks.iter().any(is_second)
}

/// Whether a place begins with `A:` as a letter of a list.
pub(super) fn is_lettered(source: &str, blocks: &[Block], at: usize, headings: bool) -> bool {
    let Some(block) = blocks
        .get(at)
        .filter(|block| begins_with(source, block, 'A'))
    else {
        return false;
    };
    if matches!(block.kind, BlockKind::Heading { .. }) {
        return headings;
    }
    let next = blocks.get(at.saturating_add(1));
    matches!(block.kind, BlockKind::Item { .. })
        && next.is_some_and(|next| {
            let is_item = matches!(next.kind, BlockKind::Item { .. });
            is_item && ('C'..='E').any(|letter| begins_with(source, next, letter))
        })
}

fn begins_with(source: &str, block: &Block, letter: char) -> bool {
    let bare = block.text.text(source).trim_start_matches(['*', '_']);
    let behind = bare.strip_prefix(letter);
    behind.is_some_and(|behind| {
        behind
            .trim_start_matches(['*', '_'])
            .starts_with([':', '.'])
    })
}
