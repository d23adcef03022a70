//! Numbered questions: `1. What is …?` with its answer below, then `2. …`. Which numbered items of a
//! document ask, and which belong to a list inside an answer, only the run of the numbers tells: a
//! pasted page has lost the indentation that would part the two.

use crate::document::{BlockKind, Gap, Marker, inline};

use super::answer_key::AnswerKey;
use super::body_words::looks_like_title;
use super::demand_words::{asks_and_demands, ends_in_demand};
use super::page::{LabelKind, Page};
use super::prompt_end::{titles_section, titles_table};
use super::prompt_words::is_drawn;
use super::said::Said;
use super::stem::is_stem;
use super::wrapped::wrapped_below;

/// How many numbers may be missing between two questions: somebody took a question out.
pub(super) const WIDEST_GAP: u32 = 3;
/// The fewest answered questions that a document has.
const FEWEST: usize = 2;

/// How many items further down the number of the next question is looked for.
const REACH: usize = 30;

/// A numbered item.
#[derive(Clone, Copy)]
struct Item {
    at: usize,
    number: u32,
    indent: u32,
    proof: Option<Proof>,
}

/// What speaks for a question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// `Answer:` or options stand below it.
    Answered,
    /// It asks, and text stands below it.
    Asks,
    /// It asks, and nothing stands below it.
    AsksAlone,
    /// It demands something, and text stands below it: a question among those that ask for knowledge.
    Demands,
    /// Text stands below it; it would be a question only by its place among others.
    Place,
}

impl Item {
    fn asks(&self) -> bool {
        self.proof
            .is_some_and(|proof| !matches!(proof, Proof::Place | Proof::Demands))
    }
}

/// The numbered items that are questions, sorted. An item that `is_content` is false of belongs to a
/// table of contents.
pub(super) fn numbered_questions(
    page: &Page<'_>,
    key: &AnswerKey,
    inside: &[usize],
    is_content: &dyn Fn(usize) -> bool,
) -> Vec<usize> {
    let is_heading =
        |at: usize| page.heading_level(at).is_some() && inside.binary_search(&at).is_err();
    let mut said = Said::of(page);
    let mut items: Vec<Item> = Vec::new();
    let mut found: Vec<Item> = Vec::new();
    // Whether a list stands below `Answer:` with nothing behind it.
    let mut is_answer = false;
    for at in 0..page.blocks.len() {
        if is_heading(at) {
            found.extend(questions_of(&items, said.holds()));
            items.clear();
        }
        if is_heading(at) || page.begins_prompt(at) {
            is_answer = false;
        }
        is_answer |= leads_to_list(page, at);
        if is_heading(at) || page.heading_level(at).is_none() {
            said.pass(page, at);
        }
        if page.heading_level(at).is_some() {
            continue;
        }
        if let (Some(number), Some(block)) = (page.item_number(at), page.block(at)) {
            let may_ask = !key.holds(at)
                && !page.has_box(at)
                && page.option_letter(at).is_none()
                && page.listed(at).is_none()
                && is_content(at);
            items.push(Item {
                at,
                number,
                indent: block.indent,
                proof: if may_ask {
                    let parted = inside.binary_search(&at.saturating_add(1)).is_ok();
                    // A question right above the headings that part its answer has one.
                    match proof(page, at, said.holds(), in_key(key, number, at)) {
                        Some(Proof::AsksAlone) if parted => Some(Proof::Asks),
                        Some(proof) if is_answer && proof != Proof::Answered && !page.asks(at) => {
                            None
                        }
                        found => {
                            is_answer &= found.is_none();
                            found
                        }
                    }
                } else {
                    None
                },
            });
        }
    }
    found.extend(questions_of(&items, said.holds()));
    let is_answered = |item: &&Item| {
        matches!(
            item.proof,
            Some(Proof::Answered | Proof::Asks | Proof::Demands)
        )
    };
    let has_label = found.iter().any(|item| item.proof == Some(Proof::Answered));
    if !has_label && found.iter().filter(is_answered).count() < FEWEST {
        return Vec::new();
    }
    // A list of prompts without answers is the survey's business.
    let is_lone = |item: &Item| item.proof == Some(Proof::AsksAlone);
    let lone = found.iter().filter(|item| is_lone(item)).count();
    let asking = found.iter().filter(|item| item.asks()).count();
    let keeps_lone = lone.saturating_mul(2) < asking;
    let kept = found.iter().filter(|item| keeps_lone || !is_lone(item));
    kept.map(|item| item.at).collect()
}

/// Whether a place labels an answer that a numbered list is.
fn leads_to_list(page: &Page<'_>, at: usize) -> bool {
    let is_empty = || {
        let found = page.label(at);
        found.is_some_and(|found| found.rest.text(page.source).is_empty())
    };
    page.item_number(at.saturating_add(1)) == Some(1)
        && page.label_kind(at) == LabelKind::Answer
        && is_empty()
}

/// What an answer key says of a numbered item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum InKey {
    Nothing,
    /// It has an answer, or another item of its number has.
    Answer,
    /// An answer in words.
    Words,
    /// It judges this very sentence, says what the term means, or has a title with this number.
    Named,
}

fn in_key(key: &AnswerKey, number: u32, at: usize) -> InKey {
    match key.entry(number, at) {
        Some(entry) if key.judges(at) || entry.is_section() => InKey::Named,
        Some(entry) if entry.says() || entry.may_say() => InKey::Words,
        Some(_) => InKey::Answer,
        None => InKey::Nothing,
    }
}

fn proof(page: &Page<'_>, at: usize, is_said: bool, in_key: InKey) -> Option<Proof> {
    let has_body = has_body(page, at);
    // `1. Explain …` asks where the heading says that questions stand here.
    let asks_here = page.asks(at)
        || page.demands_answer(at)
        || ((is_said || in_key == InKey::Words) && page.is_imperative(at))
        || asks_in_next_line(page, at)
        || asks_and_demands(page.text(at))
        || ends_in_demand(page.text(at));
    // A title over a question that has a label of its own.
    if page.begins_prompt(at.saturating_add(1)) && page.item_number(at.saturating_add(1)).is_none()
    {
        return None;
    }
    // Right below a cue stand the numbered options or the boxes that a key names.
    let below = at.saturating_add(1);
    let offers = || page.item_number(below) == Some(1) || page.has_boxes(below);
    let is_in_key = in_key != InKey::Nothing;
    if is_stem(page, at) || in_key == InKey::Named || (is_in_key && (asks_here || offers())) {
        Some(Proof::Answered)
    } else if is_answered_on_line(page, at) {
        Some(Proof::Asks)
    } else if !asks_here {
        has_body.then_some(match page.is_imperative(at) {
            true => Proof::Demands,
            false => Proof::Place,
        })
    } else if has_body {
        Some(Proof::Asks)
    } else {
        Some(Proof::AsksAlone)
    }
}

/// Whether the answer of an item stands on its own line: `BCC stands for: **Blind Carbon Copy**`.
fn is_answered_on_line(page: &Page<'_>, at: usize) -> bool {
    let (Some(block), Some(next)) = (page.block(at), page.block(at.saturating_add(1))) else {
        return false;
    };
    let between = page.source.get(block.span.end()..next.span.start());
    next.kind == BlockKind::Line && between.is_some_and(|between| !between.contains('\n'))
}

/// Whether the paragraph of an item goes on in the lines below and asks there, and nothing follows.
pub(super) fn asks_in_next_line(page: &Page<'_>, at: usize) -> bool {
    let lines = wrapped_below(page, at);
    lines > 0 && page.asks(at.saturating_add(lines))
}

/// Whether something stands below an item before the next of its kind.
fn has_body(page: &Page<'_>, at: usize) -> bool {
    let indent = page.block(at).map_or(0, |block| block.indent);
    // The title of the next list, in a page that lost its marks or never had some.
    let below = at.saturating_add(1).saturating_add(wrapped_below(page, at));
    if is_title_of_list(page, at, below) || titles_table(page, below) || titles_section(page, below)
    {
        return false;
    }
    page.block(below).is_some_and(|next| match next.kind {
        BlockKind::Heading { .. } | BlockKind::Rule | BlockKind::Comment => false,
        BlockKind::Item {
            marker: Marker::Number(number),
            ..
        } => next.indent > indent || (number == 1 && !begins_asking(page, below)),
        _ => true,
    })
}

/// Whether a numbered item begins a list that asks, and not one that answers.
fn begins_asking(page: &Page<'_>, at: usize) -> bool {
    page.asks(at) || page.is_imperative(at) || page.begins_prompt(at) || is_stem(page, at)
}

/// Whether a short line below a question names the list that begins with 1 below it. Below the first
/// question of a list it may lead to the answer.
pub(super) fn is_title_of_list(page: &Page<'_>, question: usize, at: usize) -> bool {
    if page.item_number(at.saturating_add(1)) != Some(1) {
        return false;
    }
    let is_first = page.item_number(question) == Some(1);
    let text = inline::text(page.text(at));
    let is_apart = page.block(at).is_some_and(|block| {
        block.kind == BlockKind::Line && block.gap == Gap::Blank && block.indent == 0
    });
    // `🟢 Kubernetes`, `Databases:`
    let bare = text.trim_start_matches(is_drawn);
    let bare = bare.trim_start().trim_end_matches(':');
    let is_short = bare.split_whitespace().count() <= 8
        && bare.starts_with(char::is_uppercase)
        && bare.ends_with(|c: char| c.is_alphanumeric() || c == ')');
    let is_dressed = bare.len() < text.len() && bare.split_whitespace().count() <= 5;
    let is_title = looks_like_title(page, at) || (is_dressed && is_short && is_line(page, at));
    (is_apart && is_short && (!is_first || text.starts_with(is_drawn)))
        || (page.is_gapless && is_title)
}

fn is_line(page: &Page<'_>, at: usize) -> bool {
    page.block(at)
        .is_some_and(|block| block.kind == BlockKind::Line)
}

/// The questions among the numbered items of one section.
fn questions_of(items: &[Item], is_said: bool) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    // The number of the newest item of a list inside an answer.
    let mut inner: Option<u32> = None;
    let indent = items
        .iter()
        .filter(|item| item.asks())
        .map(|item| item.indent)
        .min();
    for (nth, item) in items.iter().enumerate() {
        if indent.is_some_and(|indent| item.indent > indent) {
            continue;
        }
        let last = found.last().map(|last| last.number);
        let goes_on_inside = inner.is_some_and(|inner| inner.checked_add(1) == Some(item.number));
        if item.proof.is_some() && fits(items.get(nth..).unwrap_or_default(), last, goes_on_inside)
        {
            found.push(*item);
            inner = None;
        } else {
            inner = Some(item.number);
        }
    }
    let count = |proof: Proof| {
        found
            .iter()
            .filter(|item| item.proof == Some(proof))
            .count()
    };
    let places = count(Proof::Place);
    let demands = count(Proof::Demands);
    let asking = found.len().saturating_sub(places).saturating_sub(demands);
    let keeps_places = is_said || (asking > 0 && places <= asking);
    let keeps = |item: &Item| match item.proof {
        Some(Proof::Demands) => asking > 0 || is_said,
        Some(Proof::Place) => keeps_places,
        _ => true,
    };
    found.retain(keeps);
    found
}

/// Whether the first of some items stands where the question behind number `last` would stand.
fn fits(items: &[Item], last: Option<u32>, goes_on_inside: bool) -> bool {
    let Some((item, below)) = items.split_first() else {
        return false;
    };
    let Some(last) = last else {
        return item.asks() || item.number <= 1;
    };
    // What has options or an answer of its own is a question, however many were left out before it.
    let is_near = item.number.saturating_sub(last.min(item.number)) <= WIDEST_GAP;
    let is_sure = match item.proof {
        Some(Proof::Answered) => true,
        Some(Proof::Asks) => !goes_on_inside,
        _ => false,
    };
    let follows = item.number > last && (is_near || is_sure);
    if !item.asks() {
        return follows && !goes_on_inside;
    }
    let repeats = item.number == last && !goes_on_inside;
    let restarts = item.number == 1 && !is_list_inside(below, last);
    // Numbers may be out of order where each has options or an answer.
    let is_answered = item.proof == Some(Proof::Answered) && !goes_on_inside;
    follows || repeats || restarts || is_answered
}

/// Whether a list that begins above `below` stands inside of an answer: behind it goes on the number
/// of the questions, and most of its items do not ask.
fn is_list_inside(below: &[Item], last: u32) -> bool {
    let next = below
        .iter()
        .take(REACH)
        .position(|item| item.asks() && item.number.checked_sub(1) == Some(last));
    next.is_some_and(|next| {
        let inside = below.get(..next).unwrap_or_default();
        let asking = inside.iter().filter(|item| item.asks()).count();
        // The first item, which asks, counts as well.
        asking.saturating_add(1).saturating_mul(2) <= inside.len().saturating_add(1)
            && !inside.is_empty()
    })
}
