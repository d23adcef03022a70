//! Plain lines that ask: with their answers below them, or below each other as a page of questions to
//! test oneself. It must never take the manner of speaking of a text for a question.

use crate::document::label::{Label, Labelled};
use crate::document::{Block, BlockKind, Gap};

use super::demand_words::ends_in_demand;
use super::far_eastern_demands::demands_far_east;
use super::page::Page;
use super::prompt_words::{begins_question, is_about_page, judges};
use super::said::Said;
use super::stem::is_on_line_of;

/// The fewest plain lines that make a page of questions.
const FEWEST_LINES: usize = 2;
/// The fewest lines below each other that are a row of questions.
const FEWEST_IN_ROW: usize = 4;
/// The most words of a heading that asks.
const MOST_WORDS_OF_HEADING: usize = 9;
/// The most lines there may be for each plain line that asks.
const LINES_OF_ONE: usize = 8;
/// In a pasted page, where code and lists of answers have a line each, and so many of them ask.
const LINES_OF_ONE_PASTED: usize = 16;
/// The fewest lines of such a page.
const FEWEST_PASTED: usize = 4;
/// The most words of a demand without a full stop.
const MOST_WORDS_OF_DEMAND: usize = 15;
/// The most bytes of a plain line that is one question.
pub(super) const LONGEST_LINE: usize = 200;

/// Lines that are one question each: those with an answer below, and those that stand in a row.
pub(super) fn asking_lines(page: &Page<'_>) -> Vec<usize> {
    let mut found = answered_lines(page);
    found.extend(rows_of_questions(page));
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a line of a pasted page is a short question with a whole sentence below it and none that leads
/// to it above.
fn is_lost_heading(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    let above = at.checked_sub(1).map_or("", |above| page.text(above));
    let below = page.text(at.saturating_add(1));
    let is_sentence = below.ends_with(['.', ':']) && below.split_whitespace().nth(4).is_some();
    page.asks(at)
        && text.split_whitespace().count() <= MOST_WORDS_OF_HEADING
        && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && is_sentence
        && !above.ends_with([':', ','])
}

/// Whether a few words of a pasted page ask right above a list: `Deployment models?`
fn heads_list(page: &Page<'_>, at: usize) -> bool {
    let words = page.text(at).split_whitespace().count();
    page.is_gapless
        && (2..=MOST_WORDS_OF_HEADING).contains(&words)
        && page.text(at).starts_with(char::is_uppercase)
        && page.is_item(at.saturating_add(1))
}

/// Whether a line without a label, no longer than a question, is a paragraph of its own.
fn is_own_line(page: &Page<'_>, at: usize) -> bool {
    let is_below_heading = || {
        let above = at.checked_sub(1);
        above.is_some_and(|above| page.heading_level(above).is_some())
    };
    let is_apart = page.block(at).is_some_and(|block| {
        block.kind == BlockKind::Line
            && (block.gap == Gap::Blank
                || page.is_gapless
                || is_below_heading()
                || is_on_line_of(page, at, at.saturating_add(1)))
    });
    let is_named = || {
        let leads = |found: Labelled| {
            found.label == Label::Other && found.rest.text(page.source).is_empty()
        };
        page.label(at).is_some_and(|found| !leads(found))
            && !is_on_line_of(page, at, at.saturating_add(1))
    };
    is_apart && page.text(at).len() <= LONGEST_LINE && !is_named()
}

/// The last sentence of a line: `The disk is full. Why?`
pub(super) fn last_sentence(text: &str) -> &str {
    let parted = text.rsplit_once(". ").or_else(|| text.rsplit_once("\". "));
    parted.map_or(text, |(_, last)| last)
}

/// Whether a line is what somebody asks, word for word: `"If it sinks, who pays?"`
fn is_quoted(text: &str) -> bool {
    text.starts_with(['"', '“', '„', '«']) && text.ends_with(['"', '”', '“', '»'])
}

/// Whether a demand is a whole line: with a full stop, or in a pasted page in a few words without one.
fn is_demand(page: &Page<'_>, text: &str) -> bool {
    let bare = text.trim_end_matches(['*', '_', ' ']);
    let is_short = || {
        page.is_gapless
            && text.split_whitespace().nth(MOST_WORDS_OF_DEMAND).is_none()
            && bare.ends_with(|sign: char| sign.is_alphanumeric() || matches!(sign, ':' | ')'))
    };
    bare.ends_with('.') || demands_far_east(text) || is_short()
}

/// Whether a line begins a paragraph in a few words that end no sentence, and the paragraph begins anew below it.
fn heads_paragraph(page: &Page<'_>, at: usize) -> bool {
    /// The most bytes of such a line: no line of a text ends so early.
    const LONGEST: usize = 50;
    let text = page.text(at);
    let below = at.saturating_add(1);
    let is_right_below = page
        .block(below)
        .is_some_and(|next| next.kind == BlockKind::Line && next.gap == Gap::None);
    is_right_below
        && text.len() <= LONGEST
        && text.ends_with(char::is_alphanumeric)
        && page.text(below).starts_with(char::is_uppercase)
}

/// Whether a line of a pasted page asks without a question mark: it leads to what it asks of, or demands behind a sentence.
fn leads_to_asked(page: &Page<'_>, at: usize) -> bool {
    /// The fewest words of one that leads to something.
    const FEWEST_WORDS: usize = 6;
    let text = page.text(at);
    let leads = || begins_question(text) && text.split_whitespace().nth(FEWEST_WORDS - 1).is_some();
    text.starts_with("Tell me ") || ends_in_demand(text) || (text.ends_with(':') && leads())
}

/// Whether a line goes on with the paragraph above it, whose lines are no longer than a screen is wide.
fn is_wrapped(page: &Page<'_>, at: usize) -> bool {
    /// The fewest bytes of a line that had to end before its sentence did.
    const FEWEST: usize = 50;
    let is_line = |block: &Block| block.kind == BlockKind::Line && block.gap == Gap::None;
    let above = at.checked_sub(1).map_or("", |above| page.text(above));
    page.block(at).is_some_and(is_line)
        && above.len() >= FEWEST
        && !above.ends_with(['.', ':', '!', '?', ';', ')', '"', '”', '。', '？'])
}

/// Lines below each other that mostly ask, with nothing between: a page of questions to test oneself.
fn rows_of_questions(page: &Page<'_>) -> Vec<usize> {
    let is_question = |at: usize| {
        is_own_line(page, at)
            && (page.asks(at) || (page.is_imperative(at) && page.text(at).ends_with('.')))
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < page.blocks.len() {
        let row: Vec<usize> = (at..page.blocks.len())
            .take_while(|at| is_question(*at))
            .collect();
        at = at.saturating_add(row.len()).saturating_add(1);
        let asking = row.iter().filter(|at| page.asks(**at)).count();
        if row.len() >= FEWEST_IN_ROW && asking.saturating_mul(10) >= row.len().saturating_mul(7) {
            found.extend(row);
        }
    }
    found
}

/// Lines that are one question and have text below that does not ask. One alone may be a manner of
/// speaking.
fn answered_lines(page: &Page<'_>) -> Vec<usize> {
    let mut said = Said::of(page);
    let is_question = |at: &usize| {
        let text = page.text(*at);
        said.pass(page, *at);
        let goes_on = text.starts_with(char::is_lowercase) && is_wrapped(page, *at);
        is_own_line(page, *at)
            && !goes_on
            && !is_about_page(text)
            && match page.asks(*at) {
                true => {
                    (page.is_gapless && said.holds())
                        || begins_question(last_sentence(text))
                        || begins_question(text)
                        || is_quoted(text)
                        || heads_list(page, *at)
                        || judges(text)
                        || is_on_line_of(page, *at, at.saturating_add(1))
                }
                false => {
                    (page.demands_answer(*at)
                        && (is_demand(page, text) || heads_paragraph(page, *at)))
                        || (page.is_gapless && leads_to_asked(page, *at))
                }
            }
    };
    let is_answered = |at: &usize| {
        let below = at.saturating_add(1);
        page.block(below).is_some_and(|next| match next.kind {
            BlockKind::Line | BlockKind::Item { .. } => !page.asks(below),
            BlockKind::Code | BlockKind::Table(_) | BlockKind::Quote => true,
            _ => false,
        })
    };
    let mut found: Vec<usize> = (0..page.blocks.len())
        .filter(is_question)
        .filter(is_answered)
        .collect();
    // In a page of something else they are a manner of speaking, too.
    let is_text = |at: &usize| {
        let block = page.block(*at);
        block.is_some_and(|block| matches!(block.kind, BlockKind::Line | BlockKind::Item { .. }))
            && !is_wrapped(page, *at)
    };
    let lines = (0..page.blocks.len()).filter(is_text).count();
    let asking = found.iter().filter(|at| page.asks(**at)).count();
    let lines_of_one = match page.is_gapless && asking >= FEWEST_PASTED {
        true => LINES_OF_ONE_PASTED,
        false => LINES_OF_ONE,
    };
    if asking < FEWEST_LINES || found.len().saturating_mul(lines_of_one) < lines {
        // In a pasted page a short one may be a heading that lost its mark.
        let is_parted = |at: usize| is_on_line_of(page, at, at.saturating_add(1));
        found.retain(|at| is_parted(*at) || (page.is_gapless && is_lost_heading(page, *at)));
        return found;
    }
    // Demands are questions only where half of the lines or more ask.
    if asking.saturating_mul(2) >= found.len() {
        return found;
    }
    found.retain(|at| page.asks(*at));
    found
}
