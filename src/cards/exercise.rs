//! Exercises: a heading, a task below it, and its solution in a fold or under a heading of its own. It must
//! never take a chapter for one.

use crate::document::{BlockKind, is_answer_word};

use super::page::{Begins, Page};
use super::prompt_words::is_one_of;
use super::survey::starts_with_number;

/// The most blocks of a task above its solution, and of the solution.
const LONGEST_TASK: usize = 30;

/// Where the headings stand under which the solutions of a document stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Solutions {
    /// Below those of their tasks, if anywhere.
    Below,
    /// Beside them: `## A slow lock` over the task, and `## Solution` of the same level.
    Beside,
}

impl Solutions {
    pub(super) fn of(page: &Page<'_>) -> Solutions {
        /// The fewest of them that are no section of a text.
        const FEWEST: usize = 2;
        let headings = headings_under(page);
        let is_pair = |pair: &&[(usize, Option<usize>)]| {
            let [(task, above), (solution, _)] = pair else {
                return false;
            };
            // Under a question they are parts of what is said about it.
            let is_asked = above.is_some_and(|above| page.asks(above));
            page.heading_level(*task) == page.heading_level(*solution)
                && *solution > task.saturating_add(1)
                && !is_asked
                && is_answer_part_of(page, *solution)
                && !is_answer_word(page.text(*task))
                && !names_problem(page.text(*task))
        };
        match headings.windows(2).filter(is_pair).nth(FEWEST - 1) {
            Some(_) => Solutions::Beside,
            None => Solutions::Below,
        }
    }
}

/// The headings of a document, each with the one that it stands under.
fn headings_under(page: &Page<'_>) -> Vec<(usize, Option<usize>)> {
    let mut open: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for at in 0..page.blocks.len() {
        let Some(level) = page.heading_level(at) else {
            continue;
        };
        while open
            .pop_if(|above| page.heading_level(*above) >= Some(level))
            .is_some()
        {}
        found.push((at, open.last().copied()));
        open.push(at);
    }
    found
}

/// Whether a heading names what a text is about to solve, as a report does.
fn names_problem(heading: &str) -> bool {
    const NAMES: [&str; 6] = [
        "problem",
        "the problem",
        "issue",
        "context",
        "cause",
        "symptoms",
    ];
    is_one_of(
        heading.trim_matches(|sign: char| !sign.is_alphanumeric()),
        &NAMES,
    )
}

/// Whether a task stands under a heading, and one fold or one deeper heading with its solution below the task.
pub(super) fn is_exercise(page: &Page<'_>, at: usize) -> bool {
    if page.title == Some(at) || page.is_reveal(at) {
        return false;
    }
    let is_task = |at: &usize| {
        page.block(*at).is_some_and(|block| {
            matches!(
                block.kind,
                BlockKind::Line
                    | BlockKind::Item { .. }
                    | BlockKind::Quote
                    | BlockKind::Code
                    | BlockKind::Rule
            )
        })
    };
    let level = page.heading_level(at);
    let is_below = |at: usize| {
        let found = page.heading_level(at);
        found > level || (found == level && page.solutions == Solutions::Beside)
    };
    let is_solution = |at: usize| is_below(at) && is_answer_part_of(page, at);
    let lines = (at.saturating_add(1)..=at.saturating_add(LONGEST_TASK))
        .take_while(is_task)
        .count();
    let fold = at.saturating_add(1).saturating_add(lines);
    let shows_solution = |at: usize| {
        page.block(at)
            .is_some_and(|block| block.kind == BlockKind::Summary)
            && page.is_reveal(at)
    };
    let in_section = |at: &usize| page.block(*at).is_some() && page.heading_level(*at).is_none();
    if lines > 0 && is_solution(fold) {
        return !(at.saturating_add(1)..fold)
            .any(|at| page.begins_prompt(at) || page.begins(at) != Begins::Other);
    }
    // `**5. A lock lifts ships.**` above the fold is the question itself.
    let above = fold.saturating_sub(1);
    let is_counted = page
        .block(above)
        .is_some_and(|block| block.kind == BlockKind::Line)
        && starts_with_number(page.text(above));
    lines > 0
        && !is_counted
        && shows_solution(fold)
        && !page.asks(fold.saturating_sub(1))
        && !(fold.saturating_add(1)..fold.saturating_add(LONGEST_TASK))
            .take_while(in_section)
            .any(shows_solution)
}

/// `### Solution` alone.
fn is_answer_part_of(page: &Page<'_>, at: usize) -> bool {
    is_answer_word(page.text(at)) && page.is_reveal(at)
}
