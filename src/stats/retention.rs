//! Retention: how much of what was learned before was still known, over growing stretches of days.

use crate::calendar::StudyDay;

use super::pass_rate::{PassRates, pass_rates};
use super::range::Range;
use super::tally::DayTally;

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// What the row is about, in words.
    pub name: &'static str,
    /// Its rates.
    pub rates: PassRates,
}

/// The pass rates of today, yesterday, the last 7, 30 and 365 days and all time: Anki's table of
/// "true retention", by the same rule. Only answers to cards with an interval count as `young` or
/// `mature`; a quality of 3 or more passes; drills are not in it.
pub fn retention(tallies: &[DayTally], today: StudyDay) -> Vec<Retention> {
    let back = |days: i64| today.plus(1_i64.saturating_sub(days))..=today;
    let yesterday = today.plus(-1);
    let rows = [
        ("today", back(1)),
        ("yesterday", yesterday..=yesterday),
        ("last 7 days", back(7)),
        ("last 30 days", back(30)),
        ("last 365 days", back(365)),
        ("all time", Range::All.days(today)),
    ];
    let row = |(name, days)| Retention {
        name,
        rates: pass_rates(tallies, &days),
    };
    rows.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample;

    #[test]
    fn each_row_covers_its_days() {
        let rows = retention(&sample::log(), sample::day("2026-03-09"));
        let all: Vec<(&str, u32, u32)> = rows
            .iter()
            .map(|row| (row.name, row.rates.all.passed, row.rates.all.answers))
            .collect();
        // 31 January 4 of 5, 8 March 6 of 8, 9 March 8 of 10; 31 January is 38 days back.
        assert_eq!(
            all,
            [
                ("today", 8, 10),
                ("yesterday", 6, 8),
                ("last 7 days", 14, 18),
                ("last 30 days", 14, 18),
                ("last 365 days", 18, 23),
                ("all time", 18, 23),
            ]
        );
    }
}
