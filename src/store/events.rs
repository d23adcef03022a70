//! Writing the log. An event and the state it leads to are one transaction, durable on return.

use rusqlite::{
    CachedStatement, Connection, OptionalExtension, Statement, ToSql, named_params, params,
};

use crate::calendar::Moment;
use crate::cards::CardId;
use crate::review::{
    CardState, Deed, DeviceId, Event, EventId, NO_CARD, Review, Schedulers, next_clock,
};

use super::aliases::CLASS;
use super::columns::{STATE_COLUMNS, day_number, state_of};
use super::deck_counts::count_as_of;
use super::error::Error;
use super::open::Store;
use super::rebuild::refold;
use super::scheduling::{folded_under, scheduler_of};

impl Store {
    /// Appends an event of this device and brings the card's state up to date. What it returns is
    /// on the disk.
    ///
    /// # Errors
    /// When the card is unknown or the database fails; then nothing is stored.
    pub fn record(
        &mut self,
        card: CardId,
        deed: Deed,
        at: Moment,
    ) -> Result<(EventId, CardState), Error> {
        self.record_where(card, |_| true, deed, at)
    }

    /// As [`Store::record`], for an answer to a card as it was shown: where another program has
    /// changed the card since, nothing is stored.
    ///
    /// # Errors
    /// [`Error::ChangedElsewhere`], and as [`Store::record`].
    pub fn record_answer(
        &mut self,
        card: CardId,
        shown: CardState,
        deed: Deed,
        at: Moment,
    ) -> Result<(EventId, CardState), Error> {
        self.record_where(card, |state| state == shown, deed, at)
    }

    /// Records what one command does to several cards, each named once, in one transaction. It is
    /// taken back at once, too.
    ///
    /// # Errors
    /// As [`Store::record`]; then nothing is stored.
    pub fn record_all(
        &mut self,
        deeds: Vec<(CardId, Deed)>,
        at: Moment,
    ) -> Result<Vec<CardState>, Error> {
        let (own, device) = (self.own, self.device);
        let schedulers = self.schedulers.clone();
        let transaction = self.write()?;
        let states = append_together(&transaction, (own, device), &schedulers, deeds, at)?;
        transaction.commit()?;
        Ok(states)
    }

    fn record_where(
        &mut self,
        card: CardId,
        holds: impl Fn(CardState) -> bool,
        deed: Deed,
        at: Moment,
    ) -> Result<(EventId, CardState), Error> {
        let (own, device) = (self.own, self.device);
        let schedulers = self.schedulers.clone();
        let transaction = self.write()?;
        let before =
            read_state(&transaction, card)?.ok_or_else(|| Error::NoSuchCard(card.to_string()))?;
        if !holds(before) || folded_under(&transaction)? != schedulers.name() {
            return Err(Error::ChangedElsewhere(card));
        }
        let written = append_state(&transaction, (own, device), &schedulers, card, deed, at)?;
        transaction.commit()?;
        Ok(written)
    }

    /// The state of a card as it stands.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn state(&self, card: CardId) -> Result<Option<CardState>, Error> {
        read_state(&self.connection, card)
    }
}

/// Appends what happens on this device, later by its clock than everything known. `own` is the row
/// of the device and its name.
pub(super) fn append(
    connection: &Connection,
    own: (i64, DeviceId),
    card: CardId,
    deed: Deed,
    at: Moment,
) -> Result<Event, Error> {
    let (row, device) = own;
    let (sequence, clock) = connection
        .prepare_cached(
            "SELECT (SELECT sequence FROM device WHERE id = ?1), (SELECT max(clock) FROM device)",
        )?
        .query_row([row], |found| {
            Ok((
                found.get::<_, u64>(0)?.saturating_add(1),
                next_clock(found.get(1)?, at),
            ))
        })?;
    let event = Event {
        id: EventId { device, sequence },
        clock,
        at,
        card,
        deed,
    };
    insert_event(connection, row, &event, None)?;
    Ok(event)
}

/// Appends what happens on this device to several cards at once, and notes that it belongs together.
pub(super) fn append_together(
    connection: &Connection,
    own: (i64, DeviceId),
    schedulers: &Schedulers,
    deeds: Vec<(CardId, Deed)>,
    at: Moment,
) -> Result<Vec<CardState>, Error> {
    let mut written = Vec::with_capacity(deeds.len());
    for (card, deed) in deeds {
        written.push(append_state(connection, own, schedulers, card, deed, at)?);
    }
    if let [(first, _), .., (last, _)] = &written[..] {
        connection
            .prepare_cached("INSERT INTO together (first, last) VALUES (?1, ?2)")?
            .execute([first.sequence, last.sequence])?;
    }
    Ok(written.into_iter().map(|(_, state)| state).collect())
}

/// Appends an event and brings the card's state up to date.
fn append_state(
    connection: &Connection,
    own: (i64, DeviceId),
    schedulers: &Schedulers,
    card: CardId,
    deed: Deed,
    at: Moment,
) -> Result<(EventId, CardState), Error> {
    let before = match card == NO_CARD {
        true => CardState::default(),
        false => {
            read_state(connection, card)?.ok_or_else(|| Error::NoSuchCard(card.to_string()))?
        }
    };
    let event = append(connection, own, card, deed, at)?;
    let after = match event.deed {
        Deed::Void(_) => refold(connection, card, schedulers)?,
        // The newest event of all, by its clock: the state goes one step on.
        _ => before.after(&event.deed, scheduler_of(connection, card, schedulers)?),
    };
    write_state(connection, card, &after)?;
    if let Deed::Review(Review { day, .. }) = event.deed {
        count_as_of(connection, day)?;
    }
    Ok((event.id, after))
}

/// Appends an event as it is and raises the clock of its device. `remainder` is what another program
/// said of an answer besides.
pub(super) fn insert_event(
    connection: &Connection,
    device: i64,
    event: &Event,
    remainder: Option<&str>,
) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(INSERT)?;
    insert(&mut statement, device, event, remainder)?;
    connection
        .prepare_cached(
            "UPDATE device SET sequence = max(sequence, ?2), clock = max(clock, ?3) WHERE id = ?1",
        )?
        .execute(params![device, event.id.sequence, event.clock])?;
    Ok(())
}

/// Appends an event that may be known already; whether it was not. Whoever appends many raises the
/// clock of the device behind the last. `remainder` is what another program said of an answer besides.
pub(super) fn append_known(
    connection: &Connection,
    device: i64,
    event: &Event,
    remainder: Option<&str>,
) -> Result<bool, Error> {
    Appending::to(connection, device)?.append(event, remainder)
}

/// Events that may be known already, many at once: the statement is looked up for all of them.
pub(super) struct Appending<'c> {
    statement: CachedStatement<'c>,
    device: i64,
}

impl<'c> Appending<'c> {
    pub(super) fn to(connection: &'c Connection, device: i64) -> Result<Appending<'c>, Error> {
        Ok(Appending {
            statement: connection.prepare_cached(INSERT_UNKNOWN)?,
            device,
        })
    }

    /// As [`append_known`].
    pub(super) fn append(&mut self, event: &Event, remainder: Option<&str>) -> Result<bool, Error> {
        Ok(insert(&mut self.statement, self.device, event, remainder)? > 0)
    }
}

/// By numbers: looking up a name takes longer than binding its value.
const INSERT: &str = "INSERT INTO event (device, sequence, clock, at_ms, offset_minutes, kind, card, quality, day, \
     duration_ms, interval_before, interval_after, due, payload) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";

const INSERT_UNKNOWN: &str = "INSERT INTO event (device, sequence, clock, at_ms, offset_minutes, kind, card, quality, day, \
     duration_ms, interval_before, interval_after, due, payload) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) \
     ON CONFLICT (device, sequence) DO NOTHING";

fn insert(
    statement: &mut Statement<'_>,
    device: i64,
    event: &Event,
    remainder: Option<&str>,
) -> Result<usize, Error> {
    let (quality, day, duration) = match event.deed {
        Deed::Review(review) => (
            Some(review.quality),
            Some(review.day),
            Some(review.duration_ms),
        ),
        Deed::Drill(drill) => (
            Some(drill.quality),
            Some(drill.day),
            Some(drill.duration_ms),
        ),
        _ => (None, None, None),
    };
    let (before, after, due) = match event.deed {
        Deed::Review(review) => (
            Some(review.interval_before.days()),
            Some(review.interval_after.days()),
            Some(review.due),
        ),
        Deed::Bury(day) | Deed::Reschedule(day) => (None, None, Some(day)),
        _ => (None, None, None),
    };
    let payload = payload(&event.deed);
    Ok(statement.execute(params![
        device,
        event.id.sequence,
        event.clock,
        event.at.utc_ms,
        event.at.offset_minutes,
        event.deed.kind(),
        event.card.bytes(),
        quality.map(|quality| quality.number()),
        day_number(day),
        duration,
        before,
        after,
        day_number(due),
        payload
            .as_deref()
            .or(remainder.filter(|text| !text.is_empty())),
    ])?)
}

fn payload(deed: &Deed) -> Option<String> {
    match deed {
        Deed::Void(target) => Some(target.to_string()),
        Deed::Flag(flag) => Some(flag.number().to_string()),
        Deed::Alias(card) => Some(card.to_string()),
        Deed::Adopt(adopted) => Some(adopted.to_text()),
        Deed::LimitOfDay(limit) => Some(limit.to_text()),
        Deed::Optimize(number) => Some(number.to_string()),
        Deed::Unknown { payload, .. } => Some(payload.clone()),
        _ => None,
    }
}

/// The stored state of a card.
pub(super) fn read_state(
    connection: &Connection,
    card: CardId,
) -> Result<Option<CardState>, Error> {
    let sql = format!(
        "SELECT {STATE_COLUMNS} FROM memory JOIN card ON card.id = memory.card WHERE card.uid = ?1"
    );
    connection
        .prepare_cached(&sql)?
        .query_row(params![card.bytes()], |row| Ok(state_of(row, 0, card)))
        .optional()?
        .transpose()
}

/// Stores the state of a card and of those that are one with it.
pub(super) fn write_state(
    connection: &Connection,
    card: CardId,
    state: &CardState,
) -> Result<(), Error> {
    let class = CLASS.replace("?1", ":key");
    let cards = format!("IN (SELECT id FROM card WHERE uid IN ({class}))");
    write_state_where(connection, &cards, &card.bytes(), state)
}

/// Stores a state for the cards whose row is as `cards` says of `:key`.
fn write_state_where(
    connection: &Connection,
    cards: &str,
    key: &dyn ToSql,
    state: &CardState,
) -> Result<(), Error> {
    let trace = state.memory.trace();
    let mut statement = connection.prepare_cached(&format!(
        "UPDATE memory SET repetitions = :repetitions, ease = :ease, interval_days = :interval, \
         stability = :stability, difficulty = :difficulty, reviews = :reviews, lapses = :lapses, \
         last_day = :last, due_day = :due, drill_day = :drill, suspended = :suspended, \
         buried_until = :buried, flag = :flag, marked = :marked WHERE card {cards}"
    ))?;
    statement.execute(named_params! {
        ":key": key,
        ":repetitions": state.memory.repetitions,
        ":ease": state.memory.ease().hundredths(),
        ":interval": state.memory.interval.days(),
        ":stability": trace.map(|trace| f64::from(trace.stability)),
        ":difficulty": trace.map(|trace| f64::from(trace.difficulty)),
        ":reviews": state.reviews,
        ":lapses": state.lapses,
        ":last": day_number(state.last_review),
        ":due": day_number(state.due),
        ":drill": day_number(state.drill),
        ":suspended": state.suspended,
        ":buried": day_number(state.buried_until),
        ":flag": state.flag.number(),
        ":marked": state.marked,
    })?;
    Ok(())
}

#[cfg(test)]
#[path = "events_properties.rs"]
mod properties;
#[cfg(test)]
#[path = "events_tests.rs"]
pub(super) mod tests;
