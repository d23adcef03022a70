//! Cards of different documents that say the same. It must never call cards twins of which both have a
//! history.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, params};

use crate::cards::{CardId, Fingerprint};

use super::columns::{fingerprint_of, id_of};
use super::error::Error;
use super::open::Store;

impl Store {
    /// Of these cards those that were answered, each with a card of another document that says the same,
    /// stands there, and was never answered.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn unanswered_twins(&self, cards: &[CardId]) -> Result<Vec<(CardId, CardId)>, Error> {
        let mut answered: HashMap<Fingerprint, (CardId, Option<i64>)> = HashMap::new();
        let mut statement = self.connection.prepare_cached(
            "SELECT card.fingerprint, card.document FROM card \
             JOIN memory ON memory.card = card.id WHERE card.uid = ?1 AND memory.reviews > 0",
        )?;
        for card in cards {
            let found = statement.query_row(params![card.bytes()], |row| {
                Ok((fingerprint_of(row, 0), row.get(1)?))
            });
            if let Some((fingerprint, document)) = found.optional()? {
                answered.entry(fingerprint?).or_insert((*card, document));
            }
        }
        if answered.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT card.uid, card.fingerprint, card.document FROM card \
             JOIN memory ON memory.card = card.id \
             WHERE card.retired = 0 AND card.document IS NOT NULL AND memory.reviews = 0 \
             ORDER BY card.id",
        )?;
        let mut rows = statement.query([])?;
        let mut twins = Vec::new();
        while let Some(row) = rows.next()? {
            let fingerprint = fingerprint_of(row, 1)?;
            let Some((card, document)) = answered.get(&fingerprint).copied() else {
                continue;
            };
            if document != row.get(2)? {
                twins.push((card, id_of(row, 0)?));
                answered.remove(&fingerprint);
            }
        }
        Ok(twins)
    }
}
