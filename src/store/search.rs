//! Cards that a query chooses, in the order that is asked for.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use crate::calendar::StudyDay;
use crate::cards::CardId;
use crate::search::{Mark, Query, Sort};

use super::columns::id_of;
use super::decks::StoredCard;
use super::error::Error;
use super::leeches::Leeches;
use super::open::Store;
use super::search_condition::{Condition, First};
use super::text_match;

/// In which direction what is found is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// As the order says.
    #[default]
    Forward,
    /// The other way round.
    Backward,
}

/// Which part of what is found is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// At most so many cards.
    pub limit: u32,
    /// After leaving out so many.
    pub offset: u32,
}

impl Page {
    /// All of it.
    pub const WHOLE: Page = Page {
        limit: u32::MAX,
        offset: 0,
    };
}

/// The cards that a query chose. Of a million each takes eight bytes here, and a kilobyte when it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found(Vec<i64>);

/// Some of them.
#[derive(Clone, Copy, Debug)]
pub struct FoundPart<'f>(&'f [i64]);

impl Found {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In parts that memory holds.
    pub fn parts(&self) -> impl ExactSizeIterator<Item = FoundPart<'_>> {
        self.0.chunks(PART).map(FoundPart)
    }
}

/// How many cards are read at once.
const PART: usize = 1_000;

/// How what is found is sorted.
type Sorting = (Sort, Direction);

impl Store {
    /// The cards that a query chooses. Retired cards are among them only where the query asks for
    /// them.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn search(
        &self,
        query: &Query,
        today: StudyDay,
        sort: Sort,
        direction: Direction,
        page: Page,
    ) -> Result<Vec<CardId>, Error> {
        let rows = self.found(query, today, (sort, direction), page)?;
        let sql = "SELECT uid FROM card WHERE id = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut cards = Vec::with_capacity(rows.len());
        for row in rows {
            // One that another program removed meanwhile is left out.
            let card = statement.query_row([row], |row| id_of(row, 0));
            cards.extend(card.optional()?);
        }
        Ok(cards)
    }

    /// As [`Store::search`], to be read part by part with [`Store::cards_found`].
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn search_cards(
        &self,
        query: &Query,
        today: StudyDay,
        sort: Sort,
        direction: Direction,
        page: Page,
    ) -> Result<Found, Error> {
        Ok(Found(self.found(query, today, (sort, direction), page)?))
    }

    /// A part of what was found, with all that is known of each card but its log.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn cards_found(&self, part: FoundPart<'_>) -> Result<Vec<StoredCard>, Error> {
        self.cards_of_rows(part.0)
    }

    /// The rows of what a query chooses.
    fn found(
        &self,
        query: &Query,
        today: StudyDay,
        sorting: Sorting,
        page: Page,
    ) -> Result<Vec<i64>, Error> {
        let leeches = match query.asks(Mark::Leech) {
            true => self.leeches()?,
            false => Leeches::default(),
        };
        let (sql, values) = statement(query, today, &leeches, sorting, page);
        text_match::install(&self.connection)?;
        let mut statement = self.connection.prepare(&sql)?;
        let found = statement.query_map(params_from_iter(values), |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}

/// Rows and not ids: those of states have all that an order needs but the name of the deck, so that of the
/// cards beyond a page no row is read.
fn statement(
    query: &Query,
    today: StudyDay,
    leeches: &Leeches,
    sorting: Sorting,
    page: Page,
) -> (String, Vec<Value>) {
    let first = First::of(query);
    let (condition, values) = Condition::of(query, today, leeches);
    // CROSS JOIN: in this order, whatever the planner thinks.
    let tables = match (first, sorting.0) {
        (First::Card, _) => "card CROSS JOIN memory ON memory.card = card.id",
        (First::Memory, Sort::Added) => "memory CROSS JOIN card ON card.id = memory.card",
        (First::Memory, _) => "memory",
    };
    let (row, order) = (first.row(), order(first, sorting));
    let Page { limit, offset } = page;
    let sql = format!(
        "SELECT {row} FROM {tables} CROSS JOIN deck ON deck.id = memory.deck \
         WHERE {condition} ORDER BY {order} LIMIT {limit} OFFSET {offset}"
    );
    (sql, values)
}

/// The last column makes the order the same each time.
fn order(first: First, (sort, direction): Sorting) -> String {
    let columns: &[&str] = match sort {
        Sort::Deck => &["deck.name", "memory.position"],
        Sort::Due => &["memory.due_day IS NULL", "memory.due_day"],
        Sort::Added => &["card.added_day"],
        Sort::Ease => &["memory.ease"],
        Sort::Lapses => &["memory.lapses"],
        Sort::Interval => &["memory.interval_days"],
        Sort::Reps => &["memory.reviews"],
    };
    let turned = match direction {
        Direction::Forward => "",
        Direction::Backward => " DESC",
    };
    let columns = columns.iter().copied().chain([first.row()]);
    let columns: Vec<String> = columns.map(|column| format!("{column}{turned}")).collect();
    columns.join(", ")
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
