//! The queue: which cards a session asks. Cards are offered one after the other, in the order in which
//! they should have the places of the day; those that the limits leave no room for are not taken, nor
//! those whose sibling has the day.
//! It must never choose by chance or by the clock: the same cards in give the same queue out.

use crate::cards::CardId;

use super::allowance::{Allowance, DeckNumber, Room};
use super::order::Arrangement;
use super::siblings::{NoteKey, Siblings};
use super::state::CardState;

/// A card that waits to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queued {
    /// The card.
    pub card: CardId,
    /// What its events say about it, before it is asked.
    pub state: CardState,
}

/// A card that could be asked on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The card.
    pub queued: Queued,
    /// Its deck.
    pub deck: DeckNumber,
    /// What its siblings have in common with it.
    pub note: Option<NoteKey>,
}

/// The queue of a day in the making.
#[derive(Clone, Debug)]
pub struct Queue {
    allowance: Allowance,
    siblings: Siblings,
    due: Vec<Candidate>,
    new: Vec<Candidate>,
    held: u32,
}

impl Queue {
    /// A queue within an allowance.
    pub fn new(allowance: Allowance, siblings: Siblings) -> Queue {
        Queue {
            allowance,
            siblings,
            due: Vec::new(),
            new: Vec::new(),
            held: 0,
        }
    }

    /// Offers a due card. What it returns is about the room for the next one of its deck.
    pub fn offer_due(&mut self, card: Candidate) -> Room {
        if self.siblings.hold_due(card.note) {
            self.held = self.held.saturating_add(1);
        } else if self.allowance.room_for_due(card.deck) == Room::Left {
            self.allowance.take_due(card.deck);
            self.siblings.take(card.note);
            self.due.push(card);
        }
        self.allowance.room_for_due(card.deck)
    }

    /// Offers a new card, as [`Queue::offer_due`] does a due one.
    pub fn offer_new(&mut self, card: Candidate) -> Room {
        if !self.siblings.hold_new(card.note)
            && self.allowance.room_for_new(card.deck) == Room::Left
        {
            self.allowance.take_new(card.deck);
            self.siblings.take(card.note);
            self.new.push(card);
        }
        self.allowance.room_for_new(card.deck)
    }

    /// The due cards that have a place, in the order in which they were offered.
    pub fn due(&self) -> &[Candidate] {
        &self.due
    }

    /// The new cards that have a place, in the order in which they were offered.
    pub fn new_cards(&self) -> &[Candidate] {
        &self.new
    }

    /// How many of the due cards that were offered wait for another day, since a sibling has this one.
    pub fn due_siblings(&self) -> u32 {
        self.held
    }

    /// What is left of the allowance.
    pub fn allowance(&self) -> &Allowance {
        &self.allowance
    }

    /// The cards in the order in which they are asked.
    pub fn cards(&self, arrangement: &Arrangement) -> Vec<Queued> {
        let all = arrangement.together(&self.due, &self.new);
        all.iter().map(|card| card.queued).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{DayLimits, Limits, SiblingRule};

    fn card(number: u8, note: Option<i64>) -> Candidate {
        Candidate {
            queued: Queued {
                card: CardId::from_bytes([number; 16]),
                state: CardState::default(),
            },
            deck: DeckNumber(1),
            note: note.map(NoteKey::Note),
        }
    }

    fn queue(new: u32, reviews: u32, siblings: Siblings) -> Queue {
        let limits = DayLimits::new(Limits { new, reviews }, &[], &[]);
        Queue::new(Allowance::new(&limits, &[]), siblings)
    }

    fn numbers(queue: &Queue) -> Vec<u8> {
        let cards = queue.cards(&Arrangement::default());
        cards.iter().map(|queued| queued.card.bytes()[0]).collect()
    }

    #[test]
    fn due_cards_come_first_and_each_limit_holds_for_its_own() {
        let ask = |new, reviews| -> Vec<u8> {
            let mut queue = queue(new, reviews, Siblings::default());
            for number in 10..13 {
                queue.offer_new(card(number, None));
            }
            for number in 0..3 {
                queue.offer_due(card(number, None));
            }
            // Told one by one they are the same, and what they took is gone from the limits.
            let parts = queue.due().iter().chain(queue.new_cards());
            let parts: Vec<u8> = parts.map(|one| one.queued.card.bytes()[0]).collect();
            assert_eq!(parts, numbers(&queue));
            let taken = |cards: &[Candidate]| u32::try_from(cards.len()).unwrap();
            let left = Limits {
                new: new - taken(queue.new_cards()),
                reviews: reviews - taken(queue.due()),
            };
            assert_eq!(queue.allowance().left(), [left]);
            numbers(&queue)
        };
        assert_eq!(ask(20, 200), [0, 1, 2, 10, 11, 12]);
        assert_eq!(ask(1, 2), [0, 1, 10]);
        assert_eq!(ask(0, 1), [0]);
        assert_eq!(ask(2, 0), [10, 11]);
        assert!(ask(0, 0).is_empty());
    }

    #[test]
    fn an_offer_says_whether_another_one_makes_sense() {
        let mut queue = queue(2, 0, Siblings::default());
        assert_eq!(queue.offer_new(card(1, None)), Room::Left);
        assert_eq!(queue.offer_new(card(2, None)), Room::Full);
        assert_eq!(queue.offer_due(card(3, None)), Room::Full);
        assert_eq!(numbers(&queue), [1, 2]);
    }

    #[test]
    fn of_siblings_one_has_the_day_and_those_of_an_answered_card_wait() {
        let ask = |rule| {
            let answered = [NoteKey::Note(9)].into();
            let mut queue = queue(20, 200, Siblings::new(rule, answered));
            for (number, note) in [(1, 7), (2, 7), (3, 9)] {
                queue.offer_due(card(number, Some(note)));
            }
            for (number, note) in [(11, 7), (12, 8), (13, 8), (14, 9)] {
                queue.offer_new(card(number, Some(note)));
            }
            queue.offer_new(card(15, None));
            queue.offer_new(card(16, None));
            (numbers(&queue), queue.due_siblings())
        };
        assert_eq!(ask(SiblingRule::Apart), (vec![1, 12, 15, 16], 2));
        assert_eq!(ask(SiblingRule::NewWait), (vec![1, 2, 3, 12, 15, 16], 0));
        let due_wait = vec![1, 11, 12, 13, 14, 15, 16];
        assert_eq!(ask(SiblingRule::DueWait), (due_wait, 2));
        let together = vec![1, 2, 3, 11, 12, 13, 14, 15, 16];
        assert_eq!(ask(SiblingRule::Together), (together, 0));
    }

    #[test]
    fn a_card_without_room_does_not_hold_its_sibling() {
        let mut queue = queue(1, 0, Siblings::default());
        queue.offer_due(card(1, Some(7)));
        queue.offer_new(card(2, Some(7)));
        assert_eq!(numbers(&queue), [2]);
    }
}
