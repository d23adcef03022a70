//! Memories against the log: the fold of a card's events under its scheduler, compared with what is
//! stored, and stored anew.
//! It must never change an event.

use std::collections::BTreeSet;

use foldhash::HashSet;
use rusqlite::{Connection, params};

use crate::cards::CardId;
use crate::review::{CardState, Event, NO_CARD, Schedulers, voided};
use crate::scheduler::Scheduler;

use super::aliases::{CLASS, misplaced, refold_all, regroup};
use super::columns::{STATE_COLUMNS, id_of, state_of};
use super::deck_counts::recount;
use super::error::Error;
use super::events::read_state;
use super::fold_all::{Folded, fold_all};
use super::history::{EventRow, events_of_card};
use super::open::Store;
use super::scheduling::{name_schedulers, scheduler_of};
use super::tally_cache;

/// A card whose stored state is not the fold of its events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The card.
    pub card: CardId,
    /// What is stored.
    pub stored: CardState,
    /// What its events give. Where it is the same, a note beside it differs: which events do not count, or
    /// which cards are one.
    pub folded: CardState,
}

impl Store {
    /// The cards whose stored state differs from the fold of their events, in the order of ids.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn rebuild_check(&self) -> Result<Vec<Difference>, Error> {
        // One look at one state of the file: another program may be answering at this moment.
        let look = self.connection.unchecked_transaction()?;
        let differing = differences(&look, &self.schedulers)?;
        look.finish()?;
        Ok(differing)
    }

    /// Folds every card again and counts the decks anew, in one transaction, and stores what differs;
    /// returns the cards that did.
    ///
    /// # Errors
    /// When the database fails or holds nonsense; then nothing changes.
    pub fn rebuild(&mut self) -> Result<Vec<Difference>, Error> {
        let schedulers = self.schedulers.clone();
        let transaction = self.write()?;
        let differing = mend(&transaction, &schedulers)?;
        name_schedulers(&transaction, &schedulers)?;
        tally_cache::forget(&transaction)?;
        recount(&transaction)?;
        transaction.commit()?;
        Ok(differing)
    }
}

/// Stores the fold of every card where it differs.
pub(super) fn mend(
    connection: &Connection,
    schedulers: &Schedulers,
) -> Result<Vec<Difference>, Error> {
    let differing = differences(connection, schedulers)?;
    let mut touched: BTreeSet<CardId> = differing.iter().map(|found| found.card).collect();
    touched.extend(regroup(connection, &misplaced(connection)?)?);
    refold_all(connection, &touched, schedulers)?;
    Ok(differing)
}

fn differences(connection: &Connection, schedulers: &Schedulers) -> Result<Vec<Difference>, Error> {
    let mut differing = Vec::new();
    let joined = joined(connection)?;
    let mut folded = fold_all(connection, schedulers, &joined)?;
    let sql = format!(
        "SELECT card.uid, {STATE_COLUMNS} FROM card JOIN memory ON memory.card = card.id \
         ORDER BY card.uid"
    );
    let mut cards = connection.prepare(&sql)?;
    let mut rows = cards.query([])?;
    while let Some(row) = rows.next()? {
        let card = id_of(row, 0)?;
        let stored = state_of(row, 1, card)?;
        let Folded {
            state: folded,
            void_rows,
            noted,
        } = match folded.remove(&card) {
            Some(folding) => folding.folded,
            None => joined_card(connection, card, schedulers)?,
        };
        if stored != folded || noted != void_rows {
            differing.push(Difference {
                card,
                stored,
                folded,
            });
        }
    }
    drop(rows);
    // What is about no card has no memory, but may have been taken back.
    let cardless = joined_card(connection, NO_CARD, schedulers)?;
    if cardless.noted != cardless.void_rows {
        differing.push(Difference {
            card: NO_CARD,
            stored: CardState::default(),
            folded: cardless.state,
        });
    }
    for card in misplaced(connection)? {
        if differing.iter().all(|found| found.card != card) {
            let stored = read_state(connection, card)?.unwrap_or_default();
            differing.push(Difference {
                card,
                stored,
                folded: stored,
            });
        }
    }
    differing.sort_unstable_by_key(|found| found.card);
    Ok(differing)
}

/// The ids that are one card with others, by what is stored: their events stand in several places.
fn joined(connection: &Connection) -> Result<HashSet<CardId>, Error> {
    let mut statement = connection.prepare("SELECT card FROM alias")?;
    let found = statement.query_map([], |row| id_of(row, 0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The rows of those of these events that are noted as not counting.
fn noted_among(connection: &Connection, events: &[EventRow]) -> Result<Vec<i64>, Error> {
    let mut is_noted =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM voided WHERE event = ?1)")?;
    let mut noted = Vec::new();
    for event in events {
        if is_noted.query_row([event.row], |found| found.get(0))? {
            noted.push(event.row);
        }
    }
    Ok(noted)
}

/// A card that is one with others.
fn joined_card(
    connection: &Connection,
    card: CardId,
    schedulers: &Schedulers,
) -> Result<Folded, Error> {
    let events = events_of_card(connection, card)?;
    let noted = noted_among(connection, &events)?;
    let scheduler = scheduler_of(connection, card, schedulers)?;
    let (state, void_rows) = fold_rows(&events, scheduler);
    Ok(Folded {
        state,
        void_rows,
        noted,
    })
}

/// Folds all events of a card and of those that are one with it, and notes which of them do not count.
pub(super) fn refold(
    connection: &Connection,
    card: CardId,
    schedulers: &Schedulers,
) -> Result<CardState, Error> {
    let rows = events_of_card(connection, card)?;
    let (state, void_rows) = fold_rows(&rows, scheduler_of(connection, card, schedulers)?);
    connection
        .prepare_cached(&format!(
            "DELETE FROM voided WHERE event IN (SELECT id FROM event WHERE card IN ({CLASS}))"
        ))?
        .execute(params![card.bytes()])?;
    let mut insert = connection.prepare_cached("INSERT INTO voided (event) VALUES (?1)")?;
    for row in void_rows {
        insert.execute([row])?;
    }
    Ok(state)
}

/// The state from events in order, and the rows of those that do not count.
pub(super) fn fold_rows(rows: &[EventRow], scheduler: &Scheduler) -> (CardState, Vec<i64>) {
    let events: Vec<&Event> = rows.iter().map(|row| &row.event).collect();
    let void = voided(&events);
    let counts = |row: &&EventRow| !void.contains(&row.event.id);
    let state = rows
        .iter()
        .filter(counts)
        .fold(CardState::default(), |state, row| {
            state.after(&row.event.deed, scheduler)
        });
    let void_rows = rows
        .iter()
        .filter(|row| !counts(row))
        .map(|row| row.row)
        .collect();
    (state, void_rows)
}
