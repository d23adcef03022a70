//! Scenarios: a described situation and its answers, one card.
//!
//! ```text
//! Scenario: A bucket is publicly exposed
//! - AWS responsibility: durability
//! - Customer responsibility: the bucket policy
//! ```
//!
//! asks for the labelled answers. `## Scenario 2` with a text, `Answer:` and `Reason:` works too,
//! and a scenario with options is one multiple-choice card.

use std::sync::Arc;

use crate::cards::card::{Answer, Field, Kind, Prompt};
use crate::document::label::Label;
use crate::document::{BlockKind, inline};

use super::super::body::{Body, Unlabelled};
use super::super::page::Page;
use super::super::wishes::Wishes;
use super::{Draft, Found, Origin};

pub(super) fn apply(page: &Page<'_>, at: usize, _: &Wishes) -> Option<Found> {
    let found = page.label(at)?;
    let Label::Scenario(_) = found.label else {
        return None;
    };
    let lead = inline::text(found.rest.text(page.source)).into_owned();
    let end = end_of_scenario(page, at);
    let (more, labelled, after) = split(page, at + 1, end);
    if !labelled.is_empty() {
        let prompt = Prompt::Key(joined(lead, page.markdown(&more)));
        if prompt.text().is_empty() {
            return None;
        }
        let answer = Answer::Fields(labelled);
        let draft = Draft {
            kind: Kind::Scenario,
            prompt,
            answer,
            span: page.span(at, after),
            origin: Origin::Structure,
        };
        return Some(Found {
            end: after,
            drafts: vec![draft],
            problems: Vec::new(),
        });
    }
    with_body(page, at, end, &lead)
}

/// A scenario whose answer stands behind `Answer:`, or among options.
fn with_body(page: &Page<'_>, at: usize, end: usize, lead: &str) -> Option<Found> {
    let body = Body::read(page, at + 1, end, Unlabelled::Stem);
    let prompt = body.prompt(page, lead);
    let kind = if body.has_options() {
        Kind::Choice
    } else {
        Kind::Scenario
    };
    if prompt.is_empty() || (!body.has_answer(page) && !body.has_options()) {
        return None;
    }
    let mut problems = Vec::new();
    let answer = body.answer(page, &mut problems);
    let draft = Draft {
        kind,
        prompt: Prompt::Text(prompt),
        answer,
        span: page.span(at, end),
        origin: Origin::Structure,
    };
    Some(Found {
        end,
        drafts: vec![draft],
        problems,
    })
}

/// A scenario ends at the next prompt, at a heading, or at a table.
fn end_of_scenario(page: &Page<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while let Some(block) = page.block(end) {
        let stops = matches!(
            block.kind,
            BlockKind::Heading { .. } | BlockKind::Table(_) | BlockKind::Rule | BlockKind::FoldEnd
        );
        if stops
            || page
                .label(end)
                .is_some_and(|found| ends_scenario(found.label))
        {
            break;
        }
        end += 1;
    }
    end
}

fn ends_scenario(label: Label) -> bool {
    matches!(label, Label::Scenario(_) | Label::Question(Some(_)))
}

/// The text before the labelled answers, the answers, and where they end.
fn split(page: &Page<'_>, from: usize, end: usize) -> (Vec<usize>, Vec<Field>, usize) {
    let mut more = Vec::new();
    let mut fields: Vec<Field> = Vec::new();
    let mut at = from;
    while at < end {
        match (field(page, at), page.block(at).map(|block| &block.kind)) {
            (Some(field), _) => fields.push(field),
            (None, Some(BlockKind::Line)) if fields.is_empty() => more.push(at),
            // A wrapped line goes on with the answer above it; anything else ends the scenario.
            (None, Some(BlockKind::Line)) if is_wrapped(page, at) => {
                if let Some(last) = fields.last_mut() {
                    last.text.push(' ');
                    last.text.push_str(&inline::text(page.text(at)));
                }
            }
            _ if fields.is_empty() => more.push(at),
            _ => break,
        }
        at += 1;
    }
    (more, fields, at)
}

/// A labelled answer: a list item `- Label: text`.
fn field(page: &Page<'_>, at: usize) -> Option<Field> {
    if !matches!(page.block(at)?.kind, BlockKind::Item { .. }) {
        return None;
    }
    let found = page.label(at)?;
    let text = inline::text(found.rest.text(page.source)).into_owned();
    let labels_answer = matches!(
        found.label,
        Label::Other | Label::Answer | Label::Explanation
    );
    (labels_answer && !text.is_empty()).then(|| Field {
        name: Arc::from(inline::name(found.name.text(page.source))),
        text,
    })
}

fn is_wrapped(page: &Page<'_>, at: usize) -> bool {
    page.block(at).is_some_and(|block| block.indent >= 2)
}

fn joined(lead: String, more: String) -> String {
    match (lead.is_empty(), more.is_empty()) {
        (_, true) => lead,
        (true, false) => more,
        (false, false) => format!("{lead}\n{more}"),
    }
}
