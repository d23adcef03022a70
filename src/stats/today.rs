//! Today: the work of one study day so far.

use crate::calendar::StudyDay;

use super::pass_rate::PassRate;
use super::tally::{Age, DayTally};

/// What was answered on a study day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// Graded answers, first ones included, drills not.
    pub answers: u32,
    /// Those of `answers` with a quality of 3 or more.
    pub passed: u32,
    /// Those of `answers` that were the first ever of their card.
    pub new: u32,
    /// Those of `answers` to cards with an interval of 21 days or more.
    pub mature: PassRate,
    /// Drill answers.
    pub drills: u32,
    /// Time spent on answers and drills, in milliseconds.
    pub duration_ms: u64,
}

impl Today {
    /// The time in minutes, to the nearest; less than a minute, but not nothing, is 1.
    pub fn minutes(&self) -> u64 {
        let nearest = self.duration_ms.saturating_add(30_000) / 60_000;
        nearest.max(u64::from(self.duration_ms > 0))
    }
}

/// The work done on `day`; nothing when no tally is of that day.
pub fn today(tallies: &[DayTally], day: StudyDay) -> Today {
    let mut today = Today::default();
    for tally in tallies.iter().filter(|tally| tally.day == day) {
        today.answers = today.answers.saturating_add(tally.reviews());
        today.passed = today.passed.saturating_add(tally.passed());
        today.new = today.new.saturating_add(tally.begun());
        today.mature.add(tally.of_age(Age::Mature));
        today.drills = today.drills.saturating_add(tally.drills);
        today.duration_ms = today.duration_ms.saturating_add(tally.duration_ms);
    }
    today
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample;

    #[test]
    fn only_the_day_itself_counts() {
        let log = sample::log();
        let ninth = today(&log, sample::day("2026-03-09"));
        // The 9th of the sample: 10 answers, 8 passed, 4 first ones, 3 drills, 95 seconds; of the
        // two to mature cards one passed.
        assert_eq!(
            ninth,
            Today {
                answers: 10,
                passed: 8,
                new: 4,
                mature: PassRate {
                    passed: 1,
                    answers: 2,
                },
                drills: 3,
                duration_ms: 95_000,
            }
        );
        assert_eq!(today(&log, sample::day("2026-03-10")), Today::default());
    }

    #[test]
    fn minutes_are_the_nearest_and_a_moment_is_one() {
        let minutes = |duration_ms| {
            let today = Today::default();
            Today {
                duration_ms,
                ..today
            }
            .minutes()
        };
        assert_eq!(minutes(0), 0);
        assert_eq!(minutes(1), 1);
        assert_eq!(minutes(89_999), 1);
        assert_eq!(minutes(90_000), 2);
    }
}
