//! Salvage: everything that can still be read in a damaged file, as a collection that can be brought
//! into a new one. First what SQLite itself can read, then every row that stands on any page of the
//! file or its log. The damaged file is only read.

mod pages;
mod record;
mod tables;

use std::path::Path;

use rusqlite::Connection;

use crate::calendar::Rollover;
use crate::cards::{Answer, Card, CardId, DeckName, Fingerprint, Kind, Prompt};
use crate::exchange::{Collection, NoteType, Progress};
use crate::review::{DeviceId, LeechRule, NO_CARD, Schedulers};

use super::card_rows::{Place, put_card};
use super::collection_file::CollectionFile;
use super::columns::{CARD_COLUMNS, card_of, id_of};
use super::documents::ensure_deck;
use super::error::Error;
use super::filter::Filter;
use super::history::{EVENT_COLUMNS, event_of};
use super::migrate;
use super::open::{self, Store};
use super::reading;
use pages::Pages;
use record::RawRow;
use tables::Table;

/// What came out of a damaged file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Cards with their text.
    pub cards: u64,
    /// Cards of which only the history is left.
    pub cards_without_text: u64,
    /// Events.
    pub events: u64,
    /// Rows that were found and make no sense.
    pub unreadable: u64,
}

/// Reads what can still be read of the collection at `path`.
///
/// # Errors
/// When the file cannot be opened at all.
pub fn salvage(path: &Path) -> Result<(Collection, Salvaged), Error> {
    let cannot = |source| Error::File {
        deed: "read",
        path: path.to_owned(),
        source,
    };
    let mut scratch = Scratch::new()?;
    // What SQLite can read is what counts; a copy of a row on a page out of use is older.
    scratch.take_from_sqlite(path);
    let mut pages = Pages::open(path).map_err(cannot)?;
    for place in pages.places() {
        let Ok(page) = pages.at(place) else {
            continue;
        };
        let (rows, unreadable) = record::rows(&page, &mut pages);
        scratch.salvaged.unreadable = scratch.salvaged.unreadable.saturating_add(unreadable);
        for row in rows {
            if let Some(table) = Table::of(&row.values) {
                scratch.take(table, row)?;
            }
        }
    }
    scratch.finish()
}

/// A collection in memory that takes whatever rows are found.
struct Scratch {
    store: Store,
    /// Of each table in [`Table::ALL`], its columns.
    columns: Vec<Vec<String>>,
    salvaged: Salvaged,
}

impl Scratch {
    fn new() -> Result<Scratch, Error> {
        let mut connection = Connection::open_in_memory()?;
        migrate::run(&mut connection, open::APPLICATION_ID)?;
        // Rows come in any order, and one that turns out to be nonsense goes again.
        connection.execute_batch(
            "PRAGMA foreign_keys = OFF;
             DROP TRIGGER event_is_never_changed;
             DROP TRIGGER event_is_never_deleted;",
        )?;
        let columns = Table::ALL.map(|table| table.columns(&connection));
        Ok(Scratch {
            columns: columns.into_iter().collect::<rusqlite::Result<_>>()?,
            store: Store {
                connection,
                file: CollectionFile::default(),
                own: 0,
                device: DeviceId(0),
                schedulers: Schedulers::default(),
                reading: None,
                rollover: Rollover::default(),
                leech_rule: LeechRule::default(),
            },
            salvaged: Salvaged::default(),
        })
    }

    /// Takes the rows that SQLite reads, as far as it gets. Every error means only that there is no
    /// more to have in this way.
    fn take_from_sqlite(&mut self, path: &Path) {
        let Ok(damaged) = reading::connect(path) else {
            return;
        };
        for table in Table::ALL {
            let _ = self.take_table(&damaged, table);
        }
    }

    fn take_table(&mut self, damaged: &Connection, table: Table) -> Result<(), Error> {
        let mut statement = damaged.prepare(&format!("SELECT rowid, * FROM {}", table.name()))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let values = (1..columns).map(|at| row.get(at));
            let raw = RawRow {
                rowid: row.get(0)?,
                values: values.collect::<rusqlite::Result<_>>()?,
            };
            self.take(table, raw)?;
        }
        Ok(())
    }

    /// Takes one row. A row that is there already stays, one that breaks a rule of the table is
    /// counted and left out.
    fn take(&mut self, table: Table, row: RawRow) -> Result<(), Error> {
        let columns = self.columns.get(table as usize).map_or(&[][..], |all| all);
        match table.insert(&self.store.connection, columns, row) {
            Err(rusqlite::Error::SqliteFailure(error, _))
                if error.code == rusqlite::ErrorCode::ConstraintViolation =>
            {
                self.salvaged.unreadable = self.salvaged.unreadable.saturating_add(1);
                Ok(())
            }
            other => Ok(other?),
        }
    }

    fn finish(mut self) -> Result<(Collection, Salvaged), Error> {
        self.drop_nonsense()?;
        self.name_what_is_missing()?;
        let connection = &self.store.connection;
        let count = |sql: &str| -> Result<u64, Error> {
            Ok(connection.query_row(sql, [], |row| row.get(0))?)
        };
        self.salvaged.events = count("SELECT count(*) FROM event")?;
        self.salvaged.cards = count("SELECT count(*) FROM card")?;
        let placeholders = self.add_placeholders()?;
        self.salvaged.cards_without_text = placeholders;
        let collection = self.store.export(&Filter::default(), Progress::With)?;
        Ok((collection, self.salvaged))
    }

    /// Takes out rows whose values make no sense to the program.
    fn drop_nonsense(&mut self) -> Result<(), Error> {
        let connection = &self.store.connection;
        let mut wrong = Vec::new();
        let mut statement =
            connection.prepare(&format!("SELECT id, uid, {CARD_COLUMNS} FROM card"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id = id_of(row, 1)?;
            if card_of(row, 2, id).is_err() {
                wrong.push(("card", row.get::<_, i64>(0)?));
            }
        }
        let sql = format!(
            "SELECT {EVENT_COLUMNS} FROM event LEFT JOIN device ON device.id = event.device"
        );
        let sql = sql.replace("device.name,", "ifnull(device.name, 0),");
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if event_of(row).is_err() {
                wrong.push(("event", row.get::<_, i64>(0)?));
            }
        }
        let mut statement = connection.prepare("SELECT id, definition FROM note_type")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if serde_json::from_str::<NoteType>(&row.get::<_, String>(1)?).is_err() {
                wrong.push(("note_type", row.get::<_, i64>(0)?));
            }
        }
        for (table, row) in wrong {
            connection.execute(&format!("DELETE FROM {table} WHERE id = ?1"), [row])?;
            self.salvaged.unreadable = self.salvaged.unreadable.saturating_add(1);
        }
        Ok(())
    }

    /// Gives a name to devices and decks that only other rows tell of. A card whose note is gone, or has no
    /// type, is one without a note.
    fn name_what_is_missing(&self) -> Result<(), Error> {
        self.store.connection.execute_batch(
            "INSERT INTO device (id, name, own, sequence, clock)
                 SELECT DISTINCT device, -device, 0, 0, 0 FROM event
                 WHERE device NOT IN (SELECT id FROM device);
             INSERT INTO deck (id, name)
                 SELECT DISTINCT deck, 'Salvaged ' || deck FROM card
                 WHERE deck NOT IN (SELECT id FROM deck);
             UPDATE card SET document = NULL
                 WHERE document NOT IN (SELECT id FROM document);
             UPDATE card SET note = NULL
                 WHERE note IS NOT NULL AND (ifnull(ordinal, 0) NOT BETWEEN 0 AND 4294967295 OR note NOT IN
                     (SELECT note.id FROM note JOIN note_type ON note_type.id = note.type));
             UPDATE document SET deck = (SELECT deck FROM card WHERE document = document.id LIMIT 1)
                 WHERE deck NOT IN (SELECT id FROM deck)
                 AND EXISTS (SELECT 1 FROM card WHERE document = document.id);",
        )?;
        Ok(())
    }

    /// Adds a retired card for each history whose card is gone, so that it is not lost.
    fn add_placeholders(&self) -> Result<u64, Error> {
        let connection = &self.store.connection;
        let mut statement = connection.prepare(
            "SELECT DISTINCT card FROM event WHERE card <> ?1 AND card NOT IN (SELECT uid FROM card) \
             ORDER BY card",
        )?;
        let ids = statement.query_map([NO_CARD.bytes()], |row| id_of(row, 0))?;
        let ids: Vec<CardId> = ids.collect::<rusqlite::Result<_>>()?;
        let Some(name) = DeckName::new("Salvaged histories") else {
            return Ok(0);
        };
        if ids.is_empty() {
            return Ok(0);
        }
        let deck = ensure_deck(connection, &name)?;
        for (position, id) in (0_i64..).zip(&ids) {
            let card = placeholder(*id);
            let place = Place {
                deck,
                document: None,
                position,
                begins: None,
                retired: true,
                added: None,
            };
            put_card(connection, *id, &card, Fingerprint::of(&card), &place)?;
        }
        Ok(ids.len() as u64)
    }
}

/// A card that says what is missing.
fn placeholder(id: CardId) -> Card {
    Card {
        kind: Kind::Question,
        section: [].into(),
        prompt: Prompt::Text(format!("The text of card {id} could not be read.").into()),
        answer: Answer::Text("Its history is kept.".into()),
        tags: [].into(),
        line: 0,
    }
}

#[cfg(test)]
mod tests;
