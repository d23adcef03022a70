//! A collection that may only be read: what looks works, what changes says what to do, and nothing is
//! left beside it. A superuser may write everywhere, so under one the program runs as nobody.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;

use super::sandbox::{DAY_1, Ran, Sandbox};

/// The user that owns nothing.
const NOBODY: u32 = 65_534;

/// A collection that may only be read.
struct Shelf {
    sandbox: Sandbox,
    program: PathBuf,
}

impl Shelf {
    /// Puts a collection with two answers onto the shelf, in `shelf/srm.db`.
    fn new() -> Shelf {
        let sandbox = Sandbox::with_notes();
        for front in ["What is EFS?", "Services: S3"] {
            let id = sandbox.card(front);
            assert_eq!(sandbox.run(&["answer", &id, "good"]).code, 0);
        }
        fs::create_dir(sandbox.path("shelf")).unwrap();
        fs::copy(sandbox.path("srm.db"), sandbox.path("shelf/srm.db")).unwrap();
        // Where nobody can run it.
        let program = sandbox.path("program");
        fs::copy(cargo_bin!("srm"), &program).unwrap();
        mode(&program, 0o755);
        let shelf = Shelf { sandbox, program };
        mode(&shelf.path(".."), 0o755);
        shelf
    }

    fn path(&self, name: &str) -> PathBuf {
        self.sandbox.path("shelf").join(name)
    }

    /// Takes the right to write away.
    fn closed(self) -> Shelf {
        for entry in fs::read_dir(self.path("")).unwrap() {
            mode(&entry.unwrap().path(), 0o444);
        }
        mode(&self.path(""), 0o555);
        self
    }

    /// Runs the program as somebody who may not write here.
    fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(&self.program);
        command
            .env_clear()
            .env("HOME", self.sandbox.path("home"))
            .env("SRM_DB", self.path("srm.db"))
            .env("SRM_NOW", DAY_1)
            .current_dir("/")
            .args(arguments)
            .stdin(Stdio::null());
        if fs::write(self.path("probe"), "").is_ok() {
            fs::remove_file(self.path("probe")).unwrap();
            command.uid(NOBODY).gid(NOBODY);
        }
        // Another test that starts a program at this moment has the copy open for writing until then.
        let output = loop {
            match command.output() {
                Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => {}
                ended => break ended.unwrap(),
            }
        };
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<_> = fs::read_dir(self.path(""))
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, fs::read(path).unwrap())
            })
            .collect();
        files.sort();
        files
    }
}

impl Drop for Shelf {
    fn drop(&mut self) {
        // Or the room could not be cleared away.
        mode(&self.path(""), 0o755);
    }
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn what_looks_works_and_what_changes_says_what_to_do() {
    let shelf = Shelf::new().closed();
    let card = shelf.sandbox.card("Services: EBS");
    let before = shelf.files();
    for arguments in [
        &[][..],
        &["due"],
        &["decks"],
        &["cards"],
        &["cards", "is:learning"],
        &["show", &card],
        &["stats", "--json"],
        &["export", "--progress"],
        &["evaluate"],
        &["undo", "--list"],
        &["undo", "--dry-run"],
        &["rebuild", "--check"],
    ] {
        let there = shelf.sandbox.run(arguments);
        let here = shelf.run(arguments);
        assert_eq!((here.code, here.err.as_str()), (0, ""), "{arguments:?}");
        assert_eq!(here.out, there.out, "{arguments:?}");
    }
    for arguments in [
        &["review"][..],
        &["answer", &card, "good"],
        &["suspend", &card],
        &["undo"],
        &["import", shelf.sandbox.path("notes.md").to_str().unwrap()],
        &["doctor", "--fix"],
    ] {
        let ran = shelf.run(arguments);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (4, ""),
            "{arguments:?} {ran:?}"
        );
        assert!(ran.err.contains("the collection is read-only"), "{ran:?}");
        assert!(ran.err.contains("hint: Reading works as it is."), "{ran:?}");
    }
    let ran = shelf.run(&["doctor"]);
    assert!(
        ran.out
            .contains("note   file: it is only read: the collection is read-only"),
        "{ran:?}"
    );
    assert!(shelf.files() == before, "files changed");
}

#[test]
fn answers_that_are_still_in_the_log_beside_it_are_read_too() {
    let shelf = Shelf::new();
    // What a program leaves that was killed: everything is in the log, and its index is gone.
    let connection = rusqlite::Connection::open(shelf.sandbox.path("srm.db")).unwrap();
    connection
        .execute_batch("PRAGMA wal_autocheckpoint = 0; UPDATE deck SET name = 'Kept in the log'")
        .unwrap();
    for tail in ["", "-wal"] {
        let name = format!("srm.db{tail}");
        fs::copy(shelf.sandbox.path(&name), shelf.path(&name)).unwrap();
    }
    let shelf = shelf.closed();
    let before = shelf.files();
    let ran = shelf.run(&["decks"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("Kept in the log"), "{ran:?}");
    assert_eq!(shelf.run(&["review"]).code, 4);
    assert!(shelf.files() == before, "files changed");
}

#[test]
fn a_folder_that_is_closed_around_a_file_that_is_not() {
    let shelf = Shelf::new();
    mode(&shelf.path("srm.db"), 0o666);
    mode(&shelf.path(""), 0o555);
    let before = shelf.files();
    assert_eq!(shelf.run(&["due"]).code, 0);
    let ran = shelf.run(&["review"]);
    assert_eq!((ran.code, ran.out.as_str()), (4, ""), "{ran:?}");
    assert!(ran.err.contains("the collection is read-only"), "{ran:?}");
    assert!(shelf.files() == before, "files changed");
}

#[test]
fn a_file_that_may_not_even_be_read_says_so() {
    let shelf = Shelf::new();
    mode(&shelf.path("srm.db"), 0o000);
    mode(&shelf.path(""), 0o555);
    for command in ["due", "review"] {
        let ran = shelf.run(&[command]);
        assert_eq!((ran.code, ran.out.as_str()), (4, ""), "{ran:?}");
        assert!(ran.err.contains("Permission denied"), "{ran:?}");
        assert!(ran.err.contains("hint: "), "{ran:?}");
    }
}

#[test]
fn memories_of_another_scheduler_are_shown_as_they_are() {
    let shelf = Shelf::new().closed();
    let card = shelf.sandbox.card("What is EFS?");
    let settings = shelf.sandbox.path("home/.config/srm");
    fs::create_dir_all(&settings).unwrap();
    fs::write(
        settings.join("config.toml"),
        "[review]\nscheduler = \"fsrs\"\n",
    )
    .unwrap();
    let ran = shelf.run(&["show", &card]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("not of fsrs"), "{ran:?}");
    assert!(ran.out.contains("ease"), "{ran:?}");
}
