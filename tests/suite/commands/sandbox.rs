//! A folder, a database in it, a clock that stands still, and nothing else of the machine.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use tempfile::TempDir;

/// Nine in the morning of the first day.
pub(crate) const DAY_1: &str = "2026-03-01T09:00:00+01:00";
/// The day after.
pub(crate) const DAY_2: &str = "2026-03-02T09:00:00+01:00";

/// Two rows, one open question and one with options.
pub(crate) const NOTES: &str = "\
# Storage

## Services

| Service | Keeps |
|---|---|
| EBS | blocks |
| S3 | objects |

## Questions

Q: What is EFS?
A: A shared file system.

Q: Which one is shared?
A) EBS
B) EFS
C) Instance store
Answer: B
";

/// What a run gave back.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A room for one test.
pub(crate) struct Sandbox {
    folder: TempDir,
    now: String,
}

impl Sandbox {
    /// An empty room on day 1.
    pub(crate) fn new() -> Sandbox {
        Sandbox {
            folder: TempDir::new().unwrap(),
            now: DAY_1.to_owned(),
        }
    }

    /// A room with [`NOTES`] in the collection.
    pub(crate) fn with_notes() -> Sandbox {
        let sandbox = Sandbox::new();
        sandbox.write("notes.md", NOTES);
        let ran = sandbox.run(&["import", "notes.md"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        sandbox
    }

    /// Sets the clock.
    pub(crate) fn at(&mut self, now: &str) {
        now.clone_into(&mut self.now);
    }

    /// What the clock says.
    pub(crate) fn now(&self) -> &str {
        &self.now
    }

    /// A path in the room.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the room.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    /// Reads a file of the room.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of all files in the room.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// The program, ready to run in the room.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        Command::from_std(self.process(arguments))
    }

    /// The program, ready to be started and left to run in the room.
    pub(crate) fn process(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = std::process::Command::new(cargo_bin!("srm"));
        command
            .env_clear()
            .env("HOME", self.path("home"))
            .env("SRM_DB", self.path("srm.db"))
            .env("SRM_NOW", &self.now)
            .env("SRM_RNG_SEED", "1")
            .current_dir(self.folder.path())
            .args(arguments);
        command
    }

    /// Runs the program with nothing on stdin.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, "")
    }

    /// Runs the program with this on stdin.
    pub(crate) fn run_with(&self, arguments: &[&str], input: impl Into<Vec<u8>>) -> Ran {
        finish(self.command(arguments).write_stdin(input))
    }

    /// Runs a command that has to succeed, and reads the JSON it prints.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{ran:?}");
        serde_json::from_str(&ran.out).unwrap()
    }

    /// The events of the whole collection as `srm export --progress` writes them.
    pub(crate) fn events(&self) -> Vec<Value> {
        let json = self.json(&["export", "--progress"]);
        json["events"].as_array().unwrap().clone()
    }

    /// The id of the card whose front begins so.
    pub(crate) fn card(&self, front: &str) -> String {
        let json = self.json(&["export"]);
        let cards = json["cards"].as_array().unwrap();
        let begins = |card: &&Value| card["front"].as_str().unwrap().starts_with(front);
        cards.iter().find(begins).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    }
}

/// Runs a command to its end.
pub(crate) fn finish(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The bytes of a file, or none when it is not there.
pub(crate) fn bytes(path: &Path) -> Option<Vec<u8>> {
    fs::read(path).ok()
}
