//! The parts of a task, one card each: `a) Define elasticity.` below `Task 2: Elasticities`. What tells the case
//! above the parts stands above each of them.

use std::ops::Range;

use crate::cards::card::{Answer, Kind, Prompt};
use crate::document::label::Label;
use crate::document::{Gap, inline};

use super::super::body::{Body, Unlabelled};
use super::super::page::Page;
use super::super::prompt_remarks::without_points;
use super::super::wishes::Wishes;
use super::question::unanswered;
use super::{Draft, Found, Origin};

/// The most blocks of the text above the parts.
const LONGEST_CASE: usize = 5;

pub(super) fn apply(page: &Page<'_>, at: usize, _: &Wishes) -> Option<Found> {
    if !page.survey.tasks().begins_task(at) {
        return None;
    }
    let case = case_above(page, at);
    let mut found = Found {
        end: at,
        ..Found::default()
    };
    let mut next = at;
    while let Some(end) = page.survey.tasks().end_of(next) {
        if next > at && page.survey.tasks().begins_task(next) {
            break;
        }
        let draft = part(page, next..end, &case)?;
        if let Answer::Unanswered(open) = &draft.answer {
            let span = page.block(next)?.span;
            found.problems.push(unanswered(span, &open.options));
        }
        found.drafts.push(draft);
        found.end = end;
        next = end;
    }
    Some(found)
}

fn part(page: &Page<'_>, range: Range<usize>, case: &str) -> Option<Draft> {
    let words = page.option_letter(range.start)?.rest.text(page.source);
    let text = inline::text(words);
    let prompt = match case.is_empty() {
        true => text.into_owned(),
        false => format!("{case}\n\n{text}"),
    };
    let below = range.start.saturating_add(1)..range.end;
    let mut problems = Vec::new();
    let body = Body::read(page, below.start, below.end, Unlabelled::Answer);
    let answer = match body.answer(page, &mut problems) {
        Answer::Unanswered(open) => keyed(page, range.start)
            .map_or(Answer::Unanswered(open), |text| Answer::Text(text.into())),
        answer => answer,
    };
    Some(Draft {
        kind: Kind::Question,
        prompt: Prompt::Text(prompt.into()),
        answer,
        span: page.span(range.start, range.end),
        origin: Origin::Structure,
    })
}

/// What a key says under the letter of a part.
fn keyed(page: &Page<'_>, at: usize) -> Option<String> {
    let range = page.survey.tasks().answer(at)?;
    let first = page.option_letter(range.start)?.rest.text(page.source);
    let mut text = inline::text(first).into_owned();
    let more: Vec<usize> = (range.start.saturating_add(1)..range.end).collect();
    super::super::pieces::append(&mut text, &page.markdown(&more), "\n");
    (!text.is_empty()).then_some(text)
}

/// The text between a heading and the parts below it.
fn case_above(page: &Page<'_>, first: usize) -> String {
    let is_text = |at: &usize| {
        let block = page.block(*at);
        // Above a title or another item of the list something else stands.
        let is_own = at.saturating_add(1) == first || page.item_number(*at).is_none();
        block.is_some_and(|block| block.kind.is_content())
            && is_own
            && page.option_letter(*at).is_none()
            && !page.is_noise(*at)
            && !page.is_bold(*at)
    };
    let longest = if page.is_gapless { 1 } else { LONGEST_CASE };
    let reach = first.saturating_sub(longest)..first;
    let mut above: Vec<usize> = reach.rev().take_while(is_text).collect();
    above.reverse();
    // Without a heading above only the paragraph right above the parts belongs to them.
    let top = above.first().copied().unwrap_or(first);
    let is_under_heading = top
        .checked_sub(1)
        .is_some_and(|above| page.heading_level(above).is_some());
    if !is_under_heading {
        let is_first = |at: &usize| page.block(*at).is_some_and(|block| block.gap == Gap::Blank);
        let start = above.iter().rposition(is_first).unwrap_or_default();
        above.drain(..start);
    }
    match &above[..] {
        [only] => inline::text(words_of(page, *only)).into_owned(),
        all => page.markdown(all),
    }
}

/// The words of a line without the label of its question.
fn words_of<'a>(page: &'a Page<'_>, at: usize) -> &'a str {
    match page.label(at) {
        Some(found) if matches!(found.label, Label::Question(_)) => {
            without_points(found.rest.text(page.source))
        }
        _ => page.text(at),
    }
}
