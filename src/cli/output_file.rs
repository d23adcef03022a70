//! Files on their way out: written whole beside their target, made durable, then renamed, so that a
//! target is never half a file and a link is never written through.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::store::{PartsOf, Store, is_database, part, remove_left_behind, sync_folder};
use crate::terminal::problem_view::path_name;

use super::failure::Failure;

/// Who may read a written file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Privacy {
    /// Its owner alone: it says what somebody learns, and how well.
    Owner,
    /// Whoever new files are readable by.
    Usual,
}

/// Writes a file.
pub(super) fn write(path: &Path, bytes: &[u8], privacy: Privacy) -> Result<(), Failure> {
    write_with(path, privacy, |file| file.write_all(bytes))
}

/// Writes a file whose content is made while it is written.
pub(super) fn write_with(
    path: &Path,
    privacy: Privacy,
    content: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), Failure> {
    let name = path_name(path);
    let cannot = |error: io::Error| {
        Failure::failed(format!("{name} cannot be written: {error}"))
            .hint("Check that the folder is there, is yours, and has room.")
    };
    match std::fs::metadata(path) {
        Ok(kind) if kind.is_dir() => {
            return Err(Failure::usage(format!("{name} is a folder"))
                .hint("Name a file in it, or - for stdout."));
        }
        // A device or a pipe cannot be replaced; it takes the bytes directly.
        Ok(kind) if !kind.is_file() => {
            let mut device = OpenOptions::new().write(true).open(path).map_err(cannot)?;
            return content(&mut device).map_err(cannot);
        }
        Ok(_) if is_database(path) => {
            return Err(
                Failure::usage(format!("{name} is a database, and is not written over"))
                    .hint("Name another file."),
            );
        }
        _ => {}
    }
    // In the same folder, since a rename cannot leave its file system.
    let folder = path.parent().unwrap_or_else(|| Path::new(""));
    let target = path.file_name().unwrap_or_default().to_string_lossy();
    remove_left_behind(folder, PartsOf::Name(&target));
    let beside = part(folder, &target);
    let written =
        write_new(&beside, content, privacy).and_then(|()| std::fs::rename(&beside, path));
    if let Err(error) = written {
        // Nothing is left behind; when even that fails, the first error is the one that matters.
        let _ = std::fs::remove_file(&beside);
        return Err(cannot(error));
    }
    sync_folder(path).map_err(cannot)
}

/// Whether two paths lead to one file.
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    let (one, other) = (one.canonicalize().ok(), other.canonicalize().ok());
    one.is_some() && one == other
}

/// Refuses a file that is a document of the collection: what came of its cards must not take the place of all
/// that stands in it.
///
/// # Errors
/// When it is one, or the collection cannot be read.
pub(super) fn refuse_document(store: &Store, path: &Path) -> Result<(), Failure> {
    let target = path.canonicalize().unwrap_or_default();
    match target
        .to_str()
        .map(|target| store.document(target))
        .transpose()?
    {
        None | Some(None) => Ok(()),
        Some(Some(_)) => Err(Failure::usage(format!(
            "{} is a document of the collection, and an export would replace it",
            path_name(path)
        ))
        .hint("Name another file with -o.")),
    }
}

fn write_new(
    path: &Path,
    content: impl FnOnce(&mut File) -> io::Result<()>,
    privacy: Privacy,
) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if privacy == Privacy::Owner {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = privacy;
    let mut file = options.open(path)?;
    content(&mut file)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("deck.json");
        for text in ["first", "second"] {
            write(&target, text.as_bytes(), Privacy::Owner).unwrap();
            assert_eq!(std::fs::read_to_string(&target).unwrap(), text);
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_name_may_be_as_long_as_the_file_system_takes_it() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("n".repeat(255));
        write(&target, b"deck", Privacy::Owner).unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), b"deck");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_replaced_and_not_written_through() {
        let folder = tempfile::tempdir().unwrap();
        let (other, link) = (folder.path().join("other"), folder.path().join("link"));
        std::fs::write(&other, "keep").unwrap();
        std::os::unix::fs::symlink(&other, &link).unwrap();
        write(&link, b"new", Privacy::Owner).unwrap();
        assert_eq!(std::fs::read_to_string(&other).unwrap(), "keep");
        assert_eq!(std::fs::read_to_string(&link).unwrap(), "new");
        let mode = std::os::unix::fs::PermissionsExt::mode(&link.metadata().unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_database_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("srm.db");
        let database = [b"SQLite format 3\0".as_slice(), &[0; 84]].concat();
        std::fs::write(&target, &database).unwrap();
        let failure = write(&target, b"{}", Privacy::Owner).unwrap_err();
        assert_eq!(failure.kind.exit_code(), 2);
        assert_eq!(std::fs::read(&target).unwrap(), database);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_and_a_missing_folder_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let refused = |path: &Path| {
            write(path, b"x", Privacy::Usual)
                .unwrap_err()
                .kind
                .exit_code()
        };
        assert_eq!(refused(folder.path()), 2);
        assert_eq!(refused(&folder.path().join("no/such/file")), 1);
    }
}
