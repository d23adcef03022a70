//! The lines of a paragraph that an item begins and that goes on below it, as an editor wraps them. It must never take
//! the answer below a question for a part of it.

use crate::document::{BlockKind, Gap};

use super::page::Page;

/// The most lines below the first.
const MOST: usize = 6;
/// The fewest bytes of a line that had to end before its sentence did.
const FEWEST: usize = 40;

/// How many lines below an item go on with its sentence. Those that are not indented under it do where the paragraph
/// asks in the end.
pub(super) fn wrapped_below(page: &Page<'_>, at: usize) -> usize {
    let indent = page.block(at).map_or(0, |block| block.indent);
    let is_line = |at: usize| {
        page.block(at)
            .is_some_and(|block| block.kind == BlockKind::Line && block.gap == Gap::None)
            && page.label(at).is_none()
            && page.option_letter(at).is_none()
            && !page.begins_options(at)
    };
    let first = at.saturating_add(1);
    let goes_on = |at: &usize| is_line(*at) && !is_closed(page.text(at.saturating_sub(1)));
    let lines = (first..first.saturating_add(MOST))
        .take_while(goes_on)
        .count();
    // `Two ships wait.` over `Which goes first?`
    if lines == 0 {
        let asks_at_once = is_line(first) && page.asks(first) && ends_paragraph(page, first);
        return usize::from(asks_at_once && !page.asks(at));
    }
    let last = at.saturating_add(lines);
    let is_under = |at: usize| {
        let above = page.text(at.saturating_sub(1));
        // Where no blank line parts paragraphs, the next one may begin here.
        let is_long = !page.is_gapless && above.len() >= FEWEST;
        let is_long = is_long || page.text(at).starts_with(char::is_lowercase);
        page.block(at).is_some_and(|block| block.indent > indent) && is_long
    };
    let asks_in_the_end = page.asks(last) && ends_paragraph(page, last);
    match asks_in_the_end || (first..=last).all(is_under) {
        true => lines,
        false => 0,
    }
}

/// The words of an item with the lines that go on with it.
pub(super) fn paragraph(page: &Page<'_>, at: usize) -> String {
    let last = at.saturating_add(wrapped_below(page, at));
    let lines: Vec<&str> = (at..=last).map(|at| page.text(at)).collect();
    lines.join(" ")
}

/// Whether what stands below a line is a paragraph of its own, or the next number.
fn ends_paragraph(page: &Page<'_>, at: usize) -> bool {
    let below = at.saturating_add(1);
    page.block(below)
        .is_none_or(|next| next.gap == Gap::Blank || page.item_number(below).is_some())
}

/// Whether a sentence, or what leads to something, ends with a text.
fn is_closed(text: &str) -> bool {
    text.trim_end_matches(['*', '_', '"', ')', ' '])
        .ends_with(['.', '?', '!', ':', ';', '。', '？', '：'])
}
