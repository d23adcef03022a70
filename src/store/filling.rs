//! The journal while a collection without cards is filled. Written ahead, all of it would be written twice: into
//! the log, and from there into the file. A rollback journal holds only the pages that were there before, of which
//! an empty collection has a few dozen. Where another program has the file open nothing may change.

use rusqlite::Connection;

use super::error::Error;

/// A time of filling; the journal is written ahead again when it ends.
pub(super) struct Filling<'c>(Option<&'c Connection>);

impl<'c> Filling<'c> {
    /// Begins it, outside of a transaction. With cards in the collection nothing changes.
    pub(super) fn begin(connection: &'c Connection) -> Result<Filling<'c>, Error> {
        let sql = "SELECT EXISTS (SELECT 1 FROM card)";
        let has_cards: bool = connection.query_row(sql, [], |row| row.get(0))?;
        if has_cards || mode_of(connection)? != "wal" {
            return Ok(Filling(None));
        }
        // Refused where the file is open elsewhere; then the log stays, and the import goes through it.
        let asked = connection.pragma_update_and_check(None, "journal_mode", "TRUNCATE", |row| {
            row.get::<_, String>(0)
        });
        let is_changed = asked.is_ok_and(|mode| mode == "truncate");
        Ok(Filling(is_changed.then_some(connection)))
    }
}

impl Drop for Filling<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.0 {
            // Each opening asks for it too, so that a failure here costs nothing but time.
            let _asked =
                connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()));
        }
    }
}

fn mode_of(connection: &Connection) -> Result<String, Error> {
    Ok(connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::{Filling, mode_of};
    use crate::review::DeviceId;
    use crate::store::events::tests::{NOTES, import, store};
    use crate::store::{Creation, Store};

    #[test]
    fn an_empty_collection_is_filled_without_the_log_that_is_written_ahead() {
        let (_folder, store) = store();
        let filling = Filling::begin(&store.connection).unwrap();
        assert_eq!(mode_of(&store.connection).unwrap(), "truncate");
        drop(filling);
        assert_eq!(mode_of(&store.connection).unwrap(), "wal");
    }

    #[test]
    fn a_collection_that_has_cards_or_is_open_elsewhere_keeps_its_log() {
        let (folder, mut store) = store();
        let path = folder.path().join("srm.db");
        let other = Store::open(&path, Creation::Never, DeviceId(7)).unwrap();
        let filling = Filling::begin(&store.connection).unwrap();
        assert_eq!(mode_of(&other.connection).unwrap(), "wal");
        drop((filling, other));
        import(&mut store, "Notes.md", NOTES);
        let _filling = Filling::begin(&store.connection).unwrap();
        assert_eq!(mode_of(&store.connection).unwrap(), "wal");
    }
}
