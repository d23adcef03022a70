//! Lines that begin with a number of two parts, `1.2 Which gate opens?`, in a document whose key has the same numbers: they
//! are numbered items, in the key and above it. The sections of a book have such numbers, too, and stay as they are.

use std::collections::HashSet;

use crate::document::{Block, BlockKind, Marker, Task, part_number};

use super::key_title::names_key_of_line;

/// The fewest numbers that stand above the title of a key and below it.
const FEWEST: usize = 2;
/// The most bytes of the title of a key.
const LONGEST_TITLE: usize = 80;

/// Makes items of such lines.
pub(super) fn mark(source: &str, blocks: &mut [Block]) {
    let is_counted = |block: &Block| {
        let text = bare(block.text.text(source));
        matches!(
            block.kind,
            BlockKind::Line | BlockKind::Heading { .. } | BlockKind::Item { .. }
        ) && part_number(text).is_some()
    };
    // Most documents end here.
    let Some(first) = blocks.iter().position(is_counted) else {
        return;
    };
    let (mut above, mut below) = (HashSet::new(), HashSet::new());
    let mut in_key = false;
    for block in blocks.iter().skip(first) {
        in_key |= titles_key(source, block);
        let found = if in_key { &mut below } else { &mut above };
        numbers(source, block, in_key, found);
    }
    let both: HashSet<u32> = above.intersection(&below).copied().collect();
    if both.len() < FEWEST {
        return;
    }
    for block in blocks.iter_mut().skip(first) {
        let text = block.text.text(source);
        let found = part_number(text).filter(|(number, _)| both.contains(number));
        let Some((number, behind)) = found.filter(|_| block.kind == BlockKind::Line) else {
            continue;
        };
        let words = behind.trim_start_matches(['.', ')', ':', ' ', '\t', '-', '–', '—', '→', '=']);
        block.text = block
            .text
            .with_start(block.text.end().saturating_sub(words.len()));
        block.kind = BlockKind::Item {
            marker: Marker::Number(number),
            task: Task::None,
        };
    }
}

/// Whether a heading or line is the title of a key, or names the key that stands on it.
fn titles_key(source: &str, block: &Block) -> bool {
    let is_title = matches!(
        block.kind,
        BlockKind::Heading { .. } | BlockKind::Line | BlockKind::Summary
    );
    let text = block.text.text(source);
    let name = text.split_once([':', '：']).map_or(text, |(name, _)| name);
    is_title && name.len() <= LONGEST_TITLE && (names_key_of_line(name) || ends_in_answers(name))
}

/// `Chapter 1 answers`
fn ends_in_answers(name: &str) -> bool {
    const WORDS: [&str; 3] = ["answers", "key", "solutions"];
    let last = name
        .trim_end_matches(|sign: char| !sign.is_alphanumeric())
        .rsplit(' ')
        .next();
    last.is_some_and(|last| WORDS.iter().any(|word| word.eq_ignore_ascii_case(last)))
}

/// The numbers that a block begins with: of a line, of each row of a table, and in a key of each pair on a line.
fn numbers(source: &str, block: &Block, in_key: bool, found: &mut HashSet<u32>) {
    let mut take = |text: &str| found.extend(part_number(bare(text)).map(|(number, _)| number));
    match &block.kind {
        BlockKind::Table(table) => {
            let rows = table.header.iter().chain(&table.rows);
            rows.for_each(|row| take(row.text(source).trim_start_matches(['|', ' '])));
        }
        BlockKind::Line | BlockKind::Item { .. } if in_key => {
            let parts = block.text.text(source).split([' ', ',', ';']);
            parts.for_each(take);
        }
        BlockKind::Line | BlockKind::Heading { .. } | BlockKind::Item { .. } => {
            take(block.text.text(source));
        }
        _ => {}
    }
}

/// A text without emphasis and without the word for a question before it.
fn bare(text: &str) -> &str {
    let bare = text.trim_start_matches(['*', '_', ' ']);
    let words = ["Question ", "question ", "Q", "q"];
    let behind = words.iter().find_map(|word| bare.strip_prefix(word));
    behind.unwrap_or(bare)
}
