//! Where a question begins and ends: one place that knows every way in which documents ask.

use crate::document::label::Label;
use crate::document::{BlockKind, Gap, Task, inline};

use super::page::Page;
use super::prompt_words::{asks, is_answer_word, is_bold, is_reveal};
use super::stem::is_stem;
use super::survey::{is_link, starts_with_number};

/// How a question is marked, which decides where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A label: up to the next prompt or heading.
    Label,
    /// A heading of this level: up to the next heading that is not below it.
    Heading(u8),
    /// The summary of a fold: up to the end of the fold.
    Summary,
    /// A bold line: up to the next one or a heading.
    Bold,
    /// A line above a line that uncovers the answer.
    Reveal,
    /// A numbered item with its answer below: up to the next one.
    Numbered,
    /// An item in a list of questions: up to the next item that is not indented under it.
    Item(u32),
    /// A paragraph above options or a labelled answer: up to where those end.
    Stem,
}

/// The beginning of a question.
#[derive(Debug)]
pub(super) struct PromptStart {
    pub(super) mark: Mark,
    /// Its text so far; may be empty where only a number stands.
    pub(super) lead: String,
    /// Its number, for an answer key.
    pub(super) number: Option<u32>,
}

/// The question that begins at a place.
pub(super) fn prompt_at(page: &Page<'_>, at: usize) -> Option<PromptStart> {
    let block = page.block(at)?;
    let text = block.text.text(page.source);
    if page.title == Some(at) || page.survey.is_key(at) {
        return None;
    }
    if let Some(found) = page.label(at)
        && let Label::Question(number) = found.label
    {
        let mark = page.heading_level(at).map_or(Mark::Label, Mark::Heading);
        let rest = found.rest.text(page.source);
        let lead = match names_points(rest) {
            true => String::new(),
            false => inline::text(rest).into_owned(),
        };
        return Some(PromptStart { mark, lead, number });
    }
    let mark = match block.kind {
        BlockKind::Heading { level, .. } if heading_asks(page, at, level) => Mark::Heading(level),
        BlockKind::Summary if fold_asks(page, at) => Mark::Summary,
        BlockKind::Line if is_bold(text) && asks(text) => Mark::Bold,
        BlockKind::Line if reveals_below(page, at) => Mark::Reveal,
        BlockKind::Item { .. } if page.survey.is_numbered_question(at) => Mark::Numbered,
        BlockKind::Item { .. } if page.survey.item_asks(at) => Mark::Item(block.indent),
        BlockKind::Line | BlockKind::Item { .. } if is_stem(page, at) => Mark::Stem,
        _ => return None,
    };
    let (number, words) = numbered(text);
    let number = number.or_else(|| page.item_number(at));
    Some(PromptStart {
        mark,
        lead: unmarked(words),
        number,
    })
}

/// The text of a prompt: whole-line emphasis taken off, links without addresses.
fn unmarked(text: &str) -> String {
    if is_bold(text) {
        // The number may stand inside the emphasis: `**2) Why?**`
        return without_number(&inline::name(text)).to_owned();
    }
    // `1. ### What is it?`
    inline::text(text.trim_start_matches('#').trim_start()).into_owned()
}

/// `[1 point]`, `(2 marks)`: what a question is worth is no part of it.
fn names_points(text: &str) -> bool {
    let bare = text.trim_matches(['[', ']', '(', ')', '*', ' ']);
    let words = bare
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
        .trim_start();
    words.len() < bare.len() && ["point", "points", "mark", "marks", "pts"].contains(&words)
}

/// The number a prompt begins with, and its words.
fn numbered(text: &str) -> (Option<u32>, &str) {
    if !starts_with_number(text) {
        return (None, without_number(text));
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = text
        .get(..text.len() - rest.len())
        .and_then(|digits| digits.parse().ok());
    (number, without_number(text))
}

/// Takes `3.`, `12)` or `1.2.3` off the beginning of a text.
fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = text.get(..text.len() - rest.len()).unwrap_or_default();
    let bare = rest.trim_start_matches([')', ':']);
    let parted = bare.starts_with(char::is_whitespace);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && (number.contains('.') || bare.len() < rest.len());
    if is_number && parted {
        bare.trim_start()
    } else {
        text
    }
}

fn heading_asks(page: &Page<'_>, at: usize, level: u8) -> bool {
    let text = page.text(at);
    if page.survey.is_key(at) || is_link(text) {
        return false;
    }
    asks(text)
        || (starts_with_number(text) && page.survey.numbered_headings_ask(level))
        || (reveals_below(page, at) && !is_reveal(text))
        || is_answered_below(page, at)
}

/// Whether the summary of a fold asks: by itself, as the others do, or above options or an answer.
fn fold_asks(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    let is_title = is_reveal(text) || is_answer_word(text) || page.is_noise(at);
    let answered = || (at + 1..at + 4).any(|at| page.begins_options(at) || page.ends_prompt(at));
    asks(text) || (!is_title && !page.ends_prompt(at) && (page.survey.folds_ask() || answered()))
}

/// Whether options or an answer stand right below a heading, so that the heading itself is the
/// prompt: `### Select the true statement.`, `### The capital is ____.`
fn is_answered_below(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    if is_reveal(text) || page.ends_prompt(at) || page.title == Some(at) {
        return false;
    }
    let below = at
        + 1
        + usize::from(
            page.block(at + 1)
                .is_some_and(|block| block.kind == BlockKind::Code),
        );
    page.begins_options(below) || page.begins_answer(below)
}

/// Whether the next block uncovers the answer of this one.
fn reveals_below(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    page.block(at + 1).is_some_and(|next| match next.kind {
        BlockKind::Summary => is_reveal(next.text.text(page.source)),
        BlockKind::Line => {
            is_reveal(next.text.text(page.source)) && !page.text(at + 1).ends_with([':', '.'])
        }
        _ => false,
    }) && !is_reveal(text)
        && !page.is_noise(at)
        && page
            .label(at)
            .is_none_or(|found| found.label == Label::Other)
        && page.option_letter(at).is_none()
}

/// The first block that no longer belongs to the question at a place.
pub(super) fn end_of(page: &Page<'_>, at: usize, mark: Mark) -> usize {
    let mut end = at + 1;
    let mut seen = Seen::Nothing;
    while let Some(block) = page.block(end) {
        if page.survey.is_key(end) || stops(page, at, end, mark, seen) {
            break;
        }
        let is_box = matches!(
            block.kind,
            BlockKind::Item {
                task: Task::Done | Task::Open,
                ..
            }
        );
        if page.option_letter(end).is_some() || is_box {
            seen = Seen::Options;
        } else if page.ends_prompt(end) {
            seen = Seen::Answer;
        }
        end += 1;
    }
    before_second_answer(page, at + 1, end)
}

/// Where a question or scenario ends at the latest: it has one answer. A second answer label belongs
/// to something that was not recognised as a prompt, and that begins at a numbered item or a short
/// title above it.
pub(super) fn before_second_answer(page: &Page<'_>, from: usize, end: usize) -> usize {
    let is_answer = |at: &usize| {
        page.label(*at)
            .is_some_and(|found| found.label == Label::Answer)
            && !page.text(at + 1).starts_with("B:")
    };
    let mut answers = (from..end).filter(is_answer);
    let (Some(first), Some(second)) = (answers.next(), answers.next()) else {
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
        page.item_number(*at).is_some() || is_title
    };
    // Right behind `Answer:` alone stands what it says.
    let says = page
        .label(first)
        .is_some_and(|found| !found.rest.text(page.source).is_empty());
    let behind = first + if says { 1 } else { 2 };
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
    // `#### Answer: A` belongs to its question, whatever its level.
    let heading = page.heading_level(end).filter(|_| !page.ends_prompt(end));
    match mark {
        Mark::Heading(level) => {
            heading.is_some_and(|next| next <= level || splits_answer(page, at, end))
                || (heading.is_none() && asks_by_itself(page, end) && has_body(page, at, end))
        }
        Mark::Summary => heading.is_some() || block.kind == BlockKind::FoldEnd,
        Mark::Item(indent) => match block.kind {
            BlockKind::Line | BlockKind::Code | BlockKind::Quote => {
                block.indent <= indent && !follows_item(page, at, end)
            }
            BlockKind::Item { .. } => block.indent <= indent && page.option_letter(end).is_none(),
            BlockKind::Summary | BlockKind::FoldEnd => false,
            _ => true,
        },
        Mark::Numbered if page.survey.has_numbered_below(end) => {
            heading.is_some()
                || page.survey.is_numbered_question(end)
                || page.begins_prompt(end)
                || (block.kind == BlockKind::Summary && fold_asks(page, end))
                || is_section_title(page, at, end)
        }
        Mark::Label | Mark::Bold | Mark::Reveal | Mark::Stem | Mark::Numbered => {
            heading.is_some()
                || (block.kind == BlockKind::Rule && ends_at_rule(at, end, mark))
                || (matches!(block.kind, BlockKind::Table(_))
                    && is_other_table(page, at, end, seen))
                || (may_end(page, mark) && ends_stem(page, end, seen))
                || begins_another(page, end, seen)
        }
    }
}

/// Whether a line above the next numbered question of a pasted page names a section and is no part
/// of the answer above it: short, without a full stop, behind text that is closed.
fn is_section_title(page: &Page<'_>, at: usize, end: usize) -> bool {
    let text = page.text(end);
    let is_line = |at: usize| {
        page.block(at)
            .is_some_and(|block| block.kind == BlockKind::Line)
    };
    let closed = |text: &str| text.ends_with(['.', '!', '?', ')', ';']);
    page.is_gapless
        && end > at + 1
        && is_line(end)
        && page.survey.is_numbered_question(end + 1)
        && page.label(end).is_none()
        && text.split_whitespace().count() <= 6
        && !text.ends_with(['.', ':', ',', ';', '!', '?', '|', '}'])
        && !text.starts_with(char::is_lowercase)
        && (!is_line(end - 1) || closed(page.text(end - 1)))
}

/// Whether unlabelled text after the options ends a question: of a paragraph always, of the others in
/// a page where nothing else parts them.
fn may_end(page: &Page<'_>, mark: Mark) -> bool {
    mark == Mark::Stem || page.is_gapless
}

fn ends_at_rule(at: usize, end: usize, mark: Mark) -> bool {
    mark == Mark::Stem || (mark == Mark::Label && end > at + 1)
}

/// A table behind a question that has nothing yet, or that is answered and parted from the table by
/// a blank line, is no part of it.
fn is_other_table(page: &Page<'_>, at: usize, table: usize, seen: Seen) -> bool {
    if page.option_rows(table).is_some() {
        return false;
    }
    let parted = page
        .block(table)
        .is_some_and(|block| block.gap == Gap::Blank);
    (at + 1..table).all(|between| page.is_noise(between)) || (seen == Seen::Answer && parted)
}

/// Whether another question begins at a place.
fn begins_another(page: &Page<'_>, at: usize, seen: Seen) -> bool {
    let can_ask = page.block(at).is_some_and(|block| {
        matches!(
            block.kind,
            BlockKind::Line | BlockKind::Item { .. } | BlockKind::Summary
        )
    });
    let asks =
        || prompt_at(page, at).is_some_and(|next| next.mark != Mark::Stem || seen != Seen::Nothing);
    can_ask && (page.begins_prompt(at) || asks())
}

/// Whether a heading below a question is a question of its own and not part of the answer, as the
/// sub-headings in a catalogue of numbered questions are.
fn splits_answer(page: &Page<'_>, at: usize, end: usize) -> bool {
    let level = page.heading_level(at).unwrap_or_default();
    let in_catalogue =
        starts_with_number(page.text(at)) && page.survey.numbered_headings_ask(level);
    !in_catalogue && prompt_at(page, end).is_some()
}

/// Whether a label, a bold line or the summary of a fold asks at a place.
fn asks_by_itself(page: &Page<'_>, at: usize) -> bool {
    prompt_at(page, at)
        .is_some_and(|found| matches!(found.mark, Mark::Label | Mark::Bold | Mark::Summary))
}

fn has_body(page: &Page<'_>, at: usize, end: usize) -> bool {
    (at + 1..end).any(|between| !page.is_noise(between))
}

/// `A: …` or a reveal on the line below an item, though not indented, answers it.
fn follows_item(page: &Page<'_>, at: usize, end: usize) -> bool {
    end == at + 1
        && page
            .label(end)
            .is_some_and(|found| found.label == Label::Answer)
}

/// After its options a paragraph's question goes on only with an answer.
fn ends_stem(page: &Page<'_>, end: usize, seen: Seen) -> bool {
    let Some(block) = page.block(end) else {
        return true;
    };
    let starts_paragraph = block.gap == Gap::Blank || page.is_gapless;
    let says_answer = page
        .label(end)
        .is_some_and(|found| matches!(found.label, Label::Answer | Label::Explanation))
        || is_reveal(page.text(end));
    seen == Seen::Options
        && starts_paragraph
        && !says_answer
        && block.kind == BlockKind::Line
        && page.option_letter(end).is_none()
        && !page.option_follows(end)
}
