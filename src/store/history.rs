//! Reading the log: rows of `event` as events.

use rusqlite::{Row, Statement, params};

use crate::calendar::{Moment, StudyDay};
use crate::cards::CardId;
use crate::review::{Deed, DeviceId, Drill, Event, EventId, Flag, Review};
use crate::scheduler::{Interval, Quality};

use super::aliases::CLASS;
use super::columns::id_of;
use super::error::Error;
use super::open::Store;

/// The columns of an event, in the order in which [`event_of`] reads them, the row's id first.
pub(super) const EVENT_COLUMNS: &str = "event.id, device.name, event.sequence, event.clock, \
     event.at_ms, event.offset_minutes, event.kind, event.card, event.quality, event.day, \
     event.duration_ms, event.interval_before, event.interval_after, event.due, event.payload";

/// An event with the id of its row.
pub(super) struct EventRow {
    pub(super) row: i64,
    pub(super) event: Event,
}

/// An event from [`EVENT_COLUMNS`].
pub(super) fn event_of(row: &Row<'_>) -> Result<EventRow, Error> {
    let device = DeviceId(row.get::<_, i64>(1)?.cast_unsigned());
    let id = EventId {
        device,
        sequence: row.get(2)?,
    };
    Ok(EventRow {
        row: row.get(0)?,
        event: Event {
            id,
            clock: row.get(3)?,
            at: Moment {
                utc_ms: row.get(4)?,
                offset_minutes: row.get(5)?,
            },
            card: id_of(row, 7)?,
            deed: deed_of(row, id)?,
        },
    })
}

fn deed_of(row: &Row<'_>, id: EventId) -> Result<Deed, Error> {
    let value = |what| {
        move || Error::Value {
            what,
            of: format!("event {id}"),
        }
    };
    // Borrowed: most events are answers, whose kind is looked at and whose payload is none.
    let kind = row.get_ref(6)?.as_str().map_err(|_| value("kind")())?;
    let payload =
        || -> Result<String, Error> { Ok(row.get::<_, Option<String>>(14)?.unwrap_or_default()) };
    let number = |at: usize, what| -> Result<i64, Error> {
        row.get::<_, Option<i64>>(at)?.ok_or_else(value(what))
    };
    let quality = || -> Result<Quality, Error> {
        u8::try_from(number(8, "quality")?)
            .ok()
            .and_then(Quality::new)
            .ok_or_else(value("quality"))
    };
    let interval = |at: usize| -> Result<Interval, Error> {
        Ok(Interval::from_days(
            u64::try_from(number(at, "interval")?).unwrap_or(0),
        ))
    };
    let day =
        |at: usize| -> Result<StudyDay, Error> { Ok(StudyDay::from_number(number(at, "day")?)) };
    let duration =
        || -> Result<u32, Error> { Ok(u32::try_from(number(10, "duration")?).unwrap_or(u32::MAX)) };
    Ok(match kind {
        "review" => Deed::Review(Review {
            quality: quality()?,
            day: day(9)?,
            duration_ms: duration()?,
            interval_before: interval(11)?,
            interval_after: interval(12)?,
            due: day(13)?,
        }),
        "drill" => Deed::Drill(Drill {
            quality: quality()?,
            day: day(9)?,
            duration_ms: duration()?,
        }),
        "void" => Deed::Void(payload()?.parse().map_err(|_| value("target")())?),
        "suspend" => Deed::Suspend,
        "unsuspend" => Deed::Unsuspend,
        "bury" => Deed::Bury(day(13)?),
        "unbury" => Deed::Unbury,
        "mark" => Deed::Mark,
        "unmark" => Deed::Unmark,
        "reset" => Deed::Reset,
        "reschedule" => Deed::Reschedule(day(13)?),
        "flag" => {
            let flag = payload()?.parse().ok().and_then(Flag::new);
            Deed::Flag(flag.ok_or_else(value("flag"))?)
        }
        "alias" => Deed::Alias(payload()?.parse().map_err(|_| value("alias")())?),
        "adopt" => Deed::Adopt(payload()?.parse().map_err(|_| value("schedule")())?),
        "limit" => Deed::LimitOfDay(payload()?.parse().map_err(|_| value("limit")())?),
        "optimize" => Deed::Optimize(payload()?.parse().map_err(|_| value("parameters")())?),
        _ => Deed::Unknown {
            kind: kind.to_owned(),
            payload: payload()?,
        },
    })
}

fn collect(mut statement: Statement<'_>, card: CardId) -> Result<Vec<EventRow>, Error> {
    let mut rows = statement.query(params![card.bytes()])?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        events.push(event_of(row)?);
    }
    events.sort_unstable_by_key(|row| row.event.order());
    Ok(events)
}

/// The events of a card and of those that are one with it, in their order, with the ids of their rows.
pub(super) fn events_of_card(
    connection: &rusqlite::Connection,
    card: CardId,
) -> Result<Vec<EventRow>, Error> {
    let sql = format!(
        "SELECT {EVENT_COLUMNS} FROM event JOIN device ON device.id = event.device \
         WHERE event.card IN ({CLASS})"
    );
    collect(connection.prepare(&sql)?, card)
}

impl Store {
    /// All events of a card and of those that are one with it, in the order in which they are folded.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn history(&self, card: CardId) -> Result<Vec<Event>, Error> {
        let rows = events_of_card(&self.connection, card)?;
        Ok(rows.into_iter().map(|row| row.event).collect())
    }
}
