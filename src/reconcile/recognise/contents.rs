//! Cards recognised by what they once said, as the log tells. It must never guess.

use foldhash::HashMap;

use super::Search;
use crate::cards::CardId;
use crate::reconcile::plan::Reason;
use crate::reconcile::side::Side;

impl Search<'_, '_> {
    /// A text that was told to be the card's: here in an earlier revision, or on another device.
    pub(super) fn known_contents(&mut self) {
        let mut stands_for: HashMap<CardId, usize> = HashMap::default();
        for place in self.pairs.free_old(self.old, |_| true) {
            for content in self.old.get(place).into_iter().flat_map(Side::contents) {
                stands_for.entry(*content).or_insert(place);
            }
        }
        if stands_for.is_empty() {
            return;
        }
        let free = self.pairs.free_fresh().into_iter();
        for at in free.filter(|at| !self.is_bound(*at)).collect::<Vec<_>>() {
            let found = self.fresh.get(at).and_then(|side| stands_for.get(&side.id));
            if let Some(place) = found {
                self.pairs.pair(at, *place, Reason::SameTextMoved);
            }
        }
    }
}
