//! The journal while a collection that holds nothing yet is filled. Written ahead, all of it would be written twice: into
//! the log, and from there into the file. A rollback journal holds only the pages that were there before, of which
//! an empty collection has a few dozen. Of an import of 100,000 rows a fifth was the second writing.
//! It is as safe: SQLite undoes what was not committed. Nobody may be made to wait for it: where another program has the
//! file open nothing changes.

use std::time::Duration;

use rusqlite::Connection;

use super::error::Error;
use super::open::{BUSY, Store, is_written_ahead, write_ahead};

/// From so many cards on it is worth two changes of the journal, which cost a sync each.
const WORTH_IT: usize = 10_000;

/// A time of filling; the journal is written ahead again when it ends.
pub(super) struct Filling<'c>(Option<&'c Connection>);

impl<'c> Filling<'c> {
    /// Begins to bring in so many cards, outside of a transaction.
    pub(super) fn begin(connection: &'c Connection, coming: usize) -> Result<Filling<'c>, Error> {
        let is_filling = has_begun(connection, coming)?;
        Ok(Filling(is_filling.then_some(connection)))
    }
}

impl Drop for Filling<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.0 {
            end(connection);
        }
    }
}

impl Store {
    /// Does the work of bringing in so many cards.
    pub(super) fn filled<T, E: From<Error>>(
        &mut self,
        coming: usize,
        work: impl FnOnce(&mut Store) -> Result<T, E>,
    ) -> Result<T, E> {
        let is_filling = !self.is_read_only() && has_begun(&self.connection, coming)?;
        let done = work(self);
        if is_filling {
            end(&self.connection);
        }
        done
    }
}

fn has_begun(connection: &Connection, coming: usize) -> Result<bool, Error> {
    if coming < WORTH_IT {
        return Ok(false);
    }
    let nothing = "SELECT NOT EXISTS (SELECT 1 FROM card) AND NOT EXISTS (SELECT 1 FROM event)";
    let is_empty: bool = connection.query_row(nothing, [], |row| row.get(0))?;
    Ok(is_empty && is_written_ahead(connection)? && has_left_log(connection))
}

/// Leaves the log that is written ahead, unless somebody else has the file open.
fn has_left_log(connection: &Connection) -> bool {
    let _ = connection.busy_timeout(Duration::ZERO);
    let journal: rusqlite::Result<String> =
        connection.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0));
    let _ = connection.busy_timeout(BUSY);
    journal.is_ok_and(|journal| journal.eq_ignore_ascii_case("delete"))
}

/// Whoever opens the collection next would ask for it as well, so that a failure costs nothing but time.
fn end(connection: &Connection) {
    let _ = write_ahead(connection);
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{Error, Filling, Store, WORTH_IT};
    use crate::store::Creation;
    use crate::store::events::tests::{NOTES, import, store};

    fn mode_of(connection: &Connection) -> Result<String, Error> {
        Ok(connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?)
    }

    /// The journal during the work and during a time of filling, which has to be the same.
    fn journal_meanwhile(store: &mut Store, coming: usize) -> String {
        let filled = store
            .filled(coming, |store| mode_of(&store.connection))
            .unwrap();
        assert_eq!(mode_of(&store.connection).unwrap(), "wal");
        let filling = Filling::begin(&store.connection, coming).unwrap();
        assert_eq!(mode_of(&store.connection).unwrap(), filled);
        drop(filling);
        assert_eq!(mode_of(&store.connection).unwrap(), "wal");
        filled
    }

    #[test]
    fn only_a_large_import_into_nothing_leaves_the_log() {
        let (folder, mut store) = store();
        assert_eq!(journal_meanwhile(&mut store, WORTH_IT), "delete");
        assert_eq!(journal_meanwhile(&mut store, WORTH_IT - 1), "wal");
        let other = Store::open(&store.path(), Creation::Never, store.device()).unwrap();
        assert_eq!(journal_meanwhile(&mut store, WORTH_IT), "wal");
        drop(other);
        import(&mut store, "notes.md", NOTES);
        assert_eq!(journal_meanwhile(&mut store, WORTH_IT), "wal");
        drop(folder);
    }

    #[test]
    fn work_that_fails_leaves_nothing_and_the_log_is_back() {
        let (_folder, mut store) = store();
        let failed = store.filled(WORTH_IT, |store| {
            let transaction = store.write()?;
            transaction.execute("INSERT INTO deck (name) VALUES ('x')", [])?;
            Err::<(), _>(Error::Locked)
        });
        assert!(matches!(failed, Err(Error::Locked)));
        assert_eq!(mode_of(&store.connection).unwrap(), "wal");
        let decks = "SELECT count(*) FROM deck";
        let decks: i64 = store
            .connection
            .query_row(decks, [], |row| row.get(0))
            .unwrap();
        assert_eq!(decks, 0);
    }
}
