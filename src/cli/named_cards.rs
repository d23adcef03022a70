//! Cards as a learner chooses them on the command line: each by its id, or by any beginning of it that
//! no other card has; or all that a query chooses. Every command that is about several cards takes them
//! from here.

use clap::Args;

use crate::calendar::StudyDay;
use crate::cards::CardId;
use crate::search::Sort;
use crate::store::{Direction, Page, Store};

use super::choice;
use super::failure::Failure;

/// The cards a command is about.
#[derive(Debug, Args)]
pub(super) struct NamedCards {
    /// The cards: ids, or any beginnings of them that no other card has
    #[arg(value_name = "CARD")]
    cards: Vec<String>,
    /// All cards that this query chooses; `srm cards --help` explains queries
    #[arg(
        long,
        value_name = "QUERY",
        allow_hyphen_values = true,
        conflicts_with = "cards"
    )]
    filter: Option<String>,
}

impl NamedCards {
    /// The cards, each once, in the order named, or in the order of their decks.
    pub(super) fn find(&self, store: &Store, today: StudyDay) -> Result<Vec<CardId>, Failure> {
        if let Some(typed) = &self.filter {
            return chosen(store, typed, today);
        }
        let mut found = Vec::new();
        for name in &self.cards {
            let card = store.find_card(name)?;
            if !found.contains(&card) {
                found.push(card);
            }
        }
        Ok(found)
    }

    /// Refuses a command line that names no card.
    pub(super) fn require_any(&self) -> Result<(), Failure> {
        match self.cards.is_empty() && self.filter.is_none() {
            true => Err(Failure::usage("no card is named")
                .hint("Name cards by their ids, or all that a query chooses: --filter QUERY")),
            false => Ok(()),
        }
    }
}

/// The cards of a query. None at all is a failure: nothing would be done, and a script should know.
fn chosen(store: &Store, typed: &str, today: StudyDay) -> Result<Vec<CardId>, Failure> {
    let query = choice::query(store, &[typed.to_owned()])?;
    let found = store.search(&query, today, Sort::Deck, Direction::Forward, Page::WHOLE)?;
    if found.is_empty() {
        return Err(Failure::failed("the query chooses no card")
            .hint("Try it with `srm cards QUERY`; `srm cards --help` explains queries."));
    }
    Ok(found)
}
