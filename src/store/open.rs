//! Opening a collection: the file is proven to be ours before anything is written to it, private to
//! its owner, and set so that an answer once acknowledged survives a power cut.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::calendar::{Moment, Rollover, StudyDay};
use crate::review::{DeviceId, LeechRule, Schedulers};

use super::backup;
use super::collection_file::{CollectionFile, create_private};
use super::device;
use super::error::Error;
use super::migrate;
use super::reading::{BEGINNING, Reading, is_closed_folder};
use super::statements;
use super::unfinished::was_empty;

/// `SRM1`: how SQLite's header names our files.
pub(super) const APPLICATION_ID: i64 = 0x5352_4D31;

/// How long to wait for another program's write. An import is one: of 100,000 new cards on a busy machine it
/// was longer than five seconds, and an answer beside it was refused.
pub(super) const BUSY: Duration = Duration::from_secs(20);

/// How long to wait before trying again what SQLite does not wait for itself.
pub(super) const RETRY: Duration = Duration::from_millis(5);

/// The smallest file that SQLite takes for a database; a smaller one it would overwrite.
const SMALLEST_FILE: u64 = 512;

/// The bytes of SQLite's file header.
const HEADER: usize = 100;

/// Whether a missing file is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Creation {
    /// No: a typing error must not make an empty collection.
    Never,
    /// Yes.
    IfMissing,
}

/// An open collection.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    /// Its file.
    pub(super) file: CollectionFile,
    /// The row of this device in `device`.
    pub(super) own: i64,
    /// The name of this device.
    pub(super) device: DeviceId,
    /// What schedules; see [`Store::schedule_by`].
    pub(super) schedulers: Schedulers,
    /// Set where the collection may only be read.
    pub(super) reading: Option<Reading>,
    /// See [`Store::turn_days_at`].
    pub(super) rollover: Rollover,
    /// What makes a leech.
    pub(super) leech_rule: LeechRule,
}

impl Store {
    /// Opens the collection at a path. `device` names this device if the file has no name for it yet.
    ///
    /// # Errors
    /// When the file is missing and must not be made, is not ours, is newer, or cannot be reached;
    /// [`Error::Older`] when [`Store::migrate`] has to come first; [`Error::ReadOnly`] when
    /// [`Store::open_to_read`] is all that is possible.
    pub fn open(path: &Path, creation: Creation, device: DeviceId) -> Result<Store, Error> {
        prepare_file(path, creation)?;
        open_to_write(path, device).map_err(|error| match error {
            Error::Unopenable(_) if is_closed_folder(path) => Error::ReadOnly,
            other => other,
        })
    }

    /// A collection with nothing in it, in memory alone: what commands look at where there is none yet.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn empty() -> Result<Store, Error> {
        let mut connection = Connection::open_in_memory()?;
        migrate::run(&mut connection, APPLICATION_ID)?;
        opened(connection, Path::new(""), DeviceId(0))
    }

    /// When study days turn for this learner: it decides on which day a card was added.
    pub fn turn_days_at(&mut self, rollover: Rollover) {
        self.rollover = rollover;
    }

    /// The study day of a moment, for this learner.
    pub(super) fn day_of(&self, at: Moment) -> StudyDay {
        StudyDay::of(at, self.rollover)
    }

    /// Brings a collection of an older program to the format of this one, after a backup of it as it
    /// was. One that has the format already stays as it is.
    ///
    /// # Errors
    /// As [`Store::open`]. The collection is as it was then, or whole in a format between.
    pub fn migrate(path: &Path, at: Moment) -> Result<(), Error> {
        refuse_other_files(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_EXRESCODE;
        let mut connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(BUSY)?;
        let Found { version, .. } = check_is_ours(&connection, path)?;
        guard(&connection)?;
        if (1..migrate::newest()).contains(&version) {
            backup::before_migration(&connection, path, at)?;
            migrate::run(&mut connection, APPLICATION_ID)?;
        }
        Ok(())
    }

    /// The name of this device in the log.
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// Whether the collection may only be read.
    pub fn is_read_only(&self) -> bool {
        self.reading.is_some()
    }

    /// Refuses a change to a collection that may only be read.
    ///
    /// # Errors
    /// What keeps it from being written.
    pub fn refuse_to_change(&self) -> Result<(), Error> {
        match &self.reading {
            Some(reading) => Err(reading.closed.refusal()),
            None => Ok(()),
        }
    }

    /// Starts a transaction that may write. Immediate: one that began as a reader could not wait.
    pub(super) fn write(&mut self) -> Result<rusqlite::Transaction<'_>, Error> {
        // Also where a copy is read, in which the change would be lost.
        self.refuse_to_change()?;
        self.file.check()?;
        Ok(self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

fn open_to_write(path: &Path, device: DeviceId) -> Result<Store, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    // SQLite opens for reading what it cannot open for writing.
    if connection.is_readonly("main")? {
        return Err(Error::ReadOnly);
    }
    let Found { version, usage } = check_is_ours(&connection, path)?;
    guard(&connection)?;
    if usage == Usage::Used && version < migrate::newest() {
        return Err(Error::Older {
            path: path.to_owned(),
            found: version,
        });
    }
    // Before the journal changes: a file that is stopped half made names no device, and making
    // it goes on; one that names its device is whole.
    if version < migrate::newest() {
        migrate::run(&mut connection, APPLICATION_ID)?;
    }
    make_durable(&connection)?;
    opened(connection, path, device)
}

fn opened(mut connection: Connection, path: &Path, device: DeviceId) -> Result<Store, Error> {
    statements::keep(&connection)?;
    let (own, device) = device::of(&mut connection, device)?;
    Ok(Store {
        connection,
        file: CollectionFile::of(path),
        own,
        device,
        schedulers: Schedulers::default(),
        rollover: Rollover::default(),
        leech_rule: LeechRule::default(),
        reading: None,
    })
}

/// Makes the file where that is wanted, and refuses what is plainly not ours.
fn prepare_file(path: &Path, creation: Creation) -> Result<(), Error> {
    let file_error = |deed| {
        move |source| Error::File {
            deed,
            path: path.to_owned(),
            source,
        }
    };
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() && metadata.len() == 0 => match creation {
            Creation::Never => Err(Error::Missing {
                path: path.to_owned(),
            }),
            Creation::IfMissing => Ok(()),
        },
        Ok(_) => refuse_other_files(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => match creation {
            Creation::Never => Err(Error::Missing {
                path: path.to_owned(),
            }),
            Creation::IfMissing => create_private(path).map_err(file_error("create")),
        },
        Err(error) => Err(file_error("open")(error)),
    }
}

/// Refuses what is plainly no collection, without SQLite and without writing.
pub(super) fn refuse_other_files(path: &Path) -> Result<(), Error> {
    let cannot = |source| Error::File {
        deed: "read",
        path: path.to_owned(),
        source,
    };
    let metadata = fs::metadata(path).map_err(cannot)?;
    let is_ours = metadata.is_file()
        && metadata.len() >= SMALLEST_FILE
        && is_possibly_ours(path).map_err(cannot)?;
    match is_ours || (metadata.is_file() && was_empty(path)) {
        true => Ok(()),
        false => Err(Error::NotOurs {
            path: path.to_owned(),
        }),
    }
}

/// Reads the header as SQLite's file format puts it, before SQLite itself opens the file: opening
/// alone can change a stranger's database, by writing its log into it.
fn is_possibly_ours(path: &Path) -> io::Result<bool> {
    let mut header = [0; HEADER];
    io::Read::read_exact(&mut fs::File::open(path)?, &mut header)?;
    let is_database = header.starts_with(&BEGINNING);
    let at = |place: usize| {
        header
            .get(place..place.saturating_add(4))
            .and_then(|bytes| bytes.try_into().ok())
    };
    let application = i64::from(u32::from_be_bytes(at(68).unwrap_or_default()));
    // Ours is never in the mode with a log before it has its name.
    let has_log = header.get(18) == Some(&2);
    Ok(is_database && (application == APPLICATION_ID || (application == 0 && !has_log)))
}

/// What a file turns out to be.
pub(super) struct Found {
    /// Its format.
    pub(super) version: i64,
    /// See [`Usage`].
    pub(super) usage: Usage,
}

/// Whether a collection was ever opened whole: then it names its device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Usage {
    /// It is being made at this moment, or was not finished.
    BeingMade,
    /// It was.
    Used,
}

/// Reads whose file it is and which format it has. Only reads: a stranger's file stays untouched.
pub(super) fn check_is_ours(connection: &Connection, path: &Path) -> Result<Found, Error> {
    let number = |pragma: &str| -> Result<i64, Error> {
        Ok(connection.pragma_query_value(None, pragma, |row| row.get(0))?)
    };
    // One look at one state of the file: another program may be making it at this moment.
    let look = connection.unchecked_transaction()?;
    let application = number("application_id")?;
    let version = number("user_version")?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let usage = match version {
        1.. if application == APPLICATION_ID && device::read(connection)?.is_some() => Usage::Used,
        _ => Usage::BeingMade,
    };
    look.finish()?;
    // A file without name, tables and version is one that is being made, or was not finished.
    let is_blank = application == 0 && tables == 0 && version == 0;
    if application != APPLICATION_ID && !is_blank {
        return Err(Error::NotOurs {
            path: path.to_owned(),
        });
    }
    if version > migrate::newest() {
        let known = migrate::newest();
        return Err(Error::Newer {
            path: path.to_owned(),
            found: version,
            known,
        });
    }
    Ok(Found { version, usage })
}

/// Shuts the doors that a collection never needs.
pub(super) fn guard(connection: &Connection) -> Result<(), Error> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    Ok(())
}

/// An answer once acknowledged survives a power cut.
pub(super) fn make_durable(connection: &Connection) -> Result<(), Error> {
    let journal = write_ahead(connection)?;
    if !journal.eq_ignore_ascii_case("wal") {
        // No shared memory here, as on a network drive: the next mode that keeps every answer.
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        connection.pragma_update_and_check(None, "journal_mode", "TRUNCATE", |_| Ok(()))?;
    }
    connection.execute_batch(
        // 64 MB of pages at most, taken as they are needed. With the 2 MB that SQLite would take, an import
        // into a large collection writes the same pages of its indexes again and again.
        "PRAGMA cache_size = -65536;
         PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA foreign_keys = ON;
         PRAGMA cell_size_check = ON;
         PRAGMA secure_delete = FAST;",
    )?;
    Ok(())
}

/// Whether the journal is the log that is written ahead.
pub(super) fn is_written_ahead(connection: &Connection) -> Result<bool, Error> {
    let journal: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    Ok(journal.eq_ignore_ascii_case("wal"))
}

/// Asks for the journal that is written ahead, and says which one it is now. The change needs the
/// file alone; where two programs want it at once SQLite refuses both without waiting, to be tried again.
pub(super) fn write_ahead(connection: &Connection) -> Result<String, Error> {
    let mut waited = Duration::ZERO;
    loop {
        let asked =
            connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0));
        match asked.map_err(Error::from) {
            Err(Error::Locked) if waited < BUSY => {
                std::thread::sleep(RETRY);
                waited = waited.saturating_add(RETRY);
            }
            other => return other,
        }
    }
}

#[cfg(test)]
#[path = "open_tests.rs"]
mod tests;
