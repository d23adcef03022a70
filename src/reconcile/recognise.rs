//! The steps that pair compiled with known cards, from what is certain to what is likely.

use std::collections::BTreeSet;
use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashSet};

use crate::cards::Kind;

use super::pairs::{Group, Pairs, groups};
use super::plan::Reason;
use super::side::{RANKS, Rank, SectionNumber, Sections, Side};
use super::similar::{Guess, pair_similar};

mod above;
mod affixes;
mod columns;
mod contents;
mod crowded;
mod cut;
mod headings;
mod heads;
mod in_its_place;
mod letters;
mod prompts;
mod rows;
mod sections;
mod shared;
mod swapped;
mod things;
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

pub(super) fn recognise(
    fresh: &[Side<'_>],
    old: &[Side<'_>],
    sections: &Sections<'_>,
) -> Recognised {
    let none = Pairs::new(fresh.len(), old.len());
    recognise_rest(fresh, old, sections, none)
}

/// Recognises what is not in these pairs.
pub(super) fn recognise_rest(
    fresh: &[Side<'_>],
    old: &[Side<'_>],
    sections: &Sections<'_>,
    pairs: Pairs,
) -> Recognised {
    let mut search = Search {
        fresh,
        old,
        pairs,
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

/// Where a section is now, as far as something tells it.
fn now_in(
    section: SectionNumber,
    gone_to: &HashMap<SectionNumber, SectionNumber>,
) -> SectionNumber {
    gone_to.get(&section).copied().unwrap_or(section)
}

impl<'s, 'a> Search<'s, 'a> {
    fn run(&mut self, sections: &Sections<'_>) -> Vec<Guess> {
        self.equal(
            Reason::SameText,
            |side| (side.fingerprint, side.section),
            |_, _| true,
        );
        self.part_by_letters();
        if self.pairs.is_complete() {
            return Vec::new();
        }
        self.renamed = self.written_anew(sections);
        self.same_text_in_renamed_section();
        self.shared = Shared::of(self.fresh, self.old, &self.pairs);
        let staying = self.staying();
        let around = sections.around();
        self.same_text_under_another_heading(&around, &staying);
        self.moved_together(&staying, sections);
        self.learn_rows();
        self.same_text_in_renamed_section();
        self.moved_along(sections);
        self.equal(
            Reason::SameTextMoved,
            |side| side.fingerprint,
            |search, at| !staying.contains(&at) && !search.is_bound(at),
        );
        self.learn_sections(sections);
        if !self.pairs.is_complete() {
            self.crowded = Crowded::of(self.fresh, self.old, &self.pairs);
        }
        for rank in RANKS {
            self.same_place(rank, |section, _| section);
            self.same_place(rank, now_in);
            if rank == Rank::Living {
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
        let said_here = match self.pairs.is_complete() {
            true => HashSet::default(),
            false => self.said_here(),
        };
        for rank in RANKS {
            self.unique_prompt(rank, |search, at, place| {
                search.is_gone_from_here(at, place, &said_here)
            });
        }
        self.cut_elsewhere();
        self.in_sections_learned_late();
        self.key_with_the_next_cell();
        if !self.pairs.is_complete() {
            self.under_another_heading(&around);
            self.renamed_together();
        }
        self.key_behind_a_column();
        self.swapped();
        self.same_head();
        self.same_name();
        let mut in_doubt = Vec::new();
        for rank in RANKS {
            in_doubt.extend(pair_similar(self, rank));
            // What was written anew with its section is told by what was recognised beside it.
            if rank == Rank::Living && self.in_sections_learned_late() {
                in_doubt.extend(pair_similar(self, rank));
            }
            self.unique_prompt(rank, |_, _, _| true);
        }
        in_doubt.extend(self.in_its_place());
        self.still_in_doubt(in_doubt)
    }

    /// What is asked in sections of which only now something tells where they went. Whether there are some.
    fn in_sections_learned_late(&mut self) -> bool {
        let are_some = self.learn_sections_late();
        if are_some {
            self.same_place(Rank::Living, now_in);
        }
        are_some
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
        let free = self.pairs.free_old(self.old, |_| true);
        let mut first: HashMap<K, usize> =
            HashMap::with_capacity_and_hasher(free.len(), Default::default());
        let mut behind: Vec<Option<usize>> = vec![None; self.old.len()];
        for place in free.into_iter().rev() {
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

    /// Free cards of both sides in groups of equal keys; what has no key is in none.
    fn grouped<K: std::hash::Hash + Eq>(
        &self,
        of_fresh: impl Fn(usize, &'s Side<'a>) -> Option<K>,
        of_old: impl Fn(&'s Side<'a>) -> Option<K>,
    ) -> Vec<Group> {
        let fresh = self.pairs.free_fresh().into_iter();
        let old = self.pairs.free_old(self.old, |_| true).into_iter();
        groups(
            fresh.filter_map(|at| Some((at, of_fresh(at, self.fresh.get(at)?)?))),
            old.filter_map(|place| Some((place, of_old(self.old.get(place)?)?))),
        )
    }

    /// Texts that moved: the first of a group with the first, the second with the second.
    fn pair_moved(&mut self, found: Vec<Group>) {
        for group in found {
            for (at, place) in group.fresh.into_iter().zip(group.old) {
                self.pairs.pair(at, place, Reason::SameTextMoved);
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
