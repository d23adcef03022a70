//! `srm doctor`: what it finds, what it mends, and that looking changes nothing.

use std::fs;

use rusqlite::Connection;
use serde_json::{Value, json};

use super::sandbox::{Sandbox, bytes};

fn answered() -> Sandbox {
    let sandbox = Sandbox::with_notes();
    let id = sandbox.card("What is EFS?");
    assert_eq!(sandbox.run(&["answer", &id, "good"]).code, 0);
    sandbox
}

#[test]
fn a_sound_collection_is_said_to_be_one() {
    let sandbox = answered();
    let ran = sandbox.run(&["doctor", "--full"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(lines[0].starts_with("sound  file: format "), "{ran:?}");
    assert!(lines[0].ends_with(", checked in full"), "{ran:?}");
    assert_eq!(lines[1], "sound  log: 1 event");
    assert_eq!(lines[2], "sound  clock: 2026-03-01T08:00:00.000Z");
    assert_eq!(lines[3], "sound  memories: each is what the log says");
    assert_eq!(lines[4], "sound  counts: as many cards as there are");
    assert_eq!(lines[5], "sound  document: 1 document is in place");
    assert_eq!(lines[6], "note   backups: there is none yet");
    let json = sandbox.json(&["doctor", "--json"]);
    assert_eq!(json["format"], "srm-doctor");
    assert_eq!(json["findings"][0]["verdict"], "sound");
}

#[test]
fn counts_that_went_wrong_are_found_and_mended() {
    let sandbox = answered();
    let spoil = || {
        let connection = Connection::open(sandbox.path("srm.db")).unwrap();
        let sql = "UPDATE deck_count SET new = new + 1";
        connection.execute(sql, []).unwrap();
    };
    spoil();
    let ran = sandbox.run(&["doctor"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("wrong  counts: 1 deck has"), "{ran:?}");
    let ran = sandbox.run(&["rebuild", "--check"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("Next: srm rebuild"), "{ran:?}");
    assert_eq!(sandbox.run(&["rebuild"]).code, 0);
    assert_eq!(sandbox.run(&["rebuild", "--check"]).code, 0);
    spoil();
    let ran = sandbox.run(&["doctor", "--fix"]);
    assert!(ran.out.contains("mended counts: 1 deck"), "{ran:?}");
    assert_eq!(sandbox.run(&["doctor"]).code, 0);
}

#[test]
fn a_memory_that_is_not_what_the_log_says_is_found_and_mended() {
    let sandbox = answered();
    let connection = Connection::open(sandbox.path("srm.db")).unwrap();
    connection
        .execute("UPDATE memory SET interval_days = 99 WHERE reviews = 1", [])
        .unwrap();
    drop(connection);
    let ran = sandbox.run(&["doctor"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.out
            .contains("wrong  memories: 1 card differs from the log\n"),
        "{ran:?}"
    );
    let ran = sandbox.run(&["doctor", "--fix"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("mended memories:"), "{ran:?}");
    assert!(
        sandbox
            .path("srm.db.backups/2026-03-01T08-00-00.000Z-mend.db")
            .exists()
    );
    assert!(sandbox.run(&["doctor"]).out.contains("sound  memories"));
}

/// A text that stood for one card and then for another: what an older program wrote into the log.
#[test]
fn cards_that_became_one_by_a_text_are_named_and_parted() {
    let sandbox = answered();
    let mut deck = sandbox.json(&["export", "--progress"]);
    let ids: Vec<Value> = (0..2)
        .map(|card| deck["cards"][card]["id"].clone())
        .collect();
    let events = deck["events"].as_array_mut().unwrap();
    for (sequence, id) in (1..).zip(&ids) {
        events.push(json!({
            "device": "00000000000000aa", "sequence": sequence, "clock": 1_772_000_000_000_u64,
            "at": "2026-02-25T06:13:20.000Z", "offset_minutes": 0,
            "kind": "alias", "card": "0f".repeat(16), "of": id,
        }));
    }
    sandbox.write("log.json", deck.to_string());
    assert_eq!(sandbox.run(&["import", "log.json"]).code, 0);
    let mut short: Vec<&str> = ids.iter().map(|id| &id.as_str().unwrap()[..8]).collect();
    short.sort_unstable();
    let both = short.join(", ");

    let ran = sandbox.run(&["doctor"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let wrong =
        format!("wrong  cards: these have one history, by a text that stood for each: {both}\n");
    assert!(ran.out.contains(&wrong), "{ran:?}");
    assert!(ran.out.contains("srm doctor --fix"), "{ran:?}");
    let ran = sandbox.run(&["doctor", "--fix"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let mended = format!("mended cards: each of these has its own history again: {both}\n");
    assert!(ran.out.contains(&mended), "{ran:?}");
    let backup = "srm.db.backups/2026-03-01T08-00-00.000Z-mend.db";
    assert!(sandbox.path(backup).exists());
    let ran = sandbox.run(&["doctor"]);
    assert_eq!(
        (ran.code, ran.out.contains("cards: ")),
        (0, false),
        "{ran:?}"
    );
    assert_eq!(sandbox.run(&["rebuild", "--check"]).code, 0);
}

#[test]
fn a_clock_that_was_ahead_and_a_document_that_is_gone_are_told() {
    let mut sandbox = answered();
    sandbox.at("2025-01-01T09:00:00+01:00");
    fs::remove_file(sandbox.path("notes.md")).unwrap();
    let ran = sandbox.run(&["doctor"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.out
            .contains("note   clock: 1 event lies ahead of now, up to 1 March 2026\n"),
        "{ran:?}"
    );
    assert!(
        ran.out.contains("notes.md is gone; its cards stay\n"),
        "{ran:?}"
    );
}

#[test]
fn a_document_that_is_gone_with_its_cards_is_not_in_place() {
    let sandbox = answered();
    fs::remove_file(sandbox.path("notes.md")).unwrap();
    assert_eq!(sandbox.run(&["import", "--yes", "notes.md"]).code, 0);
    let ran = sandbox.run(&["doctor"]);
    assert!(
        ran.out
            .contains("sound  document: 0 documents are in place\n"),
        "{ran:?}"
    );
    assert!(!ran.out.contains("is gone"), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_made_private() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = answered();
    let path = sandbox.path("srm.db");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(sandbox.run(&["doctor"]).code, 1);
    assert_eq!(sandbox.run(&["doctor", "--fix"]).code, 0);
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

#[test]
fn what_is_no_collection_is_told_apart_and_left_alone() {
    let sandbox = answered();
    for (content, code) in [
        ("a letter to a friend ".repeat(100).into_bytes(), 4),
        (b"SQLite format 3\0".repeat(100), 4),
    ] {
        for name in ["srm.db-wal", "srm.db-shm"] {
            let _ = fs::remove_file(sandbox.path(name));
        }
        sandbox.write("srm.db", &content);
        let ran = sandbox.run(&["doctor", "--fix"]);
        assert_eq!(ran.code, code, "{ran:?}");
        assert!(ran.out.contains("wrong  file: "), "{ran:?}");
        assert!(ran.out.contains("srm restore"), "{ran:?}");
        assert_eq!(bytes(&sandbox.path("srm.db")).unwrap(), content);
    }
    fs::remove_file(sandbox.path("srm.db")).unwrap();
    let ran = sandbox.run(&["doctor"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.out.contains("note   file: there is no collection yet"),
        "{ran:?}"
    );
    assert!(!sandbox.path("srm.db").exists());
}

#[test]
fn a_damaged_collection_gives_out_what_can_still_be_read() {
    let sandbox = answered();
    let known = sandbox.json(&["export", "--progress"]);
    let mut damaged = bytes(&sandbox.path("srm.db")).unwrap();
    damaged[..4096].fill(0x5A);
    sandbox.write("srm.db", &damaged);
    assert_eq!(sandbox.run(&["due"]).code, 4);
    let ran = sandbox.run(&["doctor", "--salvage", "saved.json"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (
            0,
            "Salvaged 4 cards and 1 event.\nNext: srm --db NEW.db import FILE\n"
        ),
        "{ran:?}"
    );
    assert_eq!(bytes(&sandbox.path("srm.db")).unwrap(), damaged);
    let ran = sandbox.run(&["--db", "new.db", "import", "saved.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let saved = sandbox.json(&["--db", "new.db", "export", "--progress"]);
    assert_eq!(saved, known);
}
