//! Which section that came is which that went, where heading and rows were written anew together: what is asked
//! in both tells it. It must never take one of two that are as near.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Search;
use super::ways::{Way, only};
use crate::cards::Kind;
use crate::reconcile::side::SectionNumber;

/// Fewer rows that are asked in both sections may be so by chance.
const FEWEST_ROWS: usize = 3;

/// What is asked in more sections is compared with none of them.
const MOST_SECTIONS: usize = 24;

/// What a card asks, and where the cards are that ask it: by section, none where it asks it twice.
type Asked<'s> = BTreeMap<(Kind, &'s str), BTreeMap<SectionNumber, Option<usize>>>;

/// What two sections have in common.
#[derive(Clone, Copy, Default)]
struct Common {
    rows: usize,
    points: u64,
}

impl<'s> Search<'s, '_> {
    /// Sections that stand no more and of which few cards tell where they went, each with the one that came and
    /// has the most of its rows.
    pub(super) fn learn_rows(&mut self) {
        let (before, after) = self.sections_before_and_after();
        let gone: BTreeSet<SectionNumber> = before.difference(&after).copied().collect();
        let came: BTreeSet<SectionNumber> = after.difference(&before).copied().collect();
        if gone.is_empty() || came.is_empty() {
            return;
        }
        for (from, to) in nearest_first(self.common(&gone, &came)) {
            self.renamed.entry(from).or_insert(to);
        }
    }

    fn common(
        &self,
        gone: &BTreeSet<SectionNumber>,
        came: &BTreeSet<SectionNumber>,
    ) -> BTreeMap<Way, Common> {
        let old = self.pairs.free_old(self.old, |side| {
            side.lives() && gone.contains(&side.section)
        });
        let before = asked(old.into_iter().filter_map(|place| {
            let side = self.old.get(place)?;
            Some((place, (side.kind, side.prompt()), side.section))
        }));
        let fresh = self.pairs.free_fresh().into_iter();
        let after = asked(fresh.filter_map(|at| {
            let side = self.fresh.get(at)?;
            let is_new = came.contains(&side.section);
            is_new.then(|| (at, (side.kind, side.prompt()), side.section))
        }));
        let mut common: BTreeMap<Way, Common> = BTreeMap::new();
        for (prompt, places) in &before {
            let Some(after) = after.get(prompt) else {
                continue;
            };
            if places.len().max(after.len()) > MOST_SECTIONS {
                continue;
            }
            for (from, place) in places {
                for (to, at) in after {
                    let (Some(at), Some(place)) = (at, place) else {
                        continue;
                    };
                    if self.says_as_much(*at, *place) {
                        let common = common.entry((*from, *to)).or_default();
                        common.rows = common.rows.saturating_add(1);
                        let points = u64::from(self.back_points(*at, *place));
                        common.points = common.points.saturating_add(points);
                    }
                }
            }
        }
        common.retain(|_, common| common.rows >= FEWEST_ROWS);
        common
    }
}

fn asked<'s>(cards: impl Iterator<Item = (usize, (Kind, &'s str), SectionNumber)>) -> Asked<'s> {
    let mut asked: Asked<'s> = BTreeMap::new();
    for (place, prompt, section) in cards {
        let places = asked.entry(prompt).or_default().entry(section);
        places
            .and_modify(|place| *place = None)
            .or_insert(Some(place));
    }
    asked
}

/// The nearest sections of all, then the nearest of those that are left. Where two are as near, none of them is
/// taken, then or later.
fn nearest_first(common: BTreeMap<Way, Common>) -> Vec<Way> {
    let mut by_points: BTreeMap<Reverse<u64>, Vec<Way>> = BTreeMap::new();
    for (way, common) in common {
        let ways = by_points.entry(Reverse(common.points)).or_default();
        ways.push(way);
    }
    let (mut left, mut reached) = (BTreeSet::new(), BTreeSet::new());
    let mut found = Vec::new();
    for mut ways in by_points.into_values() {
        ways.retain(|(from, to)| !left.contains(from) && !reached.contains(to));
        found.extend(only(&ways));
        left.extend(ways.iter().map(|(from, _)| *from));
        reached.extend(ways.iter().map(|(_, to)| *to));
    }
    found
}
