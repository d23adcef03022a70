//! Cards that the author marked: `term :: meaning`, `:::` for both ways, and a paragraph, a line with
//! nothing but `?`, and a paragraph that answers it (`??` for both ways). They are always made.

use std::ops::Range;

use crate::cards::card::{Answer, Kind, Prompt};
use crate::cards::wishes::Wishes;
use crate::document::{BlockKind, Gap, Span, Task, inline};

use super::super::page::Page;
use super::super::prompt_words::double_colon;
use super::super::tight_colons::tight_colons;
use super::{Draft, Found, Origin};

/// The most lines of a prompt above its mark.
const LONGEST_PROMPT: usize = 12;

pub(super) fn apply(page: &Page<'_>, at: usize, _: &Wishes) -> Option<Found> {
    let block = page.block(at)?;
    match block.kind {
        BlockKind::Item {
            task: Task::None, ..
        } => one_line(page, block.text, at),
        BlockKind::Line => one_line(page, block.text, at).or_else(|| paragraphs(page, at)),
        _ => None,
    }
}

/// A paragraph over a line `?` or `??`, and what stands under it up to a blank line.
fn paragraphs(page: &Page<'_>, at: usize) -> Option<Found> {
    // In a pasted page nothing but the mark parts cards: its prompt is the line above it, its answer the one below.
    if page.block(at)?.gap != Gap::Blank {
        return between_lines(page, at).filter(|_| page.is_gapless);
    }
    let is_mark = |at: usize| matches!(page.text(at), "?" | "??");
    let goes_on = |at: usize| {
        page.block(at).is_some_and(|block| {
            block.gap == Gap::None
                && matches!(
                    block.kind,
                    BlockKind::Line | BlockKind::Item { .. } | BlockKind::Code
                )
        })
    };
    let mark = (at.saturating_add(1)..=at.saturating_add(LONGEST_PROMPT))
        .take_while(|at| goes_on(*at))
        .find(|at| is_mark(*at))?;
    let end = (mark.saturating_add(1)..page.blocks.len())
        .find(|at| !goes_on(*at))
        .unwrap_or(page.blocks.len());
    let markdown = |from, to| page.markdown(&(from..to).collect::<Vec<_>>());
    let (front, back) = (markdown(at, mark), markdown(mark.saturating_add(1), end));
    both_sides(page, at..end, &front, &back, page.text(mark))
}

/// A line, the mark below it, and the line below that.
fn between_lines(page: &Page<'_>, at: usize) -> Option<Found> {
    let mark = at.saturating_add(1);
    let below = mark.saturating_add(1);
    let is_line = |at: usize| {
        page.block(at)
            .is_some_and(|block| block.kind == BlockKind::Line)
    };
    if !matches!(page.text(mark), "?" | "??") || !is_line(mark) || !is_line(below) {
        return None;
    }
    let (front, back) = (page.markdown(&[at]), page.markdown(&[below]));
    let range = at..below.saturating_add(1);
    both_sides(page, range, &front, &back, page.text(mark))
}

/// The card of two sides, and the other way round where the mark asks both ways.
fn both_sides(
    page: &Page<'_>,
    range: Range<usize>,
    front: &str,
    back: &str,
    mark: &str,
) -> Option<Found> {
    if front.is_empty() || back.is_empty() {
        return None;
    }
    let draft = |front: &str, back: &str| Draft {
        kind: Kind::Question,
        prompt: Prompt::Text(front.into()),
        answer: Answer::Text(back.into()),
        span: page.span(range.start, range.end),
        origin: Origin::Author,
    };
    let mut drafts = vec![draft(front, back)];
    if mark == "??" {
        drafts.push(draft(back, front));
    }
    Some(Found {
        end: range.end,
        drafts,
        ..Found::default()
    })
}

/// `term :: meaning`, and `:::` for both ways, with spaces around or behind a question.
fn one_line(page: &Page<'_>, text: Span, at: usize) -> Option<Found> {
    let whole = text.text(page.source);
    let (place, length) = match page.survey.is_tight(at) {
        true => tight_colons(whole)?,
        false => double_colon(whole)?,
    };
    let (front, back) = (
        whole.get(..place)?.trim(),
        whole.get(place.saturating_add(length)..)?.trim(),
    );
    if front.is_empty() || back.is_empty() {
        return None;
    }
    let draft = |front: &str, back: &str| Draft {
        kind: Kind::Definition,
        prompt: Prompt::Text(inline::text(front).into()),
        answer: Answer::Text(inline::text(back).into()),
        span: page.span(at, at.saturating_add(1)),
        origin: Origin::Author,
    };
    let mut drafts = vec![draft(front, back)];
    if length == 3 {
        drafts.push(draft(back, front));
    }
    Some(Found {
        end: at.saturating_add(1),
        drafts,
        ..Found::default()
    })
}
