//! Candidates: the cards that could be asked on a day, offered one after the other from an index that
//! holds nothing else, for as long as whoever takes them has room.

use rusqlite::{Row, ToSql, named_params};

use crate::calendar::StudyDay;
use crate::cards::CardId;
use crate::review::{Candidate, DeckNumber, NoteKey, Queued, Room};

use super::columns::{STATE_COLUMNS, id_of, state_of};
use super::error::Error;
use super::filter::Filter;
use super::open::Store;

impl Store {
    /// Offers the cards that are due on a day or before, the longest overdue first, then in deck order,
    /// until there is no room for any.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn offer_due(
        &self,
        filter: &Filter,
        today: StudyDay,
        mut offer: impl FnMut(Candidate) -> Room,
    ) -> Result<(), Error> {
        let (deck, inside) = filter.bounds();
        self.offer(
            &due_query(&filter.condition("memory.deck")),
            named_params! { ":today": today.number(), ":deck": deck, ":inside": inside },
            |card| offer(card) != Room::Full,
        )
    }

    /// Offers the new cards of one deck in its order, until there is no room for them.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn offer_new(
        &self,
        deck: DeckNumber,
        today: StudyDay,
        mut offer: impl FnMut(Candidate) -> Room,
    ) -> Result<(), Error> {
        self.offer(
            &new_query(),
            named_params! { ":today": today.number(), ":deck": deck.0 },
            |card| offer(card) == Room::Left,
        )
    }

    /// A card that can be asked on a day, due or not; none where it is hidden, gone, or has nothing to
    /// ask.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn candidate(&self, card: CardId, today: StudyDay) -> Result<Option<Candidate>, Error> {
        let mut found = None;
        self.offer(
            &candidate_query(),
            named_params! { ":today": today.number(), ":card": card.bytes() },
            |card| {
                found = Some(card);
                false
            },
        )?;
        Ok(found)
    }

    fn offer(
        &self,
        sql: &str,
        parameters: &[(&str, &dyn ToSql)],
        mut is_room_left: impl FnMut(Candidate) -> bool,
    ) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(parameters)?;
        while let Some(row) = rows.next()? {
            if !is_room_left(candidate_of(row)?) {
                break;
            }
        }
        Ok(())
    }
}

/// A candidate, its columns as every query here selects them.
fn candidate_of(row: &Row<'_>) -> Result<Candidate, Error> {
    let card = id_of(row, 0)?;
    Ok(Candidate {
        queued: Queued {
            card,
            state: state_of(row, 6, card)?,
        },
        deck: DeckNumber(row.get(1)?),
        note: note_of(row, 2)?,
    })
}

/// What siblings have in common, as the columns of [`NOTE`] say it, the first of which stands at `first`.
pub(super) fn note_of(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<NoteKey>> {
    if let Some(note) = row.get(first)? {
        return Ok(Some(NoteKey::Note(note)));
    }
    let place = (
        row.get(first.saturating_add(1))?,
        row.get(first.saturating_add(3))?,
    );
    Ok(match place {
        (Some(document), Some(begins)) => Some(NoteKey::Place {
            document,
            line: row.get(first.saturating_add(2))?,
            begins,
        }),
        _ => None,
    })
}

/// The columns of what siblings have in common.
pub(super) const NOTE: &str = "card.note, card.document, card.line, card.begins";

fn due_query(condition: &str) -> String {
    format!(
        "SELECT card.uid, memory.deck, {NOTE}, {STATE_COLUMNS} \
         FROM memory INDEXED BY memory_due JOIN card ON card.id = memory.card \
         WHERE memory.askable = 1 AND memory.suspended = 0 AND memory.due_day IS NOT NULL \
         AND memory.due_day <= :today \
         AND (memory.buried_until IS NULL OR memory.buried_until <= :today) AND {condition} \
         ORDER BY memory.due_day, memory.deck, memory.position"
    )
}

fn new_query() -> String {
    format!(
        "SELECT card.uid, memory.deck, {NOTE}, {STATE_COLUMNS} \
         FROM memory INDEXED BY memory_new JOIN card ON card.id = memory.card \
         WHERE memory.askable = 1 AND memory.suspended = 0 AND memory.due_day IS NULL \
         AND (memory.buried_until IS NULL OR memory.buried_until <= :today) AND memory.deck = :deck \
         ORDER BY memory.position"
    )
}

fn candidate_query() -> String {
    format!(
        "SELECT card.uid, memory.deck, {NOTE}, {STATE_COLUMNS} \
         FROM card JOIN memory ON memory.card = card.id \
         WHERE card.uid = :card AND memory.askable = 1 AND memory.suspended = 0 \
         AND (memory.buried_until IS NULL OR memory.buried_until <= :today)"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::events::tests::{plan, store};

    #[test]
    fn candidates_are_read_from_an_index_range_without_sorting_or_scanning_tables() {
        let (_folder, store) = store();
        let due = due_query(&Filter::default().condition("memory.deck"));
        for (sql, index) in [
            (due, "memory_due (due_day>? AND due_day<?)"),
            (new_query(), "memory_new (deck=?)"),
        ] {
            let plan = plan(&store, &sql);
            assert!(
                plan.contains(&format!("SEARCH memory USING INDEX {index}")),
                "{plan}"
            );
            assert!(
                !plan.contains("TEMP B-TREE") && !plan.contains("SCAN"),
                "{plan}"
            );
        }
    }
}
