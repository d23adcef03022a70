//! Where sections went, and which cards went with them.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};

use super::Search;
use super::above::of_headings_above;
use super::crowded::held_by_several;
use super::prompts::{InPlace, RETIRED_ALIKE, in_place};
use super::ways::Way;
use crate::cards::Fingerprint;
use crate::reconcile::plan::Reason;
use crate::reconcile::side::{SectionNumber, Sections, Side};

/// From here on the backs of what is asked everywhere speak of the same, wherever they stand.
pub(super) const ALIKE_ELSEWHERE: u32 = 6_500;

/// A heading that came in place of another one tells as much of where its section went as so many cards.
const WORTH_OF_A_HEADING: u32 = 2;

/// Fewer cards that went the same way may have gone without their section.
const FEWEST_WITNESSES: u32 = 2;

/// The sections that cards went to, with how many did.
type Votes = BTreeMap<SectionNumber, u32>;

impl Search<'_, '_> {
    /// Compiled cards whose text comes from another section, although the same is still asked there, and was asked
    /// here before or still says much the same there: two answers were swapped, or one was copied, and the cards
    /// stayed. Unless whole sections changed places: then several went together and nothing stayed behind.
    pub(super) fn staying(&self) -> HashSet<usize> {
        let moves = self.grouped(
            |_, side| Some(side.fingerprint),
            |side| Some(side.fingerprint),
        );
        let anchored: HashSet<SectionNumber> = (0..self.fresh.len())
            .filter(|at| self.pairs.of_fresh(*at).is_some())
            .filter_map(|at| Some(self.fresh.get(at)?.section))
            .collect();
        let (here, there) = self.places_on_both_sides();
        let mut travellers: HashMap<(SectionNumber, SectionNumber), Vec<usize>> =
            HashMap::default();
        // Of more copies than there were cards each may be the one that the last card went to.
        let moves = moves.iter().flat_map(|group| {
            let last = group.old.last();
            let old = group.old.iter().chain(std::iter::repeat(last).flatten());
            group.fresh.iter().zip(old)
        });
        for (at, place) in moves {
            let (Some(fresh), Some(old)) = (self.fresh.get(*at), self.old.get(*place)) else {
                continue;
            };
            let stays = there.get(&self.in_place_now(old)).is_some_and(|stands| {
                let is_asked_here = || here.contains(&in_place(fresh));
                let said_nothing = || old.texts().back.is_none();
                stands != at
                    && (is_asked_here() || said_nothing() || self.says_as_much(*stands, *place))
            });
            if stays {
                let way = (old.section, fresh.section);
                travellers.entry(way).or_default().push(*at);
            }
        }
        travellers.retain(|(from, to), cards| {
            let is_told = anchored.contains(from) || self.renamed.contains_key(from);
            cards.len() == 1 || is_told || anchored.contains(to)
        });
        travellers.into_values().flatten().collect()
    }

    /// What a known card asks, and where it would be asked now.
    fn in_place_now<'s>(&self, old: &'s Side<'_>) -> InPlace<'s> {
        let (section, kind, prompt) = in_place(old);
        (
            *self.renamed.get(&section).unwrap_or(&section),
            kind,
            prompt,
        )
    }

    /// What is asked where, among free known and among free compiled cards of sections that are there before and
    /// after, be it under another heading; of the compiled ones with the card that asks it.
    fn places_on_both_sides(&self) -> (HashSet<InPlace<'_>>, HashMap<InPlace<'_>, usize>) {
        let mut before: HashSet<SectionNumber> = self.old.iter().map(|side| side.section).collect();
        before.extend(self.renamed.values());
        let after: HashSet<SectionNumber> = self.fresh.iter().map(|side| side.section).collect();
        let old = self.pairs.free_old(self.old, |side| {
            side.lives() && after.contains(&side.section)
        });
        let old = old.into_iter().filter_map(|at| self.old.get(at));
        let fresh = self.pairs.free_fresh().into_iter().rev();
        let fresh = fresh.filter_map(|at| Some((in_place(self.fresh.get(at)?), at)));
        let there = fresh.filter(|((section, _, _), _)| before.contains(section));
        (old.map(in_place).collect(), there.collect())
    }

    /// Texts that stand several times follow the way that the texts beside them went.
    pub(super) fn moved_together(&mut self, staying: &HashSet<usize>, sections: &Sections<'_>) {
        let alone: Vec<(usize, usize)> = self
            .grouped(
                |at, side| (!staying.contains(&at)).then_some(side.fingerprint),
                |side| Some(side.fingerprint),
            )
            .into_iter()
            .filter_map(|group| match (&group.fresh[..], &group.old[..]) {
                ([at], [place]) if !self.is_bound(*at) => Some((*at, *place)),
                _ => None,
            })
            .collect();
        for (at, place) in alone {
            self.pairs.pair(at, place, Reason::SameTextMoved);
        }
        self.learn_sections(sections);
        let found = self.grouped(
            |at, side| (!staying.contains(&at)).then_some((side.fingerprint, side.section)),
            |side| Some((side.fingerprint, self.section_now(side))),
        );
        self.pair_moved(found);
    }

    /// Most cards of a section say where it went, and its heading; of two ways with as many cards the first. Where
    /// none says it, the headings above may. What several cards say is no witness: it went to any of the places where it is said.
    pub(super) fn learn_sections(&mut self, sections: &Sections<'_>) {
        let shared = self.shared_among_moved();
        let mut ways: HashMap<(SectionNumber, SectionNumber), u32> = HashMap::default();
        for (at, fresh) in self.fresh.iter().enumerate() {
            if let Some(old) = self
                .pairs
                .of_fresh(at)
                .and_then(|(old, _)| self.old.get(old))
                && (old.section == fresh.section || !shared.contains(&fresh.fingerprint))
            {
                let cards = ways.entry((old.section, fresh.section)).or_default();
                *cards = cards.saturating_add(1);
            }
        }
        self.renamed.iter().for_each(|(from, to)| {
            let cards = ways.entry((*from, *to)).or_default();
            *cards = cards.saturating_add(WORTH_OF_A_HEADING);
        });
        self.ways.extend(ways.keys());
        let mut ways: Vec<_> = ways.into_iter().collect();
        let above = self.ways_of_headings_above(&ways, sections);
        ways.sort_unstable_by_key(|((from, to), cards)| (*from, std::cmp::Reverse(*cards), *to));
        ways.dedup_by_key(|((from, _), _)| *from);
        let learned = ways.into_iter().map(|(way, _)| way);
        self.ways.extend(above.iter().copied());
        self.gone_to = above.into_iter().chain(learned).collect();
        self.shared.stand_on(self.gone_to.values().copied());
    }

    /// Where sections went that stand no more, as far as nothing told it before and what was recognised since
    /// does: most of their cards, and each way that several of them went. Whether there is something new.
    pub(super) fn learn_sections_late(&mut self) -> bool {
        if self.pairs.is_complete() {
            return false;
        }
        let (before, after) = self.sections_before_and_after();
        let gone: HashSet<SectionNumber> = before.difference(&after).copied().collect();
        if gone.is_empty() {
            return false;
        }
        let votes = self.went_from(&gone);
        let mut is_new = false;
        for (from, to) in votes {
            let all: u32 = to.values().sum();
            for (to, cards) in to {
                if cards < FEWEST_WITNESSES {
                    continue;
                }
                is_new |= self.ways.insert((from, to));
                if cards.saturating_mul(2) > all && !self.gone_to.contains_key(&from) {
                    self.gone_to.insert(from, to);
                    is_new = true;
                }
            }
        }
        is_new
    }

    /// How many cards of these sections went to which.
    fn went_from(&self, gone: &HashSet<SectionNumber>) -> BTreeMap<SectionNumber, Votes> {
        let mut votes: BTreeMap<SectionNumber, Votes> = BTreeMap::new();
        for (at, fresh) in self.fresh.iter().enumerate() {
            let pair = self.pairs.of_fresh(at);
            let old = pair.and_then(|(old, _)| self.old.get(old));
            if let Some(old) = old.filter(|old| old.lives() && gone.contains(&old.section)) {
                let cards = votes.entry(old.section).or_default();
                let cards = cards.entry(fresh.section).or_default();
                *cards = cards.saturating_add(1);
            }
        }
        votes
    }

    /// Ways of sections that stand no more and of which no card tells where they went.
    fn ways_of_headings_above(&self, known: &[(Way, u32)], sections: &Sections<'_>) -> Vec<Way> {
        let (before, after) = self.sections_before_and_after();
        let went: HashSet<SectionNumber> = known.iter().map(|((from, _), _)| *from).collect();
        let silent = before
            .difference(&after)
            .filter(|from| !went.contains(from));
        let gone = silent.copied().collect();
        let came: BTreeSet<SectionNumber> = after.difference(&before).copied().collect();
        match came.is_empty() {
            true => Vec::new(),
            false => of_headings_above(&sections.paths(), known, &gone, &came),
        }
    }

    /// The sections of living known cards, and those of the compiled ones.
    pub(super) fn sections_before_and_after(
        &self,
    ) -> (BTreeSet<SectionNumber>, BTreeSet<SectionNumber>) {
        (sections_of(self.living()), sections_of(self.fresh.iter()))
    }

    /// The known cards that live where they were last seen.
    pub(super) fn living(&self) -> impl Iterator<Item = &Side<'_>> {
        self.old.iter().filter(|side| side.lives())
    }

    /// The texts of cards that went to another section, where more than one living card says the same.
    fn shared_among_moved(&self) -> HashSet<Fingerprint> {
        let moved = self.fresh.iter().enumerate().filter(|(at, fresh)| {
            let pair = self.pairs.of_fresh(*at);
            let old = pair.and_then(|(old, _)| self.old.get(old));
            old.is_some_and(|old| {
                old.section != fresh.section
                    && self.renamed.get(&old.section) != Some(&fresh.section)
            })
        });
        held_by_several(
            moved.map(|(_, fresh)| fresh.fingerprint),
            self.living().map(|side| side.fingerprint),
        )
    }

    /// The same prompt where a heading came above the card, or the one above it went: the section is
    /// inside the known one, or around it. `Options` in the section of every rule says nothing by itself, so
    /// only one may ask it there, and most of what it says must have stayed.
    pub(super) fn under_another_heading(&mut self, around: &HashMap<SectionNumber, SectionNumber>) {
        let outer = |section: SectionNumber| around.get(&section).copied();
        for is_deeper in [true, false] {
            let place_of = |section: SectionNumber, goes_out: bool| match goes_out {
                true => outer(section),
                false => Some(section),
            };
            let found = self.grouped(
                |_, side| {
                    let section = place_of(side.section, is_deeper)?;
                    Some((section, side.kind, side.prompt()))
                },
                |side| {
                    let section = Some(self.section_now(side)).filter(|_| side.lives())?;
                    Some((place_of(section, !is_deeper)?, side.kind, side.prompt()))
                },
            );
            for group in found {
                if let ([at], [place]) = (&group.fresh[..], &group.old[..])
                    && self.says_as_much(*at, *place)
                {
                    self.pair_if_asked_alike(*at, *place);
                }
            }
        }
    }

    /// The same text where a heading came above the card, or the one above it went. What says the same in
    /// the section of every rule stays with its rule.
    pub(super) fn same_text_under_another_heading(
        &mut self,
        around: &HashMap<SectionNumber, SectionNumber>,
        staying: &HashSet<usize>,
    ) {
        for is_deeper in [true, false] {
            let place_of = |section: SectionNumber, goes_out: bool| match goes_out {
                true => around.get(&section).copied(),
                false => Some(section),
            };
            let found = self.grouped(
                |at, side| {
                    let section = place_of(side.section, is_deeper)?;
                    (!staying.contains(&at)).then_some((section, side.fingerprint))
                },
                |side| {
                    let section = place_of(side.section, !is_deeper)?;
                    side.lives().then_some((section, side.fingerprint))
                },
            );
            for group in found {
                if let ([at], [place]) = (&group.fresh[..], &group.old[..]) {
                    self.pairs.pair(*at, *place, Reason::SameTextMoved);
                }
            }
        }
    }

    /// Whether the prompts tell the two apart from the cards around them, or the backs do. A mark before
    /// every row of a table is no name: rows that came are not those that went. Nor is what several sections ask
    /// one, where a card is taken for one of another section: there the backs must be nearly the same.
    pub(in crate::reconcile) fn is_telling(&self, at: usize, place: usize) -> bool {
        let Some((fresh, old)) = self.fresh.get(at).zip(self.old.get(place)) else {
            return false;
        };
        let is_here = [old.section, self.section_now(old)].contains(&fresh.section);
        if !is_here && self.is_asked_often(at) {
            return self.says_so_far(at, place, ALIKE_ELSEWHERE);
        }
        !self.crowded.holds(fresh, old) || self.says_as_much(at, place)
    }

    /// Whether one back is the other with more words, or much like it.
    pub(super) fn says_as_much(&self, at: usize, place: usize) -> bool {
        self.says_so_far(at, place, RETIRED_ALIKE)
    }

    /// Whether one back is the other with more words, or at least so much like it.
    pub(super) fn says_so_far(&self, at: usize, place: usize, least: u32) -> bool {
        let sides = self.fresh.get(at).zip(self.old.get(place));
        let Some((fresh, old)) = sides else {
            return false;
        };
        match (&fresh.texts().back, &old.texts().back) {
            (Some(ours), Some(theirs)) => {
                ours.is_extension(theirs)
                    || ours.similarity(theirs) >= least
                    || holds_all_columns(fresh, old, least)
            }
            (None, None) => true,
            _ => false,
        }
    }
}

/// Whether one of two rows has more columns than the other, and says in some of them what that one says.
fn holds_all_columns(fresh: &Side<'_>, old: &Side<'_>, least: u32) -> bool {
    let (ours, theirs) = (fresh.cells(), old.cells());
    let (few, many) = match ours.len() < theirs.len() {
        true => (ours, theirs),
        false => (theirs, ours),
    };
    !few.is_empty()
        && few.len() < many.len()
        && few
            .iter()
            .all(|cell| many.iter().any(|other| cell.similarity(other) >= least))
}

/// Cards of a section stand together: a row beside another one says nothing new.
fn sections_of<'a>(cards: impl Iterator<Item = &'a Side<'a>>) -> BTreeSet<SectionNumber> {
    let mut sections: Vec<SectionNumber> = cards.map(|side| side.section).collect();
    sections.dedup();
    sections.into_iter().collect()
}
