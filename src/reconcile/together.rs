//! Documents reconciled together: what one of them does not know yet may have gone from another, whose file
//! was renamed, split or edited as well. Each was reconciled alone before, and keeps what was recognised
//! then. It must never take a card whose text still stands where it stood.

use std::ops::Range;

use foldhash::HashMap;

use crate::cards::{CardId, CompiledCard, Section};

use super::pairs::Pairs;
use super::parts::{self, Piece};
use super::plan::{Change, Doubt, Home, Known, Part, Plan, placement};
use super::recognise::{Recognised, recognise_rest};
use super::side::{Place, Sections, Side};

/// A document of an import.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Where it is kept, as headings above all of its own.
    pub above: &'a [String],
    /// What it says now.
    pub compiled: &'a [CompiledCard],
    /// Its known cards, retired ones included.
    pub known: &'a [Known],
    /// What was recognised in it alone.
    pub plan: &'a Plan,
}

/// Cards that a place outside the import holds no more.
#[derive(Clone, Debug)]
pub struct Left {
    /// Where they were kept, as headings above all of their own.
    pub above: Section,
    /// The cards.
    pub known: Vec<Known>,
}

/// A known card, and the number of the place that it stood in: documents of the import come first.
#[derive(Clone, Copy)]
struct Stood<'a> {
    place: Place<'a>,
    known: &'a Known,
}

/// A plan for each document, in the same order.
pub fn reconcile_together(documents: &[Document<'_>], left: &[Left]) -> Vec<Plan> {
    let stood = all_that_stood(documents, left);
    let mut sections = Sections::default();
    let old: Vec<Side<'_>> = stood
        .iter()
        .map(|stood| Side::of_known_in(stood.known, stood.place, &mut sections))
        .collect();
    let mut fresh: Vec<Side<'_>> = Vec::new();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        let above = document.above;
        let place = Place { number, above };
        let from = fresh.len();
        let cards = document.compiled.iter();
        fresh.extend(cards.map(|card| Side::of_compiled_in(card, place, &mut sections)));
        ranges.push(from..fresh.len());
    }
    let alone = recognised_alone(documents, &stood, fresh.len());
    let recognised = recognise_rest(&fresh, &old, &sections, alone);
    let found = Found {
        stood: &stood,
        split: parts::split(&fresh, &old, &recognised.pairs),
        joined: parts::joined(&fresh, &old, &recognised.pairs),
        recognised,
    };
    let numbered = documents.iter().enumerate().zip(&ranges);
    numbered
        .map(|((number, document), range)| found.plan(number, document, range))
        .collect()
}

/// Every known card: live ones before retired ones, then as they stand.
fn all_that_stood<'a>(documents: &[Document<'a>], left: &'a [Left]) -> Vec<Stood<'a>> {
    let inside = documents
        .iter()
        .map(|document| (document.above, document.known));
    let outside = left.iter().map(|left| (&left.above[..], &left.known[..]));
    let mut stood: Vec<Stood<'a>> = Vec::new();
    for (number, (above, known)) in inside.chain(outside).enumerate() {
        let place = Place { number, above };
        stood.extend(known.iter().map(|known| Stood { place, known }));
    }
    stood.sort_unstable_by_key(|Stood { place, known }| {
        (known.retired, place.number, known.line, known.id)
    });
    stood
}

/// The pairs of all documents as they were found in each alone.
fn recognised_alone(documents: &[Document<'_>], stood: &[Stood<'_>], fresh: usize) -> Pairs {
    let places = stood.iter().enumerate();
    let places: HashMap<CardId, usize> = places.map(|(at, stood)| (stood.known.id, at)).collect();
    let mut pairs = Pairs::new(fresh, stood.len());
    let placements = documents
        .iter()
        .flat_map(|document| &document.plan.placements);
    for (at, placement) in placements.enumerate() {
        if placement.change != Change::New
            && let Some(place) = places.get(&placement.id)
        {
            pairs.pair(at, *place, placement.reason);
        }
    }
    pairs
}

/// What was found in all documents.
struct Found<'a> {
    stood: &'a [Stood<'a>],
    recognised: Recognised,
    split: Vec<Piece>,
    joined: Vec<Piece>,
}

impl Found<'_> {
    /// What of it is told of one document, whose cards stand in this range.
    fn plan(&self, number: usize, document: &Document<'_>, range: &Range<usize>) -> Plan {
        let mut placements = document.plan.placements.clone();
        for ((at, card), slot) in range.clone().zip(document.compiled).zip(&mut placements) {
            let pair = self.recognised.pairs.of_fresh(at);
            let found = pair.and_then(|(old, reason)| Some((self.stood.get(old)?, reason)));
            if let (Change::New, Some((stood, reason))) = (slot.change, found) {
                let home = match stood.place.number == number {
                    true => Home::SameDocument,
                    false => Home::Orphaned,
                };
                let known = Known {
                    home,
                    ..stood.known.clone()
                };
                *slot = placement(card, &known, reason);
            }
        }
        let here = |at: usize| range.contains(&at).then(|| at.saturating_sub(range.start));
        let doubts = self.recognised.in_doubt.iter().filter_map(|guess| {
            Some(Doubt {
                compiled: here(guess.fresh)?,
                known: self.stood.get(guess.old)?.known.id,
                score: guess.percent,
            })
        });
        let part = |compiled: usize, old: usize| {
            let (compiled, known) = (here(compiled)?, self.stood.get(old)?.known.id);
            Some(Part { compiled, known })
        };
        let split = self
            .split
            .iter()
            .filter_map(|piece| part(piece.part, piece.whole));
        let joined = self
            .joined
            .iter()
            .filter_map(|piece| part(piece.whole, piece.part));
        Plan {
            placements,
            retired: self.retired(number),
            in_doubt: doubts.collect(),
            split: split.collect(),
            joined: joined.collect(),
        }
    }

    fn retired(&self, number: usize) -> Vec<CardId> {
        let gone = self.stood.iter().enumerate().filter(|(at, stood)| {
            let is_here = stood.place.number == number && !stood.known.retired;
            is_here && !self.recognised.pairs.is_paired(*at)
        });
        let mut retired: Vec<CardId> = gone.map(|(_, stood)| stood.known.id).collect();
        retired.sort_unstable();
        retired
    }
}
