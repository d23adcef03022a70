//! Answers: which grades were given, to cards of which age.

use std::ops::RangeInclusive;

use crate::calendar::StudyDay;
use crate::scheduler::Grade;

use super::pass_rate::PassRate;
use super::tally::{Age, DayTally};

/// Graded answers of a stretch of days by age before the answer and by grade. Drills are not in it.
/// A quality of 0 to 2 counts as `again`, 3 as `hard`, 4 as `good` and 5 as `easy`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    counts: [[u32; 4]; 3],
}

impl Answers {
    /// How many answers to cards of this age had this grade.
    pub fn count(&self, age: Age, grade: Grade) -> u32 {
        self.counts[age as usize][grade as usize]
    }

    /// How many had this grade, whatever the age.
    pub fn of_grade(&self, grade: Grade) -> u32 {
        Age::ALL.iter().map(|age| self.count(*age, grade)).sum()
    }

    /// How many passed of those to cards of this age: all but `again`.
    pub fn of_age(&self, age: Age) -> PassRate {
        let answers: u32 = self.counts[age as usize].iter().sum();
        PassRate {
            passed: answers.saturating_sub(self.count(age, Grade::Again)),
            answers,
        }
    }
}

/// The answers of these days.
pub fn answers(tallies: &[DayTally], days: &RangeInclusive<StudyDay>) -> Answers {
    let mut sum = Answers::default();
    for tally in tallies.iter().filter(|tally| days.contains(&tally.day)) {
        let cells = sum.counts.iter_mut().flatten();
        for (cell, count) in cells.zip(tally.answers.iter().flatten()) {
            *cell = cell.saturating_add(*count);
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample;

    #[test]
    fn grades_by_age() {
        let days = sample::day("2026-03-08")..=sample::day("2026-03-09");
        let sum = answers(&sample::log(), &days);
        // new 0 0 2 0 + 1 0 2 1, young 1 1 1 1 + 0 0 2 2, mature twice 1 0 1 0.
        assert_eq!(sum.counts, [[1, 0, 4, 1], [1, 1, 3, 3], [2, 0, 2, 0]]);
        assert_eq!(sum.of_grade(Grade::Again), 4);
        let young = sum.of_age(Age::Young);
        assert_eq!((young.passed, young.answers), (7, 8));
    }
}
