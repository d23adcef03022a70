//! Options that stand on one line and are parted by tags: `Which?<br>A. one<br>B. two`. They become lines.
//! Other lines keep their breaks, which belong to their text.

use super::block::{Block, BlockKind, Gap};
use super::option_letter::option_letter;
use super::span::Span;

/// The most bytes of such a line.
const LONGEST: usize = 8000;

/// Parts the lines that hold options.
pub(super) fn part(source: &str, blocks: &mut Vec<Block>) {
    let is_parted = |block: &Block| pieces(source, block).is_some();
    if !blocks.iter().any(is_parted) {
        return;
    }
    let mut parted = Vec::with_capacity(blocks.len());
    for mut block in blocks.drain(..) {
        let Some(pieces) = pieces(source, &block) else {
            parted.push(block);
            continue;
        };
        let mut pieces = pieces.into_iter();
        if let Some(first) = pieces.next() {
            block.text = first;
            block.span = block.span.with_end(first.end());
        }
        let below = pieces.map(|text| Block {
            kind: BlockKind::Line,
            span: text,
            text,
            indent: block.indent,
            gap: Gap::None,
        });
        let below: Vec<Block> = below.collect();
        parted.push(block);
        parted.extend(below);
    }
    *blocks = parted;
}

/// The pieces of a line between its breaks, where two of them are options.
fn pieces(source: &str, block: &Block) -> Option<Vec<Span>> {
    if !matches!(block.kind, BlockKind::Line | BlockKind::Item { .. }) {
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
    use crate::document::parse;

    fn lines(source: &str) -> Vec<&str> {
        let blocks = parse(source).blocks;
        blocks
            .into_iter()
            .map(|block| block.text.text(source))
            .collect()
    }

    #[test]
    fn options_between_breaks_are_lines() {
        assert_eq!(
            lines("1. Which?<br>A. one<br/>B. two <br /> Answer: B"),
            ["Which?", "A. one", "B. two", "Answer: B"]
        );
    }

    #[test]
    fn other_breaks_stay() {
        for source in ["One<br>two<br>three", "A. one<br>more<br>C. two"] {
            assert_eq!(lines(source), [source]);
        }
    }
}
