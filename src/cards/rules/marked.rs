//! Cards that the author marked: `term :: meaning`, `:::` for both ways, and a paragraph, a line with
//! nothing but `?`, and a paragraph or heading over it (`??` for both ways). They are always made.

use std::ops::Range;

use crate::cards::card::{Answer, Kind, Prompt};
use crate::cards::wishes::Wishes;
use crate::document::label::Label;
use crate::document::{BlockKind, Gap, Span, Task, inline};

use super::super::page::Page;
use super::super::prompt_words::double_colon;
use super::super::tight_colons::{tight_colons, without_schedule};
use super::{Draft, Found, Origin};

/// The most lines of a prompt above its mark.
const LONGEST_PROMPT: usize = 12;

/// The most lines of an answer in a pasted page.
const LONGEST_ANSWER: usize = 40;

pub(super) fn apply(page: &Page<'_>, at: usize, _: &Wishes) -> Option<Found> {
    let block = page.block(at)?;
    match block.kind {
        BlockKind::Item {
            task: Task::None, ..
        } => one_line(page, block.text, at),
        BlockKind::Line => one_line(page, block.text, at).or_else(|| paragraphs(page, at)),
        BlockKind::Heading { .. } => under_heading(page, at),
        _ => None,
    }
}

/// A paragraph over a line `?` or `??`, and what stands under it up to a blank line.
fn paragraphs(page: &Page<'_>, at: usize) -> Option<Found> {
    // In a pasted page nothing but the marks part cards: a prompt is the line above one.
    if page.is_gapless && !has_one_mark(page, at) {
        return between_lines(page, at);
    }
    let is_set_off = at.checked_sub(1).is_some_and(|above| {
        let above = page.block(above).map(|above| &above.kind);
        matches!(above, Some(BlockKind::Rule | BlockKind::Heading { .. }))
    });
    if page.block(at)?.gap != Gap::Blank && !is_set_off {
        return None;
    }
    let mark = (at.saturating_add(1)..=at.saturating_add(LONGEST_PROMPT))
        .take_while(|at| goes_on(page, *at))
        .find(|at| is_mark(page, *at))?;
    let front = page.markdown(&(at..mark).collect::<Vec<_>>());
    let (end, back) = below_mark(page, mark);
    both_sides(page, at..end, &front, &back, page.text(mark))
}

/// Whether a paragraph begins at a place in which only one mark stands.
fn has_one_mark(page: &Page<'_>, at: usize) -> bool {
    let is_first = page.block(at).is_some_and(|block| block.gap == Gap::Blank);
    let reach = at.saturating_add(1)..=at.saturating_add(LONGEST_ANSWER);
    let marks = || {
        let inside = reach.take_while(|at| goes_on(page, *at));
        inside.filter(|at| is_mark(page, *at)).take(2).count()
    };
    is_first && marks() == 1
}

/// A heading over such a line.
fn under_heading(page: &Page<'_>, at: usize) -> Option<Found> {
    let mark = at.saturating_add(1);
    if !is_mark(page, mark) {
        return None;
    }
    if page.is_gapless {
        return between_lines(page, at);
    }
    let front = inline::text(page.text(at));
    let (end, back) = below_mark(page, mark);
    both_sides(page, at..end, &front, &back, page.text(mark))
}

fn is_mark(page: &Page<'_>, at: usize) -> bool {
    matches!(page.text(at), "?" | "??")
}

fn goes_on(page: &Page<'_>, at: usize) -> bool {
    page.block(at)
        .is_some_and(|block| block.gap == Gap::None && is_text(&block.kind))
}

fn is_text(kind: &BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Line | BlockKind::Item { .. } | BlockKind::Code
    )
}

/// What stands right below a mark, and where it ends.
fn below_mark(page: &Page<'_>, mark: usize) -> (usize, String) {
    let first = mark.saturating_add(1);
    let end = (first..page.blocks.len())
        .find(|at| !goes_on(page, *at))
        .unwrap_or(page.blocks.len());
    let says = match names_answer(page, first) {
        true => first.saturating_add(1),
        false => first,
    };
    (end, page.markdown(&(says..end).collect::<Vec<_>>()))
}

/// Whether a line is the label of an answer and nothing else: below a mark it says what is known.
fn names_answer(page: &Page<'_>, at: usize) -> bool {
    let label = page.label(at);
    label.is_some_and(|found| {
        found.label == Label::Answer && found.rest.text(page.source).is_empty()
    })
}

/// A line, the mark below it, and what stands below that: up to the line above the next mark, otherwise a line
/// or the items of a list.
fn between_lines(page: &Page<'_>, at: usize) -> Option<Found> {
    let mark = at.saturating_add(1);
    let below = mark.saturating_add(1);
    let is_text = |at: usize| page.block(at).is_some_and(|block| is_text(&block.kind));
    if !is_mark(page, mark) || !is_text(below) {
        return None;
    }
    let reach = below..=below.saturating_add(LONGEST_ANSWER);
    let next = reach
        .take_while(|at| is_text(*at))
        .find(|at| is_mark(page, *at));
    let end = match next.and_then(|next| next.checked_sub(1)) {
        Some(prompt) if prompt > below => prompt,
        _ if !page.is_item(below) => below.saturating_add(1),
        _ => (below..page.blocks.len())
            .find(|at| !page.is_item(*at))
            .unwrap_or(page.blocks.len()),
    };
    let front = inline::text(page.text(at));
    let says = match names_answer(page, below) {
        true => below.saturating_add(1),
        false => below,
    };
    let back = page.markdown(&(says..end).collect::<Vec<_>>());
    both_sides(page, at..end, &front, &back, page.text(mark))
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
    let whole = without_schedule(text.text(page.source));
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
