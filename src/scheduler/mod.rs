//! What a scheduler believes about one memory, and what a grade does to it: a memory, a quality and
//! the days that passed in, the next memory out.
//! It must never know that cards, decks or a database exist.

mod algorithm;
pub mod fsrs;
mod grade;
mod memory;
pub mod sm2;

pub use algorithm::{Algorithm, Rule, Scheduler};
pub use fsrs::{Parameters, Retention};
pub use grade::{Grade, Quality};
pub use memory::{EaseFactor, Interval, Memory, Strength, Trace};
pub use sm2::Variant;
