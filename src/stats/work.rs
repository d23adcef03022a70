//! Work: how many answers a stretch of days had, and how long they took.

use std::ops::RangeInclusive;

use crate::calendar::StudyDay;

use super::range::Range;
use super::tally::{Age, DayTally};

/// The lengths of a bar, in days.
const BAR_DAYS: [u32; 5] = [1, 7, 28, 91, LONGEST_BAR];

/// The days of the longest bar.
const LONGEST_BAR: u32 = 364;

/// The most bars of a series.
const MOST_BARS: i64 = 60;

/// Some days of work as one bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkBar {
    /// Its first study day.
    pub first: StudyDay,
    /// Graded answers to new, young and mature cards, in this order.
    pub answers: [u32; 3],
    /// Drill answers.
    pub drills: u32,
    /// Time spent on answers and drills, in milliseconds.
    pub duration_ms: u64,
}

/// The work of a range. An all-time range begins with the first day that has any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The days it covers.
    pub days: u32,
    /// Those of them with at least one graded answer.
    pub days_studied: u32,
    /// Graded answers, drills not.
    pub answers: u64,
    /// Drill answers.
    pub drills: u64,
    /// Time spent on answers and drills, in milliseconds. What the log holds is summed: a pause in the
    /// middle of a question counts.
    pub duration_ms: u64,
    /// The days in a bar: 1, 7, 28, 91 or 364, the fewest with which there are at most 60 bars.
    pub bar_days: u32,
    /// The bars, oldest first, empty ones included; the last ends on the last day.
    pub bars: Vec<WorkBar>,
}

impl Work {
    /// Time spent on an answer or drill in the mean, in milliseconds; none without any.
    pub fn mean_answer_ms(&self) -> Option<u64> {
        let asked = self.answers.saturating_add(self.drills);
        self.duration_ms.checked_div(asked)
    }

    /// Time spent on a studied day in the mean, in milliseconds; none without any.
    pub fn mean_day_ms(&self) -> Option<u64> {
        self.duration_ms.checked_div(u64::from(self.days_studied))
    }
}

/// The work of a range that ends with `today`.
pub fn work(tallies: &[DayTally], range: Range, today: StudyDay) -> Work {
    let days = bounds(tallies, range, today);
    let length = length(&days);
    let bar_days = bar_days(length);
    let mut work = Work {
        days: u32::try_from(length).unwrap_or(0),
        days_studied: 0,
        answers: 0,
        drills: 0,
        duration_ms: 0,
        bar_days,
        bars: empty_bars(&days, bar_days),
    };
    for tally in tallies.iter().filter(|tally| days.contains(&tally.day)) {
        work.add(tally, *days.end());
    }
    work
}

/// The days in a bar of a series that covers so many days: the fewest with which there are at most 60
/// bars. For more than 60 years it is the last length, and as many bars as it takes.
pub(super) fn bar_days(length: i64) -> u32 {
    let fits = |bar: &u32| length <= MOST_BARS.saturating_mul(i64::from(*bar));
    BAR_DAYS.into_iter().find(fits).unwrap_or(LONGEST_BAR)
}

/// How many bars that many days make: all of them whole but the first.
pub(super) fn bar_count(length: i64, bar_days: u32) -> i64 {
    let days = u64::from(bar_days).max(1);
    let bars = u64::try_from(length).unwrap_or(0).div_ceil(days);
    i64::try_from(bars).unwrap_or(i64::MAX)
}

/// The days of a range.
fn length(days: &RangeInclusive<StudyDay>) -> i64 {
    days.end().since(*days.start()).saturating_add(1)
}

impl Work {
    fn add(&mut self, tally: &DayTally, last: StudyDay) {
        self.days_studied = self
            .days_studied
            .saturating_add(u32::from(tally.reviews() > 0));
        self.answers = self.answers.saturating_add(u64::from(tally.reviews()));
        self.drills = self.drills.saturating_add(u64::from(tally.drills));
        self.duration_ms = self.duration_ms.saturating_add(tally.duration_ms);
        let from_end = last.since(tally.day).checked_div(i64::from(self.bar_days));
        let place = from_end
            .and_then(|from_end| usize::try_from(from_end).ok())
            .and_then(|from_end| self.bars.len().checked_sub(from_end.saturating_add(1)));
        let Some(bar) = place.and_then(|place| self.bars.get_mut(place)) else {
            return;
        };
        for age in Age::ALL {
            let answers = &mut bar.answers[age as usize];
            *answers = answers.saturating_add(tally.of_age(age).answers);
        }
        bar.drills = bar.drills.saturating_add(tally.drills);
        bar.duration_ms = bar.duration_ms.saturating_add(tally.duration_ms);
    }
}

/// The days of a range; of all time, those from the first with work up to today.
fn bounds(tallies: &[DayTally], range: Range, today: StudyDay) -> RangeInclusive<StudyDay> {
    match range {
        Range::Days(_) => range.days(today),
        Range::All => {
            let first = tallies.iter().map(|tally| tally.day).min();
            let last = tallies.iter().map(|tally| tally.day).max();
            first.map_or(today, |first| first.min(today))
                ..=last.map_or(today, |last| last.max(today))
        }
    }
}

fn empty_bars(days: &RangeInclusive<StudyDay>, bar_days: u32) -> Vec<WorkBar> {
    let count = bar_count(length(days), bar_days);
    let bar_days = i64::from(bar_days);
    let begin = |from_end: i64| {
        let back = from_end.saturating_add(1).saturating_mul(bar_days);
        1_i64.saturating_sub(back)
    };
    let bar = |from_end: i64| WorkBar {
        first: days.end().plus(begin(from_end)).max(*days.start()),
        answers: [0; 3],
        drills: 0,
        duration_ms: 0,
    };
    (0..count).rev().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample;

    fn range(text: &str) -> Range {
        text.parse().unwrap()
    }

    #[test]
    fn thirty_days_are_thirty_bars() {
        let work = work(&sample::log(), range("30d"), sample::day("2026-03-09"));
        // The 8th and the 9th: 8 + 10 answers, 1 + 3 drills, 80 + 95 seconds.
        assert_eq!((work.days, work.days_studied), (30, 2));
        assert_eq!((work.answers, work.drills), (18, 4));
        assert_eq!(work.duration_ms, 175_000);
        // 175 / 22 = 7.954 seconds an answer, 87.5 a day.
        assert_eq!(work.mean_answer_ms(), Some(7_954));
        assert_eq!(work.mean_day_ms(), Some(87_500));
        assert_eq!((work.bar_days, work.bars.len()), (1, 30));
        let last = work.bars[29];
        assert_eq!(last.first, sample::day("2026-03-09"));
        assert_eq!((last.answers, last.drills), ([4, 4, 2], 3));
        assert_eq!(work.bars[27].answers, [0, 0, 0]);
    }

    #[test]
    fn bars_grow_with_the_range_and_the_last_ends_today() {
        // 31 January to 11 March are 40 days; a day after today counts in all time.
        let all = work(&sample::log(), Range::All, sample::day("2026-03-10"));
        assert_eq!((all.days, all.bar_days, all.bars.len()), (40, 1, 40));
        assert_eq!(all.bars[39].drills, 2);
        // 365 days in weeks: 52 and one day, which stands alone at the beginning.
        let year = work(&sample::log(), range("1y"), sample::day("2026-03-11"));
        assert_eq!((year.bar_days, year.bars.len()), (7, 53));
        assert_eq!(year.bars[0].first, sample::day("2025-03-12"));
        assert_eq!(year.bars[1].first, sample::day("2025-03-13"));
        // Thursday 5 to Wednesday 11 March: 8 + 10 answers.
        assert_eq!(year.bars[52].answers.iter().sum::<u32>(), 18);
    }

    #[test]
    fn nothing_done_is_one_empty_day() {
        let work = work(&[], Range::All, sample::day("2026-03-10"));
        assert_eq!((work.days, work.days_studied, work.bars.len()), (1, 0, 1));
        assert_eq!((work.mean_answer_ms(), work.mean_day_ms()), (None, None));
    }
}
