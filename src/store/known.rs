//! What is known already of what an import brings: rows by the names that files have for them.

use rusqlite::{Connection, OptionalExtension, params};

use crate::cards::{Card, CardId, DeckName};
use crate::exchange::Source;
use crate::review::{DeviceId, Event};

use super::columns::{CARD_COLUMNS, card_of};
use super::decks::deck_name;
use super::documents::ensure_document;
use super::error::Error;
use super::history::{EVENT_COLUMNS, event_of};

/// The position behind the last card of a deck.
pub(super) fn position_behind(connection: &Connection, deck: i64) -> Result<i64, Error> {
    let mut statement = connection
        .prepare_cached("SELECT coalesce(max(position) + 1, 0) FROM card WHERE deck = ?1")?;
    Ok(statement.query_row([deck], |row| row.get(0))?)
}

/// The document a deck was compiled from; none where that path is another deck's here.
pub(super) fn own_document(
    connection: &Connection,
    source: &Source,
    deck: i64,
) -> Result<Option<i64>, Error> {
    let known: Option<(i64, i64)> = connection
        .query_row(
            "SELECT id, deck FROM document WHERE path = ?1",
            [&source.path],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    match known {
        Some((_, other)) if other != deck => Ok(None),
        Some((document, _)) => Ok(Some(document)),
        None => ensure_document(connection, &source.path, &source.blake3, deck).map(Some),
    }
}

/// A card as it stands here.
pub(super) struct KnownCard {
    pub(super) deck: i64,
    pub(super) document: Option<i64>,
    pub(super) position: i64,
    pub(super) retired: bool,
    pub(super) card: Card,
}

/// The card of this id.
pub(super) fn known_card(connection: &Connection, id: CardId) -> Result<Option<KnownCard>, Error> {
    let sql = format!(
        "SELECT card.deck, card.document, card.position, card.retired, {CARD_COLUMNS} \
         FROM card WHERE card.uid = ?1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![id.bytes()])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(Some(KnownCard {
        deck: row.get(0)?,
        document: row.get(1)?,
        position: row.get(2)?,
        retired: row.get(3)?,
        card: card_of(row, 4, id)?,
    }))
}

/// The name of a deck.
pub(super) fn deck_of(connection: &Connection, deck: i64) -> Result<DeckName, Error> {
    let mut statement = connection.prepare_cached("SELECT name FROM deck WHERE id = ?1")?;
    let name: String = statement.query_row([deck], |row| row.get(0))?;
    deck_name(&name)
}

/// The row of a device, made if it is new.
pub(super) fn ensure_device(connection: &Connection, name: DeviceId) -> Result<i64, Error> {
    let stored = name.0.cast_signed();
    connection
        .prepare_cached(
            "INSERT INTO device (name, own, sequence, clock) VALUES (?1, 0, 0, 0) \
             ON CONFLICT (name) DO NOTHING",
        )?
        .execute([stored])?;
    let mut statement = connection.prepare_cached("SELECT id FROM device WHERE name = ?1")?;
    Ok(statement.query_row([stored], |row| row.get(0))?)
}

/// The event of this name.
pub(super) fn known_event(
    connection: &Connection,
    device: i64,
    sequence: u64,
) -> Result<Option<Event>, Error> {
    let sql = format!(
        "SELECT {EVENT_COLUMNS} FROM event JOIN device ON device.id = event.device \
         WHERE event.device = ?1 AND event.sequence = ?2"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![device, sequence])?;
    rows.next()?
        .map(|row| event_of(row).map(|row| row.event))
        .transpose()
}

/// Whether the log says anything of a card.
pub(super) fn has_events(connection: &Connection, id: CardId) -> Result<bool, Error> {
    let mut statement =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM event WHERE card = ?1)")?;
    Ok(statement.query_row(params![id.bytes()], |row| row.get(0))?)
}
