//! A small log for the tests of this folder, short enough to add up by hand.
//! It must never change without the numbers in those tests being worked out anew.

use crate::calendar::StudyDay;

use super::tally::DayTally;

pub(super) fn day(text: &str) -> StudyDay {
    text.parse().unwrap()
}

/// Four days. The first is outside of the 30 days up to 2026-03-09, which begin on 8 February.
pub(super) fn log() -> Vec<DayTally> {
    vec![
        DayTally {
            new: 5,
            reviews: 5,
            passed: 4,
            again: 1,
            hard: 1,
            good: 3,
            duration_ms: 50_000,
            ..DayTally::empty(day("2026-01-31"))
        },
        DayTally {
            new: 2,
            reviews: 8,
            passed: 6,
            young_reviews: 4,
            young_passed: 3,
            mature_reviews: 2,
            mature_passed: 1,
            again: 2,
            hard: 1,
            good: 4,
            easy: 1,
            drills: 1,
            duration_ms: 80_000,
            ..DayTally::empty(day("2026-03-08"))
        },
        DayTally {
            new: 4,
            reviews: 10,
            passed: 8,
            young_reviews: 4,
            young_passed: 4,
            mature_reviews: 2,
            mature_passed: 1,
            again: 2,
            good: 5,
            easy: 3,
            drills: 3,
            duration_ms: 95_000,
            ..DayTally::empty(day("2026-03-09"))
        },
        DayTally {
            drills: 2,
            duration_ms: 15_000,
            ..DayTally::empty(day("2026-03-11"))
        },
    ]
}
