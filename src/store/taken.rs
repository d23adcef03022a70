//! Which ids are taken: those that cards have, and those of contents that stand for a card.

use foldhash::HashSet;
use rusqlite::{CachedStatement, Connection, params};

use crate::cards::CardId;

use super::columns::id_of;
use super::error::Error;
use super::newcomers;
use super::open::Store;

/// The taken ids.
pub(super) enum Taken<'c> {
    /// All of them, where no more are known than are asked for: asking for each takes longer.
    All(HashSet<CardId>),
    /// Each is asked for; the cards of a document are left out.
    Asked(CachedStatement<'c>, Option<i64>),
}

impl<'c> Taken<'c> {
    /// The ids that are taken, by others than a document's own cards where one is given; `expected` of
    /// them will be asked for.
    pub(super) fn new(
        connection: &'c Connection,
        document: Option<i64>,
        expected: usize,
    ) -> Result<Taken<'c>, Error> {
        if !newcomers::are_most(connection, expected)? {
            let statement = connection.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM card WHERE uid = ?1 \
                                AND (?2 IS NULL OR document IS NOT ?2)) \
                 OR EXISTS (SELECT 1 FROM alias WHERE card = ?1)",
            )?;
            return Ok(Taken::Asked(statement, document));
        }
        let mut statement = connection.prepare_cached(
            "SELECT uid FROM card WHERE ?1 IS NULL OR document IS NOT ?1 \
             UNION ALL SELECT card FROM alias",
        )?;
        let taken = statement.query_map([document], |row| id_of(row, 0))?;
        Ok(Taken::All(taken.collect::<Result<_, _>>()?))
    }

    /// Whether an id is taken.
    pub(super) fn holds(&mut self, id: CardId) -> Result<bool, Error> {
        Ok(match self {
            Taken::All(taken) => taken.contains(&id),
            Taken::Asked(statement, document) => {
                statement.query_row(params![id.bytes(), *document], |row| row.get(0))?
            }
        })
    }
}

impl Store {
    /// Those of these ids that cards have, or that contents of cards had.
    ///
    /// # Errors
    /// When the database fails.
    pub fn taken(&self, ids: &[CardId]) -> Result<HashSet<CardId>, Error> {
        // One look for all of them: a lock for each took longer than the looking up.
        let look = self.connection.unchecked_transaction()?;
        let mut taken = Taken::new(&look, None, ids.len())?;
        let mut found = HashSet::default();
        for id in ids {
            if taken.holds(*id)? {
                found.insert(*id);
            }
        }
        Ok(found)
    }
}
