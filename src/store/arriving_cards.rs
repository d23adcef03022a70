//! New cards of another program on their way in: gathered, and written many at once.

use foldhash::{HashMap, HashSet};
use rusqlite::Connection;

use crate::cards::{CardId, DeckName, Fingerprint};
use crate::exchange::{Arrival, CardRecord};
use crate::review::{CardState, Event, fold};

use super::arrivals::{Arrivals, Deck, Expected, Stage};
use super::card_rows::Place;
use super::columns::id_of;
use super::documents::ensure_deck;
use super::error::Error;
use super::events::Appending;
use super::known::position_behind;
use super::newcomers::{self, Newcomer};

/// How many new cards are gathered before they are written together.
const TOGETHER: usize = 4_000;

/// A new card that is not written yet.
pub(super) struct Pending {
    record: CardRecord,
    fingerprint: Fingerprint,
    place: Place,
    state: CardState,
    /// What says how it stands, not written yet either.
    standing: Vec<Event>,
}

/// What was known before, where no more was known than comes: to ask for each card that comes took longer.
pub(super) struct Before {
    pub(super) cards: HashSet<CardId>,
    /// The position behind the last card of each deck.
    behind: HashMap<i64, i64>,
}

impl Arrivals<'_> {
    /// Takes a card in that was not known.
    pub(super) fn put_new(&mut self, arrival: Arrival) -> Result<(), Error> {
        let (deck, position) = self.place(&arrival.deck)?;
        let record = arrival.record;
        let place = Place {
            deck,
            document: None,
            position,
            begins: None,
            retired: record.retired,
            added: arrival.added.or(Some(self.day)),
        };
        self.came.insert(record.id);
        let mut state = CardState::default();
        let mut standing = arrival.standing;
        if !standing.is_empty() {
            let scheduler = self.schedulers.of(arrival.deck.as_str());
            state = fold(&standing, scheduler);
            standing.iter().for_each(|event| self.reach(event));
        }
        if self.retracted && !standing.is_empty() {
            for event in standing.drain(..) {
                self.append(&event, None)?;
            }
            self.touched.remove(&record.id);
        }
        self.pending.push(Pending {
            record,
            fingerprint: arrival.fingerprint,
            place,
            state,
            standing,
        });
        if self.pending.len() >= TOGETHER {
            self.write_pending()?;
        }
        Ok(())
    }

    /// Writes the new cards that were gathered, their notes, and what says how they stand.
    pub(super) fn write_pending(&mut self) -> Result<(), Error> {
        let pending = std::mem::take(&mut self.pending);
        let are_most = self.before.is_some() && pending.len() >= TOGETHER;
        // Not before: a package that comes again has no new cards, and would be kept waiting for its indexes.
        if are_most && self.stage == Stage::Cards && self.indexes.is_empty() {
            self.indexes = newcomers::take_indexes(&self.transaction, "'card', 'memory'")?;
        }
        let (transaction, notes, device) = (&self.transaction, &mut self.notes, self.device);
        newcomers::write(transaction, |writer| {
            let mut appending = Appending::to(transaction, device)?;
            for event in pending.iter().flat_map(|new| &new.standing) {
                appending.append(event, None)?;
            }
            pending.iter().try_for_each(|new| {
                let sibling = match &new.record.sibling {
                    Some(sibling) => Some((notes.row(transaction, &sibling.note)?, sibling)),
                    None => None,
                };
                writer.put(&Newcomer {
                    id: new.record.id,
                    card: &new.record.card,
                    fingerprint: new.fingerprint,
                    place: &new.place,
                    state: new.state,
                    sibling,
                })
            })
        })
    }

    /// The deck's row and the place behind its last card.
    fn place(&mut self, name: &DeckName) -> Result<(i64, i64), Error> {
        if !self.decks.contains_key(name) {
            let row = ensure_deck(&self.transaction, name)?;
            let next = match &self.before {
                Some(before) => before.behind.get(&row).copied().unwrap_or_default(),
                None => position_behind(&self.transaction, row)?,
            };
            self.decks.insert(name.clone(), Deck { row, next });
        }
        let Some(deck) = self.decks.get_mut(name) else {
            return Ok((0, 0));
        };
        let position = deck.next;
        deck.next = deck.next.saturating_add(1);
        Ok((deck.row, position))
    }

    /// Drops the indexes of the log where nothing of what comes asks for it and no more is in it than comes:
    /// they are made again behind the last answer. 100,000 notes with 500,000 answers took 16.0 s of processor
    /// time with them, and take 11.3 s.
    pub(super) fn take_indexes_of_log(&mut self) -> Result<(), Error> {
        let Expected { cards, answers } = self.expected;
        let in_log = "SELECT coalesce(max(id), 0) FROM event";
        let known: usize = self.transaction.query_row(in_log, [], |row| row.get(0))?;
        if !self.meets_known && answers >= TOGETHER && known <= cards.saturating_add(answers) {
            let of_log = newcomers::take_indexes(&self.transaction, "'event'")?;
            self.log_indexes.extend(of_log);
        }
        Ok(())
    }
}

impl Before {
    pub(super) fn read(connection: &Connection) -> Result<Before, Error> {
        let mut statement = connection.prepare("SELECT uid FROM card")?;
        let cards = statement.query_map([], |row| id_of(row, 0))?;
        let mut decks =
            connection.prepare("SELECT deck, max(position) + 1 FROM card GROUP BY deck")?;
        let behind = decks.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Before {
            cards: cards.collect::<Result<_, _>>()?,
            behind: behind.collect::<Result<_, _>>()?,
        })
    }
}
