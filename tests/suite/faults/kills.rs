//! Killed at any instant, as often as wished: an answer that was acknowledged is there, none is there
//! twice, an import or an undo has happened or has not, and the next start needs nobody's help.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::{Dice, rounds};
use crate::commands::sandbox::Sandbox;

/// Cards of the deck.
const CARDS: u64 = 30;

/// Answers typed into one session.
const TYPED: u64 = 12;

/// The longest wait before a kill that is aimed at a write.
const AIM: u64 = 6_000;

/// A document in its nth edition: every edition changes an answer, adds a row and takes one away.
pub(super) fn edition(number: u64) -> String {
    let mut text = "# Storage\n\n## Services\n\n| Service | Keeps |\n|---|---|\n".to_owned();
    for row in number..number + CARDS {
        let word = if row % 7 == 0 { number } else { 0 };
        let _ = writeln!(text, "| service number {row} | thing {row} of {word} |");
    }
    text
}

pub(super) fn start(sandbox: &Sandbox, arguments: &[&str]) -> Child {
    sandbox
        .process(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Waits without giving the processor away: a sleep is too coarse for the middle of a write.
fn wait(micros: u64) {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_micros(micros) {
        std::hint::spin_loop();
    }
}

/// Kills a command after so many microseconds; false when it had ended by itself.
fn killed_after(sandbox: &Sandbox, arguments: &[&str], micros: u64) -> bool {
    let mut child = start(sandbox, arguments);
    wait(micros);
    child.kill().unwrap();
    child.wait().unwrap().code().is_none()
}

/// How long a command takes here, in microseconds.
fn duration(sandbox: &Sandbox, arguments: &[&str]) -> u64 {
    let begun = Instant::now();
    assert_eq!(sandbox.run(arguments).code, 0, "{arguments:?}");
    u64::try_from(begun.elapsed().as_micros()).unwrap()
}

/// The graded answers and drills that are stored, undone ones included.
pub(super) fn stored(sandbox: &Sandbox) -> u64 {
    let connection = Connection::open(sandbox.path("srm.db")).unwrap();
    let sound: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    let sql = "SELECT count(*) FROM event WHERE kind IN ('review', 'drill')";
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

pub(super) fn is_whole(sandbox: &Sandbox) {
    let ran = sandbox.run(&["rebuild", "--check"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
}

#[test]
fn an_acknowledged_answer_is_never_lost() {
    let mut sandbox = Sandbox::new();
    sandbox.write("notes.md", edition(0));
    assert_eq!(sandbox.run(&["import", "notes.md"]).code, 0);
    let mut dice = Dice(0x5EED);
    let (mut before, mut acknowledged, mut number) = (0, 0, 0);
    for round in 0..rounds(20) {
        if round % 4 == 0 {
            // Another day, whose first review makes a backup and follows the document.
            let day = 1 + round / 4;
            sandbox.at(&format!("{}-03-01T09:00:00Z", 2026 + day % 7000));
            number += 1;
            sandbox.write("notes.md", edition(number));
        }
        let mut child = start(&sandbox, &["review", "--plain"]);
        let mut keys = child.stdin.take().unwrap();
        // The program may be gone before it has read all of it.
        let _ = keys.write_all("\n1\n".repeat(usize::try_from(TYPED).unwrap()).as_bytes());
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let aim = dice.below(TYPED);
        let mut acks = 0;
        let mut line = Vec::new();
        while acks < aim && said.read_until(b'\n', &mut line).unwrap() > 0 {
            acks += u64::from(line.starts_with(b"Saved "));
            line.clear();
        }
        wait(dice.below(AIM));
        child.kill().unwrap();
        child.wait().unwrap();
        drop(keys);
        let mut rest = String::new();
        said.read_to_string(&mut rest).unwrap();
        acks += rest
            .lines()
            .filter(|line| line.starts_with("Saved "))
            .count() as u64;
        let after = stored(&sandbox);
        // The next answer is asked for only after this one was acknowledged, so one may be stored
        // of which nobody heard.
        let possible = before + acks..=before + acks + 1;
        assert!(
            possible.contains(&after),
            "round {round}: {before} answers, {acks} acknowledged, then {after}"
        );
        is_whole(&sandbox);
        acknowledged += acks;
        before = after;
    }
    assert!(
        acknowledged > rounds(20),
        "too little was answered to prove anything"
    );
}

#[test]
fn an_import_has_happened_or_has_not() {
    let sandbox = Sandbox::new();
    sandbox.write("notes.md", edition(0));
    assert_eq!(sandbox.run(&["import", "notes.md"]).code, 0);
    let mut dice = Dice(0x1111);
    let state = || sandbox.run(&["export", "--progress"]).out;
    sandbox.write("notes.md", edition(1));
    let long = duration(&sandbox, &["import", "notes.md"]);
    let mut killed = 0;
    for round in 2..rounds(10) + 2 {
        sandbox.write("notes.md", edition(round));
        let before = state();
        killed += u64::from(killed_after(
            &sandbox,
            &["import", "notes.md"],
            dice.below(long),
        ));
        let left = state();
        stored(&sandbox);
        assert_eq!(sandbox.run(&["import", "notes.md"]).code, 0);
        let after = state();
        assert!(
            left == before || left == after,
            "round {round}: something between"
        );
        is_whole(&sandbox);
    }
    assert!(killed > 0, "nothing was killed, nothing is proven");
}

#[test]
fn an_undo_has_happened_or_has_not() {
    let sandbox = Sandbox::new();
    sandbox.write("notes.md", edition(0));
    assert_eq!(sandbox.run(&["import", "notes.md"]).code, 0);
    let ran = sandbox.run_with(&["review", "--plain"], "\n3\n".repeat(8));
    assert_eq!(ran.code, 0, "{ran:?}");
    let mut dice = Dice(0x2222);
    let state = || sandbox.run(&["cards", "--json"]).out;
    let long = duration(&sandbox, &["undo"]);
    let mut killed = 0;
    for round in 0..rounds(10) {
        // Back and forth: what redo brings back is what undo took.
        let (there, back) = match round % 2 {
            0 => (["undo"], ["redo"]),
            _ => (["redo"], ["undo"]),
        };
        let before = state();
        killed += u64::from(killed_after(&sandbox, &there, dice.below(long)));
        let left = state();
        stored(&sandbox);
        if left == before {
            assert_eq!(sandbox.run(&there).code, 0, "round {round}");
        }
        assert!(state() != before, "round {round}: nothing happened");
        assert_eq!(sandbox.run(&back).code, 0, "round {round}");
        assert!(state() == before, "round {round}: something between");
        assert_eq!(sandbox.run(&there).code, 0, "round {round}");
        is_whole(&sandbox);
    }
    assert!(killed > 0, "nothing was killed, nothing is proven");
}

#[test]
fn an_output_file_is_the_old_or_the_new_one_and_nothing_stays_beside_it() {
    let sandbox = Sandbox::new();
    sandbox.write("notes.md", edition(0));
    assert_eq!(sandbox.run(&["import", "notes.md"]).code, 0);
    let export = ["export", "--progress", "-o", "out.json"];
    let mut dice = Dice(0x3333);
    sandbox.write("out.json", "old");
    let long = duration(&sandbox, &export);
    let new = sandbox.read("out.json");
    for round in 0..rounds(10) {
        sandbox.write("out.json", "old");
        killed_after(&sandbox, &export, dice.below(long));
        let left = sandbox.read("out.json");
        assert!(left == "old" || left == new, "round {round}: {left}");
    }
    assert_eq!(sandbox.run(&export).code, 0);
    let files = sandbox.files();
    assert!(
        !files.iter().any(|name| name.contains(".part")),
        "{files:?}"
    );
}
