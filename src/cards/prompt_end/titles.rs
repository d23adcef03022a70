//! Lines below a question that begin something else: titles of tables, of to-do lists and of the questions that
//! follow, and the last line of a page. None of them may be the answer itself.

use crate::cards::body_words::looks_like_title;
use crate::cards::page::Page;
use crate::cards::said::says_questions;
use crate::cards::stem::names_boxes;
use crate::document::{BlockKind, Gap};

/// Whether a line of a pasted page is the title of the table below it: behind an answer it begins a section.
pub(in crate::cards) fn titles_table(page: &Page<'_>, at: usize) -> bool {
    page.is_gapless
        && page
            .block(at.saturating_add(1))
            .is_some_and(|below| matches!(below.kind, BlockKind::Table(_)))
        && looks_like_title(page, at)
}

/// Whether a short line of a pasted page stands above boxes that are a to-do list.
pub(super) fn titles_boxes(page: &Page<'_>, at: usize) -> bool {
    let is_line = page
        .block(at)
        .is_some_and(|block| block.kind == BlockKind::Line);
    page.is_gapless
        && is_line
        && names_boxes(page, at)
        && !page.begins_options(at.saturating_add(1))
}

/// Whether a line says that questions follow, and they do: `Short answer` above `5. Define it.`
pub(super) fn titles_questions(page: &Page<'_>, at: usize) -> bool {
    /// The most words of such a title.
    const MOST_WORDS: usize = 6;
    let below = at.saturating_add(1);
    let is_line = page.block(at).is_some_and(|block| {
        block.kind == BlockKind::Line && (block.gap == Gap::Blank || page.is_gapless)
    });
    is_line
        && page.text(at).split_whitespace().nth(MOST_WORDS).is_none()
        && !page.asks(at)
        && page.label(at).is_none()
        && says_questions(page.text(at))
        && (page.survey.is_numbered_question(below) || page.begins_prompt(below))
}

/// Whether a rule parts the last line of a document, in emphasis as a whole, from what stands above it.
pub(super) fn is_footer(page: &Page<'_>, at: usize) -> bool {
    let below = at.saturating_add(1);
    let text = page.text(below);
    let is_emphasis = text.len() > 2
        && ["*", "_"]
            .iter()
            .any(|mark| text.starts_with(mark) && text.ends_with(mark));
    page.block(at)
        .is_some_and(|block| block.kind == BlockKind::Rule)
        && page.block(below.saturating_add(1)).is_none()
        && is_emphasis
        && !page.is_bold(below)
}
