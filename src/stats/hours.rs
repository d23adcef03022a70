//! Hours: at which time of day answers are given, and how many of them pass.

use std::ops::RangeInclusive;

use crate::calendar::StudyDay;

use super::pass_rate::PassRate;
use super::tally::{DayTally, HOURS};

/// Graded answers by the hour of the wall clock at which they were given, where the learner was then:
/// hour 9 is from 9:00 to 9:59. Drills are not in it.
pub fn hours(tallies: &[DayTally], days: &RangeInclusive<StudyDay>) -> [PassRate; HOURS] {
    let mut hours = [PassRate::default(); HOURS];
    for tally in tallies.iter().filter(|tally| days.contains(&tally.day)) {
        for (sum, hour) in hours.iter_mut().zip(&tally.hours) {
            sum.add(*hour);
        }
    }
    hours
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample;

    #[test]
    fn the_hours_of_two_days() {
        let days = sample::day("2026-03-08")..=sample::day("2026-03-09");
        let hours = hours(&sample::log(), &days);
        let at = |hour: usize| (hours[hour].passed, hours[hour].answers);
        // 1 + 8 passed of 2 + 10 at 21; on 31 January, at 9 as well, nothing is counted.
        assert_eq!((at(9), at(21), at(22)), ((5, 6), (9, 12), (0, 0)));
    }
}
