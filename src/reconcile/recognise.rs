//! The steps that pair compiled with known cards, from what is certain to what is likely.

use std::collections::BTreeSet;
use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashSet};

use crate::cards::Kind;

use super::assign::{Link, assign};
use super::pairs::{Group, Pairs, groups};
use super::plan::Reason;
use super::side::{RANKS, SectionNumber, Sections, Side};
use super::similar::{Guess, pair_similar};

mod affixes;
mod contents;
mod crowded;
mod headings;
mod heads;
mod sections;
mod shared;
mod ways;

use crowded::Crowded;
use shared::Shared;
use ways::Way;

/// What was found.
#[derive(Debug, Default)]
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
    /// Sections whose heading was written anew.
    renamed: HashMap<SectionNumber, SectionNumber>,
    /// Every way that cards went whose text one section says, and those that headings tell.
    ways: BTreeSet<Way>,
    shared: Shared,
    /// What several cards of one side ask.
    asked_often: HashSet<(Kind, &'s str)>,
    crowded: Crowded<'s>,
}

/// From here on the back of a retired card speaks of the same as one that asks the same.
const RETIRED_ALIKE: u32 = 5_000;

/// The largest group of equal prompts whose backs are compared with each other.
const LARGEST_GROUP: usize = 40;

/// From here on the backs of two equal signs speak of the same.
const ALIKE: u32 = 9_000;

type InPlace<'s> = (SectionNumber, Kind, &'s str);

pub(super) fn recognise(
    fresh: &[Side<'_>],
    old: &[Side<'_>],
    sections: &Sections<'_>,
) -> Recognised {
    let mut search = Search {
        fresh,
        old,
        pairs: Pairs::new(fresh.len(), old.len()),
        gone_to: HashMap::default(),
        renamed: HashMap::default(),
        ways: BTreeSet::new(),
        shared: Shared::default(),
        asked_often: HashSet::default(),
        crowded: Crowded::default(),
    };
    let in_doubt = search.run(sections);
    Recognised {
        pairs: search.pairs,
        in_doubt,
    }
}

impl<'s> Search<'s, '_> {
    fn run(&mut self, sections: &Sections<'_>) -> Vec<Guess> {
        self.equal(
            Reason::SameText,
            |side| (side.fingerprint, side.section),
            |_, _| true,
        );
        if self.pairs.is_complete() {
            return Vec::new();
        }
        self.renamed = self.written_anew(sections);
        self.same_text_in_renamed_section();
        self.shared = Shared::of(self.fresh, self.old, &self.pairs);
        let staying = self.staying();
        let around = sections.around();
        self.same_text_under_another_heading(&around, &staying);
        self.moved_together(&staying);
        self.moved_along(sections);
        self.equal(
            Reason::SameTextMoved,
            |side| side.fingerprint,
            |search, at| !staying.contains(&at) && !search.is_bound(at),
        );
        self.learn_sections();
        if !self.pairs.is_complete() {
            self.crowded = Crowded::of(self.fresh, self.old, &self.pairs);
        }
        for rank in 0..RANKS {
            self.same_place(rank, |section, _| section);
            self.same_place(rank, |section, gone_to| {
                gone_to.get(&section).copied().unwrap_or(section)
            });
            if rank == 0 {
                self.same_place_other_kind();
            }
        }
        let may_move = |search: &Self, at| !search.is_bound(at);
        self.equal(Reason::SameTextMoved, |side| side.fingerprint, may_move);
        // The text that a card began with: an edit was taken back.
        self.equal(Reason::SameTextMoved, |side| side.id, may_move);
        self.known_contents();
        if !self.pairs.is_complete() {
            self.learn_prompts();
        }
        for rank in 0..RANKS {
            self.unique_prompt(rank);
        }
        if !self.pairs.is_complete() {
            self.under_another_heading(&around);
            self.renamed_together();
        }
        self.same_head();
        self.same_name();
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
        may: impl Fn(&Self, usize) -> bool,
    ) {
        // The first free known card of each key, and behind each card the next of the same key: with a
        // list for each key a plan for 100,000 unchanged cards took twice as long.
        let mut first: HashMap<K, usize> = HashMap::default();
        let mut behind: Vec<Option<usize>> = vec![None; self.old.len()];
        for place in self.pairs.free_old(self.old, |_| true).into_iter().rev() {
            if let (Some(side), Some(next)) = (self.old.get(place), behind.get_mut(place)) {
                *next = first.insert(key(side), place);
            }
        }
        for at in self.pairs.free_fresh() {
            let Some(side) = self.fresh.get(at).filter(|_| may(self, at)) else {
                continue;
            };
            let Entry::Occupied(mut found) = first.entry(key(side)) else {
                continue;
            };
            let place = *found.get();
            match behind.get(place).copied().flatten() {
                Some(next) => {
                    found.insert(next);
                }
                None => {
                    found.remove();
                }
            }
            self.pairs.pair(at, place, reason);
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
                if self.is_telling(at, place) {
                    self.pair_if_asked_alike(at, place);
                }
            }
        }
    }

    /// The same prompt in the same section, made from another structure: a row that became a term.
    fn same_place_other_kind(&mut self) {
        if self.pairs.is_complete() {
            return;
        }
        let old = self.pairs.free_old(self.old, |side| side.rank == 0);
        let found = groups(
            self.pairs.free_fresh().into_iter().filter_map(|at| {
                let side = self.fresh.get(at)?;
                Some((at, (side.section, side.prompt())))
            }),
            old.into_iter().filter_map(|at| {
                let side = self.old.get(at)?;
                Some((at, (self.section_now(side), side.prompt())))
            }),
        );
        for group in found {
            if let ([at], [place]) = (&group.fresh[..], &group.old[..])
                && self.is_telling(*at, *place)
            {
                self.pair_if_asked_alike(*at, *place);
            }
        }
    }

    /// `c` and `C` are two commands, and a table has room for one of them: signs that differ in
    /// case are the same only if the backs are alike; of long ones, if they say as much.
    fn pair_if_asked_alike(&mut self, at: usize, place: usize) {
        let (Some(fresh), Some(old)) = (self.fresh.get(at), self.old.get(place)) else {
            return;
        };
        let is_sign = fresh.is_sign() || old.is_sign();
        if fresh.asks_to_the_letter(old)
            || !is_sign
            || self.back_points(at, place) >= ALIKE
            || (fresh.is_long() && self.says_as_much(at, place))
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
                    weight: match self.is_to_the_letter(*at, *place) {
                        true => 10_100_000_i64,
                        false => 100_000,
                    }
                    .saturating_add(i64::from(self.back_points(*at, *place)).saturating_mul(100))
                    .saturating_sub(i64::try_from(row.abs_diff(column)).unwrap_or(0)),
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

    /// The same prompt anywhere, where only one card on each side asks it: of all cards, not only
    /// of those still free. `Side effects` in the section of every drug names nothing by itself. A
    /// retired card must also have said something like it.
    fn unique_prompt(&mut self, rank: usize) {
        if self.pairs.is_complete() {
            return;
        }
        let is_retired = rank % 2 == 1;
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
            if let ([at], [place]) = (&group.fresh[..], &group.old[..])
                && !self.is_asked_often(*at)
                && (!is_retired || self.back_points(*at, *place) >= RETIRED_ALIKE)
            {
                self.pair_if_asked_alike(*at, *place);
            }
        }
    }

    /// Whether what a compiled card asks is asked by another card as well, now or before.
    fn is_asked_often(&self, at: usize) -> bool {
        self.fresh
            .get(at)
            .is_some_and(|side| self.asked_often.contains(&(side.kind, side.prompt())))
    }

    /// What several cards ask, now or before. Retired ones do not count.
    fn learn_prompts(&mut self) {
        for sides in [self.fresh, self.old] {
            let living = sides.iter().filter(|side| side.rank % 2 == 0);
            let mut asked = HashSet::default();
            for side in living {
                let prompt = (side.kind, side.prompt());
                if !asked.insert(prompt) {
                    self.asked_often.insert(prompt);
                }
            }
        }
    }

    /// Doubts whose cards both stayed without a pair, the best first, each card in one.
    fn still_in_doubt(&self, mut guesses: Vec<Guess>) -> Vec<Guess> {
        guesses.retain(|guess| self.pairs.is_free(guess.fresh, guess.old));
        guesses.sort_unstable_by_key(|guess| {
            (std::cmp::Reverse(guess.percent), guess.fresh, guess.old)
        });
        let (mut fresh, mut old) = (HashSet::default(), HashSet::default());
        guesses.retain(|guess| {
            let is_free = !fresh.contains(&guess.fresh) && !old.contains(&guess.old);
            if is_free {
                fresh.insert(guess.fresh);
                old.insert(guess.old);
            }
            is_free
        });
        guesses.sort_unstable_by_key(|guess| guess.fresh);
        guesses
    }
}

fn in_place<'s>(side: &'s Side<'_>) -> InPlace<'s> {
    (side.section, side.kind, side.prompt())
}
