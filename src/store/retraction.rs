//! What was taken back of another program's log, and may come again with its package.
//! It must never write: whoever finds a void decides what becomes of it.

use rusqlite::{Connection, OptionalExtension, params};

use crate::cards::CardId;
use crate::review::EventId;

use super::error::Error;
use super::history::{EVENT_COLUMNS, event_of};

/// Whether anything of this device was taken back; `device` is its row.
pub(super) fn exists(connection: &Connection, device: i64) -> Result<bool, Error> {
    let found = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM voided JOIN event ON event.id = voided.event \
         WHERE event.device = ?1)",
        [device],
        |row| row.get(0),
    )?;
    Ok(found)
}

/// The void of this target among the events of a card, where it counts.
pub(super) fn of(
    connection: &Connection,
    card: CardId,
    target: EventId,
) -> Result<Option<EventId>, Error> {
    let sql = format!(
        "SELECT {EVENT_COLUMNS} FROM event JOIN device ON device.id = event.device \
         WHERE event.card = ?1 AND event.kind = 'void' AND event.payload = ?2 \
         AND NOT EXISTS (SELECT 1 FROM voided WHERE voided.event = event.id) LIMIT 1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement
        .query_row(params![card.bytes(), target.to_string()], |row| {
            Ok(event_of(row).map(|found| found.event.id))
        })
        .optional()?;
    found.transpose()
}
