//! Bringing a backup back. What comes back is made ready in a file of its own first, proven, and then
//! put in place in one step; what was there before is a backup itself by then, or stands aside.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use crate::calendar::Moment;
use crate::review::DeviceId;

use super::super::collection_file::{create_private, private_folder};
use super::super::device;
use super::super::durable::sync_folder;
use super::super::error::Error;
use super::super::migrate;
use super::super::open::{self, Store};
use super::super::parts::{TAILS, part, remove_part};
use super::copy::{check, copy_and_check, copy_whole};
use super::{Backup, Reason, folder, open_backup};

/// How far this device's log had come. A log that goes on after a restore must not use its numbers
/// again: events of that name may be on another device already.
struct Reached {
    device: DeviceId,
    sequence: u64,
    clock: i64,
}

impl Store {
    /// Puts a backup in the place of all that the collection holds, and returns the backup that was
    /// made of that before.
    ///
    /// # Errors
    /// When the backup is damaged, not ours or newer, or a file cannot be written. The collection is
    /// as it was then.
    pub fn restore(&mut self, backup: &Path, at: Moment) -> Result<Backup, Error> {
        self.refuse_to_change()?;
        // Opened first: making room for a new backup may remove its name, but not what is open.
        let source = open_backup(backup)?;
        check(&source)?;
        let before = self.back_up(Reason::Restore, at)?;
        let reached = self.reached()?;
        let ready = Ready::make(&source, &folder(&self.path()), Some(&reached))?;
        self.connection.flush_prepared_statement_cache();
        copy_whole(&ready.connection()?, &mut self.connection)?;
        open::make_durable(&self.connection)?;
        if let Some((own, device)) = device::read(&self.connection)? {
            self.own = own;
            self.device = device;
        }
        Ok(before)
    }

    /// Puts a backup where no readable collection is.
    ///
    /// # Errors
    /// As [`Store::restore`]; also when there is a file at `path`.
    pub fn restore_anew(path: &Path, backup: &Path) -> Result<(), Error> {
        let cannot = |source| Error::File {
            deed: "create",
            path: path.to_owned(),
            source,
        };
        let source = open_backup(backup)?;
        check(&source)?;
        let ready = Ready::make(&source, &folder(path), None)?;
        // Not a rename: a file that came meanwhile must not be lost.
        fs::hard_link(&ready.path, path)
            .or_else(|_| match fs::symlink_metadata(path) {
                Ok(_) => Err(std::io::ErrorKind::AlreadyExists.into()),
                Err(_) => fs::rename(&ready.path, path),
            })
            .map_err(cannot)?;
        sync_folder(path).map_err(cannot)
    }

    fn reached(&self) -> Result<Reached, Error> {
        let device = self.device;
        Ok(self.connection.query_row(
            "SELECT sequence, (SELECT max(clock) FROM device) FROM device WHERE id = ?1",
            [self.own],
            |row| {
                Ok(Reached {
                    device,
                    sequence: row.get(0)?,
                    clock: row.get(1)?,
                })
            },
        )?)
    }
}

/// A backup made ready to take the place of a collection: a file that goes when this goes.
struct Ready {
    path: PathBuf,
}

impl Ready {
    fn make(source: &Connection, folder: &Path, reached: Option<&Reached>) -> Result<Ready, Error> {
        let path = part(folder, "ready");
        let cannot = |source| Error::File {
            deed: "create",
            path: path.clone(),
            source,
        };
        private_folder(folder).map_err(cannot)?;
        remove_part(&path);
        create_private(&path).map_err(cannot)?;
        let ready = Ready { path };
        copy_and_check(source, &ready.path)?;
        let mut connection = ready.connection()?;
        migrate::run(&mut connection, open::APPLICATION_ID)?;
        continue_log(&mut connection, reached)?;
        Ok(ready)
    }

    fn connection(&self) -> Result<Connection, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_EXRESCODE;
        Ok(Connection::open_with_flags(&self.path, flags)?)
    }
}

impl Drop for Ready {
    fn drop(&mut self) {
        remove_part(&self.path);
    }
}

/// Lets the log go on past everything this device ever wrote; where nobody knows how far that was,
/// under a new device's name, which opening gives.
fn continue_log(connection: &mut Connection, reached: Option<&Reached>) -> Result<(), Error> {
    let transaction = connection.transaction()?;
    match reached {
        Some(reached) => {
            let known: Option<i64> = transaction
                .query_row(
                    "SELECT id FROM device WHERE name = ?1 AND own = 1",
                    [reached.device.0.cast_signed()],
                    |row| row.get(0),
                )
                .optional()?;
            match known {
                Some(own) => transaction.execute(
                    "UPDATE device SET sequence = max(sequence, ?2), clock = max(clock, ?3) WHERE id = ?1",
                    params![own, reached.sequence, reached.clock],
                )?,
                None => transaction.execute("UPDATE device SET own = 0", [])?,
            };
        }
        None => {
            transaction.execute("UPDATE device SET own = 0", [])?;
        }
    }
    transaction.commit()?;
    Ok(())
}

/// Moves a file that cannot be read as a collection aside, together with what SQLite keeps beside it,
/// and returns its new name. Nothing is thrown away: it may hold answers that can still be read.
///
/// # Errors
/// When a file cannot be renamed.
pub fn move_damaged_aside(path: &Path, at: Moment) -> Result<PathBuf, Error> {
    let moment = at.to_rfc3339_utc().replace(':', "-");
    let beside = |tail: &str| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(tail);
        path.with_file_name(name)
    };
    let (number, aside) = (1_u32..)
        .map(|number| (number, beside(&format!(".damaged-{moment}-{number}"))))
        .find(|(_, aside)| fs::symlink_metadata(aside).is_err())
        .unwrap_or((1, beside(".damaged")));
    for tail in TAILS {
        let (from, to) = (
            beside(tail),
            beside(&format!(".damaged-{moment}-{number}{tail}")),
        );
        match fs::rename(&from, &to) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::File {
                    deed: "move aside",
                    path: from,
                    source,
                });
            }
            _ => {}
        }
    }
    sync_folder(&aside).map_err(|source| Error::File {
        deed: "move aside",
        path: aside.clone(),
        source,
    })?;
    Ok(aside)
}
