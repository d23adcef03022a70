//! The report: every statistic of one moment side by side, for whoever shows it.
//! It must never round or leave out what a single statistic says.

use crate::calendar::StudyDay;

use super::forecast::{Forecast, forecast};
use super::pass_rate::{PassRates, RECENT_DAYS, pass_rates};
use super::streak::streak_days;
use super::tally::{DayTally, MaturityCounts};
use super::today::{Today, today};
use super::totals::{Totals, totals};

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
    /// What was done on it.
    pub today: Today,
    /// What is left of it.
    pub waiting: Waiting,
    /// See [`streak_days`].
    pub streak_days: u32,
    /// The pass rates of the last [`RECENT_DAYS`] days, `day` included.
    pub recent: PassRates,
    /// The pass rates of all time.
    pub all_time: PassRates,
    /// The cards that come due.
    pub forecast: Forecast,
    /// The cards by age.
    pub maturity: MaturityCounts,
    /// The sums over all time.
    pub totals: Totals,
}

impl Report {
    /// The report of `day` from one tally for each day of work, the cards by due day and by age.
    pub fn new(
        day: StudyDay,
        tallies: &[DayTally],
        due: &[(StudyDay, u32)],
        maturity: MaturityCounts,
        waiting: Waiting,
    ) -> Report {
        let first_recent = day.plus(1 - i64::from(RECENT_DAYS));
        Report {
            day,
            today: today(tallies, day),
            waiting,
            streak_days: streak_days(tallies, day),
            recent: pass_rates(tallies, first_recent, day),
            all_time: pass_rates(tallies, StudyDay::MIN, StudyDay::MAX),
            forecast: forecast(due, day),
            maturity,
            totals: totals(tallies),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{PassRate, sample};

    fn report(day: &str) -> Report {
        let day = sample::day(day);
        let due = [(day.plus(-1), 2), (day, 3)];
        let maturity = MaturityCounts {
            new: 1,
            learning: 2,
            young: 3,
            mature: 4,
            suspended: 5,
            unaskable: 6,
            retired: 7,
        };
        let waiting = Waiting { due: 5, new: 1 };
        Report::new(day, &sample::log(), &due, maturity, waiting)
    }

    #[test]
    fn it_holds_what_each_statistic_says() {
        let report = report("2026-03-09");
        assert_eq!(report.today.answers, 10);
        assert_eq!(report.waiting, Waiting { due: 5, new: 1 });
        assert_eq!(report.streak_days, 2);
        assert_eq!((report.forecast.overdue, report.forecast.days[0].1), (2, 3));
        assert_eq!(report.maturity.total(), 1 + 2 + 3 + 4 + 5 + 6 + 7);
        assert_eq!(report.totals.reviews, 23);
    }

    #[test]
    fn recent_is_thirty_days_with_today() {
        let all = |passed, answers| PassRate { passed, answers };
        // All time: 4 + 6 + 8 of 5 + 8 + 10. Without 31 January: 6 + 8 of 8 + 10.
        assert_eq!(report("2026-03-09").all_time.all, all(18, 23));
        assert_eq!(report("2026-03-09").recent.all, all(14, 18));
        // 31 January is the first of the 30 days up to 1 March, and just out on 2 March.
        assert_eq!(report("2026-03-01").recent.all, all(4, 5));
        assert_eq!(report("2026-03-02").recent.all, all(0, 0));
    }
}
