//! Questions, with options or without: `Q1. …`, `Q: … / A: …`, a heading, a bold line or the
//! summary of a fold that asks. A question without an answer is still a card, marked as such.

use crate::cards::card::{Answer, Kind, Prompt};
use crate::document::label::Label;
use crate::document::{BlockKind, Code, Problem, Span, inline};

use super::super::body::{Body, Unlabelled};
use super::super::page::Page;
use super::{Draft, Found};

/// How a question is marked, which decides where it ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// A label: up to the next prompt or heading.
    Label,
    /// A heading of this level: up to the next heading that is not below it.
    Heading(u8),
    /// The summary of a fold: up to the end of the fold.
    Summary,
    /// A bold line: up to the next one or a heading.
    Bold,
}

pub(super) fn apply(page: &Page<'_>, at: usize) -> Option<Found> {
    let (mark, lead) = prompt_at(page, at)?;
    let end = end_of(page, at, mark);
    let unlabelled = match mark {
        Mark::Label => Unlabelled::Stem,
        _ => Unlabelled::Answer,
    };
    let unlabelled = if lead.is_empty() {
        Unlabelled::Stem
    } else {
        unlabelled
    };
    let has_options = (at + 1..end).any(|at| {
        page.option_letter(at)
            .is_some_and(|found| found.letter == 'A')
    });
    let unlabelled = if has_options {
        Unlabelled::Stem
    } else {
        unlabelled
    };
    let body = Body::read(page, at + 1, end, unlabelled);
    let prompt = body.prompt(page, &lead);
    if prompt.is_empty() {
        return None;
    }
    let kind = if body.has_options() {
        Kind::Choice
    } else {
        Kind::Question
    };
    let mut problems = Vec::new();
    let answer = body.answer(page, &mut problems);
    let span = page.block(at)?.span;
    if let Answer::Unanswered { options, .. } = &answer {
        problems.push(unanswered(span, options));
    }
    let draft = Draft {
        kind,
        prompt: Prompt::Text(prompt),
        answer,
        span: page.span(at, end),
    };
    Some(Found {
        end,
        drafts: vec![draft],
        problems,
    })
}

/// Whether a question begins at a place: how it is marked, and its text so far.
fn prompt_at(page: &Page<'_>, at: usize) -> Option<(Mark, String)> {
    let block = page.block(at)?;
    let text = block.text.text(page.source);
    if let Some(found) = page.label(at)
        && matches!(found.label, Label::Question(_))
    {
        let lead = inline::text(found.rest.text(page.source)).into_owned();
        let mark = page.heading_level(at).map_or(Mark::Label, Mark::Heading);
        return Some((mark, lead));
    }
    let lead = || inline::name(text);
    match block.kind {
        BlockKind::Heading { level, .. } if asks(text) => Some((Mark::Heading(level), lead())),
        BlockKind::Summary if asks(text) => Some((Mark::Summary, lead())),
        BlockKind::Line if is_bold(text) && asks(text) => Some((Mark::Bold, lead())),
        _ => None,
    }
}

/// Whether a text ends in a question mark, marks of emphasis aside.
fn asks(text: &str) -> bool {
    text.trim_end_matches(['*', '_', ' ', '`', '#', ')', '"', '”'])
        .ends_with(['?', '？', '؟'])
}

fn is_bold(text: &str) -> bool {
    (text.starts_with("**") && text.ends_with("**"))
        || (text.starts_with("__") && text.ends_with("__"))
}

/// The first block that no longer belongs to the question at a place.
fn end_of(page: &Page<'_>, at: usize, mark: Mark) -> usize {
    let mut end = at + 1;
    while let Some(block) = page.block(end) {
        let stops = match (mark, &block.kind) {
            (Mark::Heading(level), BlockKind::Heading { level: next, .. }) => {
                *next <= level || prompt_at(page, end).is_some()
            }
            (Mark::Heading(_), BlockKind::Line) => false,
            (Mark::Summary, BlockKind::FoldEnd | BlockKind::Heading { .. }) => true,
            (_, BlockKind::Heading { .. }) => true,
            (Mark::Bold, BlockKind::Line) => prompt_at(page, end).is_some(),
            (Mark::Label, BlockKind::Rule) => end > at + 1,
            (Mark::Label, BlockKind::Table(_)) => is_last_of_answerless(page, at, end),
            _ => false,
        };
        if stops || (mark == Mark::Label && page.begins_prompt(end)) {
            break;
        }
        end += 1;
    }
    end
}

/// A table after a labelled question without any answer is no part of it.
fn is_last_of_answerless(page: &Page<'_>, at: usize, table: usize) -> bool {
    (at + 1..table).all(|between| page.is_noise(between))
}

fn unanswered(span: Span, options: &[String]) -> Problem {
    let hint = if options.is_empty() {
        "add a line `A: …` under it, or options with `Answer: B`"
    } else {
        "add a line such as `Answer: B` under the options"
    };
    Problem {
        code: Code::Unanswered,
        span,
        message: "this question has no answer in the document".into(),
        hint: Some(hint.into()),
    }
}
