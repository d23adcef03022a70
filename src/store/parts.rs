//! Files on their way to be something. Each is named after the program that writes it, so that no other writes it, and
//! what a program left that was killed is known and goes with the next run.
//! It must never remove what a program that runs may be writing.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::durable::is_running;

/// How the name of a part ends.
const ENDING: &str = ".part";

/// What SQLite puts behind the name of a database for what it keeps beside it, and the database itself.
pub(super) const TAILS: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// So many bytes of a name are in the name of its part: file systems take 255, and the rest wants some.
const MOST_OF_A_NAME: usize = 200;

/// How many parts this program has named.
static NAMED: AtomicU32 = AtomicU32::new(0);

/// A part that is to be the file of this name, written by this program. No two are the same: an import makes a backup for
/// its documents while it makes another for a package.
pub fn part(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!(".{}{}", beginning(name), ending()))
}

/// How the name of one more part of this program ends.
pub fn ending() -> String {
    let number = NAMED.fetch_add(1, Ordering::Relaxed);
    format!(".{}-{number}{ENDING}", std::process::id())
}

/// Removes a part, and what SQLite keeps beside it. What cannot be removed does no harm.
pub(super) fn remove_part(part: &Path) {
    for tail in TAILS {
        let mut path = part.as_os_str().to_owned();
        path.push(tail);
        let _ = fs::remove_file(path);
    }
}

/// Whose parts are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartsOf<'a> {
    /// Of all files in the folder, which is ours.
    All,
    /// Of the file of this name, in a folder that is the learner's.
    Name(&'a str),
}

/// Removes the parts that programs left in a folder which do not run any more.
pub fn remove_left_behind(folder: &Path, of: PartsOf<'_>) {
    let folder = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some((label, process)) = name.to_str().and_then(read) else {
            continue;
        };
        let is_meant = match of {
            PartsOf::All => true,
            PartsOf::Name(name) => label == beginning(name),
        };
        if is_meant && !is_running(process) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// What the name of a part says: of which file it is, and which program writes it.
fn read(part: &str) -> Option<(&str, u32)> {
    let of_part = |tail| part.strip_suffix(tail)?.strip_suffix(ENDING);
    let name = TAILS.into_iter().find_map(of_part)?;
    let (label, process) = name.strip_prefix('.')?.rsplit_once('.')?;
    let (process, _) = process.split_once('-')?;
    Some((label, process.parse().ok()?))
}

fn beginning(name: &str) -> &str {
    let ends = name
        .char_indices()
        .map(|(at, c)| at.saturating_add(c.len_utf8()));
    let end = ends.take_while(|end| *end <= MOST_OF_A_NAME).last();
    name.get(..end.unwrap_or(0)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_says_of_what_it_is_and_who_writes_it() {
        let cases = [
            (".out.json.12-0.part", Some(("out.json", 12))),
            (".review.7-3.part-journal", Some(("review", 7))),
            (".review.7-0.part-wal", Some(("review", 7))),
            (".review.7-0.part-shm", Some(("review", 7))),
            ("..7-0.part", Some(("", 7))),
            ("review.7-0.part", None),
            (".review.part", None),
            (".review.7.part", None),
            (".review.x-0.part", None),
            (".review.7-0.part-old", None),
            (".7-0.part", None),
        ];
        for (name, expected) in cases {
            assert_eq!(read(name), expected, "{name}");
        }
    }

    #[test]
    fn what_is_gone_leaves_nothing_and_what_runs_keeps_all() {
        let folder = tempfile::tempdir().unwrap();
        let long = "é".repeat(150);
        let running = part(folder.path(), "out.json");
        let gone = [
            ".out.json.999999999-0.part".to_owned(),
            ".out.json.999999999-0.part-wal".to_owned(),
            format!(".{}.999999999-0.part", "é".repeat(100)),
        ];
        let others = ["out.json", ".other.json.999999999-0.part"];
        for name in gone.iter().map(String::as_str).chain(others) {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        assert_ne!(running, part(folder.path(), "out.json"));
        fs::write(&running, "x").unwrap();
        let left = || fs::read_dir(folder.path()).unwrap().count();
        remove_left_behind(folder.path(), PartsOf::Name("out.json"));
        assert_eq!(left(), 4);
        // Of a long name only the beginning is in the name of its part.
        remove_left_behind(folder.path(), PartsOf::Name(&long));
        assert_eq!(left(), 3);
        remove_left_behind(folder.path(), PartsOf::All);
        assert_eq!(left(), 2);
        assert!(running.exists() && folder.path().join("out.json").exists());
    }
}
