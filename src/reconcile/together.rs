//! Documents reconciled together: what one of them does not know yet may have gone from another, whose file
//! was renamed, split or edited as well. Each was reconciled alone before, and keeps what was recognised
//! then. It must never take a card whose text still stands where it stood.

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use crate::cards::{CardId, CompiledCard, Fingerprint, Section};

use super::pairs::Pairs;
use super::parts;
use super::plan::{Change, Doubt, Known, Part, Placement, Plan, Reason, placement};
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
    let alone = Alone::of(documents, &stood, fresh.len());
    let mut recognised = recognise_rest(&fresh, &old, &sections, alone.certain);
    for (at, place, reason) in alone.likely {
        recognised.pairs.pair(at, place, reason);
    }
    let pairs = &recognised.pairs;
    recognised
        .in_doubt
        .retain(|guess| pairs.is_free(guess.fresh, guess.old));
    let found = Found {
        stood: &stood,
        fresh: &fresh,
        ranges: &ranges,
        recognised: &recognised,
    };
    let mut plans: Vec<Plan> = documents
        .iter()
        .zip(&ranges)
        .map(|(document, range)| Plan {
            placements: found.placements(document, range),
            ..Plan::default()
        })
        .collect();
    found.tell_doubts(&mut plans);
    for piece in parts::split(&fresh, &old, &recognised.pairs) {
        found.tell_part((piece.part, piece.whole), &mut plans, |plan| {
            &mut plan.split
        });
    }
    for piece in parts::joined(&fresh, &old, &recognised.pairs) {
        found.tell_part((piece.whole, piece.part), &mut plans, |plan| {
            &mut plan.joined
        });
    }
    found.retire(&mut plans);
    plans
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
struct Alone {
    certain: Pairs,
    /// Retired cards whose text came back, and texts that went to another section while more than one card says
    /// them: unless a section that came brought its own.
    likely: Vec<(usize, usize, Reason)>,
}

impl Alone {
    fn of(documents: &[Document<'_>], stood: &[Stood<'_>], fresh: usize) -> Alone {
        let places = stood.iter().enumerate();
        let places: HashMap<CardId, usize> =
            places.map(|(at, stood)| (stood.known.id, at)).collect();
        let mut alone = Alone {
            certain: Pairs::new(fresh, stood.len()),
            likely: Vec::new(),
        };
        let shared = shared(stood);
        let placements = documents
            .iter()
            .flat_map(|document| document.plan.placements.iter().zip(document.compiled));
        // What stands where it stood in its file has moved with the file, and the file is known.
        let is_elsewhere = |place: usize, card: &CompiledCard| {
            let stood = stood.get(place);
            stood.is_some_and(|stood| stood.known.section != card.card.section)
        };
        for (at, (placement, card)) in placements.enumerate() {
            match (placement.change, places.get(&placement.id)) {
                (Change::New, _) | (_, None) => {}
                (Change::Revived, Some(place)) => {
                    alone.likely.push((at, *place, placement.reason));
                }
                (Change::Moved, Some(place))
                    if shared.contains(place) && is_elsewhere(*place, card) =>
                {
                    alone.likely.push((at, *place, placement.reason));
                }
                (_, Some(place)) => alone.certain.pair(at, *place, placement.reason),
            }
        }
        alone
    }
}

/// The places of living cards that say what a card of another place says.
fn shared(stood: &[Stood<'_>]) -> HashSet<usize> {
    let mut first: HashMap<Fingerprint, usize> = HashMap::default();
    let mut shared = HashSet::default();
    let living = stood.iter().enumerate();
    for (at, stood) in living.filter(|(_, stood)| !stood.known.retired) {
        let before = *first.entry(stood.known.fingerprint).or_insert(at);
        if before != at {
            shared.extend([before, at]);
        }
    }
    shared
}

/// What was found in all documents. Each of it is handed to its document, so that many documents cost no more
/// than their cards.
struct Found<'f, 'a> {
    stood: &'f [Stood<'a>],
    fresh: &'f [Side<'a>],
    /// Where the cards of each document stand among the fresh ones.
    ranges: &'f [Range<usize>],
    recognised: &'f Recognised,
}

impl Found<'_, '_> {
    /// What becomes of the cards of one document, which stand in this range.
    fn placements(&self, document: &Document<'_>, range: &Range<usize>) -> Vec<Placement> {
        let mut placements = document.plan.placements.clone();
        for ((at, card), slot) in range.clone().zip(document.compiled).zip(&mut placements) {
            let pair = self.recognised.pairs.of_fresh(at);
            let found = pair.and_then(|(old, reason)| Some((self.stood.get(old)?, reason)));
            match (slot.change, found) {
                // A file under another name: its cards have moved though they stand where they stood in it.
                (Change::Moved, Some((stood, _))) if stood.known.id == slot.id => {}
                (Change::New | Change::Revived | Change::Moved, Some((stood, reason))) => {
                    *slot = placement(card, stood.known, reason);
                    let is_here = self.fresh.get(at).map(|side| side.document);
                    if is_here != Some(stood.place.number) && slot.change == Change::Unchanged {
                        slot.change = Change::Moved;
                    }
                }
                // Another one took it. Its id is asked for like that of any new card.
                (Change::Revived | Change::Moved, None) => *slot = Placement::new(card.id),
                _ => {}
            }
        }
        placements
    }

    /// The plan of the document that a compiled card is in, and its place there.
    fn plan_of<'p>(&self, at: usize, plans: &'p mut [Plan]) -> Option<(&'p mut Plan, usize)> {
        let number = self.fresh.get(at)?.document;
        let place = at.checked_sub(self.ranges.get(number)?.start)?;
        Some((plans.get_mut(number)?, place))
    }

    fn tell_doubts(&self, plans: &mut [Plan]) {
        for guess in &self.recognised.in_doubt {
            if let Some(stood) = self.stood.get(guess.old)
                && let Some((plan, compiled)) = self.plan_of(guess.fresh, plans)
            {
                plan.in_doubt.push(Doubt {
                    compiled,
                    known: stood.known.id,
                    score: guess.percent,
                });
            }
        }
    }

    /// Tells the document of a compiled card that it is a part of a known one, or holds one.
    fn tell_part(
        &self,
        (at, old): (usize, usize),
        plans: &mut [Plan],
        parts: fn(&mut Plan) -> &mut Vec<Part>,
    ) {
        if let Some(stood) = self.stood.get(old)
            && let Some((plan, compiled)) = self.plan_of(at, plans)
        {
            let known = stood.known.id;
            parts(plan).push(Part { compiled, known });
        }
    }

    /// Living cards that nobody took retire in the document where they stood.
    fn retire(&self, plans: &mut [Plan]) {
        for (at, stood) in self.stood.iter().enumerate() {
            if !stood.known.retired
                && !self.recognised.pairs.is_paired(at)
                && let Some(plan) = plans.get_mut(stood.place.number)
            {
                plan.retired.push(stood.known.id);
            }
        }
        for plan in plans {
            plan.retired.sort_unstable();
        }
    }
}
