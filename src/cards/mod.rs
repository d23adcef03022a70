//! Cards: what a document is compiled into, and how a card is recognised afterwards.
//! It must never know about schedules.

mod card;
mod compiled;
mod deck;
mod identity;

pub use card::{
    Answer, Card, Choice, ChoiceOrder, Field, Kind, NO_ANSWER, NoKind, PASSAGES_HEADING, Passage,
    Prompt, Section,
};
pub use compiled::{Compiled, CompiledCard};
pub use deck::DeckName;
pub use identity::{CardId, Fingerprint, NoCardId, plain};
