//! What is asked more than once in a section, so that the prompt alone does not tell which card it is.

use std::collections::{HashMap, HashSet};

use super::{InPlace, in_place};
use crate::reconcile::pairs::Pairs;
use crate::reconcile::side::Side;

/// What a card without a pair asks, where more than one living card of its section asks it.
#[derive(Debug, Default)]
pub(in crate::reconcile) struct Crowded<'s> {
    after: HashSet<InPlace<'s>>,
    before: HashSet<InPlace<'s>>,
}

impl<'s> Crowded<'s> {
    /// Of the cards that are still free; of others nobody asks.
    pub(super) fn of(fresh: &'s [Side<'_>], old: &'s [Side<'_>], pairs: &Pairs) -> Crowded<'s> {
        Crowded {
            after: asked_in_one_place(fresh, &pairs.free_fresh()),
            before: asked_in_one_place(old, &pairs.free_old(old, |_| true)),
        }
    }

    /// Whether one of the two is among them.
    pub(super) fn holds(&self, fresh: &Side<'_>, old: &Side<'_>) -> bool {
        self.after.contains(&in_place(fresh)) || self.before.contains(&in_place(old))
    }
}

/// Gathered of all cards it was a tenth of an import of 100,000 rows of which 100 were edited: a set of them
/// all, and in a document of many sections the prompts of all.
fn asked_in_one_place<'s>(sides: &'s [Side<'_>], free: &[usize]) -> HashSet<InPlace<'s>> {
    let mut asked: HashMap<InPlace<'s>, u32> = HashMap::new();
    let mut places = HashSet::new();
    for side in free.iter().filter_map(|at| sides.get(*at)) {
        places.insert((side.section, side.kind));
        asked.insert(in_place(side), 0);
    }
    let living = sides.iter().filter(|side| side.rank % 2 == 0);
    for side in living.filter(|side| places.contains(&(side.section, side.kind))) {
        if let Some(cards) = asked.get_mut(&in_place(side)) {
            *cards = cards.saturating_add(1);
        }
    }
    asked.retain(|_, cards| *cards > 1);
    asked.into_keys().collect()
}
