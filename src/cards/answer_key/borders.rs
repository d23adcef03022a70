//! Where a key does not go on: at the answer of a single question, and at the next question. Nothing here reads entries.

use crate::cards::page::Page;
use crate::document::label::Label;

/// Whether a line is the answer of the question above it: `Correct answers: 1, 2`.
pub(super) fn says_right_one(page: &Page<'_>, at: usize) -> bool {
    page.label(at).is_some_and(|found| {
        let name = found.name.text(page.source).to_lowercase();
        found.label == Label::Answer
            && name.starts_with("correct")
            && !found.rest.text(page.source).is_empty()
    })
}

/// Whether a numbered item stands right above options.
pub(super) fn offers_below(page: &Page<'_>, at: usize) -> bool {
    let below = at.saturating_add(1);
    page.item_number(at).is_some()
        && page.item_number(below).is_none()
        && page.begins_options(below)
}
