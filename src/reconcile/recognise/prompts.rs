//! Cards recognised by what they ask. Where several ask the same, their backs tell them apart. It must never
//! take two signs that differ in a letter for one.

use foldhash::{HashMap, HashSet};

use super::Search;
use super::sections::ALIKE_ELSEWHERE;
use crate::cards::Kind;
use crate::reconcile::assign::{Link, assign};
use crate::reconcile::pairs::Group;
use crate::reconcile::plan::Reason;
use crate::reconcile::side::{Rank, SectionNumber, Side};

/// From here on the back of a retired card speaks of the same as one that asks the same, and of two rows of
/// which one asks what the other answers the other texts do.
pub(super) const RETIRED_ALIKE: u32 = 5_000;

/// The largest group of equal prompts whose backs are compared with each other.
const LARGEST_GROUP: usize = 40;

/// From here on the backs of two equal signs speak of the same.
const ALIKE: u32 = 9_000;

/// Below this the backs of one key in two sections say things of two kinds.
const OF_ANOTHER_KIND: u32 = 3_300;

/// What is asked, and where.
pub(super) type InPlace<'s> = (SectionNumber, Kind, &'s str);

impl Search<'_, '_> {
    /// The same prompt in the same section.
    pub(super) fn same_place(
        &mut self,
        rank: Rank,
        section: fn(SectionNumber, &HashMap<SectionNumber, SectionNumber>) -> SectionNumber,
    ) {
        if self.pairs.is_complete() {
            return;
        }
        let found = self.grouped(
            |_, side| Some(in_place(side)),
            |side| {
                let section = section(side.section, &self.gone_to);
                (side.rank == rank).then(|| (section, side.kind, side.prompt()))
            },
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
    pub(super) fn same_place_other_kind(&mut self) {
        if self.pairs.is_complete() {
            return;
        }
        let found = self.grouped(
            |_, side| Some((side.section, side.prompt())),
            |side| {
                side.lives()
                    .then(|| (self.section_now(side), side.prompt()))
            },
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
    pub(super) fn pair_if_asked_alike(&mut self, at: usize, place: usize) {
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
    pub(super) fn by_back(&self, group: &Group) -> Vec<(usize, usize)> {
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

    pub(super) fn back_points(&self, at: usize, place: usize) -> u32 {
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
    pub(super) fn unique_prompt(&mut self, rank: Rank, may: impl Fn(&Self, usize, usize) -> bool) {
        if self.pairs.is_complete() {
            return;
        }
        let is_retired = rank == Rank::Retired;
        let found = self.grouped(
            |_, side| Some((side.kind, side.prompt())),
            |side| (side.rank == rank).then(|| (side.kind, side.prompt())),
        );
        for group in found {
            if let ([at], [place]) = (&group.fresh[..], &group.old[..])
                && !self.is_asked_often(*at)
                && (!is_retired || self.back_points(*at, *place) >= RETIRED_ALIKE)
                && (self.is_in_one_document(*at, *place) || self.says_as_much(*at, *place))
                && !self.is_key_of_another_table(*at, *place)
                && may(self, *at, *place)
            {
                self.pair_if_asked_alike(*at, *place);
            }
        }
    }

    /// What cards without a pair say, and where.
    pub(super) fn said_here(&self) -> HashSet<(SectionNumber, u64)> {
        let free = self.pairs.free_fresh().into_iter();
        let free = free.filter_map(|at| self.fresh.get(at));
        free.filter_map(|side| Some((side.section, side.texts().back.as_ref()?.key())))
            .collect()
    }

    /// Whether a card that asks elsewhere what it asked says much the same there, or its own section has none that
    /// says what it said.
    pub(super) fn is_gone_from_here(
        &self,
        at: usize,
        place: usize,
        said_here: &HashSet<(SectionNumber, u64)>,
    ) -> bool {
        let Some(old) = self.old.get(place) else {
            return false;
        };
        let back = old.texts().back.as_ref().map(|back| back.key());
        let is_here = back.is_some_and(|back| said_here.contains(&(self.section_now(old), back)));
        !is_here || self.says_so_far(at, place, ALIKE_ELSEWHERE)
    }

    /// Whether a key stands in another section, in a table of other columns, and there something of another kind is
    /// said of it: in one table how severe a rule is, in the other what it is for.
    pub(in crate::reconcile) fn is_key_of_another_table(&self, at: usize, place: usize) -> bool {
        let Some((fresh, old)) = self.fresh.get(at).zip(self.old.get(place)) else {
            return false;
        };
        let is_here = [old.section, self.section_now(old)].contains(&fresh.section);
        if is_here || fresh.prompt() != old.prompt() {
            return false;
        }
        let (ours, theirs) = (fresh.columns(), old.columns());
        let has_others = !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs);
        let backs = fresh.texts().back.as_ref().zip(old.texts().back.as_ref());
        has_others && backs.is_some_and(|(ours, theirs)| ours.similarity(theirs) < OF_ANOTHER_KIND)
    }

    fn is_in_one_document(&self, at: usize, place: usize) -> bool {
        let sides = self.fresh.get(at).zip(self.old.get(place));
        sides.is_some_and(|(fresh, old)| fresh.document == old.document)
    }

    /// Whether what a compiled card asks is asked by another card as well, now or before.
    pub(super) fn is_asked_often(&self, at: usize) -> bool {
        self.fresh
            .get(at)
            .is_some_and(|side| self.asked_often.contains(&(side.kind, side.prompt())))
    }

    /// What several cards ask, now or before. Retired ones do not count.
    pub(super) fn learn_prompts(&mut self) {
        for sides in [self.fresh, self.old] {
            let living = sides.iter().filter(|side| side.lives());
            let mut asked = HashSet::default();
            for side in living {
                let prompt = (side.kind, side.prompt());
                if !asked.insert(prompt) {
                    self.asked_often.insert(prompt);
                }
            }
        }
    }
}

pub(super) fn in_place<'s>(side: &'s Side<'_>) -> InPlace<'s> {
    (side.section, side.kind, side.prompt())
}
