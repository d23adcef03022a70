//! The clock: the only place that asks what time it is. Everything else gets a moment handed in.
//! `SRM_NOW` stands still at a moment of one's choice, for tests and for a look ahead.

use std::time::Duration;

use chrono::Local;

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

#[allow(clippy::disallowed_methods)] // This is the one place.
fn system_now() -> Moment {
    Moment::from_time(Local::now().fixed_offset())
}
