//! Where a key does not go on: at the answer of a single question, and at the next question. Nothing here reads entries.

use super::asked::Asked;
use super::{is_letter, split_answer};
use crate::cards::page::{Begins, LabelKind, Page};
use crate::cards::plain::plain;
use crate::document::BlockKind;
use crate::document::label::Label;

/// Whether a line is the answer of the question above it: `Correct answers: 1, 2`, or above the items that are right.
pub(super) fn says_right_one(page: &Page<'_>, at: usize) -> bool {
    let below = at.saturating_add(1);
    let names_them = || {
        let is_bullet = page.is_item(below) && page.item_number(below).is_none();
        is_bullet && page.option_letter(below).is_none() && page.asks(at.saturating_sub(1))
    };
    page.label(at).is_some_and(|found| {
        let name = found.name.text(page.source).to_lowercase();
        // `答案：` over a list in words answers the question above it.
        if found.rest.text(page.source).is_empty() && names_one_answer(&name) {
            let (answer, _) = split_answer(page.text(below));
            return found.label == Label::Answer && !is_letter(&answer);
        }
        let says = !found.rest.text(page.source).is_empty();
        let rest = found.rest.text(page.source);
        let is_one = is_letter(rest.trim_end_matches(['.', ')'])) && is_below_options(page, at);
        found.label == Label::Answer
            && (is_one || (name.starts_with("correct") && (says || names_them())))
    })
}

/// Whether a word for answers names one as well as all of them.
fn names_one_answer(name: &str) -> bool {
    ["答案", "解答", "参考答案", "參考答案", "정답"].contains(&name)
}

/// Whether a line stands right below an option.
fn is_below_options(page: &Page<'_>, at: usize) -> bool {
    let above = at.checked_sub(1);
    above.is_some_and(|above| page.option_letter(above).is_some())
}

/// Whether a numbered item is a question with an answer of its own below it, which no key answers: it asks, or code or
/// text stands between the two, and it does not repeat what its number asked above.
pub(super) fn asks_itself(page: &Page<'_>, at: usize, asked: &Asked) -> bool {
    /// How far below it its answer begins, and how many places above are compared.
    const REACH: usize = 8;
    let Some(number) = page.item_number(at) else {
        return false;
    };
    let is_text = |at: &usize| {
        let block = page.block(*at);
        block.is_some_and(|block| matches!(block.kind, BlockKind::Line | BlockKind::Code))
            && page.begins(*at) == Begins::Other
    };
    let first = at.saturating_add(1);
    let lines = (first..first.saturating_add(REACH))
        .take_while(is_text)
        .count();
    let is_task = match lines {
        0 => page.asks(at) || page.is_imperative(at),
        _ => !is_letter(page.text(at)) && page.label_kind(at) != LabelKind::Answer,
    };
    let repeats = || {
        let mut above = asked.between(number, None, at).iter().rev().take(REACH);
        above.any(|above| plain(page.text(*above)) == plain(page.text(at)))
    };
    page.begins(first.saturating_add(lines)) == Begins::Answer && is_task && !repeats()
}

/// Whether a numbered item stands right above options.
pub(super) fn offers_below(page: &Page<'_>, at: usize) -> bool {
    let below = at.saturating_add(1);
    page.item_number(at).is_some()
        && page.item_number(below).is_none()
        && page.begins_options(below)
}
