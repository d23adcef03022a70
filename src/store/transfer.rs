//! Whole decks out of the store and into it, as the neutral collection of `exchange`.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params};

use crate::calendar::Moment;
use crate::cards::{CardId, DeckName, Fingerprint};
use crate::exchange::{CardRecord, Collection, DeckRecord, Progress, Source};
use crate::review::{DeviceId, Event};

use super::aliases::{class_of, refold_all, regroup, settle, stands_elsewhere};
use super::card_rows::{Place, put_card};
use super::columns::{CARD_COLUMNS, card_of, id_of};
use super::decks::deck_name;
use super::documents::{ensure_deck, ensure_document, position_in_deck};
use super::error::Error;
use super::events::insert_event;
use super::filter::Filter;
use super::history::{EVENT_COLUMNS, event_of};
use super::open::Store;
use super::scheduling::follow_decks;

/// What an import of decks did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Decks in the file.
    pub decks: u32,
    /// Cards that were not known.
    pub new: u32,
    /// Known cards that now say something else.
    pub updated: u32,
    /// Known cards that say the same.
    pub unchanged: u32,
    /// Events that were not known.
    pub events_new: u32,
    /// Events that were.
    pub events_known: u32,
}

/// One document's share of a deck, or the cards of a deck that have no document.
struct Part {
    deck: i64,
    name: DeckName,
    document: Option<i64>,
    source: Option<Source>,
}

/// Contents by deck and document.
type Contents = HashMap<(i64, Option<i64>), Vec<CardId>>;

impl Store {
    /// Decks with their cards and, with progress, retired cards and the log.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn export(&self, filter: &Filter, progress: Progress) -> Result<Collection, Error> {
        let mut decks = Vec::new();
        let without_row = match progress {
            Progress::With => self.contents_without_row()?,
            Progress::Without => HashMap::new(),
        };
        for part in self.parts(filter)? {
            decks.push(DeckRecord {
                name: part.name.clone(),
                source: part.source.clone(),
                cards: self.cards_of(&part, progress)?,
                events: match progress {
                    Progress::With => self.events_of(&part, &without_row)?,
                    Progress::Without => Vec::new(),
                },
            });
        }
        Ok(Collection { decks })
    }

    /// The decks, each document of a deck by itself: what comes in again has to find its document.
    fn parts(&self, filter: &Filter) -> Result<Vec<Part>, Error> {
        let (deck, inside) = filter.bounds();
        let sql = format!(
            "SELECT deck.id, deck.name, document.id, document.path, document.blake3 FROM deck \
             LEFT JOIN (SELECT DISTINCT deck, document FROM card) AS part ON part.deck = deck.id \
             LEFT JOIN document ON document.id = part.document \
             WHERE {} ORDER BY deck.name, document.path",
            filter.condition("deck.id")
        );
        let mut statement = self.connection.prepare(&sql)?;
        let bounds = rusqlite::named_params! { ":deck": deck, ":inside": inside };
        let mut rows = statement.query(bounds)?;
        let mut parts = Vec::new();
        while let Some(row) = rows.next()? {
            let path: Option<String> = row.get(3)?;
            let blake3: Option<String> = row.get(4)?;
            parts.push(Part {
                deck: row.get(0)?,
                name: deck_name(&row.get::<_, String>(1)?)?,
                document: row.get(2)?,
                source: path
                    .zip(blake3)
                    .map(|(path, blake3)| Source { path, blake3 }),
            });
        }
        Ok(parts)
    }

    fn cards_of(&self, part: &Part, progress: Progress) -> Result<Vec<CardRecord>, Error> {
        let sql = format!(
            "SELECT card.uid, card.retired, {CARD_COLUMNS} FROM card WHERE card.deck = ?1 \
             AND card.document IS ?3 AND (?2 OR card.retired = 0) ORDER BY card.position, card.uid"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let with_retired = progress == Progress::With;
        let mut rows = statement.query(params![part.deck, with_retired, part.document])?;
        let mut cards = Vec::new();
        while let Some(row) = rows.next()? {
            let id = id_of(row, 0)?;
            cards.push(CardRecord {
                id,
                card: card_of(row, 2, id)?,
                retired: row.get(1)?,
                sibling: None,
            });
        }
        Ok(cards)
    }

    fn events_of(&self, part: &Part, without_row: &Contents) -> Result<Vec<Event>, Error> {
        let sql = format!(
            "SELECT {EVENT_COLUMNS} FROM event JOIN device ON device.id = event.device \
             JOIN card ON card.uid = event.card WHERE card.deck = ?1 AND card.document IS ?2"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query(params![part.deck, part.document])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            events.push(event_of(row)?.event);
        }
        let sql = format!(
            "SELECT {EVENT_COLUMNS} FROM event JOIN device ON device.id = event.device \
             WHERE event.card = ?1"
        );
        let mut statement = self.connection.prepare(&sql)?;
        for content in without_row
            .get(&(part.deck, part.document))
            .into_iter()
            .flatten()
        {
            let mut rows = statement.query(params![content.bytes()])?;
            while let Some(row) = rows.next()? {
                events.push(event_of(row)?.event);
            }
        }
        events.sort_by_key(Event::order);
        Ok(events)
    }

    /// Contents that stand, or once stood, for a card and have no row of their own, each with the
    /// part of the card: their events go along with that part.
    fn contents_without_row(&self) -> Result<Contents, Error> {
        let mut statement = self.connection.prepare(
            "SELECT alias.card, card.deck, card.document, min(card.uid) FROM event AS alias \
             JOIN card ON card.uid = unhex(alias.payload) WHERE alias.kind = 'alias' \
             AND NOT EXISTS (SELECT 1 FROM card AS own WHERE own.uid = alias.card) \
             GROUP BY alias.card ORDER BY alias.card",
        )?;
        let mut rows = statement.query([])?;
        let mut contents = Contents::new();
        while let Some(row) = rows.next()? {
            let part = (row.get(1)?, row.get(2)?);
            contents.entry(part).or_default().push(id_of(row, 0)?);
        }
        Ok(contents)
    }

    /// Brings decks in, in one transaction: events by name, cards by id, states folded again. What
    /// both sides know as one card by then is one card.
    ///
    /// # Errors
    /// When an event is known with another content, a card belongs to another deck, or the
    /// database fails; then nothing changes.
    pub fn import(&mut self, collection: &Collection, _at: Moment) -> Result<ImportCounts, Error> {
        let schedulers = self.schedulers.clone();
        let transaction = self.write()?;
        let mut counts = ImportCounts::default();
        let mut touched = BTreeSet::new();
        for deck in &collection.decks {
            import_events(&transaction, &deck.events, &mut counts, &mut touched)?;
        }
        touched.extend(regroup(&transaction, &touched)?);
        let standing = standing_in(&transaction, collection)?;
        for deck in &collection.decks {
            counts.decks += 1;
            import_deck(&transaction, deck, &standing, &mut touched, &mut counts)?;
        }
        for card in &touched {
            settle(&transaction, *card)?;
        }
        refold_all(&transaction, &touched, &schedulers)?;
        follow_decks(&transaction, &schedulers)?;
        transaction.commit()?;
        Ok(counts)
    }
}

/// The ids of all cards that stand in the decks, and those that are one with them.
fn standing_in(connection: &Connection, collection: &Collection) -> Result<HashSet<CardId>, Error> {
    let records = collection.decks.iter().flat_map(|deck| &deck.cards);
    let mut standing = HashSet::new();
    for record in records.filter(|record| !record.retired) {
        standing.extend(class_of(connection, record.id)?);
    }
    Ok(standing)
}

fn import_deck(
    connection: &Connection,
    deck: &DeckRecord,
    standing: &HashSet<CardId>,
    touched: &mut BTreeSet<CardId>,
    counts: &mut ImportCounts,
) -> Result<(), Error> {
    let deck_row = ensure_deck(connection, &deck.name)?;
    let document = match &deck.source {
        Some(source) => Some(own_document(connection, source, deck_row)?),
        None => None,
    };
    let document = document.flatten();
    for (position, record) in (0_i64..).zip(&deck.cards) {
        let fingerprint = Fingerprint::of(&record.card);
        // Where another card of its class stands here, that one has the text.
        let has_gone_over = stands_elsewhere(connection, record.id)?;
        let place = Place {
            deck: deck_row,
            document,
            position: position_in_deck(document, position),
            retired: record.retired || has_gone_over,
        };
        match known_card(connection, record.id)? {
            None => {
                counts.new += 1;
                touched.insert(record.id);
            }
            Some(known) if known.deck != deck_row => {
                let deck = deck_of(connection, known.deck)?;
                return Err(Error::CardElsewhere {
                    card: record.id,
                    deck,
                });
            }
            Some(known) if known.record == *record => {
                counts.unchanged += 1;
                continue;
            }
            // There or here the card goes by another of its ids.
            Some(_) if has_gone_over || (record.retired && standing.contains(&record.id)) => {
                counts.unchanged += 1;
                continue;
            }
            Some(_) => counts.updated += 1,
        }
        put_card(connection, record.id, &record.card, fingerprint, &place)?;
    }
    Ok(())
}

/// The document a deck was compiled from; none where that path is another deck's here.
fn own_document(connection: &Connection, source: &Source, deck: i64) -> Result<Option<i64>, Error> {
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

struct KnownCard {
    deck: i64,
    record: CardRecord,
}

fn known_card(connection: &Connection, id: CardId) -> Result<Option<KnownCard>, Error> {
    let sql =
        format!("SELECT card.deck, card.retired, {CARD_COLUMNS} FROM card WHERE card.uid = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![id.bytes()])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let record = CardRecord {
        id,
        card: card_of(row, 2, id)?,
        retired: row.get(1)?,
        sibling: None,
    };
    Ok(Some(KnownCard {
        deck: row.get(0)?,
        record,
    }))
}

fn deck_of(connection: &Connection, deck: i64) -> Result<DeckName, Error> {
    let name: String =
        connection.query_row("SELECT name FROM deck WHERE id = ?1", [deck], |row| {
            row.get(0)
        })?;
    deck_name(&name)
}

fn import_events(
    connection: &Connection,
    events: &[Event],
    counts: &mut ImportCounts,
    touched: &mut BTreeSet<CardId>,
) -> Result<(), Error> {
    for event in events {
        let device = ensure_device(connection, event.id.device)?;
        match known_event(connection, device, event.id.sequence)? {
            Some(known) if known == *event => counts.events_known += 1,
            Some(_) => return Err(Error::Conflict(event.id)),
            None => {
                insert_event(connection, device, event)?;
                counts.events_new += 1;
                touched.insert(event.card);
            }
        }
    }
    Ok(())
}

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

fn known_event(
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

#[cfg(test)]
#[path = "transfer_tests.rs"]
mod tests;
