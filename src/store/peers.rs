//! Reading the databases of hashcards and repeater. They are somebody else's: opened for reading only, their
//! schema not trusted, their tables proven to be tables, and values taken for what they are.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use crate::exchange::import::peers::{Peer, PeerAnswer, PeerProgress};

use super::strangers;

/// The longest value that is read, in bytes: hashes and moments are short.
const LONGEST_VALUE: i32 = 1 << 16;

/// The most rows that are read of a table.
const MOST_ROWS: usize = 5_000_000;

/// Why a database is not read.
#[derive(Debug, thiserror::Error)]
pub enum PeerError {
    /// SQLite cannot read it.
    #[error("the database is damaged, or is none: {0}")]
    Damaged(String),
    /// It is neither of hashcards nor of repeater.
    #[error("this is no database of hashcards or repeater")]
    NotOurs,
    /// It has more rows than anybody can have answered.
    #[error("it has more than {MOST_ROWS} rows")]
    TooManyRows,
}

impl From<rusqlite::Error> for PeerError {
    fn from(error: rusqlite::Error) -> PeerError {
        PeerError::Damaged(error.to_string())
    }
}

/// Whose database it is, and what it says of each card, by the hash of its text.
///
/// # Errors
/// When it is no database of such a program.
pub fn peer_progress(path: &Path) -> Result<(Peer, HashMap<String, PeerProgress>), PeerError> {
    let connection = strangers::open(path, LONGEST_VALUE)?;
    let cards = columns(&connection, "cards")?;
    let has = |column: &str| cards.iter().any(|name| name == column);
    let needed = ["card_hash", "last_reviewed_at", "due_date", "review_count"];
    if !needed.iter().all(|column| has(column)) {
        return Err(PeerError::NotOurs);
    }
    let reviews = columns(&connection, "reviews")?;
    let mut progress = HashMap::new();
    let mut statement = connection
        .prepare("SELECT card_hash, last_reviewed_at, due_date, review_count FROM cards")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if progress.len() >= MOST_ROWS {
            return Err(PeerError::TooManyRows);
        }
        let standing = PeerProgress {
            last: text(row, 1),
            due: text(row, 2),
            reviews: row.get(3).unwrap_or(0),
            answers: Vec::new(),
        };
        progress.insert(text(row, 0).to_lowercase(), standing);
    }
    if reviews.is_empty() {
        return Ok((Peer::Repeater, progress));
    }
    add_answers(&connection, &mut progress)?;
    Ok((Peer::Hashcards, progress))
}

fn add_answers(
    connection: &Connection,
    progress: &mut HashMap<String, PeerProgress>,
) -> Result<(), PeerError> {
    let mut statement = connection.prepare(
        "SELECT card_hash, reviewed_at, grade, due_date FROM reviews ORDER BY reviewed_at, review_id",
    )?;
    let mut rows = statement.query([])?;
    let mut number = 0_usize;
    while let Some(row) = rows.next()? {
        number = number.saturating_add(1);
        if number > MOST_ROWS {
            return Err(PeerError::TooManyRows);
        }
        if let Some(card) = progress.get_mut(&text(row, 0).to_lowercase()) {
            card.answers.push(PeerAnswer {
                at: text(row, 1),
                grade: text(row, 2).to_lowercase(),
                due: text(row, 3),
            });
        }
    }
    Ok(())
}

/// The columns of a table; none where it is missing, or is no table.
fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, PeerError> {
    let mut statement = connection.prepare(
        "SELECT info.name FROM sqlite_schema AS known JOIN pragma_table_info(known.name) AS info \
         WHERE known.type = 'table' AND known.rootpage > 0 AND known.name = ?1",
    )?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// A text, or nothing.
fn text(row: &Row<'_>, at: usize) -> String {
    match row.get_ref(at) {
        Ok(ValueRef::Text(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database(sql: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a?b#.db");
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch(sql).unwrap();
        (folder, path)
    }

    const CARDS: &str = "CREATE TABLE cards (card_hash text primary key, added_at text not null, \
        last_reviewed_at text, stability real, difficulty real, due_date text, review_count integer not null);
        INSERT INTO cards VALUES ('AB', 'x', '2026-01-01T00:00:00', 1.0, 2.0, '2026-01-03', 1), ('cd', 'x', NULL, NULL, NULL, NULL, 0);";

    #[test]
    fn databases_are_told_by_their_tables() {
        let (_folder, path) = database(CARDS);
        let (peer, progress) = peer_progress(&path).unwrap();
        assert_eq!(peer, Peer::Repeater);
        assert_eq!(progress["ab"].due, "2026-01-03");
        assert_eq!(progress["cd"], PeerProgress::default());
        let (_folder, path) = database(&format!(
            "{CARDS} CREATE TABLE reviews (review_id integer primary key, card_hash text, reviewed_at text, grade text, due_date text);
            INSERT INTO reviews VALUES (1, 'ab', '2026-01-01T00:00:00', 'good', '2026-01-03'), (2, 'zz', 1, 2, 3);"
        ));
        let (peer, progress) = peer_progress(&path).unwrap();
        assert_eq!(peer, Peer::Hashcards);
        assert_eq!(progress["ab"].answers[0].grade, "good");
    }

    #[test]
    fn what_is_no_such_database_is_refused() {
        let (_folder, path) = database("CREATE TABLE cards (a); CREATE VIEW reviews AS SELECT 1;");
        assert!(matches!(peer_progress(&path), Err(PeerError::NotOurs)));
        let (_folder, path) = database("CREATE VIEW cards AS SELECT 1 AS card_hash");
        assert!(matches!(peer_progress(&path), Err(PeerError::NotOurs)));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        std::fs::write(
            &path,
            "no database at all, and long enough to be read as one",
        )
        .unwrap();
        assert!(matches!(peer_progress(&path), Err(PeerError::Damaged(_))));
    }
}
