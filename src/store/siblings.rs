//! What a card brings from elsewhere and keeps for the way back: its note with its place in it, and
//! fields that mean nothing here.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Connection, Row, params};

use crate::cards::CardId;
use crate::exchange::{Note, NoteType, Sibling};

use super::error::Error;

/// The columns of a sibling, in the order in which [`Notes::sibling`] reads them; `note` and
/// `note_type` are joined.
pub(super) const SIBLING_COLUMNS: &str = "card.note, card.ordinal, card.number, card.given, note.guid, \
     note.number, note.changed_s, note.fields, note.type, note_type.definition";

/// What joins the tables of a sibling to its card.
pub(super) const SIBLING_TABLES: &str = "LEFT JOIN note ON note.id = card.note \
     LEFT JOIN note_type ON note_type.id = note.type";

/// The most notes that are remembered. Siblings come one behind the other.
const REMEMBERED: usize = 1024;

/// The notes that were read last: the cards of one share it.
#[derive(Default)]
pub(super) struct Notes {
    notes: HashMap<i64, Arc<Note>>,
    types: HashMap<i64, Arc<NoteType>>,
}

impl Notes {
    /// A card's place among the cards of its note, from [`SIBLING_COLUMNS`], the first of which stands
    /// at `first`.
    pub(super) fn sibling(
        &mut self,
        row: &Row<'_>,
        first: usize,
        id: CardId,
    ) -> Result<Option<Sibling>, Error> {
        let Some(number) = row.get::<_, Option<i64>>(first)? else {
            return Ok(None);
        };
        let note = match self.notes.get(&number) {
            Some(note) => note.clone(),
            None => {
                let note = Arc::new(Note {
                    guid: row.get(first.saturating_add(4))?,
                    number: row.get(first.saturating_add(5))?,
                    changed_s: row.get(first.saturating_add(6))?,
                    fields: row.get(first.saturating_add(7))?,
                    kind: self.kind(row, first, id)?,
                });
                if self.notes.len() >= REMEMBERED {
                    self.notes.clear();
                }
                self.notes.insert(number, note.clone());
                note
            }
        };
        Ok(Some(Sibling {
            note,
            ordinal: row
                .get::<_, Option<u32>>(first.saturating_add(1))?
                .unwrap_or(0),
            number: row
                .get::<_, Option<i64>>(first.saturating_add(2))?
                .unwrap_or(0),
            given: row
                .get::<_, Option<String>>(first.saturating_add(3))?
                .unwrap_or_default(),
        }))
    }

    fn kind(&mut self, row: &Row<'_>, first: usize, id: CardId) -> Result<Arc<NoteType>, Error> {
        let number: i64 = row.get(first.saturating_add(8))?;
        if let Some(kind) = self.types.get(&number) {
            return Ok(kind.clone());
        }
        let definition: String = row.get(first.saturating_add(9))?;
        let kind: NoteType = serde_json::from_str(&definition).map_err(|_| Error::Value {
            what: "the type of the note",
            of: format!("card {id}"),
        })?;
        let kind = Arc::new(kind);
        self.types.insert(number, kind.clone());
        Ok(kind)
    }
}

/// The notes that an import wrote, so that the cards of one share its row.
#[derive(Default)]
pub(super) struct WrittenNotes(Vec<(Arc<Note>, i64)>);

impl WrittenNotes {
    /// Gives a card its note, where it has none yet or an older one.
    pub(super) fn put(
        &mut self,
        connection: &Connection,
        card: CardId,
        sibling: &Sibling,
    ) -> Result<(), Error> {
        let is_wanted: bool = connection
            .prepare_cached(
                "SELECT card.note IS NULL OR note.changed_s < ?2 FROM card \
                 LEFT JOIN note ON note.id = card.note WHERE card.uid = ?1",
            )?
            .query_row(params![card.bytes(), sibling.note.changed_s], |row| {
                row.get(0)
            })?;
        if !is_wanted {
            return Ok(());
        }
        let note = self.row(connection, &sibling.note)?;
        connection
            .prepare_cached(
                "UPDATE card SET note = ?2, ordinal = ?3, number = ?4, given = ?5 WHERE uid = ?1",
            )?
            .execute(params![
                card.bytes(),
                note,
                sibling.ordinal,
                sibling.number,
                sibling.given
            ])?;
        Ok(())
    }

    /// The row of a note. Siblings come one behind the other, so that the last ones are looked at.
    pub(super) fn row(&mut self, connection: &Connection, note: &Arc<Note>) -> Result<i64, Error> {
        let known = self.0.iter().rev().take(8);
        if let Some((_, row)) = known
            .into_iter()
            .find(|(written, _)| Arc::ptr_eq(written, note))
        {
            return Ok(*row);
        }
        // Texts and numbers always have a JSON form.
        let definition = serde_json::to_string(&*note.kind).unwrap_or_default();
        connection
            .prepare_cached(
                "INSERT INTO note_type (definition) VALUES (?1) ON CONFLICT DO NOTHING",
            )?
            .execute([&definition])?;
        let kind: i64 = connection
            .prepare_cached("SELECT id FROM note_type WHERE definition = ?1")?
            .query_row([&definition], |row| row.get(0))?;
        connection
            .prepare_cached(
                "INSERT INTO note (type, guid, number, changed_s, fields) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![kind, note.guid, note.number, note.changed_s, note.fields])?;
        let row = connection.last_insert_rowid();
        self.0.push((note.clone(), row));
        Ok(row)
    }
}
