//! Headings of a page pasted as text, recognised by their look since their marks are gone.
//! A line may be marked here only where a reader would take it for a heading without doubt.

use super::block::{Block, BlockKind, Gap, HeadingStyle, Marker};
use super::label;

/// The most characters a heading has; longer lines are sentences.
const LONGEST: usize = 90;

/// Turns lines and numbered items that are headings into headings.
pub(super) fn mark(source: &str, blocks: &mut [Block]) {
    let marked = |block: &Block| {
        matches!(
            block.kind,
            BlockKind::Heading {
                style: HeadingStyle::Marked,
                ..
            }
        )
    };
    let has_marks = blocks.iter().any(marked);
    if !has_marks {
        mark_title(source, blocks);
    }
    for at in 0..blocks.len() {
        let level = match numbered_heading(source, blocks, at) {
            Numbered::Heading => 2,
            Numbered::Other if !has_marks && counts_questions(source, blocks, at) => 2,
            Numbered::Other => continue,
        };
        if let Some(block) = blocks.get_mut(at) {
            if matches!(block.kind, BlockKind::Item { .. }) {
                // The number is part of the heading's text.
                let line = block.span.text(source);
                block.text.start = block.span.start + (line.len() - line.trim_start().len());
            } else {
                let text = block.text.text(source);
                block.text.end =
                    block.text.start + text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            }
            block.kind = BlockKind::Heading {
                level,
                style: HeadingStyle::Plain,
            };
        }
    }
}

/// The first line of a document without marked headings is its title, if it looks like one.
fn mark_title(source: &str, blocks: &mut [Block]) {
    if let Some(block) = blocks.first_mut()
        && block.kind == BlockKind::Line
        && looks_like_heading(block.text.text(source))
    {
        block.kind = BlockKind::Heading {
            level: 1,
            style: HeadingStyle::Plain,
        };
    }
}

/// Whether a numbered item is a heading.
enum Numbered {
    Heading,
    Other,
}

/// A numbered line is a heading when it does not stand in a run of numbered items and reads like one.
fn numbered_heading(source: &str, blocks: &[Block], at: usize) -> Numbered {
    let Some(block) = blocks.get(at) else {
        return Numbered::Other;
    };
    let BlockKind::Item {
        marker: Marker::Number(number),
        ..
    } = block.kind
    else {
        return Numbered::Other;
    };
    let text = block.text.text(source);
    let neighbours = [at.checked_sub(1), at.checked_add(1)];
    let in_a_run = neighbours.into_iter().flatten().filter_map(|at| blocks.get(at)).any(|other| {
        matches!(other.kind, BlockKind::Item { marker: Marker::Number(n), .. } if n.abs_diff(number) <= 1)
    });
    let followed = blocks
        .get(at + 1)
        .is_some_and(|next| !matches!(next.kind, BlockKind::Heading { .. }));
    if block.indent == 0
        && !in_a_run
        && followed
        && looks_like_heading(text)
        && !text.ends_with('?')
    {
        return Numbered::Heading;
    }
    Numbered::Other
}

/// `Practice Questions6`: a heading with the page's count of questions glued to it.
fn counts_questions(source: &str, blocks: &[Block], at: usize) -> bool {
    let (Some(block), Some(next)) = (blocks.get(at), blocks.get(at + 1)) else {
        return false;
    };
    let text = block.text.text(source);
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit());
    block.kind == BlockKind::Line
        && bare.len() < text.len()
        && bare.ends_with(char::is_alphabetic)
        && looks_like_heading(bare)
        && next.gap == Gap::None
        && label::question_number(next.text.text(source)).is_some()
}

/// Short, beginning like a heading, and not ending like a sentence or a lead-in.
fn looks_like_heading(text: &str) -> bool {
    let short = text.len() <= 4 * LONGEST && text.chars().count() <= LONGEST;
    let first_is_upper = text
        .chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(|c| !c.is_lowercase());
    let ends_open = text.ends_with(['.', ':', ',', ';', '!', '|']);
    short && first_is_upper && !ends_open
}
