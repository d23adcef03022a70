//! What an importer of decks hands over: the collection, and what there is to say about it.

use std::collections::BTreeMap;

use crate::cards::DeckName;
use crate::exchange::{Beside, CardRecord, Collection, DeckRecord};

/// How decks come, which decides what counts where something else is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Whole decks of this program: ids are written in them, and what they say holds.
    Decks,
    /// Rows of a table or a note each: a known card is recognised by what it says, the card of a
    /// document is left to its document, and an empty cell changes nothing.
    Rows,
}

/// Something that makes no card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it stands.
    pub what: String,
    /// Why it makes none.
    pub why: String,
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What it holds.
    pub collection: Collection,
    /// How it comes.
    pub delivery: Delivery,
    /// What makes no card.
    pub skipped: Vec<Skipped>,
    /// How it was read, and what is not carried over; each without its full stop.
    pub said: Vec<String>,
}

impl Reading {
    /// Decks of this program, about which there is nothing to say.
    pub fn of_decks(collection: Collection) -> Reading {
        Reading {
            collection,
            delivery: Delivery::Decks,
            skipped: Vec::new(),
            said: Vec::new(),
        }
    }

    /// Cards of the rows of a file, which has no events, by the deck they belong to.
    pub(super) fn of_rows(
        decks: BTreeMap<DeckName, Vec<CardRecord>>,
        skipped: Vec<Skipped>,
        said: Vec<String>,
    ) -> Reading {
        let decks = decks.into_iter().map(|(name, cards)| DeckRecord {
            name,
            source: None,
            cards,
            events: Vec::new(),
            beside: Beside::default(),
        });
        Reading {
            collection: Collection {
                decks: decks.collect(),
            },
            delivery: Delivery::Rows,
            skipped,
            said,
        }
    }
}
