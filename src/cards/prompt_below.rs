//! The words of a question whose label holds nothing but its number: `## Question 3` over a heading or
//! over the line that asks. It must never take the answer for the question.

use crate::document::{BlockKind, Gap, inline, is_answer_word, is_reveal};

use super::page::Page;
use super::prompt_words::is_bold;

/// Headings that only part a question from its answer, in lower case.
const PARTS: [&str; 8] = [
    "question",
    "prompt",
    "problem",
    "problem statement",
    "description",
    "task",
    "scenario",
    "options",
];

/// The words that ask below the label at a place, and the first block behind them.
pub(super) fn prompt_below(page: &Page<'_>, at: usize) -> Option<(String, usize)> {
    if let Some(level) = page.heading_level(at) {
        let deeper = page
            .heading_level(at.saturating_add(1))
            .is_some_and(|next| next > level);
        if deeper && names_question(page, at.saturating_add(1)) {
            return words_from(page, at.saturating_add(1), |at| {
                page.heading_level(at).is_some()
            });
        }
    }
    let is_line = |at: usize| {
        page.block(at)
            .is_some_and(|block| block.kind == BlockKind::Line)
    };
    let below = at.saturating_add(1);
    let asks = page.asks(below) || demands(page, below);
    let is_asking = is_line(below) && asks && !page.begins_prompt(below);
    is_asking
        .then(|| words_from(page, at.saturating_add(1), is_line))
        .flatten()
}

/// Whether a paragraph of one line demands an answer that may stand below it.
fn demands(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    let ends = text
        .trim_end_matches(['*', '_', ' '])
        .ends_with(['.', '。', '!', '．']);
    let next = page.block(at.saturating_add(1));
    let is_apart = next.is_none_or(|next| next.kind != BlockKind::Line || next.gap == Gap::Blank);
    page.is_imperative(at) && (ends || is_apart)
}

/// Whether a heading says what is asked.
fn names_question(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let parts = PARTS.iter().any(|part| part.eq_ignore_ascii_case(bare));
    !parts && !is_answer_word(text) && !is_reveal(text) && !page.ends_prompt(at)
}

/// The words at a place, with those below it that ask as well and are of the same kind.
fn words_from(
    page: &Page<'_>,
    first: usize,
    is_alike: impl Fn(usize) -> bool,
) -> Option<(String, usize)> {
    let more = (first.saturating_add(1)..page.blocks.len())
        .take_while(|at| is_alike(*at) && page.asks(*at) && !page.begins_prompt(*at))
        .count();
    let body = first.saturating_add(1).saturating_add(more);
    let words = |at: usize| {
        let text = page.text(at);
        match is_bold(text) || page.heading_level(at).is_some() {
            true => inline::name(text),
            false => inline::text(text).into_owned(),
        }
    };
    let lines: Vec<String> = (first..body).map(words).collect();
    let lead = lines.join("\n");
    (!lead.is_empty()).then_some((lead, body))
}
