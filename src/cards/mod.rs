//! Cards: what a document is compiled into, and how a card is recognised afterwards.
//! It must never know about schedules.

mod answer_key;
mod body;
mod card;
mod compile;
mod compiled;
mod deck;
mod identity;
mod options;
mod page;
mod prompt;
mod prompt_words;
mod rules;
mod survey;

pub use card::{
    Answer, Card, Choice, ChoiceOrder, Field, Kind, NO_ANSWER, NoKind, PASSAGES_HEADING, Passage,
    Prompt, Section,
};
pub use compile::compile;
pub use compiled::{Compiled, CompiledCard};
pub use deck::DeckName;
pub use identity::{CardId, Fingerprint, NoCardId, plain};
