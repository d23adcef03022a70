//! Opening a collection that may only be read: a file or folder without write permission, a read-only
//! medium. It must never write to the collection or leave a file beside it, and never take a change
//! that would be lost.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use crate::calendar::Rollover;
use crate::review::{DeviceId, LeechRule, Schedulers};

use super::collection_file::CollectionFile;
use super::device;
use super::error::Error;
use super::migrate;
use super::open::{self, BUSY, Found, Store, Usage};

/// How SQLite's file header says that the file has a log written ahead: its 19th byte.
const READ_VERSION_OF_WAL: u8 = 2;

/// Why a collection is only read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Nobody gave the right to write it.
    Unwritable,
    /// The disk has no room, or fails.
    NoRoom,
}

impl Closed {
    /// What a change to it is answered with.
    pub(super) fn refusal(self) -> Error {
        match self {
            Closed::Unwritable => Error::ReadOnly,
            Closed::NoRoom => Error::Full,
        }
    }
}

/// A collection that is only read.
#[derive(Debug)]
pub(super) struct Reading {
    /// Why.
    pub(super) closed: Closed,
    /// The copy, gone when it is not needed any more.
    _copy: Option<TempDir>,
}

/// The ways to read a file, the first that serves is taken.
enum Way {
    /// As it lies there, together with those who write to it.
    InPlace,
    /// As it lies there, which nobody is changing: whoever writes to such a file keeps a log beside
    /// it, and there is none.
    Unchanging,
    /// A copy of the file and its log. SQLite reads a log only together with a file that it makes
    /// beside it, and an older format only after it was brought to the newer.
    Copy,
}

impl Store {
    /// Opens the collection at a path to read it, where [`Store::open`] finds it read-only. Whatever
    /// would change it is refused.
    ///
    /// # Errors
    /// As [`Store::open`]; also where a copy is needed and there is no room for one.
    pub fn open_to_read(path: &Path, device: DeviceId, closed: Closed) -> Result<Store, Error> {
        open::refuse_other_files(path)?;
        match read_by(&way_to(path), path, device, closed) {
            // Its log cannot be read there, or was not finished, or its format is an older one.
            Err(
                Error::Unopenable(_)
                | Error::ReadOnly
                | Error::Full
                | Error::Disk(_)
                | Error::Older { .. },
            ) => read_by(&Way::Copy, path, device, closed),
            opened => opened,
        }
    }
}

/// The way that leaves nothing beside the file: a reader of a log makes its index, and cannot take it
/// away again.
fn way_to(path: &Path) -> Way {
    match has_log_format(path) && !is_beside(path, "-wal") {
        true => Way::Unchanging,
        false => Way::InPlace,
    }
}

/// A connection to read whatever SQLite can of a file, proven to be ours or not.
pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    connection_by(&way_to(path), path)
}

fn connection_by(way: &Way, path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    match way {
        Way::Unchanging => {
            let flags = flags | OpenFlags::SQLITE_OPEN_URI;
            Connection::open_with_flags(unchanging(path), flags)
        }
        Way::InPlace | Way::Copy => Connection::open_with_flags(path, flags),
    }
}

fn read_by(way: &Way, path: &Path, device: DeviceId, closed: Closed) -> Result<Store, Error> {
    let (mut connection, copy) = match way {
        Way::InPlace | Way::Unchanging => (connection_by(way, path)?, None),
        Way::Copy => {
            let (folder, copy) = copied(path).map_err(|source| Error::File {
                deed: "make a copy to read of",
                path: path.to_owned(),
                source,
            })?;
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_NO_MUTEX
                | OpenFlags::SQLITE_OPEN_EXRESCODE;
            (Connection::open_with_flags(copy, flags)?, Some(folder))
        }
    };
    connection.busy_timeout(BUSY)?;
    let Found { version, usage } = open::check_is_ours(&connection, path)?;
    open::guard(&connection)?;
    if usage == Usage::BeingMade {
        return Err(Error::Missing {
            path: path.to_owned(),
        });
    }
    if version < migrate::newest() {
        if copy.is_none() {
            return Err(Error::Older {
                path: path.to_owned(),
                found: version,
            });
        }
        migrate::run(&mut connection, open::APPLICATION_ID)?;
    }
    connection.execute_batch("PRAGMA cell_size_check = ON")?;
    let (own, device) = device::read(&connection)?.unwrap_or((0, device));
    Ok(Store {
        connection,
        file: CollectionFile::of(path),
        own,
        device,
        schedulers: Schedulers::default(),
        rollover: Rollover::default(),
        leech_rule: LeechRule::default(),
        reading: Some(Reading {
            closed,
            _copy: copy,
        }),
    })
}

/// What SQLite's files begin with.
pub(super) const BEGINNING: [u8; 16] = *b"SQLite format 3\0";

/// Whether a file is a database: a collection, a backup of one, or another program's. Not to be asked of a file that
/// goes on being used here: closing it drops the locks on it.
pub fn is_database(path: &Path) -> bool {
    let mut beginning = BEGINNING.map(|_| 0);
    let read =
        fs::File::open(path).and_then(|mut file| io::Read::read_exact(&mut file, &mut beginning));
    read.is_ok() && beginning == BEGINNING
}

fn has_log_format(path: &Path) -> bool {
    let mut header = [0; 20];
    let read =
        fs::File::open(path).and_then(|mut file| io::Read::read_exact(&mut file, &mut header));
    read.is_ok() && header.last() == Some(&READ_VERSION_OF_WAL)
}

/// The name of a file that SQLite keeps beside a database.
fn beside(path: &Path, tail: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(tail);
    PathBuf::from(name)
}

fn is_beside(path: &Path, tail: &str) -> bool {
    fs::symlink_metadata(beside(path, tail)).is_ok()
}

/// A path as the address that tells SQLite to trust that nobody changes the file.
pub(super) fn unchanging(path: &Path) -> String {
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                uri.push(char::from(*byte));
            }
            other => uri.push_str(&format!("%{other:02x}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}

/// A copy in a folder of its owner alone, with what belongs to the file.
fn copied(path: &Path) -> io::Result<(TempDir, PathBuf)> {
    // SQLite follows links before it looks for what lies beside a file.
    let path = fs::canonicalize(path)?;
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("copy.db");
    for tail in ["", "-wal", "-journal"] {
        let from = beside(&path, tail);
        match fs::metadata(&from) {
            Ok(metadata) if metadata.is_file() => {
                let mut source = fs::File::open(&from)?;
                // Made anew: a copy of the permissions would be read-only as well.
                let mut target = fs::File::create_new(beside(&copy, tail))?;
                io::copy(&mut source, &mut target)?;
            }
            _ => {}
        }
    }
    Ok((folder, copy))
}

/// Whether a folder is one in which nothing can be made, so that SQLite cannot open what it needs
/// beside a database.
pub(super) fn is_closed_folder(database: &Path) -> bool {
    let folder = database
        .parent()
        .filter(|folder| *folder != Path::new(""))
        .unwrap_or(Path::new("."));
    #[cfg(unix)]
    return rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_err();
    #[cfg(not(unix))]
    return fs::metadata(folder).is_ok_and(|folder| folder.permissions().readonly());
}

#[cfg(test)]
#[path = "reading_tests.rs"]
mod tests;
