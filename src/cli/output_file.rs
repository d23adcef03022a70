//! Files on their way out: written whole beside their target, made durable, then renamed, so that a
//! target is never half a file and a link is never written through.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::store::{is_running, sync_folder};
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
        _ => {}
    }
    remove_left_behind(path);
    let beside = beside(path);
    let written =
        write_new(&beside, content, privacy).and_then(|()| std::fs::rename(&beside, path));
    if let Err(error) = written {
        // Nothing is left behind; when even that fails, the first error is the one that matters.
        let _ = std::fs::remove_file(&beside);
        return Err(cannot(error));
    }
    sync_folder(path).map_err(cannot)
}

/// A name in the same folder, since a rename cannot leave its file system.
fn beside(path: &Path) -> PathBuf {
    let mut name = beginning(path);
    name.push(format!("{}.part", std::process::id()));
    path.with_file_name(name)
}

fn beginning(path: &Path) -> std::ffi::OsString {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".");
    name
}

/// Removes what an earlier run left beside a target that was killed while it wrote. What cannot be
/// removed does no harm.
fn remove_left_behind(path: &Path) {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let beginning = beginning(path);
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name
            .as_encoded_bytes()
            .strip_prefix(beginning.as_encoded_bytes())
            .and_then(|rest| rest.strip_suffix(b".part"))
            .and_then(|number| str::from_utf8(number).ok())
            .and_then(|number| number.parse::<u32>().ok());
        if process.is_some_and(|process| !is_running(process)) {
            let _ = std::fs::remove_file(entry.path());
        }
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
