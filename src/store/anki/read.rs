//! Reading the database of an Anki package. It is a stranger's: opened for reading only, its schema
//! not trusted, its tables proven to be tables, and each value taken for what it is, not for what its
//! column promises.

use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, Statement};

use crate::exchange::anki::{AnkiCollection, CardRow, LogRow, NoteRow};

use super::super::arrivals::Expected;
use super::super::strangers;
use super::notetypes;

/// The longest value that is read, in bytes: a note's fields together.
const LONGEST_VALUE: i32 = 64 << 20;

/// The most cards of one note. Anki itself makes 500 gaps at most.
const MOST_CARDS: usize = 1000;

/// Why a database is not read.
#[derive(Debug, thiserror::Error)]
pub enum AnkiError {
    /// SQLite cannot read it.
    #[error("the collection in it is damaged: {0}")]
    Damaged(String),
    /// A table is missing, or is none.
    #[error("the collection in it has no table `{0}`")]
    NoTable(&'static str),
    /// It has another shape than those that are known.
    #[error("the collection in it has schema {0}; this program reads 11 and 18")]
    Schema(i64),
    /// What it says of itself makes no sense.
    #[error("the collection in it is damaged: {0} makes no sense")]
    Value(&'static str),
    /// Nothing but the note that asks to update.
    #[error("the package holds nothing but Anki's note that it needs a newer program")]
    Decoy,
}

impl From<rusqlite::Error> for AnkiError {
    fn from(error: rusqlite::Error) -> AnkiError {
        AnkiError::Damaged(error.to_string())
    }
}

/// A row that cannot be taken for what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Which row.
    pub what: String,
    /// What is the matter with it.
    pub why: String,
}

/// An open database of a package.
#[derive(Debug)]
pub struct AnkiFile {
    connection: Connection,
    schema: i64,
}

impl AnkiFile {
    /// Opens a database that was unpacked to a file of its own.
    ///
    /// # Errors
    /// When it is none of Anki's.
    pub fn open(path: &Path) -> Result<AnkiFile, AnkiError> {
        let connection = strangers::open(path, LONGEST_VALUE)?;
        connection.create_collation("unicase", |one, other| {
            one.to_lowercase().cmp(&other.to_lowercase())
        })?;
        for table in ["col", "notes", "cards", "revlog", "graves"] {
            need_table(&connection, table)?;
        }
        let schema = connection
            .query_row("SELECT ver FROM col", [], |row| Ok(integer(row, 0)))?
            .ok_or(AnkiError::Value("ver"))?;
        if schema != 11 && schema != 18 {
            return Err(AnkiError::Schema(schema));
        }
        Ok(AnkiFile { connection, schema })
    }

    /// What the collection says of itself.
    ///
    /// # Errors
    /// When that makes no sense.
    pub fn collection(&self) -> Result<AnkiCollection, AnkiError> {
        let collection = match self.schema {
            11 => notetypes::of_schema_11(&self.connection)?,
            _ => {
                for table in [
                    "notetypes",
                    "fields",
                    "templates",
                    "decks",
                    "deck_config",
                    "config",
                ] {
                    need_table(&self.connection, table)?;
                }
                notetypes::of_schema_18(&self.connection)?
            }
        };
        Ok(collection)
    }

    /// Whether this is the collection that only says that the real one is elsewhere.
    ///
    /// # Errors
    /// When the database is damaged.
    pub fn is_decoy(&self) -> Result<bool, AnkiError> {
        let sql = "SELECT count(*), max(CAST(flds AS TEXT) LIKE 'Please update to the latest Anki version%') \
                   FROM (SELECT flds FROM notes LIMIT 2)";
        let (notes, asks): (i64, Option<bool>) = self
            .connection
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(notes == 1 && asks == Some(true))
    }

    /// How many rows an import goes through: each note once, and the log twice. 0 where they cannot be
    /// counted; that is told when they are read.
    pub fn steps(&self) -> u64 {
        let sql = "SELECT (SELECT count(*) FROM notes) + 2 * (SELECT count(*) FROM revlog)";
        self.connection
            .query_row(sql, [], |row| row.get(0))
            .unwrap_or(0)
    }

    /// How many cards and answers an import may bring. 0 where they cannot be counted.
    pub fn expected(&self) -> Expected {
        let sql = "SELECT (SELECT count(*) FROM cards), (SELECT count(*) FROM revlog)";
        let counted = self.connection.query_row(sql, [], |row| {
            Ok(Expected {
                cards: row.get(0)?,
                answers: row.get(1)?,
            })
        });
        counted.unwrap_or_default()
    }

    /// Each row of the log, in its order.
    ///
    /// # Errors
    /// When the database is damaged, or `each` fails.
    pub fn answers<E: From<AnkiError>>(
        &self,
        mut each: impl FnMut(Result<LogRow, BadRow>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut statement = self.prepare(
            "SELECT id, cid, ease, ivl, lastIvl, factor, time, type FROM revlog ORDER BY id",
        )?;
        let mut rows = statement.query([]).map_err(AnkiError::from)?;
        while let Some(row) = rows.next().map_err(AnkiError::from)? {
            each(log_row(row))?;
        }
        Ok(())
    }

    /// Each note with its cards, in the order of their numbers.
    ///
    /// # Errors
    /// When the database is damaged, or `each` fails.
    pub fn notes<E: From<AnkiError>>(
        &self,
        mut each: impl FnMut(Result<(NoteRow, Vec<CardRow>), BadRow>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut notes =
            self.prepare("SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id")?;
        let mut notes = notes.query([]).map_err(AnkiError::from)?;
        let mut cards = self.prepare(
            "SELECT id, nid, did, ord, mod, type, queue, due, ivl, factor, reps, lapses, left, odue, \
             odid, flags, data FROM cards ORDER BY nid, ord",
        )?;
        let mut cards = cards.query([]).map_err(AnkiError::from)?;
        // The first card behind those of the last note.
        let mut next: Option<CardRow> = None;
        let mut of_note = Vec::new();
        while let Some(row) = notes.next().map_err(AnkiError::from)? {
            let note = note_row(row);
            let number = integer(row, 0).unwrap_or(i64::MIN);
            of_note.clear();
            loop {
                let card = match next.take() {
                    Some(card) => card,
                    None => match cards.next().map_err(AnkiError::from)? {
                        None => break,
                        Some(row) => match card_row(row) {
                            Ok(card) => card,
                            Err(bad) => {
                                each(Err(bad))?;
                                continue;
                            }
                        },
                    },
                };
                if card.note > number {
                    next = Some(card);
                    break;
                }
                if card.note < number {
                    each(Err(orphan(&card)))?;
                } else if of_note.len() < MOST_CARDS {
                    of_note.push(card);
                } else {
                    each(Err(bad("card", card.number, "its note has too many cards")))?;
                }
            }
            each(note.map(|note| (note, std::mem::take(&mut of_note))))?;
        }
        if let Some(card) = next {
            each(Err(orphan(&card)))?;
        }
        while let Some(row) = cards.next().map_err(AnkiError::from)? {
            let card = card_row(row);
            each(Err(card.map_or_else(|bad| bad, |card| orphan(&card))))?;
        }
        Ok(())
    }

    fn prepare(&self, sql: &str) -> Result<Statement<'_>, AnkiError> {
        Ok(self.connection.prepare(sql)?)
    }
}

fn need_table(connection: &Connection, name: &'static str) -> Result<(), AnkiError> {
    // A view or a virtual table of this name would be a stranger's program.
    let found: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1 AND rootpage > 0)",
        [name],
        |row| row.get(0),
    )?;
    found.then_some(()).ok_or(AnkiError::NoTable(name))
}

fn bad(what: &str, number: i64, why: &str) -> BadRow {
    BadRow {
        what: format!("{what} {number}"),
        why: why.to_owned(),
    }
}

fn orphan(card: &CardRow) -> BadRow {
    bad("card", card.number, "its note is not in the file")
}

/// A whole number; a fraction is cut off, as SQLite does.
pub(super) fn integer(row: &Row<'_>, at: usize) -> Option<i64> {
    match row.get_ref(at).ok()? {
        ValueRef::Integer(number) => Some(number),
        #[expect(
            clippy::cast_possible_truncation,
            reason = "bounded to what both types hold exactly"
        )]
        ValueRef::Real(number) if number.abs() < 9e15 => Some(number as i64),
        ValueRef::Null => Some(0),
        _ => None,
    }
}

/// A text; `None` for bytes and for what is not UTF-8.
pub(super) fn text(row: &Row<'_>, at: usize) -> Option<String> {
    match row.get_ref(at).ok()? {
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).ok().map(str::to_owned),
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Null => Some(String::new()),
        _ => None,
    }
}

fn note_row(row: &Row<'_>) -> Result<NoteRow, BadRow> {
    let number = integer(row, 0).unwrap_or_default();
    let wrong =
        |column: &'static str| move || bad("note", number, &format!("{column} makes no sense"));
    Ok(NoteRow {
        number,
        guid: text(row, 1).ok_or_else(wrong("guid"))?,
        note_type: integer(row, 2).ok_or_else(wrong("mid"))?,
        changed_s: integer(row, 3).ok_or_else(wrong("mod"))?,
        tags: text(row, 4).ok_or_else(wrong("tags"))?,
        fields: text(row, 5).ok_or_else(wrong("flds"))?,
    })
}

fn card_row(row: &Row<'_>) -> Result<CardRow, BadRow> {
    const COLUMNS: [&str; 16] = [
        "id", "nid", "did", "ord", "mod", "type", "queue", "due", "ivl", "factor", "reps",
        "lapses", "left", "odue", "odid", "flags",
    ];
    let number = integer(row, 0).unwrap_or_default();
    let at = |column: usize| {
        let name = COLUMNS.get(column).copied().unwrap_or_default();
        match integer(row, column) {
            // As Anki has it: a due day that is no number is none.
            None if matches!(name, "due" | "odue") => Ok(0),
            None => Err(bad("card", number, &format!("{name} makes no sense"))),
            Some(number) => Ok(number),
        }
    };
    Ok(CardRow {
        number: at(0)?,
        note: at(1)?,
        deck: at(2)?,
        ordinal: at(3)?,
        changed_s: at(4)?,
        stage: at(5)?,
        queue: at(6)?,
        due: at(7)?,
        interval: at(8)?,
        factor: at(9)?,
        reviews: at(10)?,
        lapses: at(11)?,
        left: at(12)?,
        home_due: at(13)?,
        home_deck: at(14)?,
        flags: at(15)?,
        data: text(row, 16).unwrap_or_default(),
    })
}

fn log_row(row: &Row<'_>) -> Result<LogRow, BadRow> {
    let number = integer(row, 0).unwrap_or_default();
    let at = |column: usize| {
        integer(row, column)
            .ok_or_else(|| bad("log entry", number, "one of its numbers makes no sense"))
    };
    Ok(LogRow {
        number: at(0)?,
        card: at(1)?,
        ease: at(2)?,
        interval: at(3)?,
        last_interval: at(4)?,
        factor: at(5)?,
        duration_ms: at(6)?,
        stage: at(7)?,
    })
}
