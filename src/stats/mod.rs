//! Statistics: what the log says about a learner's work, as plain numbers. One number or series is
//! one file, and its doc comment is its definition.
//! It must never know where tallies come from or how numbers are shown.

#![allow(
    clippy::indexing_slicing,
    reason = "tables by age and grade: their places are those of the enums, never of input"
)]

mod tally;
mod range;
mod pass_rate;
mod spread;
mod today;
mod streak;
mod forecast;
mod heat_map;
mod work;
mod added;
mod retention;
mod answers;
mod hours;
mod intervals;
mod ease;
mod hardest;
mod totals;
mod report;
#[cfg(test)]
mod sample;

pub use added::{Added, added};
pub use answers::{Answers, answers};
pub use ease::{EASE_STEP, Ease, ease};
pub use forecast::{FORECAST_DAYS, Forecast, forecast};
pub use hardest::{HARDEST_CARDS, HardCard};
pub use heat_map::{HEAT_WEEKS, Heat, HeatDay, heat_map};
pub use hours::hours;
pub use intervals::{IntervalBar, Intervals, intervals};
pub use pass_rate::{Confidence, PassRate, PassRates, pass_rates};
pub use range::{NoRange, Range};
pub use report::{Report, Waiting};
pub use retention::{Retention, retention};
pub use spread::{Spread, spread};
pub use streak::{DAYS_TO_EARN, MOST_DAYS_OFF, Streak, streak};
pub use tally::{Age, CardTally, DayTally, HOURS, MaturityCounts};
pub use today::{Today, today};
pub use totals::{Totals, totals};
pub use work::{Work, WorkBar, work};
