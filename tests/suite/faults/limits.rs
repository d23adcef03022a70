//! Writes that fail: files may not grow past a limit, or the disk is full. At whichever write that
//! happens, the collection is the one before or the one after, success is said only of success, the
//! message has a way out, and with room again the same command works.

use std::fs;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use rusqlite::Connection;

use super::rounds;
use crate::commands::sandbox::{NOTES, Ran, Sandbox};

/// The limits are multiples of this, in the 512 bytes that the shell counts in: SQLite's pages.
const PAGE: u64 = 8;

/// Limits are tried up to this size, in pages. All that is written here is smaller.
const LARGEST: u64 = 160;

/// Runs the program with a limit on the size of the files it writes, in pages.
fn run_within(sandbox: &Sandbox, pages: u64, arguments: &[&str], input: &str) -> Ran {
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -f \"$0\" && exec \"$@\""])
        .arg((pages * PAGE).to_string())
        .arg(cargo_bin!("srm"))
        .args(arguments);
    run(sandbox, &mut command, input)
}

fn run(sandbox: &Sandbox, command: &mut Command, input: &str) -> Ran {
    sandbox.write("input", input);
    let output = command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", sandbox.path("home"))
        .env("SRM_DB", sandbox.path("disk/srm.db"))
        .env("SRM_NOW", sandbox.now())
        .current_dir(sandbox.path(""))
        .stdin(Stdio::from(fs::File::open(sandbox.path("input")).unwrap()))
        .output()
        .unwrap();
    Ran {
        // A signal is no exit code, and none of the codes that are allowed.
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// What a collection holds, as far as a learner can see it; the file is proven sound.
fn state(sandbox: &Sandbox) -> (String, u64) {
    let connection = Connection::open(sandbox.path("disk/srm.db")).unwrap();
    let sound: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    let events = connection
        .query_row("SELECT count(*) FROM event", [], |row| row.get(0))
        .unwrap();
    drop(connection);
    let cards = sandbox.run(&["cards", "--json", "--db", "disk/srm.db"]);
    assert_eq!(cards.code, 0, "{cards:?}");
    (cards.out, events)
}

/// A room with a collection on a disk of its own, and a document that is not in it yet.
fn room() -> Sandbox {
    let sandbox = Sandbox::with_notes();
    let card = sandbox.card("What is EFS?");
    assert_eq!(sandbox.run(&["answer", &card, "good"]).code, 0);
    let rows: String = (0..150)
        .map(|n| format!("| word {n} | meaning {n} |\n"))
        .collect();
    sandbox.write("more.md", format!("# More\n\n| K | V |\n|---|---|\n{rows}"));
    sandbox
}

/// Puts the collection of the room onto its disk, as it was at first.
fn begin_again(sandbox: &Sandbox) {
    let disk = sandbox.path("disk");
    let _ = fs::remove_dir_all(&disk);
    fs::create_dir(&disk).unwrap();
    fs::copy(sandbox.path("srm.db"), disk.join("srm.db")).unwrap();
}

fn says_what_to_do(ran: &Ran, which: &str) {
    assert!(matches!(ran.code, 1 | 4), "{which}: {ran:?}");
    assert!(ran.err.contains("error: "), "{which}: {ran:?}");
    assert!(ran.err.contains("hint: "), "{which}: {ran:?}");
    assert!(!ran.err.contains("panicked"), "{which}: {ran:?}");
}

/// Plays a command under every limit.
fn sweep(arguments: &[&str], input: &str) {
    let sandbox = room();
    begin_again(&sandbox);
    let before = state(&sandbox);
    let ran = run_within(&sandbox, 1 << 20, arguments, input);
    assert_eq!(ran.code, 0, "{ran:?}");
    let after = state(&sandbox);
    let step = (LARGEST / rounds(8)).max(1);
    let mut failed = 0;
    for pages in (0..LARGEST).step_by(usize::try_from(step).unwrap()) {
        let which = format!("{arguments:?} with {pages} pages");
        begin_again(&sandbox);
        let ran = run_within(&sandbox, pages, arguments, input);
        let left = state(&sandbox);
        if ran.code == 0 {
            assert_eq!(left.1, after.1, "{which}: {ran:?}");
        } else {
            failed += 1;
            says_what_to_do(&ran, &which);
            assert!(
                left == before || left == after,
                "{which}: something between"
            );
            if left == before {
                let ran = run_within(&sandbox, 1 << 20, arguments, input);
                assert_eq!(ran.code, 0, "{which}: {ran:?}");
                assert_eq!(state(&sandbox).1, after.1, "{which}");
            }
        }
    }
    assert!(
        failed > 0,
        "{arguments:?}: nothing failed, nothing is proven"
    );
}

#[test]
fn an_import_meets_a_limit() {
    sweep(&["import", "more.md"], "");
}

#[test]
fn an_undo_of_an_import_meets_a_limit() {
    sweep(&["undo"], "");
}

#[test]
fn a_reset_meets_a_limit() {
    let sandbox = room();
    let card = sandbox.card("What is EFS?");
    sweep(&["reset", &card, "--yes"], "");
}

#[test]
fn a_review_that_meets_a_limit_keeps_what_it_acknowledged() {
    let sandbox = room();
    let input = "\n1\n".repeat(40);
    let step = (LARGEST / rounds(8)).max(1);
    let mut failed = 0;
    for pages in (0..LARGEST).step_by(usize::try_from(step).unwrap()) {
        begin_again(&sandbox);
        let (_, before) = state(&sandbox);
        let ran = run_within(&sandbox, pages, &["review", "--plain"], &input);
        let (_, after) = state(&sandbox);
        let saved = ran
            .out
            .lines()
            .filter(|line| line.starts_with("Saved "))
            .count() as u64;
        assert_eq!(after, before + saved, "{pages} pages: {ran:?}");
        if ran.code != 0 {
            failed += 1;
            says_what_to_do(&ran, &format!("{pages} pages"));
        }
        let again = run_within(&sandbox, 1 << 20, &["review", "--plain"], "\n1\n:quit\n");
        assert_eq!(again.code, 0, "{again:?}");
    }
    assert!(failed > 0, "nothing failed, nothing is proven");
}

#[test]
fn a_backup_a_restore_and_files_that_are_written_meet_a_limit() {
    let sandbox = room();
    let step = (LARGEST / rounds(8)).max(1);
    let mut failed = 0;
    for pages in (0..LARGEST).step_by(usize::try_from(step).unwrap()) {
        begin_again(&sandbox);
        let made = run_within(&sandbox, 1 << 20, &["backup"], "");
        assert_eq!(made.code, 0, "{made:?}");
        let before = state(&sandbox);
        sandbox.write("out.json", "old");
        for arguments in [
            &["backup"][..],
            &["restore", "1", "--yes"],
            &["export", "--progress", "-o", "out.json"],
            &["stats", "--html", "out.json"],
            &["doctor", "--salvage", "out.json"],
        ] {
            let which = format!("{arguments:?} with {pages} pages");
            let old = sandbox.read("out.json");
            let ran = run_within(&sandbox, pages, arguments, "");
            // A restore takes the log on, so that its state is the same and its file is not.
            assert!(state(&sandbox) == before, "{which}: {ran:?}");
            if ran.code != 0 {
                failed += 1;
                says_what_to_do(&ran, &which);
                assert_eq!(sandbox.read("out.json"), old, "{which}");
            }
        }
        let left = sandbox.files();
        assert!(!left.iter().any(|name| name.contains(".part")), "{left:?}");
        for entry in fs::read_dir(sandbox.path("disk/srm.db.backups")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(!name.contains(".part"), "{name}");
            if name.ends_with(".db") {
                let ran = sandbox.run(&["restore", "--json", "--db", "disk/srm.db"]);
                assert_eq!(ran.code, 0, "{ran:?}");
            }
        }
    }
    assert!(failed > 0, "nothing failed, nothing is proven");
}

/// Needs a system that lets its users mount in a namespace of their own; elsewhere it says so.
#[test]
fn a_disk_that_is_really_full() {
    let sandbox = room();
    let probe = Command::new("unshare").args(["-rm", "true"]).output();
    if !probe.is_ok_and(|output| output.status.success()) {
        eprintln!("not run: nobody may mount here");
        return;
    }
    begin_again(&sandbox);
    let size = fs::metadata(sandbox.path("srm.db")).unwrap().len() / 1024;
    let mut failed = 0;
    for spare in (0..1200).step_by(usize::try_from((1200 / rounds(6)).max(16)).unwrap()) {
        // The disk is gone with the shell that mounted it, so what is on it is looked at inside.
        let script = format!(
            "mount -t tmpfs -o size={}k none disk && cp srm.db disk/ || exit 99\n\
             \"$0\" due >/dev/null || exit 96\n\
             \"$0\" import more.md\n\
             code=$?\n\
             mount -o remount,size=64m disk\n\
             \"$0\" rebuild --check >/dev/null || exit 98\n\
             \"$0\" import more.md >/dev/null || exit 97\n\
             exit $code",
            size + spare
        );
        let mut command = Command::new("unshare");
        command
            .args(["-rm", "sh", "-c", &script])
            .arg(cargo_bin!("srm"));
        let ran = run(&sandbox, &mut command, "");
        if ran.code != 0 {
            failed += 1;
            says_what_to_do(&ran, &format!("{spare} KiB"));
        }
    }
    assert!(failed > 0, "nothing failed, nothing is proven");
    sandbox.write("notes.md", NOTES);
}
