//! The queue: which cards a session asks, and in which order.
//! It must never choose by chance or by the clock: the same cards in give the same queue out.

use crate::cards::CardId;

use super::state::CardState;

/// A card that waits to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queued {
    /// The card.
    pub card: CardId,
    /// What its events say about it, before it is asked.
    pub state: CardState,
}
