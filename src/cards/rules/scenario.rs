//! Scenarios: a described situation and its answers, one card.
//!
//! ```text
//! Scenario: A bucket is publicly exposed
//! - AWS responsibility: durability
//! - Customer responsibility: the bucket policy
//! ```
//!
//! asks for the labelled answers; they may stand without bullets, too. `## Scenario 2` with a text, `Answer:` and `Reason:` works too,
//! a scenario with options is one multiple-choice card, and one that questions follow is the case
//! that stands above each of them.

use crate::cards::card::{Answer, Kind, Prompt};
use crate::cards::fields::Fields;
use crate::document::label::Label;
use crate::document::{BlockKind, inline};

use super::super::body::{Body, Unlabelled};
use super::super::page::{LabelKind, Page};
use super::super::prompt::{Mark, mark_at};
use super::super::prompt_end::{before_second_answer, titles_questions};
use super::super::prompt_words::is_one_of;
use super::super::wishes::Wishes;
use super::question::unanswered;
use super::{Draft, Found, Origin};

mod listed;
mod sections;
mod told;

pub(super) fn apply(page: &Page<'_>, at: usize, _: &Wishes) -> Option<Found> {
    if page.label_kind(at) != LabelKind::Scenario || page.survey.is_content(at) {
        return None;
    }
    let found = page.label(at)?;
    let Label::Scenario(number) = found.label else {
        return None;
    };
    // `## Scenario 1` above `**Situation:** …` is the title of the section.
    let is_title = (page.heading_level(at).is_some() || number.is_some())
        && page
            .label(at.saturating_add(1))
            .is_some_and(|below| matches!(below.label, Label::Scenario(_)));
    if is_title {
        return None;
    }
    let lead = inline::text(found.rest.text(page.source)).into_owned();
    let parted = sections::parted(page, at, &lead);
    if let Some(found) = parted.or_else(|| sections::solved(page, at, &lead)) {
        return Some(found);
    }
    let end = before_second_answer(page, at.saturating_add(1), end_of_scenario(page, at));
    // Options and `Answer:` decide: what is labelled below them explains.
    let first_label =
        (at.saturating_add(1)..end).find_map(|at| page.label(at).map(|found| (at, found.label)));
    let is_line = |at: usize| {
        page.block(at)
            .is_some_and(|block| block.kind == BlockKind::Line)
    };
    let has_body =
        matches!(first_label, Some((at, Label::Answer | Label::Question(None))) if is_line(at));
    let is_choice = has_body || (at.saturating_add(1)..end).any(|at| page.begins_options(at));
    let is_answered = is_choice || (at.saturating_add(1)..end).any(|at| page.begins_answer(at));
    // A case with numbered questions below it is theirs, whatever lists it has.
    let is_case = page
        .label(end)
        .is_some_and(|found| matches!(found.label, Label::Question(Some(_))));
    if !is_answered
        && !is_case
        && let Some(found) = listed::listed(page, at, at.saturating_add(1)..end, &lead)
    {
        return Some(found);
    }
    let (more, labelled, after) = split(page, at.saturating_add(1), end);
    if !labelled.is_empty() && !is_choice {
        let prompt = Prompt::Key(joined(lead, page.markdown(&more)).into());
        if prompt.text().is_empty() {
            return None;
        }
        let fields = labelled.iter().map(|one| (&*one.name, &*one.text));
        let answer = Answer::Fields(Fields::new(fields));
        let draft = Draft {
            kind: Kind::Scenario,
            prompt,
            answer,
            span: page.span(at, after),
            origin: Origin::Structure,
        };
        return Some(Found::card(after, draft));
    }
    told::told(page, at, end, &lead).or_else(|| with_body(page, at, end, &lead))
}

/// A scenario whose answer stands behind `Answer:`, or among options; one that is the case of the
/// questions after it; or one without any answer.
fn with_body(page: &Page<'_>, at: usize, end: usize, lead: &str) -> Option<Found> {
    let body = Body::read(page, at.saturating_add(1), end, Unlabelled::Stem);
    let prompt = body.prompt(page, lead);
    if prompt.is_empty() {
        return None;
    }
    let has_options = body.has_options();
    if !body.has_answer(page) && !has_options {
        if mark_at(page, end).is_some() {
            return Some(Found {
                end,
                case: Some(prompt),
                ..Found::default()
            });
        }
        if !page.text(at).to_lowercase().contains("scenario") {
            return None;
        }
    }
    let mut problems = Vec::new();
    let answer = body.answer(page, &mut problems);
    if let Answer::Unanswered(open) = &answer {
        problems.push(unanswered(page.block(at)?.span, &open.options));
    }
    let draft = Draft {
        kind: if has_options {
            Kind::Choice
        } else {
            Kind::Scenario
        },
        prompt: Prompt::Text(prompt.into()),
        answer,
        span: page.span(at, end),
        origin: Origin::Structure,
    };
    Some(Found {
        problems,
        ..Found::card(end, draft)
    })
}

/// A scenario ends at the next prompt, at a heading, or at a table.
fn end_of_scenario(page: &Page<'_>, at: usize) -> usize {
    let mut end = at.saturating_add(1);
    while let Some(block) = page.block(end) {
        let stops = matches!(
            block.kind,
            BlockKind::Heading { .. } | BlockKind::Table(_) | BlockKind::Rule | BlockKind::FoldEnd
        );
        // Most labels are others, and only what each says counts.
        let may_end = matches!(
            page.label_kind(end),
            LabelKind::Scenario | LabelKind::Question
        );
        let ends = || {
            page.label(end)
                .is_some_and(|found| ends_scenario(found.label))
        };
        let is_asked = || mark_at(page, end) == Some(Mark::Numbered) || titles_questions(page, end);
        if stops || (may_end && ends()) || is_asked() {
            break;
        }
        end = end.saturating_add(1);
    }
    end
}

fn ends_scenario(label: Label) -> bool {
    matches!(label, Label::Scenario(_) | Label::Question(Some(_)))
}

/// The text before the labelled answers, the answers, and where they end.
fn split(page: &Page<'_>, from: usize, end: usize) -> (Vec<usize>, Vec<Labelled>, usize) {
    let mut more = Vec::new();
    let mut fields: Vec<Labelled> = Vec::new();
    let mut at = from;
    while at < end {
        match (
            field(page, at, &fields),
            page.block(at).map(|block| &block.kind),
        ) {
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
        at = at.saturating_add(1);
    }
    (more, fields, at)
}

/// A label and the answer behind it.
struct Labelled {
    name: String,
    text: String,
}

/// A labelled answer: a list item `- Label: text`, or one of several such lines.
fn field(page: &Page<'_>, at: usize, fields: &[Labelled]) -> Option<Labelled> {
    let is_item = match page.block(at)?.kind {
        BlockKind::Item { .. } => true,
        BlockKind::Line => false,
        _ => return None,
    };
    let found = page.label(at)?;
    let text = inline::text(found.rest.text(page.source)).into_owned();
    let labels_answer = match found.label {
        Label::Other => {
            let name = found.name.text(page.source);
            (is_item
                || !fields.is_empty()
                || is_labelled_line(page, at.saturating_add(1))
                || names_outcome(name))
                && !(fields.is_empty() && names_situation(name))
        }
        Label::Answer | Label::Explanation => is_item,
        Label::Question(_) | Label::Scenario(_) => false,
    };
    (labels_answer && !text.is_empty()).then(|| Labelled {
        name: inline::name(found.name.text(page.source).trim_matches(['*', '_', ' '])),
        text,
    })
}

/// Whether a label says what the situation leads to.
fn names_outcome(name: &str) -> bool {
    const NAMES: [&str; 25] = [
        "solution",
        "key points",
        "points to make",
        "expected actions",
        "expected action",
        "expected response",
        "immediate actions",
        "what to do",
        "correct action",
        "resolution",
        "fix",
        "remedy",
        "action",
        "actions",
        "response",
        "workaround",
        "mitigation",
        "cause",
        "root cause",
        "likely cause",
        "recommendation",
        "outcome",
        "diagnosis",
        "treatment",
        "ruling",
    ];
    is_one_of(name.trim_matches(['*', '_', ' ']), &NAMES)
}

/// Whether a label says that the situation itself stands behind it.
fn names_situation(name: &str) -> bool {
    const NAMES: [&str; 6] = [
        "facts",
        "fact pattern",
        "background",
        "context",
        "given",
        "setup",
    ];
    is_one_of(name.trim_matches(['*', '_', ' ']), &NAMES)
}

fn is_labelled_line(page: &Page<'_>, at: usize) -> bool {
    page.block(at)
        .is_some_and(|block| block.kind == BlockKind::Line)
        && page
            .label(at)
            .is_some_and(|found| found.label == Label::Other)
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
