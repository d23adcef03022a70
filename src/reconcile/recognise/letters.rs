//! Prompts that differ in a letter's case or in a mark alone: `-v` and `-V`, `content` and `content_`. Texts for
//! comparison leave both out, so that what `-V` says now may be what `-v` said before. It must never part a card from
//! its text where no other one is asked to the letter.

use foldhash::HashMap;

use super::Search;
use super::prompts::{InPlace, in_place};
use crate::reconcile::plan::Reason;
use crate::reconcile::side::Side;

/// What is asked to the letter, and where, with the cards that ask it.
type Asked<'s> = HashMap<(InPlace<'s>, String), Vec<usize>>;

impl Search<'_, '_> {
    /// Of cards that were paired by the same text in the same section, those that are asked in other letters give
    /// way to the ones that are asked in the same.
    pub(super) fn part_by_letters(&mut self) {
        let unlike = self.asked_in_other_letters();
        if unlike.is_empty() {
            return;
        }
        let free = self.pairs.free_fresh().into_iter();
        let fresh = asked(self.fresh, free.chain(unlike.iter().map(|(at, _)| *at)));
        let free = self
            .pairs
            .free_old(self.old, |side| side.lives())
            .into_iter();
        let old = asked(self.old, free.chain(unlike.iter().map(|(_, place)| *place)));
        let heirs = unlike.iter().filter_map(|(at, place)| {
            let (ours, theirs) = (self.fresh.get(*at)?, self.old.get(*place)?);
            let heirs = fresh.get(&key(theirs))?;
            let says_the_same = |heir: &&usize| {
                let heir = self.fresh.get(**heir);
                heir.is_some_and(|heir| heir.fingerprint == theirs.fingerprint)
            };
            let heir = heirs.iter().find(says_the_same);
            // Without one, answers went from one to the other where both were asked before.
            let heir = heir.or_else(|| heirs.first().filter(|_| old.contains_key(&key(ours))));
            Some((*heir?, *at, *place))
        });
        let heirs: Vec<(usize, usize, usize)> = heirs.collect();
        for (_, at, place) in &heirs {
            self.pairs.part(*at, *place);
        }
        for (heir, _, place) in heirs {
            self.pairs.pair(heir, place, Reason::SamePrompt);
        }
    }

    fn asked_in_other_letters(&self) -> Vec<(usize, usize)> {
        let pairs = self.fresh.iter().enumerate().filter_map(|(at, fresh)| {
            let (place, _) = self.pairs.of_fresh(at)?;
            Some((at, place, fresh, self.old.get(place)?))
        });
        // Nearly all are written as they were: only of the others letters are looked at.
        let unlike = pairs.filter(|(_, _, fresh, old)| {
            !fresh.is_written_as(old) && !fresh.asks_to_the_letter(old)
        });
        unlike.map(|(at, place, _, _)| (at, place)).collect()
    }
}

fn asked<'s>(sides: &'s [Side<'_>], places: impl Iterator<Item = usize>) -> Asked<'s> {
    let mut asked = Asked::default();
    for place in places {
        if let Some(side) = sides.get(place) {
            asked.entry(key(side)).or_default().push(place);
        }
    }
    asked
}

fn key<'s>(side: &'s Side<'_>) -> (InPlace<'s>, String) {
    (in_place(side), side.letters().into_owned())
}

#[cfg(test)]
mod tests {
    use crate::reconcile::recognise_tests::{links, table};

    fn rows(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<Option<usize>> {
        links(&table("Options", before), &table("Options", after)).0
    }

    #[test]
    fn swapped_answers_of_two_letters_swap_no_histories() {
        let before = [("`-v`", "tells more"), ("`-V`", "tells the version")];
        let after = [("`-v`", "tells the version"), ("`-V`", "tells more")];
        assert_eq!(rows(&before, &after), [Some(0), Some(1)]);
        let one = [("`-v`", "tells the version"), ("`-V`", "something new")];
        assert_eq!(rows(&before, &one), [Some(0), Some(1)]);
        let other_order = [before[1], before[0]];
        assert_eq!(rows(&before, &other_order), [Some(1), Some(0)]);
    }

    #[test]
    fn a_row_that_says_what_its_neighbour_says_takes_no_history_of_it() {
        let before = [
            ("`content`", "what the import of the module says"),
            ("`content_`", "a descriptor"),
        ];
        let after = [
            ("`content`", "a descriptor"),
            ("`content_`", "a descriptor"),
        ];
        assert_eq!(rows(&before, &after), [Some(0), Some(1)]);
    }

    #[test]
    fn a_key_in_other_letters_is_the_same_where_nothing_else_is_it() {
        let before = [("readme", "what to read first"), ("license", "the terms")];
        let after = [("README", "what to read first"), ("LICENSE", "the terms")];
        assert_eq!(rows(&before, &after), [Some(0), Some(1)]);
        let more = [("`-V`", "tells more"), ("`-v`", "tells the version")];
        assert_eq!(rows(&[("`-v`", "tells more")], &more), [Some(0), None]);
    }
}
