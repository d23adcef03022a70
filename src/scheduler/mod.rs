//! What a scheduler believes about one memory, and what a grade does to it. Pure integer
//! arithmetic: a memory and a quality in, the next memory out.
//! It must never know that cards, decks or a database exist.

mod grade;
mod memory;
pub mod sm2;

pub use grade::{Grade, Quality};
pub use memory::{EaseFactor, Interval, Memory};
