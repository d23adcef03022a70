//! The survey: what only the whole document tells, found in one pass before the rules run. Which
//! numbered headings ask, which lists are lists of questions, and where an answer key stands.

use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::Range;

use crate::document::{Block, BlockKind, Marker, behind_dash, says_why};

use super::answer_key::{AnswerKey, KeyEntry};
use super::asking_levels::{demanding_levels_ask, numbered_levels_ask};
use super::asking_lines::asking_lines;
use super::contents::contents;
use super::demand_words::{asks_and_demands, asks_first, demands_answer, ends_in_demand};
use super::links::is_link;
use super::numbered::{asks_in_next_line, numbered_questions};
use super::page::Page;
use super::parted::leads_to_asides;
use super::plain::plain;
use super::prompt_end::titles_label;
use super::question_parts::parts_of_questions;
use super::said::{Said, says_questions};
use super::shared_case::cases;
use super::sub_headings::sub_headings;
use super::task_parts::TaskParts;
use super::tight_colons::tight_lines;
use super::wrapped::{paragraph, wrapped_below};

/// The fewest lines in bold that ask, where one that demands is a question.
const FEWEST_IN_BOLD: usize = 3;
/// The fewest items that make a list of questions.
const FEWEST_ITEMS: usize = 3;
/// The fewest numbered items that ask among others that only name a topic: an interviewer's list.
const FEWEST_AMONG_TOPICS: usize = 6;
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

/// Items of the outermost level in lists where most items ask. An item that repeats a heading, or is
/// only a link, belongs to a table of contents.
fn asking_items(page: &Page<'_>, is_content: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let mut found = Vec::new();
    let mut short: Vec<Vec<usize>> = Vec::new();
    let mut demands: Vec<Vec<usize>> = Vec::new();
    // Lists of two that ask as a whole.
    let mut whole: Vec<usize> = Vec::new();
    let mut said = Said::of(page);
    let mut at = 0;
    while at < page.blocks.len() {
        let list = list_from(page, at);
        if list.is_empty() || leads_to_asides(page, at.saturating_sub(1)) {
            said.pass(page, at);
            at = list.end.max(at.saturating_add(1));
            continue;
        }
        at = list.end;
        let items = asking_level(page, list);
        let prompts: Vec<usize> = items
            .iter()
            .copied()
            .filter(|at| item_text_asks(page, *at) && is_content(*at))
            .collect();
        let most_ask = prompts.len().saturating_mul(10) >= items.len().saturating_mul(6);
        let content = items.iter().copied().filter(|at| is_content(*at));
        let is_announced = said.holds() && prompts.len().saturating_mul(2) >= items.len();
        if is_announced && prompts.iter().any(|at| page.asks(*at)) {
            // Where questions are announced, `Given a link, explain …` among them is one.
            found.extend(content.filter(|at| !page.has_box(*at)));
        } else if asks_among_topics(page, &items, prompts.len()) {
            found.extend(prompts);
        } else if prompts.len() >= FEWEST_ITEMS && most_ask {
            match asks_for_knowledge(page, &prompts) {
                true => found.extend(prompts),
                false => demands.push(prompts),
            }
        } else if prompts.len() >= 2
            && prompts.len() == items.len()
            && prompts.iter().any(|at| page.asks(*at))
        {
            whole.extend(prompts);
        } else if !prompts.is_empty() && most_ask {
            short.push(prompts);
        }
    }
    // Where the document says that it holds questions, or shows it, two in a list are questions.
    let is_said = page.title.is_some_and(|at| says_questions(page.text(at)));
    if is_said || !found.is_empty() {
        let mut more: Vec<usize> = Vec::new();
        for at in short.into_iter().flatten() {
            let follows = || goes_on(page, &found, at) || goes_on(page, &more, at);
            let demands = || page.item_number(at).is_some() && page.demands_answer(at);
            let text = page.text(at);
            let asks_here = page.asks(at) || asks_and_demands(text) || ends_in_demand(text);
            if asks_here || demands() || follows() {
                more.push(at);
            }
        }
        found.extend(more);
        found.extend(whole);
        found.extend(demands.into_iter().flatten());
        found.sort_unstable();
    }
    found
}

/// Whether so many numbered items ask in words that they do, though others are bare topics: `10. Dynamic binding`.
fn asks_among_topics(page: &Page<'_>, items: &[usize], prompts: usize) -> bool {
    let asks = |at: &&usize| page.asks(**at) || asks_first(page.text(**at));
    let asking = items.iter().filter(asks).count();
    let is_numbered = items.iter().all(|at| page.item_number(*at).is_some());
    is_numbered && asking >= FEWEST_AMONG_TOPICS && prompts.saturating_mul(3) >= items.len()
}

/// Whether the number of an item goes on with that of the question found last above it: lists that headings part.
fn goes_on(page: &Page<'_>, found: &[usize], at: usize) -> bool {
    let next = found.partition_point(|above| *above < at);
    let last = next.checked_sub(1).and_then(|last| found.get(last));
    let number = last.and_then(|last| page.item_number(*last));
    number.is_some() && number.and_then(|number| number.checked_add(1)) == page.item_number(at)
}

/// The items of a list that may ask: the outermost, or those below them where the outermost are their
/// topics and none of them asks.
fn asking_level(page: &Page<'_>, list: Range<usize>) -> Vec<usize> {
    let indent = |at: usize| page.block(at).map(|block| block.indent);
    let items = list.filter(|at| page.is_item(*at));
    let outer = items.clone().filter_map(indent).min();
    let (outermost, deeper): (Vec<usize>, Vec<usize>) = items.partition(|at| indent(*at) == outer);
    let second = deeper.iter().copied().filter_map(indent).min();
    let inner: Vec<usize> = deeper
        .into_iter()
        .filter(|at| indent(*at) == second)
        .collect();
    let asking = inner.iter().filter(|at| item_text_asks(page, **at)).count();
    let are_topics = inner.len() > outermost.len()
        && inner.len() >= FEWEST_ITEMS
        && asking.saturating_mul(10) >= inner.len().saturating_mul(8)
        && !outermost.iter().any(|at| item_text_asks(page, *at));
    if are_topics { inner } else { outermost }
}

/// Whether one of some items asks, or demands what only knowledge answers: `Get the name of the user`
/// and `How to write a file` alone list what a thing does.
fn asks_for_knowledge(page: &Page<'_>, prompts: &[usize]) -> bool {
    let mut prompts = prompts.iter();
    prompts.any(|at| page.asks(*at) || page.demands_answer(*at) || demands_in_paragraph(page, *at))
}

/// The list that begins at a place: items and what is indented under them.
fn list_from(page: &Page<'_>, at: usize) -> Range<usize> {
    let Some(first) = page.block(at).filter(|_| page.is_item(at)) else {
        return at..at;
    };
    let mut end = at.saturating_add(1);
    while let Some(block) = page.block(end) {
        let belongs = match block.kind {
            BlockKind::Item { .. } => true,
            BlockKind::Line | BlockKind::Code | BlockKind::Quote => block.indent > first.indent,
            _ => false,
        };
        if !belongs {
            break;
        }
        end = end.saturating_add(1);
    }
    at..end
}

/// Whether a sentence of an item that goes on below it demands an answer.
fn demands_in_paragraph(page: &Page<'_>, at: usize) -> bool {
    const MORE: [&str; 5] = ["List ", "Name ", "Give ", "State ", "Identify "];
    let demands =
        |text: &str| demands_answer(text) || MORE.iter().any(|verb| text.starts_with(verb));
    wrapped_below(page, at) > 0 && paragraph(page, at).split(". ").any(demands)
}

fn item_text_asks(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    let is_bullet = page.block(at).is_some_and(|block| {
        matches!(
            block.kind,
            BlockKind::Item {
                marker: Marker::Bullet | Marker::Number(_),
                ..
            }
        )
    });
    // `[E] What is it?`: how hard it is, and no option.
    let letter = page.option_letter(at).filter(|_| !text.starts_with('['));
    // `1. a) Explain …` begins the parts of a task.
    let is_part = page.item_number(at).is_some() && page.are_subquestions(at);
    let is_option = letter.is_some() && !is_part;
    let explains = || {
        page.label(at)
            .is_some_and(|found| says_why(found.name.text(page.source)))
    };
    is_bullet
        && !page.has_box(at)
        && !is_option
        && !explains()
        && !titles_label(page, at)
        && (is_part
            || page.asks(at)
            || page.is_imperative(at)
            || asks_in_next_line(page, at)
            || asks_and_demands(text)
            || asks_first(text)
            || ends_in_demand(text)
            || demands_in_paragraph(page, at))
}
