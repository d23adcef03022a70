//! Decks brought in as a whole, in one transaction that can be taken back: events by name, cards by id or by
//! what they say, states folded again. What both sides know as one card by then is one card.

use std::collections::{BTreeSet, HashSet};

use rusqlite::{Connection, params};

use crate::calendar::{Moment, StudyDay};
use crate::cards::{CardId, DeckName};
use crate::exchange::import::Delivery;
use crate::exchange::{CardRecord, Collection, DeckRecord};

use super::aliases::{class_of, refold_all, regroup, settle};
use super::deck_counts::count_as_of;
use super::documents::ensure_deck;
use super::error::Error;
use super::events::insert_event;
use super::gathered::Gathered;
use super::import_undo;
use super::intake_cards::Target;
use super::known::{ensure_device, known_event, own_document, position_behind};
use super::newcomers::{are_most, make_indexes, take_indexes_but};
use super::open::Store;
use super::recognition::Recognised;
use super::scheduling::follow_decks;
use super::siblings::WrittenNotes;

/// What an import of decks did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Decks in the file.
    pub decks: u32,
    /// Cards that were not known.
    pub new: u32,
    /// Known cards that now say something else.
    pub updated: u32,
    /// Known cards that say the same, or stay as they are.
    pub unchanged: u32,
    /// Events that were not known.
    pub events_new: u32,
    /// Events that were.
    pub events_known: u32,
}

/// What an import of decks did, card by card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// In numbers.
    pub counts: ImportCounts,
    /// The cards of each deck, in the order in which they came.
    pub decks: Vec<Vec<TakenIn>>,
}

/// A card that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenIn {
    /// The card it is here.
    pub id: CardId,
    /// What became of it.
    pub became: Became,
}

/// What became of a card that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    /// It was not known.
    New,
    /// It says something else now.
    Updated,
    /// It stands in another deck now.
    Moved,
    /// It had gone and has come back.
    Revived,
    /// It has gone, there and now here.
    Retired,
    /// It says what is known.
    Unchanged,
    /// It says something else, but stands in a document, which alone changes it.
    OfDocument,
    /// It stands in this deck here, because a document has it.
    Elsewhere(DeckName),
}

/// Whether what comes in stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// It does.
    Yes,
    /// It was only a look: nothing changes.
    No,
}

impl Store {
    /// Brings decks of this program in.
    ///
    /// # Errors
    /// As [`Store::take_in`].
    pub fn import(&mut self, collection: &Collection, at: Moment) -> Result<ImportCounts, Error> {
        let imported = self.take_in(collection, Delivery::Decks, Stay::Yes, at)?;
        Ok(imported.counts)
    }

    /// Brings decks in, in one transaction. [`Store::undo_import`] takes the cards back; what came to
    /// the log stays in it.
    ///
    /// # Errors
    /// When an event is known with another content or the database fails; then nothing changes.
    pub fn take_in(
        &mut self,
        collection: &Collection,
        delivery: Delivery,
        stay: Stay,
        at: Moment,
    ) -> Result<Imported, Error> {
        let cards = collection.decks.iter().map(|deck| deck.cards.len());
        self.filled(cards.sum(), |store| {
            store.taken_in(collection, delivery, stay, at)
        })
    }

    fn taken_in(
        &mut self,
        collection: &Collection,
        delivery: Delivery,
        stay: Stay,
        at: Moment,
    ) -> Result<Imported, Error> {
        let (schedulers, own, day) = (self.schedulers.clone(), self.own, self.day_of(at));
        let transaction = self.write()?;
        let journal = import_undo::begin(&transaction, own, at)?;
        let mut taking = Taking {
            connection: &transaction,
            delivery,
            day,
            log: Log::default(),
            standing: HashSet::new(),
            touched: BTreeSet::new(),
            gathered: Gathered::default(),
            notes: WrittenNotes::default(),
            imported: Imported::default(),
        };
        for deck in &collection.decks {
            taking.events(deck)?;
        }
        let regrouped = regroup(&transaction, &taking.touched)?;
        taking.touched.extend(regrouped);
        taking.log = Log::read(&transaction)?;
        taking.standing = standing_in(&transaction, collection)?;
        let cards = |deck: &DeckRecord| deck.cards.len();
        let mut indexes = match are_most(&transaction, collection.decks.iter().map(cards).sum())? {
            // The cards of each deck are asked for.
            true => take_indexes_but(&transaction, "'card', 'memory'", "card_by_deck")?,
            false => Vec::new(),
        };
        for deck in &collection.decks {
            taking.deck(deck)?;
        }
        taking.write_gathered()?;
        make_indexes(&transaction, &mut indexes)?;
        let (touched, imported) = (taking.touched, taking.imported);
        for card in &touched {
            settle(&transaction, *card)?;
        }
        refold_all(&transaction, &touched, &schedulers)?;
        count_as_of(&transaction, day)?;
        import_undo::end(&transaction, &journal)?;
        follow_decks(&transaction, &schedulers)?;
        if stay == Stay::Yes {
            transaction.commit()?;
        }
        Ok(imported)
    }
}

/// An import of decks under way.
pub(super) struct Taking<'c> {
    pub(super) connection: &'c Connection,
    pub(super) delivery: Delivery,
    /// The study day of the import.
    pub(super) day: StudyDay,
    /// What stands in the log by now.
    pub(super) log: Log,
    /// Where one of the cards has gone, the ids of all that stand in the decks, and those that are one with
    /// them.
    pub(super) standing: HashSet<CardId>,
    /// The cards whose state is folded again.
    pub(super) touched: BTreeSet<CardId>,
    /// New cards that are not written yet.
    pub(super) gathered: Gathered<'c>,
    notes: WrittenNotes,
    imported: Imported,
}

/// What the log holds at all: of most collections that come in whole it is nothing, and to ask for each card
/// took longer than to write it.
#[derive(Clone, Copy, Default)]
pub(super) struct Log {
    /// Whether there are cards with several contents.
    pub(super) has_aliases: bool,
    /// Whether there are events.
    pub(super) has_events: bool,
}

impl Log {
    fn read(connection: &Connection) -> Result<Log, Error> {
        let sql = "SELECT EXISTS (SELECT 1 FROM alias), EXISTS (SELECT 1 FROM event)";
        Ok(connection.query_row(sql, [], |row| {
            Ok(Log {
                has_aliases: row.get(0)?,
                has_events: row.get(1)?,
            })
        })?)
    }
}

impl<'c> Taking<'c> {
    fn events(&mut self, deck: &DeckRecord) -> Result<(), Error> {
        let counts = &mut self.imported.counts;
        for event in &deck.events {
            let device = ensure_device(self.connection, event.id.device)?;
            match known_event(self.connection, device, event.id.sequence)? {
                Some(known) if known == *event => {
                    counts.events_known = counts.events_known.saturating_add(1);
                }
                Some(_) => return Err(Error::Conflict(event.id)),
                None => {
                    let besides = deck.beside.answers.get(&event.id);
                    insert_event(self.connection, device, event, besides.map(String::as_str))?;
                    counts.events_new = counts.events_new.saturating_add(1);
                    self.touched.insert(event.card);
                }
            }
        }
        Ok(())
    }

    fn deck(&mut self, deck: &'c DeckRecord) -> Result<(), Error> {
        self.imported.counts.decks = self.imported.counts.decks.saturating_add(1);
        let row = ensure_deck(self.connection, &deck.name)?;
        let own = |source| own_document(self.connection, source, row);
        let document = deck.source.as_ref().map(own).transpose()?.flatten();
        let mut target = Target {
            row,
            document,
            next: position_behind(self.connection, row)?,
        };
        let recognised = match self.delivery {
            Delivery::Decks => None,
            Delivery::Rows => Some(Recognised::among(self.connection, row, &deck.cards)?),
        };
        let mut taken = Vec::with_capacity(deck.cards.len());
        for (position, record) in (0_usize..).zip(&deck.cards) {
            let known = recognised.as_ref().and_then(|found| found.of(position));
            let id = known.unwrap_or(record.id);
            let became = self.card(&mut target, position, id, record)?;
            let counts = &mut self.imported.counts;
            let count = match became {
                Became::New => &mut counts.new,
                Became::Updated | Became::Moved | Became::Revived | Became::Retired => {
                    &mut counts.updated
                }
                Became::Unchanged | Became::OfDocument | Became::Elsewhere(_) => {
                    &mut counts.unchanged
                }
            };
            *count = count.saturating_add(1);
            self.keep(deck, id, record, &became)?;
            taken.push(TakenIn { id, became });
        }
        if !deck.beside.deck.is_empty() {
            let sql = "INSERT OR REPLACE INTO kept_of_deck (deck, fields) VALUES (?1, ?2)";
            let mut statement = self.connection.prepare_cached(sql)?;
            statement.execute(params![deck.name.as_str(), deck.beside.deck])?;
        }
        self.imported.decks.push(taken);
        Ok(())
    }

    /// Writes the new cards that were gathered.
    pub(super) fn write_gathered(&mut self) -> Result<(), Error> {
        self.gathered.write(self.connection, &mut self.notes)
    }

    /// Keeps what a card brings for the way back. A new one is gathered with its note.
    fn keep(
        &mut self,
        deck: &DeckRecord,
        id: CardId,
        record: &CardRecord,
        became: &Became,
    ) -> Result<(), Error> {
        if let Some(sibling) = record.sibling.as_ref().filter(|_| *became != Became::New) {
            self.notes.put(self.connection, id, sibling)?;
        }
        if let Some(kept) = deck.beside.cards.get(&record.id) {
            self.connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO kept_of_card (card, fields) VALUES (?1, ?2)",
                )?
                .execute(params![id.bytes(), kept])?;
        }
        Ok(())
    }
}

fn standing_in(connection: &Connection, collection: &Collection) -> Result<HashSet<CardId>, Error> {
    let records = || collection.decks.iter().flat_map(|deck| &deck.cards);
    if !records().any(|record| record.retired) {
        return Ok(HashSet::new());
    }
    let records = records();
    let mut standing = HashSet::new();
    for record in records.filter(|record| !record.retired) {
        standing.extend(class_of(connection, record.id)?);
    }
    Ok(standing)
}

#[cfg(test)]
#[path = "intake_tests.rs"]
mod tests;
