//! Rows of two columns that changed places: what was the key is the answer now, and the answer the key. It must never
//! take a row for another one that only names it.

use super::Search;
use super::prompts::RETIRED_ALIKE;
use crate::cards::Kind;
use crate::reconcile::pairs::Group;
use crate::reconcile::plan::Reason;
use crate::reconcile::side::Side;
use crate::reconcile::similar::percent;

/// More rows of one text say nothing about which became which.
const MOST_ALIKE: usize = 8;

impl Search<'_, '_> {
    /// Pairs rows of which one asks to the word what the other answers, and answers much like what it asks.
    pub(super) fn swapped(&mut self) {
        if self.pairs.is_complete() {
            return;
        }
        let found = self.grouped(
            |_, side| answer(side),
            |side| asked(side).filter(|_| side.lives()),
        );
        self.pair_swapped(found);
        let found = self.grouped(
            |_, side| asked(side),
            |side| answer(side).filter(|_| side.lives()),
        );
        self.pair_swapped(found);
    }

    fn pair_swapped(&mut self, found: Vec<Group>) {
        for group in found {
            if group.fresh.len().max(group.old.len()) > MOST_ALIKE {
                continue;
            }
            let is_one = group.fresh.len() == 1 && group.old.len() == 1;
            for at in &group.fresh {
                let here = |place: &&usize| is_one || self.is_in_section(*at, **place);
                let mut places = group.old.iter().filter(here);
                let (Some(place), None) = (places.next(), places.next()) else {
                    continue;
                };
                if let Some(points) = self.points_across(*at, *place) {
                    let reason = Reason::SimilarText(percent(points));
                    self.pairs.pair(*at, *place, reason);
                }
            }
        }
    }

    fn is_in_section(&self, at: usize, place: usize) -> bool {
        let sides = self.fresh.get(at).zip(self.old.get(place));
        sides.is_some_and(|(fresh, old)| self.section_now(old) == fresh.section)
    }

    /// How alike the other two texts are, where they are alike.
    fn points_across(&self, at: usize, place: usize) -> Option<u32> {
        let (fresh, old) = (self.fresh.get(at)?.texts(), self.old.get(place)?.texts());
        let (our_back, their_back) = (fresh.back.as_ref()?, old.back.as_ref()?);
        let ours = fresh.front.similarity(their_back);
        let theirs = old.front.similarity(our_back);
        let is_same = ours >= RETIRED_ALIKE || fresh.front.is_extension(their_back);
        let is_swapped = is_same && (theirs >= RETIRED_ALIKE || old.front.is_extension(our_back));
        is_swapped.then(|| u32::midpoint(ours, theirs))
    }
}

fn asked<'s>(side: &'s Side<'_>) -> Option<&'s str> {
    (side.kind == Kind::TableRow).then(|| side.prompt())
}

fn answer<'s>(side: &'s Side<'_>) -> Option<&'s str> {
    let back = side.texts().back.as_ref();
    back.filter(|_| side.kind == Kind::TableRow)
        .map(|back| back.plain())
}
