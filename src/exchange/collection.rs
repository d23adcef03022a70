//! The neutral collection that every importer returns and every exporter takes.

use std::collections::BTreeMap;

use crate::calendar::StudyDay;
use crate::cards::{Card, CardId, DeckName, Fingerprint};
use crate::review::{Event, EventId};

use super::note::Sibling;

/// Where a deck was compiled from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The document's path as the learner gave it.
    pub path: String,
    /// The BLAKE3 hash of its text, 64 hexadecimal digits.
    pub blake3: String,
}

/// A card with its lasting id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardRecord {
    /// Its id.
    pub id: CardId,
    /// The card.
    pub card: Card,
    /// Whether it has gone from its document. Its history stays.
    pub retired: bool,
    /// Its note in another program, where it comes from one.
    pub sibling: Option<Sibling>,
}

/// A card on its way in from another program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The deck it belongs to.
    pub deck: DeckName,
    /// The card.
    pub record: CardRecord,
    /// What it says.
    pub fingerprint: Fingerprint,
    /// The study day on which it was made there, where that is known.
    pub added: Option<StudyDay>,
    /// How it stood there: events that come behind its last answer.
    pub standing: Vec<Event>,
    /// Its last answer there, in milliseconds since 1970. How it stood counts for a known card only
    /// where this is news.
    pub last_answer: Option<i64>,
}

/// A deck with its cards and what was done with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeckRecord {
    /// Its name.
    pub name: DeckName,
    /// The document it was compiled from, when there is one.
    pub source: Option<Source>,
    /// Its cards, in deck order.
    pub cards: Vec<CardRecord>,
    /// The events of its cards, in the order of [`Event::order`]; empty without progress.
    pub events: Vec<Event>,
    /// What is kept for the way back.
    pub beside: Beside,
}

/// What means nothing to this program and is kept for those to which it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Fields of the deck that are not known here, as the text of a JSON object; empty for none.
    pub deck: String,
    /// Those of its cards, where they have some.
    pub cards: BTreeMap<CardId, String>,
    /// What another program said of an answer besides.
    pub answers: BTreeMap<EventId, String>,
}

/// Decks on their way in or out, sorted by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collection {
    /// The decks.
    pub decks: Vec<DeckRecord>,
}

/// Whether what was done with the cards goes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Retired cards and the log too.
    With,
    /// The cards alone.
    Without,
}
