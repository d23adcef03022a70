//! What a sitting does about a card that turns out to be a leech. It must never decide what a leech is.

use super::{CardState, Deed, Desk, Leech, LeechDeed, Queued, Recorded, Sitting};

impl<D: Desk> Sitting<'_, D> {
    /// What a lapse says about a card. A leech that is to be suspended leaves the session.
    pub(super) fn leech(
        &mut self,
        queued: &Queued,
        after: &CardState,
    ) -> Result<Option<(Leech, LeechDeed)>, D::Error> {
        if after.lapses <= queued.state.lapses {
            return Ok(None);
        }
        let found = self.desk.leech(queued.card)?;
        if let Some((_, LeechDeed::Suspend)) = found
            && let Recorded::Saved(_) = self.desk.record(queued.card, Deed::Suspend)?
        {
            self.session.leave(queued.card);
        }
        Ok(found)
    }
}
