//! Notes of another program on their way in: a note is stored once for all of its cards, as it came.
//! A changed note is a new row, so that an import that is taken back finds the old one.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};

use crate::exchange::{Arrival, Note, Sibling};

use super::arrivals::Arrivals;
use super::columns::{answer_text, list_text};
use super::error::Error;

/// The rows of the notes that came.
#[derive(Default)]
pub(super) struct NoteRows {
    /// The rows of their types, by Anki's numbers.
    types: HashMap<i64, i64>,
    /// The note that came last: its siblings come behind it.
    last: Option<(Arc<Note>, i64)>,
}

impl NoteRows {
    /// The row of a note, made for the first of its cards.
    pub(super) fn row(&mut self, connection: &Connection, note: &Arc<Note>) -> Result<i64, Error> {
        if let Some((last, row)) = &self.last
            && Arc::ptr_eq(last, note)
        {
            return Ok(*row);
        }
        let kind = match self.types.get(&note.kind.number) {
            Some(row) => *row,
            None => {
                // Texts and numbers always have a JSON form.
                let definition = serde_json::to_string(&*note.kind).unwrap_or_default();
                let row = note_type_row(connection, &definition)?;
                self.types.insert(note.kind.number, row);
                row
            }
        };
        connection
            .prepare_cached(
                "INSERT INTO note (type, guid, number, changed_s, fields) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![kind, note.guid, note.number, note.changed_s, note.fields])?;
        let row = connection.last_insert_rowid();
        self.last = Some((note.clone(), row));
        Ok(row)
    }
}

impl Arrivals<'_> {
    /// The card stands there as its newer row says.
    pub(super) fn give(&self, row: i64, sibling: &Sibling) -> Result<(), Error> {
        self.transaction
            .prepare_cached("UPDATE card SET given = ?2 WHERE id = ?1 AND given IS NOT NULL")?
            .execute(params![row, sibling.given])?;
        Ok(())
    }

    /// The card says what its newer note says. Its schedule, place and history stay.
    pub(super) fn update(
        &mut self,
        row: i64,
        arrival: &Arrival,
        sibling: &Sibling,
    ) -> Result<(), Error> {
        let note = self.notes.row(&self.transaction, &sibling.note)?;
        let card = &arrival.record.card;
        self.transaction
            .prepare_cached(
                "UPDATE card SET kind = ?2, prompt = ?3, keyed = 0, answer = ?4, tags = ?5, \
                 fingerprint = ?6, note = ?7 WHERE id = ?1",
            )?
            .execute(params![
                row,
                card.kind.name(),
                card.prompt.text(),
                answer_text(&card.answer),
                list_text(&card.tags),
                arrival.fingerprint.bytes(),
                note
            ])?;
        self.set_askable(row, card.is_askable())
    }
}

fn note_type_row(connection: &Connection, definition: &str) -> Result<i64, Error> {
    connection
        .prepare_cached("INSERT INTO note_type (definition) VALUES (?1) ON CONFLICT DO NOTHING")?
        .execute([definition])?;
    let known = connection
        .prepare_cached("SELECT id FROM note_type WHERE definition = ?1")?
        .query_row([definition], |row| row.get(0))
        .optional()?;
    known.ok_or_else(|| Error::Value {
        what: "type",
        of: "a note".to_owned(),
    })
}
