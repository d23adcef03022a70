//! Cards and answers of another program, one after the other, in one transaction. What is known is
//! left alone: a card is changed by a newer note only, an answer is never stored twice, and how a card
//! stood elsewhere counts only with answers that were not known here.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};
use rusqlite::{Transaction, TransactionBehavior, params};

use crate::calendar::{Moment, StudyDay};
use crate::cards::{CardId, DeckName, Fingerprint};
use crate::exchange::Arrival;
use crate::exchange::anki::DEVICE;
use crate::review::{Deed, DeviceId, Event, EventId, Schedulers, withdrawal};

use super::arriving_cards::{Before, Pending};
use super::arriving_notes::NoteRows;
use super::columns::{CARD_COLUMNS, card_of};
use super::deck_counts::count_as_of;
use super::error::Error;
use super::events::{append, append_known, write_state};
use super::filling::Filling;
use super::import_undo::{self, Journal};
use super::known::ensure_device;
use super::newcomers;
use super::open::Store;
use super::rebuild::refold;
use super::retraction;

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
    pub(super) transaction: Transaction<'a>,
    /// Behind the transaction, so that it ends after that.
    _filling: Filling<'a>,
    pub(super) schedulers: Schedulers,
    pub(super) journal: Journal,
    pub(super) device: i64,
    pub(super) decks: HashMap<DeckName, Deck>,
    pub(super) notes: NoteRows,
    /// Cards that were not known.
    pub(super) came: HashSet<CardId>,
    own: (i64, DeviceId),
    at: Moment,
    /// Whether anything that came from there was taken back.
    pub(super) retracted: bool,
    pub(super) touched: BTreeSet<CardId>,
    /// The study day of the import.
    pub(super) day: StudyDay,
    /// The latest clock of what came.
    clock: i64,
    sequence: u64,
    pub(super) expected: Expected,
    pub(super) pending: Vec<Pending>,
    pub(super) before: Option<Before>,
    /// How to make the indexes again that are not kept meanwhile.
    pub(super) indexes: Vec<String>,
    /// The same of those of the log.
    pub(super) log_indexes: Vec<String>,
    /// Whether a card or an answer came that may be known.
    pub(super) meets_known: bool,
    pub(super) stage: Stage,
}

/// What comes now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Cards,
    Answers,
}

/// How many rows are on their way, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// Cards.
    pub cards: usize,
    /// Answers.
    pub answers: usize,
}

pub(super) struct Deck {
    pub(super) row: i64,
    /// The position of its next card.
    pub(super) next: i64,
}

struct Known {
    row: i64,
    card: crate::cards::Card,
    retired: bool,
    changed_s: Option<i64>,
    fields: Option<String>,
}

impl Store {
    /// Begins to take in what comes from another program.
    ///
    /// # Errors
    /// When the database fails.
    pub fn arrivals(&mut self, at: Moment, expected: Expected) -> Result<Arrivals<'_>, Error> {
        let own = (self.own, self.device);
        let day = self.day_of(at);
        let schedulers = self.schedulers.clone();
        self.refuse_to_change()?;
        let filling = Filling::begin(&self.connection, expected.cards)?;
        let immediate = TransactionBehavior::Immediate;
        let transaction = Transaction::new_unchecked(&self.connection, immediate)?;
        let journal = import_undo::begin(&transaction, own.0, at)?;
        let device = ensure_device(&transaction, DEVICE)?;
        let retracted = retraction::exists(&transaction, device)?;
        let before = match newcomers::are_most(&transaction, expected.cards)? {
            true => Some(Before::read(&transaction)?),
            false => None,
        };
        let mut arrivals = Arrivals {
            transaction,
            _filling: filling,
            schedulers,
            journal,
            device,
            decks: HashMap::default(),
            notes: NoteRows::default(),
            came: HashSet::default(),
            own,
            at,
            retracted,
            touched: BTreeSet::new(),
            day,
            clock: 0,
            sequence: 0,
            expected,
            pending: Vec::new(),
            before,
            indexes: Vec::new(),
            log_indexes: Vec::new(),
            meets_known: retracted,
            stage: Stage::Cards,
        };
        // Where no card is known, nothing that comes can be.
        if arrivals
            .before
            .as_ref()
            .is_some_and(|before| before.cards.is_empty())
        {
            arrivals.take_indexes_of_log()?;
        }
        Ok(arrivals)
    }
}

impl Arrivals<'_> {
    /// Takes a card in.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn card(&mut self, arrival: Arrival) -> Result<Arrived, Error> {
        let Some(known) = self.known(arrival.record.id)? else {
            self.put_new(arrival)?;
            return Ok(Arrived::New);
        };
        self.meets_known = true;
        // Of its events is asked now.
        newcomers::make_indexes(&self.transaction, &mut self.log_indexes)?;
        let record = &arrival.record;
        if known.retired {
            self.revive(known.row, known.card.is_askable())?;
            self.withdrawn_no_more(record.id)?;
        }
        if self.brings_news(&arrival)? {
            for event in &arrival.standing {
                self.event(event, None)?;
            }
            if let Some(sibling) = &record.sibling {
                self.give(known.row, sibling)?;
            }
        }
        let same = same_text(&known.card, &record.card)
            && match (&known.fields, &record.sibling) {
                (Some(fields), Some(sibling)) => *fields == sibling.note.fields,
                _ => true,
            };
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
            let as_known = Fingerprint::of(&known.card) == arrival.fingerprint;
            return Ok(match as_known {
                true => Arrived::Unchanged,
                false => Arrived::Conflicting,
            });
        }
        self.update(known.row, &arrival, sibling)?;
        Ok(Arrived::Updated)
    }

    fn known(&mut self, id: CardId) -> Result<Option<Known>, Error> {
        match &self.before {
            _ if self.came.contains(&id) => self.write_pending()?,
            Some(before) if !before.cards.contains(&id) => return Ok(None),
            _ => {}
        }
        let sql = format!(
            "SELECT card.id, card.retired, note.changed_s, note.fields, {CARD_COLUMNS} FROM card \
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
            fields: row.get(3)?,
            card: card_of(row, 4, id)?,
        }))
    }

    /// Whether its last answer there is not known here.
    fn brings_news(&self, arrival: &Arrival) -> Result<bool, Error> {
        let Some(last) = arrival.last_answer else {
            return Ok(false);
        };
        let id = arrival.record.id;
        let mut statement = self.transaction.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM event WHERE card = ?1 AND clock >= ?2 AND device = ?3 \
             AND NOT EXISTS (SELECT 1 FROM voided WHERE voided.event = event.id))",
        )?;
        let is_known: bool =
            statement.query_row(params![id.bytes(), last, self.device], |row| row.get(0))?;
        Ok(!is_known && !self.was_given_here(id, last)?)
    }

    /// A card that was taken back comes again.
    fn revive(&self, row: i64, askable: bool) -> Result<(), Error> {
        self.transaction
            .prepare_cached("UPDATE card SET retired = 0 WHERE id = ?1")?
            .execute([row])?;
        self.set_askable(row, askable)
    }

    pub(super) fn set_askable(&self, row: i64, askable: bool) -> Result<(), Error> {
        self.transaction
            .prepare_cached("UPDATE memory SET askable = ?2 WHERE card = ?1 AND askable <> ?2")?
            .execute(params![row, askable])?;
        Ok(())
    }

    fn event(&mut self, event: &Event, remainder: Option<&str>) -> Result<bool, Error> {
        let is_new = self.append(event, remainder)?;
        if is_new {
            self.touched.insert(event.card);
        }
        Ok(is_new)
    }

    /// Notes how far the log has come with an event.
    pub(super) fn reach(&mut self, event: &Event) {
        self.clock = self.clock.max(event.clock);
        self.sequence = self.sequence.max(event.id.sequence);
    }

    /// Takes an event in; whether it did not count before.
    pub(super) fn append(&mut self, event: &Event, remainder: Option<&str>) -> Result<bool, Error> {
        self.reach(event);
        let is_new = append_known(&self.transaction, self.device, event, remainder)?;
        // What comes with a new card goes with it.
        if is_new && !self.came.contains(&event.card) {
            import_undo::keep_event(&self.transaction, &self.journal, event.id)?;
            self.touched.insert(event.card);
        }
        if !is_new && self.retracted {
            return self.count_again(event.card, event.id);
        }
        Ok(is_new)
    }

    /// A card that went with its import comes again, and so does all that was known of it.
    fn withdrawn_no_more(&mut self, card: CardId) -> Result<(), Error> {
        if self.retracted {
            self.count_again(card, withdrawal(DEVICE))?;
        }
        Ok(())
    }

    /// What was taken back counts again; whether it was.
    fn count_again(&mut self, card: CardId, target: EventId) -> Result<bool, Error> {
        let Some(void) = retraction::of(&self.transaction, card, target)? else {
            return Ok(false);
        };
        let written = append(&self.transaction, self.own, card, Deed::Void(void), self.at)?;
        import_undo::keep_event(&self.transaction, &self.journal, written.id)?;
        self.touched.insert(card);
        Ok(true)
    }

    /// Keeps all of it.
    ///
    /// # Errors
    /// When the database fails; then nothing changes.
    pub fn finish(mut self) -> Result<(), Error> {
        self.write_pending()?;
        newcomers::make_indexes(&self.transaction, &mut self.indexes)?;
        newcomers::make_indexes(&self.transaction, &mut self.log_indexes)?;
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
        count_as_of(&self.transaction, self.day)?;
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
