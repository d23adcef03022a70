//! The content of media: files beside the database, called after the hash of what they hold, so that no
//! name from anywhere is ever a path. A file that is there is never written again, and never removed.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::store::{Medium, PartsOf, part_ending, private_folder, remove_left_behind, sync_folder};

/// The folder of a collection's media.
pub(super) struct MediaFolder(PathBuf);

impl MediaFolder {
    /// The folder beside this database; it may not be there.
    pub(super) fn of(database: &Path) -> MediaFolder {
        let mut name = database.as_os_str().to_owned();
        name.push(".media");
        MediaFolder(PathBuf::from(name))
    }

    /// The file of a medium. It ends as the name does, since that is how programs tell what it is.
    pub(super) fn file(&self, medium: &Medium) -> PathBuf {
        let mut file = medium.hash.clone();
        if let Some(ending) = ending(&medium.name) {
            file.push('.');
            file.push_str(&ending);
        }
        self.0.join(file)
    }

    /// Whether the content of a medium is here.
    pub(super) fn has(&self, medium: &Medium) -> bool {
        self.file(medium).is_file()
    }

    /// Removes what programs left that were killed while they kept something. Called once before much is kept:
    /// it looks through the whole folder.
    pub(super) fn remove_left_behind(&self) {
        remove_left_behind(&self.0, PartsOf::All);
    }

    /// Makes the names of all that was kept durable. Called before a collection names them.
    ///
    /// # Errors
    /// When the folder cannot be synced.
    pub(super) fn make_durable(&self) -> io::Result<()> {
        sync_folder(&self.0.join("."))
    }

    /// Keeps what `content` writes, under this name in notes.
    pub(super) fn keep<E: From<io::Error>>(
        &self,
        name: &str,
        content: impl FnOnce(&mut Hashing) -> Result<(), E>,
    ) -> Result<Medium, E> {
        private_folder(&self.0)?;
        let mut out = Hashing {
            file: tempfile::Builder::new()
                .prefix(".medium-")
                .suffix(&part_ending())
                .tempfile_in(&self.0)?,
            hasher: blake3::Hasher::new(),
            bytes: 0,
        };
        content(&mut out)?;
        let medium = Medium {
            name: name.to_owned(),
            hash: out.hasher.finalize().to_hex().to_string(),
            bytes: out.bytes,
        };
        let target = self.file(&medium);
        if !target.is_file() {
            out.file.as_file().sync_data()?;
            out.file.persist(&target).map_err(|error| error.error)?;
        }
        Ok(medium)
    }

    /// The content of a medium.
    pub(super) fn open(&self, medium: &Medium) -> io::Result<File> {
        File::open(self.file(medium))
    }
}

/// A file being written and hashed.
pub(super) struct Hashing {
    file: NamedTempFile,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        self.bytes = self.bytes.saturating_add(written as u64);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The ending of a name, as far as it is harmless in the name of a file.
fn ending(name: &str) -> Option<String> {
    let (_, ending) = name.rsplit_once('.')?;
    let is_harmless =
        (1..=8).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_harmless.then(|| ending.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read;

    use super::*;

    fn kept(folder: &MediaFolder, name: &str, content: &[u8]) -> Medium {
        let write = |out: &mut Hashing| out.write_all(content);
        folder.keep::<io::Error>(name, write).unwrap()
    }

    #[test]
    fn content_is_kept_once_under_a_name_of_its_own() {
        let room = tempfile::tempdir().unwrap();
        let folder = MediaFolder::of(&room.path().join("srm.db"));
        let one = kept(&folder, "a map.PNG", b"png");
        let same = kept(&folder, "another.png", b"png");
        let other = kept(&folder, "..;rm -rf.sh;x", b"png");
        assert_eq!((&one.hash, one.bytes), (&same.hash, 3));
        assert_eq!(folder.file(&one), folder.file(&same));
        assert!(folder.file(&other).ends_with(&other.hash));
        let names = fs::read_dir(room.path().join("srm.db.media")).unwrap();
        assert_eq!(names.count(), 2);
        let mut content = String::new();
        folder
            .open(&one)
            .unwrap()
            .read_to_string(&mut content)
            .unwrap();
        assert_eq!(content, "png");
    }

    #[test]
    fn what_breaks_off_leaves_nothing() {
        let room = tempfile::tempdir().unwrap();
        let folder = MediaFolder::of(&room.path().join("srm.db"));
        let broken = folder.keep("a.png", |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("broken off"))
        });
        assert!(broken.is_err());
        assert_eq!(
            fs::read_dir(room.path().join("srm.db.media"))
                .unwrap()
                .count(),
            0
        );
    }

    #[test]
    fn what_a_program_left_that_was_killed_goes_and_media_stay() {
        let room = tempfile::tempdir().unwrap();
        let folder = MediaFolder::of(&room.path().join("srm.db"));
        folder.remove_left_behind();
        let one = kept(&folder, "a.png", b"png");
        let left = room
            .path()
            .join("srm.db.media/.medium-x1y2z3.999999999-0.part");
        fs::write(&left, "half").unwrap();
        folder.remove_left_behind();
        assert!(!left.exists() && folder.has(&one));
        folder.make_durable().unwrap();
    }

    #[test]
    fn only_harmless_endings_are_kept() {
        assert_eq!(ending("a.png").as_deref(), Some("png"));
        assert_eq!(ending("a.b.MP3").as_deref(), Some("mp3"));
        for name in ["a", "a.", "a.p/g", "a.p g", "a.123456789", "a.d\u{e9}"] {
            assert_eq!(ending(name), None, "{name}");
        }
    }
}
