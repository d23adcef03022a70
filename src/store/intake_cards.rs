//! What becomes of each card of a deck that comes in: a new one is gathered, of a known one what came is compared
//! with what stands here. Nothing here decides which known card a row is.

use crate::cards::{Card, CardId, Fingerprint};
use crate::exchange::CardRecord;
use crate::exchange::import::Delivery;

use super::aliases::{is_in_class, stands_elsewhere};
use super::card_rows::{Place, position_in_deck, put_card};
use super::error::Error;
use super::intake::{Became, Taking};
use super::known::{KnownCard, deck_of, has_events, known_card};
use super::recognition::says_the_same;

/// A deck on its way in.
pub(super) struct Target {
    pub(super) row: i64,
    pub(super) document: Option<i64>,
    /// The position of the next card that is put behind the others.
    pub(super) next: i64,
}

impl Target {
    /// The position behind the last card.
    fn behind(&mut self) -> i64 {
        let position = self.next;
        self.next = self.next.saturating_add(1);
        position
    }
}

impl<'c> Taking<'c> {
    pub(super) fn card(
        &mut self,
        target: &mut Target,
        position: usize,
        id: CardId,
        record: &'c CardRecord,
    ) -> Result<Became, Error> {
        let has_class = self.log.has_aliases && is_in_class(self.connection, id)?;
        if has_class || self.gathered.holds(id) || self.gathered.are_many() {
            self.write_gathered()?;
        }
        // Where another card of its class stands here, that one has the text.
        let has_gone_over = has_class && stands_elsewhere(self.connection, id)?;
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
            if has_class || (self.log.has_events && has_events(self.connection, id)?) {
                self.touched.insert(id);
            }
            self.gathered.put(id, record, place);
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

    fn put(&self, id: CardId, card: &Card, place: &Place) -> Result<(), Error> {
        put_card(self.connection, id, card, Fingerprint::of(card), place)?;
        Ok(())
    }
}
