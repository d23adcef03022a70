//! What is asked more than once in a section, so that the prompt alone does not tell which card it is.

use std::borrow::Cow;
use std::hash::Hash;

use foldhash::{HashMap, HashSet};

use super::prompts::{InPlace, in_place};
use crate::reconcile::pairs::Pairs;
use crate::reconcile::side::Side;

/// What a card without a pair asks, where more than one living card of its section asks it.
#[derive(Debug, Default)]
pub(in crate::reconcile) struct Crowded<'s> {
    after: HashSet<Asked<'s>>,
    before: HashSet<Asked<'s>>,
}

/// What is asked, and where; a sign to the letter, since `-v` is not `-V`.
type Asked<'s> = (InPlace<'s>, Option<Cow<'s, str>>);

impl<'s> Crowded<'s> {
    /// Of the cards that are still free; of others nobody asks.
    pub(super) fn of(fresh: &'s [Side<'_>], old: &'s [Side<'_>], pairs: &Pairs) -> Crowded<'s> {
        let same = same_text(fresh, old, pairs);
        Crowded {
            after: asked_in_one_place(fresh, &pairs.free_fresh(), |_, side| side.prompt()),
            before: asked_in_one_place(old, &pairs.free_old(old, |_| true), |place, side| {
                let same = same.get(place).copied().flatten();
                same.map_or_else(|| side.prompt(), Side::prompt)
            }),
        }
    }

    /// Whether one of the two is among them.
    pub(super) fn holds(&self, fresh: &Side<'_>, old: &Side<'_>) -> bool {
        self.after.contains(&asked(fresh)) || self.before.contains(&asked(old))
    }
}

/// The compiled cards that say the text of known ones: their prompts are those of both. Folded for each, and kept for
/// each, they were a quarter of reconciling 100,000 rows of which 100 were edited.
fn same_text<'s, 'a>(
    fresh: &'s [Side<'a>],
    old: &[Side<'_>],
    pairs: &Pairs,
) -> Vec<Option<&'s Side<'a>>> {
    let mut same = vec![None; old.len()];
    for (at, side) in fresh.iter().enumerate() {
        if let Some((place, _)) = pairs.of_fresh(at)
            && let Some((known, says)) = old.get(place).zip(same.get_mut(place))
            && known.fingerprint == side.fingerprint
        {
            *says = Some(side);
        }
    }
    same
}

/// Gathered of all cards it was a tenth of an import of 100,000 rows of which 100 were edited: a set of them
/// all, and in a document of many sections the prompts of all.
fn asked_in_one_place<'s>(
    sides: &'s [Side<'_>],
    free: &[usize],
    prompt: impl Fn(usize, &'s Side<'_>) -> &'s str,
) -> HashSet<Asked<'s>> {
    let of_free = || free.iter().filter_map(|at| sides.get(*at));
    let places: HashSet<_> = of_free().map(|side| (side.section, side.kind)).collect();
    let living = || {
        let living = sides.iter().enumerate().filter(|(_, side)| side.lives());
        living.filter(|(_, side)| places.contains(&(side.section, side.kind)))
    };
    let in_one_place =
        |(at, side): (usize, &'s Side<'_>)| (side.section, side.kind, prompt(at, side));
    let several = held_by_several(of_free().map(in_place), living().map(in_one_place));
    if several.is_empty() {
        return HashSet::default();
    }
    // What is asked once is asked once to the letter, too.
    let is_one = |side: &(usize, &'s Side<'_>)| several.contains(&in_one_place(*side));
    let crowded = living().filter(is_one).map(|(_, side)| asked(side));
    held_by_several(of_free().map(asked), crowded)
}

fn asked<'s>(side: &'s Side<'_>) -> Asked<'s> {
    (in_place(side), side.is_sign().then(|| side.letters()))
}

/// Which of these keys more than one of `all` is.
pub(super) fn held_by_several<K: Hash + Eq>(
    keys: impl Iterator<Item = K>,
    all: impl Iterator<Item = K>,
) -> HashSet<K> {
    let mut counts: HashMap<K, u32> = keys.map(|key| (key, 0)).collect();
    if counts.is_empty() {
        return HashSet::default();
    }
    for key in all {
        if let Some(count) = counts.get_mut(&key) {
            *count = count.saturating_add(1);
        }
    }
    counts.retain(|_, count| *count > 1);
    counts.into_keys().collect()
}
