//! Cards and answers of another program, one after the other, in one transaction. What is known is
//! left alone: a card is changed by a newer note only, an answer is never stored twice, and how a card
//! stood elsewhere counts only with answers that were not known here.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::calendar::Moment;
use crate::cards::{CardId, DeckName, Fingerprint};
use crate::exchange::anki::DEVICE;
use crate::exchange::import::anki::LoggedAnswer;
use crate::exchange::{Arrival, Note, Sibling};
use crate::review::{Event, Schedulers, fold};

use super::columns::{CARD_COLUMNS, answer_text, card_of, list_text};
use super::documents::{Place, ensure_deck, put_card};
use super::error::Error;
use super::events::{append_known, write_state, write_state_of_row};
use super::import_undo::{self, Journal};
use super::open::Store;
use super::rebuild::refold;
use super::transfer::ensure_device;

/// What became of a card that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arrived {
    /// It was not known.
    New,
    /// Its note is newer than the known one, and says something else.
    Updated,
    /// It says what is known.
    Unchanged,
    /// It says something else, but is no newer: the card stays as it is here.
    Conflicting,
}

/// An import of cards under way. Nothing of it stays unless it is finished.
pub struct Arrivals<'a> {
    transaction: Transaction<'a>,
    schedulers: Schedulers,
    journal: Journal,
    device: i64,
    decks: HashMap<DeckName, Deck>,
    types: HashMap<i64, i64>,
    /// The note that came last: its siblings come behind it.
    note: Option<(Arc<Note>, i64)>,
    touched: BTreeSet<CardId>,
    /// The latest clock of what came.
    clock: i64,
    sequence: u64,
}

struct Deck {
    row: i64,
    /// The position of its next card.
    next: i64,
}

struct Known {
    row: i64,
    card: crate::cards::Card,
    retired: bool,
    changed_s: Option<i64>,
}

impl Store {
    /// Begins to take in what comes from another program.
    ///
    /// # Errors
    /// When the database fails.
    pub fn arrivals(&mut self, at: Moment) -> Result<Arrivals<'_>, Error> {
        let own = self.own;
        let schedulers = self.schedulers.clone();
        // A page that was changed is not written twice; 64 MiB hold a hundred thousand cards.
        self.connection
            .pragma_update(None, "cache_size", -64 * 1024)?;
        let transaction = self.write()?;
        let journal = import_undo::begin(&transaction, own, at)?;
        let device = ensure_device(&transaction, DEVICE)?;
        Ok(Arrivals {
            transaction,
            schedulers,
            journal,
            device,
            decks: HashMap::new(),
            types: HashMap::new(),
            note: None,
            touched: BTreeSet::new(),
            clock: 0,
            sequence: 0,
        })
    }
}

impl Arrivals<'_> {
    /// Takes a card in.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn card(&mut self, arrival: &Arrival) -> Result<Arrived, Error> {
        let record = &arrival.record;
        let Some(known) = self.known(record.id)? else {
            self.put_new(arrival)?;
            return Ok(Arrived::New);
        };
        if known.retired {
            self.revive(known.row, known.card.is_askable())?;
        }
        if self.brings_news(arrival)? {
            for event in &arrival.standing {
                self.event(event, None)?;
            }
        }
        let same = same_text(&known.card, &record.card);
        let Some(sibling) = record.sibling.as_ref().filter(|_| !same) else {
            return Ok(match known.retired {
                true => Arrived::Updated,
                false => Arrived::Unchanged,
            });
        };
        // A card without a note is a document's: only its document changes it.
        let is_newer = known
            .changed_s
            .is_some_and(|changed| changed < sibling.note.changed_s);
        if !is_newer {
            let as_known = Fingerprint::of(&known.card) == Fingerprint::of(&record.card);
            return Ok(match as_known {
                true => Arrived::Unchanged,
                false => Arrived::Conflicting,
            });
        }
        self.update(known.row, arrival, sibling)?;
        Ok(Arrived::Updated)
    }

    fn known(&self, id: CardId) -> Result<Option<Known>, Error> {
        let sql = format!(
            "SELECT card.id, card.retired, note.changed_s, {CARD_COLUMNS} FROM card \
             LEFT JOIN note ON note.id = card.note WHERE card.uid = ?1"
        );
        let mut statement = self.transaction.prepare_cached(&sql)?;
        let mut rows = statement.query(params![id.bytes()])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        Ok(Some(Known {
            row: row.get(0)?,
            retired: row.get(1)?,
            changed_s: row.get(2)?,
            card: card_of(row, 3, id)?,
        }))
    }

    /// Whether its last answer there is not known here.
    fn brings_news(&self, arrival: &Arrival) -> Result<bool, Error> {
        let Some(last) = arrival.last_answer else {
            return Ok(false);
        };
        let mut statement = self.transaction.prepare_cached(
            "SELECT NOT EXISTS (SELECT 1 FROM event WHERE card = ?1 AND clock >= ?2 AND device = ?3)",
        )?;
        let card = arrival.record.id.bytes();
        Ok(statement.query_row(params![card, last, self.device], |row| row.get(0))?)
    }

    fn put_new(&mut self, arrival: &Arrival) -> Result<(), Error> {
        let record = &arrival.record;
        let (deck, position) = self.place(&arrival.deck)?;
        let place = Place {
            deck,
            document: None,
            position,
            retired: record.retired,
        };
        let fingerprint = Fingerprint::of(&record.card);
        let row = put_card(
            &self.transaction,
            record.id,
            &record.card,
            fingerprint,
            &place,
        )?;
        if let Some(sibling) = &record.sibling {
            self.put_sibling(row, sibling)?;
        }
        if !arrival.standing.is_empty() {
            for event in &arrival.standing {
                self.append(event, None)?;
            }
            self.touched.remove(&record.id);
            let scheduler = self.schedulers.of(arrival.deck.as_str());
            let state = fold(&arrival.standing, scheduler);
            write_state_of_row(&self.transaction, row, &state)?;
        }
        Ok(())
    }

    /// The deck's row and the place behind its last card.
    fn place(&mut self, name: &DeckName) -> Result<(i64, i64), Error> {
        if !self.decks.contains_key(name) {
            let row = ensure_deck(&self.transaction, name)?;
            let next = self.transaction.query_row(
                "SELECT coalesce(max(position) + 1, 0) FROM card WHERE deck = ?1",
                [row],
                |found| found.get(0),
            )?;
            self.decks.insert(name.clone(), Deck { row, next });
        }
        let Some(deck) = self.decks.get_mut(name) else {
            return Ok((0, 0));
        };
        let position = deck.next;
        deck.next = deck.next.saturating_add(1);
        Ok((deck.row, position))
    }

    fn put_sibling(&mut self, card: i64, sibling: &Sibling) -> Result<(), Error> {
        let note = self.note_row(&sibling.note)?;
        self.transaction
            .prepare_cached(
                "UPDATE card SET note = ?2, ordinal = ?3, number = ?4, given = ?5 WHERE id = ?1",
            )?
            .execute(params![
                card,
                note,
                sibling.ordinal,
                sibling.number,
                sibling.given
            ])?;
        Ok(())
    }

    /// The row of a note, made for the first of its cards.
    fn note_row(&mut self, note: &Arc<Note>) -> Result<i64, Error> {
        if let Some((last, row)) = &self.note
            && Arc::ptr_eq(last, note)
        {
            return Ok(*row);
        }
        let kind = match self.types.get(&note.kind.number) {
            Some(row) => *row,
            None => {
                // Texts and numbers always have a JSON form.
                let definition = serde_json::to_string(&*note.kind).unwrap_or_default();
                let row = note_type_row(&self.transaction, &definition)?;
                self.types.insert(note.kind.number, row);
                row
            }
        };
        self.transaction
            .prepare_cached(
                "INSERT INTO note (type, guid, number, changed_s, fields) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![kind, note.guid, note.number, note.changed_s, note.fields])?;
        let row = self.transaction.last_insert_rowid();
        self.note = Some((note.clone(), row));
        Ok(row)
    }

    /// The card says what its newer note says. Its schedule, place and history stay.
    fn update(&mut self, row: i64, arrival: &Arrival, sibling: &Sibling) -> Result<(), Error> {
        let note = self.note_row(&sibling.note)?;
        let card = &arrival.record.card;
        let fingerprint = Fingerprint::of(card);
        self.transaction
            .prepare_cached(
                "UPDATE card SET kind = ?2, prompt = ?3, keyed = 0, answer = ?4, tags = ?5, \
                 fingerprint = ?6, note = ?7 WHERE id = ?1",
            )?
            .execute(params![
                row,
                card.kind.name(),
                card.prompt.text(),
                answer_text(&card.answer),
                list_text(&card.tags),
                fingerprint.bytes(),
                note
            ])?;
        self.set_askable(row, card.is_askable())
    }

    /// A card that was taken back comes again.
    fn revive(&self, row: i64, askable: bool) -> Result<(), Error> {
        self.transaction
            .prepare_cached("UPDATE card SET retired = 0 WHERE id = ?1")?
            .execute([row])?;
        self.set_askable(row, askable)
    }

    fn set_askable(&self, row: i64, askable: bool) -> Result<(), Error> {
        self.transaction
            .prepare_cached("UPDATE memory SET askable = ?2 WHERE card = ?1 AND askable <> ?2")?
            .execute(params![row, askable])?;
        Ok(())
    }

    /// Takes an answer in; whether it was not known.
    ///
    /// # Errors
    /// When the database fails.
    pub fn answer(&mut self, answer: &LoggedAnswer) -> Result<bool, Error> {
        // Answers lie before how their card stood, which is folded already: no fold for a new card.
        let is_new = self.append(&answer.event, Some(&answer.remainder))?;
        Ok(is_new)
    }

    fn event(&mut self, event: &Event, remainder: Option<&str>) -> Result<bool, Error> {
        let is_new = self.append(event, remainder)?;
        if is_new {
            self.touched.insert(event.card);
        }
        Ok(is_new)
    }

    fn append(&mut self, event: &Event, remainder: Option<&str>) -> Result<bool, Error> {
        self.clock = self.clock.max(event.clock);
        self.sequence = self.sequence.max(event.id.sequence);
        append_known(&self.transaction, self.device, event, remainder)
    }

    /// Keeps all of it.
    ///
    /// # Errors
    /// When the database fails; then nothing changes.
    pub fn finish(self) -> Result<(), Error> {
        self.settle()?;
        self.transaction.commit()?;
        Ok(())
    }

    fn settle(&self) -> Result<(), Error> {
        self.transaction
            .prepare_cached(
                "UPDATE device SET sequence = max(sequence, ?2), clock = max(clock, ?3) WHERE id = ?1",
            )?
            .execute(params![self.device, self.sequence, self.clock])?;
        for card in &self.touched {
            let state = refold(&self.transaction, *card, &self.schedulers)?;
            write_state(&self.transaction, *card, &state)?;
        }
        import_undo::end(&self.transaction, &self.journal)
    }
}

/// Whether two cards say the same; where they stand is no matter.
fn same_text(one: &crate::cards::Card, other: &crate::cards::Card) -> bool {
    one.kind == other.kind
        && one.prompt == other.prompt
        && one.answer == other.answer
        && one.tags == other.tags
}

fn note_type_row(connection: &Connection, definition: &str) -> Result<i64, Error> {
    connection
        .prepare_cached("INSERT INTO note_type (definition) VALUES (?1) ON CONFLICT DO NOTHING")?
        .execute([definition])?;
    let known = connection
        .prepare_cached("SELECT id FROM note_type WHERE definition = ?1")?
        .query_row([definition], |row| row.get(0))
        .optional()?;
    known.ok_or_else(|| Error::Value {
        what: "type",
        of: "a note".to_owned(),
    })
}
