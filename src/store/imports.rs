//! Imports that can be taken back or brought back, told before it is done. It must never change a row.

use rusqlite::{Connection, params};

use super::error::Error;
use super::import_redo::UndoneImport;
use super::import_undo::{ImportId, Returned, returned_by};
use super::open::Store;

/// What is known of an import that can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastImport {
    /// The last event of this device that belongs to it or came before it, by sequence.
    pub sequence: u64,
    /// Its documents, by path.
    pub documents: Vec<String>,
    /// Cards that came with it.
    pub came: u64,
    /// Cards that it gave another text.
    pub changed: u64,
}

impl Store {
    /// The imports that can be taken back, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn imports(&self) -> Result<Vec<PastImport>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT import.id, sequence, count(row) FILTER (WHERE before IS NULL) \
             + (SELECT count(*) FROM card WHERE card.id BETWEEN first_card AND last_card), \
             count(before) FROM import \
             LEFT JOIN import_before ON import_before.import = import.id AND kind = 'text' \
             GROUP BY import.id ORDER BY import.id DESC",
        )?;
        let mut rows = statement.query([])?;
        let mut imports = Vec::new();
        while let Some(row) = rows.next()? {
            imports.push(PastImport {
                sequence: row.get(1)?,
                came: row.get(2)?,
                changed: row.get(3)?,
                documents: documents_of(&self.connection, ImportId(row.get(0)?))?,
            });
        }
        Ok(imports)
    }

    /// What taking an import back will do.
    ///
    /// # Errors
    /// When the database fails.
    pub fn returned_by_undo(&self, import: ImportId) -> Result<Returned, Error> {
        returned_by(&self.connection, import)
    }

    /// What bringing an import back will do.
    ///
    /// # Errors
    /// When the database fails.
    pub fn returned_by_redo(&self, undone: UndoneImport) -> Result<Returned, Error> {
        let count = |sql: &str| -> Result<usize, Error> {
            let own = params![undone.0, self.own];
            Ok(self.connection.query_row(sql, own, |row| row.get(0))?)
        };
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce((kept.row ->> 'before') ->> 'path', document.row ->> 'path') \
             FROM undone_row AS kept LEFT JOIN undone_row AS document \
             ON document.undone = kept.undone AND document.part = 'document' \
             AND document.row ->> 'id' = kept.row ->> 'row' \
             WHERE kept.undone = ?1 AND kept.part = 'import_before' \
             AND kept.row ->> 'kind' = 'document' ORDER BY 1",
        )?;
        let documents = statement.query_map([undone.0], |row| row.get(0))?;
        Ok(Returned {
            documents: documents.collect::<Result<_, _>>()?,
            removed: 0,
            restored: count(
                "SELECT count(*) FROM undone_row WHERE undone = ?1 AND part = 'card' AND ?2 IS NOT NULL",
            )?,
            voided: count(
                "SELECT count(*) FROM event JOIN undone_import \
                 ON event.sequence BETWEEN first AND undone_import.sequence \
                 WHERE undone_import.id = ?1 AND event.device = ?2 AND event.kind = 'void'",
            )?,
        })
    }
}

/// The documents of an import as they were known before it, else as they are.
pub(super) fn documents_of(
    connection: &Connection,
    import: ImportId,
) -> Result<Vec<String>, Error> {
    // A document that another one took over is gone: the import that took it noted its path.
    let mut statement = connection.prepare_cached(
        "SELECT coalesce(kept.before ->> 'path', document.path, (SELECT later.before ->> 'path' FROM import \
         JOIN import_before AS later ON later.import = import.id AND later.kind = 'document' \
         AND later.row = kept.row WHERE import.id > kept.import ORDER BY import.id LIMIT 1)) AS named \
         FROM import_before AS kept LEFT JOIN document ON document.id = kept.row \
         WHERE kept.import = ?1 AND kept.kind = 'document' AND named IS NOT NULL ORDER BY 1",
    )?;
    let paths = statement.query_map([import.0], |row| row.get(0))?;
    Ok(paths.collect::<Result<_, _>>()?)
}
