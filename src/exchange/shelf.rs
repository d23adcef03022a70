//! Decks on their way out, read one card and one event at a time, so that a collection of any size is
//! written with the memory of one of them.
//! It must never know where they stand.

use std::convert::Infallible;
use std::ops::ControlFlow;

use crate::review::Event;

use super::{CardRecord, Collection, DeckRecord, Progress, Source};

/// What is said of a deck before its cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeckHead<'a> {
    /// Its name.
    pub name: &'a str,
    /// The document it was compiled from, when there is one.
    pub source: Option<&'a Source>,
    /// Fields of it that are not known here, as the text of a JSON object; empty for none.
    pub kept: &'a str,
}

/// Takes a card, with the fields of it that are not known here.
pub type TakeCard<'a> = dyn FnMut(&CardRecord, Option<&str>) -> ControlFlow<()> + 'a;

/// Takes an event, with what another program said of an answer besides.
pub type TakeEvent<'a> = dyn FnMut(&Event, Option<&str>) -> ControlFlow<()> + 'a;

/// Where decks are read from while they are written.
pub trait Shelf {
    /// One of its decks.
    type Deck;
    /// Why one cannot be read.
    type Error;

    /// The decks, in their order.
    fn decks(&self) -> &[Self::Deck];

    /// What is said of a deck before its cards.
    fn head<'a>(&self, deck: &'a Self::Deck) -> DeckHead<'a>;

    /// Hands out the cards of a deck, in deck order, until no more are wanted; retired ones with progress only.
    ///
    /// # Errors
    /// When they cannot be read.
    fn cards(
        &self,
        deck: &Self::Deck,
        progress: Progress,
        take: &mut TakeCard<'_>,
    ) -> Result<(), Self::Error>;

    /// Hands out the events of a deck's cards, in the order of [`Event::order`], until no more are wanted.
    ///
    /// # Errors
    /// When they cannot be read.
    fn events(&self, deck: &Self::Deck, take: &mut TakeEvent<'_>) -> Result<(), Self::Error>;
}

impl Shelf for Collection {
    type Deck = DeckRecord;
    type Error = Infallible;

    fn decks(&self) -> &[DeckRecord] {
        &self.decks
    }

    fn head<'a>(&self, deck: &'a DeckRecord) -> DeckHead<'a> {
        DeckHead {
            name: deck.name.as_str(),
            source: deck.source.as_ref(),
            kept: &deck.beside.deck,
        }
    }

    fn cards(
        &self,
        deck: &DeckRecord,
        progress: Progress,
        take: &mut TakeCard<'_>,
    ) -> Result<(), Infallible> {
        let goes_along = |retired: bool| progress == Progress::With || !retired;
        for record in deck.cards.iter().filter(|card| goes_along(card.retired)) {
            let kept = deck.beside.cards.get(&record.id);
            if take(record, kept.map(String::as_str)).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn events(&self, deck: &DeckRecord, take: &mut TakeEvent<'_>) -> Result<(), Infallible> {
        let mut events: Vec<&Event> = deck.events.iter().collect();
        events.sort_by_key(|event| event.order());
        for event in events {
            let said = deck.beside.answers.get(&event.id);
            if take(event, said.map(String::as_str)).is_break() {
                break;
            }
        }
        Ok(())
    }
}
