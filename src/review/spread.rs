//! The due day within its room: a little chance, so that cards that came together part; days with little
//! work before days with much; days that the learner wants easy. All of it is an addition to the
//! schedulers and off unless somebody asks for it. The day that was chosen stands in the event, so that a
//! replay never asks here. It must never move a card to the day it was answered, or past the longest
//! interval, and never choose by anything but its arguments.

use std::collections::BTreeMap;

use crate::calendar::StudyDay;
use crate::cards::CardId;
use crate::scheduler::Interval;

use super::event::{Deed, Review};
use super::shuffle::option_seed;
use super::state::CardState;

/// How a day is picked out of the room that an interval leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pick {
    /// The very day, unless it is to be easy.
    #[default]
    Exact,
    /// Any, by chance.
    Fuzz,
    /// By chance as well, but likelier the less is due there, and the earlier it is. To take the emptiest
    /// day always moves reviews back, which costs retention.
    Balance,
}

/// How much of each day of the week the learner wants, in a hundred, Monday first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EasyDays([u8; 7]);

impl Default for EasyDays {
    fn default() -> EasyDays {
        EasyDays([100; 7])
    }
}

/// The days of the week as they are written, Monday first.
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

impl EasyDays {
    /// Reads a list such as `Sat 50; Sun 0`; none where it is no such list.
    pub fn read(text: &str) -> Option<EasyDays> {
        let mut easy = EasyDays::default();
        let entries = text.split(';').map(str::trim);
        for entry in entries.filter(|entry| !entry.is_empty()) {
            let (day, share) = entry.split_once(char::is_whitespace)?;
            let mut names = WEEKDAYS.iter();
            let at = names.position(|name| name.eq_ignore_ascii_case(day))?;
            let share = share
                .trim()
                .trim_end_matches('%')
                .trim()
                .parse::<u8>()
                .ok()?;
            *easy.0.get_mut(at)? = Some(share).filter(|share| *share <= 100)?;
        }
        Some(easy)
    }

    /// Writes them the way [`EasyDays::read`] reads them; empty where all days are alike.
    pub fn written(&self) -> String {
        let days = WEEKDAYS.iter().zip(self.0);
        let easy = days.filter(|(_, share)| *share < 100);
        let entries: Vec<String> = easy.map(|(day, share)| format!("{day} {share}")).collect();
        entries.join("; ")
    }

    fn share(&self, day: StudyDay) -> u64 {
        u64::from(self.0.get(day.weekday()).copied().unwrap_or(100))
    }
}

/// How due days are spread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spreading {
    pick: Pick,
    easy: EasyDays,
    /// How many cards are due on each day.
    load: BTreeMap<StudyDay, u32>,
}

/// Mixed into the seed, so that a card's due day has nothing to do with the order of its options.
const SEED: u64 = 0x6475_6520_6461_7973;

/// What one card less is worth against one more: large, so that whole numbers tell weights apart.
const SCALE: u64 = 1 << 20;

impl Spreading {
    /// Spreads so; `load` is how many cards are due on each day.
    pub fn new(pick: Pick, easy: EasyDays, load: BTreeMap<StudyDay, u32>) -> Spreading {
        Spreading { pick, easy, load }
    }

    /// Whether every card comes on the very day.
    pub fn is_off(&self) -> bool {
        self.pick == Pick::Exact && self.easy == EasyDays::default()
    }

    /// The deed with the due day that is chosen for it, `state` being the card's before. The same card
    /// with as many answers has the same chance, so that undo is no way to another day.
    #[must_use]
    pub fn applied(&self, card: CardId, state: &CardState, deed: Deed) -> Deed {
        match deed {
            Deed::Review(review) if !self.is_off() => {
                let seed = option_seed(card, state.reviews, SEED);
                let due = self.day(&review, seed);
                Deed::Review(Review { due, ..review })
            }
            other => other,
        }
    }

    /// Takes note that a card is due on another day now.
    pub fn moved(&mut self, before: Option<StudyDay>, after: Option<StudyDay>) {
        if let Some(load) = before.and_then(|day| self.load.get_mut(&day)) {
            *load = load.saturating_sub(1);
        }
        if let Some(day) = after {
            let load = self.load.entry(day).or_default();
            *load = load.saturating_add(1);
        }
    }

    fn day(&self, review: &Review, seed: u64) -> StudyDay {
        let days = room(review.day, review.interval_after);
        if self.pick == Pick::Exact && self.easy.share(review.due) == 100 {
            return review.due;
        }
        let weights: Vec<u64> = (0..)
            .zip(&days)
            .map(|(place, day)| self.weight(*day, place, days.len()))
            .collect();
        let all: u64 = weights.iter().sum();
        let Some(mut left) = seed.checked_rem(all) else {
            return review.due;
        };
        for (day, weight) in days.iter().zip(&weights) {
            if left < *weight {
                return *day;
            }
            left = left.saturating_sub(*weight);
        }
        review.due
    }

    /// How likely a day is, the how-manieth of so many.
    fn weight(&self, day: StudyDay, place: u64, of: usize) -> u64 {
        let share = self.easy.share(day);
        if self.pick != Pick::Balance || share == 0 {
            return share;
        }
        let load = u64::from(self.load.get(&day).copied().unwrap_or(0)).saturating_add(1);
        let early = (of as u64).saturating_mul(2).saturating_sub(place);
        let worth = share.saturating_mul(early).saturating_mul(SCALE);
        worth
            .checked_div(load.saturating_mul(load))
            .unwrap_or(0)
            .max(1)
    }
}

/// The days that an interval leaves room for, the first before it to the last after it: a twentieth of
/// it and one more to each side, at most 30; none for one or two days, where a day is half of it or more.
fn room(day: StudyDay, interval: Interval) -> Vec<StudyDay> {
    let days = i64::from(interval.days());
    let side = match days {
        0..=2 => 0,
        _ => (days / 20).saturating_add(1).min(30),
    };
    let last = days
        .saturating_add(side)
        .min(i64::from(Interval::MAX.days()));
    let all = days.saturating_sub(side).max(1)..=last;
    // At the end of the calendar all days beyond it are its last.
    let fits = |on: &StudyDay| *on < StudyDay::MAX;
    all.map(|after| day.plus(after)).filter(fits).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::scheduler::Quality;

    fn review(day: i64, interval: u64) -> Review {
        let day = StudyDay::from_number(day);
        let interval = Interval::from_days(interval);
        Review {
            quality: Quality::new(4).unwrap(),
            day,
            duration_ms: 0,
            interval_before: Interval::NONE,
            interval_after: interval,
            due: day.plus(i64::from(interval.days())),
        }
    }

    /// How many days each of these cards waits.
    fn waits(spreading: &Spreading, interval: u64, cards: u8) -> Vec<i64> {
        let wait = |number| {
            let card = CardId::from_bytes([number; 16]);
            let deed = Deed::Review(review(20_000, interval));
            match spreading.applied(card, &CardState::default(), deed) {
                Deed::Review(review) => review.due.since(review.day),
                _ => panic!("another deed"),
            }
        };
        (0..cards).map(wait).collect()
    }

    fn easy(text: &str) -> EasyDays {
        EasyDays::read(text).unwrap()
    }

    fn mean(waits: &[i64]) -> f64 {
        waits.iter().sum::<i64>() as f64 / waits.len() as f64
    }

    #[test]
    fn off_means_the_very_day() {
        let off = Spreading::default();
        assert!(off.is_off());
        for interval in [1, 6, 15, 400] {
            let expected = i64::try_from(interval).unwrap();
            assert!(
                waits(&off, interval, 50)
                    .iter()
                    .all(|wait| *wait == expected)
            );
        }
    }

    #[test]
    fn fuzz_uses_all_of_the_room_and_no_more() {
        let fuzz = Spreading::new(Pick::Fuzz, EasyDays::default(), BTreeMap::new());
        // 100 / 20 + 1 = 6 to each side.
        for (interval, first, last) in [
            (1, 1, 1),
            (2, 2, 2),
            (3, 2, 4),
            (15, 14, 16),
            (100, 94, 106),
        ] {
            let waits = waits(&fuzz, interval, 250);
            assert_eq!(
                (waits.iter().min(), waits.iter().max()),
                (Some(&first), Some(&last))
            );
        }
        assert!((mean(&waits(&fuzz, 100, 250)) - 100.0).abs() < 0.75);
    }

    #[test]
    fn balance_prefers_empty_days_and_leans_early() {
        let even = Spreading::new(Pick::Balance, EasyDays::default(), BTreeMap::new());
        let lean = mean(&waits(&even, 100, 250));
        assert!((98.0..99.9).contains(&lean), "{lean}");
        let full: BTreeMap<StudyDay, u32> = (94..=106)
            .filter(|after| *after != 103)
            .map(|after| (StudyDay::from_number(20_000 + after), 30))
            .collect();
        let one = Spreading::new(Pick::Balance, EasyDays::default(), full);
        let there = waits(&one, 100, 250)
            .iter()
            .filter(|wait| **wait == 103)
            .count();
        assert!(there > 230, "{there}");
    }

    #[test]
    fn cards_that_were_moved_count_where_they_are_now() {
        let mut spreading = Spreading::new(Pick::Balance, EasyDays::default(), BTreeMap::new());
        let (one, other) = (StudyDay::from_number(1), StudyDay::from_number(2));
        spreading.moved(None, Some(one));
        spreading.moved(Some(one), Some(other));
        spreading.moved(Some(one), None);
        assert_eq!(spreading.load, BTreeMap::from([(one, 0), (other, 1)]));
    }

    /// 15 days after a Friday leave room for 14 to 16: a Friday, a Saturday and a Sunday.
    #[test]
    fn a_day_comes_as_often_as_its_share_says() {
        let review = review(20_000, 15);
        let often = |text: &str, of: u64| {
            let fuzz = Spreading::new(Pick::Fuzz, easy(text), BTreeMap::new());
            let wait = |seed| fuzz.day(&review, seed).since(review.day);
            [14, 15, 16].map(|after| (0..of).filter(|seed| wait(*seed) == after).count())
        };
        assert_eq!(often("", 300), [100, 100, 100]);
        assert_eq!(often("Sat 0", 200), [100, 0, 100]);
        assert_eq!(often("Fri 0; Sat 50", 150), [0, 50, 100]);
        let balance = Spreading::new(Pick::Balance, easy("Sat 0"), BTreeMap::new());
        let weight = |after| balance.weight(review.day.plus(after), 0, 3);
        assert_eq!((weight(15), weight(14) > 0), (0, true));
    }

    #[test]
    fn there_is_no_room_at_the_end_of_the_calendar() {
        let end = StudyDay::MAX;
        let days = room(end.plus(-10), Interval::from_days(9));
        assert_eq!(days, [end.plus(-2), end.plus(-1)]);
    }

    /// Day 20,000 is Friday, 4 October 2024.
    #[test]
    fn easy_days_get_less_and_a_day_of_none_gets_nothing() {
        assert_eq!(StudyDay::from_number(20_000).to_string(), "2024-10-04");
        assert_eq!(WEEKDAYS[StudyDay::from_number(20_000).weekday()], "Fri");
        // 15 days after a Friday is a Saturday, between a Friday and a Sunday.
        let none = Spreading::new(Pick::Exact, easy("Sat 0"), BTreeMap::new());
        let spread = waits(&none, 15, 100);
        assert!(
            spread.iter().all(|wait| [14, 16].contains(wait)),
            "{spread:?}"
        );
        assert!(spread.contains(&14) && spread.contains(&16));
        // 14 days after is a Friday, which is like all others.
        assert!(waits(&none, 14, 100).iter().all(|wait| *wait == 14));
        let half = Spreading::new(Pick::Exact, easy("sat 50%"), BTreeMap::new());
        let stay = waits(&half, 15, 250)
            .iter()
            .filter(|wait| **wait == 15)
            .count();
        // 50 of 100 + 50 + 100.
        assert!((30..=70).contains(&stay), "{stay}");
        // Where no day is wanted, the card comes all the same.
        let never = easy("Mon 0; Tue 0; Wed 0; Thu 0; Fri 0; Sat 0; Sun 0");
        let never = Spreading::new(Pick::Fuzz, never, BTreeMap::new());
        assert!(waits(&never, 15, 20).iter().all(|wait| *wait == 15));
    }

    #[test]
    fn easy_days_are_read_and_written() {
        assert_eq!(easy("sun 0;  Sat 50 ;").written(), "Sat 50; Sun 0");
        assert_eq!(easy("").written(), "");
        assert_eq!(easy("Mon 100"), EasyDays::default());
        for text in ["Sat", "Sat 101", "Sat -1", "Sam 50", "Sat 50, Sun 0"] {
            assert_eq!(EasyDays::read(text), None, "{text}");
        }
    }

    fn any_spreading() -> impl Strategy<Value = Spreading> {
        let pick = prop::sample::select(vec![Pick::Exact, Pick::Fuzz, Pick::Balance]);
        let easy = prop::array::uniform7(0_u8..=100).prop_map(EasyDays);
        let load = prop::collection::btree_map(19_900_i64..20_300, 0_u32..u32::MAX, 0..40);
        (pick, easy, load).prop_map(|(pick, easy, load)| {
            let load = load.into_iter();
            let load = load.map(|(day, cards)| (StudyDay::from_number(day), cards));
            Spreading::new(pick, easy, load.collect())
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_due_day_stays_within_its_room(
            spreading in any_spreading(),
            day in prop_oneof![19_950_i64..20_050, 2_932_000_i64..=2_932_896],
            interval in prop_oneof![1_u64..400, 36_000_u64..=40_000],
            id in any::<[u8; 16]>(),
            reviews in any::<u32>(),
        ) {
            let asked = review(day, interval);
            let state = CardState { reviews, ..CardState::default() };
            let deed = Deed::Review(asked);
            let card = CardId::from_bytes(id);
            let chosen = spreading.applied(card, &state, deed.clone());
            // The same again, whatever else happened meanwhile.
            prop_assert_eq!(&spreading.applied(card, &state, deed), &chosen);
            let Deed::Review(chosen) = chosen else { panic!("another deed") };
            prop_assert_eq!(Review { due: asked.due, ..chosen }, asked);
            let wait = chosen.due.since(chosen.day);
            prop_assert!(wait >= 1 || chosen.due == StudyDay::MAX);
            prop_assert!(wait <= i64::from(Interval::MAX.days()));
            let moved = chosen.due.since(asked.due).abs();
            prop_assert!(moved <= 30 && moved * 20 <= i64::from(asked.interval_after.days()) + 20);
            prop_assert!(interval > 2 || moved == 0);
        }
    }
}
