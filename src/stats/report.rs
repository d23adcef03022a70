//! The report: every statistic of one moment side by side, for whoever shows it.
//! It must never round or leave out what a single statistic says.

use crate::calendar::StudyDay;

use super::added::{Added, added};
use super::answers::{Answers, answers};
use super::ease::{Ease, ease};
use super::forecast::{Forecast, forecast};
use super::hardest::HardCard;
use super::heat_map::{HeatDay, heat_map};
use super::hours::hours;
use super::intervals::{Intervals, intervals};
use super::pass_rate::{PassRate, PassRates, pass_rates};
use super::range::Range;
use super::retention::{Retention, retention};
use super::streak::{Streak, streak};
use super::tally::{CardTally, DayTally, HOURS, MaturityCounts};
use super::today::{Today, today};
use super::totals::{Totals, totals};
use super::work::{Work, work};

/// What today still asks for, within the daily limits or without, as the caller counted it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Due cards.
    pub due: u32,
    /// New cards.
    pub new: u32,
}

/// All numbers of a study day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The study day the report is of.
    pub day: StudyDay,
    /// How far `work`, `rates`, `answers`, `hours` and `added` look back.
    pub range: Range,
    /// What was done on the day.
    pub today: Today,
    /// What is left of it.
    pub waiting: Waiting,
    /// See [`Streak`].
    pub streak: Streak,
    /// The cards that come due.
    pub forecast: Forecast,
    /// The answers of a year, day by day.
    pub heat_map: Vec<HeatDay>,
    /// The work of the range.
    pub work: Work,
    /// The pass rates of the range.
    pub rates: PassRates,
    /// The pass rates over growing stretches, the last of them all time.
    pub retention: Vec<Retention>,
    /// The answers of the range by age and grade.
    pub answers: Answers,
    /// The answers of the range by hour of day.
    pub hours: [PassRate; HOURS],
    /// The cards by age.
    pub maturity: MaturityCounts,
    /// The cards by interval.
    pub intervals: Intervals,
    /// The cards by ease factor.
    pub ease: Ease,
    /// The cards that came in the range.
    pub added: Added,
    /// The cards that were forgotten most often, the hardest first.
    pub hardest: Vec<HardCard>,
    /// The sums over all time.
    pub totals: Totals,
}

impl Report {
    /// The report of `day` from one tally for each day of work and one of the cards.
    pub fn new(
        day: StudyDay,
        range: Range,
        tallies: &[DayTally],
        cards: &CardTally,
        hardest: Vec<HardCard>,
        waiting: Waiting,
    ) -> Report {
        let days = range.days(day);
        Report {
            day,
            range,
            today: today(tallies, day),
            waiting,
            streak: streak(tallies, day),
            forecast: forecast(&cards.due, &cards.asked_intervals, day),
            heat_map: heat_map(tallies, day),
            work: work(tallies, range, day),
            rates: pass_rates(tallies, &days),
            retention: retention(tallies, day),
            answers: answers(tallies, &days),
            hours: hours(tallies, &days),
            maturity: cards.counts,
            intervals: intervals(&cards.intervals),
            ease: ease(&cards.eases),
            added: added(&cards.added, cards.added_unknown, range, day),
            hardest,
            totals: totals(tallies),
        }
    }
}

impl Report {
    /// The pass rates of all time.
    pub fn all_time(&self) -> PassRates {
        self.retention
            .last()
            .map(|row| row.rates)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::stats::sample;

    fn report(day: &str, range: Range) -> Report {
        let day = sample::day(day);
        let cards = CardTally {
            counts: MaturityCounts {
                new: 1,
                learning: 2,
                young: 3,
                mature: 4,
                suspended: 5,
                unaskable: 6,
                retired: 7,
            },
            due: BTreeMap::from([(day.plus(-1), 2), (day, 3)]),
            ..CardTally::default()
        };
        let waiting = Waiting { due: 5, new: 1 };
        Report::new(day, range, &sample::log(), &cards, Vec::new(), waiting)
    }

    #[test]
    fn it_holds_what_each_statistic_says() {
        let report = report("2026-03-09", Range::MONTH);
        assert_eq!(report.today.answers, 10);
        assert_eq!(report.waiting, Waiting { due: 5, new: 1 });
        assert_eq!(report.streak.days, 2);
        assert_eq!((report.forecast.overdue, report.forecast.days[0].1), (2, 3));
        assert_eq!(report.maturity.total(), 1 + 2 + 3 + 4 + 5 + 6 + 7);
        assert_eq!(report.totals.reviews, 23);
    }

    #[test]
    fn the_range_bounds_rates_answers_hours_and_work_alike() {
        // All time 5 + 8 + 10 answers, 4 + 6 + 8 passed; 30 days end before 31 January.
        for (range, passed, all) in [(Range::All, 18, 23), (Range::MONTH, 14, 18)] {
            let report = report("2026-03-09", range);
            assert_eq!(
                (report.rates.all.passed, report.rates.all.answers),
                (passed, all)
            );
            assert_eq!(report.work.answers, u64::from(all));
            let of_hours: u32 = report.hours.iter().map(|hour| hour.answers).sum();
            assert_eq!(of_hours, all);
            let of_grades: u32 = crate::scheduler::Grade::ALL
                .iter()
                .map(|grade| report.answers.of_grade(*grade))
                .sum();
            assert_eq!(of_grades, all);
        }
    }
}
