//! A card that stands alone where another one stood, between the same neighbours: it may be that card, written so
//! much anew that nothing else tells it. It must never pair them: a person settles it.

use super::Search;
use crate::reconcile::similar::{Guess, likeness, percent};

/// Below this two cards have nothing in common but their place: one was taken out, and another put in.
const SOMETHING_COMMON: u32 = 4_000;

impl Search<'_, '_> {
    /// Free cards that stand in the place of free ones, each with how alike they are.
    pub(super) fn in_its_place(&self) -> Vec<Guess> {
        let free = self.pairs.free_fresh().into_iter();
        let found = free.filter_map(|at| {
            let old = self.place_of(at)?;
            let points = likeness(self.fresh.get(at)?, self.old.get(old)?);
            let has_common = points >= SOMETHING_COMMON || self.says_as_much(at, old);
            has_common.then_some(Guess {
                fresh: at,
                old,
                percent: percent(points),
            })
        });
        found.collect()
    }

    /// The free known card between the cards that stand beside this one. Known cards are in the order of their
    /// document, those that live first.
    fn place_of(&self, at: usize) -> Option<usize> {
        let section = self.fresh.get(at)?.section;
        let beside = |at: Option<usize>| {
            let side = self.fresh.get(at?)?;
            (side.section == section).then_some(at).flatten()
        };
        let (before, after) = (beside(at.checked_sub(1)), beside(at.checked_add(1)));
        let known = |at: Option<usize>| self.pairs.of_fresh(at?).map(|(place, _)| place);
        let place = match (known(before), known(after)) {
            (Some(place), _) => place.checked_add(1)?,
            (None, Some(place)) => place.checked_sub(1)?,
            (None, None) => return None,
        };
        let old = self.old.get(place)?;
        let known_beside = |place: Option<usize>| {
            let side = self.old.get(place?).filter(|side| side.lives())?;
            (side.section == old.section && side.document == old.document)
                .then_some(place)
                .flatten()
        };
        let is_the_same = known_beside(place.checked_sub(1)) == known(before)
            && known_beside(place.checked_add(1)) == known(after)
            && before.is_some() == known(before).is_some()
            && after.is_some() == known(after).is_some();
        let is_meant = old.lives() && self.section_now(old) == section;
        (is_the_same && is_meant && self.pairs.is_free(at, place)).then_some(place)
    }
}
