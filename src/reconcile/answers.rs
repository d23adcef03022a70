//! Whether a right answer became another one. Other words for the same are no other answer: a
//! learner is told only where what they learnt may be wrong now.

use std::collections::BTreeSet;

use crate::cards::{Answer, CompiledCard, Kind, plain};

use super::plan::Known;
use super::said::says_something;
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
    if matches!(card.card.answer, Answer::Choices(_)) && known.kind == Kind::Choice {
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
        words.sort_unstable();
        words
    };
    telling(&before) != telling(&after)
        || Text::new(before).similarity(&Text::new(after)) < SAME_ANSWER
}

#[cfg(test)]
mod tests {
    use crate::cards::{CompiledCard, DeckName, compile};
    use crate::reconcile::{Known, reconcile};

    fn card(text: &str) -> CompiledCard {
        compile(text, &DeckName::new("Notes").unwrap())
            .cards
            .remove(0)
    }

    /// Whether the plan says so; the two texts ask the same.
    fn changed(before: &str, after: &str) -> bool {
        let before = card(before);
        let known = Known {
            id: before.id,
            contents: Vec::new(),
            fingerprint: before.fingerprint,
            kind: before.card.kind,
            section: before.card.section.clone(),
            prompt: before.card.prompt.text().to_owned(),
            back: before.card.back(),
            line: before.card.line,
            retired: false,
        };
        let placement = reconcile(&[card(after)], &[known]).placements[0];
        assert_eq!(placement.id, before.id);
        placement.answer_changed
    }

    #[test]
    fn other_words_for_the_same_are_no_other_answer() {
        let asked = |answer: &str| format!("Q: Who patches it?\nA: {answer}\n");
        let was = asked("The customer patches at most 5 hosts.");
        assert!(!changed(
            &was,
            &asked("The **customer** patches at most 5 hosts!")
        ));
        assert!(!changed(
            &was,
            &asked("The customer will patch 5 hosts at most.")
        ));
        assert!(changed(
            &was,
            &asked("The customer patches at most 15 hosts.")
        ));
        assert!(changed(
            &was,
            &asked("The customer never patches at most 5 hosts.")
        ));
        assert!(changed(&was, &asked("AWS alone.")));
    }

    #[test]
    fn the_right_option_counts_and_not_its_explanation() {
        let choice = |right: &str| format!("Q1. Who patches?\nA. AWS\nB. you\nAnswer: {right}\n");
        assert!(changed(&choice("A"), &choice("B")));
        assert!(!changed(
            &choice("A"),
            &choice("A\nExplanation: since it is theirs")
        ));
    }

    #[test]
    fn a_column_that_comes_or_goes_changes_no_answer() {
        let narrow = "# T\n## One\n| K | V |\n|---|---|\n| a | 1 |\n";
        let wide = "# T\n## One\n| K | V | W |\n|---|---|---|\n| a | 1 | 2 |\n";
        assert!(!changed(narrow, wide));
        assert!(!changed(wide, narrow));
        assert!(changed(&narrow.replace("| 1 |", "| 3 |"), wide));
    }
}
