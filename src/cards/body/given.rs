//! What a page of results repeats of its reader: `Your Answer` and what was chosen there. It asks nothing, and where the
//! right answer follows it answers nothing.

use std::ops::Range;

use super::super::page::{LabelKind, Page};
use crate::document::is_answer_word;

/// The blocks that say what was chosen, where the right answer stands below them.
pub(super) fn given_answer(page: &Page<'_>, from: usize, to: usize) -> Range<usize> {
    let Some(begin) = (from..to).find(|at| names_given_answer(page, *at)) else {
        return from..from;
    };
    let is_right = |at: &usize| {
        page.label_kind(*at) == LabelKind::Answer
            || (is_answer_word(page.text(*at)) && !names_given_answer(page, *at))
    };
    match (begin.saturating_add(1)..to).find(is_right) {
        Some(end) => begin..end,
        None => from..from,
    }
}

/// `Your Answer` alone on a line.
pub(super) fn names_given_answer(page: &Page<'_>, at: usize) -> bool {
    let bare = page.text(at).trim_matches(|c: char| !c.is_alphanumeric());
    bare.eq_ignore_ascii_case("your answer")
}
