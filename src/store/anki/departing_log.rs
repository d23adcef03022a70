//! The log on its way to an Anki package: rows that came from there as they came, in their order, then
//! what was answered here, card by card, since only the fold of a card knows its ease at each answer.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use crate::cards::CardId;
use crate::exchange::anki::{DEVICE, moment_of};
use crate::exchange::export::anki::{LogPart, log_row_of_anki, own_log_row};
use crate::review::{CardState, Deed, DeviceId, Event, EventId, Schedulers, voided};
use crate::scheduler::Quality;
use crate::store::Error;
use crate::store::columns::id_of;
use crate::store::history::{EVENT_COLUMNS, event_of, events_of_card};
use crate::store::scheduling::scheduler_of;

use super::outgoing_rows::OutgoingRows;
use super::roster::Roster;

/// What the log says of a card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Answered {
    /// The moment of its last answer, in milliseconds since 1970.
    pub(super) last_ms: Option<i64>,
    /// Whether its schedule was made or changed here.
    pub(super) here: bool,
}

/// Writes the log of the cards that go; returns the number of its rows.
pub(super) fn write(
    connection: &Connection,
    schedulers: &Schedulers,
    roster: &mut Roster,
    outgoing: &mut OutgoingRows,
) -> Result<usize, Error> {
    let written = rows_of_anki(connection, roster, outgoing)?;
    let mut own = OwnLog {
        connection,
        schedulers,
        roster,
        outgoing,
        written,
    };
    own.cards()?;
    own.classes()?;
    Ok(own.written)
}

fn rows_of_anki(
    connection: &Connection,
    roster: &mut Roster,
    outgoing: &mut OutgoingRows,
) -> Result<usize, Error> {
    // By sequence, which is the order of moments: rows of the package are appended.
    let mut statement = connection.prepare(
        "SELECT sequence, card, kind, quality, coalesce(duration_ms, 0), coalesce(interval_before, 0), \
         coalesce(interval_after, 0), coalesce(payload, '') FROM event \
         WHERE device = (SELECT id FROM device WHERE name = ?1) AND sequence < ?2 \
         AND NOT EXISTS (SELECT 1 FROM voided WHERE voided.event = event.id) ORDER BY sequence",
    )?;
    let mut rows = statement.query(params![DEVICE.0.cast_signed(), 1_i64 << 62])?;
    let mut written = 0_usize;
    while let Some(row) = rows.next()? {
        let id = EventId {
            device: DEVICE,
            sequence: row.get(0)?,
        };
        let (Some(moment), Some(card)) = (moment_of(id), roster.get_mut(&id_of(row, 1)?)) else {
            continue;
        };
        let quality: Option<u8> = row.get(3)?;
        let part = LogPart {
            number: moment,
            card: card.number,
            kind: row.get_ref(2)?.as_str().unwrap_or_default(),
            quality: quality.and_then(Quality::new),
            duration_ms: row.get(4)?,
            intervals: (row.get(5)?, row.get(6)?),
            remainder: row.get_ref(7)?.as_str().unwrap_or_default(),
        };
        let Some(answer) = log_row_of_anki(&part) else {
            continue;
        };
        if answer.ease > 0 {
            card.answered.last_ms = Some(moment);
        }
        outgoing.answer(answer);
        written = written.saturating_add(1);
    }
    Ok(written)
}

/// What was answered here, on its way out.
struct OwnLog<'a> {
    connection: &'a Connection,
    schedulers: &'a Schedulers,
    roster: &'a mut Roster,
    outgoing: &'a mut OutgoingRows,
    written: usize,
}

impl OwnLog<'_> {
    /// Cards that are one with no other, in one pass.
    fn cards(&mut self) -> Result<(), Error> {
        let sql = format!(
            "SELECT {EVENT_COLUMNS} FROM event JOIN device ON device.id = event.device \
             WHERE event.card IN (SELECT card FROM event \
                 WHERE device IN (SELECT id FROM device WHERE name <> ?1) \
                 AND kind IN ('review', 'drill', 'reset', 'reschedule', 'adopt')) \
             AND event.card NOT IN (SELECT card FROM alias) ORDER BY event.card, event.clock"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query([DEVICE.0.cast_signed()])?;
        let mut open: Option<CardId> = None;
        let mut events: Vec<Event> = Vec::new();
        while let Some(row) = rows.next()? {
            let event = event_of(row)?.event;
            if open != Some(event.card) {
                if let Some(card) = open {
                    self.card(card, &mut events)?;
                }
                events.clear();
                open = Some(event.card);
            }
            events.push(event);
        }
        match open {
            Some(card) => self.card(card, &mut events),
            None => Ok(()),
        }
    }

    /// Cards that are one with others: their log is that of all of them.
    fn classes(&mut self) -> Result<(), Error> {
        let mut statement = self.connection.prepare("SELECT card, root FROM alias")?;
        let mut rows = statement.query([])?;
        let mut going = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let card = id_of(row, 0)?;
            if self.roster.contains_key(&card) {
                going.entry(id_of(row, 1)?).or_insert(card);
            }
        }
        for card in going.into_values() {
            let rows = events_of_card(self.connection, card)?;
            let mut events: Vec<Event> = rows.into_iter().map(|row| row.event).collect();
            self.card(card, &mut events)?;
        }
        Ok(())
    }

    /// The answers to one card; `events` are all of it.
    fn card(&mut self, card: CardId, events: &mut [Event]) -> Result<(), Error> {
        let Some(numbered) = self.roster.get_mut(&card) else {
            return Ok(());
        };
        events.sort_unstable_by_key(Event::order);
        let all: Vec<&Event> = events.iter().collect();
        let voided = voided(&all);
        let counting = all.iter().filter(|event| !voided.contains(&event.id));
        let scheduler = scheduler_of(self.connection, card, self.schedulers)?;
        let mut state = CardState::default();
        for event in counting {
            let after = state.after(&event.deed, scheduler);
            if is_own(event.id.device) {
                numbered.answered.here |= moves_the_schedule(&event.deed);
                let moment = event.at.utc_ms.max(1);
                let states = (&state, &after);
                if let Some(row) = own_log_row(moment, numbered.number, &event.deed, states) {
                    let last = numbered.answered.last_ms.unwrap_or(moment);
                    numbered.answered.last_ms = Some(last.max(moment));
                    self.outgoing.answer(row);
                    self.written = self.written.saturating_add(1);
                }
            }
            state = after;
        }
        Ok(())
    }
}

fn is_own(device: DeviceId) -> bool {
    device != DEVICE
}

fn moves_the_schedule(deed: &Deed) -> bool {
    matches!(
        deed,
        Deed::Review(_) | Deed::Reset | Deed::Reschedule(_) | Deed::Adopt(_)
    )
}
