//! What can go wrong with a database, told apart as far as a person can do something about it.

use std::path::PathBuf;

use rusqlite::{ErrorCode, ffi};

use crate::cards::CardId;
use crate::review::EventId;

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no file, and none was asked for.
    #[error("there is no collection at {path}")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{path} is no srm collection")]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// A newer program wrote it.
    #[error("{path} has format {found}; this program knows up to {known}")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// An older program wrote it.
    #[error("{path} has the older format {found}")]
    Older {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
    },
    /// The file cannot be reached.
    #[error("cannot {deed} {path}: {source}")]
    File {
        /// What was tried.
        deed: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// Another program has held the database for longer than we wait.
    #[error("another program is writing to the collection")]
    Locked,
    /// The file may not be written.
    #[error("the collection is read-only")]
    ReadOnly,
    /// SQLite cannot open a file that it needs.
    #[error("the collection cannot be opened: {0}")]
    Unopenable(rusqlite::Error),
    /// The file was moved, removed or replaced while it was open.
    #[error("{path} was removed, or another file has taken its place")]
    Replaced {
        /// Where it was.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The disk, or a limit on what may be written to it, refuses.
    #[error("the disk refuses: {0}")]
    Disk(rusqlite::Error),
    /// SQLite finds the file damaged.
    #[error("the collection is damaged: {0}")]
    Damaged(String),
    /// A stored value makes no sense.
    #[error("the collection is damaged: {what} of {of}")]
    Value {
        /// Which value.
        what: &'static str,
        /// The card or event it belongs to.
        of: String,
    },
    /// No card has this id, or an id that begins so.
    #[error("no card has an id that begins with `{0}`")]
    NoSuchCard(String),
    /// Several cards have an id that begins so.
    #[error("{count} cards have an id that begins with `{prefix}`")]
    AmbiguousCard {
        /// What was asked for.
        prefix: String,
        /// How many there are.
        count: usize,
    },
    /// Another program has changed the card since it was shown.
    #[error("card {0} was changed by another program")]
    ChangedElsewhere(CardId),
    /// Two different events carry the same name.
    #[error("event {0} is known with another content")]
    Conflict(EventId),
    /// Anything else SQLite says.
    #[error("the database failed: {0}")]
    Sqlite(rusqlite::Error),
}

impl Error {
    /// Whether it is the file that makes no sense, so that another one in its place helps. A refusal of SQLite that
    /// has no name of its own is one: it does not know the format, or a table lacks what it had.
    pub fn blames_the_file(&self) -> bool {
        match self {
            Error::Damaged(_) | Error::NotOurs { .. } | Error::Value { .. } => true,
            Error::Sqlite(rusqlite::Error::SqlInputError { .. }) => true,
            Error::Sqlite(error) => error.sqlite_error_code() == Some(ErrorCode::Unknown),
            _ => false,
        }
    }
}

/// Whether a column holds what cannot stand there.
fn is_of_a_value(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..)
    )
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Locked,
            Some(ErrorCode::ReadOnly) => Error::ReadOnly,
            Some(ErrorCode::SystemIoFailure) => match error.sqlite_error() {
                // There is no room for the index of the log.
                Some(failure) if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => Error::Full,
                // The file ends too early.
                Some(failure) if failure.extended_code == ffi::SQLITE_IOERR_SHORT_READ => {
                    Error::Damaged(error.to_string())
                }
                _ => Error::Disk(error),
            },
            Some(ErrorCode::CannotOpen) => Error::Unopenable(error),
            Some(ErrorCode::DiskFull) => Error::Full,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Error::Damaged(error.to_string())
            }
            _ if is_of_a_value(&error) => Error::Damaged(error.to_string()),
            _ => Error::Sqlite(error),
        }
    }
}
