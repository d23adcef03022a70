//! The pictures of documents on their way into an Anki package: each a file in the folder of its document, under a
//! name that says its content, so that another picture never has it. What may not be read stays, and is named.
//! It must never read what `card_media` would not open.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::exchange::anki::{Limits, decoded, other_name};
use crate::terminal::words::{count, first_few, shortened};

use super::card_media::{document_file, has_scheme};
use super::source_file;

/// The most pictures that are named when they are left out.
const MOST_SHOWN: usize = 5;

/// The longest address that is named in full.
const LONGEST_ADDRESS: usize = 60;

const TOO_LARGE: &str = "it is larger than a medium may be";
const TOO_MANY: &str = "there are more than a package holds";
const UNREADABLE: &str = "it cannot be read";
const UNREAD: &str = "the document cannot be read";
const UNSHOWN: &str = "the document does not show it";

/// What is packed, and what is not.
#[derive(Debug, Default)]
pub(super) struct DocumentPictures {
    limits: Limits,
    bytes: u64,
    /// The names of files that were looked at, or why they stay.
    known: BTreeMap<PathBuf, Result<String, &'static str>>,
    left: BTreeMap<String, &'static str>,
    /// The document that was read last, with its text.
    document: Option<(PathBuf, String)>,
}

impl DocumentPictures {
    /// The name that a picture of a document has in the package.
    pub(super) fn name(&mut self, document: Option<&str>, address: &str) -> Option<String> {
        let document = document.map(Path::new).filter(|path| path.is_absolute());
        let file = document_file(document, address);
        let named = file.and_then(|file| {
            self.require_shown(document, address)?;
            self.packed(file)
        });
        // Anki gets what is in the network itself.
        if let Err(why) = &named
            && !is_in_the_network(address)
        {
            self.left.insert(address.to_owned(), why);
        }
        named.ok()
    }

    /// Refuses what the document itself does not show. A deck of a stranger may say that it comes from any
    /// document, and name any picture beside that.
    fn require_shown(
        &mut self,
        document: Option<&Path>,
        address: &str,
    ) -> Result<(), &'static str> {
        let path = document.unwrap_or(Path::new(""));
        if self
            .document
            .as_ref()
            .is_none_or(|(known, _)| known != path)
        {
            let file = source_file::read(path).map_err(|_| UNREAD)?;
            // An address may have signs behind backslashes, as in `a\_b.png`.
            let text = String::from_utf8_lossy(&file.bytes).replace('\\', "");
            self.document = Some((path.to_owned(), text));
        }
        let text = self.document.as_ref().map_or("", |(_, text)| text.as_str());
        let plain = decoded(address);
        let is_shown = text.contains(address) || plain.is_some_and(|plain| text.contains(&plain));
        is_shown.then_some(()).ok_or(UNSHOWN)
    }

    fn packed(&mut self, file: PathBuf) -> Result<String, &'static str> {
        if let Some(known) = self.known.get(&file) {
            return known.clone();
        }
        let named = self.looked_at(&file);
        self.known.insert(file, named.clone());
        named
    }

    fn looked_at(&mut self, file: &Path) -> Result<String, &'static str> {
        if self.known.len() >= self.limits.entries {
            return Err(TOO_MANY);
        }
        let (hash, bytes) = hashed(file, self.limits.medium).map_err(|_| UNREADABLE)?;
        let all = self.bytes.saturating_add(bytes);
        if bytes > self.limits.medium {
            return Err(TOO_LARGE);
        }
        if all > self.limits.media {
            return Err(TOO_MANY);
        }
        self.bytes = all;
        let name = file.file_name().and_then(|name| name.to_str());
        Ok(other_name(&plain(name.unwrap_or_default()), &hash))
    }

    /// The files to pack, by their names: a content that lies in several files goes once.
    pub(super) fn files(&self) -> BTreeMap<&str, &Path> {
        let named = self.known.iter();
        let named = named.filter_map(|(file, name)| Some((name.as_deref().ok()?, file.as_path())));
        named.collect()
    }

    /// What opens a file to pack it: no more of it than was counted may come.
    pub(super) fn open(&self, file: &Path) -> io::Result<impl Read + use<>> {
        Ok(File::open(file)?.take(self.limits.medium))
    }

    /// A line about those that are not packed, where there are any.
    pub(super) fn left(&self) -> Option<String> {
        let number = self.left.len();
        let line = |(address, why): (&String, _)| {
            format!("{}: {why}", shortened(address, LONGEST_ADDRESS))
        };
        let shown = first_few(self.left.iter().map(line), MOST_SHOWN);
        let pictures = count(
            number as u64,
            "picture of documents was",
            "pictures of documents were",
        );
        (number > 0).then(|| format!("{pictures} not packed: {}.", shown.join("; ")))
    }
}

fn is_in_the_network(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default();
    has_scheme(address)
        && ["http", "https"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known))
}

/// The hash of a file's content and its size; of one that is longer than it may be, only so much.
fn hashed(file: &Path, most: u64) -> io::Result<(String, u64)> {
    let mut hasher = blake3::Hasher::new();
    let bytes = io::copy(
        &mut File::open(file)?.take(most.saturating_add(1)),
        &mut hasher,
    )?;
    Ok((hasher.finalize().to_hex().to_string(), bytes))
}

/// A name of the signs that mean nothing in a field, an address or a path. Anki gives a meaning to `_` at the
/// beginning of one.
fn plain(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let sign = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let stem: String = stem.chars().map(sign).collect();
    let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).collect();
    let stem = match stem.trim_matches('_') {
        "" => "picture",
        stem => stem,
    };
    format!("{stem}.{}", ending.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn room() -> (tempfile::TempDir, String) {
        let room = tempfile::tempdir().unwrap();
        fs::create_dir_all(room.path().join("notes/img")).unwrap();
        for (name, content) in [
            ("notes/a.png", "one"),
            ("notes/img/a.png", "one"),
            ("notes/img/b c.PNG", "two"),
            ("notes/large.png", "larger"),
            ("notes/x.sh", "x"),
            ("out.png", "out"),
            ("notes/secret.png", "secret"),
            (
                "notes/notes.md",
                "![](a.png) ![](img/a.png) ![](<img/b c.PNG>) ![](large.png) ![](x.sh)",
            ),
        ] {
            fs::write(room.path().join(name), content).unwrap();
        }
        let document = room.path().join("notes/notes.md");
        let document = document.to_str().unwrap().to_owned();
        (room, document)
    }

    #[test]
    fn a_picture_is_named_after_its_content_and_goes_once() {
        let (_room, document) = room();
        let mut pictures = DocumentPictures::default();
        let mut name = |address: &str| pictures.name(Some(&document), address).unwrap();
        let one = name("a.png");
        let mark: String = blake3::hash(b"one").to_hex().chars().take(12).collect();
        assert_eq!(one, format!("a-{mark}.png"));
        assert_eq!(name("img/a.png"), one);
        let two = name("img/b%20c.PNG");
        assert!(two.starts_with("b_c-") && two.ends_with(".png"), "{two}");
        assert_eq!(name("img/b c.PNG"), two);
        assert_eq!(pictures.files().len(), 2);
        assert_eq!(pictures.left(), None);
    }

    #[test]
    fn what_may_not_be_read_stays_and_is_named() {
        let (room, document) = room();
        let limits = Limits {
            medium: 5,
            ..Limits::default()
        };
        let mut pictures = DocumentPictures {
            limits,
            ..DocumentPictures::default()
        };
        #[cfg(unix)]
        std::os::unix::fs::symlink(room.path().join("out.png"), room.path().join("notes/l.png"))
            .unwrap();
        for address in [
            "../out.png",
            "l.png",
            "x.sh",
            "gone.png",
            "large.png",
            "/etc/passwd",
            "https://x.org/a.png",
        ] {
            assert_eq!(pictures.name(Some(&document), address), None, "{address}");
        }
        // The document is no stranger, but what it is said to show is.
        assert_eq!(pictures.name(Some(&document), "secret.png"), None);
        let beside = document.replace("notes.md", "none.md");
        assert_eq!(pictures.name(Some(&beside), "secret.png"), None);
        for document in [None, Some("stdin"), Some("/nowhere/notes.md")] {
            assert_eq!(pictures.name(document, "a.png"), None, "{document:?}");
        }
        assert!(pictures.files().is_empty());
        let left = pictures.left().unwrap();
        assert!(
            left.starts_with(
                "8 pictures of documents were not packed: ../out.png: it is outside the folder of the document; "
            ) && left.ends_with("; and 3 more."),
            "{left}"
        );
        drop(room);
    }

    #[test]
    fn all_of_them_have_a_bound() {
        let (_room, document) = room();
        let limits = |media, entries| Limits {
            media,
            entries,
            ..Limits::default()
        };
        for limits in [limits(4, 9), limits(99, 1)] {
            let mut pictures = DocumentPictures {
                limits,
                ..DocumentPictures::default()
            };
            assert!(pictures.name(Some(&document), "a.png").is_some());
            assert_eq!(pictures.name(Some(&document), "img/b c.PNG"), None);
            assert!(pictures.name(Some(&document), "a.png").is_some());
        }
    }

    #[test]
    fn a_name_has_only_signs_without_a_meaning() {
        for (name, expected) in [
            ("a map.PNG", "a_map.png"),
            ("_x.jpg", "x.jpg"),
            ("\u{e9}.png", "picture.png"),
            ("a[b]\"<.svg", "a_b.svg"),
        ] {
            assert_eq!(plain(name), expected);
        }
    }
}
