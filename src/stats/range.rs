//! A range: which study days a statistic looks back at.

use std::fmt;
use std::num::NonZeroU32;
use std::ops::RangeInclusive;
use std::str::FromStr;

use crate::calendar::StudyDay;

/// The days in a week, month and year of a range.
const UNITS: [(char, u32); 4] = [('d', 1), ('w', 7), ('m', 30), ('y', 365)];

/// How far back a statistic looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// So many study days, the current one included.
    Days(NonZeroU32),
    /// Everything.
    All,
}

impl Range {
    /// The last 30 days.
    pub const MONTH: Range = Range::Days(NonZeroU32::new(30).unwrap());

    /// The days it covers, seen from `today`. Days after `today` are in none but [`Range::All`].
    pub fn days(self, today: StudyDay) -> RangeInclusive<StudyDay> {
        match self {
            Range::All => StudyDay::MIN..=StudyDay::MAX,
            Range::Days(days) => today.plus(1_i64.saturating_sub(i64::from(days.get())))..=today,
        }
    }
}

impl fmt::Display for Range {
    /// In words: `last 30 days`, `all time`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Range::Days(NonZeroU32::MIN) => f.write_str("today"),
            Range::Days(days) => write!(f, "last {days} days"),
            Range::All => f.write_str("all time"),
        }
    }
}

/// A text that names no range.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no range; use a number of days, weeks, months or years such as 30d, 12w, 6m or 1y, or all"
)]
pub struct NoRange(pub String);

impl FromStr for Range {
    type Err = NoRange;

    /// Reads `30d`, `12w`, `6m` (30 days each), `1y` (365 days) or `all`.
    fn from_str(text: &str) -> Result<Range, NoRange> {
        if text == "all" {
            return Ok(Range::All);
        }
        let days = UNITS.iter().find_map(|(unit, days)| {
            let number: u32 = text.strip_suffix(*unit)?.parse().ok()?;
            NonZeroU32::new(number.checked_mul(*days)?)
        });
        days.map(Range::Days)
            .ok_or_else(|| NoRange(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::day;

    #[test]
    fn ranges_are_read_and_said() {
        for (text, said) in [
            ("30d", "last 30 days"),
            ("12w", "last 84 days"),
            ("6m", "last 180 days"),
            ("1y", "last 365 days"),
            ("1d", "today"),
            ("all", "all time"),
        ] {
            assert_eq!(text.parse::<Range>().unwrap().to_string(), said);
        }
        for text in ["", "d", "0d", "30", "-1d", "30 d", "99999999y", "month"] {
            assert_eq!(text.parse::<Range>(), Err(NoRange(text.to_owned())));
        }
    }

    #[test]
    fn the_current_day_is_the_last() {
        let today = day("2026-03-01");
        let days = Range::MONTH.days(today);
        assert_eq!(days, day("2026-01-31")..=today);
    }
}
