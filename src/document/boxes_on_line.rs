//! Check boxes side by side on one line: `( ) right ( ) wrong`, `☐ yes ☐ no`. Each becomes an item of its own, as
//! a list has them. A lone box, or one behind words, is none of them.

use super::block::{Block, BlockKind, Marker, Task};
use super::check_box::checkbox;
use super::span::Span;

/// The signs that may begin such a line and part it.
const SIGNS: [&str; 4] = ["( ) ", "(x) ", "☐ ", "☑ "];
/// The most bytes of such a line.
const LONGEST: usize = 400;
/// The most boxes of one.
const MOST: usize = 8;

/// Parts the lines of boxes.
pub(super) fn part(source: &str, blocks: &mut Vec<Block>) {
    // Most documents have none, and their lines are not looked at.
    let stands = |sign: &&str| memchr::memmem::find(source.as_bytes(), sign.as_bytes()).is_some();
    if !["( ) ", "☐ "].iter().any(stands) {
        return;
    }
    let found: Vec<(usize, Vec<Span>)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| Some((at, boxes(source, block)?)))
        .collect();
    if found.is_empty() {
        return;
    }
    let mut found = found.into_iter().peekable();
    let mut parted = Vec::with_capacity(blocks.len().saturating_add(MOST));
    for (at, block) in blocks.drain(..).enumerate() {
        let Some((_, pieces)) = found.next_if(|(place, _)| *place == at) else {
            parted.push(block);
            continue;
        };
        for piece in pieces {
            let text = piece.text(source);
            let (task, bytes) = match (&block.kind, checkbox(text)) {
                (BlockKind::Item { task, .. }, (Task::None, _)) => (*task, 0),
                (_, found) => found,
            };
            let rest = text.get(bytes..).unwrap_or_default().trim_start();
            parted.push(Block {
                kind: BlockKind::Item {
                    marker: Marker::Bullet,
                    task,
                },
                span: piece,
                text: piece.with_start(piece.end().saturating_sub(rest.len())),
                ..block.clone()
            });
        }
    }
    *blocks = parted;
}

/// The boxes of a line that has more than one. Of an item the first was read already.
fn boxes(source: &str, block: &Block) -> Option<Vec<Span>> {
    let text = block.text.text(source);
    let begins = match block.kind {
        BlockKind::Line => SIGNS.iter().any(|sign| text.starts_with(sign)),
        BlockKind::Item { task, .. } => task != Task::None,
        _ => false,
    };
    if !begins || text.len() > LONGEST {
        return None;
    }
    let mut starts: Vec<usize> = SIGNS
        .iter()
        .flat_map(|sign| text.match_indices(sign))
        .map(|(at, _)| at)
        .chain([0])
        .collect();
    starts.sort_unstable();
    starts.dedup();
    if !(2..=MOST).contains(&starts.len()) {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let pieces = starts.iter().zip(ends).filter_map(|(start, end)| {
        let piece = text.get(*start..end)?.trim_end();
        Some(Span::sized(
            block.text.start().saturating_add(*start),
            piece.len(),
        ))
    });
    Some(pieces.collect())
}

#[cfg(test)]
mod tests {
    use crate::document::parting::texts;

    #[test]
    fn boxes_side_by_side_become_items() {
        assert_eq!(
            texts("It is so.\n\n( ) right ( ) wrong\n"),
            ["It is so.", "right", "wrong"]
        );
        assert_eq!(texts("☐ yes  ☐ no\n"), ["yes", "no"]);
        assert_eq!(
            texts("call f( ) here ( ) too\n"),
            ["call f( ) here ( ) too"]
        );
    }
}
