//! Which cards a question is about: all, or those of a deck and of what stands inside it.

use crate::cards::DeckName;

/// A choice of cards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The deck, with the decks inside it; `None` for the whole collection.
    pub deck: Option<DeckName>,
}

impl Filter {
    /// Whether cards of this deck are among the chosen ones.
    pub(super) fn takes(&self, deck: &DeckName) -> bool {
        self.deck
            .as_ref()
            .is_none_or(|chosen| chosen.contains(deck))
    }

    /// The decks that count, as a condition on the deck id in `column` and on the parameters
    /// `:deck` and `:inside`, which [`Filter::bounds`] gives.
    pub(super) fn condition(&self, column: &str) -> String {
        match self.deck {
            // Both parameters are named so that every statement takes the same ones.
            None => ":deck = :inside".to_owned(),
            Some(_) => format!(
                "{column} IN (SELECT id FROM deck WHERE name = :deck \
                 OR (name >= :inside AND name < :inside || char(1114111)))"
            ),
        }
    }

    /// The values of `:deck` and `:inside`.
    pub(super) fn bounds(&self) -> (String, String) {
        match &self.deck {
            None => (String::new(), String::new()),
            Some(deck) => (deck.to_string(), format!("{deck}::")),
        }
    }
}
