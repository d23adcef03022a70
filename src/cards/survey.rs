//! The survey: what only the whole document tells, found in one pass before the rules run. Which
//! numbered headings and which lists ask, and where an answer key stands.

use std::cell::LazyCell;
use std::collections::HashSet;

use crate::document::{Block, BlockKind, behind_dash};

use super::answer_key::{AnswerKey, KeyEntry};
use super::asking_levels::{demanding_levels_ask, numbered_levels_ask};
use super::asking_lines::asking_lines;
use super::asking_lists::asking_items;
use super::contents::contents;
use super::links::is_link;
use super::numbered::numbered_questions;
use super::page::Page;
use super::plain::plain;
use super::question_parts::parts_of_questions;
use super::shared_case::cases;
use super::sub_headings::sub_headings;
use super::task_parts::TaskParts;
use super::tight_colons::tight_lines;

/// The fewest lines in bold that ask, where one that demands is a question.
const FEWEST_IN_BOLD: usize = 3;
/// What is known of the whole document.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// By level, whether its numbered headings are questions.
    numbered_levels_ask: [bool; 7],
    /// By level, whether headings that demand an answer are questions, as others that ask are.
    demanding_levels_ask: [bool; 7],
    /// Items that ask, standing in lists that ask; sorted.
    asking_items: Vec<usize>,
    /// Plain lines that ask, with their answers below; sorted.
    asking_lines: Vec<usize>,
    /// Lines such as `3.1 How many?` among numbered questions; sorted.
    parts: Vec<usize>,
    /// Whether the folds that show no answer are questions.
    folds_ask: bool,
    /// Numbered items that ask, with their answers between; sorted.
    numbered: Vec<usize>,
    /// Headings that part the answers of such items; sorted.
    inside: Vec<usize>,
    /// Whether lines in bold that demand an answer are questions, as others in bold are.
    bold_demands_ask: bool,
    /// Lines parted by `::` without spaces; sorted.
    tight: Vec<usize>,
    /// The items of tables of contents; sorted.
    contents: Vec<usize>,
    /// Lines that begin a case of several questions; sorted.
    cases: Vec<usize>,
    key: AnswerKey,
    tasks: TaskParts,
}

impl Survey {
    pub(super) fn of(page: &Page<'_>) -> Survey {
        // Read only where an item asks: most documents have none.
        let headings = LazyCell::new(|| heading_texts(page));
        let contents = contents(page);
        let is_content = |at: usize| {
            contents.binary_search(&at).is_err()
                && !is_link(page.text(at))
                && (headings.is_empty() || !headings.contains(&plain(page.text(at))))
        };
        let key = AnswerKey::of(page);
        let inside = sub_headings(page);
        let numbered = numbered_questions(page, &key, &inside, &is_content);
        let answered: HashSet<String> = numbered.iter().map(|at| plain(page.text(*at))).collect();
        let is_answered_elsewhere =
            |at: usize| !answered.is_empty() && answered.contains(&plain(page.text(at)));
        let mut asking_items =
            asking_items(page, &|at| is_content(at) && !is_answered_elsewhere(at));
        asking_items.retain(|at| numbered.binary_search(at).is_err());
        Survey {
            numbered_levels_ask: numbered_levels_ask(page, &key),
            demanding_levels_ask: demanding_levels_ask(page),
            asking_items,
            asking_lines: asking_lines(page),
            parts: parts_of_questions(page, &numbered),
            folds_ask: folds_ask(page),
            numbered,
            inside,
            bold_demands_ask: bold_demands_ask(page),
            tight: tight_lines(page),
            contents,
            cases: cases(page),
            key,
            tasks: TaskParts::of(page),
        }
    }

    /// The parts of tasks.
    pub(super) fn tasks(&self) -> &TaskParts {
        &self.tasks
    }

    /// Whether the numbered headings of this level are questions.
    pub(super) fn numbered_headings_ask(&self, level: u8) -> bool {
        self.numbered_levels_ask
            .get(usize::from(level))
            .copied()
            .unwrap_or(false)
    }

    /// Whether headings of this level that demand an answer are questions.
    pub(super) fn demanding_headings_ask(&self, level: u8) -> bool {
        let ask = self.demanding_levels_ask.get(usize::from(level));
        ask.copied().unwrap_or(false)
    }

    /// Whether the plain line at a place is a question.
    pub(super) fn line_asks(&self, at: usize) -> bool {
        self.asking_lines.binary_search(&at).is_ok()
    }

    /// Whether the line at a place is a part of a numbered question that asks by itself: `3.1 How many?`
    pub(super) fn is_part(&self, at: usize) -> bool {
        self.parts.binary_search(&at).is_ok()
    }

    /// Whether the summaries of folds are questions, also those that state something.
    pub(super) fn folds_ask(&self) -> bool {
        self.folds_ask
    }

    /// Whether lines in bold ask also where they demand: `**Explain the heap.**`
    pub(super) fn bold_demands_ask(&self) -> bool {
        self.bold_demands_ask
    }

    /// Whether the line at a place is a card by its `::` without spaces.
    pub(super) fn is_tight(&self, at: usize) -> bool {
        self.tight.binary_search(&at).is_ok()
    }

    /// Whether the item at a place is a question in a list of questions.
    pub(super) fn item_asks(&self, at: usize) -> bool {
        self.asking_items.binary_search(&at).is_ok()
    }

    /// Whether a numbered question stands at a place or below it.
    pub(super) fn has_numbered_below(&self, at: usize) -> bool {
        self.numbered.last().is_some_and(|last| at <= *last)
    }

    /// Whether the item at a place is a numbered question.
    pub(super) fn is_numbered_question(&self, at: usize) -> bool {
        self.numbered.binary_search(&at).is_ok()
    }

    /// Whether the heading at a place parts the answer of a numbered question.
    pub(super) fn is_inside_answer(&self, at: usize) -> bool {
        self.inside.binary_search(&at).is_ok()
    }

    /// Whether the item at a place stands in a table of contents.
    pub(super) fn is_content(&self, at: usize) -> bool {
        self.contents.binary_search(&at).is_ok()
    }

    /// Whether a case of several questions begins at a place.
    pub(super) fn begins_case(&self, at: usize) -> bool {
        self.cases.binary_search(&at).is_ok()
    }

    /// What the answer key says of a question with this number at this place.
    pub(super) fn key_entry(&self, number: u32, at: usize) -> Option<&KeyEntry> {
        self.key.entry(number, at)
    }

    /// The answer keys of the document.
    pub(super) fn key(&self) -> &AnswerKey {
        &self.key
    }

    /// Whether the block at a place is part of an answer key.
    pub(super) fn is_key(&self, at: usize) -> bool {
        self.key.holds(at) || self.tasks.holds(at)
    }
}

/// Whether enough lines in bold ask that one which demands an answer is a question, too.
fn bold_demands_ask(page: &Page<'_>) -> bool {
    let is_question = |(at, block): &(usize, &Block)| {
        block.kind == BlockKind::Line && page.is_bold(*at) && page.asks(*at)
    };
    page.blocks
        .iter()
        .enumerate()
        .filter(is_question)
        .nth(FEWEST_IN_BOLD - 1)
        .is_some()
}

fn heading_texts(page: &Page<'_>) -> HashSet<String> {
    (0..page.blocks.len())
        .filter(|at| page.heading_level(*at).is_some())
        .map(|at| plain(page.text(at)))
        .collect()
}

/// Whether most folds of a document ask, those left out that only show an answer.
fn folds_ask(page: &Page<'_>) -> bool {
    let is_fold = |at: &usize| {
        page.block(*at)
            .is_some_and(|block| block.kind == BlockKind::Summary)
            && !page.is_reveal(*at)
    };
    let folds = (0..page.blocks.len()).filter(is_fold);
    let (mut all, mut asking) = (0_usize, 0_usize);
    for at in folds {
        all = all.saturating_add(1);
        asking = asking.saturating_add(usize::from(page.asks(at)));
    }
    asking > 0 && asking.saturating_mul(2) >= all
}

/// Whether a text begins with `12.` or `12)`.
pub(super) fn starts_with_number(text: &str) -> bool {
    // The number may be in bold, alone or with its text.
    let text = text.trim_start_matches('*');
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    // `1.1` numbers a chapter.
    let ends = behind_dash(rest).or_else(|| rest.strip_prefix(['.', ')', '．', '、']));
    rest.len() < text.len()
        && ends.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}
