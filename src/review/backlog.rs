//! Spreading a backlog: after days off more cards are due than a day holds. Each gets a day of its own, so
//! that no day is a wall; what is remembered about it stays as it is.

use std::cmp::max;
use std::collections::BTreeMap;

use crate::calendar::StudyDay;
use crate::cards::CardId;

use super::queue::Candidate;

/// What days hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// Reviews of a day, at most.
    pub limit: u32,
    /// Reviews that today still has room for.
    pub left_today: u32,
    /// The cards that are due already, by day.
    pub due: BTreeMap<StudyDay, u32>,
    /// The days on which all has to be done, today included; none for as many as it takes.
    pub within: Option<u32>,
}

/// A backlog that was spread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many cards of the backlog each day gets. What today gets stays where it is.
    pub days: BTreeMap<StudyDay, u32>,
    /// The cards that get another day, with that day.
    pub moved: Vec<(CardId, StudyDay)>,
}

/// Gives each due card a day, from today on. Cards with the shortest intervals come first: a day of waiting
/// costs them most. Of those, the ones that have waited longest. A day takes what its limit leaves beside
/// the cards that are due then; one that is full already takes a quarter of the limit all the same, so that
/// the backlog ends.
pub fn spread(mut cards: Vec<Candidate>, today: StudyDay, days: &Days) -> Spread {
    cards.sort_by_key(|card| {
        let state = &card.queued.state;
        (state.memory.interval, state.due)
    });
    let mut spread = Spread::default();
    let mut rest = cards.iter();
    let mut after = 0_u32;
    while rest.len() > 0 {
        let day = today.plus(i64::from(after));
        let room = max(days.room(day, after), days.needed(rest.len(), after));
        let mut taken = 0_u32;
        for card in rest
            .by_ref()
            .take(usize::try_from(room).unwrap_or(usize::MAX))
        {
            taken = taken.saturating_add(1);
            if after > 0 {
                spread.moved.push((card.queued.card, day));
            }
        }
        if taken > 0 {
            spread.days.insert(day, taken);
        }
        after = after.saturating_add(1);
    }
    spread
}

impl Days {
    /// What a day takes, so many days after today.
    fn room(&self, day: StudyDay, after: u32) -> u32 {
        if after == 0 {
            return self.left_today;
        }
        let due = self.due.get(&day).copied().unwrap_or(0);
        let left = self.limit.saturating_sub(due);
        left.max(self.limit / 4).max(1)
    }

    /// What a day has to take for all to be done in time.
    fn needed(&self, cards: usize, after: u32) -> u32 {
        let cards = u32::try_from(cards).unwrap_or(u32::MAX);
        match self.within {
            Some(within) => cards.div_ceil(within.saturating_sub(after).max(1)),
            None => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::review::{CardState, DeckNumber, Queued};
    use crate::scheduler::{Interval, Memory};

    fn day(after: i64) -> StudyDay {
        StudyDay::from_number(20_000 + after)
    }

    /// A card with an interval that was due so many days ago.
    fn card(number: u8, interval: u64, ago: i64) -> Candidate {
        Candidate {
            queued: Queued {
                card: CardId::from_bytes([number; 16]),
                state: CardState {
                    memory: Memory {
                        interval: Interval::from_days(interval),
                        ..Memory::default()
                    },
                    due: Some(day(-ago)),
                    ..CardState::default()
                },
            },
            deck: DeckNumber(1),
            note: None,
        }
    }

    fn cards(number: u8) -> Vec<Candidate> {
        (0..number).map(|number| card(number, 6, 3)).collect()
    }

    fn numbers(spread: &Spread) -> Vec<u32> {
        spread.days.values().copied().collect()
    }

    #[test]
    fn the_shortest_intervals_come_first_and_then_the_longest_due() {
        let cards = vec![card(1, 30, 9), card(2, 6, 1), card(3, 1, 1), card(4, 6, 5)];
        let days = Days {
            limit: 1,
            left_today: 1,
            ..Days::default()
        };
        let spread = spread(cards, day(0), &days);
        let moved: Vec<(u8, i64)> = spread
            .moved
            .iter()
            .map(|(card, on)| (card.bytes()[0], on.since(day(0))))
            .collect();
        assert_eq!(moved, [(4, 1), (2, 2), (1, 3)]);
        assert_eq!(numbers(&spread), [1, 1, 1, 1]);
    }

    #[test]
    fn a_day_takes_what_is_left_of_it_and_at_least_a_quarter() {
        let days = Days {
            limit: 20,
            left_today: 8,
            due: [(day(1), 15), (day(2), 18), (day(3), 40)].into(),
            within: None,
        };
        // 8 today; 20 - 15 = 5; 20 - 18 = 2, but a quarter is 5; full, but 5; then 20 a day.
        let spread = spread(cards(45), day(0), &days);
        assert_eq!(numbers(&spread), [8, 5, 5, 5, 20, 2]);
        assert_eq!(spread.moved.len(), 37);
    }

    #[test]
    fn a_number_of_days_is_kept_and_a_day_over_its_limit_if_need_be() {
        let days = |within| Days {
            limit: 10,
            left_today: 10,
            due: BTreeMap::new(),
            within: Some(within),
        };
        assert_eq!(numbers(&spread(cards(45), day(0), &days(3))), [15, 15, 15]);
        assert_eq!(numbers(&spread(cards(45), day(0), &days(1))), [45]);
        assert_eq!(numbers(&spread(cards(45), day(0), &days(0))), [45]);
        assert_eq!(numbers(&spread(cards(15), day(0), &days(9))), [10, 5]);
    }

    #[test]
    fn limits_of_nothing_still_come_to_an_end() {
        let spread = spread(cards(3), day(0), &Days::default());
        assert_eq!(spread.moved.len(), 3);
        assert_eq!(numbers(&spread), [1, 1, 1]);
        assert_eq!(spread.days.keys().next(), Some(&day(1)));
    }

    proptest! {
        #[test]
        fn every_card_has_one_day_and_no_day_is_a_wall(
            number in 0..200_u8, limit in 0..50_u32, used in 0..60_u32,
            due in prop::collection::btree_map(1..9_i64, 0..80_u32, 0..8),
        ) {
            let due: BTreeMap<StudyDay, u32> =
                due.into_iter().map(|(after, due)| (day(after), due)).collect();
            let left_today = limit.saturating_sub(used);
            let days = Days { limit, left_today, due: due.clone(), within: None };
            let spread = spread(cards(number), day(0), &days);
            prop_assert_eq!(spread.days.values().sum::<u32>(), u32::from(number));
            let today = spread.days.get(&day(0)).copied().unwrap_or(0);
            prop_assert!(today <= left_today);
            prop_assert_eq!(spread.moved.len() as u32, u32::from(number) - today);
            let mut moved: Vec<CardId> = spread.moved.iter().map(|(card, _)| *card).collect();
            moved.sort_unstable();
            moved.dedup();
            prop_assert_eq!(moved.len(), spread.moved.len());
            for (on, cards) in spread.days.range(day(1)..) {
                let due = due.get(on).copied().unwrap_or(0);
                prop_assert!(cards + due <= limit.max(due + max(limit / 4, 1)));
            }
        }
    }
}
