//! Tests of the log: what is recorded is what the fold says, and undo restores what was.

use tempfile::TempDir;

use super::{CardId, CardState, Deed, Error, EventId, Moment, OptionalExtension, Store};
use crate::calendar::StudyDay;
use crate::cards::{DeckName, compile};
use crate::reconcile::reconcile;
use crate::review::{DeviceId, answer};
use crate::scheduler::Quality;
use crate::store::{Creation, DocumentImport, Edition, Filter};

pub(in crate::store) const NOTES: &str =
    "# Notes\n\n| K | V |\n|---|---|\n| a | 1 |\n| b | 2 |\n| c | 3 |\n";

pub(in crate::store) fn moment(day: i64) -> Moment {
    Moment {
        utc_ms: (20_000 + day) * 86_400_000 + 12 * 3_600_000,
        offset_minutes: 0,
    }
}

pub(in crate::store) fn study_day(day: i64) -> StudyDay {
    StudyDay::from_number(20_000 + day)
}

/// An empty collection in a folder that goes with the test.
pub(in crate::store) fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("srm.db");
    let store = Store::open(&path, Creation::IfMissing, DeviceId(7)).unwrap();
    (folder, store)
}

/// Brings a document in as the commands do.
pub(in crate::store) fn import(store: &mut Store, path: &str, text: &str) -> Vec<CardId> {
    let compiled = compile(text, &DeckName::new(path).unwrap());
    let known = match store.document(path).unwrap() {
        Some(document) => store.known_cards(document.id, &[]).unwrap(),
        None => Vec::new(),
    };
    let plan = reconcile(&compiled.cards, &known);
    let import = DocumentImport {
        path,
        edition: &Edition::of_text("00"),
        sound_by: None,
        compiled: &compiled,
        plan: &plan,
        seen: None,
    };
    store.apply(&[import], moment(0)).unwrap();
    let ids = "SELECT uid FROM card JOIN document ON document.id = card.document \
               WHERE path = ?1 AND retired = 0 ORDER BY position";
    let mut statement = store.connection.prepare(ids).unwrap();
    let ids = statement
        .query_map([path], |row| crate::store::columns::id_of(row, 0))
        .unwrap();
    ids.collect::<Result<_, _>>().unwrap()
}

pub(in crate::store) fn grade(store: &mut Store, card: CardId, quality: u8, day: i64) -> CardState {
    let state = store.state(card).unwrap().unwrap();
    let deed = answer(
        &state,
        Quality::new(quality).unwrap(),
        study_day(day),
        1000,
        store.schedulers().whole(),
    );
    store.record(card, deed, moment(day)).unwrap().1
}

/// The plan of a query, one step a line.
pub(in crate::store) fn plan(store: &Store, sql: &str) -> String {
    let mut statement = store
        .connection
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .unwrap();
    let mut rows = statement.raw_query();
    let mut steps = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        steps.push(row.get::<_, String>(3).unwrap());
    }
    steps.join("\n")
}

#[test]
fn an_answer_is_an_event_and_a_state() {
    let (_folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    let state = grade(&mut store, cards[0], 4, 0);
    assert_eq!((state.reviews, state.due), (1, Some(study_day(1))));
    assert_eq!(store.state(cards[0]).unwrap(), Some(state));
    let history = store.history(cards[0]).unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(
        history[0].id,
        EventId {
            device: DeviceId(7),
            sequence: 1
        }
    );
    let unknown = CardId::from_bytes([9; 16]);
    assert!(matches!(
        store.record(unknown, Deed::Suspend, moment(0)),
        Err(Error::NoSuchCard(_))
    ));
}

#[test]
fn undo_takes_back_one_change_after_the_other() {
    let (_folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    let first = grade(&mut store, cards[0], 4, 0);
    grade(&mut store, cards[1], 5, 0);
    store.record(cards[0], Deed::Suspend, moment(0)).unwrap();
    for expected in [cards[0], cards[1], cards[0]] {
        let last = store.undo(moment(0)).unwrap().unwrap().change.newest;
        assert_eq!(last.card, expected);
        if last.deed == Deed::Suspend {
            assert_eq!(store.state(cards[0]).unwrap(), Some(first));
        }
    }
    assert_eq!(store.undo(moment(0)).unwrap(), None);
    assert_eq!(store.state(cards[0]).unwrap(), Some(CardState::default()));
    assert_eq!(store.history(cards[0]).unwrap().len(), 4);
    let decks = store.decks(study_day(0)).unwrap();
    let studied = store.study(&decks, study_day(0)).unwrap();
    assert_eq!(studied.decks[0].answered.new, 0);
}

#[test]
fn the_log_refuses_changes() {
    let (_folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    grade(&mut store, cards[0], 4, 0);
    for sql in ["UPDATE event SET quality = 5", "DELETE FROM event"] {
        assert!(store.connection.execute(sql, []).is_err(), "{sql}");
    }
}

#[test]
fn the_queue_holds_what_waits_and_nothing_else() {
    let (_folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    let ids = |found: Vec<crate::review::Queued>| -> Vec<CardId> {
        found.into_iter().map(|queued| queued.card).collect()
    };
    let all = Filter::default();
    grade(&mut store, cards[0], 4, 0);
    grade(&mut store, cards[1], 1, 0);
    assert_eq!(
        ids(store.new_cards(&all, study_day(0), 9).unwrap()),
        [cards[2]]
    );
    assert_eq!(ids(store.due(&all, study_day(0), 9).unwrap()), []);
    assert_eq!(
        ids(store.open_drills(&all, study_day(0)).unwrap()),
        [cards[1]]
    );
    assert_eq!(ids(store.open_drills(&all, study_day(1)).unwrap()), []);
    assert_eq!(
        ids(store.due(&all, study_day(1), 9).unwrap()),
        [cards[0], cards[1]]
    );
    assert_eq!(ids(store.due(&all, study_day(1), 1).unwrap()), [cards[0]]);
    store
        .record(cards[0], Deed::Bury(study_day(2)), moment(1))
        .unwrap();
    store.record(cards[2], Deed::Suspend, moment(1)).unwrap();
    assert_eq!(ids(store.due(&all, study_day(1), 9).unwrap()), [cards[1]]);
    assert_eq!(ids(store.new_cards(&all, study_day(1), 9).unwrap()), []);
    assert_eq!(
        ids(store.due(&all, study_day(2), 9).unwrap()),
        [cards[0], cards[1]]
    );
    let counts = store.decks(study_day(1)).unwrap();
    assert_eq!(
        (
            counts[0].due,
            counts[0].new,
            counts[0].total,
            counts[0].suspended
        ),
        (1, 0, 3, 1)
    );
}

#[test]
fn a_deck_holds_what_stands_inside_it_and_not_its_neighbours() {
    let (_folder, mut store) = store();
    for (path, title) in [("1", "A"), ("2", "A::B"), ("3", "AB"), ("4", "A:")] {
        import(
            &mut store,
            path,
            &NOTES.replace("# Notes", &format!("# {title}")),
        );
    }
    let of = |deck| Filter {
        deck: DeckName::new(deck),
    };
    let count = |deck| store.new_cards(&of(deck), study_day(0), 99).unwrap().len();
    // The fourth title is tidied to `A`, too.
    assert_eq!(
        (count("A"), count("A::B"), count("AB"), count("B")),
        (9, 3, 3, 0)
    );
}

#[test]
fn editing_a_document_keeps_history_and_retires_what_is_gone() {
    let (_folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    let state = grade(&mut store, cards[0], 4, 0);
    let edited = import(
        &mut store,
        "notes.md",
        &NOTES
            .replace("| a | 1 |", "| a | one |")
            .replace("| c | 3 |\n", ""),
    );
    assert_eq!(edited, [cards[0], cards[1]]);
    assert_eq!(store.state(cards[0]).unwrap(), Some(state));
    assert!(store.card(cards[2]).unwrap().unwrap().retired);
    assert_eq!(
        store
            .new_cards(&Filter::default(), study_day(0), 9)
            .unwrap()
            .len(),
        1
    );
    assert_eq!(import(&mut store, "notes.md", NOTES), cards);
}

#[test]
fn two_documents_with_the_same_text_have_their_own_cards() {
    let (_folder, mut store) = store();
    let one = import(&mut store, "one.md", NOTES);
    let two = import(&mut store, "two.md", NOTES);
    assert!(one.iter().all(|card| !two.contains(card)));
    assert_eq!(import(&mut store, "one.md", NOTES), one);
    assert_eq!(import(&mut store, "two.md", NOTES), two);
}

#[test]
fn a_card_is_found_by_the_beginning_of_its_id() {
    let (_folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    let id = cards[0].to_string();
    assert_eq!(store.find_card(&id).unwrap(), cards[0]);
    assert_eq!(store.find_card(&id[..12].to_uppercase()).unwrap(), cards[0]);
    for wrong in ["", "x", "zz", "' OR 1", &"0".repeat(33)] {
        assert!(
            matches!(store.find_card(wrong), Err(Error::NoSuchCard(_))),
            "{wrong}"
        );
    }
}

#[test]
fn the_public_view_has_one_row_for_each_answer_that_counts() {
    let (_folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    grade(&mut store, cards[0], 4, 0);
    grade(&mut store, cards[1], 1, 0);
    grade(&mut store, cards[1], 4, 0);
    grade(&mut store, cards[2], 5, 0);
    store.undo(moment(0)).unwrap().unwrap();
    let row = |sequence: i64| {
        store
            .connection
            .query_row(
                "SELECT event_id, card_id, deck, study_day, quality, interval_before_days, \
                 interval_after_days, duration_ms, device FROM reviews ORDER BY event_id LIMIT 1 OFFSET ?1",
                [sequence],
                |row| {
                    let text = |at| row.get::<_, String>(at);
                    let number = |at| row.get::<_, i64>(at);
                    Ok((
                        [text(0)?, text(1)?, text(2)?, text(3)?, text(8)?],
                        [number(4)?, number(5)?, number(6)?, number(7)?],
                    ))
                },
            )
            .optional()
            .unwrap()
    };
    let device = "0000000000000007".to_owned();
    let expected = [
        format!("{device}-1"),
        cards[0].to_string(),
        "Notes".into(),
        "2024-10-04".into(),
        device,
    ];
    assert_eq!(row(0), Some((expected, [4, 0, 1, 1000])));
    assert_eq!(row(1).unwrap().1, [1, 0, 1, 1000]);
    assert_eq!(row(2), None);
}

#[test]
fn a_damaged_state_is_found_and_mended() {
    let (_folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    let state = grade(&mut store, cards[0], 4, 0);
    store
        .connection
        .execute("UPDATE memory SET ease = 300 WHERE reviews > 0", [])
        .unwrap();
    let differing: Vec<CardId> = store
        .rebuild_check()
        .unwrap()
        .iter()
        .map(|d| d.card)
        .collect();
    assert_eq!(differing, [cards[0]]);
    assert_eq!(store.rebuild().unwrap().len(), 1);
    assert_eq!(store.state(cards[0]).unwrap(), Some(state));
}
