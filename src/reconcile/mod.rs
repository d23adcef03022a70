//! Reconciling: compiled cards against known cards, a plan out. A card whose document was edited
//! keeps its id and with it its history.
//! It must never know where known cards are kept.

use crate::cards::{CardId, Fingerprint, Kind, Section};

/// A card of the collection, as far as recognising it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its lasting id.
    pub id: CardId,
    /// What it says now.
    pub fingerprint: Fingerprint,
    /// What it was made from.
    pub kind: Kind,
    /// The headings above it.
    pub section: Section,
    /// Its prompt: the key of a row, or the whole text asked, as [`crate::cards::Prompt::text`] gives it.
    pub prompt: String,
    /// Its back.
    pub back: String,
    /// The line where it stood.
    pub line: u32,
    /// Whether it has gone from the document.
    pub retired: bool,
}

/// What becomes of a compiled card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// No known card stands for it.
    New,
    /// Known, and nothing about it changed but perhaps its line.
    Unchanged,
    /// Known, with another text.
    Reworded,
    /// Known with the same text, in another section.
    Moved,
    /// Known and retired before; its text has come back.
    Revived,
}

/// Which lasting card a compiled card is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The lasting id: that of the known card, or the compiled card's own when it is new.
    pub id: CardId,
    /// What changed.
    pub change: Change,
}

/// What an import does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// One for each compiled card, in the same order.
    pub placements: Vec<Placement>,
    /// Known cards that are gone from the document, sorted.
    pub retired: Vec<CardId>,
}
