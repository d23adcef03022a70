//! Packages of Anki through a collection and out again: notes, decks, tags, flags, schedules and the
//! log are what they were. Rows are compared as Anki has them, day numbers as days.

pub(crate) mod drawn;

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::{Map, Value};
use srm::calendar::{Moment, Rollover};
use srm::exchange::Progress;
use srm::exchange::import::anki::Conversion;
use srm::review::{Deed, DeviceId};
use srm::stats::DayTally;
use srm::store::{AnkiError, AnkiFile, Creation, Expected, Filter, Scope, Store};

use crate::commands::anki::anki_tables;
use crate::log_properties::tries;
use drawn::{DrawnCard, DrawnNote, any_note, written};

/// Day 59 of the collections that are made here, whose day 0 is 2026-01-01.
const TODAY: i64 = 59;

pub(crate) fn now() -> Moment {
    Moment::parse("2026-03-01T12:00:00Z").unwrap()
}

/// Takes a database of Anki into a collection.
pub(crate) fn bring(store: &mut Store, path: &Path) {
    let file = AnkiFile::open(path).unwrap();
    let mut conversion = Conversion::new(file.collection().unwrap(), now());
    // As for a large file, whose cards are written in another way than a few.
    let many = Expected {
        cards: 100_000,
        answers: 100_000,
    };
    let mut arrivals = store.arrivals(now(), many).unwrap();
    file.answers(|row| -> Result<(), AnkiError> {
        conversion.count_answer(&row.unwrap());
        Ok(())
    })
    .unwrap();
    file.notes(|row| -> Result<(), AnkiError> {
        let (note, cards) = row.unwrap();
        for arrival in conversion.note(note, &cards) {
            arrivals.card(arrival).unwrap();
        }
        Ok(())
    })
    .unwrap();
    file.answers(|row| -> Result<(), AnkiError> {
        if let Some(answer) = conversion.answer(&row.unwrap()) {
            arrivals.answers(&[answer]).unwrap();
        }
        Ok(())
    })
    .unwrap();
    assert_eq!(
        conversion.report().number_skipped(),
        0,
        "{:?}",
        conversion.report()
    );
    arrivals.finish().unwrap();
}

pub(crate) fn collection(folder: &Path, name: &str) -> Store {
    Store::open(&folder.join(name), Creation::IfMissing, DeviceId(7)).unwrap()
}

fn depart(store: &Store, path: &Path) {
    std::fs::write(path, []).unwrap();
    let when = (now(), Rollover::default());
    store
        .depart(
            &Filter::default(),
            Progress::With,
            path,
            when,
            &mut |_, _| None,
        )
        .unwrap();
}

/// Everything a package says, by names that mean the same in each: decks by name, due days from today.
fn contents(path: &Path) -> BTreeMap<&'static str, Vec<Vec<Value>>> {
    let tables = anki_tables(path);
    let connection = Connection::open(path).unwrap();
    let (created, decks): (i64, String) = connection
        .query_row("SELECT crt, decks FROM col", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    let decks: Map<String, Value> = serde_json::from_str(&decks).unwrap();
    let today = (now().utc_ms / 1000).div_euclid(86_400) - created.div_euclid(86_400);
    let mut tables = tables;
    for row in tables.get_mut("cards").unwrap() {
        row[2] = decks[&row[2].to_string()]["name"].clone();
        let (stage, due) = (row[6].as_i64().unwrap(), row[8].as_i64().unwrap());
        if stage != 0 && due < 1_000_000_000 {
            row[8] = Value::from(due - today);
        }
    }
    tables
}

/// What changed on purpose: the moment of the last answer is added, when a card changed is not kept.
fn without_moments(
    mut tables: BTreeMap<&'static str, Vec<Vec<Value>>>,
) -> BTreeMap<&'static str, Vec<Vec<Value>>> {
    for row in tables.get_mut("cards").unwrap() {
        row[4] = Value::Null;
        let mut data: Map<String, Value> =
            serde_json::from_str(row[17].as_str().unwrap()).unwrap_or_default();
        data.remove("lrt");
        row[17] = Value::from(data);
    }
    for row in tables.get_mut("notes").unwrap() {
        let mut tags: Vec<&str> = row[5].as_str().unwrap().split_whitespace().collect();
        tags.sort_unstable();
        row[5] = Value::from(tags.join(" "));
    }
    tables
}

proptest! {
    #![proptest_config(tries(48))]

    #[test]
    fn anki_to_srm_to_anki_is_the_same(notes in prop::collection::vec(any_note(), 1..8)) {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        written(&path("first"), &notes);
        let mut store = collection(folder.path(), "one.db");
        bring(&mut store, &path("first"));
        depart(&store, &path("second"));
        prop_assert_eq!(without_moments(contents(&path("second"))), without_moments(contents(&path("first"))));
        // And from there on not even moments change.
        let mut other = collection(folder.path(), "other.db");
        bring(&mut other, &path("second"));
        depart(&other, &path("third"));
        prop_assert_eq!(contents(&path("third")), contents(&path("second")));
        prop_assert!(other.rebuild_check().unwrap().is_empty());
        // A package that comes back adds nothing.
        bring(&mut store, &path("second"));
        depart(&store, &path("third"));
        prop_assert_eq!(contents(&path("third")), contents(&path("second")));
    }

    #[test]
    fn an_import_that_is_taken_back_counts_no_more(notes in prop::collection::vec(any_note(), 1..8)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("package");
        written(&path, &notes);
        let mut store = collection(folder.path(), "one.db");
        let days = |store: &Store| -> Vec<DayTally> { store.daily(&Scope::Filter(Filter::default())).unwrap() };
        bring(&mut store, &path);
        let counted = days(&store);
        depart(&store, &folder.path().join("before"));
        for _ in 0..2 {
            let import = store.last_import().unwrap().unwrap();
            store.undo_import(import, now()).unwrap();
            prop_assert_eq!(days(&store), vec![]);
            prop_assert!(store.rebuild_check().unwrap().is_empty());
            prop_assert_eq!(store.redo(now()).unwrap(), None);
            bring(&mut store, &path);
            prop_assert_eq!(days(&store), counted.clone());
            prop_assert!(store.rebuild_check().unwrap().is_empty());
        }
        depart(&store, &folder.path().join("after"));
        prop_assert_eq!(contents(&folder.path().join("after")), contents(&folder.path().join("before")));
    }
}

#[test]
fn a_newer_package_is_taken_back_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let answered = |due, answers: Vec<(i64, i64, i64)>| DrawnCard {
        stage: 2,
        queue: 2,
        due,
        interval: 9,
        factor: 2500,
        reviews: 2,
        lapses: 0,
        left: 0,
        flags: 0,
        deck: 1,
        data: "",
        answers,
    };
    let note = |due, answers| DrawnNote {
        is_cloze: false,
        text: "S3".into(),
        tags: vec![],
        cards: [answered(due, answers), answered(99, vec![])],
    };
    written(&path("first"), &[note(70, vec![(10, 3, 1)])]);
    written(&path("newer"), &[note(80, vec![(10, 3, 1), (2000, 2, 1)])]);
    let mut store = collection(folder.path(), "one.db");
    bring(&mut store, &path("first"));
    depart(&store, &path("one"));
    for _ in 0..2 {
        bring(&mut store, &path("newer"));
        depart(&store, &path("two"));
        assert_eq!(
            without_moments(contents(&path("two"))),
            without_moments(contents(&path("newer")))
        );
        let import = store.last_import().unwrap().unwrap();
        store.undo_import(import, now()).unwrap();
        depart(&store, &path("again"));
        assert_eq!(contents(&path("again")), contents(&path("one")));
        assert!(store.rebuild_check().unwrap().is_empty());
    }
}

#[test]
fn what_was_answered_here_goes_on_from_ankis_own_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let card = DrawnCard {
        stage: 2,
        queue: 2,
        due: TODAY,
        interval: 10,
        factor: 2365,
        reviews: 5,
        lapses: 1,
        left: 0,
        flags: 3,
        deck: 1,
        data: r#"{"pos":5,"s":3.25,"d":6.1}"#,
        answers: vec![(10, 3, 1)],
    };
    let suspended = DrawnCard {
        queue: -1,
        answers: vec![],
        ..card.clone()
    };
    written(
        &path("first"),
        &[DrawnNote {
            is_cloze: false,
            text: "S3".into(),
            tags: vec![],
            cards: [card, suspended],
        }],
    );
    let mut store = collection(folder.path(), "one.db");
    bring(&mut store, &path("first"));
    let today = "2026-03-01".parse().unwrap();
    let queued = store.due(&Filter::default(), today, 9).unwrap();
    let id = queued[0].card;
    let state = store.state(id).unwrap().unwrap();
    let deed = srm::review::answer(
        &state,
        srm::scheduler::Grade::Good.quality(),
        today,
        1500,
        &srm::scheduler::Scheduler::default(),
    );
    store.record(id, deed, now()).unwrap();
    store.record(id, Deed::Mark, now()).unwrap();
    depart(&store, &path("second"));
    let tables = contents(&path("second"));
    let row = &tables["cards"][0];
    // 10 days times 2.37, rounded up. The ease did not change, so that Anki's thousandths stay.
    assert_eq!(
        (&row[8], &row[9], &row[10]),
        (&24.into(), &24.into(), &2365.into())
    );
    assert_eq!(
        (&row[11], &row[12], &row[16]),
        (&6.into(), &1.into(), &3.into())
    );
    assert_eq!(
        row[17],
        format!("{{\"lrt\":{},\"pos\":5}}", now().utc_ms / 1000)
    );
    assert_eq!(tables["cards"][1][7], -1);
    let log = &tables["revlog"];
    assert_eq!(log.len(), 2);
    assert_eq!(&log[1][3..], [3, 24, 10, 2370, 1500, 1].map(Value::from));
    assert_eq!(tables["notes"][0][5], " marked ");
}
