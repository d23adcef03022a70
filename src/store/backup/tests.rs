//! Backups of real files: what a copy holds, that it is one state, and that bringing it back loses
//! nothing, not even what was there before.

use std::fs;
use std::path::PathBuf;

use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::cards::CardId;
use crate::store::events::tests::{NOTES, grade, import, store};
use crate::store::{Creation, migrate};

/// Behind every moment of these tests, the beginning of the year 2100.
const LATER: Moment = Moment {
    utc_ms: 4_102_444_800_000,
    offset_minutes: 0,
};

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn noon() -> Moment {
    at("2026-03-01T12:00:00Z")
}

/// A collection with three new cards, the first of which is named.
fn collection() -> (TempDir, Store, CardId) {
    let (folder, mut store) = store();
    let card = import(&mut store, "notes.md", NOTES)[0];
    (folder, store, card)
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_is_one_private_file_that_holds_everything() {
    let (_folder, mut store, card) = collection();
    grade(&mut store, card, 4, 1);
    let made = store.back_up(Reason::Asked, noon()).unwrap();
    let folder = folder(&store.path());
    assert_eq!(files(&folder), std::slice::from_ref(&made.name));
    assert_eq!(made.name, "2026-03-01T12-00-00.000Z-asked.db");
    let holds = contents(&made.path).unwrap();
    assert_eq!((holds.cards, holds.decks, holds.events), (3, 1, 1));
    // Day 20,001 since 1970.
    assert_eq!(holds.last_answer.unwrap().to_string(), "2024-10-05");
    #[cfg(unix)]
    for path in [&folder, &made.path] {
        let mode = std::os::unix::fs::PermissionsExt::mode(&path.metadata().unwrap().permissions());
        assert_eq!(mode & 0o077, 0, "{}", path.display());
    }
    // Looking at it leaves no file beside it either.
    assert_eq!(files(&folder), [made.name]);
}

#[test]
fn a_backup_begun_before_a_change_does_not_hold_the_change() {
    let (_folder, mut store, card) = collection();
    let running = store.begin_backup(Reason::Review, noon()).unwrap();
    grade(&mut store, card, 4, 1);
    let made = running.finish().unwrap();
    assert_eq!(contents(&made.path).unwrap().events, 0);
    assert_eq!(store.history(card).unwrap().len(), 1);
}

#[test]
fn a_spare_backup_holds_what_was_there_and_is_gone_unless_it_is_kept() {
    let (_folder, mut store, card) = collection();
    let backups = folder(&store.path());
    let begin = |store: &Store| store.begin_spare_backup(Reason::Import, noon()).unwrap();
    drop(begin(&store));
    assert_eq!(files(&backups), Vec::<String>::new());
    let wanted = begin(&store);
    grade(&mut store, card, 4, 1);
    let made = wanted.keep().unwrap();
    assert_eq!(contents(&made.path).unwrap().events, 0);
    assert_eq!(files(&backups), [made.name]);
}

#[test]
fn backups_of_one_moment_are_numbered_and_listed_newest_first() {
    let (_folder, store, _) = collection();
    for _ in 0..2 {
        store.back_up(Reason::Import, noon()).unwrap();
    }
    store
        .back_up(Reason::Review, at("2026-03-01T13:00:00Z"))
        .unwrap();
    let names: Vec<String> = list(&folder(&store.path()), LATER)
        .unwrap()
        .into_iter()
        .map(|backup| backup.name)
        .collect();
    assert_eq!(
        names,
        [
            "2026-03-01T13-00-00.000Z-review.db",
            "2026-03-01T12-00-00.000Z-import.db",
            "2026-03-01T12-00-00.000Z-import-2.db"
        ]
    );
}

/// The clock was at the end of time when one of them was made.
#[test]
fn a_backup_from_the_future_is_listed_last_and_keeps_none_out() {
    let (_folder, store, _) = collection();
    let folder = folder(&store.path());
    let end = at("9999-12-31T12:00:00Z");
    let ahead = store.back_up(Reason::Review, end).unwrap();
    for day in 1..=9 {
        let moment = at(&format!("2026-03-0{day}T12:00:00Z"));
        let made = store.back_up(Reason::Review, moment).unwrap();
        let listed = list(&folder, moment).unwrap();
        assert_eq!(listed.first(), Some(&made));
        assert_eq!(listed.last(), Some(&ahead));
    }
    assert_eq!(files(&folder).len(), 10);
    assert!(ahead.is_ahead(noon()) && !ahead.is_ahead(end));
}

#[test]
fn only_backups_are_ever_let_go() {
    let (_folder, store, _) = collection();
    let folder = folder(&store.path());
    for day in 1..=9 {
        let moment = at(&format!("2025-01-0{day}T12:00:00Z"));
        store.back_up(Reason::Review, moment).unwrap();
        store.back_up(Reason::Import, moment).unwrap();
    }
    fs::write(folder.join("notes.txt"), "mine").unwrap();
    for tail in ["", "-journal", "-wal", "-shm"] {
        let name = format!(".review.999999999-0.part{tail}");
        fs::write(folder.join(name), "left behind").unwrap();
    }
    // One that is being made at this moment, by this program.
    let running = format!(".ready.{}-0.part-journal", std::process::id());
    fs::write(folder.join(&running), "not yet").unwrap();
    store.back_up(Reason::Review, noon()).unwrap();
    let names = files(&folder);
    assert!(names.contains(&"notes.txt".to_owned()), "{names:?}");
    let hidden: Vec<&String> = names.iter().filter(|name| name.starts_with('.')).collect();
    assert_eq!(hidden, [&running]);
    let kept = list(&folder, LATER).unwrap();
    // The newest of each of the nine days, the new one, and by the rules' leftovers: the second of
    // 9 January is among the three newest; the second of the 8th stands for its week, of the 1st
    // for its own, and of the 7th for the month.
    assert_eq!(kept.len(), 14, "{names:?}");
}

#[test]
fn restoring_brings_back_what_was_and_keeps_what_is() {
    let (_folder, mut store, card) = collection();
    grade(&mut store, card, 4, 1);
    let state = store.state(card).unwrap();
    let first = store.back_up(Reason::Asked, noon()).unwrap();
    grade(&mut store, card, 4, 2);
    let later = store.state(card).unwrap();
    let device = store.device();

    let before = store
        .restore(&first.path, at("2026-03-03T12:00:00Z"))
        .unwrap();
    assert_eq!(store.state(card).unwrap(), state);
    assert_eq!(store.history(card).unwrap().len(), 1);
    assert_eq!(store.device(), device);
    // The log goes on past the numbers that were given before.
    grade(&mut store, card, 4, 4);
    let sequences: Vec<u64> = store
        .history(card)
        .unwrap()
        .iter()
        .map(|event| event.id.sequence)
        .collect();
    assert_eq!(sequences, [1, 3]);

    store
        .restore(&before.path, at("2026-03-05T12:00:00Z"))
        .unwrap();
    assert_eq!(store.state(card).unwrap(), later);
    assert_eq!(store.rebuild_check().unwrap(), []);
    assert_eq!(list(&folder(&store.path()), LATER).unwrap().len(), 3);
}

#[test]
fn a_second_program_sees_the_restored_collection() {
    let (_folder, mut store, card) = collection();
    let empty = store.back_up(Reason::Asked, noon()).unwrap();
    grade(&mut store, card, 4, 1);
    let mut other = Store::open(&store.path(), Creation::Never, store.device()).unwrap();
    assert_eq!(other.history(card).unwrap().len(), 1);
    store.restore(&empty.path, noon()).unwrap();
    assert!(other.history(card).unwrap().is_empty());
    grade(&mut other, card, 4, 2);
    assert_eq!(store.history(card).unwrap().len(), 1);
}

#[test]
fn a_file_that_is_no_sound_backup_changes_nothing() {
    let (_folder, mut store, card) = collection();
    grade(&mut store, card, 4, 1);
    let made = store.back_up(Reason::Asked, noon()).unwrap();
    let mut bytes = fs::read(&made.path).unwrap();
    let middle = bytes.len() / 2;
    bytes.truncate(middle);
    fs::write(&made.path, bytes).unwrap();
    assert!(verify(&made.path).is_err());
    assert!(store.restore(&made.path, noon()).is_err());
    assert_eq!(store.history(card).unwrap().len(), 1);
    fs::write(&made.path, "not a database at all".repeat(100)).unwrap();
    let error = store.restore(&made.path, noon()).unwrap_err();
    assert!(matches!(error, Error::NotOurs { .. }), "{error}");
}

#[test]
fn a_damaged_collection_is_moved_aside_whole() {
    let (_folder, store, card) = collection();
    let made = store.back_up(Reason::Asked, noon()).unwrap();
    let path = store.path();
    drop(store);
    fs::write(&path, "damage").unwrap();
    fs::write(path.with_file_name("srm.db-wal"), "log").unwrap();
    let aside = move_damaged_aside(&path, noon()).unwrap();
    assert_eq!(fs::read(&aside).unwrap(), b"damage");
    let mut log = aside.clone().into_os_string();
    log.push("-wal");
    assert_eq!(fs::read(PathBuf::from(log)).unwrap(), b"log");
    assert!(!path.exists());
    Store::restore_anew(&path, &made.path).unwrap();
    let device = crate::review::DeviceId(99);
    let mut store = Store::open(&path, Creation::Never, device).unwrap();
    // Nobody knows which numbers were given last, so the log goes on under a new name.
    assert_eq!(store.device(), device);
    grade(&mut store, card, 4, 1);
    assert!(Store::restore_anew(&path, &made.path).is_err());
    assert_eq!(store.history(card).unwrap().len(), 1);
}

#[test]
fn a_migration_keeps_a_backup_of_the_older_format() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("srm.db");
    older(&path);
    let error = Store::open(&path, Creation::Never, crate::review::DeviceId(1)).unwrap_err();
    assert!(matches!(error, Error::Older { found: 1, .. }), "{error}");
    Store::migrate(&path, noon()).unwrap();
    Store::open(&path, Creation::Never, crate::review::DeviceId(1)).unwrap();
    let backups = list(&super::folder(&path), LATER).unwrap();
    assert_eq!(backups.len(), 1);
    let version: i64 = Connection::open(&backups[0].path)
        .unwrap()
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(version, 1);
    // Once is enough.
    Store::migrate(&path, noon()).unwrap();
    assert_eq!(list(&super::folder(&path), LATER).unwrap().len(), 1);
    // And it can come back, brought to the format of this program.
    let mut store = Store::open(&path, Creation::Never, crate::review::DeviceId(1)).unwrap();
    store.restore(&backups[0].path, noon()).unwrap();
    let version: i64 = store
        .connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(version, migrate::newest());
}

/// A collection in the first format.
fn older(path: &Path) {
    super::super::collection_file::create_private(path).unwrap();
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(migrate::MIGRATIONS[0]).unwrap();
    connection
        .pragma_update(None, "application_id", super::super::open::APPLICATION_ID)
        .unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    connection
        .execute("INSERT INTO device VALUES (1, 5, 1, 0, 0)", [])
        .unwrap();
}
