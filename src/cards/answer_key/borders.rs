//! Where a key does not go on: at the answer of a single question, and at the next question. Nothing here reads entries.

use crate::cards::page::Page;
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
        let says = !found.rest.text(page.source).is_empty();
        found.label == Label::Answer && name.starts_with("correct") && (says || names_them())
    })
}

/// Whether a numbered item stands right above options.
pub(super) fn offers_below(page: &Page<'_>, at: usize) -> bool {
    let below = at.saturating_add(1);
    page.item_number(at).is_some()
        && page.item_number(below).is_none()
        && page.begins_options(below)
}
