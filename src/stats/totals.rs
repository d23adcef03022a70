//! Totals: all the work there ever was.

use crate::calendar::StudyDay;

use super::tally::DayTally;

/// Everything the log holds, voided events left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Graded answers, first ones included, drills not.
    pub reviews: u64,
    /// Those of `reviews` that were the first ever of their card: cards begun.
    pub new: u64,
    /// Drill answers.
    pub drills: u64,
    /// Study days with at least one graded answer.
    pub days: u32,
    /// The first of those days.
    pub first_day: Option<StudyDay>,
    /// Time spent on answers and drills, in milliseconds.
    pub duration_ms: u64,
}

/// The sums over all days; one tally a day.
pub fn totals(tallies: &[DayTally]) -> Totals {
    let mut totals = Totals::default();
    for tally in tallies {
        totals.reviews = totals.reviews.saturating_add(u64::from(tally.reviews()));
        totals.new = totals.new.saturating_add(u64::from(tally.begun()));
        totals.drills = totals.drills.saturating_add(u64::from(tally.drills));
        totals.duration_ms = totals.duration_ms.saturating_add(tally.duration_ms);
        if tally.reviews() > 0 {
            totals.days = totals.days.saturating_add(1);
            let earliest = totals.first_day.map_or(tally.day, |day| day.min(tally.day));
            totals.first_day = Some(earliest);
        }
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample;

    #[test]
    fn the_sums_of_the_sample() {
        let totals = totals(&sample::log());
        assert_eq!(
            totals,
            Totals {
                // 5 + 8 + 10 + 0
                reviews: 23,
                // 5 + 2 + 4 + 0
                new: 11,
                // 0 + 1 + 3 + 2
                drills: 6,
                days: 3,
                first_day: Some(sample::day("2026-01-31")),
                // 50 + 80 + 95 + 15 seconds
                duration_ms: 240_000,
            }
        );
    }
}
