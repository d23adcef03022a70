//! What several sections say in the same words: `options` in the table of every function. A section that went
//! and one that came may both say it and be two functions, so such a card goes to a section that came only by a
//! way that something else tells. It must never hold back a text that stands in one section only.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};

use super::Search;
use super::headings::of_copies;
use super::things::of_things;
use super::ways::{of_names, of_texts};
use crate::cards::Fingerprint;
use crate::reconcile::pairs::Pairs;
use crate::reconcile::plan::Reason;
use crate::reconcile::side::{SectionNumber, Sections, Side};
use crate::reconcile::similarity::Subject;

/// What so many sections say is said of each thing there is, and moves from none to another.
const OF_EVERYTHING: usize = 3;

/// The texts of cards without a pair that several sections say.
#[derive(Debug, Default)]
pub(in crate::reconcile) struct Shared {
    spread: HashMap<Fingerprint, Spread>,
    /// The sections of the living known cards.
    stood: HashSet<SectionNumber>,
    /// The sections that known ones became: they stood under another heading.
    stands_on: HashSet<SectionNumber>,
}

/// The sections that say a text, as far as they are counted.
#[derive(Debug, Default)]
struct Spread {
    before: Counted,
    after: Counted,
}

/// The first sections of one side. Without a list on the heap: there is one for each card that changed.
#[derive(Debug, Default)]
struct Counted {
    first: [SectionNumber; OF_EVERYTHING],
    count: usize,
}

impl Spread {
    fn count(&self) -> usize {
        self.before.count.max(self.after.count)
    }
}

impl Counted {
    fn add(&mut self, section: SectionNumber) {
        let known = self.first.get(..self.count).unwrap_or(&[]);
        if known.contains(&section) {
            return;
        }
        if let Some(place) = self.first.get_mut(self.count) {
            *place = section;
            self.count = self.count.saturating_add(1);
        }
    }
}

impl Shared {
    /// Of the cards that are still free.
    pub(super) fn of(fresh: &[Side<'_>], old: &[Side<'_>], pairs: &Pairs) -> Shared {
        let living = || old.iter().filter(|side| side.lives());
        // Cards of a section stand together: a row beside another one says nothing new.
        let mut stood: Vec<SectionNumber> = living().map(|side| side.section).collect();
        stood.dedup();
        let stood = stood.into_iter().collect();
        let free_fresh = pairs.free_fresh();
        let free_old = pairs.free_old(old, |_| true);
        let texts = free_fresh.iter().filter_map(|at| fresh.get(*at));
        let texts = texts.chain(free_old.iter().filter_map(|at| old.get(*at)));
        let mut spread: HashMap<Fingerprint, Spread> = texts
            .map(|side| (side.fingerprint, Spread::default()))
            .collect();
        for side in living() {
            if let Some(spread) = spread.get_mut(&side.fingerprint) {
                spread.before.add(side.section);
            }
        }
        for side in fresh {
            if let Some(spread) = spread.get_mut(&side.fingerprint) {
                spread.after.add(side.section);
            }
        }
        spread.retain(|_, spread| spread.count() > 1);
        Shared {
            spread,
            stood,
            stands_on: HashSet::default(),
        }
    }

    /// Where known sections went, as far as that is known by now.
    pub(super) fn stand_on(&mut self, sections: impl Iterator<Item = SectionNumber>) {
        if !self.spread.is_empty() {
            self.stands_on = sections.collect();
        }
    }

    /// Whether living known cards stand in this section.
    pub(super) fn has_stood(&self, section: SectionNumber) -> bool {
        self.stood.contains(&section)
    }

    /// Whether a card that says this may go to this section only by a way that is known.
    fn binds(&self, text: Fingerprint, to: SectionNumber) -> bool {
        if self.spread.is_empty() {
            return false;
        }
        let least = match self.stood.contains(&to) || self.stands_on.contains(&to) {
            true => OF_EVERYTHING,
            false => 2,
        };
        let spread = self.spread.get(&text);
        spread.is_some_and(|spread| spread.count() >= least)
    }
}

impl Search<'_, '_> {
    /// Whether what a compiled card says binds it to its section.
    pub(super) fn is_bound(&self, at: usize) -> bool {
        let side = self.fresh.get(at);
        side.is_some_and(|side| self.shared.binds(side.fingerprint, side.section))
    }

    /// Whether nothing tells that a card went this way, and what it says does not: several sections say it, or
    /// ask it and this one has other numbers.
    pub(in crate::reconcile) fn is_out_of_way(&self, at: usize, place: usize) -> bool {
        let Some((fresh, old)) = self.fresh.get(at).zip(self.old.get(place)) else {
            return false;
        };
        let binds = |text| self.shared.binds(text, fresh.section);
        !self.is_known_way(fresh, old)
            && (binds(fresh.fingerprint)
                || binds(old.fingerprint)
                || (self.is_asked_often(at) && has_other_numbers(fresh, old)))
    }

    fn is_known_way(&self, fresh: &Side<'_>, old: &Side<'_>) -> bool {
        let (from, to) = (old.section, fresh.section);
        from == to
            || self.section_now(old) == to
            || self.ways.contains(&(from, to))
            || self.renamed.get(&from) == Some(&to)
    }

    /// Texts that several sections say go the ways that other cards went, though most of a section went another
    /// one; then the ways that headings tell, the one way that is left for all that a section says, and last the
    /// way to the first of several copies.
    pub(super) fn moved_along(&mut self, sections: &Sections<'_>) {
        if self.shared.spread.is_empty() {
            return;
        }
        self.follow_ways();
        let (gone, came) = (self.went(), self.arrived());
        if gone.is_empty() || came.is_empty() {
            return;
        }
        let paths = sections.paths();
        let (before, after) = self.sections_before_and_after();
        let things = of_things(&paths, (&before, &after), (&gone, &came));
        self.ways.extend(things);
        self.ways.extend(of_names(&paths, &gone, &came));
        self.follow_ways();
        let ways = of_texts((self.living(), &gone), (self.fresh.iter(), &came));
        self.ways.extend(ways);
        self.follow_ways();
        self.ways.extend(of_copies(&paths, &gone, &came));
        self.follow_ways();
    }

    /// Sections that stand no more, of cards that several sections say.
    fn went(&self) -> BTreeSet<SectionNumber> {
        let after: HashSet<SectionNumber> = self.fresh.iter().map(|side| side.section).collect();
        let free = self.pairs.free_old(self.old, |side| {
            side.lives() && self.shared.spread.contains_key(&side.fingerprint)
        });
        let sections = free.into_iter().filter_map(|place| self.old.get(place));
        let sections = sections.map(|side| side.section);
        sections
            .filter(|section| !after.contains(section))
            .collect()
    }

    /// Sections that did not stand before, of cards that are bound.
    fn arrived(&self) -> BTreeSet<SectionNumber> {
        let free = self.pairs.free_fresh().into_iter();
        let bound = free.filter(|at| self.is_bound(*at));
        let sections = bound.filter_map(|at| Some(self.fresh.get(at)?.section));
        let came = sections.filter(|section| !self.shared.stood.contains(section));
        came.collect()
    }

    fn follow_ways(&mut self) {
        let mut sources: HashMap<SectionNumber, BTreeSet<SectionNumber>> = HashMap::default();
        for (from, to) in &self.ways {
            sources.entry(*to).or_default().insert(*from);
        }
        let mut free: HashMap<(Fingerprint, SectionNumber), Vec<usize>> = HashMap::default();
        for place in self.pairs.free_old(self.old, |_| true).into_iter().rev() {
            if let Some(side) = self.old.get(place) {
                let places = free.entry((side.fingerprint, side.section)).or_default();
                places.push(place);
            }
        }
        for at in self.pairs.free_fresh() {
            let Some(side) = self.fresh.get(at).filter(|_| self.is_bound(at)) else {
                continue;
            };
            let mut sources = sources.get(&side.section).into_iter().flatten();
            let found = sources.find_map(|from| free.get_mut(&(side.fingerprint, *from))?.pop());
            if let Some(place) = found {
                self.pairs.pair(at, place, Reason::SameTextMoved);
            }
        }
    }
}

fn has_other_numbers(fresh: &Side<'_>, old: &Side<'_>) -> bool {
    let backs = fresh.texts().back.as_ref().zip(old.texts().back.as_ref());
    backs.is_some_and(|(ours, theirs)| ours.other_subject(theirs) == Some(Subject::Number))
}
