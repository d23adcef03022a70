//! Which table a row is of. Where the way from the schema to a page is broken, the row's own shape has
//! to tell; the shapes of the tables that matter are far apart.

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::exchange::NoteType;

use super::record::RawRow;

/// A table that holds what cannot be made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Device,
    Deck,
    Document,
    NoteType,
    Note,
    Card,
    Event,
}

impl Table {
    pub(super) const ALL: [Table; 7] = [
        Table::Device,
        Table::Deck,
        Table::Document,
        Table::NoteType,
        Table::Note,
        Table::Card,
        Table::Event,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Table::Device => "device",
            Table::Deck => "deck",
            Table::Document => "document",
            Table::NoteType => "note_type",
            Table::Note => "note",
            Table::Card => "card",
            Table::Event => "event",
        }
    }

    /// The columns in their order. A migration only ever adds some behind them.
    pub(super) fn columns(self, connection: &Connection) -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let names = statement.query_map([self.name()], |row| row.get(0))?;
        names.collect()
    }

    /// The table whose rows look like this one; none when no table's do.
    pub(super) fn of(values: &[Value]) -> Option<Table> {
        // The first column is the number of the row, which stands outside of the record.
        let [Value::Null, rest @ ..] = values else {
            return None;
        };
        match rest {
            [
                Value::Integer(_),
                Value::Integer(_),
                Value::Integer(_),
                Value::Integer(_),
                Value::Integer(_),
                Value::Text(_),
                Value::Blob(card),
                ..,
            ] if card.len() == 16 && rest.len() >= 13 => Some(Table::Event),
            [
                Value::Blob(uid),
                Value::Integer(_),
                Value::Integer(_) | Value::Null,
                Value::Integer(_),
                Value::Text(_),
                Value::Text(_),
                Value::Text(_),
                Value::Integer(0 | 1),
                ..,
            ] if uid.len() == 16 && rest.len() >= 13 => Some(Table::Card),
            [Value::Text(_), Value::Text(blake3), Value::Integer(_), ..] if is_hash(blake3) => {
                Some(Table::Document)
            }
            [
                Value::Integer(name),
                Value::Integer(0 | 1),
                Value::Integer(0..),
                Value::Integer(_),
            ] if is_random(*name) => Some(Table::Device),
            [
                Value::Integer(_),
                Value::Text(_),
                Value::Integer(_),
                Value::Integer(_),
                Value::Text(_),
            ] => Some(Table::Note),
            [Value::Text(definition)] if is_note_type(definition) => Some(Table::NoteType),
            [Value::Text(name)] if !name.is_empty() => Some(Table::Deck),
            _ => None,
        }
    }

    /// Puts a row into the table of the same name, unless one with its number or name is there.
    pub(super) fn insert(
        self,
        connection: &Connection,
        columns: &[String],
        row: RawRow,
    ) -> rusqlite::Result<()> {
        let mut values = row.values;
        // A row may be shorter than its table: some columns came later than the row.
        values.truncate(columns.len());
        let present = columns.get(..values.len()).unwrap_or(columns);
        if let Some(first) = values.first_mut() {
            *first = Value::Integer(row.rowid);
        }
        let places = vec!["?"; values.len()].join(", ");
        let sql = format!(
            "INSERT OR IGNORE INTO {} ({}) VALUES ({places})",
            self.name(),
            present.join(", ")
        );
        connection
            .prepare_cached(&sql)?
            .execute(rusqlite::params_from_iter(values))?;
        Ok(())
    }
}

/// The hexadecimal form of a BLAKE3 hash, or what stands for it where there was no file.
fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a text defines a type of notes, which no name of a deck does.
fn is_note_type(text: &str) -> bool {
    text.starts_with('{') && serde_json::from_str::<NoteType>(text).is_ok()
}

/// Whether a number can be a device's name: 64 random bits, of which 24 leading zeros are too many.
fn is_random(name: i64) -> bool {
    name.unsigned_abs() >> 40 != 0
}
