//! The steps that pair compiled with known cards, from what is certain to what is likely.

use std::collections::{HashMap, HashSet};

use crate::cards::Kind;

use super::assign::{Link, assign};
use super::pairs::{Group, Pairs, groups};
use super::plan::Reason;
use super::side::{RANKS, SectionNumber, Side};
use super::similar::{Guess, pair_similar};

/// What was found.
#[derive(Debug)]
pub(super) struct Recognised {
    pub(super) pairs: Pairs,
    pub(super) in_doubt: Vec<Guess>,
}

/// Both sides and what is known about their pairs.
#[derive(Debug)]
pub(super) struct Search<'s, 'a> {
    pub(super) fresh: &'s [Side<'a>],
    pub(super) old: &'s [Side<'a>],
    pub(super) pairs: Pairs,
    /// Where most cards of a section have gone.
    gone_to: HashMap<SectionNumber, SectionNumber>,
}

/// The largest group of equal prompts whose backs are compared with each other.
const LARGEST_GROUP: usize = 40;

/// From here on the backs of two equal signs speak of the same.
const ALIKE: u32 = 9_000;

type InPlace<'s> = (SectionNumber, Kind, &'s str);

pub(super) fn recognise(fresh: &[Side<'_>], old: &[Side<'_>]) -> Recognised {
    let mut search = Search {
        fresh,
        old,
        pairs: Pairs::new(fresh.len(), old.len()),
        gone_to: HashMap::new(),
    };
    let in_doubt = search.run();
    Recognised {
        pairs: search.pairs,
        in_doubt,
    }
}

impl<'s> Search<'s, '_> {
    fn run(&mut self) -> Vec<Guess> {
        self.equal(
            Reason::SameText,
            |side| (side.fingerprint, side.section),
            |_| true,
        );
        if self.pairs.is_complete() {
            return Vec::new();
        }
        let staying = self.staying();
        self.moved_together(&staying);
        self.equal(
            Reason::SameTextMoved,
            |side| side.fingerprint,
            |at| !staying.contains(&at),
        );
        self.learn_sections();
        for rank in 0..RANKS {
            self.same_place(rank, |section, _| section);
            self.same_place(rank, |section, gone_to| {
                gone_to.get(&section).copied().unwrap_or(section)
            });
        }
        self.equal(Reason::SameTextMoved, |side| side.fingerprint, |_| true);
        // The text that a card began with: an edit was taken back.
        self.equal(Reason::SameTextMoved, |side| side.id, |_| true);
        for rank in 0..RANKS {
            self.unique_prompt(rank);
        }
        let mut in_doubt = Vec::new();
        for rank in 0..RANKS {
            in_doubt.extend(pair_similar(self, rank));
        }
        self.still_in_doubt(in_doubt)
    }

    /// Where a known card's section is now.
    pub(super) fn section_now(&self, old: &Side<'_>) -> SectionNumber {
        self.gone_to
            .get(&old.section)
            .copied()
            .unwrap_or(old.section)
    }

    /// Pairs free cards with equal keys, the first with the first, the second with the second.
    fn equal<K: std::hash::Hash + Eq>(
        &mut self,
        reason: Reason,
        key: impl Fn(&Side<'_>) -> K,
        may: impl Fn(usize) -> bool,
    ) {
        for group in self.free_groups(&key, may) {
            for (at, place) in group.fresh.into_iter().zip(group.old) {
                self.pairs.pair(at, place, reason);
            }
        }
    }

    fn free_groups<K: std::hash::Hash + Eq>(
        &self,
        key: &impl Fn(&Side<'_>) -> K,
        may: impl Fn(usize) -> bool,
    ) -> Vec<Group> {
        let fresh = self.pairs.free_fresh().into_iter().filter(|at| may(*at));
        let old = self.pairs.free_old(self.old, |_| true);
        groups(
            fresh.filter_map(|at| Some((at, key(self.fresh.get(at)?)))),
            old.into_iter()
                .filter_map(|at| Some((at, key(self.old.get(at)?)))),
        )
    }

    /// Compiled cards whose text comes from another section, although the same was asked here
    /// before and the same is still asked there: two answers were swapped, or one was copied, and
    /// the cards stayed. Unless whole sections changed places: then several went together and
    /// nothing stayed behind.
    fn staying(&self) -> HashSet<usize> {
        let moves = self.free_groups(&|side| side.fingerprint, |_| true);
        let anchored: HashSet<SectionNumber> = (0..self.fresh.len())
            .filter(|at| self.pairs.of_fresh(*at).is_some())
            .filter_map(|at| Some(self.fresh.get(at)?.section))
            .collect();
        let (here, there) = self.places_on_both_sides();
        let mut travellers: HashMap<(SectionNumber, SectionNumber), Vec<usize>> = HashMap::new();
        for (at, place) in moves
            .iter()
            .flat_map(|group| group.fresh.iter().zip(&group.old))
        {
            let (Some(fresh), Some(old)) = (self.fresh.get(*at), self.old.get(*place)) else {
                continue;
            };
            if here.contains(&in_place(fresh)) && there.contains(&in_place(old)) {
                let way = (old.section, fresh.section);
                travellers.entry(way).or_default().push(*at);
            }
        }
        travellers.retain(|(from, to), cards| {
            cards.len() == 1 || anchored.contains(from) || anchored.contains(to)
        });
        travellers.into_values().flatten().collect()
    }

    /// What is asked where, among free known and among free compiled cards of sections that are
    /// there before and after.
    fn places_on_both_sides(&self) -> (HashSet<InPlace<'_>>, HashSet<InPlace<'_>>) {
        let before: HashSet<SectionNumber> = self.old.iter().map(|side| side.section).collect();
        let after: HashSet<SectionNumber> = self.fresh.iter().map(|side| side.section).collect();
        let old = self.pairs.free_old(self.old, |side| {
            side.rank == 0 && after.contains(&side.section)
        });
        let fresh = self
            .pairs
            .free_fresh()
            .into_iter()
            .filter_map(|at| self.fresh.get(at));
        (
            old.into_iter()
                .filter_map(|at| self.old.get(at))
                .map(in_place)
                .collect(),
            fresh
                .filter(|side| before.contains(&side.section))
                .map(in_place)
                .collect(),
        )
    }

    /// Texts that stand several times follow the way that the texts beside them went.
    fn moved_together(&mut self, staying: &HashSet<usize>) {
        let alone: Vec<(usize, usize)> = self
            .free_groups(&|side| side.fingerprint, |at| !staying.contains(&at))
            .into_iter()
            .filter_map(|group| match (&group.fresh[..], &group.old[..]) {
                ([at], [place]) => Some((*at, *place)),
                _ => None,
            })
            .collect();
        for (at, place) in alone {
            self.pairs.pair(at, place, Reason::SameTextMoved);
        }
        self.learn_sections();
        let fresh = self
            .pairs
            .free_fresh()
            .into_iter()
            .filter(|at| !staying.contains(at));
        let old = self.pairs.free_old(self.old, |_| true);
        let found = groups(
            fresh.filter_map(|at| {
                self.fresh
                    .get(at)
                    .map(|side| (at, (side.fingerprint, side.section)))
            }),
            old.into_iter().filter_map(|at| {
                let side = self.old.get(at)?;
                Some((at, (side.fingerprint, self.section_now(side))))
            }),
        );
        for (at, place) in found
            .into_iter()
            .flat_map(|group| group.fresh.into_iter().zip(group.old))
        {
            self.pairs.pair(at, place, Reason::SameTextMoved);
        }
    }

    /// Most cards of a section say where it went; of two ways with as many cards the first.
    fn learn_sections(&mut self) {
        let mut ways: HashMap<(SectionNumber, SectionNumber), u32> = HashMap::new();
        for (at, fresh) in self.fresh.iter().enumerate() {
            if let Some(old) = self
                .pairs
                .of_fresh(at)
                .and_then(|(old, _)| self.old.get(old))
            {
                *ways.entry((old.section, fresh.section)).or_default() += 1;
            }
        }
        let mut ways: Vec<_> = ways.into_iter().collect();
        ways.sort_unstable_by_key(|((from, to), cards)| (*from, std::cmp::Reverse(*cards), *to));
        ways.dedup_by_key(|((from, _), _)| *from);
        self.gone_to = ways.into_iter().map(|(way, _)| way).collect();
    }

    /// The same prompt in the same section.
    fn same_place(
        &mut self,
        rank: usize,
        section: impl Fn(SectionNumber, &HashMap<SectionNumber, SectionNumber>) -> SectionNumber,
    ) {
        if self.pairs.is_complete() {
            return;
        }
        let old = self.pairs.free_old(self.old, |side| side.rank == rank);
        let fresh = self.pairs.free_fresh();
        let found = groups(
            fresh
                .into_iter()
                .filter_map(|at| Some((at, in_place(self.fresh.get(at)?)))),
            old.into_iter().filter_map(|at| {
                let side = self.old.get(at)?;
                Some((
                    at,
                    (
                        section(side.section, &self.gone_to),
                        side.kind,
                        side.prompt(),
                    ),
                ))
            }),
        );
        for group in found {
            for (at, place) in self.by_back(&group) {
                self.pair_if_asked_alike(at, place);
            }
        }
    }

    /// `c` and `C` are two commands, and a table has room for one of them: signs that differ in
    /// case are the same only if the backs are alike.
    fn pair_if_asked_alike(&mut self, at: usize, place: usize) {
        let (Some(fresh), Some(old)) = (self.fresh.get(at), self.old.get(place)) else {
            return;
        };
        if fresh.asks_to_the_letter(old)
            || !(fresh.is_sign() || old.is_sign())
            || self.back_points(at, place) >= ALIKE
        {
            self.pairs.pair(at, place, Reason::SamePrompt);
        }
    }

    /// Pairs a group of equal prompts by the letter, then by how alike the backs are, then by order.
    fn by_back(&self, group: &Group) -> Vec<(usize, usize)> {
        let size = group.fresh.len().max(group.old.len());
        if size == 1 || size > LARGEST_GROUP {
            let in_order = group.fresh.iter().zip(&group.old);
            return in_order.map(|(at, place)| (*at, *place)).collect();
        }
        let mut links = Vec::new();
        for (row, at) in group.fresh.iter().enumerate() {
            for (column, place) in group.old.iter().enumerate() {
                links.push(Link {
                    fresh: *at,
                    old: *place,
                    // Order decides only between backs that are as much alike.
                    weight: 100_000
                        + if self.is_to_the_letter(*at, *place) {
                            10_000_000
                        } else {
                            0
                        }
                        + i64::from(self.back_points(*at, *place)) * 100
                        - i64::try_from(row.abs_diff(column)).unwrap_or(0),
                });
            }
        }
        assign(&links)
            .iter()
            .map(|link| (link.fresh, link.old))
            .collect()
    }

    fn is_to_the_letter(&self, at: usize, place: usize) -> bool {
        let sides = self.fresh.get(at).zip(self.old.get(place));
        sides.is_some_and(|(fresh, old)| fresh.asks_to_the_letter(old))
    }

    fn back_points(&self, at: usize, place: usize) -> u32 {
        let (Some(fresh), Some(old)) = (self.fresh.get(at), self.old.get(place)) else {
            return 0;
        };
        match (&fresh.texts().back, &old.texts().back) {
            (Some(ours), Some(theirs)) => ours.similarity(theirs),
            _ => 0,
        }
    }

    /// The same prompt anywhere, where only one card on each side asks it.
    fn unique_prompt(&mut self, rank: usize) {
        if self.pairs.is_complete() {
            return;
        }
        let old = self.pairs.free_old(self.old, |side| side.rank == rank);
        let asked = |side: &'s Side<'_>| (side.kind, side.prompt());
        let found = groups(
            self.pairs
                .free_fresh()
                .into_iter()
                .filter_map(|at| Some((at, asked(self.fresh.get(at)?)))),
            old.into_iter()
                .filter_map(|at| Some((at, asked(self.old.get(at)?)))),
        );
        for group in found {
            if let ([at], [place]) = (&group.fresh[..], &group.old[..]) {
                self.pair_if_asked_alike(*at, *place);
            }
        }
    }

    /// Doubts whose cards both stayed without a pair, the best first, each card in one.
    fn still_in_doubt(&self, mut guesses: Vec<Guess>) -> Vec<Guess> {
        guesses.retain(|guess| self.pairs.is_free(guess.fresh, guess.old));
        guesses.sort_by_key(|guess| (std::cmp::Reverse(guess.percent), guess.fresh, guess.old));
        let (mut fresh, mut old) = (HashSet::new(), HashSet::new());
        guesses.retain(|guess| {
            let is_free = !fresh.contains(&guess.fresh) && !old.contains(&guess.old);
            if is_free {
                fresh.insert(guess.fresh);
                old.insert(guess.old);
            }
            is_free
        });
        guesses.sort_by_key(|guess| guess.fresh);
        guesses
    }
}

fn in_place<'s>(side: &'s Side<'_>) -> InPlace<'s> {
    (side.section, side.kind, side.prompt())
}
