//! Options printed in two columns: `a. one    c. three` above `b. two    d. four`. Each becomes a line of its own,
//! in the order in which they were read. Only letters that count down the first column and on in the second
//! are options; a line of prose with wide gaps is none.

use super::block::Block;
use super::option_letter::{OptionLetter, option_letter};
use super::parting::{self, Indent, is_line};
use super::span::Span;

/// The most bytes of such a line.
const LONGEST: usize = 400;
/// The most lines of such options.
const MOST_LINES: usize = 3;
/// The fewest lines.
const FEWEST_LINES: usize = 2;

/// Parts the columns.
pub(super) fn part(source: &str, blocks: &mut Vec<Block>) {
    let mut found = Vec::new();
    let mut at = 0_usize;
    while at < blocks.len() {
        let rows = rows_at(source, blocks, at);
        let lines = rows.len().max(1);
        found.extend(rows);
        at = at.saturating_add(lines);
    }
    parting::part(
        blocks,
        found,
        Indent::AsTheLine,
        |_, (left, right), below| {
            below.push(right);
            left
        },
    );
}

/// The lines of two columns that begin at a place, with the pieces of each; none where they are something
/// else.
fn rows_at(source: &str, blocks: &[Block], at: usize) -> Vec<(usize, (Span, Span))> {
    let mut rows = Vec::new();
    let mut letters = Vec::new();
    let below = blocks.iter().enumerate().skip(at).take(MOST_LINES);
    for ((place, block), letter) in below.zip('A'..) {
        let Some((left, right, pieces)) =
            columns(source, block).filter(|row| row.0.letter == letter)
        else {
            break;
        };
        letters.push((left.letter, right.letter));
        rows.push((place, pieces));
    }
    let behind = letters.last().map_or('A', |(left, _)| *left);
    let goes_on = letters
        .iter()
        .zip(behind..)
        .all(|((_, right), last)| u32::from(last).checked_add(1) == Some(u32::from(*right)));
    match rows.len() >= FEWEST_LINES && goes_on {
        true => rows,
        false => Vec::new(),
    }
}

/// The option at the beginning of a line, the one behind a wide gap, and their pieces of the line.
fn columns(source: &str, block: &Block) -> Option<(OptionLetter, OptionLetter, (Span, Span))> {
    let text = block.text.text(source);
    // Most lines begin with no letter of an option.
    let begins = text.starts_with(['a', 'b', 'c', 'A', 'B', 'C', '(']);
    if !begins || !is_line(block) || text.len() > LONGEST {
        return None;
    }
    // Of those that begin so, few have a wide gap.
    if !text.contains('\t') && !text.contains("  ") {
        return None;
    }
    let left = option_letter(source, block.text)?;
    let gaps = text.match_indices(['\t', ' ']).filter(|(at, sign)| {
        let before = text.get(..*at).unwrap_or_default();
        *sign == "\t" || before.ends_with([' ', '\t'])
    });
    gaps.filter_map(|(at, _)| {
        let start = block.text.start().saturating_add(at).saturating_add(1);
        let piece = Span::new(start, block.text.end());
        if piece.text(source).starts_with([' ', '\t']) {
            return None;
        }
        let right = option_letter(source, piece)?;
        let before = text.get(..at).unwrap_or_default().trim_end().len();
        let end = block.text.start().saturating_add(before);
        (right.letter > left.letter).then(|| (left, right, (block.text.with_end(end), piece)))
    })
    .next()
}

#[cfg(test)]
mod tests {
    use crate::document::parting::texts;

    #[test]
    fn two_columns_of_options_become_lines() {
        let source = "Where is it made?\n\na. root   c. leaf\nb. stem\td. seed\n";
        let expected = [
            "Where is it made?",
            "a. root",
            "c. leaf",
            "b. stem",
            "d. seed",
        ];
        assert_eq!(texts(source), expected);
    }

    #[test]
    fn other_lines_with_gaps_stay() {
        for source in [
            "a. root   b. leaf\nc. stem   d. seed",
            "a. root   c. leaf",
            "a word   c. leaf\nb. stem   d. seed",
        ] {
            assert_eq!(texts(source).len(), source.lines().count(), "{source}");
        }
    }
}
