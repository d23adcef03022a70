//! Golden files: expected output that stands in the repository and is compared as a whole.
//! With `SRM_BLESS=1` in the environment the files are written anew instead of compared.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A path inside of `tests/`.
pub(crate) fn tests_folder(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(inside)
}

/// Whether a file that differs is written anew.
enum Blessing {
    Withheld,
    Given,
}

/// Fails with a line-by-line difference when `actual` is not what the file holds.
pub(crate) fn compare(path: &Path, actual: &str) {
    let blessing = match std::env::var_os("SRM_BLESS") {
        Some(value) if value == "1" => Blessing::Given,
        _ => Blessing::Withheld,
    };
    if let Err(message) = compared(path, actual, blessing) {
        panic!("{message}");
    }
}

fn compared(path: &Path, actual: &str, blessing: Blessing) -> Result<(), String> {
    let expected = fs::read_to_string(path).unwrap_or_default();
    match blessing {
        _ if expected == actual => Ok(()),
        Blessing::Given => fs::write(path, actual).map_err(|error| error.to_string()),
        Blessing::Withheld => Err(format!(
            "{} does not hold what the program gives.\n\
             `-` is the file, `+` is the program; SRM_BLESS=1 accepts the program's side.\n\n{}",
            path.display(),
            difference(&expected, actual)
        )),
    }
}

/// The lines that differ, with `-` and `+`, after the longest common subsequence of lines.
fn difference(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let common = common_lengths(&old, &new);
    let mut text = String::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            writeln!(text, "  {}", old[i]).unwrap();
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            writeln!(text, "- {}", old[i]).unwrap();
            i += 1;
        } else {
            writeln!(text, "+ {}", new[j]).unwrap();
            j += 1;
        }
    }
    if expected.ends_with('\n') != actual.ends_with('\n') {
        text.push_str("(only one of them ends with a line break)\n");
    }
    text
}

/// For every pair of places, how many lines the rests have in common.
fn common_lengths(old: &[&str], new: &[&str]) -> Vec<Vec<usize>> {
    let mut common = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    common
}

#[test]
fn a_difference_shows_what_went_and_what_came() {
    assert_eq!(
        difference("a\nb\nc\n", "a\nx\nc\nd\n"),
        "  a\n- b\n+ x\n  c\n+ d\n"
    );
    assert_eq!(
        difference("a\n", "a"),
        "  a\n(only one of them ends with a line break)\n"
    );
}

#[test]
fn a_golden_file_that_differs_fails_until_it_is_blessed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("golden");
    fs::write(&path, "old\n").unwrap();
    let message = compared(&path, "new\n", Blessing::Withheld).unwrap_err();
    assert!(message.ends_with("\n- old\n+ new\n"), "{message}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "old\n");
    compared(&path, "new\n", Blessing::Given).unwrap();
    compared(&path, "new\n", Blessing::Withheld).unwrap();
    let missing = folder.path().join("missing");
    assert!(compared(&missing, "new\n", Blessing::Withheld).is_err());
}
