//! A question, its options and perhaps its answer on one line: `Which? (a) one (b) two (c) three — **Ans: (b)**`.
//! They become lines. It must never part the enumeration of a sentence.

use super::block::Block;
use super::label::{self, Label};
use super::option_letter::options_on_line;
use super::parting::{self, Indent, is_line};
use super::roman_letters::numerals_on_line;
use super::sentence::ends_asking;
use super::span::Span;

/// The most bytes of such a line.
const LONGEST: usize = 2000;
/// The fewest options on a line of text: two may be an enumeration.
const FEWEST: usize = 3;
/// The fewest words of the question.
const FEWEST_WORDS: usize = 3;
/// What begins the first option.
const FIRST: [&str; 6] = [" (a) ", " (A) ", " a) ", " A) ", " (i) ", " **(i)** "];
/// What begins the answer behind the last option.
const ANSWERS: [&str; 9] = [
    "Answer:", "Answer -", "ANSWER:", "answer:", "Ans:", "Ans.", "Ans -", "ANS:", "ans:",
];
/// What may stand before that word and belongs to it.
const QUALIFIERS: [&str; 3] = ["Correct", "CORRECT", "Right"];

/// The pieces of such a line.
struct Pieces {
    question: Span,
    options: Vec<Span>,
    answer: Option<Span>,
}

/// Parts the lines that ask, offer and answer.
pub(super) fn part(source: &str, blocks: &mut Vec<Block>) {
    // Most documents have none, and their lines are not looked at.
    let stands = |sign: &&str| memchr::memmem::find(source.as_bytes(), sign.as_bytes()).is_some();
    if !FIRST.iter().any(stands) {
        return;
    }
    let found: Vec<(usize, Pieces)> = (0..blocks.len())
        .filter_map(|at| {
            let next = blocks.get(at.saturating_add(1));
            Some((at, pieces(source, blocks.get(at)?, next)?))
        })
        .collect();
    parting::part(blocks, found, Indent::UnderItem, |_, pieces, below| {
        below.extend(pieces.options);
        below.extend(pieces.answer);
        pieces.question
    });
}

fn pieces(source: &str, block: &Block, next: Option<&Block>) -> Option<Pieces> {
    if !is_line(block) {
        return None;
    }
    let text = block.text.text(source);
    if text.len() > LONGEST || !text.contains(')') {
        return None;
    }
    let place = FIRST.iter().filter_map(|sign| text.find(sign)).min()?;
    let question = text.get(..place)?.trim_end_matches([' ', '-', '–', '—']);
    if question.split_whitespace().count() < FEWEST_WORDS {
        return None;
    }
    let start = block.text.start().saturating_add(place).saturating_add(1);
    let behind = Span::new(start, block.text.end());
    let (options, answer) = before_answer(source, behind);
    let lettered = options_on_line(source, options).len() >= FEWEST;
    let numerals = numerals_on_line(source, options);
    let options = match numerals.len() >= FEWEST {
        true => numerals,
        false if lettered => vec![options],
        false => return None,
    };
    let is_answered = answer.is_some()
        || next.is_some_and(|next| {
            label::label(source, next.text).is_some_and(|found| found.label == Label::Answer)
        });
    let bare = question.trim_end_matches(['*', '_', '"', '”']);
    let asks = ends_asking(bare) || question.contains("___");
    (is_answered || asks).then(|| Pieces {
        question: block
            .text
            .with_end(block.text.start().saturating_add(question.len())),
        options,
        answer,
    })
}

/// The options, and the answer that stands behind them.
fn before_answer(source: &str, behind: Span) -> (Span, Option<Span>) {
    let text = behind.text(source);
    let found = ANSWERS.iter().filter_map(|word| text.find(word)).min();
    let Some(place) = found else {
        return (behind, None);
    };
    let before = text.get(..place).unwrap_or_default();
    let before = QUALIFIERS
        .iter()
        .find_map(|word| before.trim_end().strip_suffix(word))
        .unwrap_or(before);
    let bare = before.trim_end_matches(['*', '_', '[', '(', '-', '–', '—', '|', ' ']);
    // The marks of emphasis before the word belong to the answer.
    let marks = before.trim_end_matches(['*', '_']).len();
    let start = behind.start().saturating_add(marks);
    let options = behind.with_end(behind.start().saturating_add(bare.len()));
    let end = text.trim_end_matches([']', ' ']).len();
    (
        options,
        Some(Span::new(start, behind.start().saturating_add(end))),
    )
}

#[cfg(test)]
mod tests {
    use crate::document::parting::texts;

    #[test]
    fn question_options_and_answer_become_lines() {
        let source =
            "\n\nWhich is an output device? (a) Scanner (b) Plotter (c) Mouse — **Ans: (b)**";
        let lines = texts(source);
        let expected = [
            "Which is an output device?",
            "(a) Scanner (b) Plotter (c) Mouse",
            "**Ans: (b)**",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn the_unit_is_asked_for_where_an_answer_follows() {
        let source = "1. The unit of force is: a) newton b) joule c) watt\nAns: a";
        let expected = [
            "The unit of force is:",
            "a) newton b) joule c) watt",
            "Ans: a",
        ];
        assert_eq!(texts(source), expected);
    }

    #[test]
    fn an_enumeration_stays_in_its_sentence() {
        for source in [
            "\n\nThere are three ways: (a) by sea, (b) by land and (c) by air.",
            "\n\nWho may go? (a) all (b) none",
        ] {
            assert_eq!(texts(source).len(), 1, "{source}");
        }
    }
}
