//! The order of a day's cards. Chance comes from a seed that is handed in, and gives each card a place of
//! its own: who leaves a session and comes back goes on in the order that was begun.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;
use std::num::NonZeroUsize;

use crate::calendar::StudyDay;
use crate::cards::DeckName;

use super::allowance::{DeckDay, DeckNumber};
use super::queue::Candidate;
use super::shuffle::option_seed;

/// The order of due cards. Where the limits do not let all of them in, the first ones have the places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The longest due first.
    #[default]
    Due,
    /// First those that have waited longest for their interval: what is most likely forgotten.
    Overdue,
    /// Deck by deck, by name; in each the longest due first.
    Deck,
    /// By chance; new cards as well.
    Random,
}

impl Order {
    /// All, with the word for each.
    pub const ALL: [(&'static str, Order); 4] = [
        ("due", Order::Due),
        ("overdue", Order::Overdue),
        ("deck", Order::Deck),
        ("random", Order::Random),
    ];
}

/// Where new cards stand among the due ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NewCards {
    /// Behind them, since waiting costs due cards most.
    #[default]
    After,
    /// Before them.
    Before,
    /// Among them, at equal distances.
    Mixed,
}

impl NewCards {
    /// All, with the word for each.
    pub const ALL: [(&'static str, NewCards); 3] = [
        ("after", NewCards::After),
        ("before", NewCards::Before),
        ("mixed", NewCards::Mixed),
    ];
}

/// How the cards of a day are put in order.
#[derive(Clone, Debug, Default)]
pub struct Arrangement {
    /// The due ones.
    pub order: Order,
    /// The new ones among them.
    pub new_cards: NewCards,
    /// What stands for chance.
    pub seed: u64,
}

impl Arrangement {
    /// Puts due cards in order. They come with the longest due first.
    pub fn sort_due(&self, cards: &mut [Candidate], day: StudyDay, decks: &[DeckDay]) {
        match self.order {
            Order::Due => {}
            Order::Overdue => cards.sort_by(|one, other| later_for_interval(one, other, day)),
            Order::Deck => {
                let names: HashMap<DeckNumber, &DeckName> =
                    decks.iter().map(|deck| (deck.number, &deck.name)).collect();
                cards.sort_by_key(|card| names.get(&card.deck).copied());
            }
            Order::Random => cards.sort_by_key(|card| self.place_by_chance(card)),
        }
    }

    /// Due and new cards in the order in which they are asked.
    pub(super) fn together(&self, due: &[Candidate], new: &[Candidate]) -> Vec<Candidate> {
        let mut new = new.to_vec();
        if self.order == Order::Random {
            new.sort_by_key(|card| self.place_by_chance(card));
        }
        match self.new_cards {
            NewCards::After => [due, &new].concat(),
            NewCards::Before => [&new, due].concat(),
            NewCards::Mixed => mixed(due, &new),
        }
    }

    fn place_by_chance(&self, card: &Candidate) -> u64 {
        let Candidate { queued, .. } = card;
        option_seed(queued.card, 0, self.seed)
    }
}

/// First the card that has waited longest, measured in its own intervals. In whole numbers: a / b before
/// c / d where a * d is more than c * b.
fn later_for_interval(one: &Candidate, other: &Candidate, day: StudyDay) -> Ordering {
    let wait = |card: &Candidate| -> (u64, u64) {
        let state = &card.queued.state;
        let interval = u64::from(state.memory.interval.days().max(1));
        let waited = match (state.last_review, state.due) {
            (Some(last), _) => day.since(last).max(0).unsigned_abs(),
            // A day that was set for a card without an answer.
            (None, Some(due)) => interval.saturating_add(day.since(due).max(0).unsigned_abs()),
            (None, None) => 0,
        };
        (waited, interval)
    };
    let ((one_waited, one_interval), (other_waited, other_interval)) = (wait(one), wait(other));
    // Days are fewer than 2^23 and intervals fewer than 2^16.
    let one = one_waited.saturating_mul(other_interval);
    let other = other_waited.saturating_mul(one_interval);
    Reverse(one).cmp(&Reverse(other))
}

/// The new cards at equal distances among the due ones, none of them at either end where it can be helped.
fn mixed(due: &[Candidate], new: &[Candidate]) -> Vec<Candidate> {
    let mut all = Vec::with_capacity(due.len().saturating_add(new.len()));
    let mut rest = due.iter();
    let parts = NonZeroUsize::MIN.saturating_add(new.len());
    for (before, card) in (1..).zip(new) {
        let reached = due.len().saturating_mul(before) / parts;
        let placed = due.len().saturating_sub(rest.len());
        all.extend(rest.by_ref().take(reached.saturating_sub(placed)));
        all.push(*card);
    }
    all.extend(rest);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::CardId;
    use crate::review::{Answered, CardState, Load, Queued};
    use crate::scheduler::{Interval, Memory};

    const DAY: i64 = 20_000;

    /// A card that was answered so many days ago with this interval.
    fn card(number: u8, deck: i64, ago: i64, interval: u64) -> Candidate {
        let last = StudyDay::from_number(DAY - ago);
        let state = CardState {
            memory: Memory {
                interval: Interval::from_days(interval),
                ..Memory::default()
            },
            last_review: Some(last),
            due: Some(last.plus(i64::try_from(interval).unwrap())),
            ..CardState::default()
        };
        Candidate {
            queued: Queued {
                card: CardId::from_bytes([number; 16]),
                state,
            },
            deck: DeckNumber(deck),
            note: None,
        }
    }

    fn numbers(cards: &[Candidate]) -> Vec<u8> {
        cards
            .iter()
            .map(|card| card.queued.card.bytes()[0])
            .collect()
    }

    fn sorted(order: Order, seed: u64) -> Vec<u8> {
        let decks = [(1, "B"), (2, "A")].map(|(number, name)| DeckDay {
            number: DeckNumber(number),
            name: DeckName::new(name).unwrap(),
            load: Load::default(),
            answered: Answered::default(),
        });
        // The longest due first: 40, 12, 10 and 1 days over.
        let mut cards = [
            card(1, 1, 140, 100),
            card(2, 2, 18, 6),
            card(3, 1, 25, 15),
            card(4, 2, 2, 1),
        ];
        let arrangement = Arrangement {
            order,
            seed,
            ..Arrangement::default()
        };
        arrangement.sort_due(&mut cards, StudyDay::from_number(DAY), &decks);
        numbers(&cards)
    }

    #[test]
    fn due_cards_stand_in_the_order_that_was_asked_for() {
        assert_eq!(sorted(Order::Due, 0), [1, 2, 3, 4]);
        // 18/6 = 3, 2/1 = 2, 25/15 = 1.67, 140/100 = 1.4.
        assert_eq!(sorted(Order::Overdue, 0), [2, 4, 3, 1]);
        assert_eq!(sorted(Order::Deck, 0), [2, 4, 1, 3]);
    }

    #[test]
    fn chance_depends_on_the_seed_alone_and_not_on_who_is_left() {
        let order = sorted(Order::Random, 3);
        assert_eq!(order, sorted(Order::Random, 3));
        let seeds = 0..20;
        assert!(
            seeds
                .map(|seed| sorted(Order::Random, seed))
                .any(|other| other != order)
        );
        let arrangement = Arrangement {
            order: Order::Random,
            seed: 3,
            ..Arrangement::default()
        };
        let mut rest = [card(1, 1, 140, 100), card(3, 1, 25, 15), card(4, 2, 2, 1)];
        arrangement.sort_due(&mut rest, StudyDay::from_number(DAY), &[]);
        let without_2: Vec<u8> = order.into_iter().filter(|number| *number != 2).collect();
        assert_eq!(numbers(&rest), without_2);
    }

    #[test]
    fn new_cards_stand_behind_before_or_among_the_due_ones() {
        let due: Vec<Candidate> = (1..=6).map(|number| card(number, 1, 2, 1)).collect();
        let new: Vec<Candidate> = (11..=12).map(|number| card(number, 1, 2, 1)).collect();
        let all = |new_cards, due: &[Candidate], new: &[Candidate]| {
            let arrangement = Arrangement {
                new_cards,
                ..Arrangement::default()
            };
            numbers(&arrangement.together(due, new))
        };
        assert_eq!(all(NewCards::After, &due, &new), [1, 2, 3, 4, 5, 6, 11, 12]);
        assert_eq!(
            all(NewCards::Before, &due, &new),
            [11, 12, 1, 2, 3, 4, 5, 6]
        );
        assert_eq!(all(NewCards::Mixed, &due, &new), [1, 2, 11, 3, 4, 12, 5, 6]);
        assert_eq!(all(NewCards::Mixed, &due[..1], &new), [11, 12, 1]);
        assert_eq!(all(NewCards::Mixed, &[], &new), [11, 12]);
        assert_eq!(all(NewCards::Mixed, &due, &[]), [1, 2, 3, 4, 5, 6]);
    }
}
