//! The scope of a report: everything, a deck, or cards chosen one by one, as a condition of SQL.

use rusqlite::{Connection, params};

use crate::cards::CardId;

use super::error::Error;
use super::filter::Filter;

/// The cards that a report is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All, or those of a deck and of what stands inside it.
    Filter(Filter),
    /// These.
    Cards(Vec<CardId>),
}

impl Scope {
    /// The condition on a card, whose deck and row stand in these columns. It takes the parameters
    /// `:deck` and `:inside`; see [`Scope::bounds`].
    pub(super) fn condition(&self, deck: &str, card: &str) -> String {
        match self {
            Scope::Filter(filter) => filter.condition(deck),
            Scope::Cards(_) => {
                format!(":deck = :inside AND {card} IN (SELECT card FROM temp.chosen)")
            }
        }
    }

    /// The values of `:deck` and `:inside`.
    pub(super) fn bounds(&self) -> (String, String) {
        match self {
            Scope::Filter(filter) => filter.bounds(),
            Scope::Cards(_) => (String::new(), String::new()),
        }
    }

    /// Puts chosen cards where the condition looks for them: a table of this connection alone, which
    /// is in no file of the learner's. To be called before each statement with the condition.
    pub(super) fn prepare(&self, connection: &Connection) -> Result<(), Error> {
        let Scope::Cards(cards) = self else {
            return Ok(());
        };
        connection.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS chosen (card INTEGER PRIMARY KEY); \
             DELETE FROM temp.chosen;",
        )?;
        let mut insert = connection.prepare_cached(
            "INSERT OR IGNORE INTO temp.chosen SELECT id FROM card WHERE uid = ?1",
        )?;
        for card in cards {
            insert.execute(params![card.bytes()])?;
        }
        Ok(())
    }
}
