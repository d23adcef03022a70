//! The first large import: into a collection that holds nothing yet its rows go straight to the file, instead of to the
//! log that is written ahead and from there to the file once more. Of the time of an import of 100,000 rows a
//! fifth was the second writing.
//! It is as safe: SQLite undoes what was not committed from its other journal. Nobody may be made to wait for it, so that
//! it is left alone where another program has the file open.

use std::time::Duration;

use rusqlite::Connection;

use super::error::Error;
use super::open::{BUSY, Store, write_ahead};

/// From so many cards on it is worth two changes of the journal, which cost a sync each.
const WORTH_IT: usize = 10_000;

impl Store {
    /// Does the work of bringing in so many cards.
    pub(super) fn written_straight<T, E: From<Error>>(
        &mut self,
        coming: usize,
        work: impl FnOnce(&mut Store) -> Result<T, E>,
    ) -> Result<T, E> {
        let is_first = coming >= WORTH_IT && !self.is_read_only() && is_empty(&self.connection)?;
        if !is_first || !has_left_log(&self.connection) {
            return work(self);
        }
        let done = work(self);
        // Whoever opens the collection next would ask for it as well.
        let _ = write_ahead(&self.connection);
        done
    }
}

fn is_empty(connection: &Connection) -> Result<bool, Error> {
    let nothing = "SELECT NOT EXISTS (SELECT 1 FROM card) AND NOT EXISTS (SELECT 1 FROM event)";
    Ok(connection.query_row(nothing, [], |row| row.get(0))?)
}

/// Leaves the log that is written ahead, unless somebody else has the file open.
fn has_left_log(connection: &Connection) -> bool {
    let _ = connection.busy_timeout(Duration::ZERO);
    let journal: rusqlite::Result<String> =
        connection.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0));
    let _ = connection.busy_timeout(BUSY);
    journal.is_ok_and(|journal| journal.eq_ignore_ascii_case("delete"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Creation;
    use crate::store::events::tests::{NOTES, import, store};

    fn journal(store: &Store) -> String {
        let mode = |row: &rusqlite::Row<'_>| row.get(0);
        let journal = store
            .connection
            .pragma_query_value(None, "journal_mode", mode);
        journal.unwrap()
    }

    fn journal_of_work(store: &mut Store, coming: usize) -> String {
        let work = |store: &mut Store| Ok::<_, Error>(journal(store));
        let during = store.written_straight(coming, work).unwrap();
        assert_eq!(journal(store), "wal");
        during
    }

    #[test]
    fn only_a_large_import_into_nothing_leaves_the_log() {
        let (folder, mut store) = store();
        assert_eq!(journal_of_work(&mut store, WORTH_IT), "delete");
        assert_eq!(journal_of_work(&mut store, WORTH_IT - 1), "wal");
        let path = store.path();
        let other = Store::open(&path, Creation::Never, store.device()).unwrap();
        assert_eq!(journal_of_work(&mut store, WORTH_IT), "wal");
        drop(other);
        import(&mut store, "notes.md", NOTES);
        assert_eq!(journal_of_work(&mut store, WORTH_IT), "wal");
        drop(folder);
    }

    #[test]
    fn work_that_fails_leaves_nothing_and_the_log_is_back() {
        let (_folder, mut store) = store();
        let failed = store.written_straight(WORTH_IT, |store| {
            let transaction = store.write()?;
            transaction.execute("INSERT INTO deck (name) VALUES ('x')", [])?;
            Err::<(), _>(Error::Locked)
        });
        assert!(matches!(failed, Err(Error::Locked)));
        assert_eq!(journal(&store), "wal");
        assert!(store.documents().unwrap().is_empty());
        let decks = "SELECT count(*) FROM deck";
        let decks: i64 = store
            .connection
            .query_row(decks, [], |row| row.get(0))
            .unwrap();
        assert_eq!(decks, 0);
    }
}
