//! Anki packages through the program: made here row by row, so that every value is ours.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::Value;
use zip::write::SimpleFileOptions;

use super::sandbox::Sandbox;

/// The tables of schema 11, as far as they matter.
pub(crate) const TABLES: &str = "
CREATE TABLE col (id integer primary key, crt integer, mod integer, scm integer, ver integer, dty integer,
    usn integer, ls integer, conf text, models text, decks text, dconf text, tags text);
CREATE TABLE notes (id integer primary key, guid text, mid integer, mod integer, usn integer, tags text,
    flds text, sfld integer, csum integer, flags integer, data text);
CREATE TABLE cards (id integer primary key, nid integer, did integer, ord integer, mod integer, usn integer,
    type integer, queue integer, due integer, ivl integer, factor integer, reps integer, lapses integer,
    left integer, odue integer, odid integer, flags integer, data text);
CREATE TABLE revlog (id integer primary key, cid integer, usn integer, ease integer, ivl integer,
    lastIvl integer, factor integer, time integer, type integer);
CREATE TABLE graves (usn integer, oid integer, type integer);
";

const MODELS: &str = r#"{"1700000000000": {"id": 1700000000000, "name": "Basic", "type": 0, "css": "",
    "flds": [{"name": "Front", "ord": 0}, {"name": "Back", "ord": 1}],
    "tmpls": [{"name": "Card 1", "ord": 0, "qfmt": "{{Front}}",
        "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}]}}"#;

const DECKS: &str = r#"{"1": {"id": 1, "name": "Default", "dyn": 0}, "5": {"id": 5, "name": "AWS::Storage", "dyn": 0}}"#;

/// A new card, one in review that was answered on 2026-02-20 at 9:00 UTC and is due on 2026-03-02, and one
/// that is suspended. Day 0 is 2026-01-01.
const ROWS: &str = "
INSERT INTO notes VALUES (1771000000001, 'one', 1700000000000, 1771000000, -1, ' cloud ', 'EBS' || char(31) || '<b>blocks</b>', 0, 0, 0, '');
INSERT INTO notes VALUES (1771000000002, 'two', 1700000000000, 1771000000, -1, '', 'S3' || char(31) || 'objects', 0, 0, 0, '');
INSERT INTO notes VALUES (1771000000003, 'three', 1700000000000, 1771000000, -1, '', 'EFS' || char(31) || 'files', 0, 0, 0, '');
INSERT INTO cards VALUES (1771000000001, 1771000000001, 5, 0, 1771000000, -1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, '');
INSERT INTO cards VALUES (1771000000002, 1771000000002, 5, 0, 1771578000, -1, 2, 2, 60, 10, 2360, 3, 1, 0, 0, 0, 2, '');
INSERT INTO cards VALUES (1771000000003, 1771000000003, 5, 0, 1771000000, -1, 0, -1, 3, 0, 0, 0, 0, 0, 0, 0, 0, '');
INSERT INTO revlog VALUES (1771578000000, 1771000000002, -1, 3, 10, 4, 2360, 2500, 1);
";

pub(crate) fn collection(extra: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("collection");
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch(TABLES).unwrap();
    connection
        .execute(
            "INSERT INTO col VALUES (1, 1767236400, 0, 0, 11, 0, 0, 0, '{\"schedVer\":2,\"creationOffset\":0}', ?1, ?2, '{}', '{}')",
            [MODELS, DECKS],
        )
        .unwrap();
    connection.execute_batch(ROWS).unwrap();
    connection.execute_batch(extra).unwrap();
    drop(connection);
    std::fs::read(path).unwrap()
}

/// All rows of a database of Anki, by table, in the order of their numbers.
pub(crate) fn anki_tables(path: &std::path::Path) -> BTreeMap<&'static str, Vec<Vec<Value>>> {
    let connection = Connection::open(path).unwrap();
    let mut tables = BTreeMap::new();
    for (table, sql) in [
        ("notes", "SELECT * FROM notes ORDER BY id"),
        ("cards", "SELECT * FROM cards ORDER BY id"),
        ("revlog", "SELECT * FROM revlog ORDER BY id"),
    ] {
        let mut statement = connection.prepare(sql).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        let mut found = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let value = |at| match row.get_ref(at).unwrap() {
                ValueRef::Integer(number) => Value::from(number),
                ValueRef::Text(text) => Value::from(String::from_utf8_lossy(text)),
                other => panic!("{other:?} in {table}"),
            };
            found.push((0..columns).map(value).collect());
        }
        tables.insert(table, found);
    }
    tables
}

/// The database of a package.
pub(super) fn unpacked(package: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(package)).unwrap();
    let mut bytes = Vec::new();
    zip.by_name("collection.anki2")
        .unwrap()
        .read_to_end(&mut bytes)
        .unwrap();
    bytes
}

pub(crate) fn package(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn legacy(extra: &str) -> Vec<u8> {
    package(&[("collection.anki2", &collection(extra)), ("media", b"{}")])
}

#[test]
fn cards_schedule_and_history_come_along() {
    let sandbox = Sandbox::new();
    sandbox.write("aws.apkg", legacy(""));
    let ran = sandbox.run(&["import", "aws.apkg"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.out.contains("aws.apkg: deck AWS::Storage: 3 new"),
        "{ran:?}"
    );
    assert!(
        ran.out.contains("history: 1 entries new, 0 known"),
        "{ran:?}"
    );
    assert!(ran.out.contains("3 cards in 0.0 s"), "{ran:?}");
    // Day 1 is 2026-03-01: the reviewed card is due on the 2nd, the suspended one never.
    let due = sandbox.json(&["due", "--json"]);
    assert_eq!(due["decks"][0]["name"], "AWS::Storage");
    assert_eq!(
        (&due["decks"][0]["due"], &due["decks"][0]["new"]),
        (&0.into(), &1.into())
    );
    let mut later = sandbox;
    later.at(super::sandbox::DAY_2);
    assert_eq!(later.json(&["due", "--json"])["total"], 1);
}

#[test]
fn importing_again_changes_nothing_and_a_newer_note_updates() {
    let sandbox = Sandbox::new();
    sandbox.write("aws.apkg", legacy(""));
    sandbox.run(&["import", "aws.apkg"]);
    let before = sandbox.run(&["export", "--progress"]).out;
    let again = sandbox.run(&["import", "aws.apkg"]);
    assert!(again.out.contains("0 new, 0 updated"), "{again:?}");
    assert!(again.out.contains("3 unchanged"), "{again:?}");
    assert_eq!(sandbox.run(&["export", "--progress"]).out, before);
    let changed = "UPDATE notes SET flds = 'EBS' || char(31) || 'block storage', mod = mod + 60 WHERE guid = 'one';
        UPDATE notes SET flds = 'S3' || char(31) || 'older', mod = mod - 60 WHERE guid = 'two';";
    sandbox.write("changed.apkg", legacy(changed));
    let ran = sandbox.run(&["import", "changed.apkg"]);
    assert!(
        ran.out
            .contains("0 new, 1 updated, 0 moved, 0 retired, 1 conflicting, 1 unchanged"),
        "{ran:?}"
    );
    let after = sandbox.run(&["export", "--progress"]).out;
    assert!(
        after.contains("block storage") && !after.contains("older"),
        "{after}"
    );
}

#[test]
fn a_dry_run_makes_no_collection_and_undo_takes_an_import_back() {
    let sandbox = Sandbox::new();
    sandbox.write("aws.apkg", legacy(""));
    let ran = sandbox.run(&["import", "--dry-run", "aws.apkg"]);
    assert!(ran.out.contains("new: EBS"), "{ran:?}");
    assert_eq!(sandbox.files(), ["aws.apkg"]);
    sandbox.run(&["import", "aws.apkg"]);
    let ran = sandbox.run(&["undo"]);
    assert!(
        ran.out.contains("Took back the import: 3 cards gone again"),
        "{ran:?}"
    );
    assert_eq!(sandbox.json(&["due", "--json"])["total"], 0);
    // And what was taken back can come again, with its schedule.
    let ran = sandbox.run(&["import", "aws.apkg"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let mut later = sandbox;
    later.at(super::sandbox::DAY_2);
    assert_eq!(later.json(&["due", "--json"])["total"], 1);
}

#[test]
fn an_answer_given_here_goes_on_from_the_schedule_of_anki() {
    let mut sandbox = Sandbox::new();
    sandbox.write("aws.apkg", legacy(""));
    sandbox.run(&["import", "aws.apkg"]);
    sandbox.at(super::sandbox::DAY_2);
    let ran = sandbox.run_with(&["review", "--plain", "--new", "0"], "\n3\n");
    assert_eq!(ran.code, 0, "{ran:?}");
    // 10 days times 2.36, rounded up: 24 days from 2026-03-02.
    assert!(
        ran.out.contains("2026-03-26") || ran.out.contains("24 days"),
        "{ran:?}"
    );
}

#[test]
fn rows_without_sense_are_skipped_or_refused() {
    let sandbox = Sandbox::new();
    let broken = "UPDATE cards SET queue = 77 WHERE id = 1771000000001;
        INSERT INTO revlog VALUES (1771578000001, 1771000000002, -1, 9, 1, 1, 0, 0, 1);";
    sandbox.write("aws.apkg", legacy(broken));
    let ran = sandbox.run(&["import", "--strict", "aws.apkg"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("2 rows make no sense"), "{ran:?}");
    let ran = sandbox.run(&["import", "aws.apkg"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("2 new"), "{ran:?}");
    assert!(
        ran.out
            .contains("skipped card 1771000000001: its queue is none of Anki's"),
        "{ran:?}"
    );
    assert!(
        ran.out.contains("skipped log entry 1771578000001"),
        "{ran:?}"
    );
}

#[test]
fn the_newest_collection_of_a_package_is_read_and_never_the_decoy() {
    let sandbox = Sandbox::new();
    let decoy = collection(
        "DELETE FROM cards; DELETE FROM notes WHERE guid <> 'one';
         UPDATE notes SET flds = 'Please update to the latest Anki version, then import the .colpkg/.apkg file again.' || char(31);
         INSERT INTO cards VALUES (1, 1771000000001, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, '');",
    );
    let real = collection("");
    let packed = zstd::encode_all(&real[..], 3).unwrap();
    let list = zstd::encode_all(&b""[..], 3).unwrap();
    for (name, entries) in [
        (
            "legacy2.apkg",
            vec![
                ("collection.anki2", &decoy[..]),
                ("collection.anki21", &real),
                ("media", b"{}"),
            ],
        ),
        (
            "latest.apkg",
            vec![
                ("meta", b"\x08\x03"),
                ("collection.anki2", &decoy),
                ("collection.anki21b", &packed),
                ("media", &list),
            ],
        ),
    ] {
        sandbox.write(name, package(&entries));
        let ran = sandbox.run(&["import", "--dry-run", name]);
        assert!(ran.out.contains("3 new"), "{ran:?}");
    }
    sandbox.write("decoy.apkg", package(&[("collection.anki2", &decoy)]));
    let ran = sandbox.run(&["import", "decoy.apkg"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("needs a newer program"), "{ran:?}");
}

#[test]
fn strangers_packages_are_refused_before_anything_changes() {
    let sandbox = Sandbox::new();
    let real = collection("");
    let view = collection(
        "ALTER TABLE revlog RENAME TO other; CREATE VIEW revlog AS SELECT * FROM other;",
    );
    let zeros = vec![0; 70 << 20];
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("no zip", b"this is no zip".to_vec(), "no Anki package"),
        (
            "no collection",
            package(&[("media", b"{}")]),
            "no collection",
        ),
        (
            "path",
            package(&[
                ("collection.anki2", &real),
                ("media", br#"{"0": "../../evil.png"}"#),
            ]),
            "is a path",
        ),
        (
            "path elsewhere",
            package(&[
                ("collection.anki2", &real),
                ("media", br#"{"0": "..\\evil.png"}"#),
            ]),
            "is a path",
        ),
        (
            "newer",
            package(&[("meta", b"\x08\x09"), ("collection.anki21b", &real)]),
            "newer Anki",
        ),
        (
            "bomb",
            package(&[("collection.anki2", &zeros), ("media", b"{}")]),
            "too well",
        ),
        (
            "view",
            package(&[("collection.anki2", &view)]),
            "no table `revlog`",
        ),
        ("schema", legacy("UPDATE col SET ver = 12"), "schema 12"),
        (
            "decks",
            legacy("UPDATE col SET decks = 'x'"),
            "decks makes no sense",
        ),
    ];
    for (what, bytes, expected) in cases {
        sandbox.write("x.apkg", bytes);
        let ran = sandbox.run(&["import", "x.apkg"]);
        assert_eq!(ran.code, 3, "{what}: {ran:?}");
        assert!(ran.err.contains(expected), "{what}: {ran:?}");
        assert_eq!(sandbox.files(), ["x.apkg"], "{what}");
    }
}

#[test]
fn a_deck_goes_to_anki_and_comes_back_as_itself() {
    let mut sandbox = Sandbox::with_notes();
    sandbox.run_with(&["review", "--plain"], "\n3\n\n1\n\n4\n:quit\n");
    sandbox.run(&["flag", &sandbox.card("What is EFS")]);
    let ran = sandbox.run(&["export", "--format", "apkg", "--progress", "-o", "all.apkg"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.err.contains("Wrote 1 deck with 4 cards and 3 answers."),
        "{ran:?}"
    );
    sandbox.at(super::sandbox::DAY_2);
    let ran = sandbox.run(&["--db", "other.db", "import", "all.apkg"]);
    assert!(ran.out.contains("deck Storage: 4 new"), "{ran:?}");
    assert!(ran.out.contains("history: 3 entries new"), "{ran:?}");
    let cards = |db: &str| -> Vec<Value> {
        let json = sandbox.json(&["--db", db, "cards", "--json"]);
        let told = |card: &Value| {
            let number = |name: &str| card[name].clone();
            serde_json::json!([
                number("id"),
                number("back"),
                number("due"),
                number("state"),
                number("interval_days"),
                number("reps"),
                number("lapses"),
                number("suspended"),
                number("tags")
            ])
        };
        json["cards"].as_array().unwrap().iter().map(told).collect()
    };
    assert_eq!(cards("other.db"), cards("srm.db"));
    // And here it changes nothing.
    let before = sandbox.run(&["export", "--progress"]).out;
    let ran = sandbox.run(&["import", "all.apkg"]);
    assert!(ran.out.contains("0 new, 0 updated"), "{ran:?}");
    assert_eq!(sandbox.run(&["export", "--progress"]).out, before);
}

#[test]
fn a_package_to_give_away_holds_no_progress() {
    let sandbox = Sandbox::with_notes();
    sandbox.run_with(&["review", "--plain"], "\n3\n:quit\n");
    let package = sandbox
        .command(&["export", "--format", "apkg"])
        .output()
        .unwrap();
    assert!(package.status.success(), "{package:?}");
    sandbox.write("collection", unpacked(&package.stdout));
    let tables = anki_tables(&sandbox.path("collection"));
    assert_eq!(tables["revlog"], Vec::<Vec<Value>>::new());
    let standing: Vec<&[Value]> = tables["cards"].iter().map(|card| &card[6..17]).collect();
    for (place, standing) in (1..).zip(standing) {
        let mut expected = vec![Value::from(0); 11];
        expected[2] = Value::from(place);
        assert_eq!(standing, expected);
    }
    let guids: Vec<&str> = tables["notes"]
        .iter()
        .map(|note| note[1].as_str().unwrap())
        .collect();
    assert!(
        guids.contains(&&*format!("srm-{}", sandbox.card("What is EFS"))),
        "{guids:?}"
    );
    let ran = sandbox.run(&["export", "--format", "apkg", "-o", "."]);
    assert_eq!(ran.code, 2, "{ran:?}");
}
