//! The health of a collection: what SQLite finds, what the log says against what is stored, and what
//! can be mended without losing anything. Looking changes nothing.

use crate::calendar::{Moment, StudyDay};

use super::error::Error;
use super::open::Store;

/// How closely a file is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Its structure and the types of its values.
    Quick,
    /// Also each index against its table. Takes several times as long.
    Full,
}

/// The most complaints of SQLite that are passed on.
const MOST_COMPLAINTS: usize = 20;

/// What the log looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogHealth {
    /// Events.
    pub events: u64,
    /// Events of cards that are not there; those that speak of contents and events do not count.
    pub without_card: u64,
    /// Events whose wall clock is ahead of now.
    pub ahead: u64,
    /// The newest wall clock of them.
    pub newest: Option<Moment>,
    /// Cards that were answered on a day that is still to come, and are due after it.
    pub answered_ahead: u64,
}

impl Store {
    /// What SQLite's own check complains about; nothing when the file is sound.
    ///
    /// # Errors
    /// When even the check cannot be made.
    pub fn complaints(&self, depth: Depth) -> Result<Vec<String>, Error> {
        let pragma = match depth {
            Depth::Quick => "quick_check",
            Depth::Full => "integrity_check",
        };
        let mut complaints = Vec::new();
        let sql = format!("PRAGMA {pragma}({MOST_COMPLAINTS})");
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let complaint: String = row.get(0)?;
            if complaint != "ok" {
                complaints.push(complaint);
            }
        }
        drop(rows);
        let mut statement = self.connection.prepare("PRAGMA foreign_key_check")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()?
            && complaints.len() < MOST_COMPLAINTS
        {
            let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
            complaints.push(format!(
                "a row of {table} names a row of {parent} that is not there"
            ));
        }
        Ok(complaints)
    }

    /// What the log looks like at this moment.
    ///
    /// # Errors
    /// When the database fails.
    pub fn log_health(&self, now: Moment, today: StudyDay) -> Result<LogHealth, Error> {
        let answered_ahead = self.connection.query_row(
            "SELECT count(*) FROM memory WHERE last_day > ?1 AND due_day > ?1",
            [today.number()],
            |row| row.get(0),
        )?;
        let sql = "SELECT count(*), count(*) FILTER (WHERE at_ms > ?1), max(at_ms), \
                   count(*) FILTER (WHERE kind NOT IN ('alias', 'void') AND card <> zeroblob(16) AND NOT EXISTS (SELECT 1 FROM card WHERE uid = event.card)) \
                   FROM event";
        Ok(self.connection.query_row(sql, [now.utc_ms], |row| {
            Ok(LogHealth {
                events: row.get(0)?,
                ahead: row.get(1)?,
                newest: row.get::<_, Option<i64>>(2)?.map(|utc_ms| Moment {
                    utc_ms,
                    offset_minutes: now.offset_minutes,
                }),
                without_card: row.get(3)?,
                answered_ahead,
            })
        })?)
    }

    /// The format of the file.
    ///
    /// # Errors
    /// When the database fails.
    pub fn format(&self) -> Result<i64, Error> {
        Ok(self
            .connection
            .pragma_query_value(None, "user_version", |row| row.get(0))?)
    }

    /// Makes all indexes anew from their tables, in one transaction. No row is touched.
    ///
    /// # Errors
    /// When a table itself is damaged; then nothing changes.
    pub fn mend_indexes(&mut self) -> Result<(), Error> {
        let transaction = self.write()?;
        transaction.execute_batch("REINDEX")?;
        transaction.commit()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Creation;
    use crate::store::events::tests::{NOTES, grade, import, moment, store, study_day};

    #[test]
    fn a_sound_collection_has_no_complaint_and_a_damaged_one_has() {
        let (_folder, mut store) = store();
        let cards = import(&mut store, "notes.md", NOTES);
        for day in 0..200 {
            grade(&mut store, cards[0], 4, day);
        }
        assert_eq!(
            store.complaints(Depth::Quick).unwrap(),
            Vec::<String>::new()
        );
        assert_eq!(store.complaints(Depth::Full).unwrap(), Vec::<String>::new());
        let health = store.log_health(moment(100), study_day(100)).unwrap();
        // Days 101 to 199 lie ahead of day 100.
        assert_eq!(
            (health.events, health.ahead, health.without_card),
            (200, 99, 0)
        );
        assert_eq!(health.newest.unwrap().utc_ms, moment(199).utc_ms);
        // Its last answer is of day 199.
        assert_eq!(health.answered_ahead, 1);
        let later = store.log_health(moment(199), study_day(199)).unwrap();
        assert_eq!((later.ahead, later.answered_ahead), (0, 0));

        let path = store.path();
        let root: usize = store
            .connection
            .query_row(
                "SELECT rootpage FROM sqlite_schema WHERE name = 'event_by_day'",
                [],
                |row| row.get(0),
            )
            .unwrap();
        drop(store);
        let mut bytes = std::fs::read(&path).unwrap();
        let page = 4096 * (root - 1);
        // A cell count that the page cannot hold; its kind stays readable.
        bytes[page + 3..page + 5].fill(0x0F);
        std::fs::write(&path, bytes).unwrap();
        let store = Store::open(&path, Creation::Never, crate::review::DeviceId(7)).unwrap();
        match store.complaints(Depth::Full) {
            Ok(complaints) => assert_ne!(complaints, Vec::<String>::new()),
            Err(error) => assert!(matches!(error, Error::Damaged(_)), "{error}"),
        }
    }

    #[test]
    fn an_index_that_lost_rows_is_made_anew() {
        let (_folder, mut store) = store();
        import(&mut store, "notes.md", NOTES);
        // What a bug or a bad disk leaves: a row that its index does not know.
        store
            .connection
            .set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)
            .unwrap();
        store
            .connection
            .execute_batch(
                "PRAGMA writable_schema = ON;
                 CREATE TABLE aside (sql TEXT);
                 INSERT INTO aside SELECT sql FROM sqlite_schema WHERE name = 'card_by_deck';
                 UPDATE sqlite_schema SET sql = sql || ' WHERE retired = 9' WHERE name = 'card_by_deck';
                 PRAGMA writable_schema = RESET;
                 REINDEX card_by_deck;
                 PRAGMA writable_schema = ON;
                 UPDATE sqlite_schema SET sql = (SELECT sql FROM aside) WHERE name = 'card_by_deck';
                 DROP TABLE aside;
                 PRAGMA writable_schema = RESET;",
            )
            .unwrap();
        let complaints = store.complaints(Depth::Full).unwrap();
        assert!(
            complaints.iter().any(|text| text.contains("card_by_deck")),
            "{complaints:?}"
        );
        store.mend_indexes().unwrap();
        assert_eq!(store.complaints(Depth::Full).unwrap(), Vec::<String>::new());
    }
}
