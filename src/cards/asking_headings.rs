//! Which headings ask: in their words, by their number among others, or by what stands below them. It must never take a heading
//! that only names a section.

use crate::document::{BlockKind, begins_with_verdict, part_number};

use super::body_words::names_options;
use super::considered::options_below;
use super::exercise::is_exercise;
use super::links::is_link;
use super::page::{LabelKind, Page};
use super::prompt::reveals_below;
use super::prompt_words::{begins_question, demands_choice, is_about_page};
use super::stem::names_boxes;
use super::survey::starts_with_number;

/// Whether the heading at a place, of this level, is a question.
pub(super) fn heading_asks(page: &Page<'_>, at: usize, level: u8) -> bool {
    let text = page.text(at);
    let is_title = is_link(text) || is_about_page(text) || titles_statements(page, at);
    if page.survey.is_key(at) || is_title || names_options(page, at) {
        return false;
    }
    // `What is it? What is it good for`
    let asks_first = || text.contains("? ") && begins_question(text);
    page.asks(at)
        || asks_first()
        || (page.demands_answer(at) && page.survey.demanding_headings_ask(level))
        || (starts_with_number(text) && page.survey.numbered_headings_ask(level))
        || (states(text) && page.survey.demanding_headings_ask(level))
        || is_part_in_key(page, at)
        || options_below(page, at).is_some()
        || (reveals_below(page, at) && !page.is_reveal(at))
        || is_answered_below(page, at)
        || is_exercise(page, at)
}

/// Whether a key answers the number of two parts before a heading, and of nothing else: `### 1.2 State the law.`
fn is_part_in_key(page: &Page<'_>, at: usize) -> bool {
    let number = part_number(page.text(at)).map(|(number, _)| number);
    number.is_some_and(|number| page.survey.key().answers_title(number, at))
}

/// Whether a heading such as `3. True or false?` stands over the numbered statements to judge.
fn titles_statements(page: &Page<'_>, at: usize) -> bool {
    /// The most words of such a heading, without what stands in parentheses.
    const MOST_WORDS: usize = 5;
    let text = page.text(at);
    let name = text.split_once('(').map_or(text, |(name, _)| name);
    let mut words = name.split_whitespace().rev();
    let is_short = name.split_whitespace().nth(MOST_WORDS).is_none();
    let judges = |word: Option<&str>| word.is_some_and(begins_with_verdict);
    let below = at.saturating_add(1)..at.saturating_add(3);
    is_short
        && below.clone().any(|at| page.item_number(at) == Some(1))
        && judges(words.next())
        && judges(words.nth(1))
}

/// Whether a heading is a whole sentence: among headings that ask it is a statement to judge or to complete.
fn states(text: &str) -> bool {
    /// The fewest words of a sentence.
    const FEWEST: usize = 4;
    text.ends_with('.') && text.split_whitespace().nth(FEWEST - 1).is_some()
}

/// Whether options or an answer stand right below a heading, so that the heading itself is the
/// prompt: `### Select the true statement.`, `### The capital is ____.`
fn is_answered_below(page: &Page<'_>, at: usize) -> bool {
    if page.is_reveal(at) || page.ends_prompt(at) || page.title == Some(at) {
        return false;
    }
    if names_boxes(page, at) || lists_tasks(page, at) {
        return false;
    }
    let next = at.saturating_add(1);
    let code = page
        .block(next)
        .is_some_and(|block| block.kind == BlockKind::Code);
    let below = next.saturating_add(usize::from(code));
    page.begins_options(below) || page.begins_answer(below)
}

/// Whether a heading that neither asks nor leads to anything stands over boxes: they are things to do.
fn lists_tasks(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at).trim_end_matches(['*', '_', ' ']);
    let leads = text.ends_with(['.', ':', '…', '。', '：']);
    let is_said = || {
        let level = page.heading_level(at).unwrap_or_default();
        page.survey.demanding_headings_ask(level) || page.survey.numbered_headings_ask(level)
    };
    page.has_box(at.saturating_add(1))
        && !page.asks(at)
        && !leads
        && !demands_choice(text)
        && !starts_with_number(text)
        && page.label_kind(at) != LabelKind::Question
        && !is_said()
}
