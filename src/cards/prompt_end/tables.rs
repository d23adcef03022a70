//! Which table ends a question. It must never take the one that answers it for another.

use super::{Mark, Seen};
use crate::cards::page::Page;
use crate::cards::stem::is_on_line_of;
use crate::cards::survey::starts_with_number;
use crate::document::Gap;
use crate::document::label::Label;

/// A table behind a question that has nothing yet, or that is answered and parted from the table by
/// a blank line, is no part of it.
pub(super) fn is_other_table(
    page: &Page<'_>,
    at: usize,
    table: usize,
    mark: Mark,
    seen: Seen,
) -> bool {
    if page.option_rows(table).is_some() {
        return false;
    }
    let parted = page
        .block(table)
        .is_some_and(|block| block.gap == Gap::Blank);
    // `A:` with nothing behind it waits for what comes.
    let is_waiting = page.label(table.saturating_sub(1)).is_some_and(|found| {
        found.label == Label::Answer && found.rest.text(page.source).is_empty()
    });
    let is_empty = |between: usize| page.is_noise(between) && !page.is_reveal(between);
    let has_nothing = (at.saturating_add(1)..table).all(is_empty);
    // `- Question 5: …` ends with its list.
    let is_bullet = mark == Mark::Label && page.item_number(at).is_none() && page.is_item(at);
    // Right under a numbered question among others stands its answer.
    let is_numbered = mark == Mark::Numbered
        || (mark == Mark::Bold && page.asks(at) && starts_with_number(page.text(at)));
    // An answer on the line of its question is whole.
    let is_whole = is_on_line_of(page, at, at.saturating_add(1)) && !is_waiting;
    (has_nothing && !is_numbered)
        || (is_whole && parted)
        || (is_bullet && parted)
        || (seen == Seen::Answer && parted && !is_waiting)
}
