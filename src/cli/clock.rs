//! The clock: the only place that asks what time it is. Everything else gets a moment handed in.
//! `SRM_NOW` stands still at a moment of one's choice, for tests and for a look ahead.

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{Local, TimeZone};

use crate::calendar::Moment;

use super::environment;
use super::failure::Failure;

/// Tells the time.
#[derive(Clone, Copy, Debug)]
pub(super) enum Clock {
    /// The time of the system, with its local offset.
    System,
    /// Always this moment.
    Fixed(Moment),
}

impl Clock {
    /// The clock that the environment asks for.
    pub(super) fn from_environment() -> Result<Clock, Failure> {
        let Some(text) = environment::text("SRM_NOW")? else {
            check_time_zone()?;
            return Ok(Clock::System);
        };
        match Moment::parse(&text) {
            Some(moment) => Ok(Clock::Fixed(moment)),
            None => Err(Failure::usage(format!("SRM_NOW is `{text}`, which is no moment")).hint(
                "Write it with its offset, such as SRM_NOW=2026-03-01T09:00:00+01:00, or unset it.",
            )),
        }
    }

    /// The moment it is now.
    pub(super) fn now(self) -> Moment {
        match self {
            Clock::System => system_now(),
            Clock::Fixed(moment) => moment,
        }
    }

    /// The time since an earlier moment; none when the clock was set back meanwhile.
    pub(super) fn since(self, earlier: Moment) -> Duration {
        let passed_ms = self.now().utc_ms.saturating_sub(earlier.utc_ms);
        Duration::from_millis(u64::try_from(passed_ms).unwrap_or(0))
    }
}

/// The time of the system. It is counted by hand where it lies before 1970, as on a machine whose
/// battery is empty: `Local::now` would panic there.
#[allow(clippy::disallowed_methods)] // This is the one place.
fn system_now() -> Moment {
    let ms = |passed: Duration| i64::try_from(passed.as_millis()).unwrap_or(i64::MAX);
    let utc_ms = match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(after) => ms(after),
        Err(before) => ms(before.duration()).saturating_neg(),
    };
    match Local.timestamp_millis_opt(utc_ms).earliest() {
        Some(time) => Moment::from_time(time.fixed_offset()),
        None => Moment {
            utc_ms,
            offset_minutes: 0,
        },
    }
}

/// Refuses a `TZ` that names a device or a pipe: reading a time zone from there would never end.
fn check_time_zone() -> Result<(), Failure> {
    let Some(zone) = environment::raw("TZ") else {
        return Ok(());
    };
    let shown = zone.to_string_lossy();
    let name = shown.strip_prefix(':').unwrap_or(&shown);
    // An absolute name replaces the folder it is joined to.
    let is_endless = [
        "/usr/share/zoneinfo",
        "/share/zoneinfo",
        "/etc/zoneinfo",
        "/",
    ]
    .iter()
    .filter_map(|folder| std::fs::metadata(Path::new(folder).join(name)).ok())
    .any(|kind| !kind.is_file() && !kind.is_dir());
    if is_endless {
        return Err(
            Failure::usage(format!("TZ is `{shown}`, which is no time zone"))
                .hint("Name a zone, such as TZ=Europe/Berlin, or unset it: unset TZ"),
        );
    }
    Ok(())
}
