//! Anki's own databases: the SQLite file of a package, read as a stranger's and written as Anki
//! expects it. Rows go to and come from `exchange`, which alone knows what they mean.
//! It must never open such a file for writing where it reads, nor run anything that stands in it.

mod departing_log;
mod departures;
mod notetypes;
mod outgoing_rows;
mod read;
mod roster;
mod write;

pub use departures::{Departed, PicturesOfDocuments};
pub use read::{AnkiError, AnkiFile, BadRow};
