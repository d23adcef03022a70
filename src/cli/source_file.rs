//! Files on their way in: found, bounded, and known to be text before anything looks inside.
//! Every refusal says which file, what is the matter, and what to do.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::cards::DeckName;
use crate::store::Edition;
use crate::terminal::problem_view::path_name;

use super::failure::{Failure, Kind};

/// The most that is read of one file, in bytes. Larger is no study document.
const LARGEST: u64 = 256 << 20;

/// The most that is read of a file beside a document.
const LARGEST_SIDECAR: u64 = 1 << 20;

/// How many folders deep documents are looked for.
const DEEPEST_FOLDER: usize = 32;

/// Bytes from a file or from stdin.
#[derive(Debug)]
pub(super) struct SourceFile {
    /// Its name for people.
    pub(super) name: String,
    /// The same document has the same identity in every run: its absolute path.
    pub(super) identity: String,
    /// The name of a deck without a title: the file name without its ending.
    pub(super) fallback_deck: DeckName,
    /// What it holds.
    pub(super) bytes: Vec<u8>,
    /// See [`stamp`]; as it was before the file was read.
    stamp: Option<String>,
}

/// Sizes and times of a document's file and of the file beside it: while they are the same, both hold
/// the same. None where the times are whole seconds: a second is long enough for two edits.
pub(super) fn stamp(path: &Path) -> Option<String> {
    let of = |path: &Path| match std::fs::metadata(path) {
        Ok(file) => {
            let time = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
            (time.subsec_nanos() != 0).then(|| format!("{} {}", file.len(), time.as_nanos()))
        }
        Err(error) if is_missing(&error) => Some(String::new()),
        Err(_) => None,
    };
    let mut sidecar = path.as_os_str().to_owned();
    sidecar.push(SIDECAR);
    Some(format!("{}; {}", of(path)?, of(Path::new(&sidecar))?))
}

/// What the name of the file beside a document adds to the document's.
const SIDECAR: &str = ".srm";

/// Whether there is no file of a name: also where no file could have it, such as one that is too long.
fn is_missing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::InvalidFilename
    )
}

/// Opens a file that anybody may have put there. A pipe would wait for somebody who writes, and a device
/// may never end.
pub(super) fn open_regular(path: &Path) -> io::Result<File> {
    match std::fs::metadata(path)?.is_file() {
        true => File::open(path),
        false => Err(io::Error::other("it is no regular file")),
    }
}

/// A file that is too large to be read at once, by its name for people. None for any other, and for what is
/// no regular file.
pub(super) fn open_long(path: &Path) -> Result<Option<(String, File)>, Failure> {
    let is_long = std::fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() > LARGEST);
    if !is_long {
        return Ok(None);
    }
    let name = path_name(path);
    let file = File::open(path).map_err(|error| cannot_read(&name, &error))?;
    Ok(Some((name, file)))
}

/// Reads a file, or stdin for `-`.
pub(super) fn read(path: &Path) -> Result<SourceFile, Failure> {
    if path == Path::new("-") {
        return Ok(SourceFile {
            name: "stdin".to_owned(),
            identity: "-".to_owned(),
            fallback_deck: fallback_deck(Path::new("stdin"))?,
            bytes: read_bounded(io::stdin().lock(), "stdin")?,
            stamp: None,
        });
    }
    let name = path_name(path);
    let cannot = |error: &io::Error| cannot_read(&name, error);
    let kind = std::fs::metadata(path).map_err(|error| cannot(&error))?;
    if kind.is_dir() {
        return Err(Failure::usage(format!("{name} is a folder"))
            .hint("Name a file in it. Several files can be named at once."));
    }
    if !kind.is_file() {
        return Err(Failure::input(format!("{name} is no regular file"))
            .hint("Give its content on stdin instead, and - as the file."));
    }
    let absolute: PathBuf = path.canonicalize().map_err(|error| cannot(&error))?;
    let Some(identity) = absolute.to_str() else {
        return Err(Failure::input(format!(
            "the path of {name} is not UTF-8, by which it could not be found again"
        ))
        .hint("Rename the file or its folder, or give its content on stdin and - as the file."));
    };
    let stamp = stamp(&absolute);
    let file = File::open(path).map_err(|error| cannot(&error))?;
    Ok(SourceFile {
        identity: identity.to_owned(),
        fallback_deck: fallback_deck(path)?,
        bytes: read_bounded(file, &name)?,
        stamp,
        name,
    })
}

/// The identities that a file may have had which is there no more; none for one that is there.
pub(super) fn gone(path: &Path) -> Vec<String> {
    let is_missing =
        std::fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    if !is_missing {
        return Vec::new();
    }
    // Its folder may be a link, or gone as well.
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let in_folder = folder.canonicalize().ok().zip(path.file_name());
    let in_folder = in_folder.map(|(folder, name)| folder.join(name));
    let as_written = std::path::absolute(path).ok();
    let paths = in_folder.into_iter().chain(as_written);
    paths
        .map(|path| path.to_string_lossy().into_owned())
        .collect()
}

/// Reads documents; a folder stands for every document in it, in the order of their paths.
pub(super) fn read_all(paths: &[PathBuf]) -> Result<Vec<SourceFile>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(read(path)?);
            continue;
        }
        let mut found = Vec::new();
        collect(path, DEEPEST_FOLDER, &mut found)?;
        if found.is_empty() {
            return Err(
                Failure::usage(format!("{} holds no documents", path_name(path)))
                    .hint("Documents end in .md, .markdown or .txt."),
            );
        }
        for path in found {
            files.push(read(&path)?);
        }
    }
    Ok(files)
}

/// The documents in a folder and in the folders inside it. Hidden ones and links to folders are left
/// alone: a link can lead back.
fn collect(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let cannot = |error: &io::Error| cannot_read(&path_name(folder), error);
    let entries = std::fs::read_dir(folder).map_err(|error| cannot(&error))?;
    let mut paths = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| cannot(&error))?;
        let kind = entry.file_type().map_err(|error| cannot(&error))?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            paths.push((entry.path(), kind));
        }
    }
    paths.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    for (path, kind) in paths {
        if kind.is_dir() && depth > 0 {
            collect(&path, depth.saturating_sub(1), found)?;
        } else if !kind.is_dir() && is_document(&path) && path.is_file() {
            found.push(path);
        }
    }
    Ok(())
}

/// Whether a file's ending is that of a document.
pub(super) fn is_document(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    matches!(ending.as_deref(), Some("md" | "markdown" | "txt"))
}

impl SourceFile {
    /// A document whose file is gone: it has no text.
    pub(super) fn lost(path: &Path, identity: String, deck: DeckName) -> SourceFile {
        SourceFile {
            name: path_name(path),
            identity,
            fallback_deck: deck,
            bytes: Vec::new(),
            stamp: None,
        }
    }

    /// The text of the file beside the document that says what to make of it: `notes.md.srm`.
    pub(super) fn sidecar(&self) -> Result<String, Failure> {
        if self.identity == "-" {
            return Ok(String::new());
        }
        let path = PathBuf::from(format!("{}{SIDECAR}", self.identity));
        let name = path_name(&path);
        let file = match open_regular(&path) {
            Err(error) if is_missing(&error) => return Ok(String::new()),
            opened => opened.map_err(|error| cannot_read(&name, &error))?,
        };
        let bytes = read_bounded(file.take(LARGEST_SIDECAR + 1), &name)?;
        if bytes.len() as u64 > LARGEST_SIDECAR {
            return Err(Failure::input(format!("{name} is larger than 1 MiB"))
                .hint("It says what to make of the document beside it, and no more."));
        }
        String::from_utf8(bytes).map_err(|_| Failure::input(format!("{name} is not UTF-8")))
    }

    /// Which edition of the document it is, with the text of the file beside it.
    pub(super) fn edition(&self, sidecar: &str) -> Edition {
        Edition {
            blake3: self.blake3(),
            sidecar: match sidecar {
                "" => String::new(),
                text => blake3::hash(text.as_bytes()).to_hex().to_string(),
            },
            stamp: self.stamp.clone(),
        }
    }

    /// The BLAKE3 hash of the content, 64 hexadecimal digits.
    pub(super) fn blake3(&self) -> String {
        blake3::hash(&self.bytes).to_hex().to_string()
    }

    /// The content as text, or where it stops being text.
    pub(super) fn text(&self) -> Result<&str, Failure> {
        let name = &self.name;
        let no_text = |what: String| {
            Failure::input(what).hint(
                "A study document is plain text or Markdown, saved as UTF-8. Open it in an editor \
                 and save it as UTF-8, or name another file.",
            )
        };
        if let Some(encoding) = other_encoding(&self.bytes) {
            return Err(no_text(format!("{name}: this is {encoding}, not UTF-8")));
        }
        if let Some(at) = memchr::memchr(0, &self.bytes) {
            let line = line_of(&self.bytes, at);
            let what = format!("{name}:{line}: byte {at} is zero, so this is no text");
            return Err(no_text(what));
        }
        std::str::from_utf8(&self.bytes).map_err(|error| {
            let at = error.valid_up_to();
            let line = line_of(&self.bytes, at);
            no_text(format!("{name}:{line}: byte {at} is not UTF-8"))
        })
    }
}

/// The line, from 1, that holds this byte.
fn line_of(bytes: &[u8], at: usize) -> usize {
    let before = bytes.get(..at).unwrap_or_default();
    before
        .iter()
        .filter(|byte| **byte == b'\n')
        .count()
        .saturating_add(1)
}

/// The encoding that the first bytes announce, when it is not UTF-8.
fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        _ => None,
    }
}

fn read_bounded(reader: impl Read, name: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    reader
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| cannot_read(name, &error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Failure::input(format!("{name} is larger than 256 MiB"))
            .hint("Split it into several documents."));
    }
    Ok(bytes)
}

fn cannot_read(name: &str, error: &io::Error) -> Failure {
    let (message, hint) = match error.kind() {
        io::ErrorKind::NotFound => (
            format!("there is no file {name}"),
            "Check the name and the folder you are in.",
        ),
        io::ErrorKind::PermissionDenied => (
            format!("{name} may not be read by you"),
            "Ask for permission, or copy it to a place of your own.",
        ),
        _ => (
            format!("{name} cannot be read: {error}"),
            "Check the name and the disk.",
        ),
    };
    Failure::new(Kind::Failed, message).hint(hint)
}

fn fallback_deck(path: &Path) -> Result<DeckName, Failure> {
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().replace("::", " "));
    stem.as_deref().and_then(DeckName::new).ok_or_else(|| {
        Failure::failed(format!("{} gives no name for a deck", path_name(path)))
            .hint("Give the file a name with letters or digits.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<String, String> {
        let file = SourceFile {
            name: "n.md".into(),
            identity: "/n.md".into(),
            fallback_deck: fallback_deck(Path::new("n.md")).unwrap(),
            bytes: bytes.to_vec(),
            stamp: None,
        };
        file.text()
            .map(str::to_owned)
            .map_err(|failure| failure.message)
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        assert_eq!(text("# é\n".as_bytes()), Ok("# é\n".into()));
        assert_eq!(text(b"a\nb\xff"), Err("n.md:2: byte 3 is not UTF-8".into()));
        assert_eq!(
            text(b"a\0"),
            Err("n.md:1: byte 1 is zero, so this is no text".into())
        );
        assert_eq!(
            text(b"\xff\xfea\0"),
            Err("n.md: this is UTF-16, not UTF-8".into())
        );
    }

    #[test]
    fn a_deck_without_a_title_is_called_as_its_file() {
        let name = |path| fallback_deck(Path::new(path)).unwrap().to_string();
        assert_eq!(name("/a/My notes.md"), "My notes");
        assert_eq!(name("a::b.txt"), "a b");
        assert!(fallback_deck(Path::new("\u{1}.md")).is_err());
    }
}
