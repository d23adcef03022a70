//! Tests of many cards at once: they leave what a few leave, one after the other.

use std::fmt::Write as _;

use super::{Error, MANY, write};
use crate::cards::{DeckName, compile};
use crate::store::Store;
use crate::store::events::tests::{grade, import, moment, store, study_day};

/// A document with so many rows that they are written together.
fn rows(count: usize) -> String {
    let mut text = "# Rows\n\n| K | V |\n|---|---|\n".to_owned();
    for row in 0..count {
        let _ = writeln!(text, "| key {row} | value {row} |");
    }
    text
}

fn schema(store: &Store) -> Vec<String> {
    let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name";
    let mut statement = store.connection.prepare(sql).unwrap();
    let found = statement.query_map([], |row| row.get(0)).unwrap();
    found.collect::<Result<_, _>>().unwrap()
}

fn is_sound(store: &Store) {
    assert_eq!(store.rebuild_check().unwrap(), []);
    assert_eq!(store.miscounted().unwrap(), []);
    let sound = "SELECT group_concat(integrity_check) FROM pragma_integrity_check";
    let said: String = store
        .connection
        .query_row(sound, [], |row| row.get(0))
        .unwrap();
    assert_eq!(said, "ok");
}

#[test]
fn many_new_cards_are_counted_and_indexed_and_can_be_taken_back() {
    let (_folder, mut store) = store();
    import(
        &mut store,
        "few.md",
        "# Few\n\n| K | V |\n|---|---|\n| a | 1 |\n",
    );
    let schema_before = schema(&store);
    let ids = import(&mut store, "rows.md", &rows(MANY + 1));
    assert_eq!(ids.len(), MANY + 1);
    is_sound(&store);
    assert_eq!(schema(&store), schema_before);
    let decks = store.decks(study_day(0)).unwrap();
    assert_eq!((decks[1].total, decks[1].new), (2001, 2001));

    let last = store.last_import().unwrap().unwrap();
    let returned = store.undo_import(last, moment(1)).unwrap();
    assert_eq!(returned.removed, MANY + 1);
    is_sound(&store);
    assert_eq!(store.decks(study_day(0)).unwrap().len(), 1);
}

#[test]
fn triggers_work_again_after_many_new_cards() {
    let (_folder, mut store) = store();
    let ids = import(&mut store, "rows.md", &rows(MANY + 1));
    grade(&mut store, ids[7], 4, 0);
    let refused = write(&store.connection, |_| -> Result<(), Error> {
        Err(Error::NoSuchCard("none".to_owned()))
    });
    assert!(refused.is_err());
    grade(&mut store, ids[8], 4, 0);
    import(&mut store, "rows.md", &rows(MANY - 1));
    is_sound(&store);
    let decks = store.decks(study_day(1)).unwrap();
    assert_eq!((decks[0].total, decks[0].due), (1999, 2));
}

#[test]
fn what_is_known_is_the_same_beside_what_the_document_says() {
    let (_folder, mut store) = store();
    let before = "# T\n\n## One\n\n| K | V | W |\n|---|---|---|\n| `a` | 1 | x |\n| *b* | 2 | y |\n\n\
                  ## Two\n\nQ1. Who patches it?\nA. AWS\nB. you\nAnswer: B\n\nQ2. And *why*?\n";
    import(&mut store, "t.md", before);
    let after = before
        .replace("`a`", "a")
        .replace("| y |", "| z |")
        .replace("*why*", "why");
    let document = store.document("t.md").unwrap().unwrap().id;
    let alone = store.known_cards(document, &[]).unwrap();
    assert_eq!(alone.len(), 4);
    for text in [before, after.as_str()] {
        let compiled = compile(text, &DeckName::new("t").unwrap());
        let beside = store.known_cards(document, &compiled.cards);
        assert_eq!(beside.unwrap(), alone);
    }
}

#[test]
fn of_many_cards_those_with_nothing_to_show_are_not_asked() {
    let (_folder, mut store) = store();
    let text = format!("{}\nQ1. Who knows?\n\nQ2. And who else?\n", rows(MANY + 1));
    import(&mut store, "rows.md", &text);
    is_sound(&store);
    let unaskable = "SELECT count(*), min(card) FROM memory WHERE askable = 0";
    let found: (i64, i64) = store
        .connection
        .query_row(unaskable, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    assert_eq!(found, (2, 2002));
}

#[test]
fn an_import_that_an_older_program_noted_card_by_card_can_be_taken_back_and_brought_back() {
    let (_folder, mut store) = store();
    let ids = import(
        &mut store,
        "few.md",
        "# Few\n| K | V |\n|---|---|\n| a | 1 |\n| b | 2 |\n",
    );
    store
        .connection
        .execute_batch(
            "INSERT INTO import_before SELECT 1, 'text', id, NULL FROM card;
             UPDATE import SET first_card = NULL, last_card = NULL;",
        )
        .unwrap();
    assert_eq!(store.imports().unwrap()[0].came, 2);
    grade(&mut store, ids[1], 4, 0);
    store.undo(moment(0)).unwrap();
    for _ in 0..2 {
        let last = store.last_import().unwrap().unwrap();
        assert_eq!(store.undo_import(last, moment(1)).unwrap().removed, 2);
        let undone = store.undone_import().unwrap().unwrap();
        assert_eq!(store.redo_import(undone, moment(1)).unwrap().restored, 2);
        is_sound(&store);
    }
}
