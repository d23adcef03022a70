//! A plan told card by card: what becomes of it, why it was kept, and where a person should look. It
//! decides nothing.

use std::collections::{HashMap, HashSet};

use crate::cards::{CardId, CompiledCard};
use crate::reconcile::{Change, Doubt, Known, Placement, Plan, Reason};
use crate::terminal::import_view::{DoubtLine, Fate, Line};

/// What is told of a plan.
pub(super) struct Told {
    /// What becomes of each card: the compiled ones in their order, then those that retire.
    pub(super) lines: Vec<Line>,
    /// New cards that may be known ones.
    pub(super) doubts: Vec<DoubtLine>,
}

impl Told {
    /// What a plan means for compiled and known cards.
    pub(super) fn new(cards: &[CompiledCard], known: &[Known], plan: &Plan) -> Told {
        let placed = cards.iter().zip(&plan.placements);
        let mut lines: Vec<Line> = placed
            .map(|(compiled, placement)| Line {
                id: placement.id.to_string(),
                front: compiled.card.front(),
                fate: fate(placement.change),
                why: why(placement),
            })
            .collect();
        let named = named(known, plan);
        lines.extend(plan.retired.iter().map(|id| {
            Line {
                id: id.to_string(),
                front: named
                    .get(id)
                    .map_or(String::new(), |known| known.prompt.clone()),
                fate: Fate::Retired,
                why: None,
            }
        }));
        let doubts = plan.in_doubt.iter();
        let doubts = doubts.filter_map(|doubt| doubt_line(doubt, cards, &named, plan));
        Told {
            lines,
            doubts: doubts.collect(),
        }
    }
}

/// The known cards that a plan tells of, by id: a document may lose all of 100,000 at once.
fn named<'a>(known: &'a [Known], plan: &Plan) -> HashMap<CardId, &'a Known> {
    let doubted: HashSet<CardId> = plan.in_doubt.iter().map(|doubt| doubt.known).collect();
    let is_told = |known: &&Known| {
        plan.retired.binary_search(&known.id).is_ok() || doubted.contains(&known.id)
    };
    let told = known.iter().filter(is_told);
    told.map(|known| (known.id, known)).collect()
}

/// Why a changed card is taken for a known one.
fn why(placement: &Placement) -> Option<String> {
    let mut why = match placement.reason {
        Reason::NothingAlike | Reason::SameText => return None,
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
    Some(DoubtLine {
        new: new.to_string(),
        relink: format!("srm relink {} {}", old.id.short(), new.short()),
        new_front: compiled.card.front(),
        known: old.id.to_string(),
        known_front: old.prompt.clone(),
        score: doubt.score,
    })
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
