//! The hardest cards: those that were forgotten most often, with the place in the document where
//! they can be written better.

use crate::cards::{CardId, DeckName};
use crate::scheduler::EaseFactor;

/// How many are shown.
pub const HARDEST_CARDS: u32 = 10;

/// A card that was forgotten at least once and can be asked. The hardest is the one with the most
/// lapses (failing answers to a card that was remembered the time before); of those with as many the
/// one with the lowest ease factor, then the one that stands first in the collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HardCard {
    /// Its id.
    pub id: CardId,
    /// Its deck.
    pub deck: DeckName,
    /// What is asked, as Markdown.
    pub front: String,
    /// The path of its document, when it has one.
    pub path: Option<String>,
    /// Its line there, 1-based.
    pub line: u32,
    /// How often it was forgotten.
    pub lapses: u32,
    /// Whether that makes it a leech.
    pub is_leech: bool,
    /// Graded answers.
    pub reviews: u32,
    /// Its ease factor.
    pub ease: EaseFactor,
}
