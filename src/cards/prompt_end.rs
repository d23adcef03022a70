//! Where a question ends: at the next one, a heading, a table of its own, whatever its mark says.

use crate::document::label::Label;
use crate::document::{Block, BlockKind, Gap};

use super::body_words::{is_explanation_title, names_options};
use super::considered;
use super::key_title::titles_key;
use super::numbered::is_title_of_list;
use super::option_words::are_letters;
use super::page::{Begins, LabelKind, Page};
use super::parted::{asks_of_lead, is_behind_fold, is_part_of};
use super::prompt::{Mark, PromptStart, fold_asks, mark_at};
use super::stem::{LONGEST_STEM, is_on_line_of};
use super::survey::starts_with_number;

mod tables;
mod titles;

use tables::is_other_table;
use titles::{is_footer, is_section_title, is_shouted, titles_boxes, titles_other_list};
pub(super) use titles::{titles_label, titles_questions, titles_section, titles_table};

/// The first block that no longer belongs to the question at a place.
pub(super) fn end_of(page: &Page<'_>, at: usize, start: &PromptStart) -> usize {
    let mark = start.mark;
    let mut end = match mark {
        Mark::Stem => {
            considered::options_below(page, at).unwrap_or_else(|| options_below(page, start.body))
        }
        _ => start.body,
    };
    let mut seen = Seen::Nothing;
    while let Some(block) = page.block(end) {
        if page.survey.is_key(end)
            || ((end > start.body || (page.is_gapless && page.asks(end)))
                && is_above_sign(page, end))
            || page.survey.begins_case(end)
            || stops(page, at, end, mark, seen)
        {
            break;
        }
        if page.option_letter(end).is_some() || page.listed(end).is_some() || block.kind.is_box() {
            seen = Seen::Options;
        } else if page.ends_prompt(end)
            || ((is_open(mark) || mark == Mark::Reveal) && page.is_reveal(end))
            || (seen == Seen::Options && (page.is_reveal(end) || is_explanation_title(page, end)))
        {
            seen = Seen::Answer;
        }
        end = end.saturating_add(1);
    }
    before_second_answer(page, start.body, end)
}

/// Whether a line stands above the `?` that parts a card of its own.
fn is_above_sign(page: &Page<'_>, at: usize) -> bool {
    let is_line = |at: usize| {
        page.block(at)
            .is_some_and(|block| block.kind == BlockKind::Line)
    };
    let below = at.saturating_add(1);
    matches!(page.text(below), "?" | "??") && is_line(at) && is_line(below)
}

/// Where the options of a paragraph begin: what stands above them belongs to it.
fn options_below(page: &Page<'_>, from: usize) -> usize {
    let is_text = |at: &usize| {
        page.block(*at).is_some_and(|block| {
            matches!(
                block.kind,
                BlockKind::Line | BlockKind::Quote | BlockKind::Code
            )
        }) && page.begins(*at) == Begins::Other
    };
    let text = (from..from.saturating_add(LONGEST_STEM))
        .take_while(is_text)
        .count();
    match page.begins(from.saturating_add(text)) {
        Begins::Options => from.saturating_add(text),
        _ => from,
    }
}

/// Where a question or scenario ends at the latest: it has one answer. A second answer label belongs
/// to something that was not recognised as a prompt, and that begins at a numbered item or a short
/// title above it.
pub(super) fn before_second_answer(page: &Page<'_>, from: usize, end: usize) -> usize {
    let is_answer = |at: &usize| {
        page.label_kind(*at) == LabelKind::Answer
            && !page.text(at.saturating_add(1)).starts_with("B:")
    };
    let mut answers = (from..end).filter(is_answer);
    let Some(first) = answers.next() else {
        return end;
    };
    let begins = |at: &usize| {
        let words = page.text(*at).split_whitespace().count();
        let is_title = page
            .block(*at)
            .is_some_and(|block| block.kind == BlockKind::Line)
            && (1..=4).contains(&words)
            && page.text(*at).ends_with(|c: char| c.is_alphanumeric())
            && page.text(*at).starts_with(char::is_uppercase);
        let asks_alone = page.block(*at).is_some_and(|block| {
            block.kind == BlockKind::Line && (block.gap == Gap::Blank || page.is_gapless)
        }) && page.asks(*at);
        page.item_number(*at).is_some() || is_title || asks_alone
    };
    // `Solution:` behind `A:` goes on with the answer; the same label once more does not, nor does
    // one with something above it that may ask.
    let name = |at: usize| {
        let found = page.label(at);
        found.map_or("", |found| found.name.text(page.source))
    };
    let is_other = |at: &usize| {
        name(*at).eq_ignore_ascii_case(name(first))
            || (first.saturating_add(2)..*at).any(|at| begins(&at))
    };
    let Some(second) = answers.find(is_other) else {
        return end;
    };
    // Right behind `Answer:` alone stands what it says.
    let says = page
        .label(first)
        .is_some_and(|found| !found.rest.text(page.source).is_empty());
    let behind = first.saturating_add(if says { 1 } else { 2 });
    (behind..second).rev().find(begins).unwrap_or(second)
}

/// What of a question has been seen so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Nothing,
    Options,
    Answer,
}

fn stops(page: &Page<'_>, at: usize, end: usize, mark: Mark, seen: Seen) -> bool {
    let Some(block) = page.block(end) else {
        return true;
    };
    if titles_key(page, end)
        || is_footer(page, end)
        || titles_section(page, end)
        || titles_label(page, end)
        || (seen == Seen::Answer && (is_shouted(page, end) || titles_other_list(page, at, end)))
        || leaves_callout(page, at, end)
        || (seen == Seen::Answer && is_behind_fold(page, at, end))
    {
        return true;
    }
    // `#### Answer: A` belongs to its question, whatever its level.
    let is_own =
        || !page.ends_prompt(end) && !names_options(page, end) && !is_part_of(page, at, end);
    let heading = page.heading_level(end).filter(|_| is_own());
    let is_part = mark == Mark::Numbered && page.survey.is_inside_answer(end);
    let heading = heading.filter(|_| !is_part);
    match mark {
        Mark::Heading(level) => {
            heading.is_some_and(|next| next <= level || splits_answer(page, at, end))
                || titles_questions(page, end)
                || (heading.is_none()
                    && (asks_by_itself(page, end)
                        || begins_scenario(page, end)
                        || (seen == Seen::Answer && asks_in_paragraph(page, end))
                        || (seen != Seen::Nothing && page.survey.is_numbered_question(end)))
                    && has_body(page, at, end))
        }
        Mark::Summary => heading.is_some() || block.kind == BlockKind::FoldEnd,
        Mark::Item(indent) => match block.kind {
            BlockKind::Line | BlockKind::Code | BlockKind::Quote => {
                block.indent <= indent && !follows_item(page, at, end)
            }
            BlockKind::Item { .. } => {
                let asks = page.survey.item_asks(end) || page.option_letter(end).is_none();
                block.indent <= indent && asks
            }
            BlockKind::Summary | BlockKind::FoldEnd => false,
            _ => true,
        },
        Mark::Numbered if page.survey.has_numbered_below(end) => {
            heading.is_some()
                || page.survey.is_numbered_question(end)
                || page.survey.is_part(end)
                || (seen != Seen::Nothing && considered::options_below(page, end).is_some())
                || (page.begins_prompt(end)
                    && !(seen == Seen::Nothing && asks_of_lead(page, at, end)))
                || (block.kind == BlockKind::Summary && fold_asks(page, end))
                || is_section_title(page, at, end)
                || titles_questions(page, end)
                || is_next_number(page, at, end, seen)
                || ((seen == Seen::Answer || end == at.saturating_add(1))
                    && titles_table(page, end))
                || (!page.is_gapless && is_title_of_list(page, at, end))
                || (page.is_gapless && !goes_on(block, page) && ends_stem(page, end, seen))
        }
        Mark::Label | Mark::Bold | Mark::Plain | Mark::Reveal | Mark::Stem | Mark::Numbered => {
            heading.is_some()
                || (block.kind == BlockKind::Rule && ends_at_rule(at, end, mark))
                || (matches!(block.kind, BlockKind::Table(_))
                    && is_other_table(page, at, end, mark, seen))
                || (has_body(page, at, end) && (titles_table(page, end) || titles_boxes(page, end)))
                || titles_questions(page, end)
                || (may_end(page, mark) && ends_stem(page, end, seen))
                || begins_another(page, at, end, mark, seen)
        }
    }
}

/// Whether a question is a callout, `> [!question] Who?`, and a place lies outside of its quote or begins the next. A
/// pasted page has lost the signs of quotes.
fn leaves_callout(page: &Page<'_>, question: usize, at: usize) -> bool {
    let is_quoted = |at: usize| {
        let block = page.block(at);
        block.is_some_and(|block| block.span.text(page.source).trim_start().starts_with('>'))
    };
    let begins = |at: usize| page.text(at).starts_with("[!");
    let is_next = || begins(at) && !page.ends_prompt(at);
    // Behind the callout that shows the answer comes another.
    let is_answered = || (question..at).any(|at| begins(at) && page.begins_answer(at));
    (begins(question) && is_quoted(question) && !is_quoted(at))
        || (is_next() && (begins(question) || is_answered()))
}

/// Whether the next item of the same list stands right below a numbered question, or behind the answer of one
/// with options: it answers nothing.
fn is_next_number(page: &Page<'_>, at: usize, end: usize, seen: Seen) -> bool {
    let indent = |at: usize| page.block(at).map(|block| block.indent);
    let next = page
        .item_number(at)
        .and_then(|number| number.checked_add(1));
    if next.is_none() || page.item_number(end) != next || indent(at) != indent(end) {
        return false;
    }
    let first = at.saturating_add(1);
    let mut inside = first..end.min(first.saturating_add(LONGEST_STEM));
    let is_list = inside.clone().any(|at| page.item_number(at).is_some());
    end == first
        || (!is_list && end == first.saturating_add(1) && is_on_line_of(page, at, first))
        || (seen == Seen::Answer && !is_list && inside.any(|at| page.begins_options(at)))
}

/// Whether unlabelled text after the options ends a question: of a paragraph always, of the others in
/// a page where nothing else parts them.
fn may_end(page: &Page<'_>, mark: Mark) -> bool {
    mark == Mark::Stem || page.is_gapless
}

fn ends_at_rule(at: usize, end: usize, mark: Mark) -> bool {
    mark == Mark::Stem || (mark == Mark::Label && end > at.saturating_add(1))
}

/// Whether more of the question may stand above what uncovers its answer.
fn is_open(mark: Mark) -> bool {
    matches!(mark, Mark::Label | Mark::Numbered)
}

/// Whether another question begins at a place.
fn begins_another(page: &Page<'_>, question: usize, at: usize, mark: Mark, seen: Seen) -> bool {
    let can_ask = page.block(at).is_some_and(|block| {
        matches!(
            block.kind,
            BlockKind::Line | BlockKind::Item { .. } | BlockKind::Summary
        )
    });
    // Above the answer of an open question a line over `Solution` is its hint.
    let is_own = |next: Mark| match next {
        Mark::Stem => seen != Seen::Nothing || (mark == Mark::Plain && page.survey.line_asks(at)),
        Mark::Reveal => !is_open(mark) || seen != Seen::Nothing,
        // A label may name nothing but the sort of a question: `[q2] Multiple selection`.
        Mark::Plain if mark == Mark::Label && seen == Seen::Nothing && !page.asks(question) => {
            let below = at.saturating_add(1);
            !page.begins_options(below) && !page.has_boxes(below)
        }
        // Behind the case of a numbered question stands what is asked, right above its options.
        Mark::Plain if mark == Mark::Numbered => !page.begins_options(at.saturating_add(1)),
        _ => true,
    };
    let asks = || mark_at(page, at).is_some_and(is_own);
    let is_own_label = seen == Seen::Nothing && asks_of_lead(page, question, at);
    can_ask && !is_own_label && (page.begins_prompt(at) || asks())
}

/// Whether a heading below a question is a question of its own and not part of the answer, as the
/// sub-headings in a catalogue of numbered questions are.
fn splits_answer(page: &Page<'_>, at: usize, end: usize) -> bool {
    let level = page.heading_level(at).unwrap_or_default();
    let in_catalogue =
        starts_with_number(page.text(at)) && page.survey.numbered_headings_ask(level);
    // `Question 4` is one wherever it stands.
    let is_counted = page
        .label(end)
        .is_some_and(|found| matches!(found.label, Label::Question(Some(_))));
    (is_counted || !in_catalogue) && mark_at(page, end).is_some()
}

/// Whether a scenario with a number begins at a place.
fn begins_scenario(page: &Page<'_>, at: usize) -> bool {
    page.label_kind(at) == LabelKind::Scenario
        && page
            .label(at)
            .is_some_and(|found| matches!(found.label, Label::Scenario(Some(_))))
}

/// Whether a label, a bold line or the summary of a fold asks at a place.
fn asks_by_itself(page: &Page<'_>, at: usize) -> bool {
    let mark = mark_at(page, at);
    matches!(mark, Some(Mark::Label | Mark::Bold | Mark::Summary))
}

/// Whether a paragraph with an answer of its own begins at a place.
fn asks_in_paragraph(page: &Page<'_>, at: usize) -> bool {
    let begins = page
        .block(at)
        .is_some_and(|block| block.gap == Gap::Blank && block.kind == BlockKind::Line);
    (begins && mark_at(page, at) == Some(Mark::Stem))
        || (page.is_gapless && (page.survey.line_asks(at) || is_right_above_options(page, at)))
}

/// Whether a line that begins a question stands right above its options.
fn is_right_above_options(page: &Page<'_>, at: usize) -> bool {
    let below = at.saturating_add(1);
    let offers = page.begins_options(below) || considered::options_below(page, at).is_some();
    offers && mark_at(page, at) == Some(Mark::Stem)
}

fn has_body(page: &Page<'_>, at: usize, end: usize) -> bool {
    (at.saturating_add(1)..end).any(|between| !page.is_noise(between))
}

/// `A: …` or a reveal on the line below an item, though not indented, answers it.
fn follows_item(page: &Page<'_>, at: usize, end: usize) -> bool {
    end == at.saturating_add(1) && page.label_kind(end) == LabelKind::Answer
}

/// Whether a line goes on with what stands above it, in the middle of a sentence.
fn goes_on(block: &Block, page: &Page<'_>) -> bool {
    let text = block.text.text(page.source);
    block.indent > 0 || text.starts_with(char::is_lowercase)
}

/// Whether a line goes on in the middle of a sentence with the option right above it.
fn wraps_option(page: &Page<'_>, at: usize) -> bool {
    let above = at.checked_sub(1).map_or("", |above| page.text(above));
    page.block(at).is_some_and(|block| block.gap == Gap::None)
        && page.text(at).starts_with(char::is_lowercase)
        && above.ends_with(|sign: char| sign.is_alphanumeric() || sign == ',')
}

/// After its options a paragraph's question goes on only with an answer.
fn ends_stem(page: &Page<'_>, end: usize, seen: Seen) -> bool {
    let Some(block) = page.block(end) else {
        return true;
    };
    let starts_paragraph = block.gap == Gap::Blank || page.is_gapless;
    let kind = page.label_kind(end);
    let says_answer = matches!(kind, LabelKind::Answer | LabelKind::Explanation)
        || page.is_reveal(end)
        || is_explanation_title(page, end);
    seen == Seen::Options
        && starts_paragraph
        && !says_answer
        && block.kind == BlockKind::Line
        && page.option_letter(end).is_none()
        && !page.is_below_letter(end)
        && !wraps_option(page, end)
        && !page.is_note_among_options(end, None)
        && !(page.option_letter(end.saturating_sub(1)).is_some() && are_letters(page.text(end)))
}
