//! Backups: whole copies of the collection in a folder beside it, made through SQLite's own backup
//! interface, so that a copy is one consistent state even while another program writes.
//! A copy counts only once it is checked, durable and under its name. No backup is ever changed.

mod copy;
mod keep;
mod name;
mod restore;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::calendar::{Moment, StudyDay};

use super::error::Error;
use super::open::Store;

pub use copy::{RunningBackup, SpareBackup};
use name::Name;
pub use name::Reason;
pub use restore::move_damaged_aside;

/// A backup in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// Its file name, by which it is called.
    pub name: String,
    /// When it was made.
    pub at: Moment,
    /// Why.
    pub reason: Reason,
    /// The size of the file in bytes.
    pub bytes: u64,
}

impl Backup {
    /// Whether it is dated ahead of now, so that its date says nothing of its age.
    pub fn is_ahead(&self, now: Moment) -> bool {
        self.at.utc_ms > now.utc_ms
    }
}

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contents {
    /// Decks with cards.
    pub decks: u64,
    /// Cards, retired ones not counted.
    pub cards: u64,
    /// Events of the log.
    pub events: u64,
    /// The study day of the last answer.
    pub last_answer: Option<StudyDay>,
}

/// The folder with the backups of the collection at `database`: its name with `.backups` behind.
pub fn folder(database: &Path) -> PathBuf {
    let mut name = database.file_name().unwrap_or_default().to_owned();
    name.push(".backups");
    database.with_file_name(name)
}

/// The backups in a folder, newest first; those dated ahead of now, which a clock that was wrong has
/// made, come last. A file whose name no backup has is not ours and is left out; a folder that is not
/// there holds none.
///
/// # Errors
/// When the folder cannot be read.
pub fn list(folder: &Path, now: Moment) -> Result<Vec<Backup>, Error> {
    let cannot = |source| Error::File {
        deed: "read",
        path: folder.to_owned(),
        source,
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(cannot(error)),
    };
    let mut backups = Vec::new();
    for entry in entries {
        let entry = entry.map_err(cannot)?;
        let Some(name) = entry.file_name().to_str().and_then(Name::read) else {
            continue;
        };
        let metadata = match entry.metadata() {
            Ok(metadata) if metadata.is_file() => metadata,
            _ => continue,
        };
        backups.push(Backup {
            path: entry.path(),
            name: name.to_string(),
            at: name.at,
            reason: name.reason,
            bytes: metadata.len(),
        });
    }
    backups.sort_by(|one, other| {
        let by_age = (other.at.utc_ms, &other.name).cmp(&(one.at.utc_ms, &one.name));
        one.is_ahead(now).cmp(&other.is_ahead(now)).then(by_age)
    });
    Ok(backups)
}

/// What a backup holds.
///
/// # Errors
/// When it is damaged, not ours, or newer than this program.
pub fn contents(backup: &Path) -> Result<Contents, Error> {
    let connection = open_backup(backup)?;
    let number =
        |sql: &str| -> Result<u64, Error> { Ok(connection.query_row(sql, [], |row| row.get(0))?) };
    let last: Option<i64> = connection.query_row(
        "SELECT max(day) FROM event WHERE kind IN ('review', 'drill')",
        [],
        |row| row.get(0),
    )?;
    Ok(Contents {
        decks: number("SELECT count(DISTINCT deck) FROM card WHERE retired = 0")?,
        cards: number("SELECT count(*) FROM card WHERE retired = 0")?,
        events: number("SELECT count(*) FROM event")?,
        last_answer: last.map(StudyDay::from_number),
    })
}

/// As [`contents`], after SQLite's own check of the whole file: what passes can be brought back.
///
/// # Errors
/// As [`contents`].
pub fn verify(backup: &Path) -> Result<Contents, Error> {
    copy::check(&open_backup(backup)?)?;
    contents(backup)
}

/// Opens a backup to read it. It is checked as a stranger's file is: anybody could have put it there.
fn open_backup(path: &Path) -> Result<Connection, Error> {
    super::open::refuse_other_files(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let connection = Connection::open_with_flags(path, flags)?;
    super::open::check_is_ours(&connection, path)?;
    super::open::guard(&connection)?;
    Ok(connection)
}

/// Makes a backup of a collection that is about to be brought to a newer format.
pub(super) fn before_migration(
    connection: &Connection,
    path: &Path,
    at: Moment,
) -> Result<Backup, Error> {
    copy::make(connection, folder(path), Reason::Migration, at)
}

impl Store {
    /// The file of this collection, even where a copy of it is read.
    pub fn path(&self) -> PathBuf {
        self.file.path.clone()
    }

    /// Makes a backup and waits for it, and lets go of those that are not kept any more.
    ///
    /// # Errors
    /// When the copy cannot be written or the collection turns out to be damaged. Nothing is left
    /// behind then, and no older backup is let go.
    pub fn back_up(&self, reason: Reason, at: Moment) -> Result<Backup, Error> {
        self.begin_backup(reason, at)?.finish()
    }
}

#[cfg(test)]
mod tests;
