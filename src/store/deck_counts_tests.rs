//! Tests of the kept counts: whatever happens to cards, they are what counting gives, on every day.

use proptest::prelude::*;
use rusqlite::Connection;

use super::{DeckCounts, Store, counted, kept};
use crate::review::{Deed, DeviceId};
use crate::store::events::tests::{NOTES, grade, import, moment, store, study_day};
use crate::store::migrate::MIGRATIONS;
use crate::store::{Creation, Filter, Scope};

/// Documents that an import may bring in for one path, the last two in another deck.
const TEXTS: [&str; 5] = [
    NOTES,
    "# Notes\n\n| K | V |\n|---|---|\n| a | 1 |\n| c | 3 |\n\nQ: Who asks without an answer?\n",
    "# Notes\n\nQ: Who is left?\nA: Nobody\n",
    "# Others\n\n| K | V |\n|---|---|\n| a | 1 |\n| b | 2 |\n| d | 4 |\n",
    "# Others\n\n| K | V |\n|---|---|\n| d | 4 |\n",
];

#[derive(Clone, Debug)]
enum Step {
    Import(usize, usize),
    UndoImport,
    Grade(usize, u8),
    Suspend(usize),
    Unsuspend(usize),
    Bury(usize, i64),
    Reschedule(usize, i64),
    Reset(usize),
    Undo,
    Redo,
    Rebuild,
    NextDay(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let card = || 0..9_usize;
    prop_oneof![
        4 => (0..2_usize, 0..TEXTS.len()).prop_map(|(path, text)| Step::Import(path, text)),
        1 => Just(Step::UndoImport),
        6 => (card(), 0..6_u8).prop_map(|(card, quality)| Step::Grade(card, quality)),
        2 => card().prop_map(Step::Suspend),
        1 => card().prop_map(Step::Unsuspend),
        2 => (card(), 1..4_i64).prop_map(|(card, days)| Step::Bury(card, days)),
        1 => (card(), -3..9_i64).prop_map(|(card, days)| Step::Reschedule(card, days)),
        1 => card().prop_map(Step::Reset),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
        1 => Just(Step::Rebuild),
        2 => (-5..20_i64).prop_map(Step::NextDay),
    ]
}

fn take(store: &mut Store, step: Step, day: &mut i64) {
    let cards: Vec<_> = store
        .connection
        .prepare("SELECT uid FROM card WHERE retired = 0 ORDER BY id")
        .unwrap()
        .query_map([], |row| crate::store::columns::id_of(row, 0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut does = |card: usize, deed: Deed| {
        if let Some(card) = cards.get(card) {
            store.record(*card, deed, moment(*day)).unwrap();
        }
    };
    match step {
        Step::Import(path, text) => drop(import(store, ["a.md", "b.md"][path], TEXTS[text])),
        Step::UndoImport => {
            if let Some(last) = store.last_import().unwrap() {
                store.undo_import(last, moment(*day)).unwrap();
            }
        }
        Step::Grade(card, quality) => {
            if let Some(card) = cards.get(card) {
                grade(store, *card, quality, *day);
            }
        }
        Step::Suspend(card) => does(card, Deed::Suspend),
        Step::Unsuspend(card) => does(card, Deed::Unsuspend),
        Step::Bury(card, days) => does(card, Deed::Bury(study_day(*day + days))),
        Step::Reschedule(card, days) => does(card, Deed::Reschedule(study_day(*day + days))),
        Step::Reset(card) => does(card, Deed::Reset),
        Step::Undo => drop(store.undo(moment(*day)).unwrap()),
        Step::Redo => drop(store.redo(moment(*day)).unwrap()),
        Step::Rebuild => drop(store.rebuild().unwrap()),
        Step::NextDay(days) => *day += days,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    #[test]
    fn kept_counts_are_what_counting_gives(steps in proptest::collection::vec(step(), 1..40)) {
        let (_folder, mut store) = store();
        import(&mut store, "a.md", NOTES);
        let mut day = 0;
        for step in steps {
            take(&mut store, step, &mut day);
            for look in [day - 30, day - 1, day, day + 1, day + 400] {
                let today = study_day(look);
                prop_assert_eq!(
                    kept(&store.connection, today).unwrap(),
                    counted(&store.connection, today).unwrap()
                );
            }
            prop_assert_eq!(store.miscounted().unwrap(), vec![]);
        }
    }
}

#[test]
fn a_collection_of_before_the_counts_gets_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    let old = Connection::open(&path).unwrap();
    for migration in &MIGRATIONS[..7] {
        old.execute_batch(migration).unwrap();
    }
    // In the first deck: due, new, suspended, buried, without an answer, retired; in the second: due later.
    old.execute_batch(
        "INSERT INTO device VALUES (1, 7777777777777777, 1, 0, 0);
         INSERT INTO deck VALUES (1, 'A'), (2, 'B'), (3, 'Empty');
         INSERT INTO card (id, uid, deck, position, kind, section, prompt, keyed, answer, tags, line,
                           fingerprint, retired)
             SELECT value, randomblob(16), 1 + (value > 6), value, 'question', '[]', 'q', 0,
                    '{\"text\":\"a\"}', '[]', 1, randomblob(16), value = 6
             FROM json_each('[1,2,3,4,5,6,7]');
         INSERT INTO memory (card, deck, position, askable, last_day, due_day, suspended, buried_until)
             SELECT id, deck, position, id NOT IN (5, 6), iif(id IN (1, 4, 7), 20000, NULL),
                    CASE id WHEN 1 THEN 20001 WHEN 4 THEN 20001 WHEN 7 THEN 20005 END, id = 3,
                    iif(id = 4, 20003, NULL)
             FROM card;
         PRAGMA application_id = 1397902641; PRAGMA user_version = 7;",
    )
    .unwrap();
    drop(old);
    Store::migrate(&path, moment(2)).unwrap();
    let store = Store::open(&path, Creation::Never, DeviceId(7)).unwrap();
    for day in [0, 1, 2, 3, 5] {
        let today = study_day(day);
        assert_eq!(
            store.decks(today).unwrap(),
            counted(&store.connection, today).unwrap()
        );
    }
    let [a, b, empty] = &store.decks(study_day(2)).unwrap()[..] else {
        panic!("three decks");
    };
    assert_eq!(
        (a.due, a.new, a.total, a.suspended, a.unaskable),
        (1, 1, 5, 1, 1)
    );
    assert_eq!((b.due, b.total, empty.total), (0, 1, 0));
    assert_eq!(store.miscounted().unwrap(), vec![]);
}

#[test]
fn wrong_counts_are_found_and_counted_anew() {
    let (_folder, mut store) = store();
    import(&mut store, "a.md", NOTES);
    import(&mut store, "b.md", TEXTS[3]);
    let right = store.decks(study_day(0)).unwrap();
    store
        .connection
        .execute_batch(
            "UPDATE deck_count SET new = new + 5 WHERE deck = 1; \
             DELETE FROM deck_count WHERE deck = 2;",
        )
        .unwrap();
    let wrong: Vec<String> = store
        .miscounted()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    store.rebuild().unwrap();
    assert_eq!(store.miscounted().unwrap(), vec![]);
    assert_eq!(store.decks(study_day(0)).unwrap(), right);
}

#[test]
fn answers_move_the_counted_day_on() {
    let (_folder, mut store) = store();
    let cards = import(&mut store, "a.md", NOTES);
    for day in [0, 3] {
        grade(&mut store, cards[0], 4, day);
        assert_eq!(
            super::counted_day(&store.connection).unwrap(),
            study_day(day)
        );
    }
}

#[test]
fn what_waits_in_a_deck_is_the_sum_of_it_and_what_stands_inside() {
    let (_folder, mut store) = store();
    import(&mut store, "a::x", "Q: One?\nA: 1\n\nQ: Two?\nA: 2\n");
    import(&mut store, "a::y", "Q: Three?\nA: 3\n");
    import(&mut store, "ab", "Q: Four?\nA: 4\n");
    let names: Vec<DeckCounts> = store.decks(study_day(0)).unwrap();
    assert_eq!(names.len(), 3, "{names:?}");
    let waiting = |deck: Option<&str>| {
        let deck = deck.map(|name| crate::cards::DeckName::new(name).unwrap());
        let scope = Scope::Filter(Filter { deck });
        store.waiting(&scope, study_day(0)).unwrap().new
    };
    assert_eq!(
        (waiting(None), waiting(Some("a")), waiting(Some("a::x"))),
        (4, 3, 2)
    );
}
