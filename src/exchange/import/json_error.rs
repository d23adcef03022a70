//! What can be wrong with a file of decks, and where. Nothing here may read one.

use std::io;

use crate::cards::DeckName;
use crate::exchange::json_form::VERSION;

use super::json_room::LARGEST;

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It has more than [`LARGEST`] besides its log.
    #[error("the file is larger than {} MiB, without the log", LARGEST >> 20)]
    TooLarge,
    /// It cannot be read to its end.
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// It is no JSON, or its JSON has another shape.
    #[error("line {line}, column {column}: {message}")]
    Broken {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the reader says.
        message: String,
    },
    /// It is JSON of some other kind.
    #[error("this is no srm deck: \"format\" is {0}")]
    Format(String),
    /// A newer program wrote it.
    #[error("the deck has version {0}; this program reads version {VERSION}")]
    Version(u64),
    /// A deck has no name.
    #[error("deck {0} has no name")]
    NoName(usize),
    /// A card makes no sense.
    #[error("deck {deck}, card {number}: {what}")]
    Card {
        /// The deck's name.
        deck: DeckName,
        /// The card's place in it, from 1.
        number: usize,
        /// What is the matter.
        what: String,
    },
    /// An event makes no sense.
    #[error("deck {deck}, event {number}: {what}")]
    Event {
        /// The deck's name.
        deck: DeckName,
        /// The event's place in it, from 1.
        number: usize,
        /// What is the matter.
        what: String,
    },
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Error {
        match error.io_error_kind() {
            Some(io::ErrorKind::FileTooLarge) => return Error::TooLarge,
            Some(kind) => return Error::Unreadable(kind.into()),
            None => {}
        }
        let full = error.to_string();
        let at = format!(" at line {} column {}", error.line(), error.column());
        let message = full.strip_suffix(&at).unwrap_or(&full).to_owned();
        Error::Broken {
            line: error.line(),
            column: error.column(),
            message,
        }
    }
}
