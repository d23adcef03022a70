//! The parts of a task: `Aufgabe 2: Elastizitäten` over `a) Define …`, `b) Why …?`, and their answers under the same
//! letters of a key. Each part asks for itself. It must never take the options of a question for parts.

use std::collections::HashMap;
use std::ops::Range;

use crate::document::BlockKind;

use super::key_title::opens_key;
use super::page::{LabelKind, Page};

/// The most parts of a task.
const MOST: usize = 12;
/// The fewest.
const FEWEST: usize = 2;
/// The most blocks of one part, with its answer.
const LONGEST: usize = 12;
/// How far above its parts the number of a task is looked for.
const REACH: usize = 5;
/// The most bytes of a title with a number.
const LONGEST_TITLE: usize = 80;

/// Lettered lines below each other, from A on.
#[derive(Debug)]
struct Run {
    /// The number of the task.
    number: Option<u32>,
    /// Each letter's block, and where what belongs to it ends.
    parts: Vec<Range<usize>>,
}

/// The parts of all tasks of a document, and their answers.
#[derive(Debug, Default)]
pub(super) struct TaskParts {
    /// Each part, by its block, with the first block that no longer belongs to it; sorted.
    parts: Vec<(usize, usize)>,
    /// The first parts of tasks; sorted.
    first: Vec<usize>,
    /// The blocks of a part's answer in a key.
    answers: HashMap<usize, Range<usize>>,
    /// The blocks of such answers; sorted.
    taken: Vec<Range<usize>>,
}

impl TaskParts {
    pub(super) fn of(page: &Page<'_>) -> TaskParts {
        let is_first = |at: &usize| {
            let letter = page.option_letter(*at).map(|found| found.letter);
            letter == Some('A') && !page.begins_options(*at) && page.are_subquestions(*at)
        };
        let tasks: Vec<Run> = (0..page.blocks.len())
            .filter(is_first)
            .map(|at| run_at(page, at, belongs))
            .filter(|run| run.parts.len() >= FEWEST)
            .collect();
        let Some(last) = tasks.last().and_then(|run| run.parts.last()) else {
            return TaskParts::default();
        };
        let places = tasks.iter().flat_map(|run| &run.parts);
        let mut found = TaskParts {
            parts: places.map(|part| (part.start, part.end)).collect(),
            first: tasks
                .iter()
                .filter_map(|run| run.parts.first())
                .map(|part| part.start)
                .collect(),
            ..TaskParts::default()
        };
        let title = (last.start..page.blocks.len()).find(|at| opens_key(page, *at));
        if let Some(title) = title {
            found.join(&tasks, &runs_below(page, title));
        }
        found
    }

    /// Gives each part its answer: by the number of the task, or in order where as many tasks are answered.
    fn join(&mut self, tasks: &[Run], answers: &[Run]) {
        let mut numbered: HashMap<u32, &Run> = HashMap::new();
        for run in answers {
            if let Some(number) = run.number {
                numbered.entry(number).or_insert(run);
            }
        }
        for (nth, task) in tasks.iter().enumerate() {
            let by_number = task
                .number
                .and_then(|number| numbered.get(&number).copied());
            let in_order = || answers.get(nth).filter(|_| answers.len() == tasks.len());
            let Some(run) = by_number.or_else(in_order) else {
                continue;
            };
            for (part, answer) in task.parts.iter().zip(&run.parts) {
                self.answers.insert(part.start, answer.clone());
                self.taken.push(answer.clone());
            }
        }
        self.taken.sort_by_key(|range| range.start);
    }

    /// The first parts of tasks.
    pub(super) fn begins_task(&self, at: usize) -> bool {
        self.first.binary_search(&at).is_ok()
    }

    /// Whether a task begins behind the first of some blocks and ends with them, each part with an answer below it.
    pub(super) fn are_answered(&self, range: Range<usize>, page: &Page<'_>) -> bool {
        let next = self.first.partition_point(|at| *at <= range.start);
        let Some(first) = self.first.get(next).filter(|at| range.contains(at)) else {
            return false;
        };
        let end = self.end_of(*first).unwrap_or(*first);
        let mut below = first.saturating_add(1)..end;
        below.any(|at| page.label_kind(at) == LabelKind::Answer)
    }

    /// Where the part at a place ends.
    pub(super) fn end_of(&self, at: usize) -> Option<usize> {
        let found = self.parts.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        self.parts.get(found).map(|(_, end)| *end)
    }

    /// What a key answers to the part at a place.
    pub(super) fn answer(&self, at: usize) -> Option<Range<usize>> {
        self.answers.get(&at).cloned()
    }

    /// Whether the block at a place answers a part.
    pub(super) fn holds(&self, at: usize) -> bool {
        let next = self.taken.partition_point(|range| range.start <= at);
        let last = next.checked_sub(1).and_then(|last| self.taken.get(last));
        last.is_some_and(|range| range.contains(&at))
    }
}

/// The lettered lines from a place on, each with what stays with it: its place, and that of the line below its letter.
fn run_at(page: &Page<'_>, first: usize, stays: fn(&Page<'_>, usize, usize) -> bool) -> Run {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut at = first;
    for letter in ('A'..='Z').take(MOST) {
        if page.option_letter(at).map(|found| found.letter) != Some(letter) {
            break;
        }
        let below = at.saturating_add(1);
        let lines = (below..below.saturating_add(LONGEST))
            .take_while(|at| stays(page, *at, below))
            .count();
        let end = below.saturating_add(lines);
        parts.push(at..end);
        at = end;
    }
    Run {
        number: number_above(page, first),
        parts,
    }
}

/// Whether the block at a place goes on with a part whose own text ends at `below`.
fn belongs(page: &Page<'_>, at: usize, below: usize) -> bool {
    let is_text = page.block(at).is_some_and(|block| {
        matches!(
            block.kind,
            BlockKind::Line | BlockKind::Code | BlockKind::Quote | BlockKind::Item { .. }
        )
    });
    // In a pasted page only a label says that what stands below answers.
    let is_said = !page.is_gapless || page.ends_prompt(at) || at > below;
    is_text
        && is_said
        && page.option_letter(at).is_none()
        && page.item_number(at).is_none()
        && !page.is_bold(at)
        && !page.begins_prompt(at)
        && !opens_key(page, at)
        && number_of(page, at).is_none()
}

/// The lettered lines below the title of a key.
fn runs_below(page: &Page<'_>, title: usize) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = title.saturating_add(1);
    while at < page.blocks.len() {
        let mut next = at.saturating_add(1);
        if page
            .option_letter(at)
            .is_some_and(|found| found.letter == 'A')
        {
            let run = run_at(page, at, answers);
            next = run.parts.last().map_or(next, |part| part.end.max(next));
            runs.push(run);
        }
        at = next;
    }
    runs
}

/// Whether the block at a place goes on with an answer of a key: whatever stands below its letter does, up to a title.
fn answers(page: &Page<'_>, at: usize, _: usize) -> bool {
    page.block(at).is_some()
        && page.heading_level(at).is_none()
        && page.option_letter(at).is_none()
        && number_of(page, at).is_none()
}

/// The number of the task whose parts begin at a place.
fn number_above(page: &Page<'_>, first: usize) -> Option<u32> {
    (first.saturating_sub(REACH)..first)
        .rev()
        .find_map(|at| number_of(page, at).or_else(|| page.item_number(at)))
}

/// The number in a title such as `Aufgabe 2: Elastizitäten`, `Question 3 (10 marks)`.
fn number_of(page: &Page<'_>, at: usize) -> Option<u32> {
    let block = page.block(at)?;
    let text = page.text(at).trim_matches(['*', '_', ' ']);
    let may_be = matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Line);
    if !may_be || text.len() > LONGEST_TITLE {
        return None;
    }
    let (word, behind) = text.split_once(' ')?;
    let digits = behind.split(|sign: char| !sign.is_ascii_digit()).next()?;
    let after = behind.get(digits.len()..)?;
    let is_parted = after.is_empty() || after.starts_with([':', '.', ')', ' ', '*', '-']);
    let is_word = word.chars().all(char::is_alphabetic) && word.starts_with(char::is_uppercase);
    (is_word && is_parted && !text.ends_with('.'))
        .then(|| digits.parse().ok())
        .flatten()
}
