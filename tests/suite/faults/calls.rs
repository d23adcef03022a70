//! System calls that fail: each write, sync, truncation, name and opening of a command, one at a time, as a
//! broken disk, as a full one, and as a kill. The collection is the one before or the one after, a file that is
//! written is the old or the new one, success is said only of success, and the next run simply works.
//! It needs `strace`, and a system that lets it trace; elsewhere it says so.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use rusqlite::Connection;
use tempfile::TempDir;

use super::rounds;
use crate::commands::sandbox::{NOTES, Ran, Sandbox};

/// The calls that are failed.
const CALLS: &str = "write,pwrite64,fsync,fdatasync,ftruncate,rename,unlink,mkdir,openat";

/// How they fail.
const FAULTS: [&str; 3] = ["error=EIO", "error=ENOSPC", "signal=KILL"];

/// One call of a run: its name and which one of this name it is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Call {
    name: String,
    number: u32,
}

/// A room as it is before the command, which is laid out anew for each call.
struct Scene {
    template: Sandbox,
    arguments: &'static [&'static str],
    input: &'static str,
}

/// What a learner has, as far as it can be seen; the file is proven sound.
#[derive(Debug, PartialEq, Eq)]
struct State {
    cards: String,
    answers: u64,
}

impl State {
    fn of(room: &Sandbox) -> State {
        let connection = Connection::open(room.path("srm.db")).unwrap();
        let sound: String = connection
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(sound, "ok");
        let sql = "SELECT count(*) FROM event WHERE kind IN ('review', 'drill')";
        let answers = connection.query_row(sql, [], |row| row.get(0)).unwrap();
        drop(connection);
        let cards = room.run(&["cards", "--json"]);
        assert_eq!(cards.code, 0, "{cards:?}");
        let cards = cards.out;
        State { cards, answers }
    }
}

fn copy_all(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir_all(&place).unwrap();
            copy_all(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

impl Scene {
    fn room(&self) -> Sandbox {
        let room = Sandbox::new();
        copy_all(&self.template.path(""), &room.path(""));
        room
    }

    /// Runs the command with its calls written down, and with one of them failed.
    fn run(&self, room: &Sandbox, log: &Path, fault: Option<(&Call, &str)>) -> Ran {
        let program = room.process(self.arguments);
        let mut traced = Command::new("strace");
        traced.args(["-f", "-qq", "-e", &format!("trace={CALLS}"), "-o"]);
        traced.arg(log);
        if let Some((Call { name, number }, how)) = fault {
            traced.args(["-e", &format!("inject={name}:{how}:when={number}")]);
        }
        traced.arg(program.get_program()).args(self.arguments);
        traced.env_clear().current_dir(room.path(""));
        for (name, value) in program.get_envs() {
            traced.env(name, value.unwrap_or_default());
        }
        room.write("input", self.input);
        let input = fs::File::open(room.path("input")).unwrap();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let output = traced.env("PATH", path).stdin(Stdio::from(input)).output();
        let output = output.unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// The calls of a run that touch the room. Each thread counts its own.
fn calls(log: &str, room: &Path) -> Vec<Call> {
    let mut counts: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    let mut found = Vec::new();
    for line in log.lines() {
        let Some((thread, call)) = line.split_once(' ') else {
            continue;
        };
        let Some((name, rest)) = call.trim_start().split_once('(') else {
            continue;
        };
        let number = counts.entry((thread, name)).or_default();
        *number += 1;
        // The loader's own files, and what is said, are of other tests.
        let is_elsewhere = name == "openat" && !rest.contains(room.to_str().unwrap());
        let is_said = name == "write" && (rest.starts_with("1,") || rest.starts_with("2,"));
        let call = Call {
            name: name.to_owned(),
            number: *number,
        };
        if !is_elsewhere && !is_said && !found.contains(&call) {
            found.push(call);
        }
    }
    found
}

/// One in the middle and the last of each name: a write to the collection, and the one to a file.
fn few(calls: &[Call]) -> Vec<Call> {
    let mut named: BTreeMap<&str, Vec<&Call>> = BTreeMap::new();
    for call in calls {
        named.entry(&call.name).or_default().push(call);
    }
    let mut few = Vec::new();
    for calls in named.values() {
        few.extend([calls[calls.len() / 2], calls[calls.len() - 1]].map(Call::clone));
    }
    few.dedup();
    few
}

/// Whether calls can be traced here; says so where they cannot.
#[expect(
    clippy::print_stderr,
    reason = "the test itself says that it is not run"
)]
fn can_trace() -> bool {
    let probe = Command::new("strace")
        .args(["-qq", "-o", "/dev/null", "true"])
        .output();
    let can = probe.is_ok_and(|ran| ran.status.success());
    if !can {
        eprintln!("not run: there is no strace, or nobody may trace here");
    }
    can
}

/// A collection with an answer, a backup, another answer, a document that is not in it, and a file.
fn template() -> Sandbox {
    let room = Sandbox::with_notes();
    let answer = |front: &str| room.run(&["answer", &room.card(front), "good"]).code;
    assert_eq!(answer("What is EFS?"), 0);
    assert_eq!(room.run(&["backup"]).code, 0);
    assert_eq!(answer("Which one"), 0);
    let more = NOTES.replace("Storage", "More").replace("S3", "R2");
    room.write("more.md", more);
    room.write("out.json", "old");
    room
}

/// Fails the calls of a command one by one.
fn sweep(arguments: &'static [&'static str], input: &'static str) {
    if !can_trace() {
        return;
    }
    let scene = Scene {
        template: template(),
        arguments,
        input,
    };
    let logs = TempDir::new().unwrap();
    let log = logs.path().join("calls");
    let room = scene.room();
    let before = State::of(&room);
    let ran = scene.run(&room, &log, None);
    assert_eq!(ran.code, 0, "{ran:?}");
    let after = State::of(&room);
    let written = room.read("out.json");
    let calls = calls(&fs::read_to_string(&log).unwrap(), &room.path(""));
    assert!(calls.len() > 10, "{calls:?}");
    let calls = match rounds(0) {
        0 => few(&calls),
        _ => calls,
    };
    let mut failed = 0;
    for fault in FAULTS {
        for call in &calls {
            let which = format!("{arguments:?}, {call:?}, {fault}");
            let room = scene.room();
            let ran = scene.run(&room, &log, Some((call, fault)));
            let left = State::of(&room);
            assert!(!ran.err.contains("panicked"), "{which}: {ran:?}");
            let said = ran.out.lines().filter(|line| line.starts_with("Saved "));
            let said = before.answers + said.count() as u64;
            if input.is_empty() {
                assert!(left == before || left == after, "{which}: {left:?}");
            } else {
                // One may be stored of which nobody heard.
                assert!(
                    (said..=said + 1).contains(&left.answers),
                    "{which}: {ran:?}"
                );
            }
            let file = room.read("out.json");
            assert!(file == "old" || file == written, "{which}: {file}");
            if ran.code == 0 {
                assert!(left == after && file == written, "{which}: {ran:?}");
            } else {
                failed += 1;
                if ran.code != -1 {
                    assert!(matches!(ran.code, 1 | 4), "{which}: {ran:?}");
                    assert!(ran.err.contains("error: "), "{which}: {ran:?}");
                }
                let again = room.run_with(arguments, input);
                assert_eq!(again.code, 0, "{which}: {again:?}");
            }
            assert_eq!(room.run(&["rebuild", "--check"]).code, 0, "{which}");
        }
    }
    assert!(failed > 0, "{arguments:?}: nothing failed");
}

#[test]
fn a_review_survives_each_call_that_fails() {
    sweep(&["review", "--plain"], "\n3\n\n1\n:quit\n");
}

#[test]
fn an_import_survives_each_call_that_fails() {
    sweep(&["import", "more.md"], "");
}

#[test]
fn an_export_survives_each_call_that_fails() {
    sweep(&["export", "--progress", "-o", "out.json"], "");
}

#[test]
fn a_backup_survives_each_call_that_fails() {
    sweep(&["backup"], "");
}

#[test]
fn a_restore_survives_each_call_that_fails() {
    sweep(&["restore", "1", "--yes"], "");
}

#[test]
fn the_calls_of_each_thread_are_counted_and_those_elsewhere_left_out() {
    let log = "7 openat(AT_FDCWD, \"/lib/libc.so\", O_RDONLY) = 3\n\
               7 openat(AT_FDCWD, \"/room/srm.db\", O_RDWR) = 3\n\
               8  openat(AT_FDCWD, \"/room/b\", O_RDWR) = 3\n\
               7 write(1, \"said\", 4) = 4\n\
               7 write(5, \"kept\", 4) = 4\n\
               7 <... fsync resumed>) = 0\n";
    let found = calls(log, Path::new("/room"));
    let found: Vec<(&str, u32)> = found
        .iter()
        .map(|call| (call.name.as_str(), call.number))
        .collect();
    assert_eq!(found, [("openat", 2), ("openat", 1), ("write", 2)]);
}
