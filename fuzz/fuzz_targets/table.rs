//! Tables of any bytes: no panic, every card of a row can be asked, the same result twice, and what was
//! read is written as a table in which no cell can be taken for a formula, and which is read again as
//! the same cards.

#![no_main]

use libfuzzer_sys::fuzz_target;
use srm::cards::{CardId, DeckName};
use srm::exchange::Collection;
use srm::exchange::export::table::{Separator, write};
use srm::exchange::import::table::{Asked, Header, read};

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    let deck = DeckName::new("Fuzz").expect("a name");
    let header = match kind % 3 {
        0 => None,
        1 => Some(Header::Yes),
        _ => Some(Header::No),
    };
    let asked = Asked {
        deck: &deck,
        columns: None,
        header,
    };
    let Ok(reading) = read(bytes, &asked) else {
        return;
    };
    for card in reading.collection.decks.iter().flat_map(|deck| &deck.cards) {
        assert!(!card.card.front().trim().is_empty(), "no front: {card:?}");
    }
    let again = read(bytes, &asked).expect("it was read before");
    assert_eq!(again.collection, reading.collection, "read twice");
    for (separator, delimiter) in [(Separator::Comma, b','), (Separator::Tab, b'\t')] {
        let table = write(&reading.collection, separator, None);
        no_formula(&table, delimiter);
        if reading.collection.decks.is_empty() {
            continue;
        }
        let asked = Asked {
            deck: &deck,
            columns: None,
            header: None,
        };
        let back = read(&table, &asked).expect("what was written is read");
        assert_eq!(ids(&back.collection), ids(&reading.collection), "written");
    }
});

fn no_formula(table: &[u8], delimiter: u8) {
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(table);
    for row in rows.records() {
        for cell in &row.expect("rows of one length") {
            assert!(!cell.starts_with(FORMULA), "a formula: {cell:?}");
        }
    }
}

fn ids(collection: &Collection) -> Vec<CardId> {
    let cards = collection.decks.iter().flat_map(|deck| &deck.cards);
    let mut ids: Vec<CardId> = cards.map(|record| record.id).collect();
    ids.sort();
    ids
}
