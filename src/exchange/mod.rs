//! Exchange: one neutral collection in and out of the program, whatever the format.
//! It must never know how a collection is stored.

mod collection;
pub mod export;
pub mod import;
mod json_form;

pub use collection::{CardRecord, Collection, DeckRecord, Progress, Source};
