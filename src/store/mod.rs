//! The store: the only place that knows SQLite. It keeps the log, the cards and the caches made of
//! them, and answers questions about both.
//! It must never know the terminal, and never acknowledge what is not yet durable.

mod aliases;
mod answers;
pub mod backup;
mod card_tally;
mod anki;
mod arrivals;
mod arriving_notes;
mod columns;
mod comparison;
mod decks;
mod documents;
mod durable;
mod error;
mod events;
mod filter;
mod health;
mod history;
mod import_undo;
mod migrate;
mod open;
mod parameters;
mod queue;
mod scope;
mod search;
mod rebuild;
pub mod salvage;
mod relink;
mod retraction;
mod scheduling;
mod tallies;
mod tally_cache;
mod transfer;
mod undo;

pub use anki::{AnkiError, AnkiFile, BadRow, Departed};
pub use arrivals::{Arrivals, Arrived};
pub use decks::{DeckCounts, StoredCard};
pub use documents::{DocumentId, DocumentImport, KnownDocument};
pub use durable::sync_folder;
pub use error::Error;
pub use filter::Filter;
pub use health::{Depth, LogHealth};
pub use import_undo::{ImportId, Returned};
pub use open::{Creation, Store};
pub use parameters::Fitted;
pub use rebuild::Difference;
pub use relink::NoRelink;
pub use scheduling::Rescheduled;
pub use scope::Scope;
pub use search::{Direction, Page};
pub use transfer::ImportCounts;
pub use undo::{Change, Reversed};
