//! Whether a right answer became another one. Other words for the same are no other answer: a
//! learner is told only where what they learnt may be wrong now.

use std::collections::BTreeSet;

use crate::cards::{Answer, CompiledCard, Kind, plain};

use super::plan::Known;
use super::side::says_something;
use super::similarity::Text;

/// Below this similarity a reworded answer counts as another one.
const SAME_ANSWER: u32 = 6_000;

/// Words that turn an answer round.
const TURNING: [&str; 10] = [
    "not", "no", "never", "without", "cannot", "can't", "isn't", "doesn't", "don't", "none",
];

/// Whether what counts as right is something else than before. An answer that was missing is none.
pub(super) fn is_answer_changed(card: &CompiledCard, known: &Known) -> bool {
    let back = card.card.back();
    if matches!(card.card.answer, Answer::Choices { .. }) && known.kind == Kind::Choice {
        return right_options(&back) != right_options(&known.back);
    }
    let (Some(before), Some(after)) = (
        says_something(known.kind, &known.back),
        says_something(card.card.kind, &back),
    ) else {
        return false;
    };
    before != after && !is_extended(&known.back, &back) && is_another(before, after)
}

/// The right options, in any order, without the explanation under them.
fn right_options(back: &str) -> BTreeSet<String> {
    let options = back.split_once("\n\n").map_or(back, |(options, _)| options);
    options
        .lines()
        .map(|line| plain(line.strip_prefix("- ").unwrap_or(line)))
        .collect()
}

/// Whether one of the two only says more: a column came or went, a line was added.
fn is_extended(before: &str, after: &str) -> bool {
    let lines = |back: &str| -> BTreeSet<String> { back.lines().map(plain_cell).collect() };
    let (before, after) = (lines(before), lines(after));
    before.is_subset(&after) || after.is_subset(&before)
}

fn plain_cell(line: &str) -> String {
    let cell = line.strip_prefix("- ").map_or(line, |cell| {
        cell.split_once(": ").map_or(cell, |(_, text)| text)
    });
    plain(cell)
}

fn is_another(before: String, after: String) -> bool {
    let telling = |text: &str| -> Vec<String> {
        let mut words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .filter(|word| word.contains(|c: char| c.is_ascii_digit()) || TURNING.contains(word))
            .map(str::to_owned)
            .collect();
        words.sort();
        words
    };
    telling(&before) != telling(&after)
        || Text::new(before).similarity(&Text::new(after)) < SAME_ANSWER
}
