//! `srm backup`, `srm restore`, and the backups that make themselves.

use std::fs;

use super::sandbox::{DAY_2, NOTES, Sandbox, finish};

/// The names of the backups in a room.
fn backups(sandbox: &Sandbox) -> Vec<String> {
    let Ok(entries) = fs::read_dir(sandbox.path("srm.db.backups")) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn backups_make_themselves() {
    let mut sandbox = Sandbox::with_notes();
    assert_eq!(
        backups(&sandbox),
        Vec::<String>::new(),
        "there was nothing yet"
    );
    sandbox.run_with(&["review"], "\n3\n:quit\n");
    assert_eq!(backups(&sandbox), ["2026-03-01T08-00-00.000Z-review.db"]);
    // Once a day, and an import within half an hour shares it.
    sandbox.run_with(&["review"], "\n3\n:quit\n");
    sandbox.write("notes.md", NOTES.replace("objects", "things"));
    sandbox.run(&["import", "notes.md"]);
    assert_eq!(backups(&sandbox).len(), 1);
    sandbox.at("2026-03-01T09:30:00+01:00");
    sandbox.run(&["import", "notes.md"]);
    assert_eq!(backups(&sandbox).len(), 1, "nothing changed");
    sandbox.write("notes.md", NOTES);
    sandbox.run(&["import", "notes.md"]);
    assert_eq!(backups(&sandbox).len(), 2);
    sandbox.at(DAY_2);
    sandbox.run_with(&["review"], ":quit\n");
    assert_eq!(
        backups(&sandbox),
        [
            "2026-03-01T08-00-00.000Z-review.db",
            "2026-03-01T08-30-00.000Z-import.db",
            "2026-03-02T08-00-00.000Z-review.db"
        ]
    );
}

#[test]
fn a_deck_never_comes_in_without_a_backup_of_what_was_there() {
    let sandbox = Sandbox::with_notes();
    sandbox.run(&["export", "-o", "deck.json"]);
    sandbox.run(&["backup"]);
    sandbox.run(&["import", "deck.json"]);
    assert_eq!(backups(&sandbox).len(), 2);
    // Where no backup can be made, nothing is changed.
    let folder = sandbox.path("srm.db.backups");
    fs::remove_dir_all(&folder).unwrap();
    fs::write(&folder, "in the way").unwrap();
    let before = sandbox.json(&["export", "--progress"]);
    let ran = sandbox.run(&["import", "deck.json"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(ran.err.contains("no backup could be made"), "{ran:?}");
    assert!(ran.err.contains("nothing was changed"), "{ran:?}");
    assert_eq!(sandbox.json(&["export", "--progress"]), before);
    // A review goes on all the same: its answers are durable without.
    let ran = sandbox.run_with(&["review"], "\n3\n:quit\n");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("your answers are saved"), "{ran:?}");
    assert!(ran.out.contains("Saved good."), "{ran:?}");
}

#[test]
fn restore_lists_what_each_backup_holds_and_can_be_undone() {
    let sandbox = Sandbox::with_notes();
    sandbox.run(&["backup"]);
    let id = sandbox.card("What is EFS?");
    sandbox.run(&["answer", &id, "good"]);
    let answered = sandbox.json(&["export", "--progress"]);

    let list = sandbox.run(&["restore"]);
    let lines: Vec<&str> = list.out.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "no.  cards  decks  events  last answer    size  backup",
            &format!(
                "  1      4      1       0  never        {}  2026-03-01T08-00-00.000Z-asked.db",
                size(&sandbox)
            )
        ]
    );
    let json = sandbox.json(&["restore", "--json"]);
    assert_eq!(json["format"], "srm-backups");
    assert_eq!(json["backups"][0]["cards"], 4);
    assert_eq!(json["backups"][0]["reason"], "asked");

    let refused = sandbox.run(&["restore", "1"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("hint: Add --yes."), "{refused:?}");
    assert_eq!(sandbox.json(&["export", "--progress"]), answered);

    let ran = sandbox.run(&["--yes", "restore", "1"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (
            0,
            "Brought back 2026-03-01T08-00-00.000Z-asked.db with 4 cards and 0 events.\n\
             What was there before is a backup: srm restore 2026-03-01T08-00-00.000Z-restore.db\n"
        ),
        "{ran:?}"
    );
    assert!(sandbox.events().is_empty());
    let back = "2026-03-01T08-00-00.000Z-restore.db";
    assert_eq!(sandbox.run(&["--yes", "restore", back]).code, 0);
    assert_eq!(sandbox.json(&["export", "--progress"]), answered);
}

/// The size of the only backup as the list shows it.
fn size(sandbox: &Sandbox) -> String {
    let path = sandbox.path("srm.db.backups").join(&backups(sandbox)[0]);
    format!("{} kB", fs::metadata(path).unwrap().len().div_ceil(1000))
}

#[test]
fn a_damaged_collection_is_answered_with_the_way_out() {
    let sandbox = Sandbox::with_notes();
    let id = sandbox.card("What is EFS?");
    sandbox.run(&["answer", &id, "good"]);
    sandbox.run(&["backup"]);
    let damaged = b"SQLite format 3\0 and then nothing that makes sense".repeat(50);
    sandbox.write("srm.db", &damaged);
    let _ = fs::remove_file(sandbox.path("srm.db-wal"));
    let _ = fs::remove_file(sandbox.path("srm.db-shm"));
    let ran = sandbox.run(&["due"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    let ran = sandbox.run(&["--yes", "restore", "1"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("moved aside, and not changed"), "{ran:?}");
    assert_eq!(sandbox.events().len(), 1);
    let aside = sandbox
        .files()
        .into_iter()
        .find(|name| name.contains("damaged"))
        .unwrap();
    assert_eq!(fs::read(sandbox.path(&aside)).unwrap(), damaged);
}

/// What SQLite does not call damage is damage all the same: a format that it does not know, a table without the columns
/// it had, a value that cannot stand where it stands.
#[test]
fn a_backup_comes_back_whatever_is_wrong_with_the_file() {
    let value = "UPDATE memory SET lapses = x'00'";
    let column = "ALTER TABLE device RENAME COLUMN own TO odd";
    for damage in ["format", column, value] {
        let sandbox = Sandbox::with_notes();
        sandbox.run(&["backup"]);
        match damage {
            "format" => {
                let mut bytes = fs::read(sandbox.path("srm.db")).unwrap();
                bytes[44..48].copy_from_slice(&[0, 0, 0, 9]);
                sandbox.write("srm.db", bytes);
            }
            sql => damage_by(&sandbox, sql),
        }
        let ran = sandbox.run(&["due"]);
        let ran = if damage == value {
            sandbox.run(&["rebuild", "--check"])
        } else {
            ran
        };
        assert_eq!(ran.code, 4, "{damage}: {ran:?}");
        let ran = sandbox.run(&["--yes", "restore", "1"]);
        assert_eq!(ran.code, 0, "{damage}: {ran:?}");
        let ran = sandbox.run(&["rebuild", "--check"]);
        assert_eq!(ran.code, 0, "{damage}: {ran:?}");
    }
}

/// Does what a flipped bit can do, which SQLite itself would refuse.
fn damage_by(sandbox: &Sandbox, sql: &str) {
    let connection = rusqlite::Connection::open(sandbox.path("srm.db")).unwrap();
    connection
        .execute_batch(
            "PRAGMA ignore_check_constraints = ON; PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'memory';
             PRAGMA writable_schema = RESET;",
        )
        .unwrap();
    connection.execute_batch(sql).unwrap();
    connection
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
}

#[test]
fn a_collection_that_is_gone_comes_back() {
    let sandbox = Sandbox::with_notes();
    sandbox.run(&["backup"]);
    for name in ["srm.db", "srm.db-wal", "srm.db-shm"] {
        let _ = fs::remove_file(sandbox.path(name));
    }
    let ran = sandbox.run(&["--yes", "restore", "2026-03-01"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(sandbox.json(&["decks", "--json"])["decks"][0]["total"], 4);
}

#[test]
fn what_is_no_backup_is_refused() {
    let sandbox = Sandbox::with_notes();
    let ran = sandbox.run(&["--yes", "restore", "1"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("there is no backup `1`"), "{ran:?}");
    sandbox.run(&["backup"]);
    let name = &backups(&sandbox)[0];
    let path = sandbox.path("srm.db.backups").join(name);
    fs::write(&path, "not a database").unwrap();
    let list = sandbox.run(&["restore"]);
    assert!(list.out.contains("unreadable"), "{list:?}");
    let ran = sandbox.run(&["--yes", "restore", "1"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(ran.err.contains("Nothing was changed."), "{ran:?}");
}

#[test]
fn a_backup_says_where_it_is_to_programs() {
    let sandbox = Sandbox::with_notes();
    let json = sandbox.json(&["backup", "--json"]);
    let name = json["name"].as_str().unwrap();
    assert_eq!(json["format"], "srm-backup");
    assert!(
        backups(&sandbox).iter().any(|known| known == name),
        "{json}"
    );
    let bytes = fs::metadata(json["path"].as_str().unwrap()).unwrap().len();
    assert_eq!(json["bytes"], bytes);
}

/// What lies beside a collection lies beside its file, by whatever name that was opened; and SQLite knows no name that
/// is no text.
#[cfg(target_os = "linux")]
#[test]
fn a_collection_behind_a_link_or_a_name_that_is_no_text_is_backed_up_whole() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    for name in [&b"one.db"[..], b"\xff.db"] {
        let sandbox = Sandbox::with_notes();
        let target = sandbox.path("data").join(OsStr::from_bytes(name));
        fs::create_dir(sandbox.path("data")).unwrap();
        fs::rename(sandbox.path("srm.db"), &target).unwrap();
        std::os::unix::fs::symlink(&target, sandbox.path("srm.db")).unwrap();
        let run = |named: &std::path::Path, arguments: &[&str]| {
            let mut process = sandbox.process(arguments);
            process.env("SRM_DB", named);
            let ran = finish(&mut assert_cmd::Command::from_std(process));
            assert_eq!(ran.code, 0, "{name:?}, {arguments:?}: {ran:?}");
            ran.out
        };
        let link = sandbox.path("srm.db");
        run(&link, &["backup"]);
        for named in [&link, &target] {
            let list = run(named, &["restore", "--json"]);
            let list: serde_json::Value = serde_json::from_str(&list).unwrap();
            assert_eq!(list["backups"][0]["cards"], 4, "{name:?}");
            run(named, &["doctor"]);
        }
        run(&link, &["--yes", "restore", "1"]);
        run(&target, &["rebuild", "--check"]);
        assert_eq!(sandbox.files(), ["data", "notes.md", "srm.db"], "{name:?}");
    }
}

/// These are addresses to SQLite: what was saved there was gone with the program.
#[cfg(unix)]
#[test]
fn whatever_a_collection_is_called_it_is_a_file() {
    for name in [
        ":memory:",
        "file:srm.db",
        "file:x?mode=memory",
        "a?b#c%20.db",
    ] {
        let sandbox = Sandbox::new();
        sandbox.write("notes.md", NOTES);
        for arguments in [
            &["import", "notes.md"][..],
            &["backup"],
            &["--yes", "restore", "1"],
        ] {
            let ran = sandbox.run(&[&["--db", name], arguments].concat());
            assert_eq!(ran.code, 0, "{name}: {ran:?}");
        }
        let decks = sandbox.json(&["--db", name, "decks", "--json"]);
        assert_eq!(decks["decks"][0]["total"], 4, "{name}");
        let folder = format!("{name}.backups");
        assert_eq!(
            sandbox.files(),
            [name, &folder, "notes.md"].map(str::to_owned)
        );
    }
}

/// The backup for a document is made while the one for a package is.
#[test]
fn a_document_and_a_package_at_once_have_a_backup_each() {
    let mut sandbox = Sandbox::with_notes();
    sandbox.write("other.md", "Q: What is a VPC?\nA: A network.\n");
    for arguments in [&["import", "other.md"][..], &["export", "-o", "other.apkg"]] {
        let ran = sandbox.run(&[&["--db", "other.db"], arguments].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    sandbox.at(DAY_2);
    sandbox.write("notes.md", NOTES.replace("objects", "things"));
    let ran = sandbox.run(&["import", "notes.md", "other.apkg"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("1 updated"), "{ran:?}");
    assert_eq!(backups(&sandbox).len(), 2);
    let list = sandbox.json(&["restore", "--json"]);
    let cards: Vec<_> = list["backups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|backup| &backup["cards"])
        .collect();
    assert_eq!(cards, [4, 4]);
}
