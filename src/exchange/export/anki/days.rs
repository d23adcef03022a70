//! How days are numbered in a package: from a day 0 of its own, which lies before the oldest day that
//! a card needs. Anki moves the numbers to its own day 0, so that any will do.

use crate::calendar::{Moment, Rollover, StudyDay};

/// Milliseconds in a day.
const DAY_MS: i64 = 86_400_000;

/// The earliest day 0: 2000-01-01. A card that has been due since before that is due since then.
const EARLIEST: i64 = 10_957;

/// The largest number of a day. Anki's own check takes larger ones for damage.
const LATEST: i64 = 100_000;

/// How the days of a package are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCount {
    /// Day 0.
    first: StudyDay,
    /// The study day it is.
    today: StudyDay,
    now: Moment,
    rollover: Rollover,
}

impl DayCount {
    /// A count that begins before the oldest day a card is due, and before today.
    pub fn new(oldest_due: Option<StudyDay>, now: Moment, rollover: Rollover) -> DayCount {
        let today = StudyDay::of(now, rollover);
        let oldest = oldest_due.map_or(today, |due| due.min(today));
        DayCount {
            first: oldest.plus(-1).max(StudyDay::from_number(EARLIEST)),
            today,
            now,
            rollover,
        }
    }

    /// The study day it is.
    pub fn today(&self) -> StudyDay {
        self.today
    }

    /// The moment it is, in seconds since 1970.
    pub fn now_s(&self) -> i64 {
        self.now.utc_ms.div_euclid(1000)
    }

    /// The number of a day.
    pub fn number(&self, day: StudyDay) -> i64 {
        day.since(self.first).clamp(0, LATEST)
    }

    /// The beginning of day 0, in seconds since 1970: the hour at which days turn.
    pub fn created_s(&self) -> i64 {
        let midnight_ms = self.first.number().saturating_mul(DAY_MS);
        let turn_ms = i64::from(self.rollover.hour()).saturating_mul(3_600_000);
        let ahead_ms = i64::from(self.now.offset_minutes).saturating_mul(60_000);
        let local_ms = midnight_ms.saturating_add(turn_ms);
        local_ms.saturating_sub(ahead_ms).div_euclid(1000)
    }

    /// Minutes the wall clock is behind UTC.
    pub fn minutes_west(&self) -> i64 {
        i64::from(self.now.offset_minutes).saturating_neg()
    }

    /// The hour at which days turn.
    pub fn rollover(&self) -> Rollover {
        self.rollover
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::exchange::anki::{AnkiCollection, creation_day};

    #[test]
    fn day_0_lies_before_every_due_day_and_is_read_back() {
        let now = Moment::parse("2026-03-01T02:00:00-05:00").unwrap();
        for hour in [0, 4, 23] {
            let rollover = Rollover::at_hour(hour).unwrap();
            let due = "2025-12-31".parse().unwrap();
            let days = DayCount::new(Some(due), now, rollover);
            assert_eq!(days.number(due), 1);
            let collection = AnkiCollection {
                created_s: days.created_s(),
                minutes_west: i32::try_from(days.minutes_west()).ok(),
                rollover,
                note_types: BTreeMap::new(),
                decks: BTreeMap::new(),
                presets: 0,
            };
            // The offset of the reader is another one, and does not count.
            let first = creation_day(&collection, 600);
            assert_eq!(first.plus(1), due, "{hour}");
        }
    }

    #[test]
    fn days_out_of_any_range_are_held() {
        let now = Moment::parse("2026-03-01T12:00:00Z").unwrap();
        let days = DayCount::new(Some(StudyDay::MIN), now, Rollover::default());
        assert_eq!(days.number(StudyDay::MIN), 0);
        assert_eq!(days.number(StudyDay::MAX), LATEST);
        assert!(days.number(days.today()) > 9000);
    }
}
