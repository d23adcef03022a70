//! What compiling a document returns.

use crate::document::{Problem, Span};

use super::card::{Card, Kind};
use super::deck::DeckName;
use super::identity::{CardId, Fingerprint};
use super::rules::RuleName;

/// A card with its place and its identity by content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompiledCard {
    /// The id it is born with, if no known card stands for it.
    pub id: CardId,
    /// What it says.
    pub fingerprint: Fingerprint,
    /// The card.
    pub card: Card,
    /// Where it stands in the document.
    pub span: Span,
    /// The rule that made it.
    pub rule: RuleName,
}

/// A compiled document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiled {
    /// The deck: the document's title.
    pub deck: DeckName,
    /// The cards, in the order of the document.
    pub cards: Vec<CompiledCard>,
    /// What a person should look at, in the order of the document.
    pub problems: Vec<Problem>,
    /// What is wrong with the words from outside of the document; their places mean nothing in it.
    pub elsewhere: Vec<Problem>,
    /// Cards that could be made and were not asked for.
    pub offers: Vec<Offer>,
}

/// Cards of a kind that is made only on demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The kind.
    pub kind: Kind,
    /// How many there would be.
    pub cards: usize,
}
