//! Lists of a cue and its answer on one line, `clause. Answer: a group of words`, as shared exam notes have
//! them. They become two lines each. One such line alone is a manner of writing.

use super::block::Block;
use super::parting::{self, Indent, is_line};
use super::span::Span;

/// The word between cue and answer.
const SIGN: &str = " Answer: ";
/// The fewest such lines.
const FEWEST: usize = 3;
/// The most bytes of a line.
const LONGEST: usize = 4000;

/// Parts the cues from their answers.
pub(super) fn part(source: &str, blocks: &mut Vec<Block>) {
    // Most documents have none, and their lines are not looked at.
    if memchr::memmem::find(source.as_bytes(), SIGN.as_bytes()).is_none() {
        return;
    }
    let found: Vec<(usize, usize)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| Some((at, cut(source, block)?)))
        .collect();
    if found.len() < FEWEST {
        return;
    }
    parting::part(blocks, found, Indent::AsTheLine, |block, cut, below| {
        below.push(Span::new(cut.saturating_add(1), block.text.end()));
        block.text.with_end(cut)
    });
}

/// Where the cue of a line ends.
fn cut(source: &str, block: &Block) -> Option<usize> {
    if !is_line(block) {
        return None;
    }
    let text = block.text.text(source);
    if text.len() > LONGEST {
        return None;
    }
    let (cue, answer) = text.split_once(SIGN)?;
    let ends = cue.ends_with(['.', ':', '?', '!', ')', '_', '…']);
    (ends && !answer.is_empty()).then(|| block.text.start().saturating_add(cue.len()))
}

#[cfg(test)]
mod tests {
    use crate::document::parse;

    #[test]
    fn three_cues_are_parted_from_their_answers() {
        let source =
            "● noun. Answer: a name\n● verb. Answer: an act\n● What is a clause? Answer: words";
        let blocks = parse(source).blocks;
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.text(source)).collect();
        let expected = [
            "noun.",
            "Answer: a name",
            "verb.",
            "Answer: an act",
            "What is a clause?",
            "Answer: words",
        ];
        assert_eq!(texts, expected);
        let one = "It was late. Answer: none.";
        assert_eq!(parse(one).blocks.len(), 1);
    }
}
