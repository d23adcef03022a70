//! Several at once on one collection: reviews, imports, reports, backups. Everyone gets through, no
//! answer is lost or there twice, and nobody reads of locks.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Output, Stdio};

use rusqlite::Connection;

use super::rounds;
use crate::commands::sandbox::Sandbox;

fn start(sandbox: &Sandbox, arguments: &[&str], input: &str) -> Child {
    let mut child = sandbox
        .process(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child
}

/// The end of a program that got through: what it said on stdout.
fn through(child: Child) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    let (out, err) = [stdout, stderr]
        .map(|said| String::from_utf8(said).unwrap())
        .into();
    assert_eq!(status.code(), Some(0), "{out}{err}");
    assert!(!format!("{out}{err}").contains("locked"), "{out}{err}");
    out
}

fn room() -> Sandbox {
    let sandbox = Sandbox::new();
    let rows: String = (0..40)
        .map(|row| format!("| {row} | of {row} |\n"))
        .collect();
    sandbox.write(
        "notes.md",
        format!("# Notes\n\n| K | V |\n|---|---|\n{rows}"),
    );
    sandbox.write("more.md", format!("# More\n\n| K | V |\n|---|---|\n{rows}"));
    assert_eq!(sandbox.run(&["import", "notes.md"]).code, 0);
    sandbox
}

fn answers(sandbox: &Sandbox) -> u64 {
    let connection = Connection::open(sandbox.path("srm.db")).unwrap();
    let sound: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    let sql = "SELECT count(*) FROM event WHERE kind IN ('review', 'drill')";
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn two_reviews_an_import_and_reports_get_through() {
    for _ in 0..rounds(2) {
        let sandbox = room();
        let typed = "\n3\n".repeat(12);
        let reviews = [0, 1].map(|_| start(&sandbox, &["review", "--plain"], &typed));
        let others: Vec<Child> = [
            &["import", "more.md"][..],
            &["stats"],
            &["due"],
            &["backup"],
            &["export", "--progress"],
            &["doctor"],
        ]
        .map(|arguments| start(&sandbox, arguments, ""))
        .into();
        let mut saved = 0;
        for review in reviews {
            let said = through(review);
            saved += said
                .lines()
                .filter(|line| line.starts_with("Saved "))
                .count() as u64;
        }
        for other in others {
            through(other);
        }
        assert!(saved >= 12, "{saved}");
        assert_eq!(answers(&sandbox), saved);
        let ran = sandbox.run(&["rebuild", "--check"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(
            sandbox.json(&["due", "--json"])["decks"]
                .as_array()
                .unwrap()
                .len(),
            2
        );
    }
}

#[test]
fn a_card_that_was_answered_elsewhere_meanwhile_is_passed_over_and_said() {
    let sandbox = room();
    let mut child = sandbox
        .process(&["review", "--plain"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut keys = child.stdin.take().unwrap();
    let mut said = std::io::BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    while !first.contains("Press Enter") {
        assert!(
            std::io::BufRead::read_line(&mut said, &mut first).unwrap() > 0,
            "{first}"
        );
    }
    // The card that is shown is answered in another window.
    let id = sandbox.card("0\n");
    assert_eq!(sandbox.run(&["answer", &id, "easy"]).code, 0);
    keys.write_all(b"\n1\n\n3\n:quit\n").unwrap();
    drop(keys);
    let mut rest = String::new();
    std::io::Read::read_to_string(&mut said, &mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{rest}");
    assert!(rest.contains("changed"), "{rest}");
    assert!(!rest.contains("Saved again"), "{rest}");
    assert_eq!(sandbox.json(&["show", &id, "--json"])["reps"], 1);
}

#[test]
fn a_program_that_holds_the_collection_for_long_is_told_as_such() {
    let sandbox = room();
    let holder = Connection::open(sandbox.path("srm.db")).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    // Looking needs no turn.
    assert_eq!(sandbox.run(&["due"]).code, 0);
    let card = sandbox.card("0\n");
    let ran = sandbox.run(&["suspend", &card]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(
        ran.err
            .contains("another program is writing to the collection"),
        "{ran:?}"
    );
    assert!(ran.err.contains("hint: Wait"), "{ran:?}");
    holder.execute_batch("COMMIT").unwrap();
    assert_eq!(sandbox.run(&["suspend", &card]).code, 0);
}

/// SQLite goes on writing to a file that has no name any more: an answer that is saved there is lost.
#[cfg(unix)]
#[test]
fn no_answer_is_acknowledged_once_the_file_is_gone_or_another() {
    for is_replaced in [false, true] {
        let sandbox = room();
        let mut child = sandbox
            .process(&["review", "--plain"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut keys = child.stdin.take().unwrap();
        keys.write_all(b"\n3\n").unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.starts_with("Saved ") {
            line.clear();
            assert!(said.read_line(&mut line).unwrap() > 0);
        }
        let copy = sandbox.path("copy.db");
        std::fs::copy(sandbox.path("srm.db"), &copy).unwrap();
        match is_replaced {
            true => std::fs::rename(&copy, sandbox.path("srm.db")).unwrap(),
            false => std::fs::remove_file(sandbox.path("srm.db")).unwrap(),
        }
        // The program may be gone before it has read all of it.
        let _ = keys.write_all(b"\n3\n\n3\n");
        drop(keys);
        let mut rest = String::new();
        said.read_to_string(&mut rest).unwrap();
        assert!(!rest.contains("Saved "), "{rest}");
        let Output { status, stderr, .. } = child.wait_with_output().unwrap();
        let err = String::from_utf8(stderr).unwrap();
        assert_eq!(status.code(), Some(4), "{err}");
        assert!(err.contains("the last answer was not saved"), "{err}");
    }
}
