//! A paragraph that asks: nothing marks it but the options or the labelled answer below it.

use crate::document::{BlockKind, Gap, Task, says_why};

use super::body_words::{is_explanation_title, names_options};
use super::bold_number::bold_number;
use super::key_title::names_key;
use super::page::{Begins, Fact, Page};

/// How far a paragraph that asks may stand above its options or answer, in blocks.
pub(super) const LONGEST_STEM: usize = 8;
/// The most blocks of a section that is looked at as a whole.
const LONGEST_SECTION: usize = 40;

/// Whether a paragraph or item begins here that stands above options or a labelled answer.
pub(super) fn is_stem(page: &Page<'_>, at: usize) -> bool {
    let known = &page.known;
    known.holds(at, Fact::IsStem, || find_stem(page, at))
}

fn find_stem(page: &Page<'_>, at: usize) -> bool {
    let below = first_below(page, at);
    // Most lines stand above neither options nor an answer, and nothing else is asked of them.
    if below.is_none() && (page.item_number(at).is_none() || !page.asks(at)) {
        return false;
    }
    if page.option_letter(at).is_some() || page.is_noise(at) || page.text(at).is_empty() {
        return false;
    }
    let explains = || {
        let found = page.label(at);
        found.is_some_and(|found| says_why(found.name.text(page.source)))
    };
    if explains() {
        return false;
    }
    let names_part = names_options(page, at) || is_explanation_title(page, at);
    if names_boxes(page, at) || names_part || names_key(page.text(at)) {
        return false;
    }
    // What stands below another question is that one's.
    let is_own = |below: &(usize, Begins)| {
        page.listed(at).is_none()
            && !(at.saturating_add(1)..below.0).any(|at| page.begins_prompt(at))
    };
    match below.filter(is_own) {
        Some((options, Begins::Options)) => {
            stem_start(page, options) == Some(at)
                && (page.item_number(at).is_none() || asks_for_answer(page, at))
        }
        // What a key labels belongs to its entries.
        Some((answer, Begins::Answer)) if page.survey.is_key(answer) => false,
        Some((answer, Begins::Answer)) if is_on_line_of(page, at, answer) => true,
        Some((answer, Begins::Answer)) => {
            (at..answer).any(|line| asks_for_answer(page, line))
                && (answer == at.saturating_add(1) || stem_start(page, answer) == Some(at))
        }
        _ => is_above_listed_options(page, at),
    }
}

/// Whether an answer stood on the line that it was parted from.
pub(super) fn is_on_line_of(page: &Page<'_>, at: usize, answer: usize) -> bool {
    let (Some(block), Some(below)) = (page.block(at), page.block(answer)) else {
        return false;
    };
    let between = page.source.get(block.span.end()..below.span.start());
    answer == at.saturating_add(1) && between.is_some_and(|between| !between.contains('\n'))
}

/// Whether an item asks, or leads to what is indented under it: `- It may occur when…`.
fn leads_to_boxes(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    let indent = |at: usize| page.block(at).map_or(0, |block| block.indent);
    let leads = text.ends_with([':', '…']) || text.ends_with("...");
    let offers = || page.option_letter(at.saturating_add(1)).is_some();
    page.asks(at)
        || (page.is_bold(at) && offers())
        || (leads
            && text.split_whitespace().count() >= 4
            && indent(at.saturating_add(1)) > indent(at))
}

/// Whether a word or three stand over boxes: they name a part of a to-do list and ask nothing.
pub(super) fn names_boxes(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    page.has_box(at.saturating_add(1))
        && text.split_whitespace().count() <= 3
        && text.ends_with(char::is_alphanumeric)
        && !text.starts_with(['*', '.', '/', '$'])
        && page.item_number(at).is_none()
        && !page.is_imperative(at)
}

/// Whether a numbered item that asks stands above a list without letters and a labelled answer,
/// which names one of the list.
fn is_above_listed_options(page: &Page<'_>, at: usize) -> bool {
    if page.item_number(at).is_none() || !page.asks(at) {
        return false;
    }
    let is_listed = |below: &usize| {
        page.begins(*below) == Begins::Other
            && page.item_number(*below).is_none()
            && !page.asks(*below)
            && !page.begins_prompt(*below)
            && page
                .block(*below)
                .is_some_and(|block| matches!(block.kind, BlockKind::Line | BlockKind::Item { .. }))
    };
    let listed = (at.saturating_add(1)..=at.saturating_add(LONGEST_STEM))
        .take_while(is_listed)
        .count();
    listed > 0 && page.begins(at.saturating_add(1).saturating_add(listed)) == Begins::Answer
}

/// Whether a line can be what stands below it answers: it asks, or is a numbered item.
fn asks_for_answer(page: &Page<'_>, at: usize) -> bool {
    // The last of a list of options is none: the items above it count up to it.
    let before = at
        .checked_sub(1)
        .filter(|above| page.listed(*above).is_none())
        .and_then(|above| page.item_number(above));
    let number = page.item_number(at);
    let goes_on = number.is_some() && before.and_then(|before| before.checked_add(1)) == number;
    let is_counted = bold_number(page.text(at)).is_some();
    page.asks(at) || is_counted || (!goes_on && (number.is_some() || page.is_imperative(at)))
}

/// The options or the answer that begin within reach below a place, with nothing but text between.
fn first_below(page: &Page<'_>, at: usize) -> Option<(usize, Begins)> {
    for below in at.saturating_add(1)..=at.saturating_add(LONGEST_STEM) {
        let block = page.block(below)?;
        let begins = page.begins(below);
        if begins != Begins::Other {
            return Some((below, begins));
        }
        if !matches!(
            block.kind,
            BlockKind::Line | BlockKind::Quote | BlockKind::Code
        ) {
            return None;
        }
    }
    None
}

/// Where the text above some options begins to ask: the earliest line that asks in the paragraph
/// above them, or the line directly above where none does.
fn stem_start(page: &Page<'_>, options: usize) -> Option<usize> {
    let mut asking = None;
    let mut nearest = None;
    let mut is_titled = false;
    for back in 1..=LONGEST_STEM {
        let above = options.checked_sub(back)?;
        let Some(block) = page.block(above) else {
            break;
        };
        match block.kind {
            BlockKind::Quote | BlockKind::Code => continue,
            BlockKind::Line if names_options(page, above) => {
                is_titled = true;
                continue;
            }
            BlockKind::Item {
                task: Task::None, ..
            } if page.item_number(above).is_some() => {
                // Above `Options:` in a pasted page stands what is asked, below a list that explains.
                if page.is_gapless
                    && is_titled
                    && let Some(stated) = nearest
                    && !asks_for_answer(page, above)
                {
                    return Some(stated);
                }
                let is_apart =
                    asking.filter(|asking| page.is_gapless || !goes_on_to(page, above, *asking));
                let item = above;
                return Some(match is_apart {
                    Some(asking) if !asks_for_answer(page, item) => asking,
                    _ => item,
                });
            }
            // `- Which loop?` over boxes that are indented under it.
            BlockKind::Item {
                task: Task::None, ..
            } if back == 1 && leads_to_boxes(page, above) => return Some(above),
            // `- A case.` and in the next line, not indented, what is asked of it.
            BlockKind::Item {
                task: Task::None, ..
            } if !page.is_gapless
                && asking.is_some_and(|asking| goes_on_to(page, above, asking)) =>
            {
                return Some(above);
            }
            BlockKind::Line
                if !page.is_noise(above) && !page.ends_prompt(above) && !page.is_reveal(above) => {}
            _ => break,
        }
        let text = page.text(above);
        if bold_number(text).is_some() {
            return Some(above);
        }
        let leads =
            page.is_gapless && text.ends_with(':') && text.split_whitespace().nth(3).is_some();
        let asks_here = page.asks(above) || page.is_imperative(above) || leads;
        if asking.is_some() && !asks_here && page.is_gapless {
            break;
        }
        nearest.get_or_insert(above);
        if asks_here {
            asking = Some(above);
        }
        // The text of a section that has one question is what the question is about.
        if let Some(first) = section_of_one(page, above, options) {
            return Some(first);
        }
        // A paragraph begins here: a line that asks in it, or its first line, begins the stem.
        if block.gap == Gap::Blank && (asking.is_some() || !page.is_gapless) {
            if let Some(task) = numbered_task(page, above) {
                return Some(task);
            }
            return Some(if asking.is_some_and(|asking| asking > above) {
                above
            } else {
                asking.unwrap_or(above)
            });
        }
    }
    asking.or(nearest)
}

/// Whether the paragraph of an item goes on to a line: what it says belongs to the item.
fn goes_on_to(page: &Page<'_>, item: usize, line: usize) -> bool {
    let mut lines = item.saturating_add(1)..=line;
    lines.all(|at| page.block(at).is_some_and(|block| block.gap == Gap::None))
}

/// The first line of a section, where it is nothing but a text, a short question that ends the text at
/// `asking`, and options.
fn section_of_one(page: &Page<'_>, asking: usize, options: usize) -> Option<usize> {
    if !page.asks(asking) {
        return None;
    }
    let is_text = |at: usize| {
        page.block(at).is_some_and(|block| {
            matches!(block.kind, BlockKind::Line | BlockKind::Quote) && page.label(at).is_none()
        }) && !page.asks(at)
            && !page.is_noise(at)
    };
    let above = (asking.saturating_sub(LONGEST_STEM)..asking)
        .rev()
        .take_while(|at| is_text(*at))
        .last()?;
    let heading = above.checked_sub(1)?;
    // A title names no question.
    page.heading_level(heading)
        .filter(|_| page.title != Some(heading))?;
    let section = (options.saturating_add(1)..=options.saturating_add(LONGEST_SECTION))
        .take_while(|at| page.block(*at).is_some() && page.heading_level(*at).is_none());
    let is_only = !section.clone().any(|at| page.begins_options(at));
    (is_only && section.count() < LONGEST_SECTION).then_some(above)
}

/// The numbered item that asks or demands, where nothing but lines and code stands between it and a
/// place: code of the question may hold blank lines.
fn numbered_task(page: &Page<'_>, at: usize) -> Option<usize> {
    let is_between = |at: &usize| {
        page.block(*at).is_some_and(|block| {
            matches!(block.kind, BlockKind::Line | BlockKind::Code) && !page.ends_prompt(*at)
        })
    };
    let lines = (at.saturating_sub(LONGEST_STEM)..at)
        .rev()
        .take_while(is_between);
    // `**1.** A man …` begins a question, whatever its first sentence says.
    let counted = |at: &usize| bold_number(page.text(*at)).is_some();
    let mut texts = lines
        .clone()
        .take_while(|at| page.option_letter(*at).is_none());
    if let Some(counted) = texts.find(counted) {
        return Some(counted);
    }
    let task = at.checked_sub(lines.count().saturating_add(1))?;
    let asks_here = page.asks(task) || page.is_imperative(task);
    (page.item_number(task).is_some() && asks_here && page.option_letter(task).is_none())
        .then_some(task)
}
