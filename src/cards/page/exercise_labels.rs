//! Exercises of lecture notes: `**Exercise 9.1.** Show that …` with `**Solution.**` below it. Without a solution
//! below it a numbered exercise or example is text like any other.

use crate::document::label::{self, Label, Labelled};
use crate::document::{Block, BlockKind, Span};

/// The most blocks between an exercise and its solution.
const REACH: usize = 12;
/// The words of a task, before its number.
const TASKS: [&str; 10] = [
    "Exercise ",
    "Problem ",
    "Example ",
    "Exercice ",
    "Ejercicio ",
    "Exercício ",
    "Aufgabe ",
    "Übung ",
    "Задача ",
    "Упражнение ",
];
/// The words of a solution.
const SOLUTIONS: [&str; 9] = [
    "Solution",
    "Answer",
    "Solución",
    "Solução",
    "Soluzione",
    "Lösung",
    "Réponse",
    "Решение",
    "Ответ",
];

/// The label of an exercise or of its solution at a place.
pub(super) fn exercise_label(source: &str, blocks: &[Block], at: usize) -> Option<Labelled> {
    let text = words(source, blocks.get(at)?)?;
    let whole = text.text(source);
    if let Some(rest) = behind_task(whole).filter(|_| is_solved(source, blocks, at)) {
        return Some(labelled(Label::Question(None), text, rest));
    }
    let rest = behind_solution(whole).filter(|_| is_below_task(source, blocks, at))?;
    Some(labelled(Label::Answer, text, rest))
}

fn labelled(label: Label, text: Span, rest: &str) -> Labelled {
    let start = text.end().saturating_sub(rest.len());
    Labelled {
        label,
        name: text.with_end(start),
        rest: text.with_start(start),
    }
}

fn words(source: &str, block: &Block) -> Option<Span> {
    let is_text = matches!(block.kind, BlockKind::Line | BlockKind::Item { .. });
    let bare = block.text.text(source).trim_start_matches(['*', '_']);
    // Most lines begin with none of these words.
    let may_begin = bare.starts_with(['E', 'P', 'A', 'S', 'L', 'R', 'Ü', 'З', 'У', 'Р', 'О']);
    (is_text && may_begin).then_some(block.text)
}

/// What stands behind `**Exercise 9.1.**`.
fn behind_task(text: &str) -> Option<&str> {
    let bare = text.trim_start_matches(['*', '_']);
    let numbered = TASKS.iter().find_map(|word| bare.strip_prefix(word))?;
    let behind = numbered.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = numbered.get(..numbered.len().saturating_sub(behind.len()))?;
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // `**Exercise 3** (5 points).`
    let points = behind.trim_start_matches(['*', '_', ' ']);
    let behind = match points
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
    {
        Some((_, rest)) => rest,
        None => behind,
    };
    let rest = behind.trim_start_matches(['*', '_', '.', ':', ')', ' ']);
    let parted = behind.get(..behind.len().saturating_sub(rest.len()))?;
    let is_parted = number.ends_with('.') || parted.contains(['*', '.', ':', ')']);
    (is_parted && !rest.is_empty()).then_some(rest)
}

/// What stands behind `**Solution.**`; may be empty.
fn behind_solution(text: &str) -> Option<&str> {
    let bare = text.trim_start_matches(['*', '_']);
    let behind = SOLUTIONS.iter().find_map(|word| bare.strip_prefix(word))?;
    let rest = behind.trim_start_matches(['*', '_', '.', ':', ' ']);
    let parted = behind.get(..behind.len().saturating_sub(rest.len()))?;
    parted.contains(['*', '.', ':']).then_some(rest)
}

fn is_solved(source: &str, blocks: &[Block], at: usize) -> bool {
    let below = blocks.iter().skip(at.saturating_add(1)).take(REACH);
    for block in below {
        if matches!(block.kind, BlockKind::Heading { .. }) {
            return false;
        }
        let text = block.text.text(source);
        if behind_task(text).is_some() {
            return false;
        }
        let is_answer = || {
            let found = label::label(source, block.text);
            found.is_some_and(|found| found.label == Label::Answer)
        };
        if words(source, block).is_some() && (behind_solution(text).is_some() || is_answer()) {
            return true;
        }
    }
    false
}

fn is_below_task(source: &str, blocks: &[Block], at: usize) -> bool {
    let above = blocks.get(at.saturating_sub(REACH)..at).unwrap_or_default();
    let ends = |block: &&Block| {
        matches!(block.kind, BlockKind::Heading { .. })
            || behind_solution(block.text.text(source)).is_some()
    };
    let mut near = above.iter().rev().take_while(|block| !ends(block));
    // The parts of a question have a solution each.
    let in_section = |block: &&Block| !matches!(block.kind, BlockKind::Heading { .. });
    let is_question = |block: &Block| {
        let found = label::label(source, block.text);
        found.is_some_and(|found| matches!(found.label, Label::Question(Some(_))))
    };
    // What is labelled as an answer anyway needs no question above it.
    let is_labelled = || {
        let here = blocks
            .get(at)
            .and_then(|block| label::label(source, block.text));
        here.is_some_and(|found| found.label == Label::Answer)
    };
    near.any(|block| behind_task(block.text.text(source)).is_some())
        || (!is_labelled() && above.iter().rev().take_while(in_section).any(is_question))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_has_a_number_that_is_parted_from_its_words() {
        assert_eq!(behind_task("**Exercise 9.1.** Show it."), Some("Show it."));
        assert_eq!(behind_task("Problem 3: Show it."), Some("Show it."));
        assert_eq!(
            behind_task("*Example 2* (5 points). Show it."),
            Some("Show it.")
        );
        assert_eq!(behind_task("Problem 3 has no solution."), None);
        assert_eq!(behind_task("Exercise more."), None);
    }

    #[test]
    fn a_solution_is_parted_from_its_words() {
        assert_eq!(behind_solution("**Solution.** It is 7."), Some("It is 7."));
        assert_eq!(behind_solution("*Solution:*"), Some(""));
        assert_eq!(behind_solution("Solution is easy."), None);
    }
}
