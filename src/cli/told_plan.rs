//! A plan told card by card: what becomes of it, why it was kept, and where a person should look. It
//! decides nothing.

use std::collections::{HashMap, HashSet};

use crate::cards::{CardId, CompiledCard, Kind};
use crate::reconcile::{Change, Doubt, Known, Placement, Plan, Reason};
use crate::terminal::import_view::{Answer, DoubtLine, Fate, Line, summary_line};

/// What is told of a plan.
pub(super) struct Told {
    /// What becomes of each card: the compiled ones in their order, then those that retire. Without id and
    /// front where a card is new or unchanged and nothing else is told of it.
    pub(super) lines: Vec<Line>,
    /// New cards that may be known ones.
    pub(super) doubts: Vec<DoubtLine>,
}

impl Told {
    /// What a plan means for compiled and known cards.
    pub(super) fn new(cards: &[CompiledCard], known: &[Known], plan: &Plan) -> Told {
        let named = named(known, plan);
        let doubts = plan.in_doubt.iter();
        let doubts = doubts.filter_map(|doubt| doubt_line(doubt, cards, &named, plan));
        Told {
            lines: lines(cards, &named, plan),
            doubts: doubts.collect(),
        }
    }
}

/// The known cards that a plan tells of, by id: a document may lose all of 100,000 at once.
fn named<'a>(known: &'a [Known], plan: &Plan) -> HashMap<CardId, &'a Known> {
    let doubted = plan.in_doubt.iter().map(|doubt| doubt.known);
    let parted = plan.split.iter().map(|part| part.known);
    let told: HashSet<CardId> = doubted.chain(parted).collect();
    let is_told =
        |known: &&Known| plan.retired.binary_search(&known.id).is_ok() || told.contains(&known.id);
    let told = known.iter().filter(is_told);
    told.map(|known| (known.id, known)).collect()
}

/// What happens to each card: the compiled ones in order, then those that retire.
fn lines(cards: &[CompiledCard], known: &HashMap<CardId, &Known>, plan: &Plan) -> Vec<Line> {
    let prompt = |id: &CardId| known.get(id).map_or("", |known| known.prompt.as_str());
    let split: HashMap<usize, &CardId> = plan
        .split
        .iter()
        .map(|part| (part.compiled, &part.known))
        .collect();
    let joined: HashMap<&CardId, usize> = plan
        .joined
        .iter()
        .map(|part| (&part.known, part.compiled))
        .collect();
    let placed = cards.iter().zip(&plan.placements).enumerate();
    let placed = placed.map(|(at, (compiled, placement))| {
        let why = match split.get(&at) {
            Some(whole) => Some(format!("split from {}", summary_line(prompt(whole))).into()),
            None => why(placement).map(String::into_boxed_str),
        };
        let fate = fate(placement.change);
        // Nobody looks at all of 100,000 that came or stayed; their texts were a thirtieth of an import.
        let is_only_counted = why.is_none() && matches!(fate, Fate::New | Fate::Unchanged);
        let front = match is_only_counted {
            true => Box::default(),
            false => compiled.card.front().into(),
        };
        Line {
            id: placement.id,
            front,
            fate,
            why,
            answer: match placement.answer_changed {
                true => Answer::Changed,
                false => Answer::Same,
            },
        }
    });
    // In the order of the document that they have gone from.
    let mut gone: Vec<&CardId> = plan.retired.iter().collect();
    gone.sort_by_key(|id| known.get(id).map(|known| known.line));
    let retired = gone.into_iter().map(|id| Line {
        id: *id,
        front: known
            .get(id)
            .map(|known| asked(known).into())
            .unwrap_or_default(),
        fate: Fate::Retired,
        why: joined
            .get(id)
            .and_then(|at| cards.get(*at))
            .map(|whole| format!("joined to {}", summary_line(whole.card.prompt.text())).into()),
        answer: Answer::Same,
    });
    placed.chain(retired).collect()
}

/// What a known card asks: the key of a row says little without what stands above its table.
fn asked(known: &Known) -> String {
    match (known.kind, known.section.last()) {
        (Kind::TableRow, Some(section)) => format!("{section}: {}", known.prompt),
        _ => known.prompt.clone(),
    }
}

/// Why a changed card is taken for a known one.
fn why(placement: &Placement) -> Option<String> {
    let mut why = match placement.reason {
        Reason::NothingAlike | Reason::SameText => return None,
        // An edit that was taken back, or another device's text: not the one that it had last.
        Reason::SameTextMoved if placement.change == Change::Reworded => {
            "a text it had before".to_owned()
        }
        Reason::SameTextMoved => "same text".to_owned(),
        Reason::SamePrompt => "same prompt".to_owned(),
        Reason::SimilarText(score) => format!("{score} % alike"),
    };
    if placement.answer_changed {
        why.push_str("; answer-changed");
    }
    Some(why)
}

fn doubt_line(
    doubt: &Doubt,
    cards: &[CompiledCard],
    known: &HashMap<CardId, &Known>,
    plan: &Plan,
) -> Option<DoubtLine> {
    let compiled = cards.get(doubt.compiled)?;
    let new = plan.placements.get(doubt.compiled)?.id;
    let old = known.get(&doubt.known)?;
    Some(doubted((new, compiled.card.front()), old, doubt.score))
}

/// A new card, with its front, that may be a known one.
pub(super) fn doubted((new, front): (CardId, String), known: &Known, score: u8) -> DoubtLine {
    DoubtLine {
        new: new.to_string(),
        relink: format!("srm relink {} {}", known.id.short(), new.short()),
        new_front: front,
        known: known.id.to_string(),
        known_front: known.prompt.clone(),
        score,
    }
}

fn fate(change: Change) -> Fate {
    match change {
        Change::New => Fate::New,
        Change::Unchanged => Fate::Unchanged,
        Change::Reworded => Fate::Updated,
        Change::Moved => Fate::Moved,
        Change::Revived => Fate::Revived,
    }
}
