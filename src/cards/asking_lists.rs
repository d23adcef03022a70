//! Which lists are lists of questions, and which of their items ask. It must never take the items of a table of contents, nor the
//! steps of a task.

use std::ops::Range;

use crate::document::{BlockKind, Marker, says_why};

use super::demand_words::{asks_and_demands, asks_first, demands_answer, ends_in_demand};
use super::numbered::asks_in_next_line;
use super::page::Page;
use super::parted::leads_to_asides;
use super::prompt_end::titles_label;
use super::said::{Said, says_questions};
use super::wrapped::{paragraph, wrapped_below};

/// The fewest items that make a list of questions.
const FEWEST_ITEMS: usize = 3;
/// The fewest numbered items that ask among others that only name a topic: an interviewer's list.
const FEWEST_AMONG_TOPICS: usize = 6;

/// Items of the outermost level in lists where most items ask. An item that repeats a heading, or is
/// only a link, belongs to a table of contents.
pub(super) fn asking_items(page: &Page<'_>, is_content: &dyn Fn(usize) -> bool) -> Vec<usize> {
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
    if prompts < FEWEST_AMONG_TOPICS {
        return false;
    }
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
