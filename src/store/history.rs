//! Reading the log: rows of `event` as events.

use rusqlite::types::ValueRef;
use rusqlite::{Row, Statement, params};

use crate::calendar::{Moment, StudyDay};
use crate::cards::CardId;
use crate::review::{Deed, DeviceId, Drill, Event, EventId, Flag, Review};
use crate::scheduler::{Interval, Quality};

use super::aliases::CLASS;
use super::error::Error;
use super::open::Store;
use super::row_fold::Columns;

/// The columns of an event, in the order in which [`event_of`] reads them, the row's id first.
pub(super) const EVENT_COLUMNS: &str = "event.id, device.name, event.sequence, event.clock, \
     event.at_ms, event.offset_minutes, event.kind, event.card, event.quality, event.day, \
     event.duration_ms, event.interval_before, event.interval_after, event.due, event.payload";

/// The same with the row of the device instead of its name, for whoever knows the names.
pub(super) const LOG_COLUMNS: [&str; 15] = [
    "event.id",
    "event.device",
    "event.sequence",
    "event.clock",
    "event.at_ms",
    "event.offset_minutes",
    "event.kind",
    "event.card",
    "event.quality",
    "event.day",
    "event.duration_ms",
    "event.interval_before",
    "event.interval_after",
    "event.due",
    "event.payload",
];

/// An event with the id of its row.
pub(super) struct EventRow {
    pub(super) row: i64,
    pub(super) event: Event,
}

/// A value that no event can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Nonsense {
    what: &'static str,
    of: String,
}

impl From<Nonsense> for Error {
    fn from(Nonsense { what, of }: Nonsense) -> Error {
        Error::Value { what, of }
    }
}

/// Where the columns of an event are read: a row of a query, or one that a function of the database is given.
pub(super) trait EventColumns {
    /// The value of a column; none where there is no such column.
    fn value(&self, at: usize) -> Option<ValueRef<'_>>;

    /// A whole number that may be missing; something else counts as missing.
    fn number<N: TryFrom<i64>>(&self, at: usize) -> Option<N> {
        match self.value(at) {
            Some(ValueRef::Integer(number)) => N::try_from(number).ok(),
            _ => None,
        }
    }

    fn text(&self, at: usize) -> Option<&str> {
        match self.value(at) {
            Some(ValueRef::Text(text)) => std::str::from_utf8(text).ok(),
            _ => None,
        }
    }

    /// The card that an event is about.
    fn card(&self) -> Option<CardId> {
        match self.value(7) {
            Some(ValueRef::Blob(bytes)) => bytes.try_into().ok().map(CardId::from_bytes),
            _ => None,
        }
    }
}

impl EventColumns for Row<'_> {
    fn value(&self, at: usize) -> Option<ValueRef<'_>> {
        self.get_ref(at).ok()
    }
}

impl EventColumns for Columns<'_, '_> {
    fn value(&self, at: usize) -> Option<ValueRef<'_>> {
        Some(Columns::value(self, at))
    }
}

/// An event from [`EVENT_COLUMNS`].
pub(super) fn event_of(row: &Row<'_>) -> Result<EventRow, Error> {
    let device = row.number(1).map(i64::cast_unsigned).map(DeviceId);
    Ok(event_by(row, device)?)
}

/// An event of a device, from [`EVENT_COLUMNS`] or [`LOG_COLUMNS`].
pub(super) fn event_by(
    row: &impl EventColumns,
    device: Option<DeviceId>,
) -> Result<EventRow, Nonsense> {
    let number = row.number(0).unwrap_or_default();
    let wrong = |what| {
        move || Nonsense {
            what,
            of: format!("event {number}"),
        }
    };
    let id = EventId {
        device: device.ok_or_else(wrong("device"))?,
        sequence: row.number(2).ok_or_else(wrong("sequence"))?,
    };
    Ok(EventRow {
        row: number,
        event: Event {
            id,
            clock: row.number(3).ok_or_else(wrong("clock"))?,
            at: Moment {
                utc_ms: row.number(4).ok_or_else(wrong("moment"))?,
                offset_minutes: row.number(5).ok_or_else(wrong("offset"))?,
            },
            card: row.card().ok_or_else(wrong("card"))?,
            deed: deed_of(row, id)?,
        },
    })
}

fn deed_of(row: &impl EventColumns, id: EventId) -> Result<Deed, Nonsense> {
    let wrong = |what| {
        move || Nonsense {
            what,
            of: format!("event {id}"),
        }
    };
    let kind = row.text(6).ok_or_else(wrong("kind"))?;
    let payload = || row.text(14).unwrap_or_default();
    let number = |at, what| row.number::<i64>(at).ok_or_else(wrong(what));
    let quality = || {
        let quality = row.number(8).and_then(Quality::new);
        quality.ok_or_else(wrong("quality"))
    };
    let interval = |at| number(at, "interval").map(interval_of);
    let day = |at| number(at, "day").map(StudyDay::from_number);
    let duration =
        || number(10, "duration").map(|duration| u32::try_from(duration).unwrap_or(u32::MAX));
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
        "void" => Deed::Void(payload().parse().map_err(|_| wrong("target")())?),
        "suspend" => Deed::Suspend,
        "unsuspend" => Deed::Unsuspend,
        "bury" => Deed::Bury(day(13)?),
        "unbury" => Deed::Unbury,
        "mark" => Deed::Mark,
        "unmark" => Deed::Unmark,
        "reset" => Deed::Reset,
        "reschedule" => Deed::Reschedule(day(13)?),
        "flag" => {
            let flag = payload().parse().ok().and_then(Flag::new);
            Deed::Flag(flag.ok_or_else(wrong("flag"))?)
        }
        "alias" => Deed::Alias(payload().parse().map_err(|_| wrong("alias")())?),
        "adopt" => Deed::Adopt(payload().parse().map_err(|_| wrong("schedule")())?),
        "limit" => Deed::LimitOfDay(payload().parse().map_err(|_| wrong("limit")())?),
        "optimize" => Deed::Optimize(payload().parse().map_err(|_| wrong("parameters")())?),
        _ => Deed::Unknown {
            kind: kind.to_owned(),
            payload: payload().to_owned(),
        },
    })
}

/// A stored interval in days; one below zero is none.
fn interval_of(days: i64) -> Interval {
    Interval::from_days(u64::try_from(days).unwrap_or(0))
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
