//! Tallies: what a day's answers and the cards of a collection count up to. The only input of every
//! statistic. They must never hold anything that needs the clock or a setting to be understood.

use std::collections::BTreeMap;

use crate::calendar::StudyDay;
use crate::review::MATURE_DAYS;
use crate::scheduler::Grade;

use super::pass_rate::PassRate;

/// How old a card was when it was answered, by its interval before the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Age {
    /// Its first answer ever: no interval.
    New,
    /// An interval of 1 to 20 days.
    Young,
    /// An interval of [`MATURE_DAYS`] or more.
    Mature,
}

impl Age {
    /// All, youngest first.
    pub const ALL: [Age; 3] = [Age::New, Age::Young, Age::Mature];

    /// The age of a card with this interval in days.
    pub fn of(interval_days: u32) -> Age {
        match interval_days {
            0 => Age::New,
            days if days < MATURE_DAYS => Age::Young,
            _ => Age::Mature,
        }
    }

    /// The word for it, in JSON and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Age::New => "new",
            Age::Young => "young",
            Age::Mature => "mature",
        }
    }
}

/// All answers, whatever their grade.
fn total(grades: &[u32; 4]) -> u32 {
    grades.iter().copied().fold(0, u32::saturating_add)
}

/// The hours of a day, by the wall clock of the learner at that time.
pub const HOURS: usize = 24;

/// What was answered on one study day, voided events left out.
///
/// "Graded answers" are those that moved the schedule: the first of a card on a study day. Further
/// ones are drills (SM-2, step 7), counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayTally {
    /// The study day.
    pub day: StudyDay,
    /// Graded answers by age before, then by grade, both in the order of their enums.
    pub answers: [[u32; 4]; 3],
    /// Graded answers by the hour in which they were given.
    pub hours: [PassRate; HOURS],
    /// Drill answers.
    pub drills: u32,
    /// Time spent on answers and drills, in milliseconds.
    pub duration_ms: u64,
}

impl DayTally {
    /// A day without any answer.
    pub fn empty(day: StudyDay) -> DayTally {
        DayTally {
            day,
            answers: [[0; 4]; 3],
            hours: [PassRate::default(); HOURS],
            drills: 0,
            duration_ms: 0,
        }
    }

    /// Counts what another part of the same day's answers gave.
    pub fn add(&mut self, other: &DayTally) {
        let more = |count: &mut u32, more: u32| *count = count.saturating_add(more);
        let ours = self.answers.iter_mut().flatten();
        ours.zip(other.answers.iter().flatten())
            .for_each(|(count, of_other)| more(count, *of_other));
        for (rate, of_other) in self.hours.iter_mut().zip(&other.hours) {
            rate.add(*of_other);
        }
        more(&mut self.drills, other.drills);
        self.duration_ms = self.duration_ms.saturating_add(other.duration_ms);
    }

    /// Graded answers, first ones included, drills not.
    pub fn reviews(&self) -> u32 {
        self.answers.iter().map(total).fold(0, u32::saturating_add)
    }

    /// Graded answers that were the first ever of their card.
    pub fn begun(&self) -> u32 {
        self.of_age(Age::New).answers
    }

    /// Graded answers that were remembered: all but `again`.
    pub fn passed(&self) -> u32 {
        let passed = Age::ALL.iter().map(|age| self.of_age(*age).passed);
        passed.fold(0, u32::saturating_add)
    }

    /// Graded answers to cards of an age.
    pub fn of_age(&self, age: Age) -> PassRate {
        let grades = self.answers[age as usize];
        let answers = total(&grades);
        PassRate {
            passed: answers.saturating_sub(grades[Grade::Again as usize]),
            answers,
        }
    }
}

/// How many cards there are of each age. `retired`, `unaskable` and `suspended` cards, in this order,
/// are counted there and nowhere else, so that the sum is the number of cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MaturityCounts {
    /// Never answered.
    pub new: u32,
    /// Answered, with an interval of at most a day.
    pub learning: u32,
    /// With an interval of 2 to 20 days.
    pub young: u32,
    /// With an interval of 21 days or more.
    pub mature: u32,
    /// Kept out of every review by the learner.
    pub suspended: u32,
    /// Without anything to ask or to answer.
    pub unaskable: u32,
    /// Gone from their document.
    pub retired: u32,
}

impl MaturityCounts {
    /// All cards.
    pub fn total(&self) -> u32 {
        let counts = [
            self.new,
            self.learning,
            self.young,
            self.mature,
            self.suspended,
            self.unaskable,
            self.retired,
        ];
        counts.into_iter().fold(0, u32::saturating_add)
    }
}

/// What the cards count up to, as they stand now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardTally {
    /// All cards by age.
    pub counts: MaturityCounts,
    /// Cards that can be asked, not suspended, by the day they are due.
    pub due: BTreeMap<StudyDay, u32>,
    /// Cards in a document that were answered at least once, suspended ones included, by interval in
    /// days.
    pub intervals: BTreeMap<u32, u32>,
    /// Those of them that are not suspended, by interval: the work to come.
    pub asked_intervals: BTreeMap<u32, u32>,
    /// The same cards, suspended ones included, by ease factor in hundredths.
    pub eases: BTreeMap<u32, u32>,
    /// Cards in a document by the study day they were added on.
    pub added: BTreeMap<StudyDay, u32>,
    /// Those of which nobody knows that day.
    pub added_unknown: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample;

    #[test]
    fn ages_by_interval() {
        let ages: Vec<&str> = [0, 1, 20, 21, 36_500]
            .map(|days| Age::of(days).name())
            .to_vec();
        assert_eq!(ages, ["new", "young", "young", "mature", "mature"]);
    }

    #[test]
    fn the_sums_of_a_day() {
        // The 9th: new 1 0 2 1, young 0 0 2 2, mature 1 0 1 0.
        let ninth = sample::log()[2];
        assert_eq!((ninth.reviews(), ninth.begun(), ninth.passed()), (10, 4, 8));
        let mature = ninth.of_age(Age::Mature);
        assert_eq!((mature.passed, mature.answers), (1, 2));
    }
}
