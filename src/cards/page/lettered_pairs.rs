//! Questions and answers labelled by the first letters of these words in another language: `P: ¿Qué es?` over `R: Es …`.
//! A letter alone says nothing: the legend of a formula is written so, too.

use crate::document::label::{self, Label, Labelled};
use crate::document::{Block, BlockKind, Marker};

/// The letters of a question and of its answer.
const PAIRS: [(&str, &str); 6] = [
    ("P", "R"),
    ("D", "R"),
    ("F", "A"),
    ("В", "О"),
    ("S", "C"),
    ("Prompt", "Response"),
];

/// A label, or what it is where it is a letter of such a pair.
pub(super) fn paired(source: &str, blocks: &[Block], at: usize, found: Labelled) -> Labelled {
    let letter = letter(source, found);
    let is_word = letter.chars().nth(1).is_some() && letter != "Response";
    if found.label != Label::Other || is_word {
        return found;
    }
    let label = if asks(source, blocks, at, found) {
        Label::Question(None)
    } else if answers(source, blocks, at, letter) {
        Label::Answer
    } else {
        Label::Other
    };
    Labelled { label, ..found }
}

fn letter(source: &str, found: Labelled) -> &str {
    found.name.text(source).trim_matches(['*', '_', ' '])
}

/// Whether a letter stands before a question, and the letter of its answer before the next line.
fn asks(source: &str, blocks: &[Block], at: usize, found: Labelled) -> bool {
    let question = letter(source, found);
    let below = labelled(source, blocks.get(at.saturating_add(1)));
    let is_question = found.rest.text(source).ends_with(['?', '？']);
    is_question && below.is_some_and(|below| PAIRS.contains(&(question, letter(source, below))))
}

/// Whether a letter stands below a question that is labelled so, or by its word.
fn answers(source: &str, blocks: &[Block], at: usize, answer: &str) -> bool {
    let above = at.checked_sub(1);
    // `3. ¿Qué es un foque?` over `R: Una vela.`
    let is_asked = above
        .and_then(|above| blocks.get(above))
        .is_some_and(|block| {
            let is_numbered = matches!(
                block.kind,
                BlockKind::Item {
                    marker: Marker::Number(_),
                    ..
                }
            );
            is_numbered && block.text.text(source).ends_with(['?', '？'])
        });
    if is_asked && answer == "R" {
        return true;
    }
    let label = labelled(source, above.and_then(|above| blocks.get(above)));
    let Some((above, label)) = above.zip(label) else {
        return false;
    };
    match label.label {
        Label::Question(_) => PAIRS.iter().any(|(_, known)| *known == answer),
        Label::Other => {
            PAIRS.contains(&(letter(source, label), answer)) && asks(source, blocks, above, label)
        }
        _ => false,
    }
}

fn labelled(source: &str, block: Option<&Block>) -> Option<Labelled> {
    let block = block?;
    let is_text = matches!(
        block.kind,
        BlockKind::Line | BlockKind::Item { .. } | BlockKind::Heading { .. }
    );
    is_text.then(|| label::label(source, block.text)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn labels(source: &str) -> Vec<Label> {
        let blocks = parse(source).blocks;
        let read = |at: usize| {
            let found = label::label(source, blocks[at].text)?;
            Some(paired(source, &blocks, at, found).label)
        };
        (0..blocks.len()).filter_map(read).collect()
    }

    #[test]
    fn letters_of_other_languages_are_labels_in_pairs() {
        let pair = [Label::Question(None), Label::Answer];
        assert_eq!(labels("**P:** ¿Qué es un foque?\n**R:** Una vela."), pair);
        assert_eq!(labels("F: Was ist ein Fall?\nA: Ein Tau."), pair);
        assert_eq!(
            labels("### Q1: Che cos’è?\n**R:** Una vela."),
            [Label::Question(Some(1)), Label::Answer]
        );
        assert_eq!(
            labels("3. ¿Qué es un foque?\nR: Una vela."),
            [Label::Answer]
        );
        let pair = labels("Prompt: Define a jib\nResponse: A sail.");
        assert_eq!(pair, [Label::Question(None), Label::Answer]);
        assert_eq!(
            labels("P: pressure\nR: the gas constant"),
            [Label::Other, Label::Other]
        );
    }
}
