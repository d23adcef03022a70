//! Options that stand on one line and are parted by tags: `Which?<br>A. one<br>B. two`. They become lines.
//! Other lines keep their breaks, which belong to their text.

use super::block::Block;
use super::option_letter::option_letter;
use super::parting::{self, Indent, is_line};
use super::span::Span;

/// The most bytes of such a line.
const LONGEST: usize = 8000;

/// Parts the lines that hold options.
pub(super) fn part(source: &str, blocks: &mut Vec<Block>) {
    let blocks_of_pieces = blocks.iter().enumerate();
    let found = blocks_of_pieces.filter_map(|(at, block)| Some((at, pieces(source, block)?)));
    let found: Vec<(usize, Vec<Span>)> = found.collect();
    parting::part(blocks, found, Indent::AsTheLine, |block, pieces, below| {
        let mut pieces = pieces.into_iter();
        let first = pieces.next().unwrap_or(block.text);
        below.extend(pieces);
        first
    });
}

/// The pieces of a line between its breaks, where two of them are options.
fn pieces(source: &str, block: &Block) -> Option<Vec<Span>> {
    if !is_line(block) {
        return None;
    }
    let text = block.text.text(source);
    if text.len() > LONGEST || !text.contains("<br") {
        return None;
    }
    let mut found = Vec::new();
    let mut rest = block.text;
    while let Some((end, next)) = next_break(rest.text(source)) {
        let at = |place: usize| rest.start().saturating_add(place);
        found.push(bare(source, rest.with_end(at(end))));
        rest = rest.with_start(at(next));
    }
    found.push(bare(source, rest));
    found.retain(|piece| piece.start() < piece.end());
    let letters = found
        .iter()
        .filter_map(|piece| option_letter(source, *piece));
    let begins: Vec<char> = letters.map(|found| found.letter).take(2).collect();
    (begins == ['A', 'B']).then_some(found)
}

/// Where the next `<br>` begins and ends.
fn next_break(text: &str) -> Option<(usize, usize)> {
    let at = text.find("<br")?;
    let tag = text.get(at..)?;
    let length = ["<br>", "<br/>", "<br />"]
        .iter()
        .find(|kind| tag.starts_with(**kind))?
        .len();
    Some((at, at.saturating_add(length)))
}

fn bare(source: &str, span: Span) -> Span {
    let text = span.text(source);
    let inner = text.trim_start();
    let start = span
        .start()
        .saturating_add(text.len().saturating_sub(inner.len()));
    Span::new(start, start.saturating_add(inner.trim_end().len()))
}

#[cfg(test)]
mod tests {
    use crate::document::parting::texts;

    #[test]
    fn options_between_breaks_are_lines() {
        assert_eq!(
            texts("1. Which?<br>A. one<br/>B. two <br /> Answer: B"),
            ["Which?", "A. one", "B. two", "Answer: B"]
        );
    }

    #[test]
    fn other_breaks_stay() {
        for source in ["One<br>two<br>three", "A. one<br>more<br>C. two"] {
            assert_eq!(texts(source), [source]);
        }
    }
}
