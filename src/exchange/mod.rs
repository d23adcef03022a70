//! Exchange: one neutral collection in and out of the program, whatever the format.
//! It must never know how a collection is stored.

pub mod anki;
mod collection;
pub mod export;
pub mod import;
mod json_form;
mod note;
#[cfg(test)]
mod schema_tests;
mod shelf;
mod table_form;

pub use collection::{Arrival, Beside, CardRecord, Collection, DeckRecord, Progress, Source};
pub use note::{Note, NoteKind, NoteType, Sibling, Template};
pub use shelf::{DeckHead, Shelf, TakeCard, TakeEvent};
