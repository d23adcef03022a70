//! Day tallies: what statistics of the log are made of, counted in one pass that holds no log in memory.
//!
//! For the whole collection the pass begins where the last long one ended: `tally_cache` keeps what it
//! counted. Undo makes no difference to it, since what was undone is counted in the cache too, and is
//! taken off afterwards.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, Transaction, TransactionBehavior, named_params, params};

use crate::calendar::StudyDay;
use crate::scheduler::{Grade, Quality};
use crate::stats::{Age, DayTally, PassRate};

use super::error::Error;
use super::filter::Filter;
use super::open::Store;
use super::scope::Scope;
use super::tally_cache::{self, LastCounted};

/// From so many events on that were not counted before, the tallies are kept: counting fewer takes no
/// time that anybody would notice (0.4 ms for a thousand), and writing wears a disk.
const WORTH_KEEPING: u64 = 20_000;

/// The columns of an answer, in the order in which [`Tallied::count`] reads them.
const ANSWER_COLUMNS: &str = "event.day, event.kind = 'review', event.quality, \
     event.interval_before, event.duration_ms, event.at_ms, event.offset_minutes";

/// Which events are answers.
const IS_ANSWER: &str = "event.day IS NOT NULL AND event.kind IN ('review', 'drill')";

/// Which way an answer is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counting {
    On,
    Off,
}

/// Tallies by day while they are being counted.
#[derive(Debug, Default)]
pub(super) struct Tallied {
    pub(super) days: BTreeMap<i64, DayTally>,
    /// The events counted.
    pub(super) events: u64,
}

impl Tallied {
    /// Counts an answer from [`ANSWER_COLUMNS`].
    fn count(&mut self, row: &Row<'_>, counting: Counting) -> rusqlite::Result<()> {
        let number: i64 = row.get(0)?;
        let day = StudyDay::from_number(number);
        let tally = self
            .days
            .entry(number)
            .or_insert_with(|| DayTally::empty(day));
        let step = |count: &mut u32| {
            *count = match counting {
                Counting::On => count.saturating_add(1),
                Counting::Off => count.saturating_sub(1),
            };
        };
        let duration_ms: u64 = row.get::<_, Option<u64>>(4)?.unwrap_or(0);
        match counting {
            Counting::On => {
                self.events = self.events.saturating_add(1);
                tally.duration_ms = tally.duration_ms.saturating_add(duration_ms);
            }
            Counting::Off => tally.duration_ms = tally.duration_ms.saturating_sub(duration_ms),
        }
        if !row.get::<_, bool>(1)? {
            step(&mut tally.drills);
            return Ok(());
        }
        let grade = Quality::new(row.get(2)?).map_or(Grade::Again, Quality::grade);
        let age = Age::of(row.get::<_, Option<u32>>(3)?.unwrap_or(0));
        let of_age = tally.answers.get_mut(age as usize);
        if let Some(given) = of_age.and_then(|grades| grades.get_mut(grade as usize)) {
            step(given);
        }
        let hour = hour(row.get(5)?, row.get(6)?);
        if let Some(PassRate { passed, answers }) = tally.hours.get_mut(hour) {
            step(answers);
            if grade != Grade::Again {
                step(passed);
            }
        }
        Ok(())
    }

    /// The days that have anything, oldest first.
    fn into_days(self) -> Vec<DayTally> {
        let is_empty =
            |tally: &DayTally| tally.reviews() == 0 && tally.drills == 0 && tally.duration_ms == 0;
        let mut days: Vec<DayTally> = self.days.into_values().collect();
        days.retain(|tally| !is_empty(tally));
        days
    }
}

/// The hour of the wall clock.
fn hour(at_ms: i64, offset_minutes: i64) -> usize {
    let minutes = at_ms.div_euclid(60_000).saturating_add(offset_minutes);
    usize::try_from(minutes.div_euclid(60).rem_euclid(24)).unwrap_or(0)
}

impl Store {
    /// What was answered on each study day, oldest first, events that were undone left out. Of the
    /// whole collection: every answer in the log, whatever became of its card.
    ///
    /// # Errors
    /// When the database fails.
    pub fn daily(&self, scope: &Scope) -> Result<Vec<DayTally>, Error> {
        match scope {
            Scope::Filter(Filter { deck: None }) => self.daily_of_all(WORTH_KEEPING),
            _ => self.daily_of_some(scope),
        }
    }

    fn daily_of_all(&self, worth_keeping: u64) -> Result<Vec<DayTally>, Error> {
        // One state of the file: cache, log and voids have to belong together.
        let look = self.connection.unchecked_transaction()?;
        let (mut tallied, last) = tally_cache::read(&look)?.unwrap_or_default();
        let known = tallied.events;
        let newest = LastCounted::newest(&look)?;
        let sql = format!(
            "SELECT {ANSWER_COLUMNS} FROM event WHERE event.id > ?1 AND event.id <= ?2 AND {IS_ANSWER}"
        );
        let mut statement = look.prepare_cached(&sql)?;
        let mut rows = statement.query(params![last.row, newest.row])?;
        while let Some(row) = rows.next()? {
            tallied.count(row, Counting::On)?;
        }
        drop(rows);
        drop(statement);
        let is_worth_keeping = tallied.events.saturating_sub(known) >= worth_keeping;
        let kept = is_worth_keeping.then(|| tally_cache::encoded(&tallied));
        let counted = tallied.events;
        take_off_voided(&look, &mut tallied)?;
        look.finish()?;
        if let Some(kept) = kept {
            self.keep(&kept, counted, newest);
        }
        Ok(tallied.into_days())
    }

    /// Stores what was counted. A cache is no reason for a report to fail or to wait: where the
    /// database is being written or cannot be, the next report counts again.
    fn keep(&self, days: &[(i64, Vec<u8>)], counted: u64, newest: LastCounted) {
        let behavior = TransactionBehavior::Immediate;
        let _ = self.connection.busy_timeout(std::time::Duration::ZERO);
        if let Ok(transaction) = Transaction::new_unchecked(&self.connection, behavior) {
            let written = tally_cache::write(&transaction, days, counted, newest);
            let _ = written.and_then(|()| Ok(transaction.commit()?));
        }
        let _ = self.connection.busy_timeout(super::open::BUSY);
    }

    fn daily_of_some(&self, scope: &Scope) -> Result<Vec<DayTally>, Error> {
        scope.prepare(&self.connection)?;
        let condition = scope.condition("card.deck", "card.id");
        let (deck, inside) = scope.bounds();
        let sql = format!(
            "SELECT {ANSWER_COLUMNS} FROM card CROSS JOIN event ON event.card = card.uid \
             WHERE {condition} AND {IS_ANSWER} \
             AND NOT EXISTS (SELECT 1 FROM voided WHERE voided.event = event.id)"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query(named_params! { ":deck": deck, ":inside": inside })?;
        let mut tallied = Tallied::default();
        while let Some(row) = rows.next()? {
            tallied.count(row, Counting::On)?;
        }
        Ok(tallied.into_days())
    }
}

fn take_off_voided(connection: &Connection, tallied: &mut Tallied) -> Result<(), Error> {
    let sql = format!(
        "SELECT {ANSWER_COLUMNS} FROM voided CROSS JOIN event ON event.id = voided.event \
         WHERE {IS_ANSWER}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        tallied.count(row, Counting::Off)?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "tallies_tests.rs"]
mod tests;
