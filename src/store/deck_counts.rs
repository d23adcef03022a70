//! What the cards of each deck count up to. The database keeps the counts with every change, so that
//! saying them reads one small row a deck, however many cards there are.
//! They are facts: daily limits are applied above, and nothing here may know them.

use std::collections::BTreeMap;

use rusqlite::{Connection, named_params};

use crate::calendar::StudyDay;
use crate::cards::DeckName;
use crate::review::DeckNumber;

use super::decks::deck_name;
use super::error::Error;
use super::open::Store;

/// How many cards of a deck wait, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeckCounts {
    /// Its number.
    pub number: DeckNumber,
    /// The deck.
    pub name: DeckName,
    /// Cards due on the day asked for or before.
    pub due: u32,
    /// Those of `due` whose day is over.
    pub overdue: u32,
    /// Cards never answered.
    pub new: u32,
    /// Cards in their document.
    pub total: u32,
    /// Cards kept out of reviews by the learner.
    pub suspended: u32,
    /// Cards without an answer and without passages that may hold it.
    pub unaskable: u32,
}

/// By how many cards of a deck a day differs from what is kept.
#[derive(Clone, Copy, Debug, Default)]
struct Shift {
    due: i64,
    overdue: i64,
    new: i64,
}

impl Store {
    /// All decks with their counts, by name.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn decks(&self, today: StudyDay) -> Result<Vec<DeckCounts>, Error> {
        // One look at one state of the file: another program may be answering at this moment.
        let look = self.connection.unchecked_transaction()?;
        let decks = kept(&look, today)?;
        look.finish()?;
        Ok(decks)
    }

    /// The decks whose kept counts are not what counting their cards gives.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn miscounted(&self) -> Result<Vec<DeckName>, Error> {
        let look = self.connection.unchecked_transaction()?;
        let day = counted_day(&look)?;
        let (kept, counted) = (kept(&look, day)?, counted(&look, day)?);
        look.finish()?;
        let pairs = kept.into_iter().zip(counted);
        let differing = pairs.filter(|(kept, counted)| kept != counted);
        Ok(differing.map(|(kept, _)| kept.name).collect())
    }
}

/// The counts as they are kept: a row a deck, where [`counted`] reads two rows a card. With 100,000 cards
/// in 1,000 decks `srm due` takes 10 ms of processor time with them, and took 273 ms without.
fn kept(connection: &Connection, today: StudyDay) -> Result<Vec<DeckCounts>, Error> {
    let mut shifts = BTreeMap::new();
    come_due(connection, today, &mut shifts)?;
    take_off_buried(connection, today, &mut shifts)?;
    let mut statement = connection.prepare_cached(
        "SELECT deck.name, deck.id, ifnull(due, 0), ifnull(new, 0), ifnull(total, 0), \
         ifnull(suspended, 0), ifnull(unaskable, 0) \
         FROM deck LEFT JOIN deck_count ON deck_count.deck = deck.id ORDER BY deck.name",
    )?;
    let mut rows = statement.query([])?;
    let mut decks = Vec::new();
    while let Some(row) = rows.next()? {
        let deck: i64 = row.get(1)?;
        let (due, new): (i64, i64) = (row.get(2)?, row.get(3)?);
        let shift = shifts.get(&deck).copied().unwrap_or_default();
        decks.push(DeckCounts {
            number: DeckNumber(deck),
            name: deck_name(&row.get::<_, String>(0)?)?,
            due: number(due.saturating_add(shift.due)),
            overdue: number(due.saturating_add(shift.overdue)),
            new: number(new.saturating_add(shift.new)),
            total: number(row.get(4)?),
            suspended: number(row.get(5)?),
            unaskable: number(row.get(6)?),
        });
    }
    Ok(decks)
}

/// A count. One below nothing is a kept count that went wrong, which [`Store::miscounted`] tells.
fn number(count: i64) -> u32 {
    u32::try_from(count.max(0)).unwrap_or(u32::MAX)
}

/// The study day that the kept due counts are of.
pub(super) fn counted_day(connection: &Connection) -> Result<StudyDay, Error> {
    let mut statement = connection.prepare_cached("SELECT day FROM counted")?;
    Ok(StudyDay::from_number(
        statement.query_row([], |row| row.get(0))?,
    ))
}

/// The cards that are due on one of these days: day and deck of each. Read as the index has them and
/// counted here: after some days away almost every day and deck is a group of its own, and groups of SQLite
/// cost three times as much.
const DUE_BETWEEN: &str = "SELECT due_day, deck FROM memory INDEXED BY memory_due \
     WHERE askable = 1 AND suspended = 0 AND due_day > ?1 AND due_day <= ?2";

/// How many more cards are due on this day, and on the day before, than on the counted one; fewer below
/// zero.
fn come_due(
    connection: &Connection,
    today: StudyDay,
    shifts: &mut BTreeMap<i64, Shift>,
) -> Result<(), Error> {
    let (counted, today) = (counted_day(connection)?.number(), today.number());
    let yesterday = today.saturating_sub(1);
    let since_counted = |day: i64, end: i64| match (day > counted, day > end) {
        (true, false) => 1,
        (false, true) => -1,
        _ => 0,
    };
    let mut statement = connection.prepare_cached(DUE_BETWEEN)?;
    let mut rows = statement.query([counted.min(yesterday), counted.max(today)])?;
    while let Some(row) = rows.next()? {
        let day: i64 = row.get(0)?;
        let shift = shifts.entry(row.get(1)?).or_default();
        shift.due = shift.due.saturating_add(since_counted(day, today));
        shift.overdue = shift.overdue.saturating_add(since_counted(day, yesterday));
    }
    Ok(())
}

/// Takes off the cards that would wait, were they not buried.
fn take_off_buried(
    connection: &Connection,
    today: StudyDay,
    shifts: &mut BTreeMap<i64, Shift>,
) -> Result<(), Error> {
    let today = today.number();
    let mut statement = connection.prepare_cached(
        "SELECT deck, due_day FROM memory INDEXED BY memory_buried \
         WHERE buried_until > ?1 AND askable = 1 AND suspended = 0",
    )?;
    let mut rows = statement.query([today])?;
    while let Some(row) = rows.next()? {
        let shift = shifts.entry(row.get(0)?).or_default();
        match row.get::<_, Option<i64>>(1)? {
            None => shift.new = shift.new.saturating_sub(1),
            Some(day) => {
                shift.due = shift.due.saturating_sub(i64::from(day <= today));
                shift.overdue = shift.overdue.saturating_sub(i64::from(day < today));
            }
        }
    }
    Ok(())
}

/// Moves the counted day to the day of an answer, or of an import that brought answers, so that what has come due since is added once and
/// not at every look. On most days there is nothing to do.
pub(super) fn count_as_of(connection: &Connection, day: StudyDay) -> Result<(), Error> {
    if counted_day(connection)? == day {
        return Ok(());
    }
    let mut shifts = BTreeMap::new();
    come_due(connection, day, &mut shifts)?;
    let mut update =
        connection.prepare_cached("UPDATE deck_count SET due = due + ?2 WHERE deck = ?1")?;
    for (deck, shift) in shifts.iter().filter(|(_, shift)| shift.due != 0) {
        update.execute([*deck, shift.due])?;
    }
    connection
        .prepare_cached("UPDATE counted SET day = ?1")?
        .execute([day.number()])?;
    Ok(())
}

/// Counts every card, from the rows that say what it is.
fn counted(connection: &Connection, today: StudyDay) -> Result<Vec<DeckCounts>, Error> {
    let mut statement = connection.prepare(
        "SELECT deck.id, deck.name, \
         count(*) FILTER (WHERE askable AND NOT suspended AND due_day <= :today AND awake), \
         count(*) FILTER (WHERE askable AND NOT suspended AND due_day < :today AND awake), \
         count(*) FILTER (WHERE askable AND NOT suspended AND due_day IS NULL AND awake), \
         count(*) FILTER (WHERE gone = 0), \
         count(*) FILTER (WHERE gone = 0 AND suspended), \
         count(*) FILTER (WHERE gone = 0 AND NOT askable) \
         FROM deck LEFT JOIN (SELECT memory.*, card.retired AS gone, \
             (buried_until IS NULL OR buried_until <= :today) AS awake \
             FROM memory JOIN card ON card.id = memory.card) AS kept ON kept.deck = deck.id \
         GROUP BY deck.id ORDER BY deck.name",
    )?;
    let mut rows = statement.query(named_params! { ":today": today.number() })?;
    let mut decks = Vec::new();
    while let Some(row) = rows.next()? {
        decks.push(DeckCounts {
            number: DeckNumber(row.get(0)?),
            name: deck_name(&row.get::<_, String>(1)?)?,
            due: row.get(2)?,
            overdue: row.get(3)?,
            new: row.get(4)?,
            total: row.get(5)?,
            suspended: row.get(6)?,
            unaskable: row.get(7)?,
        });
    }
    Ok(decks)
}

/// Counts all decks anew.
pub(super) fn recount(connection: &Connection) -> Result<(), Error> {
    Ok(connection.execute_batch(
        "UPDATE memory SET retired = NOT retired WHERE retired <> \
             (SELECT card.retired FROM card WHERE card.id = memory.card); \
         DELETE FROM deck_count; \
         INSERT INTO deck_count (deck, total, suspended, unaskable, new, due) \
         SELECT deck, count(*), sum(suspended), sum(NOT askable), \
             sum(askable AND NOT suspended AND due_day IS NULL), \
             sum(ifnull(askable AND NOT suspended AND due_day <= (SELECT day FROM counted), 0)) \
         FROM memory WHERE retired = 0 GROUP BY deck;",
    )?)
}

#[cfg(test)]
#[path = "deck_counts_tests.rs"]
mod tests;
