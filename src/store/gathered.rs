//! New cards of decks and tables on their way in: gathered, and written many at once. Whoever asks for a card
//! that is gathered and not written has to have it written first.

use std::collections::HashSet;

use rusqlite::Connection;

use crate::cards::{CardId, Fingerprint};
use crate::exchange::CardRecord;
use crate::review::CardState;

use super::card_rows::Place;
use super::error::Error;
use super::newcomers::{self, Newcomer};
use super::siblings::WrittenNotes;

/// How many new cards are gathered before they are written together.
const TOGETHER: usize = 4_000;

/// New cards that are not written yet.
#[derive(Default)]
pub(super) struct Gathered<'r> {
    cards: Vec<(CardId, &'r CardRecord, Place)>,
    ids: HashSet<CardId>,
}

impl<'r> Gathered<'r> {
    /// Whether this card is one of them.
    pub(super) fn holds(&self, id: CardId) -> bool {
        self.ids.contains(&id)
    }

    /// Whether they are to be written now.
    pub(super) fn are_many(&self) -> bool {
        self.cards.len() >= TOGETHER
    }

    /// Takes a card in of which nothing stands here.
    pub(super) fn put(&mut self, id: CardId, record: &'r CardRecord, place: Place) {
        self.ids.insert(id);
        self.cards.push((id, record, place));
    }

    /// Writes them, with their notes.
    pub(super) fn write(
        &mut self,
        connection: &Connection,
        notes: &mut WrittenNotes,
    ) -> Result<(), Error> {
        let mut siblings = Vec::with_capacity(self.cards.len());
        for (_, record, _) in &self.cards {
            siblings.push(match &record.sibling {
                Some(sibling) => Some((notes.row(connection, &sibling.note)?, sibling)),
                None => None,
            });
        }
        newcomers::write(connection, |writer| {
            let cards = self.cards.iter().zip(siblings);
            cards
                .into_iter()
                .try_for_each(|((id, record, place), sibling)| {
                    writer.put(&Newcomer {
                        id: *id,
                        card: &record.card,
                        fingerprint: Fingerprint::of(&record.card),
                        place,
                        state: CardState::default(),
                        sibling,
                    })
                })
        })?;
        self.cards.clear();
        self.ids.clear();
        Ok(())
    }
}
