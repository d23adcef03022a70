//! A scenario whose parts stand under headings of their own: `## Scenario 2`, and below it `### Situation` and
//! `### Response`. A case that asks several questions is none of these.

use std::ops::Range;

use crate::cards::card::{Answer, Kind, Prompt};
use crate::cards::page::{LabelKind, Page};
use crate::cards::pieces::append;
use crate::cards::prompt_words::is_one_of;
use crate::cards::rules::{Draft, Found, Origin};
use crate::document::{BlockKind, inline, is_answer_word};

/// The most blocks of such a scenario.
const LONGEST: usize = 200;

/// The card of a scenario whose heading stands at `at`; `lead` is what the heading says.
pub(super) fn parted(page: &Page<'_>, at: usize, lead: &str) -> Option<Found> {
    let level = page.heading_level(at)?;
    let first = at.saturating_add(1);
    let end = end_below(page, first, level);
    let headings: Vec<usize> = (first..end)
        .filter(|at| page.heading_level(*at).is_some())
        .collect();
    let is_asked = |at: &usize| page.asks(*at) && !names_situation(page.text(*at));
    if headings.is_empty() || asks_more(page, first..end) || headings.iter().any(is_asked) {
        return None;
    }
    let mut prompt = lead.to_owned();
    append(&mut prompt, &text(page, first..*headings.first()?), "\n\n");
    let mut answer = String::new();
    let ends = headings.iter().skip(1).copied().chain([end]);
    for (heading, end) in headings.iter().zip(ends) {
        let name = inline::name(page.text(*heading));
        let body = text(page, heading.saturating_add(1)..end);
        if answer.is_empty() && names_situation(&name) {
            append(&mut prompt, &body, "\n\n");
        } else {
            append(&mut answer, &format!("**{name}**\n{body}"), "\n\n");
        }
    }
    if answer.is_empty()
        && let [heading] = headings[..]
        && let Some(asking) = asking_line(page, heading.saturating_add(1)..end)
    {
        let behind = asking.saturating_add(1);
        prompt = lead.to_owned();
        append(&mut prompt, &text(page, first..heading), "\n\n");
        append(
            &mut prompt,
            &text(page, heading.saturating_add(1)..behind),
            "\n\n",
        );
        answer = text(page, behind..end);
    }
    // Stories that companies tell of themselves are called cases, too.
    let is_exercise = page.text(at).to_lowercase().contains("scenario");
    if prompt.is_empty() || answer.is_empty() || !is_exercise {
        return None;
    }
    Some(found(page, at..end, prompt, answer))
}

/// The card of a labelled scenario whose solution stands under a heading of its own, deeper than the one above
/// it: `**Scenario:** …` and below it `#### Your task` and `#### Solution`.
pub(super) fn solved(page: &Page<'_>, at: usize, lead: &str) -> Option<Found> {
    let level = page.heading_level(at.checked_sub(1)?)?;
    let first = at.saturating_add(1);
    let end = end_below(page, first, level);
    let names_solution = |at: &usize| {
        let name = page
            .text(*at)
            .trim_matches(|sign: char| !sign.is_alphanumeric());
        page.heading_level(*at).is_some() && is_answer_word(name)
    };
    let solution = (first..end).find(names_solution)?;
    let task: Vec<usize> = (first..solution)
        .filter(|at| page.heading_level(*at).is_none())
        .collect();
    let mut prompt = lead.to_owned();
    append(&mut prompt, &page.markdown(&task), "\n\n");
    let answer = text(page, solution.saturating_add(1)..end);
    if asks_more(page, first..end) || prompt.is_empty() || answer.is_empty() {
        return None;
    }
    Some(found(page, at..end, prompt, answer))
}

fn found(page: &Page<'_>, scenario: Range<usize>, prompt: String, answer: String) -> Found {
    let draft = Draft {
        kind: Kind::Scenario,
        prompt: Prompt::Text(prompt.into()),
        answer: Answer::Text(answer.into()),
        span: page.span(scenario.start, scenario.end),
        origin: Origin::Structure,
    };
    Found::card(scenario.end, draft)
}

/// The only line of a section that asks, with more below it.
fn asking_line(page: &Page<'_>, section: Range<usize>) -> Option<usize> {
    let is_line = |at: &usize| {
        let block = page.block(*at);
        block.is_some_and(|block| block.kind == BlockKind::Line) && page.asks(*at)
    };
    let end = section.end;
    let mut asking = section.filter(is_line);
    let first = asking.next().filter(|at| at.saturating_add(1) < end)?;
    asking.next().is_none().then_some(first)
}

/// How far what stands below a heading of this level goes.
fn end_below(page: &Page<'_>, first: usize, level: u8) -> usize {
    let is_inside = |at: &usize| {
        page.block(*at).is_some() && page.heading_level(*at).is_none_or(|inner| inner > level)
    };
    let inside = (first..first.saturating_add(LONGEST)).take_while(is_inside);
    first.saturating_add(inside.count())
}

/// Whether several questions are asked of it.
fn asks_more(page: &Page<'_>, mut blocks: Range<usize>) -> bool {
    blocks.any(|at| {
        let kind = page.label_kind(at);
        page.begins_options(at) || matches!(kind, LabelKind::Question | LabelKind::Scenario)
    })
}

/// The blocks of a section without the rules around them.
fn text(page: &Page<'_>, section: Range<usize>) -> String {
    let is_text = |at: &usize| {
        let kind = page.block(*at).map(|block| &block.kind);
        !matches!(
            kind,
            Some(BlockKind::Rule | BlockKind::FoldEnd | BlockKind::Comment)
        )
    };
    let blocks: Vec<usize> = section.filter(is_text).collect();
    page.markdown(&blocks)
}

/// Whether a heading says that the situation stands below it.
fn names_situation(heading: &str) -> bool {
    const NAMES: [&str; 14] = [
        "question",
        "situation",
        "the situation",
        "context",
        "background",
        "description",
        "scenario",
        "problem",
        "the problem",
        "setup",
        "symptoms",
        "facts",
        "task",
        "inject",
    ];
    is_one_of(
        heading.trim_matches(|sign: char| !sign.is_alphanumeric()),
        &NAMES,
    )
}
