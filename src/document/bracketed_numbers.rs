//! Numbers in brackets before a line, `(1) Which gate opens?`, of questions or, where an answer names one, of options. They
//! number items there. The articles of laws and the numbers of formulas stay as they are.

use super::block::{Block, BlockKind, Marker, Task};
use super::label::{self, Label};
use super::sentence::ends_asking;
use super::span::bytes_before;

/// The most digits of such a number.
const MOST_DIGITS: usize = 3;
/// The fewest that follow on each other.
const FEWEST: usize = 2;

/// A line with such a number.
struct Numbered {
    at: usize,
    number: u32,
    bytes: usize,
}

/// Makes items of such lines.
pub(super) fn mark(source: &str, blocks: &mut [Block]) {
    let numbered = |(at, block): (usize, &Block)| {
        let text = block.text.text(source);
        let (number, words) = number(text).filter(|_| block.kind == BlockKind::Line)?;
        let bytes = bytes_before(text, words);
        Some(Numbered { at, number, bytes })
    };
    let found: Vec<Numbered> = blocks.iter().enumerate().filter_map(numbered).collect();
    // Most documents end here.
    if found.len() < FEWEST {
        return;
    }
    let asks = |one: &Numbered| {
        let block = blocks.get(one.at);
        block.is_some_and(|block| ends_asking(block.text.text(source)))
    };
    let (asking, others): (Vec<Numbered>, Vec<Numbered>) = found.into_iter().partition(asks);
    let follows = |one: &Numbered, next: &Numbered| next.number == one.number.saturating_add(1);
    let mut items: Vec<&Numbered> = runs(&asking, follows);
    // Options and the entries of a key stand right below each other.
    if !items.is_empty() || blocks.iter().any(|block| names_one(source, block)) {
        let below = |one: &Numbered, next: &Numbered| {
            follows(one, next) && next.at == one.at.saturating_add(1)
        };
        items.extend(runs(&others, below));
    }
    for one in items {
        if let Some(block) = blocks.get_mut(one.at) {
            let start = block.text.start().saturating_add(one.bytes);
            block.text = block.text.with_start(start);
            block.kind = BlockKind::Item {
                marker: Marker::Number(one.number),
                task: Task::None,
            };
        }
    }
}

/// Those that follow on each other.
fn runs(all: &[Numbered], follows: impl Fn(&Numbered, &Numbered) -> bool) -> Vec<&Numbered> {
    let runs = all.chunk_by(follows);
    runs.filter(|run| run.len() >= FEWEST).flatten().collect()
}

/// `(7) text`: the number, and the text behind it.
fn number(text: &str) -> Option<(u32, &str)> {
    let inner = text.strip_prefix(['(', '（'])?;
    let behind = inner.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let digits = inner.get(..bytes_before(inner, behind))?;
    let words = behind.strip_prefix([')', '）'])?.trim_start();
    let is_number = (1..=MOST_DIGITS).contains(&digits.len()) && !words.is_empty();
    Some((digits.parse().ok().filter(|_| is_number)?, words))
}

/// Whether a line answers with such a number: `Answer: (2)`
fn names_one(source: &str, block: &Block) -> bool {
    let is_text = matches!(block.kind, BlockKind::Line | BlockKind::Item { .. });
    let found = label::label(source, block.text).filter(|_| is_text);
    found.is_some_and(|found| {
        let rest = found.rest.text(source).trim_matches(['*', '_', '.', ' ']);
        let digit = rest
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        let is_digit = matches!(digit.map(str::as_bytes), Some([b'1'..=b'9']));
        found.label == Label::Answer && is_digit
    })
}

#[cfg(test)]
mod tests {
    use crate::document::{BlockKind, parse};

    fn items(source: &str) -> usize {
        let blocks = parse(source).blocks;
        let is_item = |kind: &BlockKind| matches!(kind, BlockKind::Item { .. });
        blocks.iter().filter(|block| is_item(&block.kind)).count()
    }

    #[test]
    fn numbers_in_brackets_number_questions_and_options() {
        let source = "(1) Who steers?\n\nThe helm.\n\n(2) Who waits?\n\nThe pilot.\n";
        assert_eq!(items(source), 2);
        let source = "Which one lifts?\n(1) a dam\n(2) a lock\n(3) a sail\nAnswer: (2)\n";
        assert_eq!(items(source), 3);
        assert_eq!(
            items("(1) A person who\n(2) A ship that\n(3) Any quay\n"),
            0
        );
        assert_eq!(items("by (1) it is so\n(2) follows\n"), 0);
    }
}
