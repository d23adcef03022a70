//! The file of a collection: made for its owner alone, and known again. It must never open a file that is there: closing
//! it would drop the locks on it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::Error;

/// The file of an open collection. SQLite goes on writing to the file it opened, also when another one has taken
/// its name: what is saved there is gone with the program.
#[derive(Debug, Default)]
pub(super) struct CollectionFile {
    /// The path it was opened by; nothing for one in memory. SQLite knows no path that is not UTF-8.
    pub(super) path: PathBuf,
    /// Which file it is, where the system tells files apart.
    number: Option<(u64, u64)>,
}

impl CollectionFile {
    /// The file of a collection that has just been opened.
    pub(super) fn of(path: &Path) -> CollectionFile {
        CollectionFile {
            path: path.to_owned(),
            number: fs::metadata(path).ok().and_then(|file| number(&file)),
        }
    }

    /// Refuses to write where the path does not lead to the file any more.
    pub(super) fn check(&self) -> Result<(), Error> {
        let is_there = match fs::metadata(&self.path) {
            Ok(file) => number(&file) == self.number,
            Err(error) => error.kind() != io::ErrorKind::NotFound,
        };
        match is_there || self.number.is_none() {
            true => Ok(()),
            false => Err(Error::Replaced {
                path: self.path.clone(),
            }),
        }
    }
}

#[cfg(unix)]
fn number(file: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

/// Makes an empty file that only its owner can read, and its folder likewise if that is missing.
pub(super) fn create_private(path: &Path) -> io::Result<()> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        private_folder(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        // Another program made it just now: its file is as good.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other.map(drop),
    }
}

/// Makes a folder, and those above it, that only their owner can look into. One that is there stays
/// as it is.
///
/// # Errors
/// When it cannot be made.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
