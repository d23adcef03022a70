//! A paragraph that asks: nothing marks it but the options or the labelled answer below it.

use crate::document::{BlockKind, Gap, Task};

use super::body_words::names_options;
use super::page::{Begins, Page};
use super::prompt_words::{asks, is_imperative};

/// How far a paragraph that asks may stand above its options or answer, in blocks.
const LONGEST_STEM: usize = 8;

/// Whether a paragraph or item begins here that stands above options or a labelled answer.
pub(super) fn is_stem(page: &Page<'_>, at: usize) -> bool {
    if page.option_letter(at).is_some() || page.is_noise(at) || page.text(at).is_empty() {
        return false;
    }
    if names_boxes(page, at) || names_options(page, at) {
        return false;
    }
    match first_below(page, at) {
        Some((options, Begins::Options)) => {
            stem_start(page, options) == Some(at)
                && (page.item_number(at).is_none() || asks_for_answer(page, at))
        }
        Some((answer, Begins::Answer)) => {
            (at..answer).any(|line| asks_for_answer(page, line))
                && (answer == at + 1 || stem_start(page, answer) == Some(at))
        }
        _ => is_above_listed_options(page, at),
    }
}

/// Whether an item asks, or leads to what is indented under it: `- It may occur when…`.
fn leads_to_boxes(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    let indent = |at: usize| page.block(at).map_or(0, |block| block.indent);
    let leads = text.ends_with([':', '…']) || text.ends_with("...");
    asks(text) || (leads && text.split_whitespace().count() >= 4 && indent(at + 1) > indent(at))
}

/// Whether a word or three stand over boxes: they name a part of a to-do list and ask nothing.
pub(super) fn names_boxes(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    page.has_box(at + 1)
        && text.split_whitespace().count() <= 3
        && text.ends_with(char::is_alphanumeric)
        && page.item_number(at).is_none()
        && !is_imperative(text)
}

/// Whether a numbered item that asks stands above a list without letters and a labelled answer,
/// which names one of the list.
fn is_above_listed_options(page: &Page<'_>, at: usize) -> bool {
    if page.item_number(at).is_none() || !asks(page.text(at)) {
        return false;
    }
    let is_listed = |below: &usize| {
        page.begins(*below) == Begins::Other
            && page.item_number(*below).is_none()
            && !asks(page.text(*below))
            && page
                .block(*below)
                .is_some_and(|block| matches!(block.kind, BlockKind::Line | BlockKind::Item { .. }))
    };
    let listed = (at + 1..=at + LONGEST_STEM).take_while(is_listed).count();
    listed > 0 && page.begins(at + 1 + listed) == Begins::Answer
}

/// Whether a line can be what stands below it answers: it asks, or is a numbered item.
fn asks_for_answer(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    // The last of a list of options is none: the items above it count up to it.
    let before = at.checked_sub(1).and_then(|above| page.item_number(above));
    let is_item = |number: u32| before.is_none_or(|before| before.checked_add(1) != Some(number));
    asks(text) || is_imperative(text) || page.item_number(at).is_some_and(is_item)
}

/// The options or the answer that begin within reach below a place, with nothing but text between.
fn first_below(page: &Page<'_>, at: usize) -> Option<(usize, Begins)> {
    for below in at + 1..=at + LONGEST_STEM {
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
    for back in 1..=LONGEST_STEM {
        let above = options.checked_sub(back)?;
        let Some(block) = page.block(above) else {
            break;
        };
        match block.kind {
            BlockKind::Quote | BlockKind::Code => continue,
            BlockKind::Line if names_options(page, above) => continue,
            BlockKind::Item {
                task: Task::None, ..
            } if page.item_number(above).is_some() => {
                return Some(asking.unwrap_or(above));
            }
            // `- Which loop?` over boxes that are indented under it.
            BlockKind::Item {
                task: Task::None, ..
            } if back == 1 && leads_to_boxes(page, above) => return Some(above),
            BlockKind::Line if !page.is_noise(above) && !page.ends_prompt(above) => {}
            _ => break,
        }
        let asks_here = asks(page.text(above)) || is_imperative(page.text(above));
        if asking.is_some() && !asks_here && page.is_gapless {
            break;
        }
        nearest.get_or_insert(above);
        if asks_here {
            asking = Some(above);
        }
        // A paragraph begins here: a line that asks in it, or its first line, begins the stem.
        if block.gap == Gap::Blank && (asking.is_some() || !page.is_gapless) {
            return Some(if asking.is_some_and(|asking| asking > above) {
                above
            } else {
                asking.unwrap_or(above)
            });
        }
    }
    asking.or(nearest)
}
