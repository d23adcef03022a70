//! What waits: due cards, new cards and open drills, each from an index that holds nothing else.

use rusqlite::{Row, named_params};

use crate::calendar::StudyDay;
use crate::review::{DeckNumber, Queued, Room};

use super::columns::{STATE_COLUMNS, id_of, state_of};
use super::error::Error;
use super::filter::Filter;
use super::open::Store;

/// A card of the queue: id, then its state.
fn queued(row: &Row<'_>) -> Result<Queued, Error> {
    let card = id_of(row, 0)?;
    Ok(Queued {
        card,
        state: state_of(row, 1, card)?,
    })
}

impl Store {
    /// Cards due on a day or before, the longest overdue first, then in deck order.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn due(&self, filter: &Filter, today: StudyDay, limit: u32) -> Result<Vec<Queued>, Error> {
        let (mut found, most) = (Vec::new(), size(limit));
        if most > 0 {
            self.offer_due(filter, today, |card| {
                found.push(card.queued);
                if found.len() < most {
                    Room::Left
                } else {
                    Room::Full
                }
            })?;
        }
        Ok(found)
    }

    /// Cards never answered, in deck order.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn new_cards(
        &self,
        filter: &Filter,
        today: StudyDay,
        limit: u32,
    ) -> Result<Vec<Queued>, Error> {
        let (mut found, most) = (Vec::new(), size(limit));
        for deck in self.deck_numbers(filter)? {
            if found.len() == most {
                break;
            }
            self.offer_new(deck, today, |card| {
                found.push(card.queued);
                if found.len() < most {
                    Room::Left
                } else {
                    Room::Full
                }
            })?;
        }
        Ok(found)
    }

    /// Cards graded below 4 on this day and not yet drilled to 4, as graded.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn open_drills(&self, filter: &Filter, today: StudyDay) -> Result<Vec<Queued>, Error> {
        let condition = filter.condition("memory.deck");
        let sql = format!(
            "SELECT card.uid, {STATE_COLUMNS} FROM memory JOIN card ON card.id = memory.card \
             WHERE memory.drill_day = :today AND memory.askable = 1 AND memory.suspended = 0 \
             AND (memory.buried_until IS NULL OR memory.buried_until <= :today) AND {condition} \
             ORDER BY memory.deck, memory.position"
        );
        let (deck, inside) = filter.bounds();
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(named_params! {
            ":today": today.number(), ":deck": deck, ":inside": inside,
        })?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(queued(row)?);
        }
        Ok(found)
    }

    /// The decks that a filter takes, in their order.
    fn deck_numbers(&self, filter: &Filter) -> Result<Vec<DeckNumber>, Error> {
        let (deck, inside) = filter.bounds();
        let sql = format!(
            "SELECT id FROM deck WHERE {} ORDER BY id",
            filter.condition("id")
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let numbers = statement
            .query_map(named_params! { ":deck": deck, ":inside": inside }, |row| {
                row.get(0).map(DeckNumber)
            })?;
        Ok(numbers.collect::<Result<_, _>>()?)
    }
}

/// A limit as a size; what no memory could hold is no limit.
fn size(limit: u32) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}
