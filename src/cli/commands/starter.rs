//! The first run: an empty collection and the deck that the program carries.

use crate::terminal::confirm::{OnEnter, Reply};
use crate::terminal::words::count;

use super::super::collection::open_or_create;
use super::super::context::Context;
use super::super::document_import::{self, Incoming};
use super::super::failure::Failure;

/// What became of the offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offer {
    /// The bundled deck is in the collection.
    Taken,
    /// The learner wants something else; nothing was made.
    Declined,
}

/// Offers the bundled deck. A person is asked; without a terminal a review just starts with it,
/// since that is what running a review on nothing can mean.
pub(super) fn offer(context: &mut Context) -> Result<Offer, Failure> {
    let incoming = Incoming::bundled()?;
    let cards = count(incoming.compiled.cards.len() as u64, "card", "cards");
    let deck = incoming.compiled.deck.to_string();
    let question = format!("Start with the deck {deck} ({cards})?");
    if context.agrees(&question, OnEnter::Yes)? == Reply::No {
        context.note("Bring in a document of your own with: srm import FILE");
        return Ok(Offer::Declined);
    }
    let mut store = open_or_create(context)?;
    for planned in document_import::plan(vec![incoming], Some(&store))? {
        document_import::apply(&[planned], &mut store, context.now())?;
    }
    context.note(&format!(
        "The collection was empty; it begins with the bundled deck {deck} ({cards})."
    ));
    Ok(Offer::Taken)
}
