//! Search queries of any text: no panic, an error points into the text, and what is understood is
//! something that the database can be asked.

#![no_main]

use std::cell::OnceCell;

use libfuzzer_sys::fuzz_target;
use srm::calendar::{Moment, StudyDay};
use srm::cards::{DeckName, compile};
use srm::exchange::export::json::write_compiled;
use srm::exchange::import::json::read;
use srm::review::DeviceId;
use srm::search::{Sort, parse};
use srm::store::{Creation, Direction, Page, Store};

thread_local! {
    static COLLECTION: OnceCell<(tempfile::TempDir, Store)> = const { OnceCell::new() };
}

const AT: Moment = Moment {
    utc_ms: 1_800_000_000_000,
    offset_minutes: 0,
};

const NOTES: &str = "# AWS\n\n| K | V |\n|---|---|\n| a | 1 |\n\nQ: b?\nA: c\n";

/// A collection with a few cards.
fn collection() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("fuzz.db");
    let mut store = Store::open(&path, Creation::IfMissing, DeviceId(1)).expect("a collection");
    let compiled = compile(NOTES, &DeckName::new("AWS").expect("a name"));
    let mut deck = Vec::new();
    write_compiled(&[(&compiled, None)], &mut deck).expect("a deck as JSON");
    store
        .import(&read(&deck).expect("a deck"), AT)
        .expect("it comes in");
    (folder, store)
}

fuzz_target!(|bytes: &[u8]| {
    let typed = String::from_utf8_lossy(bytes);
    match parse(&typed) {
        Err(misread) => {
            assert!(typed.get(misread.span.clone()).is_some(), "{misread:?}");
            assert!(!misread.message.is_empty());
        }
        Ok(query) => COLLECTION.with(|cell| {
            let (_, store) = cell.get_or_init(collection);
            let page = Page {
                limit: 10,
                offset: 0,
            };
            let today = StudyDay::from_number(20_000);
            let found = store.search(&query, today, Sort::default(), Direction::Forward, page);
            found.expect("it can be asked");
        }),
    }
});
