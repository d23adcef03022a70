//! Lines below a question that begin something else: titles of tables, of to-do lists and of the questions that
//! follow, and the last line of a page. None of them may be the answer itself.

use crate::cards::body_words::looks_like_title;
use crate::cards::page::{Begins, LabelKind, Page};
use crate::cards::parted::offers_more;
use crate::cards::prompt_remarks::names_level;
use crate::cards::prompt_words::{is_drawn, is_one_of};
use crate::cards::question_parts::begins_with_part;
use crate::cards::said::{names_tasks, says_questions};
use crate::cards::stem::{is_on_line_of, names_boxes};
use crate::document::label::Label;
use crate::document::{BlockKind, Gap};

/// The most bytes of a title.
const LONGEST_TITLE: usize = 80;

/// Whether a line of a pasted page is the title of the table below it: behind an answer it begins a section.
pub(in crate::cards) fn titles_table(page: &Page<'_>, at: usize) -> bool {
    page.is_gapless
        && page
            .block(at.saturating_add(1))
            .is_some_and(|below| matches!(below.kind, BlockKind::Table(_)))
        && looks_like_title(page, at)
}

/// Whether a line above the next numbered question of a pasted page names a section and is no part
/// of the answer above it: short, without a full stop, behind text that is closed.
pub(super) fn is_section_title(page: &Page<'_>, at: usize, end: usize) -> bool {
    let text = page.text(end);
    let is_line = |at: usize| {
        page.block(at)
            .is_some_and(|block| block.kind == BlockKind::Line)
    };
    let closed = |text: &str| text.ends_with(['.', '!', '?', ')', ';']);
    // `Answer:` and nothing behind it, and then a sign that only titles have.
    let waits = page.label(end.saturating_sub(1)).is_some_and(|found| {
        found.label == Label::Answer && found.rest.text(page.source).is_empty()
    });
    // Otherwise it may be the answer itself, below a list that leads to it.
    let restarts = page.item_number(end.saturating_add(1)) == Some(1);
    let is_labelled = || (at.saturating_add(1)..end).any(|at| page.begins(at) == Begins::Answer);
    page.is_gapless
        && (restarts || is_labelled())
        && end > at.saturating_add(1)
        && is_line(end)
        && page.survey.is_numbered_question(end.saturating_add(1))
        && page.label(end).is_none()
        && text.split_whitespace().count() <= 6
        && !text.ends_with(['.', ':', ',', ';', '!', '?', '|', '}'])
        && !text.starts_with(char::is_lowercase)
        && (!is_line(end.saturating_sub(1))
            || closed(page.text(end.saturating_sub(1)))
            || (waits && text.starts_with(is_drawn)))
}

/// Whether a line that asks stands right above a question with a label, which it titles: `9. Why?` over `Question: …`
pub(in crate::cards) fn titles_label(page: &Page<'_>, at: usize) -> bool {
    let below = at.saturating_add(1);
    page.asks(at) && page.label_kind(below) == LabelKind::Question && !page.begins_prompt(at)
}

/// Whether a short line of a pasted page stands above boxes that are a to-do list.
pub(super) fn titles_boxes(page: &Page<'_>, at: usize) -> bool {
    let is_line = page
        .block(at)
        .is_some_and(|block| block.kind == BlockKind::Line);
    page.is_gapless && is_line && names_boxes(page, at) && !page.is_reveal(at)
}

/// Whether a line says that questions follow, and they do: `Short answer` above `5. Define it.`
pub(in crate::cards) fn titles_questions(page: &Page<'_>, at: usize) -> bool {
    /// The most words of such a title.
    const MOST_WORDS: usize = 6;
    let below = at.saturating_add(1);
    let is_line = page.block(at).is_some_and(|block| {
        block.kind == BlockKind::Line && (block.gap == Gap::Blank || page.is_gapless)
    });
    if !is_line {
        return false;
    }
    // `Quick recall` above questions with their answers on their lines.
    let is_answer = || {
        at.checked_sub(1)
            .is_some_and(|above| is_on_line_of(page, above, at))
    };
    let is_above_short = || {
        !is_answer()
            && page.label(at).is_none()
            && page.survey.line_asks(below)
            && is_on_line_of(page, below, below.saturating_add(1))
            && looks_like_title(page, at)
    };
    // Behind an answer on the line of its question nothing more of it comes.
    let is_behind_short = || {
        let begins_list = page.is_item(below) && page.item_number(below).is_none();
        let asks = begins_list || page.survey.line_asks(below);
        asks && page.label(at).is_none()
            && at
                .checked_sub(2)
                .is_some_and(|above| is_on_line_of(page, above, above.saturating_add(1)))
            && looks_like_title(page, at)
    };
    if page.is_gapless && (is_above_short() || is_behind_short()) {
        return true;
    }
    // In a pasted page a sentence may say how to use them.
    let behind = below.saturating_add(1);
    let leads = || {
        page.is_gapless && page.text(below).ends_with(['.', ':']) && is_first_of_list(page, behind)
    };
    page.text(at).split_whitespace().nth(MOST_WORDS).is_none()
        && !page.asks(at)
        && page.label(at).is_none()
        && says_questions(page.text(at))
        && (page.survey.is_numbered_question(below)
            || page.begins_prompt(below)
            || is_first_of_list(page, below)
            || leads())
}

/// Whether an item that asks stands at a place, the first of its numbers if it has one.
fn is_first_of_list(page: &Page<'_>, at: usize) -> bool {
    page.is_item(at) && page.asks(at) && matches!(page.item_number(at), None | Some(1))
}

/// Whether a few words of a pasted page stand behind the answer of a later question with options, over a list that
/// counts from 1 again.
pub(super) fn titles_other_list(page: &Page<'_>, question: usize, at: usize) -> bool {
    let below = at.saturating_add(1);
    let number = |at: usize| page.item_number(at);
    page.is_gapless
        && number(below) == Some(1)
        && number(below.saturating_add(1)) == Some(2)
        && number(question) > Some(1)
        && looks_like_title(page, at)
        && page.label(at).is_none()
        && (question..at).any(|at| page.begins_options(at))
}

/// Whether a line of a pasted page is the title of a section right above the next numbered question: `5.2 Waves`,
/// `Additional Problems`. `Medium:` is one in any page.
pub(in crate::cards) fn titles_section(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    let names_questions = || {
        let last = text.split_whitespace().next_back();
        let answers = last.is_some_and(|last| is_one_of(last, &["answers", "solutions"]));
        (answers || names_tasks(text)) && looks_like_title(page, at)
    };
    let behind = text.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == '.');
    let is_counted = begins_with_part(text)
        && behind.trim_start().starts_with(char::is_uppercase)
        && text.len() <= LONGEST_TITLE
        && !text.ends_with(['.', '?', ':', ';', ',']);
    let is_line = page
        .block(at)
        .is_some_and(|block| block.kind == BlockKind::Line);
    let is_above = page.item_number(at.saturating_add(1)).is_some();
    is_line
        && is_above
        && ((page.is_gapless && (is_counted || names_questions()))
            || parts_numbers(page, at)
            || (names_level(text) && !text.starts_with('(')))
}

/// Whether a cue with nothing behind it stands between two numbers that count on: `**Problem solving:**`
fn parts_numbers(page: &Page<'_>, at: usize) -> bool {
    /// The most words of such a cue.
    const MOST_WORDS: usize = 5;
    let text = page.text(at).trim_end_matches(['*', '_']);
    let above = at.checked_sub(1).and_then(|above| page.item_number(above));
    let next = above.and_then(|number| number.checked_add(1));
    // `user:x:501:` is no cue.
    let is_cue = text
        .strip_suffix(':')
        .is_some_and(|words| !words.contains(':'));
    is_cue
        && next.is_some()
        && page.item_number(at.saturating_add(1)) == next
        && text.split_whitespace().nth(MOST_WORDS).is_none()
}

/// Whether a line of a pasted page is in capitals and names the questions that follow: `UNIT - II`, also above
/// another such line.
pub(super) fn is_shouted(page: &Page<'_>, at: usize) -> bool {
    /// The most lines of such titles below each other.
    const MOST: usize = 3;
    let is_title = |at: usize| {
        let text = page.text(at);
        let is_sign =
            |sign: char| !sign.is_alphanumeric() && !matches!(sign, ' ' | '-' | '–' | '&');
        page.block(at)
            .is_some_and(|block| block.kind == BlockKind::Line)
            && text.len() <= LONGEST_TITLE
            && text.contains(char::is_uppercase)
            && !text.contains(char::is_lowercase)
            && !text.contains(is_sign)
            && text.split_whitespace().nth(1).is_some()
    };
    let titles = (at..at.saturating_add(MOST))
        .take_while(|at| is_title(*at))
        .count();
    let next = at.saturating_add(titles);
    page.is_gapless
        && titles > 0
        && (page.begins_prompt(next) || page.survey.is_numbered_question(next))
}

/// Whether a rule parts the end of a document from what stands above it: a line in emphasis as a whole, lines that are
/// links, or what a chat offers to do next. That offer ends an answer without a rule, too.
pub(super) fn is_footer(page: &Page<'_>, at: usize) -> bool {
    /// The most blocks of such an end.
    const LONGEST: usize = 8;
    let below = at.saturating_add(1);
    let is_rule = page
        .block(at)
        .is_some_and(|block| block.kind == BlockKind::Rule);
    let is_last = |most: usize| {
        page.block(at.saturating_add(most).saturating_add(1))
            .is_none()
    };
    if !is_last(LONGEST) {
        return false;
    }
    let text = page.text(below);
    let is_emphasis = || {
        let wraps = |mark: &&str| text.starts_with(*mark) && text.ends_with(*mark);
        text.len() > 2 && ["*", "_"].iter().any(wraps) && !page.is_bold(below)
    };
    let are_links = || (below..page.blocks.len()).all(|at| is_navigation(page.text(at)));
    let offers = |at: usize| offers_more(page.text(at)) && !page.asks(at.saturating_sub(1));
    match is_rule {
        true => (is_last(1) && is_emphasis()) || are_links() || offers(below),
        false => offers(at),
    }
}

/// `⬅️ [Back](a.md) | **Next**: [Waves](b.md)`: links, and hardly a word besides.
fn is_navigation(text: &str) -> bool {
    /// The most letters outside of the links.
    const MOST: usize = 16;
    let mut besides = 0_usize;
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('[') {
        let Some((_, after)) = behind.split_once("](") else {
            return false;
        };
        besides = besides.saturating_add(letters(before));
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    text.contains("](") && besides.saturating_add(letters(rest)) <= MOST
}

fn letters(text: &str) -> usize {
    text.chars().filter(|sign| sign.is_alphanumeric()).count()
}
