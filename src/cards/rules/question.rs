//! Questions, with options or without: `Q1. …`, `Q: … / A: …`, a heading, a bold line or the
//! summary of a fold that asks, a line above a fold that shows its answer, an item in a list of questions, and a
//! paragraph above options. A question without an answer is still a card, marked as such.

use crate::cards::card::{Answer, Kind, Prompt};
use crate::document::label::Label;
use crate::document::{BlockKind, Code, Problem, Span, Task, inline};

use super::super::body::{Body, Claim, Unlabelled, asks_about_code};
use super::super::body_words::looks_like_title;
use super::super::demand_words::is_imperative;
use super::super::page::Page;
use super::super::pieces::append;
use super::super::prompt::{Mark, PromptStart, prompt_at};
use super::super::prompt_end::end_of;
use super::super::prompt_remarks::says_how_many;
use super::super::prompt_words::{asks, is_about_page};
use super::super::stem::is_on_line_of;
use super::super::wishes::Wishes;
use super::{Draft, Found, Origin};

pub(super) fn apply(page: &Page<'_>, at: usize, _: &Wishes) -> Option<Found> {
    if page.heading_level(at).is_some() && page.asks(at) && is_about_page(page.text(at)) {
        return Some(about_page(at, page.block(at)?.span));
    }
    let start = prompt_at(page, at)?;
    let end = end_of(page, at, &start);
    let is_parted = || page.survey.tasks().are_answered(at..end, page);
    if is_container(page, at, end, start.mark) || names_list(page, &start) || is_parted() {
        return None;
    }
    let start = with_title(page, start, end);
    let entry = start
        .number
        .and_then(|number| page.survey.key_entry(number, at));
    let unlabelled = match entry {
        Some(entry) if entry.is_section() => Unlabelled::Stem,
        _ => unlabelled(page, end, &start),
    };
    let mut body = Body::read(page, start.body, end, unlabelled);
    if let Some(entry) = entry {
        let is_sole = entry.says()
            && start
                .number
                .is_some_and(|it| page.survey.key().asks_once(it));
        let claim = if is_sole { Claim::Sole } else { Claim::Shared };
        body.take_key(page, entry, (unlabelled, claim));
    }
    body.take_quote(page, &start.lead);
    let mut prompt = body.prompt(page, &start.lead);
    if let Some(remark) = choice_remark(page, at).filter(|_| body.has_options()) {
        append(&mut prompt, remark, "\n");
    }
    // `Question 6 (Hard)` over `Scenario: …` is a title: the scenario asks.
    let is_title = start.mark == Mark::Label
        && page
            .label(end)
            .is_some_and(|found| matches!(found.label, Label::Scenario(_)))
        && !body.has_answer(page)
        && !asks(&prompt)
        && end <= at.saturating_add(3);
    // `Question: …` shows how to write one.
    let only_dots = |text: &str| text.chars().all(|c| matches!(c, '.' | '…' | ' '));
    let keeps_place = !start.lead.is_empty() && only_dots(&start.lead);
    if prompt.is_empty() || keeps_place || is_title {
        return None;
    }
    let has_options = body.has_options();
    let mut problems = Vec::new();
    let answer = body.answer(page, &mut problems);
    let kind = match &answer {
        Answer::Choices(_) | Answer::Unanswered(_) if has_options => Kind::Choice,
        _ => Kind::Question,
    };
    if matches!(answer, Answer::Unanswered(_))
        && stands_over_tasks(page, start.mark, start.body..end)
    {
        return None;
    }
    let span = page.block(at)?.span;
    if let Answer::Unanswered(open) = &answer {
        problems.push(unanswered(span, &open.options));
    }
    let draft = Draft {
        kind,
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

/// The remark behind the number of a question that says how many options are right: `Question 5 (choose two)`.
fn choice_remark<'p>(page: &'p Page<'_>, at: usize) -> Option<&'p str> {
    let found = page.label(at)?;
    let remark = found.rest.text(page.source);
    let is_numbered = matches!(found.label, Label::Question(Some(_)));
    (is_numbered && says_how_many(remark)).then_some(remark)
}

/// Whether a line stands over boxes that nobody ticked, and that are no options: `What is left to do?`
fn stands_over_tasks(page: &Page<'_>, mark: Mark, mut body: std::ops::Range<usize>) -> bool {
    let first = body.find(|at| page.has_box(*at));
    matches!(mark, Mark::Plain | Mark::Stem) && first.is_some_and(|at| page.listed(at).is_none())
}

/// A heading that asks for help with the page: left out, with a note.
fn about_page(at: usize, span: Span) -> Found {
    let skipped = Problem {
        code: Code::Skipped,
        span,
        message: "this heading asks about the page itself; no card was made".into(),
        hint: None,
    };
    Found {
        end: at.saturating_add(1),
        problems: vec![skipped],
        ..Found::default()
    }
}

/// A question of a pasted page that is only numbered, with the title below its number as its words:
/// what stands below the title answers.
fn with_title(page: &Page<'_>, start: PromptStart, end: usize) -> PromptStart {
    let title = start.body;
    let says_more = title.saturating_add(1) < end;
    let is_given = (title..end).any(|at| {
        page.begins_options(at) || page.ends_prompt(at) || page.has_boxes(at) || page.asks(at)
    });
    let is_numbered = start.lead.is_empty() && start.number.is_some();
    if !page.is_gapless || !is_numbered || !says_more || is_given || !looks_like_title(page, title)
    {
        return start;
    }
    PromptStart {
        lead: inline::text(page.text(title)).into_owned(),
        body: title.saturating_add(1),
        mark: Mark::Plain,
        ..start
    }
}

/// What the text under the prompt is, where no label says so.
fn unlabelled(page: &Page<'_>, end: usize, start: &PromptStart) -> Unlabelled {
    let inside = start.body..end;
    let is_option = |at: usize| {
        page.begins_options(at)
            || page.has_boxes(at)
            || page.is_ticked(at)
            || page.is_code_of_options(at)
    };
    if start.lead.is_empty() || inside.clone().any(is_option) {
        return Unlabelled::Stem;
    }
    let says = |at: &usize| !page.is_noise(*at) && !page.asks(*at) && !page.is_imperative(*at);
    match start.mark {
        // `Answer` alone on a line of a pasted page.
        Mark::Plain if inside.clone().any(|at| page.is_reveal(at)) => Unlabelled::Stem,
        // What stands above a labelled answer belongs to the question.
        Mark::Heading(_) | Mark::Summary | Mark::Bold | Mark::Plain
            if inside.clone().any(|at| page.begins_answer(at)) =>
        {
            Unlabelled::Stem
        }
        Mark::Heading(_) | Mark::Summary | Mark::Bold | Mark::Plain | Mark::Reveal => {
            Unlabelled::Answer
        }
        Mark::Numbered
            if !inside
                .clone()
                .any(|at| page.ends_prompt(at) || page.begins_answer(at)) =>
        {
            Unlabelled::Answer
        }
        // So is what stood on the line of an item, whatever it says.
        Mark::Item(_)
            if start
                .body
                .checked_sub(1)
                .is_some_and(|at| is_on_line_of(page, at, start.body)) =>
        {
            Unlabelled::Answer
        }
        // What stands under an item or a label and does not itself ask is the answer.
        Mark::Item(_) if inside.clone().any(|at| says(&at)) => Unlabelled::Answer,
        Mark::Label if asks(&start.lead) && begins_with_text(page, inside.clone(), says) => {
            Unlabelled::Answer
        }
        // `Question: Explain …` with text below it and nothing more to ask.
        Mark::Label
            if is_imperative(&start.lead)
                && !inside.clone().any(|at| page.asks(at))
                && begins_with_text(page, inside.clone(), says) =>
        {
            Unlabelled::Answer
        }
        Mark::Label if is_told_in_callout(page, start.body, inside.clone(), says) => {
            Unlabelled::Answer
        }
        Mark::Label if is_indented_answer(page, start.body, inside, says) => Unlabelled::Answer,
        _ => Unlabelled::Stem,
    }
}

/// Whether a callout with a title holds nothing that asks: `> [!card] Sill` over `> A bar of stone.`
fn is_told_in_callout(
    page: &Page<'_>,
    body: usize,
    inside: std::ops::Range<usize>,
    says: impl Fn(&usize) -> bool,
) -> bool {
    let is_callout = |at: usize| page.text(at).starts_with("[!");
    body.checked_sub(1).is_some_and(is_callout)
        && inside.clone().all(|at| says(&at) || page.is_noise(at))
        && begins_with_text(page, inside, says)
}

/// Whether all that stands under a labelled item is indented under it and asks nothing:
/// `- Question 5: The default port` over `  - 8080`.
fn is_indented_answer(
    page: &Page<'_>,
    body: usize,
    inside: std::ops::Range<usize>,
    says: impl Fn(&usize) -> bool,
) -> bool {
    let indent = |at: usize| {
        let block = page.block(at)?;
        matches!(block.kind, BlockKind::Item { .. }).then_some(block.indent)
    };
    let Some(outer) = body.checked_sub(1).and_then(indent) else {
        return false;
    };
    let mut items = inside.filter(|at| !page.is_noise(*at)).peekable();
    items.peek().is_some()
        && items.all(|at| {
            let is_under = indent(at).is_some_and(|inner| inner > outer);
            is_under && says(&at) && page.label(at).is_none()
        })
}

/// Whether the first thing under a label is text that says something, and no label gives an answer.
fn begins_with_text(
    page: &Page<'_>,
    mut inside: std::ops::Range<usize>,
    says: impl Fn(&usize) -> bool,
) -> bool {
    let is_answered = inside
        .clone()
        .any(|at| page.ends_prompt(at) || page.begins_answer(at) || page.is_reveal(at));
    let first = inside.find(|at| !page.is_noise(*at));
    !is_answered
        && first.is_some_and(|at| {
            // Code below a question about code belongs to it.
            let above = at.checked_sub(1).map_or("", |above| page.text(above));
            let can_answer = page.block(at).is_some_and(|block| match block.kind {
                BlockKind::Line
                | BlockKind::Item {
                    task: Task::None, ..
                } => true,
                BlockKind::Code => !asks_about_code(above) && !above.ends_with(':'),
                _ => false,
            });
            page.option_letter(at).is_none() && can_answer && says(&at)
        })
}

/// A heading that asks and has only further headings under it is a chapter, not a question.
fn is_container(page: &Page<'_>, at: usize, end: usize, mark: Mark) -> bool {
    let is_title = |level: u8| {
        // `### Question 2: …` right below `### Question 1: …` is the next one.
        let next = page.heading_level(end);
        next.is_some_and(|next| next > level) || (page.begins_prompt(end) && next != Some(level))
    };
    matches!(mark, Mark::Heading(level) if end == at.saturating_add(1) && is_title(level))
}

/// Whether a numbered title stands over a list of questions that have their answers on their lines.
fn names_list(page: &Page<'_>, start: &PromptStart) -> bool {
    let is_answered =
        |at: usize| page.survey.item_asks(at) && is_on_line_of(page, at, at.saturating_add(1));
    matches!(start.mark, Mark::Heading(_) | Mark::Label)
        && !asks(&start.lead)
        && !is_imperative(&start.lead)
        && is_answered(start.body)
        && is_answered(start.body.saturating_add(2))
}

pub(super) fn unanswered(span: Span, options: &[String]) -> Problem {
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
