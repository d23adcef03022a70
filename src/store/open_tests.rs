//! Tests of opening: what is made, what is refused untouched, what is set.

use std::fs;

use rusqlite::Connection;

use super::{Creation, Error, SMALLEST_FILE, Store};
use crate::review::DeviceId;

const DEVICE: DeviceId = DeviceId(7);

#[test]
fn a_missing_file_is_made_only_on_demand_and_is_private() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/srm.db");
    assert!(matches!(
        Store::open(&path, Creation::Never, DEVICE),
        Err(Error::Missing { .. })
    ));
    assert!(!path.exists());
    let store = Store::open(&path, Creation::IfMissing, DEVICE).unwrap();
    assert_eq!(store.device(), DEVICE);
    drop(store);
    let again = Store::open(&path, Creation::Never, DeviceId(8)).unwrap();
    assert_eq!(again.device(), DEVICE);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        let folder = fs::metadata(path.parent().unwrap()).unwrap();
        assert_eq!(folder.permissions().mode() & 0o777, 0o700);
    }
}

#[test]
fn other_files_are_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let error = Store::open(&path, Creation::IfMissing, DEVICE).unwrap_err();
        assert!(matches!(error, Error::NotOurs { .. }), "{name}: {error}");
        assert_eq!(fs::read(&path).unwrap(), bytes, "{name}");
    };
    refused("tiny", b"hello");
    refused("text", "a long text ".repeat(100).as_bytes());
    let other = folder.path().join("other.db");
    Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE t (x)")
        .unwrap();
    let bytes = fs::read(&other).unwrap();
    refused("other.db", &bytes);
    let path = folder.path().to_owned();
    assert!(matches!(
        Store::open(&path, Creation::IfMissing, DEVICE),
        Err(Error::NotOurs { .. })
    ));
}

#[test]
fn a_collection_that_was_not_finished_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("srm.db");
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch("CREATE TABLE t (x); DROP TABLE t; VACUUM")
        .unwrap();
    drop(connection);
    assert!(fs::metadata(&path).unwrap().len() >= SMALLEST_FILE);
    assert!(
        Store::open(&path, Creation::IfMissing, DEVICE)
            .unwrap()
            .is_empty()
            .unwrap()
    );
}

#[test]
fn programs_that_start_at_once_all_find_the_collection() {
    for _ in 0..20 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("srm.db");
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| Store::open(&path, Creation::IfMissing, DEVICE)))
                .collect();
            for thread in threads {
                thread.join().unwrap().unwrap();
            }
        });
    }
}

#[test]
fn a_strangers_log_stays_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (x)")
        .unwrap();
    let (copy, log) = (
        folder.path().join("copy.db"),
        folder.path().join("copy.db-wal"),
    );
    fs::copy(&path, &copy).unwrap();
    fs::copy(folder.path().join("other.db-wal"), &log).unwrap();
    let before = (fs::read(&copy).unwrap(), fs::read(&log).unwrap());
    assert!(Store::open(&copy, Creation::IfMissing, DEVICE).is_err());
    assert_eq!((fs::read(&copy).unwrap(), fs::read(&log).unwrap()), before);
}

#[test]
fn a_newer_collection_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("srm.db");
    drop(Store::open(&path, Creation::IfMissing, DEVICE).unwrap());
    let connection = Connection::open(&path).unwrap();
    connection.pragma_update(None, "user_version", 999).unwrap();
    connection
        .pragma_update(None, "journal_mode", "DELETE")
        .unwrap();
    drop(connection);
    let before = fs::read(&path).unwrap();
    let error = Store::open(&path, Creation::IfMissing, DEVICE).unwrap_err();
    assert!(matches!(error, Error::Newer { found: 999, .. }), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn answers_survive_a_power_cut_by_its_settings() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("srm.db");
    let store = Store::open(&path, Creation::IfMissing, DEVICE).unwrap();
    let read = |pragma: &str| -> String {
        let value: rusqlite::types::Value = store
            .connection
            .pragma_query_value(None, pragma, |row| row.get(0))
            .unwrap();
        match value {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text,
            other => format!("{other:?}"),
        }
    };
    assert_eq!(read("journal_mode"), "wal");
    assert_eq!(read("synchronous"), "2");
    assert_eq!(read("foreign_keys"), "1");
}
