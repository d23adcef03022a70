//! Tallies: what a day's answers and the cards of a collection count up to. The only input of every
//! statistic. They must never hold anything that needs the clock or a setting to be understood.

use crate::calendar::StudyDay;

/// What was answered on one study day, voided events left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayTally {
    /// The study day.
    pub day: StudyDay,
    /// Graded answers that were the first ever of their card.
    pub new: u32,
    /// Graded answers, first ones included, drills not.
    pub reviews: u32,
    /// Those of `reviews` with a quality of 3 or more.
    pub passed: u32,
    /// Those of `reviews` whose interval before was 1 to 20 days.
    pub young_reviews: u32,
    /// Those of `young_reviews` with a quality of 3 or more.
    pub young_passed: u32,
    /// Those of `reviews` whose interval before was 21 days or more.
    pub mature_reviews: u32,
    /// Those of `mature_reviews` with a quality of 3 or more.
    pub mature_passed: u32,
    /// Those of `reviews` graded again: qualities 0 to 2.
    pub again: u32,
    /// Those of `reviews` graded hard: quality 3.
    pub hard: u32,
    /// Those of `reviews` graded good: quality 4.
    pub good: u32,
    /// Those of `reviews` graded easy: quality 5.
    pub easy: u32,
    /// Drill answers.
    pub drills: u32,
    /// Time spent on answers and drills, in milliseconds.
    pub duration_ms: u64,
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

impl DayTally {
    /// A day without any answer.
    pub fn empty(day: StudyDay) -> DayTally {
        DayTally {
            day,
            new: 0,
            reviews: 0,
            passed: 0,
            young_reviews: 0,
            young_passed: 0,
            mature_reviews: 0,
            mature_passed: 0,
            again: 0,
            hard: 0,
            good: 0,
            easy: 0,
            drills: 0,
            duration_ms: 0,
        }
    }
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
