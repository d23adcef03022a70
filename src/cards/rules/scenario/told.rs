//! Scenarios that nothing but their order parts: a situation that asks, and below it what answers; or a situation and
//! below it the code that helps, or a title alone with the steps to take. What is labelled, offered or asked once more belongs to other rules.

use std::ops::Range;

use crate::cards::card::{Answer, Kind, Prompt};
use crate::cards::page::Page;
use crate::cards::pieces::append;
use crate::cards::prompt::mark_at;
use crate::cards::prompt_words::asks;
use crate::cards::rules::{Draft, Found, Origin};
use crate::document::BlockKind;

/// The card of the scenario at a place whose body ends at `end`; `lead` is what its label says.
pub(super) fn told(page: &Page<'_>, at: usize, end: usize, lead: &str) -> Option<Found> {
    let first = at.saturating_add(1);
    let is_plain = |at: usize| {
        let is_more = page.ends_prompt(at) || page.begins_options(at) || page.has_box(at);
        !is_more && !page.asks(at)
    };
    // Cases stand in manuals, too.
    let is_exercise = page.text(at).to_lowercase().contains("scenario");
    if first >= end || !is_exercise || mark_at(page, end).is_some() {
        return None;
    }
    let answer = match asks(lead) {
        true => first,
        false => code_below(page, first..end).or_else(|| {
            let is_titled = page.heading_level(at).is_some() && !lead.is_empty();
            (is_titled && says_what_to_do(page, first)).then_some(first)
        })?,
    };
    if answer >= end || !(answer..end).all(is_plain) {
        return None;
    }
    let blocks = |range: Range<usize>| page.markdown(&range.collect::<Vec<usize>>());
    let mut prompt = without_open_emphasis(lead).to_owned();
    append(&mut prompt, &blocks(first..answer), "\n\n");
    let said = blocks(answer..end);
    if prompt.is_empty() || said.is_empty() {
        return None;
    }
    let draft = Draft {
        kind: Kind::Scenario,
        prompt: Prompt::Text(prompt.into()),
        answer: Answer::Text(said.into()),
        span: page.span(at, end),
        origin: Origin::Structure,
    };
    Some(Found::card(end, draft))
}

/// Where code stands below lines that tell a situation and lead to no code of their own.
fn code_below(page: &Page<'_>, body: Range<usize>) -> Option<usize> {
    let is = |at: usize, kind: &BlockKind| page.block(at).is_some_and(|block| block.kind == *kind);
    let code = body.clone().find(|at| is(*at, &BlockKind::Code))?;
    let mut told = body.start..code;
    let leads = page.text(code.saturating_sub(1)).ends_with(':');
    (code > body.start && !leads && told.all(|at| is(at, &BlockKind::Line))).then_some(code)
}

/// Whether code stands at a place, or a line that leads to a list of steps: the title above has told the situation.
fn says_what_to_do(page: &Page<'_>, at: usize) -> bool {
    let is_code = |block: &crate::document::Block| block.kind == BlockKind::Code;
    let leads = || page.text(at).ends_with(':') && page.is_item(at.saturating_add(1));
    page.block(at).is_some_and(is_code) || leads()
}

/// A text without the end of an emphasis that began before it: `What now?_`
fn without_open_emphasis(text: &str) -> &str {
    match text.matches('_').count() {
        1 => text.trim_end_matches('_'),
        _ => text,
    }
}
