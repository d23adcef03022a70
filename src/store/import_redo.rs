//! Bringing an import back that was taken back. Undo keeps the rows that it changes as they are then, so
//! that redo can put exactly those there again; what the import had said in the log counts again by voids
//! of the voids. Anything done since, or rows that others took meanwhile, leave nothing to bring back.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use crate::calendar::Moment;
use crate::cards::CardId;
use crate::review::{Deed, DeviceId};

use super::aliases::{refold_all, regroup};
use super::error::Error;
use super::events::append;
use super::history::{EVENT_COLUMNS, event_of};
use super::import_undo::{CAME, ImportId, Returned};
use super::imports::documents_of;
use super::open::Store;
use super::scheduling::follow_decks;

/// An import that was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UndoneImport(pub(super) i64);

/// A table of which rows are kept: which ones, by the import `?1`; and what to do where a row of the same
/// key is there when they come back.
struct Part {
    table: &'static str,
    of_import: &'static str,
    on_conflict: OnConflict,
}

/// What becomes of a row that is there.
enum OnConflict {
    /// It is the same.
    Stays,
    /// These of its columns become those that were kept; all of them where none is named.
    Takes(&'static str, &'static [&'static str]),
}

/// The cards that an import touched, beside those that came with it.
const CHANGED: &str =
    "SELECT row FROM import_before WHERE import = ?1 AND kind IN ('text', 'place', 'askable')";

/// In the order in which they come back: what others refer to comes first.
fn parts() -> [Part; 7] {
    let part = |table, of_import, on_conflict| Part {
        table,
        of_import,
        on_conflict,
    };
    [
        part("deck", "?1 IS NOT NULL", OnConflict::Stays),
        part(
            "document",
            "id IN (SELECT row FROM import_before WHERE import = ?1 AND kind = 'document') OR id IN \
             (SELECT card.document FROM card JOIN import_before ON import_before.row = card.id \
             WHERE import_before.import = ?1 AND import_before.kind <> 'document') OR id IN \
             (SELECT document FROM card WHERE id IN (CARDS))",
            OnConflict::Takes("id", &[]),
        ),
        part("card", "id IN (CARDS)", OnConflict::Takes("id", &[])),
        part(
            "memory",
            "card IN (CARDS)",
            OnConflict::Takes("card", &["deck", "position", "askable"]),
        ),
        part("import", "id = ?1", OnConflict::Stays),
        part("import_before", "import = ?1", OnConflict::Stays),
        part("import_event", "import = ?1", OnConflict::Stays),
    ]
}

/// Rows that others have now: by these the kept rows would not be what they were.
const TAKEN: &str = "SELECT EXISTS (SELECT 1 FROM undone_row JOIN deck ON deck.id = row ->> 'id' \
     WHERE undone = ?1 AND part = 'deck' AND deck.name <> row ->> 'name') \
     OR EXISTS (SELECT 1 FROM undone_row JOIN deck ON deck.name = row ->> 'name' \
     WHERE undone = ?1 AND part = 'deck' AND deck.id <> row ->> 'id') \
     OR EXISTS (SELECT 1 FROM undone_row JOIN document ON document.id = row ->> 'id' \
     WHERE undone = ?1 AND part = 'document' AND document.path <> row ->> 'path') \
     OR EXISTS (SELECT 1 FROM undone_row JOIN card ON card.id = row ->> 'id' \
     WHERE undone = ?1 AND part = 'card' AND hex(card.uid) <> row ->> 'uid') \
     OR EXISTS (SELECT 1 FROM undone_row JOIN card ON card.uid = unhex(row ->> 'uid') \
     WHERE undone = ?1 AND part = 'card' AND card.id <> row ->> 'id')";

/// Removes what undo had put back and the import had removed.
const CLEAN: [&str; 3] = [
    "DELETE FROM document WHERE path IN (SELECT before ->> 'path' FROM import_before \
     WHERE import = ?2 AND kind = 'document' AND before IS NOT NULL) \
     AND id NOT IN (SELECT row ->> 'id' FROM undone_row WHERE undone = ?1 AND part = 'document') \
     AND NOT EXISTS (SELECT 1 FROM card WHERE card.document = document.id)",
    "DELETE FROM deck WHERE ?1 IS NOT NULL AND ?2 IS NOT NULL \
     AND NOT EXISTS (SELECT 1 FROM card WHERE card.deck = deck.id) \
     AND NOT EXISTS (SELECT 1 FROM document WHERE document.deck = deck.id)",
    "DELETE FROM undone_import WHERE id = ?1 AND ?2 IS NOT NULL",
];

/// Keeps the rows of an import that is about to be taken back. `own` is the row of this device.
pub(super) fn keep(
    connection: &Connection,
    own: i64,
    import: ImportId,
) -> Result<UndoneImport, Error> {
    connection
        .prepare_cached(
            "INSERT INTO undone_import (import, first, sequence) \
             SELECT ?1, sequence + 1, sequence FROM device WHERE id = ?2",
        )?
        .execute(params![import.0, own])?;
    let undone = UndoneImport(connection.last_insert_rowid());
    for Part {
        table, of_import, ..
    } in parts()
    {
        let columns = columns(connection, table)?;
        let fields = columns.iter().map(|column| match column {
            Column::Blob(name) => {
                format!("'{name}', CASE WHEN {name} IS NOT NULL THEN hex({name}) END")
            }
            Column::Plain(name) => format!("'{name}', {name}"),
        });
        let fields = fields.collect::<Vec<_>>().join(", ");
        let of_import = of_import.replace("CARDS", &format!("{CHANGED} UNION ALL {CAME}"));
        let sql = format!(
            "INSERT INTO undone_row (undone, part, row) \
             SELECT ?2, '{table}', json_object({fields}) FROM {table} WHERE {of_import}"
        );
        connection.execute(&sql, params![import.0, undone.0])?;
    }
    Ok(undone)
}

/// Notes that the import is taken back now.
pub(super) fn close(connection: &Connection, own: i64, undone: UndoneImport) -> Result<(), Error> {
    let sql = "UPDATE undone_import SET sequence = (SELECT sequence FROM device WHERE id = ?1) \
               WHERE id = ?2";
    connection.execute(sql, params![own, undone.0])?;
    Ok(())
}

/// Forgets what was taken back: something new came.
pub(super) fn forget(connection: &Connection) -> Result<(), Error> {
    connection.execute("DELETE FROM undone_import", [])?;
    Ok(())
}

/// A column, by what JSON makes of it.
enum Column {
    /// Hexadecimal text.
    Blob(String),
    /// Itself.
    Plain(String),
}

impl Column {
    fn name(&self) -> &str {
        match self {
            Column::Blob(name) | Column::Plain(name) => name,
        }
    }
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<Column>, Error> {
    let mut statement = connection.prepare("SELECT name, type FROM pragma_table_info(?1)")?;
    let found = statement.query_map([table], |row| {
        let (name, kind): (String, String) = (row.get(0)?, row.get(1)?);
        Ok(match kind.as_str() {
            "BLOB" => Column::Blob(name),
            _ => Column::Plain(name),
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Puts the kept rows of a table there again.
fn put_again(connection: &Connection, part: &Part, undone: UndoneImport) -> Result<(), Error> {
    let columns = columns(connection, part.table)?;
    let names: Vec<&str> = columns.iter().map(Column::name).collect();
    let values = columns.iter().map(|column| match column {
        Column::Blob(name) => format!("unhex(row ->> '{name}')"),
        Column::Plain(name) => format!("row ->> '{name}'"),
    });
    let values = values.collect::<Vec<_>>().join(", ");
    let on_conflict = match part.on_conflict {
        OnConflict::Stays => "ON CONFLICT DO NOTHING".to_owned(),
        OnConflict::Takes(key, taken) => {
            let taken = if taken.is_empty() { &names[..] } else { taken };
            let set = taken.iter().map(|name| format!("{name} = excluded.{name}"));
            let set = set.collect::<Vec<_>>().join(", ");
            format!("ON CONFLICT ({key}) DO UPDATE SET {set}")
        }
    };
    let sql = format!(
        "INSERT INTO {} ({}) SELECT {values} FROM undone_row WHERE undone = ?1 AND part = ?2 \
         {on_conflict}",
        part.table,
        names.join(", ")
    );
    connection.execute(&sql, params![undone.0, part.table])?;
    Ok(())
}

impl Store {
    /// The import that was taken back last, if it can be brought back: nothing that is no undo or redo
    /// was done on this device since.
    ///
    /// # Errors
    /// When the database fails.
    pub fn undone_import(&self) -> Result<Option<UndoneImport>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM undone_import WHERE id = (SELECT max(id) FROM undone_import) \
             AND NOT EXISTS (SELECT 1 FROM event WHERE device = ?1 AND kind <> 'void' \
             AND event.sequence > undone_import.sequence)",
        )?;
        let found = statement
            .query_row([self.own], |row| row.get(0))
            .optional()?;
        let Some(undone) = found else {
            return Ok(None);
        };
        let is_taken: bool = self
            .connection
            .query_row(TAKEN, [undone], |row| row.get(0))?;
        Ok((!is_taken).then_some(UndoneImport(undone)))
    }

    /// Brings an import back that was taken back: every card, document and deck is as it was after it.
    /// In one transaction.
    ///
    /// # Errors
    /// When the database fails; then nothing changes.
    pub fn redo_import(&mut self, undone: UndoneImport, at: Moment) -> Result<Returned, Error> {
        let own = (self.own, self.device);
        let schedulers = self.schedulers.clone();
        let transaction = self.write()?;
        for part in parts() {
            put_again(&transaction, &part, undone)?;
        }
        let import = transaction.query_row(
            "SELECT import FROM undone_import WHERE id = ?1",
            [undone.0],
            |row| row.get(0).map(ImportId),
        )?;
        let (voided, joined) = void_the_voids(&transaction, own, undone, at)?;
        let returned = Returned {
            documents: documents_of(&transaction, import)?,
            removed: 0,
            restored: transaction.query_row(
                "SELECT count(*) FROM undone_row WHERE undone = ?1 AND part = 'card'",
                [undone.0],
                |row| row.get(0),
            )?,
            voided,
        };
        for sql in CLEAN {
            transaction
                .prepare_cached(sql)?
                .execute([undone.0, import.0])?;
        }
        refold_all(&transaction, &joined, &schedulers)?;
        follow_decks(&transaction, &schedulers)?;
        transaction.commit()?;
        Ok(returned)
    }
}

/// Lets what the import said in the log count again; returns how much that was, and the cards whose class
/// may be another one now.
fn void_the_voids(
    connection: &Connection,
    own: (i64, DeviceId),
    undone: UndoneImport,
    at: Moment,
) -> Result<(usize, BTreeSet<CardId>), Error> {
    let sql = format!(
        "SELECT {EVENT_COLUMNS} FROM event JOIN device ON device.id = event.device \
         JOIN undone_import ON event.sequence BETWEEN first AND undone_import.sequence \
         WHERE undone_import.id = ?1 AND event.device = ?2 AND event.kind = 'void' \
         ORDER BY event.sequence"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![undone.0, own.0])?;
    let mut voids = Vec::new();
    while let Some(row) = rows.next()? {
        voids.push(event_of(row)?.event);
    }
    for void in &voids {
        append(connection, own, void.card, Deed::Void(void.id), at)?;
    }
    let mut joined: BTreeSet<CardId> = voids.iter().map(|void| void.card).collect();
    joined.extend(regroup(connection, &joined)?);
    Ok((voids.len(), joined))
}
