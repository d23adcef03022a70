//! Tests of reading: what a collection says that may only be read, and that nothing comes of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::{Closed, Error, Store, beside, unchanging};
use crate::review::DeviceId;
use crate::store::events::tests::{NOTES, grade, import, moment, store, study_day};
use crate::store::{Creation, Filter, migrate, open};

const ALL: Filter = Filter { deck: None };

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// The events that a collection shows that is only read; its folder stays as it was.
fn events_read(path: &Path) -> u64 {
    let before = files(path.parent().unwrap());
    let store = Store::open_to_read(path, DeviceId(9), Closed::Unwritable).unwrap();
    assert!(store.is_read_only());
    assert_eq!(store.device(), DeviceId(7));
    assert_eq!(store.path().file_name(), path.file_name());
    let events = store.log_health(moment(9), study_day(9)).unwrap().events;
    drop(store);
    let after = files(path.parent().unwrap());
    // SQLite's own index of a log is no part of the collection.
    let without_index = |mut files: BTreeMap<String, Vec<u8>>| {
        files.retain(|name, _| !name.ends_with("-shm"));
        files
    };
    assert!(
        without_index(after) == without_index(before),
        "files changed"
    );
    events
}

#[test]
fn a_closed_collection_is_read_without_a_trace() {
    let (folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    grade(&mut store, cards[0], 4, 0);
    let path = store.path();
    drop(store);
    assert_eq!(files(folder.path()).len(), 1);
    assert_eq!(events_read(&path), 1);
    assert_eq!(files(folder.path()).len(), 1);
}

#[test]
fn a_log_beside_a_collection_is_read_too_with_and_without_its_index() {
    let (folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    grade(&mut store, cards[0], 4, 0);
    grade(&mut store, cards[1], 4, 0);
    for index in [true, false] {
        // What a program leaves that was killed.
        let left = tempfile::tempdir().unwrap();
        let path = left.path().join("srm.db");
        for tail in ["", "-wal", "-shm"] {
            let from = folder.path().join(format!("srm.db{tail}"));
            if tail != "-shm" || index {
                fs::copy(from, beside(&path, tail)).unwrap();
            }
        }
        assert_eq!(events_read(&path), 2, "with its index: {index}");
    }
}

#[test]
fn a_collection_in_use_is_read_where_it_lies() {
    let (_folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    let reader = Store::open_to_read(&store.path(), DeviceId(9), Closed::Unwritable).unwrap();
    assert_eq!(
        reader.log_health(moment(9), study_day(9)).unwrap().events,
        0
    );
    grade(&mut store, cards[0], 4, 0);
    assert_eq!(
        reader.log_health(moment(9), study_day(9)).unwrap().events,
        1
    );
}

#[test]
fn an_older_format_is_read_in_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("srm.db");
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch(migrate::MIGRATIONS[0]).unwrap();
    connection
        .pragma_update(None, "application_id", open::APPLICATION_ID)
        .unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    connection
        .execute(
            "INSERT INTO device (name, own, sequence, clock) VALUES (7, 1, 0, 0)",
            [],
        )
        .unwrap();
    drop(connection);
    assert_eq!(events_read(&path), 0);
    let store = Store::open_to_read(&path, DeviceId(9), Closed::Unwritable).unwrap();
    assert_eq!(store.due(&ALL, study_day(0), 9).unwrap(), []);
}

#[test]
fn nothing_is_changed_in_a_collection_that_is_read() {
    let (_folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    let (path, at) = (store.path(), moment(1));
    let backup = store
        .back_up(crate::store::backup::Reason::Asked, at)
        .unwrap();
    drop(store);
    let mut store = Store::open_to_read(&path, DeviceId(9), Closed::Unwritable).unwrap();
    let is_refused = |error: Error| matches!(error, Error::ReadOnly);
    let deed = crate::review::Deed::Suspend;
    assert!(is_refused(store.record(cards[0], deed, at).unwrap_err()));
    assert!(is_refused(store.rebuild().unwrap_err()));
    assert!(is_refused(store.restore(&backup.path, at).unwrap_err()));
    let store = Store::open_to_read(&path, DeviceId(9), Closed::NoRoom).unwrap();
    let refusal = store.refuse_to_change().unwrap_err();
    assert!(matches!(refusal, Error::Full), "{refusal}");
}

#[test]
fn what_is_no_collection_is_not_read_as_one() {
    let (folder, store) = store();
    let path = store.path();
    store
        .connection
        .pragma_update(None, "user_version", 999)
        .unwrap();
    drop(store);
    let error = Store::open_to_read(&path, DeviceId(9), Closed::Unwritable).unwrap_err();
    assert!(matches!(error, Error::Newer { found: 999, .. }), "{error}");
    let letter = folder.path().join("letter");
    fs::write(&letter, "to a friend ".repeat(100)).unwrap();
    let error = Store::open_to_read(&letter, DeviceId(9), Closed::Unwritable).unwrap_err();
    assert!(matches!(error, Error::NotOurs { .. }), "{error}");
    let missing = folder.path().join("missing");
    assert!(Store::open_to_read(&missing, DeviceId(9), Closed::Unwritable).is_err());
}

#[test]
fn any_name_of_a_file_becomes_one_address() {
    let name = |path: &str| unchanging(Path::new(path));
    assert_eq!(
        name("/a b/c?d#e%f"),
        "file:/a%20b/c%3fd%23e%25f?immutable=1"
    );
    assert_eq!(name("ü.db"), "file:%c3%bc.db?immutable=1");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a b?mode=rwc#%20ü.db");
    drop(Store::open(&path, Creation::IfMissing, DeviceId(7)).unwrap());
    assert_eq!(events_read(&path), 0);
}
