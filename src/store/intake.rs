//! Decks brought in as a whole, in one transaction that can be taken back: events by name, cards by id or by
//! what they say, states folded again. What both sides know as one card by then is one card.

use std::collections::{BTreeSet, HashSet};

use rusqlite::{Connection, params};

use crate::calendar::{Moment, StudyDay};
use crate::cards::{CardId, DeckName, Fingerprint};
use crate::exchange::import::Delivery;
use crate::exchange::{CardRecord, Collection, DeckRecord};

use super::aliases::{class_of, refold_all, regroup, settle, stands_elsewhere};
use super::card_rows::{Place, put_card};
use super::deck_counts::count_as_of;
use super::documents::{ensure_deck, position_in_deck};
use super::error::Error;
use super::events::insert_event;
use super::import_undo;
use super::known::{
    KnownCard, deck_of, ensure_device, has_events, known_card, known_event, own_document,
    position_behind,
};
use super::open::Store;
use super::recognition::{Recognised, says_the_same};
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
        let (schedulers, own, day) = (self.schedulers.clone(), self.own, self.day_of(at));
        let transaction = self.write()?;
        let journal = import_undo::begin(&transaction, own, at)?;
        let mut taking = Taking {
            connection: &transaction,
            delivery,
            day,
            standing: HashSet::new(),
            touched: BTreeSet::new(),
            notes: WrittenNotes::default(),
            imported: Imported::default(),
        };
        for deck in &collection.decks {
            taking.events(deck)?;
        }
        let regrouped = regroup(&transaction, &taking.touched)?;
        taking.touched.extend(regrouped);
        taking.standing = standing_in(&transaction, collection)?;
        for deck in &collection.decks {
            taking.deck(deck)?;
        }
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
struct Taking<'c> {
    connection: &'c Connection,
    delivery: Delivery,
    /// The study day of the import.
    day: StudyDay,
    /// The ids of all cards that stand in the decks, and those that are one with them.
    standing: HashSet<CardId>,
    touched: BTreeSet<CardId>,
    notes: WrittenNotes,
    imported: Imported,
}

/// A deck on its way in.
struct Target {
    row: i64,
    document: Option<i64>,
    /// The position of the next card that is put behind the others.
    next: i64,
}

impl Taking<'_> {
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

    fn deck(&mut self, deck: &DeckRecord) -> Result<(), Error> {
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
            self.keep(deck, id, record)?;
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

    /// Keeps what a card brings for the way back.
    fn keep(&mut self, deck: &DeckRecord, id: CardId, record: &CardRecord) -> Result<(), Error> {
        if let Some(sibling) = &record.sibling {
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

    fn card(
        &mut self,
        target: &mut Target,
        position: usize,
        id: CardId,
        record: &CardRecord,
    ) -> Result<Became, Error> {
        // Where another card of its class stands here, that one has the text.
        let has_gone_over = stands_elsewhere(self.connection, id)?;
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        let Some(known) = known_card(self.connection, id)? else {
            let position = match self.delivery {
                Delivery::Decks => position_in_deck(target.document, position),
                Delivery::Rows => target.behind(),
            };
            let place = Place {
                deck: target.row,
                document: target.document,
                position,
                begins: None,
                retired: record.retired || has_gone_over,
                added: Some(self.day),
            };
            // Most have no history, and nothing to fold.
            if self.delivery == Delivery::Decks || has_events(self.connection, id)? {
                self.touched.insert(id);
            }
            self.put(id, &record.card, &place)?;
            return Ok(Became::New);
        };
        // There or here the card goes by another of its ids.
        if has_gone_over || (record.retired && self.standing.contains(&id)) {
            return Ok(Became::Unchanged);
        }
        match self.delivery {
            Delivery::Decks => self.whole(target, position, record, &known),
            Delivery::Rows => self.row(target, id, record, &known),
        }
    }

    /// A known card of a whole deck: what the deck says holds.
    fn whole(
        &self,
        target: &Target,
        position: i64,
        record: &CardRecord,
        known: &KnownCard,
    ) -> Result<Became, Error> {
        let moves = known.deck != target.row;
        let same = known.card == record.card && known.retired == record.retired;
        if moves && known.document.is_some() && !known.retired {
            return Ok(match same || record.retired {
                true => Became::Unchanged,
                false => Became::Elsewhere(deck_of(self.connection, known.deck)?),
            });
        }
        if same && !moves {
            return Ok(Became::Unchanged);
        }
        let place = Place {
            deck: target.row,
            document: target.document,
            position: position_in_deck(target.document, position),
            begins: None,
            retired: record.retired,
            added: None,
        };
        self.put(record.id, &record.card, &place)?;
        Ok(match (known.retired, record.retired) {
            (true, false) => Became::Revived,
            (false, true) => Became::Retired,
            _ if known.card == record.card => Became::Moved,
            _ => Became::Updated,
        })
    }

    /// A known card in a row: a document keeps its cards, and what a row leaves empty stays.
    fn row(
        &self,
        target: &mut Target,
        id: CardId,
        record: &CardRecord,
        known: &KnownCard,
    ) -> Result<Became, Error> {
        let mut card = record.card.clone();
        if card.section.is_empty() {
            card.section = known.card.section.clone();
        }
        if card.tags.is_empty() {
            card.tags = known.card.tags.clone();
        }
        card.line = known.card.line;
        let same = card == known.card || says_the_same(&card, &known.card);
        let moves = known.deck != target.row;
        if !known.retired && known.document.is_some() && (moves || !same) {
            return Ok(match moves {
                true => Became::Elsewhere(deck_of(self.connection, known.deck)?),
                false => Became::OfDocument,
            });
        }
        if same && !moves && !known.retired {
            return Ok(Became::Unchanged);
        }
        let place = Place {
            deck: target.row,
            // A card that has gone from its document comes back as one of a table.
            document: known.document.filter(|_| !known.retired),
            position: match moves {
                true => target.behind(),
                false => known.position,
            },
            begins: None,
            retired: false,
            added: None,
        };
        self.put(id, if same { &known.card } else { &card }, &place)?;
        Ok(match (known.retired, same) {
            (true, _) => Became::Revived,
            (false, true) => Became::Moved,
            (false, false) => Became::Updated,
        })
    }

    fn put(&self, id: CardId, card: &crate::cards::Card, place: &Place) -> Result<(), Error> {
        put_card(self.connection, id, card, Fingerprint::of(card), place)?;
        Ok(())
    }
}

impl Target {
    /// The position behind the last card.
    fn behind(&mut self) -> i64 {
        let position = self.next;
        self.next = self.next.saturating_add(1);
        position
    }
}

fn standing_in(connection: &Connection, collection: &Collection) -> Result<HashSet<CardId>, Error> {
    let records = collection.decks.iter().flat_map(|deck| &deck.cards);
    let mut standing = HashSet::new();
    for record in records.filter(|record| !record.retired) {
        standing.extend(class_of(connection, record.id)?);
    }
    Ok(standing)
}

#[cfg(test)]
#[path = "intake_tests.rs"]
mod tests;
