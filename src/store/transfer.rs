//! Whole decks out of the store, as the neutral collection of `exchange`.

use std::collections::HashMap;

use rusqlite::{Row, params};

use crate::cards::{CardId, DeckName};
use crate::exchange::{Beside, CardRecord, Collection, DeckRecord, Progress, Source};
use crate::review::{CardState, Deed, Event};

use super::columns::{CARD_COLUMNS, STATE_COLUMNS, card_of, id_of, state_of};
use super::decks::deck_name;
use super::error::Error;
use super::filter::Filter;
use super::history::{EVENT_COLUMNS, event_of};
use super::open::Store;
use super::siblings::{Notes, SIBLING_COLUMNS, SIBLING_TABLES};

/// One document's share of a deck, or the cards of a deck that have no document.
struct Part {
    deck: i64,
    name: DeckName,
    document: Option<i64>,
    source: Option<Source>,
    /// Fields of the deck that are not known here.
    kept: String,
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
            let mut beside = Beside {
                deck: part.kept.clone(),
                ..Beside::default()
            };
            decks.push(DeckRecord {
                name: part.name.clone(),
                source: part.source.clone(),
                cards: self.cards_of(&part, progress, &mut beside)?,
                events: match progress {
                    Progress::With => self.events_of(&part, &without_row, &mut beside)?,
                    Progress::Without => Vec::new(),
                },
                beside,
            });
        }
        Ok(Collection { decks })
    }

    /// The decks, each document of a deck by itself: what comes in again has to find its document.
    fn parts(&self, filter: &Filter) -> Result<Vec<Part>, Error> {
        let (deck, inside) = filter.bounds();
        let sql = format!(
            "SELECT deck.id, deck.name, document.id, document.path, document.blake3, kept_of_deck.fields FROM deck \
             LEFT JOIN (SELECT DISTINCT deck, document FROM card) AS part ON part.deck = deck.id \
             LEFT JOIN document ON document.id = part.document \
             LEFT JOIN kept_of_deck ON kept_of_deck.deck = deck.name \
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
                kept: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
            });
        }
        Ok(parts)
    }

    fn cards_of(
        &self,
        part: &Part,
        progress: Progress,
        beside: &mut Beside,
    ) -> Result<Vec<CardRecord>, Error> {
        let sql = format!(
            "SELECT card.uid, card.retired, kept_of_card.fields, {CARD_COLUMNS}, {SIBLING_COLUMNS} \
             FROM card {SIBLING_TABLES} LEFT JOIN kept_of_card ON kept_of_card.card = card.uid WHERE card.deck = ?1 \
             AND card.document IS ?3 AND (?2 OR card.retired = 0) ORDER BY card.position, card.uid"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let with_retired = progress == Progress::With;
        let mut rows = statement.query(params![part.deck, with_retired, part.document])?;
        let mut cards = Vec::new();
        let mut notes = Notes::default();
        while let Some(row) = rows.next()? {
            let id = id_of(row, 0)?;
            if let Some(kept) = row.get(2)? {
                beside.cards.insert(id, kept);
            }
            cards.push(CardRecord {
                id,
                card: card_of(row, 3, id)?,
                retired: row.get(1)?,
                // Seven columns are those of the card.
                sibling: notes.sibling(row, 10, id)?,
            });
        }
        Ok(cards)
    }

    fn events_of(
        &self,
        part: &Part,
        without_row: &Contents,
        beside: &mut Beside,
    ) -> Result<Vec<Event>, Error> {
        let sql = format!(
            "SELECT {EVENT_COLUMNS} FROM event JOIN device ON device.id = event.device \
             JOIN card ON card.uid = event.card WHERE card.deck = ?1 AND card.document IS ?2"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query(params![part.deck, part.document])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            events.push(kept_event(row, beside)?);
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
                events.push(kept_event(row, beside)?);
            }
        }
        events.sort_unstable_by_key(Event::order);
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

    /// How the cards of some decks stand, by id.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn states(&self, filter: &Filter) -> Result<HashMap<CardId, CardState>, Error> {
        let (deck, inside) = filter.bounds();
        let sql = format!(
            "SELECT card.uid, {STATE_COLUMNS} FROM memory JOIN card ON card.id = memory.card WHERE {}",
            filter.condition("memory.deck")
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows =
            statement.query(rusqlite::named_params! { ":deck": deck, ":inside": inside })?;
        let mut states = HashMap::new();
        while let Some(row) = rows.next()? {
            let id = id_of(row, 0)?;
            states.insert(id, state_of(row, 1, id)?);
        }
        Ok(states)
    }
}

/// An event, with what another program said of it besides.
fn kept_event(row: &Row<'_>, beside: &mut Beside) -> Result<Event, Error> {
    let event = event_of(row)?.event;
    if matches!(event.deed, Deed::Review(_) | Deed::Drill(_))
        && let Some(text) = row.get(14)?
    {
        beside.answers.insert(event.id, text);
    }
    Ok(event)
}
