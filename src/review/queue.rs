//! The queue: which cards a session asks, and in which order.
//! It must never choose by chance or by the clock: the same cards in give the same queue out.

use crate::cards::CardId;

use super::limits::Limits;
use super::state::CardState;

/// A card that waits to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queued {
    /// The card.
    pub card: CardId,
    /// What its events say about it, before it is asked.
    pub state: CardState,
}

/// The queue of a day within its limits: due cards first, since waiting costs them most, then new
/// ones; both in the order given.
pub fn queue(due: Vec<Queued>, new: Vec<Queued>, limits: Limits) -> Vec<Queued> {
    let mut queue = due;
    queue.truncate(at_most(limits.reviews));
    queue.extend(new.into_iter().take(at_most(limits.new)));
    queue
}

/// A limit as a length. One that does not fit is no limit.
fn at_most(limit: u32) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards(numbers: std::ops::Range<u8>) -> Vec<Queued> {
        let queued = |number| Queued {
            card: CardId::from_bytes([number; 16]),
            state: CardState::default(),
        };
        numbers.map(queued).collect()
    }

    #[test]
    fn due_cards_come_first_and_each_limit_holds_for_its_own() {
        let ask = |new, reviews| -> Vec<u8> {
            queue(cards(0..3), cards(10..13), Limits { new, reviews })
                .iter()
                .map(|queued| queued.card.bytes()[0])
                .collect()
        };
        assert_eq!(ask(20, 200), [0, 1, 2, 10, 11, 12]);
        assert_eq!(ask(1, 2), [0, 1, 10]);
        assert_eq!(ask(0, 1), [0]);
        assert_eq!(ask(2, 0), [10, 11]);
        assert!(ask(0, 0).is_empty());
    }
}
