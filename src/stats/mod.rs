//! Statistics: what the log says about a learner's work, as plain numbers. One number or series is
//! one file, and its doc comment is its definition.
//! It must never know where tallies come from or how numbers are shown.

mod tally;
mod today;
mod streak;
mod pass_rate;
mod forecast;
mod totals;
mod report;
#[cfg(test)]
mod sample;

pub use forecast::{FORECAST_DAYS, Forecast, forecast};
pub use pass_rate::{Confidence, PassRate, PassRates, RECENT_DAYS, pass_rates};
pub use report::{Report, Waiting};
pub use streak::streak_days;
pub use tally::{DayTally, MaturityCounts};
pub use today::{Today, today};
pub use totals::{Totals, totals};
