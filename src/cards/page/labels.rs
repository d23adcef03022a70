//! The labels of a document, each read once: a question asks for its own some forty times. Those that say
//! nothing to a rule are not kept, and are read again by the few who ask.

use crate::cards::considered::{is_assertion, is_reason};
use crate::cards::side_by_side;
use crate::document::label::{self, Label, Labelled};
use crate::document::{Block, BlockKind, Marker, option_letter};

use super::exercise_labels::exercise_label;
use super::known::{Known, LabelKind};
use super::lettered_lines::{has_lettered_headings, is_lettered};
use super::lettered_pairs::paired;
use super::lone_numbers::{bold_label, bold_numbers, lone_label, lone_numbers};

/// How many blocks below an option the next one may stand.
const NEXT_OPTION: usize = 4;

/// How many blocks stand near each other.
const NEAR: usize = 64;

/// The labels of questions, answers, explanations and scenarios, by their places.
#[derive(Debug, Default)]
pub(super) struct Labels {
    all: Vec<(u32, Labelled)>,
    /// For each [`NEAR`] blocks the first of their labels in `all`: a search of all of them waits for
    /// memory.
    firsts: Vec<u32>,
}

impl Labels {
    /// Reads all labels, and lets known what they say; those of a large document side by side.
    pub(super) fn of(source: &str, blocks: &[Block], known: &Known) -> Labels {
        let headings = has_lettered_headings(source, blocks);
        let lone = lone_numbers(source, blocks);
        let bold = bold_numbers(source, blocks);
        let read_some = |range: std::ops::Range<usize>| {
            let some = blocks.get(range.clone()).unwrap_or_default();
            let mut found = Vec::new();
            for (at, block) in range.zip(some) {
                let label = exercise_label(source, blocks, at)
                    .or_else(|| {
                        bold.binary_search(&at).ok()?;
                        bold_label(source, block)
                    })
                    .or_else(|| read(source, block))
                    .or_else(|| lettered_answer(source, blocks, at))
                    .or_else(|| {
                        lone.binary_search(&at).ok()?;
                        lone_label(source, block)
                    })
                    .map(|found| paired(source, blocks, at, found))
                    .filter(|_| !is_lettered(source, blocks, at, headings))
                    .filter(|label| !names_sort(source, blocks, at, *label))
                    .filter(|label| !is_given_reason(source, blocks, at, *label));
                let kind = LabelKind::of(label.map(|label| label.label));
                known.keep_label(at, kind);
                if !matches!(kind, LabelKind::None | LabelKind::Other)
                    && let (Ok(at), Some(label)) = (u32::try_from(at), label)
                {
                    found.push((at, label));
                }
            }
            found
        };
        if blocks.len() < side_by_side::FEWEST {
            return Labels::from(read_some(0..blocks.len()));
        }
        let mut all = Vec::new();
        side_by_side::in_order(blocks.len(), read_some, |some| all.extend(some));
        all.shrink_to_fit();
        Labels::from(all)
    }

    fn from(all: Vec<(u32, Labelled)>) -> Labels {
        let mut firsts = Vec::new();
        for ((at, _), nth) in all.iter().zip(0_u32..) {
            while firsts.len() <= *at as usize / NEAR {
                firsts.push(nth);
            }
        }
        Labels { all, firsts }
    }

    /// The label at a place, if it was kept.
    pub(super) fn at(&self, at: usize) -> Option<Labelled> {
        let at = u32::try_from(at).ok()?;
        let near = at as usize / NEAR;
        let from = *self.firsts.get(near)? as usize;
        let next = self.firsts.get(near.saturating_add(1));
        let to = next.map_or(self.all.len(), |next| *next as usize);
        let some = self.all.get(from..to)?;
        let place = some.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        some.get(place).map(|(_, label)| *label)
    }
}

/// The label that a block begins with. Code and tables have none.
pub(super) fn read(source: &str, block: &Block) -> Option<Labelled> {
    match block.kind {
        BlockKind::Line
        | BlockKind::Item { .. }
        | BlockKind::Heading { .. }
        | BlockKind::Summary
        | BlockKind::Quote => label::label(source, block.text),
        _ => None,
    }
}

/// Whether `Short answer:` stands above a numbered question: it says of what sort the questions are.
fn names_sort(source: &str, blocks: &[Block], at: usize, found: Labelled) -> bool {
    let below = blocks.get(at.saturating_add(1));
    found.label == Label::Answer
        && found
            .rest
            .text(source)
            .trim_matches(['*', '_', ' '])
            .is_empty()
        && below.is_some_and(|below| {
            let is_numbered = matches!(
                below.kind,
                BlockKind::Item {
                    marker: Marker::Number(_),
                    ..
                }
            );
            is_numbered && below.text.text(source).ends_with(['?', '？'])
        })
}

/// Whether `Reason (R): …` stands below the assertion that it is given with: it explains nothing.
fn is_given_reason(source: &str, blocks: &[Block], at: usize, found: Labelled) -> bool {
    let above = at.checked_sub(1).and_then(|above| blocks.get(above));
    found.label == Label::Explanation
        && is_reason(found.name.text(source))
        && above.is_some_and(|above| is_assertion(above.text.text(source)))
}

/// `A. The upper.` below `Q. Which lock?`, `[A] …` below `[Q] …`: an answer, where no option B follows.
fn lettered_answer(source: &str, blocks: &[Block], at: usize) -> Option<Labelled> {
    let block = blocks
        .get(at)
        .filter(|block| block.kind == BlockKind::Line)?;
    let text = block.text;
    let whole = text.text(source);
    let rest = whole
        .strip_prefix("A. ")
        .or_else(|| whole.strip_prefix("**A.** "))
        .or_else(|| whole.strip_prefix("A- "))
        .or_else(|| whole.strip_prefix("A - "))
        .or_else(|| whole.strip_prefix("[A] "))?;
    let above = read(source, blocks.get(at.checked_sub(1)?)?)?;
    let below = blocks.get(at.saturating_add(1)..).unwrap_or_default();
    let is_next =
        |block: &Block| option_letter(source, block.text).is_some_and(|found| found.letter == 'B');
    let has_more = below.iter().take(NEXT_OPTION).any(is_next);
    let asks = matches!(above.label, Label::Question(_));
    (asks && !has_more).then(|| Labelled {
        label: Label::Answer,
        name: text.with_end(text.start().saturating_add(1)),
        rest: text.with_start(text.end().saturating_sub(rest.len())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    #[test]
    fn each_label_is_found_at_its_place() {
        let piece = |n: usize| match n % 7 {
            0..3 => format!("Q{n}. Who?\nA: {n}\n\n"),
            _ => format!("Other: {n}\nText.\n\n"),
        };
        let source: String = (0..200).map(piece).collect();
        let blocks = parse(&source).blocks;
        let known = Known::nothing(blocks.len());
        let labels = Labels::of(&source, &blocks, &known);
        for (at, block) in blocks.iter().enumerate() {
            let label = read(&source, block);
            let kind = LabelKind::of(label.map(|label| label.label));
            assert_eq!(known.label(at), Some(kind), "{at}");
            let is_kept = !matches!(kind, LabelKind::None | LabelKind::Other);
            assert_eq!(labels.at(at), label.filter(|_| is_kept), "{at}");
        }
        assert_eq!(labels.at(blocks.len()), None);
    }
}
