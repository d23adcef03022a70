//! What waits: due cards, new cards and open drills, each from an index that holds nothing else.

use rusqlite::{Row, named_params};

use crate::calendar::StudyDay;
use crate::review::Queued;

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
        let condition = filter.condition("memory.deck");
        self.queued(&due_query(&condition), filter, today, limit)
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
        let condition = filter.condition("memory.deck");
        self.queued(&new_query(&condition), filter, today, limit)
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
             ORDER BY memory.deck, memory.position LIMIT :limit"
        );
        self.queued(&sql, filter, today, u32::MAX)
    }

    fn queued(
        &self,
        sql: &str,
        filter: &Filter,
        today: StudyDay,
        limit: u32,
    ) -> Result<Vec<Queued>, Error> {
        let (deck, inside) = filter.bounds();
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(named_params! {
            ":today": today.number(), ":limit": limit, ":deck": deck, ":inside": inside,
        })?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(queued(row)?);
        }
        Ok(found)
    }
}

fn due_query(condition: &str) -> String {
    format!(
        "SELECT card.uid, {STATE_COLUMNS} \
         FROM memory INDEXED BY memory_due JOIN card ON card.id = memory.card \
         WHERE memory.askable = 1 AND memory.suspended = 0 AND memory.due_day IS NOT NULL \
         AND memory.due_day <= :today \
         AND (memory.buried_until IS NULL OR memory.buried_until <= :today) AND {condition} \
         ORDER BY memory.due_day, memory.deck, memory.position LIMIT :limit"
    )
}

fn new_query(condition: &str) -> String {
    format!(
        "SELECT card.uid, {STATE_COLUMNS} \
         FROM memory INDEXED BY memory_new JOIN card ON card.id = memory.card \
         WHERE memory.askable = 1 AND memory.suspended = 0 AND memory.due_day IS NULL \
         AND (memory.buried_until IS NULL OR memory.buried_until <= :today) AND {condition} \
         ORDER BY memory.deck, memory.position LIMIT :limit"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::DeckName;
    use crate::store::events::tests::store;

    /// The plan of a query, one step a line.
    fn plan(store: &Store, sql: &str) -> String {
        let mut statement = store
            .connection
            .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
            .unwrap();
        let mut rows = statement.raw_query();
        let mut steps = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            steps.push(row.get::<_, String>(3).unwrap());
        }
        steps.join("\n")
    }

    #[test]
    fn queues_are_read_from_an_index_range_without_sorting_or_scanning_tables() {
        let (_folder, store) = store();
        let all = Filter::default().condition("memory.deck");
        let due = plan(&store, &due_query(&all));
        assert!(
            due.contains("SEARCH memory USING INDEX memory_due (due_day>? AND due_day<?)"),
            "{due}"
        );
        assert!(
            !due.contains("TEMP B-TREE") && !due.contains("SCAN"),
            "{due}"
        );
        let new = plan(&store, &new_query(&all));
        assert!(
            new.contains("USING INDEX memory_new") && !new.contains("TEMP B-TREE"),
            "{new}"
        );
        let deck = Filter {
            deck: DeckName::new("A"),
        }
        .condition("memory.deck");
        let of_deck = plan(&store, &new_query(&deck));
        assert!(
            of_deck.contains("SEARCH memory USING INDEX memory_new (deck=?)"),
            "{of_deck}"
        );
    }
}
