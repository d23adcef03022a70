//! The streak: study days in a row, with a few days off forgiven.

use crate::calendar::StudyDay;

use super::tally::DayTally;

/// So many studied days of a streak earn one day off.
pub const DAYS_TO_EARN: u32 = 7;

/// The most days off a streak can have in store.
pub const MOST_DAYS_OFF: u32 = 2;

/// Study days in a row. A day is studied when at least one graded answer was given; drills alone make
/// no day, and neither do days after today.
///
/// A missed day does not end a streak that has a day off in store: every [`DAYS_TO_EARN`] studied days
/// of it earn one, at most [`MOST_DAYS_OFF`] are kept, and each missed day takes one. So the streak of
/// a beginner is strict, and that of a year survives a weekend. While nothing was answered today,
/// today is not missed: a streak is lost when a day is over, not before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Streak {
    /// The studied days of the current streak; days off are not counted.
    pub days: u32,
    /// The days off it has in store.
    pub days_off: u32,
    /// The studied days of the longest streak there ever was.
    pub longest: u32,
}

/// The streak up to `today`.
pub fn streak(tallies: &[DayTally], today: StudyDay) -> Streak {
    let mut studied: Vec<StudyDay> = tallies
        .iter()
        .filter(|tally| tally.reviews() > 0 && tally.day <= today)
        .map(|tally| tally.day)
        .collect();
    studied.sort_unstable();
    studied.dedup();
    let mut streak = Streak::default();
    let mut last = None;
    for day in studied {
        streak.miss(last.map_or(0, |last| day.since(last).saturating_sub(1)));
        streak.study();
        last = Some(day);
    }
    // Today is still open: only the days before it can be missed.
    streak.miss(last.map_or(0, |last| today.since(last).saturating_sub(1)));
    streak
}

impl Streak {
    fn study(&mut self) {
        self.days = self.days.saturating_add(1);
        self.longest = self.longest.max(self.days);
        if self.days.is_multiple_of(DAYS_TO_EARN) {
            self.days_off = self.days_off.saturating_add(1).min(MOST_DAYS_OFF);
        }
    }

    fn miss(&mut self, days: i64) {
        if days <= 0 {
            return;
        }
        match u32::try_from(days).map(|days| self.days_off.checked_sub(days)) {
            Ok(Some(left)) => self.days_off = left,
            _ => (self.days, self.days_off) = (0, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample;

    fn tallies(days: impl Iterator<Item = StudyDay>) -> Vec<DayTally> {
        days.map(|day| DayTally {
            answers: [[0, 0, 1, 0], [0; 4], [0; 4]],
            ..DayTally::empty(day)
        })
        .collect()
    }

    fn days(days: &[&str], today: &str) -> u32 {
        let tallies = tallies(days.iter().map(|text| sample::day(text)));
        streak(&tallies, sample::day(today)).days
    }

    /// The streak on day `today` when the days with these numbers were studied.
    fn numbered(studied: impl Iterator<Item = i64>, today: i64) -> (u32, u32, u32) {
        let first = sample::day("2026-03-01");
        let tallies = tallies(studied.map(|number| first.plus(number)));
        let streak = streak(&tallies, first.plus(today));
        (streak.days, streak.days_off, streak.longest)
    }

    #[test]
    fn a_row_up_to_today_or_yesterday() {
        let row = ["2028-02-28", "2028-02-29", "2028-03-01"];
        assert_eq!(days(&row, "2028-02-29"), 2);
        assert_eq!(days(&row, "2028-03-01"), 3);
        assert_eq!(days(&row, "2028-03-02"), 3);
        assert_eq!(days(&row, "2028-03-03"), 0);
        assert_eq!(days(&row, "2028-02-27"), 0);
        assert_eq!(days(&[], "2028-02-27"), 0);
        // The calendar ends there; the row does, too.
        assert_eq!(days(&["0001-01-01"], "0001-01-01"), 1);
    }

    #[test]
    fn a_gap_ends_a_streak_without_days_off() {
        let row = ["2026-03-01", "2026-03-02", "2026-03-04"];
        assert_eq!(days(&row, "2026-03-04"), 1);
        assert_eq!(days(&row, "2026-03-05"), 1);
    }

    #[test]
    fn seven_days_earn_a_day_off_and_two_are_kept() {
        assert_eq!(numbered(0..6, 5), (6, 0, 6));
        assert_eq!(numbered(0..7, 6), (7, 1, 7));
        assert_eq!(numbered(0..30, 29), (30, 2, 30));
        // Day 7 is missed and forgiven; after day 8 the streak has 8 days.
        assert_eq!(numbered((0..7).chain([8]), 8), (8, 0, 8));
        // Days 7 and 8 are missed, and one day off was there.
        assert_eq!(numbered((0..7).chain([9]), 9), (1, 0, 7));
        // Days 14 and 15 are missed with two days off; day 16 is still open.
        assert_eq!(numbered(0..14, 16), (14, 0, 14));
        assert_eq!(numbered(0..14, 17), (0, 0, 14));
    }

    #[test]
    fn a_day_of_drills_alone_is_none() {
        // The sample's last day, the 11th, has drills only; the 8th and 9th have answers.
        let on = |day| streak(&sample::log(), sample::day(day));
        assert_eq!((on("2026-03-10").days, on("2026-03-10").longest), (2, 2));
        assert_eq!(on("2026-03-11").days, 0);
    }
}
