//! Damaged files: every event that is still whole comes out, and nothing that never was.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use proptest::prelude::*;
use rusqlite::types::Value;

use super::*;
use crate::review::{DeviceId, Event, EventId};
use crate::store::Creation;
use crate::store::events::tests::{grade, import};

/// A device's name as random as real ones.
const DEVICE: DeviceId = DeviceId(0x5EED_0000_1234_5678);

/// What an import from another program leaves beside its cards.
const NOTES_OF_HALF: &str = r#"
    INSERT INTO note_type (id, definition) VALUES (1,
        '{"number":5,"name":"Basic","kind":"normal","fields":["Front","Back"],"templates":[]}');
    INSERT INTO note (type, guid, number, changed_s, fields)
        SELECT 1, 'guid ' || id, id, 9, 'key' || char(31) || 'value' FROM card WHERE id % 2 = 0;
    UPDATE card SET note = (SELECT note.id FROM note WHERE note.number = card.id),
        ordinal = 0, number = id, given = '{}' WHERE id % 2 = 0;
"#;

fn notes(collection: &Collection) -> usize {
    let decks = collection.decks.iter();
    let cards = decks.flat_map(|deck| &deck.cards);
    cards.filter(|record| record.sibling.is_some()).count()
}

/// A collection with some pages of cards and events, closed. It is made once and copied.
fn file() -> (tempfile::TempDir, PathBuf, Vec<Event>) {
    static MADE: LazyLock<(Vec<u8>, Vec<Event>)> = LazyLock::new(make);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("srm.db");
    fs::write(&path, &MADE.0).unwrap();
    (folder, path, MADE.1.clone())
}

fn make() -> (Vec<u8>, Vec<Event>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("srm.db");
    let mut store = Store::open(&path, Creation::IfMissing, DEVICE).unwrap();
    let rows: String = (0..60)
        .map(|row| format!("| key {row} | a value that is long enough to fill pages {row} |\n"))
        .collect();
    let cards = import(
        &mut store,
        "notes.md",
        &format!("# Notes\n\n| K | V |\n|---|---|\n{rows}"),
    );
    store.connection.execute_batch(NOTES_OF_HALF).unwrap();
    for day in 0..4 {
        for card in &cards {
            grade(&mut store, *card, 4, day * 10);
        }
    }
    let events = cards
        .iter()
        .flat_map(|card| store.history(*card).unwrap())
        .collect();
    drop(store);
    (fs::read(&path).unwrap(), events)
}

fn events(collection: &Collection) -> Vec<Event> {
    let decks = collection.decks.iter();
    decks.flat_map(|deck| deck.events.clone()).collect()
}

/// An event without the name of its writer; all are of one.
fn of_one_device(mut event: Event) -> Event {
    event.id.device = DeviceId(0);
    event
}

fn ids(events: &[Event]) -> BTreeSet<EventId> {
    events.iter().map(|event| event.id).collect()
}

#[test]
fn a_sound_file_comes_out_whole() {
    let (_folder, path, known) = file();
    let (collection, salvaged) = salvage(&path).unwrap();
    let found = events(&collection);
    assert_eq!(found.len(), known.len());
    assert_eq!(notes(&collection), 30);
    assert_eq!(ids(&found), ids(&known));
    assert_eq!(
        salvaged,
        Salvaged {
            cards: 60,
            cards_without_text: 0,
            events: 240,
            unreadable: 0,
        }
    );
    let mut store = Store::open(&path, Creation::Never, DEVICE).unwrap();
    let counts = store
        .import(&collection, crate::store::events::tests::moment(99))
        .unwrap();
    assert_eq!((counts.new, counts.updated), (0, 0));
    assert_eq!((counts.events_new, counts.events_known), (0, 240));
}

#[test]
fn without_a_header_and_a_schema_the_rows_are_still_there() {
    let (_folder, path, known) = file();
    let mut bytes = fs::read(&path).unwrap();
    bytes[..4096].fill(0);
    fs::write(&path, bytes).unwrap();
    let (collection, salvaged) = salvage(&path).unwrap();
    assert_eq!(ids(&events(&collection)), ids(&known));
    assert_eq!((salvaged.cards, salvaged.events), (60, 240));
    assert_eq!(notes(&collection), 30);
    assert_eq!(collection.decks.len(), 1);
    assert_eq!(collection.decks[0].name.as_str(), "Notes");
}

#[test]
fn what_is_only_in_the_log_comes_out_too() {
    let (folder, path, known) = file();
    let mut store = Store::open(&path, Creation::Never, DEVICE).unwrap();
    grade(&mut store, known[0].card, 4, 500);
    // A copy while the program runs: the newest event is in the log alone.
    let copy = folder.path().join("copy.db");
    fs::copy(&path, &copy).unwrap();
    fs::copy(
        folder.path().join("srm.db-wal"),
        folder.path().join("copy.db-wal"),
    )
    .unwrap();
    let mut bytes = fs::read(&copy).unwrap();
    bytes[..100].fill(0);
    fs::write(&copy, bytes).unwrap();
    let (collection, _) = salvage(&copy).unwrap();
    assert_eq!(events(&collection).len(), known.len() + 1);
}

#[test]
fn a_history_whose_card_is_gone_is_kept() {
    let (_folder, path, known) = file();
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM memory; DELETE FROM card; VACUUM;")
        .unwrap();
    drop(connection);
    let (collection, salvaged) = salvage(&path).unwrap();
    assert_eq!((salvaged.cards, salvaged.cards_without_text), (0, 60));
    assert_eq!(ids(&events(&collection)), ids(&known));
    let deck = &collection.decks[collection.decks.len() - 1];
    assert!(deck.cards.iter().all(|record| record.retired));
}

#[test]
fn a_card_without_its_note_is_a_card() {
    for damage in [
        "DELETE FROM note",
        "DELETE FROM note_type",
        "UPDATE note_type SET definition = '{'",
        "UPDATE card SET ordinal = -1 WHERE note IS NOT NULL",
    ] {
        let (_folder, path, known) = file();
        let connection = Connection::open(&path).unwrap();
        let damage = format!("PRAGMA foreign_keys = OFF; {damage}; VACUUM;");
        connection.execute_batch(&damage).unwrap();
        drop(connection);
        let (collection, salvaged) = salvage(&path).unwrap();
        assert_eq!((salvaged.cards, notes(&collection)), (60, 0), "{damage}");
        assert_eq!(ids(&events(&collection)), ids(&known));
    }
}

#[test]
fn a_device_whose_name_is_damaged_keeps_its_events() {
    let (_folder, path, known) = file();
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch("UPDATE device SET name = name - 1; VACUUM;")
        .unwrap();
    drop(connection);
    let found = events(&salvage(&path).unwrap().0);
    assert_ne!(ids(&found), ids(&known));
    let all =
        |events: Vec<Event>| -> Vec<Event> { events.into_iter().map(of_one_device).collect() };
    let (found, known) = (all(found), all(known));
    assert_eq!(found.len(), known.len());
    assert!(known.iter().all(|event| found.contains(event)));
}

#[test]
fn rows_of_other_tables_are_not_taken_for_ours() {
    let number = Value::Integer;
    assert_eq!(Table::of(&[]), None);
    assert_eq!(Table::of(&[number(1)]), None);
    // A memory, a voided event, an import, a row of the schema.
    assert_eq!(Table::of(&vec![number(1); 16]), None);
    assert_eq!(Table::of(&[Value::Null]), None);
    assert_eq!(
        Table::of(&[Value::Null, number(5), number(0), number(3)]),
        None
    );
    let text = || Value::Text("table".into());
    assert_eq!(
        Table::of(&[text(), text(), text(), number(2), text()]),
        None
    );
    // A small number is no device's name.
    let device = [Value::Null, number(7), number(1), number(3), number(9)];
    assert_eq!(Table::of(&device), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Flipped bits anywhere cost the rows they hit and no others: what comes out was there, but for
    /// what a flip inside a value changes, and each flip costs at most the rows of its page. The name of the device
    /// stands in one row: one flip there renames the writer of all events, and loses none.
    #[test]
    fn flipped_bits_cost_what_they_hit(flips in prop::collection::vec((0_usize..1_000_000, 0_u8..8), 1..12)) {
        let (_folder, path, known) = file();
        let mut bytes = fs::read(&path).unwrap();
        let length = bytes.len();
        for (at, bit) in &flips {
            bytes[at % length] ^= 1 << bit;
        }
        fs::write(&path, bytes).unwrap();
        let (collection, salvaged) = salvage(&path).unwrap();
        let found: Vec<Event> = events(&collection).into_iter().map(of_one_device).collect();
        let known: Vec<Event> = known.into_iter().map(of_one_device).collect();
        let kept = known.iter().filter(|event| found.contains(event)).count();
        // A page of 4096 bytes holds at most 75 events, which take 54 bytes or more.
        let lost = known.len() - kept;
        prop_assert!(lost <= 75 * flips.len(), "{lost} of {} lost, {salvaged:?}", known.len());
    }

    /// Any bytes at all.
    #[test]
    fn any_file_is_read_to_its_end(bytes in prop::collection::vec(any::<u8>(), 0..9000)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("srm.db");
        fs::write(&path, bytes).unwrap();
        let (collection, _) = salvage(&path).unwrap();
        prop_assert!(events(&collection).is_empty());
    }
}
