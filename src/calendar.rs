//! Study days. A learner's day turns at an hour of the night, not at midnight, so that a session
//! at 1:00 belongs to the evening before. Every command decides once, here, which study day it is.
//! This module must never read a clock: moments come in as arguments.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, SecondsFormat, TimeZone, Utc};

/// Days from 0001-01-01 (day 1 of the common era) to 1970-01-01, as `chrono` counts them.
const EPOCH_FROM_CE: i32 = 719_163;

/// Milliseconds in an hour.
const HOUR_MS: i64 = 3_600_000;

/// Milliseconds in a day.
const DAY_MS: i64 = 24 * HOUR_MS;

/// A study day: days since 1970-01-01 in the learner's own calendar, after the rollover hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StudyDay(i32);

impl StudyDay {
    /// The first and last day this program counts with: years 1 to 9999 of the calendar.
    pub const MIN: StudyDay = StudyDay(-719_162);
    /// See [`StudyDay::MIN`]. 9999-12-31.
    pub const MAX: StudyDay = StudyDay(2_932_896);

    /// The study day that `moment` falls on: its local date after the rollover hour is taken off.
    pub fn of(moment: Moment, rollover: Rollover) -> StudyDay {
        let local_ms = moment
            .utc_ms
            .saturating_add(i64::from(moment.offset_minutes).saturating_mul(60_000))
            .saturating_sub(i64::from(rollover.0).saturating_mul(HOUR_MS));
        StudyDay::from_number(local_ms.div_euclid(DAY_MS))
    }

    /// The day with this number of days since 1970-01-01, held within [`StudyDay::MIN`] and [`StudyDay::MAX`].
    pub fn from_number(days: i64) -> StudyDay {
        let held = days.clamp(i64::from(StudyDay::MIN.0), i64::from(StudyDay::MAX.0));
        StudyDay(i32::try_from(held).unwrap_or(0))
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i64 {
        i64::from(self.0)
    }

    /// The day `days` later (earlier when negative), held within the calendar.
    pub fn plus(self, days: i64) -> StudyDay {
        StudyDay::from_number(self.number().saturating_add(days))
    }

    /// Whole days from `earlier` to this day; negative when `earlier` is later.
    pub fn since(self, earlier: StudyDay) -> i64 {
        self.number().saturating_sub(earlier.number())
    }

    /// Its day of the week, 0 for Monday to 6. 1970-01-01 was a Thursday.
    pub fn weekday(self) -> usize {
        usize::try_from(self.number().saturating_add(3).rem_euclid(7)).unwrap_or(0)
    }

    /// The date of this day in the learner's calendar.
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0.saturating_add(EPOCH_FROM_CE))
            .unwrap_or_default()
    }
}

impl fmt::Display for StudyDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        write!(
            f,
            "{:04}-{:02}-{:02}",
            date.year(),
            date.month(),
            date.day()
        )
    }
}

/// A text that is no date of the form `YYYY-MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no date of the form YYYY-MM-DD")]
pub struct NoDate(pub String);

impl FromStr for StudyDay {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<StudyDay, NoDate> {
        let date =
            NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| NoDate(text.to_owned()))?;
        let day = StudyDay(date.num_days_from_ce().saturating_sub(EPOCH_FROM_CE));
        if day < StudyDay::MIN || day > StudyDay::MAX {
            return Err(NoDate(text.to_owned()));
        }
        Ok(day)
    }
}

/// The hour at which a study day begins, 0 to 23. Anki and this program start at 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rollover(u8);

impl Rollover {
    /// A rollover hour, or `None` when it is past 23.
    pub fn at_hour(hour: u8) -> Option<Rollover> {
        (hour < 24).then_some(Rollover(hour))
    }

    /// The hour itself.
    pub fn hour(self) -> u8 {
        self.0
    }
}

impl Default for Rollover {
    fn default() -> Rollover {
        Rollover(4)
    }
}

/// A moment as the learner lived it: milliseconds since 1970 UTC, and the offset of the wall clock then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub utc_ms: i64,
    /// Minutes the wall clock was ahead of UTC, −1439 to 1439.
    pub offset_minutes: i16,
}

impl Moment {
    /// The first millisecond of the year 1, and the last of the year 9999: what a calendar can write.
    pub const FIRST_MS: i64 = -62_135_596_800_000;
    /// See [`Moment::FIRST_MS`].
    pub const LAST_MS: i64 = 253_402_300_799_999;

    /// The moment of a `chrono` time with its offset.
    pub fn from_time(time: DateTime<FixedOffset>) -> Moment {
        let utc = Moment {
            utc_ms: time.timestamp_millis(),
            offset_minutes: 0,
        };
        utc.on_clock(*time.offset())
    }

    /// The same moment as it was lived under this clock.
    #[must_use]
    pub fn on_clock(self, clock: FixedOffset) -> Moment {
        let minutes = clock.local_minus_utc() / 60;
        Moment {
            offset_minutes: i16::try_from(minutes).unwrap_or(0),
            ..self
        }
    }

    /// Reads an RFC 3339 moment, such as `2026-03-01T09:00:00+01:00`.
    pub fn parse(text: &str) -> Option<Moment> {
        DateTime::parse_from_rfc3339(text)
            .ok()
            .map(Moment::from_time)
    }

    /// RFC 3339 in UTC with milliseconds, such as `2026-03-01T08:00:00.000Z`; the form of every `--json`.
    pub fn to_rfc3339_utc(self) -> String {
        match Utc.timestamp_millis_opt(self.utc_ms).single() {
            Some(time) => time.to_rfc3339_opts(SecondsFormat::Millis, true),
            // Outside of what the calendar can write; the number is still the truth.
            None => self.utc_ms.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, hour: u8) -> String {
        let rollover = Rollover::at_hour(hour).unwrap();
        StudyDay::of(Moment::parse(text).unwrap(), rollover).to_string()
    }

    #[test]
    fn the_day_turns_at_the_rollover_hour() {
        assert_eq!(day("2026-03-02T03:59:59+01:00", 4), "2026-03-01");
        assert_eq!(day("2026-03-02T04:00:00+01:00", 4), "2026-03-02");
        assert_eq!(day("2026-03-02T00:00:00+01:00", 0), "2026-03-02");
    }

    #[test]
    fn the_wall_clock_decides_not_utc() {
        assert_eq!(day("2026-03-01T23:30:00-08:00", 4), "2026-03-01");
        assert_eq!(day("2026-03-02T05:00:00+14:00", 4), "2026-03-02");
    }

    /// Berlin, 2026: 29 March has no 2:30, 25 October has it twice. Whatever the rollover hour, a study
    /// day never comes back once it has turned.
    #[test]
    fn summer_time_turns_no_study_day_back() {
        let begins = ["2026-03-29T01:59:59+01:00", "2026-03-29T03:00:00+02:00"];
        let ends = [
            "2026-10-25T01:59:59+02:00",
            "2026-10-25T02:00:00+02:00",
            "2026-10-25T02:59:59+02:00",
            "2026-10-25T02:00:00+01:00",
            "2026-10-25T02:59:59+01:00",
            "2026-10-25T03:00:00+01:00",
        ];
        for hour in 0..24 {
            for moments in [&begins[..], &ends[..]] {
                let days: Vec<String> = moments.iter().map(|text| day(text, hour)).collect();
                assert!(days.is_sorted(), "{hour}: {days:?}");
            }
        }
        assert_eq!(
            begins.map(|text| day(text, 2)),
            ["2026-03-28", "2026-03-29"]
        );
        assert_eq!(day(ends[1], 2), "2026-10-25");
        assert_eq!(day(ends[3], 2), "2026-10-25");
    }

    #[test]
    fn leap_days_and_the_end_of_the_calendar() {
        let leap: StudyDay = "2028-02-28".parse().unwrap();
        assert_eq!(leap.plus(1).to_string(), "2028-02-29");
        assert_eq!(leap.plus(2).since(leap), 2);
        assert_eq!(StudyDay::MAX.to_string(), "9999-12-31");
        assert_eq!(StudyDay::MAX.plus(1), StudyDay::MAX);
        assert_eq!(StudyDay::MIN.to_string(), "0001-01-01");
        assert_eq!(
            "2023-02-29".parse::<StudyDay>(),
            Err(NoDate("2023-02-29".into()))
        );
    }

    #[test]
    fn a_date_outside_of_the_years_1_to_9999_is_none() {
        assert_eq!("0001-01-01".parse(), Ok(StudyDay::MIN));
        assert_eq!("9999-12-31".parse(), Ok(StudyDay::MAX));
        for text in ["0000-12-31", "-0001-06-01", "+10000-01-01"] {
            assert_eq!(text.parse::<StudyDay>(), Err(NoDate(text.into())), "{text}");
        }
    }

    #[test]
    fn a_day_turns_at_an_hour_of_the_clock() {
        assert_eq!(Rollover::at_hour(23).map(Rollover::hour), Some(23));
        assert_eq!(Rollover::at_hour(24), None);
        assert_eq!(Rollover::default().hour(), 4);
    }

    #[test]
    fn the_first_and_the_last_millisecond_are_those_of_the_calendar() {
        let at = |text: &str| Moment::parse(text).unwrap().utc_ms;
        assert_eq!(at("0001-01-01T00:00:00Z"), Moment::FIRST_MS);
        assert_eq!(at("9999-12-31T23:59:59.999Z"), Moment::LAST_MS);
    }

    #[test]
    fn moments_are_written_in_utc() {
        let moment = Moment::parse("2026-03-01T09:00:00+01:00").unwrap();
        assert_eq!(moment.to_rfc3339_utc(), "2026-03-01T08:00:00.000Z");
        assert_eq!(
            Moment::parse(&moment.to_rfc3339_utc()).unwrap().utc_ms,
            moment.utc_ms
        );
    }
}
