//! The streak: study days in a row.

use std::collections::BTreeSet;

use crate::calendar::StudyDay;

use super::tally::DayTally;

/// The number of study days in a row, up to `today`, with at least one graded answer. While nothing
/// is answered today the row may end yesterday: a streak is lost when a day is over, not before.
/// Drills alone make no day, and neither do days after `today`.
pub fn streak_days(tallies: &[DayTally], today: StudyDay) -> u32 {
    let studied: BTreeSet<StudyDay> = tallies
        .iter()
        .filter(|tally| tally.reviews > 0)
        .map(|tally| tally.day)
        .collect();
    let mut expected = if studied.contains(&today) {
        today
    } else {
        today.plus(-1)
    };
    let mut length = 0;
    for day in studied.range(..=expected).rev() {
        if *day != expected {
            break;
        }
        length += 1;
        expected = expected.plus(-1);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample;

    fn streak(days: &[&str], today: &str) -> u32 {
        let studied = |text: &&str| DayTally {
            reviews: 1,
            ..DayTally::empty(sample::day(text))
        };
        let tallies: Vec<DayTally> = days.iter().map(studied).collect();
        streak_days(&tallies, sample::day(today))
    }

    #[test]
    fn a_row_up_to_today_or_yesterday() {
        let days = ["2028-02-28", "2028-02-29", "2028-03-01"];
        assert_eq!(streak(&days, "2028-02-29"), 2);
        assert_eq!(streak(&days, "2028-03-01"), 3);
        assert_eq!(streak(&days, "2028-03-02"), 3);
        assert_eq!(streak(&days, "2028-03-03"), 0);
        assert_eq!(streak(&days, "2028-02-27"), 0);
        assert_eq!(streak(&[], "2028-02-27"), 0);
        // The calendar ends there; the row does, too.
        assert_eq!(streak(&["0001-01-01"], "0001-01-01"), 1);
    }

    #[test]
    fn a_gap_ends_it() {
        let days = ["2026-03-01", "2026-03-02", "2026-03-04"];
        assert_eq!(streak(&days, "2026-03-04"), 1);
        assert_eq!(streak(&days, "2026-03-05"), 1);
    }

    #[test]
    fn a_day_of_drills_alone_is_none() {
        // The sample's last day, the 11th, has drills only; the 8th and 9th have answers.
        assert_eq!(streak_days(&sample::log(), sample::day("2026-03-10")), 2);
        assert_eq!(streak_days(&sample::log(), sample::day("2026-03-11")), 0);
    }
}
