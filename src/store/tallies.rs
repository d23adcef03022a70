//! Day tallies: what statistics of the log are made of, counted in one pass that holds no log in memory.
//!
//! For the whole collection the pass begins where the last long one ended: `tally_cache` keeps what it
//! counted. Undo makes no difference to it, since what was undone is counted in the cache too, and is
//! taken off afterwards.

use std::collections::BTreeMap;
use std::panic::resume_unwind;

use rusqlite::{Connection, Transaction, TransactionBehavior, named_params, params};

use crate::calendar::StudyDay;
use crate::scheduler::{Grade, Quality};
use crate::stats::{Age, DayTally, PassRate};

use super::beside::open_again;
use super::error::Error;
use super::filter::Filter;
use super::open::Store;
use super::row_fold::{Columns, RowFold, fold};
use super::scope::Scope;
use super::tally_cache::{self, LastCounted};

/// From so many events on that were not counted before, the tallies are kept: counting fewer takes no
/// time that anybody would notice (0.4 ms for a thousand), and writing wears a disk.
const WORTH_KEEPING: u64 = 20_000;

/// From so many events on a second connection is worth opening.
const WORTH_HALVING: i64 = 100_000;

/// The columns of an answer, in the order in which [`Count`] reads them.
const COLUMNS: [&str; 7] = [
    "event.day",
    "event.kind",
    "event.quality",
    "event.interval_before",
    "event.duration_ms",
    "event.at_ms",
    "event.offset_minutes",
];

/// Tallies by day.
#[derive(Debug, Default)]
pub(super) struct Tallied {
    pub(super) days: BTreeMap<i64, DayTally>,
    /// The events counted.
    pub(super) events: u64,
}

/// Which way an answer is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Counting {
    #[default]
    On,
    Off,
}

/// Answers while they are being counted.
#[derive(Default)]
struct Count {
    counting: Counting,
    tallied: Tallied,
    /// The tally of the day counted last, which is not in `tallied`: answers of a day stand together, and to
    /// look for it among ten years each time was a tenth of the work.
    open: Option<(i64, DayTally)>,
}

impl Count {
    fn of(tallied: Tallied, counting: Counting) -> Count {
        Count {
            counting,
            tallied,
            open: None,
        }
    }

    fn close(&mut self) {
        self.tallied.days.extend(self.open.take());
    }

    fn done(mut self) -> Tallied {
        self.close();
        self.tallied
    }

    /// The tally of a day.
    fn day(&mut self, number: i64) -> &mut DayTally {
        if self.open.as_ref().is_none_or(|(open, _)| *open != number) {
            self.close();
        }
        let days = &mut self.tallied.days;
        let open = || {
            let known = days.remove(&number);
            let tally = known.unwrap_or_else(|| DayTally::empty(StudyDay::from_number(number)));
            (number, tally)
        };
        &mut self.open.get_or_insert_with(open).1
    }
}

impl RowFold for Count {
    /// Counts an answer from [`COLUMNS`]; nothing else that has a day is one.
    fn take(&mut self, row: &Columns<'_, '_>) {
        let is_review = row.text(1) == b"review";
        let Some(number) = row.integer(0) else { return };
        if !is_review && row.text(1) != b"drill" {
            return;
        }
        let counting = self.counting;
        if counting == Counting::On {
            self.tallied.events = self.tallied.events.saturating_add(1);
        }
        let tally = self.day(number);
        let step = |count: &mut u32| {
            *count = match counting {
                Counting::On => count.saturating_add(1),
                Counting::Off => count.saturating_sub(1),
            };
        };
        let duration_ms: u64 = row.count(4);
        tally.duration_ms = match counting {
            Counting::On => tally.duration_ms.saturating_add(duration_ms),
            Counting::Off => tally.duration_ms.saturating_sub(duration_ms),
        };
        if !is_review {
            step(&mut tally.drills);
            return;
        }
        let grade = Quality::new(row.count(2)).map_or(Grade::Again, Quality::grade);
        let of_age = tally.answers.get_mut(Age::of(row.count(3)) as usize);
        if let Some(given) = of_age.and_then(|grades| grades.get_mut(grade as usize)) {
            step(given);
        }
        let hour = hour(
            row.integer(5).unwrap_or_default(),
            row.integer(6).unwrap_or_default(),
        );
        if let Some(PassRate { passed, answers }) = tally.hours.get_mut(hour) {
            step(answers);
            if grade != Grade::Again {
                step(passed);
            }
        }
    }
}

impl Tallied {
    /// Both together.
    fn and(mut self, other: &Tallied) -> Tallied {
        for (number, tally) in &other.days {
            let day = self.days.entry(*number);
            day.or_insert_with(|| DayTally::empty(tally.day)).add(tally);
        }
        self.events = self.events.saturating_add(other.events);
        self
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

/// Counts the answers in the rows behind one up to another, onto what was counted before.
fn between(
    connection: &Connection,
    before: Tallied,
    (after, last): (i64, i64),
) -> Result<Tallied, Error> {
    let rows = "FROM event WHERE event.id > ?1 AND event.id <= ?2 AND event.day IS NOT NULL";
    let count = Count::of(before, Counting::On);
    Ok(fold(connection, count, &COLUMNS, rows, params![after, last])?.done())
}

/// A connection that counts half of the events on a thread of its own: a report on a million of them took a third longer
/// without. Events are never changed or deleted, so that what stands between two rows is the same in every
/// later state of the file.
struct Half {
    connection: Connection,
}

impl Half {
    fn counted(
        self,
        look: &Connection,
        before: Tallied,
        (after, last): (i64, i64),
    ) -> Result<Tallied, Error> {
        let middle = after.midpoint(last);
        std::thread::scope(|scope| {
            let later = move || between(&self.connection, Tallied::default(), (middle, last));
            let later = scope.spawn(later);
            let earlier = between(look, before, (after, middle));
            let later = later.join().unwrap_or_else(|panic| resume_unwind(panic));
            Ok(earlier?.and(&later?))
        })
    }
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
        let (tallied, last) = tally_cache::read(&look)?.unwrap_or_default();
        let known = tallied.events;
        let newest = LastCounted::newest(&look)?;
        let tallied = match self.half(last, newest)? {
            Some(half) => half.counted(&look, tallied, (last.row, newest.row))?,
            None => between(&look, tallied, (last.row, newest.row))?,
        };
        let is_worth_keeping = tallied.events.saturating_sub(known) >= worth_keeping;
        let kept = is_worth_keeping.then(|| tally_cache::encoded(&tallied));
        let counted = tallied.events;
        let voided = "FROM voided CROSS JOIN event ON event.id = voided.event \
             WHERE event.day IS NOT NULL";
        let count = Count::of(tallied, Counting::Off);
        let tallied = fold(&look, count, &COLUMNS, voided, [])?.done();
        look.finish()?;
        if let Some(kept) = kept {
            self.keep(&kept, counted, newest);
        }
        Ok(tallied.into_days())
    }

    /// A second connection for half of many events, where it sees the same ones.
    fn half(&self, last: LastCounted, newest: LastCounted) -> Result<Option<Half>, Error> {
        if newest.row.saturating_sub(last.row) < WORTH_HALVING || !self.may_be_opened_again()? {
            return Ok(None);
        }
        let connection = open_again(&self.path())?;
        let is_same = newest.is_in(&connection)?;
        Ok(is_same.then_some(Half { connection }))
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
        let from = format!(
            "FROM card CROSS JOIN event ON event.card = card.uid \
             WHERE {condition} AND event.day IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM voided WHERE voided.event = event.id)"
        );
        let parameters = named_params! { ":deck": deck, ":inside": inside };
        let count = fold(
            &self.connection,
            Count::default(),
            &COLUMNS,
            &from,
            parameters,
        )?;
        Ok(count.done().into_days())
    }
}

#[cfg(test)]
#[path = "tallies_tests.rs"]
mod tests;
