//! Options without letters and boxes: a list under a question that says itself which of its items is
//! right, by the only mark or the only item that is not struck out, or under a question that can only
//! be answered by choosing. It must never take the list that answers a question.

use std::collections::HashMap;

use crate::document::label::Label;
use crate::document::{Block, BlockKind, Gap, Marker, Task};

use super::body_words::names_options;
use super::counted_lists::{has_counting_key, is_under_number};
use super::option_words::{is_struck, without_marks};
use super::page::{LabelKind, Page};
use super::plain::plain;
use super::prompt_words::{asks, demands_choice, is_bold};

/// The fewest items that are options, and the most.
const FEWEST: usize = 2;
const MOST: usize = 8;
/// The fewest where nothing but bold marks the right one, or nothing at all.
const FEWEST_UNMARKED: usize = 3;
/// The most bytes of an option.
const LONGEST: usize = 400;
/// The fewest words, but one, of a sentence that leads to boxes.
const FEWEST_WORDS: usize = 5;
/// How many blocks above its options a question may end.
const REACH: usize = 5;
/// The fewest other lists that show that the document lists its options in one way.
const FEWEST_ALIKE: usize = 2;

/// The items of a document that are options, by their places.
#[derive(Debug, Default)]
pub(super) struct ListedOptions {
    /// The first item of each list; sorted.
    first: Vec<usize>,
    /// Every item, and whether it is right; sorted by place.
    items: Vec<(usize, Listed)>,
}

/// What a list says of one of its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    /// It is the answer, or one of several.
    Right,
    /// It is not, or nothing says so.
    Open,
}

/// A list that may be options.
struct Candidate {
    items: Vec<usize>,
    right: Vec<usize>,
    /// Whether its question demands a choice.
    is_demanded: bool,
}

impl ListedOptions {
    pub(super) fn of(page: &Page<'_>) -> ListedOptions {
        let is_counted = has_counting_key(page);
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut at = 0;
        while at < page.blocks.len() {
            match list_at(page, at) {
                Some(items) => {
                    at = items.last().map_or(at, |last| *last).saturating_add(1);
                    candidates.extend(candidate(page, items, is_counted));
                }
                None => at = at.saturating_add(1),
            }
        }
        mark_several(page, &mut candidates);
        let demanded = demanded(page, &candidates);
        candidates.retain(|candidate| {
            (is_counted && is_under_number(page, candidate.first()))
                || is_chosen(page, candidate, &demanded)
        });
        let mut found = ListedOptions::default();
        for candidate in &candidates {
            found.first.extend(candidate.items.first());
            let said = |at: &usize| match candidate.right.contains(at) {
                true => (*at, Listed::Right),
                false => (*at, Listed::Open),
            };
            found.items.extend(candidate.items.iter().map(said));
        }
        found.items.sort_unstable_by_key(|(at, _)| *at);
        found.first.sort_unstable();
        found
    }

    /// Whether such a list begins at a place.
    pub(super) fn begin(&self, at: usize) -> bool {
        self.first.binary_search(&at).is_ok()
    }

    /// What the list says of the item at a place.
    pub(super) fn item(&self, at: usize) -> Option<Listed> {
        let place = self.items.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        self.items.get(place).map(|(_, said)| *said)
    }
}

/// The items of the list that begins at a place: one below the other, with nothing between.
fn list_at(page: &Page<'_>, at: usize) -> Option<Vec<usize>> {
    let first = page.block(at).filter(|block| is_plain(block))?;
    let is_above = |above: usize| {
        page.block(above).is_some_and(|above| {
            is_item(above) && above.indent == first.indent && same(above, first)
        })
    };
    // The first of a numbered list is the first of its numbers.
    let begins = match page.item_number(at) {
        Some(number) => number == 1,
        None => !at.checked_sub(1).is_some_and(is_above),
    };
    if !begins {
        return None;
    }
    let goes_on = |next: &usize| {
        page.block(*next).is_some_and(|block| {
            is_plain(block) && block.indent == first.indent && same(block, first)
        }) && (*next == at || page.item_number(at).is_none() || !page.asks(*next))
    };
    let follows = |(nth, at): (usize, &usize)| {
        page.item_number(*at)
            .is_none_or(|number| usize::try_from(number) == Ok(nth.saturating_add(1)))
    };
    let places: Vec<usize> = (at..=at.saturating_add(MOST)).take_while(goes_on).collect();
    let items: Vec<usize> = places
        .iter()
        .enumerate()
        .take_while(|(nth, at)| follows((*nth, at)))
        .map(|(_, at)| *at)
        .collect();
    // Of boxes that are ticked or answered the marks and the answer tell.
    let end = items.last().map_or(at, |last| last.saturating_add(1));
    if page.has_box(at) && (page.has_box(end) || page.label_kind(end) == LabelKind::Answer) {
        return None;
    }
    (FEWEST..=MOST).contains(&items.len()).then_some(items)
}

fn is_item(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Item { .. })
}

/// Whether nothing stands before an item but its bullet or number, or a box that nobody has ticked.
fn is_plain(block: &Block) -> bool {
    matches!(
        block.kind,
        BlockKind::Item {
            task: Task::None | Task::Open,
            ..
        }
    )
}

/// Whether two items carry the same sort of mark.
fn same(one: &Block, other: &Block) -> bool {
    if one.kind.is_box() != other.kind.is_box() {
        return false;
    }
    let numbers = |block: &Block| {
        matches!(
            block.kind,
            BlockKind::Item {
                marker: Marker::Number(_),
                ..
            }
        )
    };
    numbers(one) == numbers(other)
}

fn candidate(page: &Page<'_>, items: Vec<usize>, is_counted: bool) -> Option<Candidate> {
    let first = *items.first()?;
    // `Choose the best response` may be answered by a question, which is in bold then.
    let may_ask =
        |at: usize| is_bold(page.text(at)) && question_above(page, first) == Some(Above::Demands);
    let is_option = |at: &usize| {
        let text = page.text(*at);
        !text.is_empty()
            && text.len() <= LONGEST
            && page.option_letter(*at).is_none()
            && (!(page.asks(*at) || page.ends_prompt(*at))
                || page.is_labelled_option(*at)
                || may_ask(*at))
    };
    if !items.iter().all(is_option) {
        return None;
    }
    let is_own = || {
        let above = first.checked_sub(1);
        is_counted && above.is_some_and(|above| page.item_number(above).is_some())
    };
    let above = question_above(page, first).or_else(|| is_own().then_some(Above::Asks))?;
    let mut right = right_ones(page, &items);
    if right.is_empty() {
        right.extend(named_below(page, &items));
    }
    let is_marked =
        |at: &usize| page.is_labelled_option(*at) || without_marks(page.text(*at)).is_right;
    if above == Above::Named && !items.iter().any(is_marked) {
        return None;
    }
    let is_demanded = above == Above::Demands;
    let candidate = Candidate {
        items,
        right,
        is_demanded,
    };
    Some(candidate)
}

/// The item that a quote or a labelled answer right below the list repeats: `> 12`, `Answer: 12`.
fn named_below(page: &Page<'_>, items: &[usize]) -> Option<usize> {
    let below = (*items.last()?).saturating_add(1);
    let block = page.block(below)?;
    let answer = page
        .label(below)
        .filter(|found| found.label == Label::Answer);
    let said = match answer {
        Some(found) => found.rest.text(page.source),
        None if block.kind == BlockKind::Quote && block.gap == Gap::None => page.text(below),
        None => return None,
    };
    let said = plain(said);
    items
        .iter()
        .copied()
        .find(|at| plain(page.text(*at)) == said)
}

/// What stands above a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    /// A question that can only be answered by choosing.
    Demands,
    /// A question.
    Asks,
    /// `Question 3` over a statement that is true or false.
    Named,
}

/// The question above a list, if one stands there.
fn question_above(page: &Page<'_>, first: usize) -> Option<Above> {
    let indent = page.block(first)?.indent;
    let mut is_demanded = false;
    let mut is_titled = false;
    for back in 1..=REACH {
        let above = first.checked_sub(back)?;
        let block = page.block(above)?;
        let text = page.text(above);
        // A blank may stand alone on the last line of its sentence.
        let is_code = block.kind == BlockKind::Code;
        is_demanded |= !is_code && (demands_choice(text) || text.contains("___"));
        let is_named = page
            .label(above)
            .is_some_and(|found| matches!(found.label, Label::Question(_)));
        // `The duties of a keeper are these, except:` over boxes
        let leads = || {
            back == 1
                && page.has_box(first)
                && text.ends_with(':')
                && text.split_whitespace().nth(FEWEST_WORDS).is_some()
        };
        let asks = asks(text) || leads();
        is_demanded |= is_titled && (asks || is_named);
        let found = match (is_demanded, asks) {
            (true, _) => Some(Above::Demands),
            (false, true) => Some(Above::Asks),
            (false, false) => is_named.then_some(Above::Named),
        };
        match block.kind {
            BlockKind::Line | BlockKind::Heading { .. } if found.is_some() => return found,
            BlockKind::Item { .. } => {
                let leads = block.indent < indent || page.item_number(above).is_some();
                return found.filter(|_| leads);
            }
            BlockKind::Line | BlockKind::Code | BlockKind::Quote => {}
            // `## Options` stands in manuals, too.
            BlockKind::Heading { .. } if names_options(page, above) => is_titled = true,
            _ => return None,
        }
    }
    None
}

/// The items that the list itself marks as right.
fn right_ones(page: &Page<'_>, items: &[usize]) -> Vec<usize> {
    let with = |says: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let found = items.iter().copied();
        found.filter(|at| says(page.text(*at))).collect()
    };
    let labelled: Vec<usize> = items
        .iter()
        .copied()
        .filter(|at| page.is_labelled_option(*at))
        .collect();
    let others = || items.iter().filter(|at| !labelled.contains(at));
    if !labelled.is_empty() {
        let are_options = others().count() > 0 && others().all(|at| page.label(*at).is_none());
        return if are_options { labelled } else { Vec::new() };
    }
    let ticked = with(&|text| without_marks(text).is_right);
    if !ticked.is_empty() {
        return match ticked.len() < items.len() {
            true => ticked,
            false => Vec::new(),
        };
    }
    let kept = with(&|text| !is_struck(text));
    if !kept.is_empty() && kept.len().saturating_mul(2) <= items.len() {
        return kept;
    }
    let dressed = with(&|text| text.contains("**") || text.contains("__"));
    let bold = with(&is_bold);
    match (&bold[..], dressed.len()) {
        ([only], 1) if items.len() >= FEWEST_UNMARKED => vec![*only],
        _ => Vec::new(),
    }
}

/// Marks several items in bold as right, where the document marks the right one so in other lists.
fn mark_several(page: &Page<'_>, candidates: &mut [Candidate]) {
    let is_bold = |at: &usize| is_bold(page.text(*at));
    let marks_one =
        |candidate: &&Candidate| matches!(&candidate.right[..], [only] if is_bold(only));
    if candidates.iter().filter(marks_one).count() < FEWEST_ALIKE {
        return;
    }
    let is_open = |candidate: &&mut Candidate| candidate.right.is_empty();
    for candidate in candidates.iter_mut().filter(is_open) {
        let bold: Vec<usize> = candidate
            .items
            .iter()
            .copied()
            .filter(|at| is_bold(at))
            .collect();
        let is_dressed = |at: &&usize| page.text(**at).contains("**");
        let dressed = candidate.items.iter().filter(is_dressed).count();
        if bold.len() == dressed && bold.len() < candidate.items.len() {
            candidate.right = bold;
        }
    }
}

/// What lists that are alike share: how many items they have, and whether those are numbered.
type Likeness = (usize, bool);

impl Candidate {
    fn first(&self) -> usize {
        self.items.first().copied().unwrap_or_default()
    }

    fn likeness(&self, page: &Page<'_>) -> Likeness {
        (self.items.len(), page.item_number(self.first()).is_some())
    }
}

/// How many lists of each sort stand under questions that demand a choice.
fn demanded(page: &Page<'_>, all: &[Candidate]) -> HashMap<Likeness, usize> {
    let mut counts: HashMap<Likeness, usize> = HashMap::new();
    for candidate in all {
        if candidate.is_demanded && candidate.right.is_empty() {
            let lists = counts.entry(candidate.likeness(page)).or_default();
            *lists = lists.saturating_add(1);
        }
    }
    counts
}

/// Whether a list is options: it says which is right, or its question can only be answered by choosing,
/// or it is like the lists of such questions.
fn is_chosen(page: &Page<'_>, candidate: &Candidate, demanded: &HashMap<Likeness, usize>) -> bool {
    if !candidate.right.is_empty() {
        return true;
    }
    let alike = demanded.get(&candidate.likeness(page)).copied();
    candidate.items.len() >= FEWEST_UNMARKED
        && (candidate.is_demanded || alike.is_some_and(|alike| alike >= FEWEST_ALIKE))
}
