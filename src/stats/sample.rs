//! A small log for the tests of this folder, short enough to add up by hand.
//! It must never change without the numbers in those tests being worked out anew.

use crate::calendar::StudyDay;

use super::pass_rate::PassRate;
use super::tally::DayTally;

pub(super) fn day(text: &str) -> StudyDay {
    text.parse().unwrap()
}

/// A day with these answers (new, young and mature by again, hard, good and easy), and for each hour
/// of work the hour, the answers that passed and all of them.
fn worked(
    date: &str,
    answers: [[u32; 4]; 3],
    hours: &[(usize, u32, u32)],
    drills: u32,
    seconds: u64,
) -> DayTally {
    let mut tally = DayTally {
        answers,
        drills,
        duration_ms: seconds * 1000,
        ..DayTally::empty(day(date))
    };
    for &(hour, passed, answers) in hours {
        tally.hours[hour] = PassRate { passed, answers };
    }
    tally
}

/// Four days. The first is outside of the 30 days up to 2026-03-09, which begin on 8 February.
pub(super) fn log() -> Vec<DayTally> {
    vec![
        worked(
            "2026-01-31",
            [[1, 1, 3, 0], [0; 4], [0; 4]],
            &[(9, 4, 5)],
            0,
            50,
        ),
        worked(
            "2026-03-08",
            [[0, 0, 2, 0], [1, 1, 1, 1], [1, 0, 1, 0]],
            &[(9, 5, 6), (21, 1, 2)],
            1,
            80,
        ),
        worked(
            "2026-03-09",
            [[1, 0, 2, 1], [0, 0, 2, 2], [1, 0, 1, 0]],
            &[(21, 8, 10)],
            3,
            95,
        ),
        worked("2026-03-11", [[0; 4]; 3], &[], 2, 15),
    ]
}
