//! Making a backup, beside whatever else the program does: a thread with a connection of its own
//! copies the state that was there when the backup began.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::JoinHandle;

use rusqlite::backup::{Backup as Copy, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::calendar::Moment;

use super::super::beside::open_again;
use super::super::collection_file::{create_private, private_folder};
use super::super::durable::sync_folder;
use super::super::error::Error;
use super::super::open::{APPLICATION_ID, BUSY, RETRY, Store};
use super::super::parts::{PartsOf, part, remove_left_behind, remove_part};
use super::name::{Name, Reason};
use super::{Backup, folder, keep, list};

/// A backup that is being made.
#[derive(Debug)]
pub struct RunningBackup {
    made: Made<Backup>,
}

impl RunningBackup {
    /// Waits for the backup.
    ///
    /// # Errors
    /// As [`Store::back_up`].
    pub fn finish(self) -> Result<Backup, Error> {
        self.made.wait()
    }
}

/// A backup that is being made before it is known whether something will change. It has no name until it is
/// kept, no other one is let go for it, and it goes when this goes.
#[derive(Debug)]
pub struct SpareBackup {
    made: Option<Made<Part>>,
    job: Job,
}

impl SpareBackup {
    /// Waits for the backup, and keeps it.
    ///
    /// # Errors
    /// As [`Store::back_up`].
    pub fn keep(mut self) -> Result<Backup, Error> {
        let Some(made) = self.made.take() else {
            return Err(ended_unexpectedly());
        };
        self.job.keep(made.wait()?)
    }
}

impl Drop for SpareBackup {
    fn drop(&mut self) {
        // A part whose thread is still at work would stay.
        if let Some(made) = self.made.take() {
            let _ = made.wait();
        }
    }
}

/// What is made of a collection here, or by a thread beside.
#[derive(Debug)]
enum Made<T> {
    Before(Result<T, Error>),
    Beside(JoinHandle<Result<T, Error>>),
}

impl<T> Made<T> {
    fn wait(self) -> Result<T, Error> {
        match self {
            Made::Before(result) => result,
            Made::Beside(thread) => thread.join().unwrap_or_else(|_| Err(ended_unexpectedly())),
        }
    }
}

fn ended_unexpectedly() -> Error {
    Error::Damaged("the backup ended unexpectedly".to_owned())
}

/// What to copy and where.
#[derive(Clone, Debug)]
struct Job {
    folder: PathBuf,
    reason: Reason,
    at: Moment,
}

/// A proven copy on its way to be a backup: a file that goes when this goes.
#[derive(Debug)]
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        // When even that fails, what went wrong before is what matters.
        remove_part(&self.0);
    }
}

impl Store {
    /// Begins a backup of the state as it is now; whatever is written from here on is not in it.
    ///
    /// # Errors
    /// When the collection cannot be read a second time.
    pub fn begin_backup(&self, reason: Reason, at: Moment) -> Result<RunningBackup, Error> {
        let made = self.beside(self.job(reason, at), Job::run)?;
        Ok(RunningBackup { made })
    }

    /// As [`Store::begin_backup`], where it is not known yet whether it will be wanted.
    ///
    /// # Errors
    /// When the collection cannot be read a second time.
    pub fn begin_spare_backup(&self, reason: Reason, at: Moment) -> Result<SpareBackup, Error> {
        let job = self.job(reason, at);
        let made = Some(self.beside(job.clone(), Job::make)?);
        Ok(SpareBackup { made, job })
    }

    fn job(&self, reason: Reason, at: Moment) -> Job {
        Job {
            folder: folder(&self.path()),
            reason,
            at,
        }
    }

    /// Does a job on a thread of its own, where the collection may be opened again.
    fn beside<T: Send + 'static>(
        &self,
        job: Job,
        work: fn(&Job, &Connection) -> Result<T, Error>,
    ) -> Result<Made<T>, Error> {
        if !self.may_be_opened_again()? {
            return Ok(Made::Before(work(&job, &self.connection)));
        }
        let path = self.path();
        let (begun, has_begun) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let source = open_again(&path);
            // Told also when it failed: nobody must wait for a thread that is gone.
            let _ = begun.send(());
            work(&job, &source?)
        });
        let _ = has_begun.recv();
        Ok(Made::Beside(thread))
    }
}

/// Makes a backup through a connection that is there already.
pub(super) fn make(
    source: &Connection,
    folder: PathBuf,
    reason: Reason,
    at: Moment,
) -> Result<Backup, Error> {
    Job { folder, reason, at }.run(source)
}

impl Job {
    fn run(&self, source: &Connection) -> Result<Backup, Error> {
        self.keep(self.make(source)?)
    }

    /// Copies and proves.
    fn make(&self, source: &Connection) -> Result<Part, Error> {
        private_folder(&self.folder)
            .map_err(|source| self.error("create", &self.folder, source))?;
        remove_left_behind(&self.folder, PartsOf::All);
        let part = Part(part(&self.folder, self.reason.word()));
        // One that was left behind, should the number of its program have come round again.
        remove_part(&part.0);
        create_private(&part.0).map_err(|source| self.error("create", &part.0, source))?;
        match self.reason {
            // What is to be mended is kept as it is, sound or not.
            Reason::Mend => copied(source, &part.0).map(drop)?,
            _ => check_copy(&copied(source, &part.0)?)?,
        }
        Ok(part)
    }

    /// Gives a copy its name, and lets those go that are not kept any more.
    fn keep(&self, part: Part) -> Result<Backup, Error> {
        let bytes = fs::metadata(&part.0).map_or(0, |metadata| metadata.len());
        let (name, path) = self.free_name();
        fs::rename(&part.0, &path).map_err(|source| self.error("create", &path, source))?;
        sync_folder(&path).map_err(|source| self.error("write", &path, source))?;
        self.let_go()?;
        Ok(Backup {
            name: name.to_string(),
            path,
            at: self.at,
            reason: self.reason,
            bytes,
        })
    }

    /// The first name of this moment and reason that no file has.
    fn free_name(&self) -> (Name, PathBuf) {
        let mut name = Name {
            at: self.at,
            reason: self.reason,
            number: 1,
        };
        loop {
            let path = self.folder.join(name.to_string());
            if name.number == u32::MAX || fs::symlink_metadata(&path).is_err() {
                return (name, path);
            }
            name.number = name.number.saturating_add(1);
        }
    }

    /// Removes the backups that are not kept any more.
    fn let_go(&self) -> Result<(), Error> {
        let backups = list(&self.folder, self.at)?;
        let made: Vec<Moment> = backups.iter().map(|backup| backup.at).collect();
        for place in keep::superfluous(&made, self.at) {
            if let Some(backup) = backups.get(place) {
                match fs::remove_file(&backup.path) {
                    // Another program let it go at the same moment.
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    removed => {
                        removed.map_err(|source| self.error("remove", &backup.path, source))?;
                    }
                }
            }
        }
        Ok(())
    }

    fn error(&self, deed: &'static str, path: &Path, source: std::io::Error) -> Error {
        Error::File {
            deed,
            path: path.to_owned(),
            source,
        }
    }
}

/// Copies a database into an empty file, all of it on the disk, and proves the copy before anybody relies on it.
pub(super) fn copy_and_check(source: &Connection, target: &Path) -> Result<(), Error> {
    check(&copied(source, target)?)
}

fn copied(source: &Connection, target: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let mut copy = Connection::open_with_flags(target, flags)?;
    // A part that a power cut leaves is never looked at, so the whole is synced once: SQLite waits nine times.
    copy.pragma_update(None, "synchronous", "OFF")?;
    copy_whole(source, &mut copy)?;
    // A single file that needs no other beside it.
    copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    let synced = fs::File::open(target).and_then(|file| file.sync_all());
    synced.map_err(|source| Error::File {
        deed: "write",
        path: target.to_owned(),
        source,
    })?;
    Ok(copy)
}

/// Copies all pages in one step, so that they are of one state.
pub(super) fn copy_whole(source: &Connection, target: &mut Connection) -> Result<(), Error> {
    let copy = Copy::new(source, target)?;
    let mut waited = std::time::Duration::ZERO;
    loop {
        match copy.step(-1)? {
            StepResult::Done => return Ok(()),
            StepResult::Busy | StepResult::Locked if waited >= BUSY => return Err(Error::Locked),
            _ => {
                std::thread::sleep(RETRY);
                waited = waited.saturating_add(RETRY);
            }
        }
    }
}

/// The check of a copy that was made from our own pages: every page, every row and every type. What the
/// columns demand of values was demanded when they were written, and is not asked again: that was half of
/// the 0.26 s that a check of 100,000 cards took.
fn check_copy(connection: &Connection) -> Result<(), Error> {
    let application: i64 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(Error::Damaged("the copy is no collection".to_owned()));
    }
    connection.pragma_update(None, "ignore_check_constraints", true)?;
    check(connection)
}

/// SQLite's own quick check.
pub(super) fn check(connection: &Connection) -> Result<(), Error> {
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    match found.as_str() {
        "ok" => Ok(()),
        _ => Err(Error::Damaged(found)),
    }
}
