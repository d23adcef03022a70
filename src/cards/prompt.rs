//! Where a question begins: one place that knows every way in which documents ask. Where it ends
//! stands in `prompt_end`.

use crate::document::label::{Label, Labelled};
use crate::document::{BlockKind, inline, is_answer_word};

use super::asking_headings::heading_asks;
use super::asking_lines::last_sentence;
use super::body_words::describes_question;
use super::bold_number::counted_in_bold;
use super::considered::options_below;
use super::demand_words::is_imperative;
use super::key_title::{names_key, titles_key};
use super::page::{Fact, LabelKind, Page};
use super::parted::{begins_parted, parts_question};
use super::prompt_below::prompt_below;
use super::prompt_number::{numbered, without_number};
use super::prompt_remarks::{names_level, names_points, without_points};
use super::prompt_words::{
    asks, begins_question, is_drawn, is_emphasised, judges, undrawn, unwrapped, without_tags,
};
use super::stem::is_stem;
use super::survey::starts_with_number;
use super::waiting_lines::{hides_answer, hides_below, is_counted, offers_below};
use super::wrapped::wrapped_below;

/// Signs beyond ASCII that open a text and do not decorate it.
const OPENING: [char; 12] = [
    '“', '„', '«', '‘', '‹', '「', '『', '（', '【', '《', '¿', '¡',
];

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
    /// A plain line among others that ask: up to the next one or a heading.
    Plain,
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
    /// The first block behind it.
    pub(super) body: usize,
}

/// What a question is known by, which decides where its words stand.
enum Sign {
    /// Its label, with its number.
    Label(Labelled, Option<u32>),
    /// A heading that only says that a question stands below it.
    Title,
    /// Its own words, or what stands around them.
    Words,
}

/// How the question that begins at a place is marked; none where no question begins there. Whether one
/// does is kept: each line is asked once for itself, and once for every question above it.
pub(super) fn mark_at(page: &Page<'_>, at: usize) -> Option<Mark> {
    sign_at(page, at).map(|(mark, _)| mark)
}

fn sign_at(page: &Page<'_>, at: usize) -> Option<(Mark, Sign)> {
    let mut found = None;
    let find = || {
        found = find_sign(page, at);
        found.is_none()
    };
    let is_none = page.known.holds(at, Fact::NoPrompt, find);
    match is_none {
        true => None,
        false => found.or_else(|| find_sign(page, at)),
    }
}

fn find_sign(page: &Page<'_>, at: usize) -> Option<(Mark, Sign)> {
    let block = page.block(at)?;
    if page.title == Some(at)
        || page.survey.is_key(at)
        || page.survey.is_content(at)
        || page.survey.tasks().holds(at.saturating_add(1))
        || titles_key(page, at)
        || parts_question(page, at)
    {
        return None;
    }
    if page.label_kind(at) == LabelKind::Question
        && let Some(found) = page.label(at)
        && let Label::Question(number) = found.label
        && !is_one_of_labels(page, at, number)
    {
        let mark = page.heading_level(at).map_or(Mark::Label, Mark::Heading);
        return Some((mark, Sign::Label(found, number)));
    }
    if let Some(level) = page.heading_level(at).filter(|_| begins_parted(page, at)) {
        return Some((Mark::Heading(level), Sign::Title));
    }
    let mark = match block.kind {
        BlockKind::Heading { level, .. } if heading_asks(page, at, level) => Mark::Heading(level),
        BlockKind::Summary if fold_asks(page, at) => Mark::Summary,
        BlockKind::Line | BlockKind::Item { .. } if options_below(page, at).is_some() => Mark::Stem,
        BlockKind::Line if bold_line_asks(page, at) => Mark::Bold,
        BlockKind::Line if reveals_below(page, at) => Mark::Reveal,
        BlockKind::Item { .. } if page.survey.is_numbered_question(at) => Mark::Numbered,
        BlockKind::Item { .. } if hides_below(page, at) => Mark::Reveal,
        BlockKind::Item { .. } if offers_below(page, at) => Mark::Stem,
        BlockKind::Item { .. } if page.survey.item_asks(at) => Mark::Item(block.indent),
        BlockKind::Line | BlockKind::Item { .. } if is_stem(page, at) => Mark::Stem,
        BlockKind::Line if page.survey.line_asks(at) || page.survey.is_part(at) => Mark::Plain,
        BlockKind::Line if is_counted(page, at) || hides_answer(page, at) => Mark::Plain,
        _ => return None,
    };
    Some((mark, Sign::Words))
}

/// The question that begins at a place.
pub(super) fn prompt_at(page: &Page<'_>, at: usize) -> Option<PromptStart> {
    let (mark, sign) = sign_at(page, at)?;
    let (lead, number, body) = match sign {
        Sign::Label(found, number) => {
            let (lead, body) = behind_label(page, at, found, number);
            (lead, number, body)
        }
        Sign::Title => (String::new(), None, at.saturating_add(1)),
        Sign::Words => words_at(page, at, mark),
    };
    Some(PromptStart {
        mark,
        lead: match unwrapped(&lead) {
            inner if inner.len() < lead.len() => inner.to_owned(),
            _ => lead,
        },
        number,
        body,
    })
}

/// The words behind the label of a question or below it, and the first block behind them.
fn behind_label(
    page: &Page<'_>,
    at: usize,
    found: Labelled,
    number: Option<u32>,
) -> (String, usize) {
    let rest = found.rest.text(page.source);
    // `Question 1 🟢`: how hard it is.
    let says = rest.contains(char::is_alphanumeric);
    let rest = if says { rest } else { "" };
    let is_about = names_points(rest) || names_level(rest);
    let below = (is_about || rest.is_empty()).then(|| prompt_below(page, at));
    match titled(page, at, number, rest).map(Some).or(below) {
        Some(Some(below)) => below,
        Some(None) => (String::new(), at.saturating_add(1)),
        None => {
            let words = inline::text(without_points(rest)).into_owned();
            (words, at.saturating_add(1))
        }
    }
}

/// The words of a question without a label, its number, and the first block behind them.
fn words_at(page: &Page<'_>, at: usize, mark: Mark) -> (String, Option<u32>, usize) {
    let (number, words) = numbered(page.text(at));
    let number = number.or_else(|| page.item_number(at));
    let mut lead = match counted_in_bold(without_tags(words)) {
        Some(words) => inline::text(&words).into_owned(),
        None => unmarked(without_tags(words)),
    };
    // `2. **Multiple Choice**: Which is it?`
    if let Some((sort, words)) = lead.split_once(": ")
        && names_level(sort)
        && !judges(&lead)
        && !words.is_empty()
    {
        lead = words.to_owned();
    }
    // `3. [domain: Storage]` says what the question below it is about.
    if lead.starts_with('[') && describes_question(lead.trim_matches(['[', ']'])) {
        lead.clear();
    }
    let goes_on = matches!(mark, Mark::Numbered | Mark::Item(_)) && !page.asks(at);
    let wrapped = if goes_on { wrapped_below(page, at) } else { 0 };
    let below = at.saturating_add(1).saturating_add(wrapped);
    for line in at.saturating_add(1)..below {
        lead.push('\n');
        lead.push_str(&inline::text(page.text(line)));
    }
    if wrapped > 0 {
        return (lead, number, below);
    }
    let led = lead.trim_end_matches([' ', '→', '➡']).len();
    lead.truncate(led);
    (lead, number, below)
}

/// The words behind `Question:` right below a numbered label whose own words are only a title.
fn titled(page: &Page<'_>, at: usize, number: Option<u32>, title: &str) -> Option<(String, usize)> {
    let below = page.label(at.saturating_add(1))?;
    let asked = below.rest.text(page.source);
    let is_title =
        number.is_some() && !asks(title) && page.heading_level(at.saturating_add(1)).is_none();
    (is_title && below.label == Label::Question(None) && !asked.is_empty())
        .then(|| (inline::text(asked).into_owned(), at.saturating_add(2)))
}

/// Whether a line in bold is a question.
fn bold_line_asks(page: &Page<'_>, at: usize) -> bool {
    // `**14. Many papers came before. Name one.**`
    let counted =
        || starts_with_number(page.text(at)) && is_imperative(last_sentence(page.text(at)));
    let demands = || page.survey.bold_demands_ask() && (page.demands_answer(at) || counted());
    // `**6. A lock has one gate.**` above `Answer: False`
    let states = || {
        starts_with_number(page.text(at))
            && page.label_kind(at.saturating_add(1)) == LabelKind::Answer
    };
    page.is_bold(at) && !speaks(page.text(at)) && (page.asks(at) || demands() || states())
}

/// Whether a question is a manner of speaking between two sentences: `**Why?**`
fn speaks(text: &str) -> bool {
    text.is_ascii() && text.split_whitespace().nth(1).is_none()
}

/// Whether an item `**Question**: …` stands among items with other labels: it names a thing as they do.
fn is_one_of_labels(page: &Page<'_>, at: usize, number: Option<u32>) -> bool {
    let is_labelled = |at: usize| {
        let label = page.label(at).filter(|_| page.is_item(at));
        label.is_some_and(|found| found.label == Label::Other)
    };
    // What is indented under it, or under the one above, is about a question.
    let indent = |at: usize| page.block(at).map(|block| block.indent);
    let is_beside = |other: usize| indent(other) == indent(at) && is_labelled(other);
    let above = at.checked_sub(1).is_some_and(is_beside);
    page.is_item(at) && number.is_none() && above && is_beside(at.saturating_add(1))
}

/// The text of a prompt: whole-line emphasis taken off, links without addresses.
fn unmarked(text: &str) -> String {
    let whole = undrawn(text);
    if is_emphasised(whole) {
        // The number may stand inside the emphasis: `**2) Why?**`
        return numbered(&inline::name(whole)).1.to_owned();
    }
    // `?[What is it?]`, as some course pages write it.
    if let Some((question, _)) = text
        .strip_prefix("?[")
        .and_then(|rest| rest.rsplit_once(']'))
    {
        return inline::text(question).into_owned();
    }
    // What a pasted page leaves of it.
    let text = match text.strip_prefix('?') {
        Some(rest) if rest.starts_with(char::is_uppercase) => rest,
        _ => text,
    };
    // `🔄 What is the difference?`
    let dresses = |sign: char| is_drawn(sign) && !OPENING.contains(&sign);
    let bare = text.trim_start_matches(dresses).trim_start();
    // `🟦 1. What is it?`
    let text = match bare.len() < text.len() {
        true => without_number(bare),
        false => bare,
    };
    // `1. ### What is it?`
    inline::text(text.trim_start_matches('#').trim_start()).into_owned()
}

/// Whether the summary of a fold asks: by itself, as the others do, or above options or an answer.
pub(super) fn fold_asks(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    let is_title =
        page.is_reveal(at) || is_answer_word(text) || page.is_noise(at) || names_key(text);
    let answered = || {
        (at.saturating_add(1)..at.saturating_add(4))
            .any(|at| page.begins_options(at) || page.ends_prompt(at))
    };
    // A list or code may go on with what is asked.
    let asks = page.asks(at)
        || (text.contains('\n') && begins_question(text))
        || asks(text.trim_end_matches(['*', ' ']));
    (asks && !names_key(text))
        || (!is_title && !page.ends_prompt(at) && (page.survey.folds_ask() || answered()))
}

/// Whether a callout or box that shows an answer begins at a place.
fn folds_answer(page: &Page<'_>, at: usize) -> bool {
    let is_box = ["[!", "???"]
        .iter()
        .any(|sign| page.text(at).starts_with(sign));
    is_box && page.label_kind(at) == LabelKind::Answer
}

/// Whether the next block uncovers the answer of this one.
pub(super) fn reveals_below(page: &Page<'_>, at: usize) -> bool {
    page.block(at.saturating_add(1))
        .is_some_and(|next| match next.kind {
            BlockKind::Summary => page.is_reveal(at.saturating_add(1)),
            BlockKind::Line => {
                let below = at.saturating_add(1);
                let is_button = page.is_reveal(below) && !page.text(below).ends_with([':', '.']);
                is_button || folds_answer(page, below)
            }
            _ => false,
        })
        && !page.is_reveal(at)
        && !page.is_noise(at)
        && matches!(page.label_kind(at), LabelKind::None | LabelKind::Other)
        && page.option_letter(at).is_none()
}
