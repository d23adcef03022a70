//! Decks out of the store: card by card and event by event, or whole, as the neutral collection of `exchange`.

use std::collections::HashMap;
use std::ops::ControlFlow;

use rusqlite::{Connection, Transaction, params};

use crate::cards::{CardId, DeckName};
use crate::exchange::{
    Beside, CardRecord, Collection, DeckHead, DeckRecord, Progress, Shelf, Source, TakeCard,
    TakeEvent,
};
use crate::review::{CardState, Deed, Event};

use super::columns::{CARD_COLUMNS, STATE_COLUMNS, card_of, id_of, state_of};
use super::decks::deck_name;
use super::error::Error;
use super::filter::Filter;
use super::history::{EVENT_COLUMNS, event_of};
use super::open::Store;
use super::siblings::{Notes, SIBLING_COLUMNS, SIBLING_TABLES};

/// One document's share of a deck, or the cards of a deck that have no document.
#[derive(Debug)]
pub struct Part {
    deck: i64,
    name: DeckName,
    document: Option<i64>,
    source: Option<Source>,
    /// Fields of the deck that are not known here.
    kept: String,
}

/// Contents by deck and document, in hexadecimal digits.
type Contents = HashMap<(i64, Option<i64>), Vec<String>>;

/// Decks of the store while they go out: one moment of the collection, whoever writes to it meanwhile.
#[derive(Debug)]
pub struct Leaving<'a> {
    snapshot: Transaction<'a>,
    parts: Vec<Part>,
    without_row: Contents,
}

/// The most memory that the log is sorted in; what is more lies in a file meanwhile that is gone afterwards.
const SORTED_IN_KIB: i64 = 16 * 1024;

impl Store {
    /// Decks on their way out, each document of a deck by itself: what comes in again has to find its document.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn leaving(&self, filter: &Filter) -> Result<Leaving<'_>, Error> {
        let snapshot = self.connection.unchecked_transaction()?;
        snapshot.pragma_update(None, "cache_size", -SORTED_IN_KIB)?;
        Ok(Leaving {
            parts: parts(&snapshot, filter)?,
            without_row: contents_without_row(&snapshot)?,
            snapshot,
        })
    }

    /// Decks with their cards and, with progress, retired cards and the log.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn export(&self, filter: &Filter, progress: Progress) -> Result<Collection, Error> {
        let leaving = self.leaving(filter)?;
        let whole = leaving
            .parts
            .iter()
            .map(|part| leaving.whole(part, progress));
        Ok(Collection {
            decks: whole.collect::<Result<_, Error>>()?,
        })
    }
}

impl Shelf for Leaving<'_> {
    type Deck = Part;
    type Error = Error;

    fn decks(&self) -> &[Part] {
        &self.parts
    }

    fn head<'a>(&self, part: &'a Part) -> DeckHead<'a> {
        DeckHead {
            name: part.name.as_str(),
            source: part.source.as_ref(),
            kept: &part.kept,
        }
    }

    fn cards(&self, part: &Part, progress: Progress, take: &mut TakeCard<'_>) -> Result<(), Error> {
        self.each_card(part, progress, |record, kept| {
            take(&record, kept.as_deref())
        })
    }

    fn events(&self, part: &Part, take: &mut TakeEvent<'_>) -> Result<(), Error> {
        self.each_event(part, |event, said| take(&event, said.as_deref()))
    }
}

impl Leaving<'_> {
    /// A part with all that is in it.
    fn whole(&self, part: &Part, progress: Progress) -> Result<DeckRecord, Error> {
        let mut beside = Beside {
            deck: part.kept.clone(),
            ..Beside::default()
        };
        let (mut cards, mut events) = (Vec::new(), Vec::new());
        self.each_card(part, progress, |record, kept| {
            beside.cards.extend(kept.map(|kept| (record.id, kept)));
            cards.push(record);
            ControlFlow::Continue(())
        })?;
        if progress == Progress::With {
            self.each_event(part, |event, said| {
                beside.answers.extend(said.map(|said| (event.id, said)));
                events.push(event);
                ControlFlow::Continue(())
            })?;
        }
        Ok(DeckRecord {
            name: part.name.clone(),
            source: part.source.clone(),
            cards,
            events,
            beside,
        })
    }

    fn each_card(
        &self,
        part: &Part,
        progress: Progress,
        mut take: impl FnMut(CardRecord, Option<String>) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        let sql = format!(
            "SELECT card.uid, card.retired, kept_of_card.fields, {CARD_COLUMNS}, {SIBLING_COLUMNS} \
             FROM card {SIBLING_TABLES} LEFT JOIN kept_of_card ON kept_of_card.card = card.uid WHERE card.deck = ?1 \
             AND card.document IS ?3 AND (?2 OR card.retired = 0) ORDER BY card.position, card.uid"
        );
        let mut statement = self.snapshot.prepare_cached(&sql)?;
        let with_retired = progress == Progress::With;
        let mut rows = statement.query(params![part.deck, with_retired, part.document])?;
        let mut notes = Notes::default();
        while let Some(row) = rows.next()? {
            let id = id_of(row, 0)?;
            let record = CardRecord {
                id,
                card: card_of(row, 3, id)?,
                retired: row.get(1)?,
                // Seven columns are those of the card.
                sibling: notes.sibling(row, 10, id)?,
            };
            if take(record, row.get(2)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// The events of a part in the order of [`Event::order`], each with what another program said of it.
    fn each_event(
        &self,
        part: &Part,
        mut take: impl FnMut(Event, Option<String>) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        // The names of devices are stored with their first bit as a sign.
        let sql = format!(
            "SELECT {EVENT_COLUMNS} FROM event JOIN device ON device.id = event.device \
             WHERE event.card IN (SELECT uid FROM card WHERE deck = ?1 AND document IS ?2 \
             UNION ALL SELECT unhex(value) FROM json_each(?3)) \
             ORDER BY event.clock, device.name < 0, device.name, event.sequence"
        );
        let mut statement = self.snapshot.prepare_cached(&sql)?;
        let without_row = self.without_row.get(&(part.deck, part.document));
        let without_row = without_row.map(Vec::as_slice).unwrap_or_default();
        let without_row = serde_json::Value::from(without_row).to_string();
        let mut rows = statement.query(params![part.deck, part.document, without_row])?;
        while let Some(row) = rows.next()? {
            let event = event_of(row)?.event;
            let said = match event.deed {
                Deed::Review(_) | Deed::Drill(_) => row.get(14)?,
                _ => None,
            };
            if take(event, said).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn parts(connection: &Connection, filter: &Filter) -> Result<Vec<Part>, Error> {
    let (deck, inside) = filter.bounds();
    let sql = format!(
        "SELECT deck.id, deck.name, document.id, document.path, document.blake3, kept_of_deck.fields FROM deck \
         LEFT JOIN (SELECT DISTINCT deck, document FROM card) AS part ON part.deck = deck.id \
         LEFT JOIN document ON document.id = part.document \
         LEFT JOIN kept_of_deck ON kept_of_deck.deck = deck.name \
         WHERE {} ORDER BY deck.name, document.path",
        filter.condition("deck.id")
    );
    let mut statement = connection.prepare(&sql)?;
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

/// Contents that stand, or once stood, for a card and have no row of their own, each with the
/// part of the card: their events go along with that part.
fn contents_without_row(connection: &Connection) -> Result<Contents, Error> {
    let mut statement = connection.prepare(
        "SELECT hex(alias.card), card.deck, card.document, min(card.uid) FROM event AS alias \
         JOIN card ON card.uid = unhex(alias.payload) WHERE alias.kind = 'alias' \
         AND NOT EXISTS (SELECT 1 FROM card AS own WHERE own.uid = alias.card) \
         GROUP BY alias.card ORDER BY alias.card",
    )?;
    let mut rows = statement.query([])?;
    let mut contents = Contents::new();
    while let Some(row) = rows.next()? {
        let part = (row.get(1)?, row.get(2)?);
        contents.entry(part).or_default().push(row.get(0)?);
    }
    Ok(contents)
}

impl Store {
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
