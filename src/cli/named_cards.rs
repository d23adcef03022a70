//! Cards as a learner names them on the command line: each by its id, or by any beginning of it that
//! no other card has. Every command that is about several cards takes them from here.

use clap::Args;

use crate::cards::CardId;
use crate::store::Store;

use super::failure::Failure;

/// The cards a command is about.
#[derive(Debug, Args)]
pub(super) struct NamedCards {
    /// The cards: ids, or any beginnings of them that no other card has
    #[arg(required = true, value_name = "CARD")]
    cards: Vec<String>,
}

impl NamedCards {
    /// The cards, each once, in the order named.
    pub(super) fn find(&self, store: &Store) -> Result<Vec<CardId>, Failure> {
        let mut found = Vec::new();
        for name in &self.cards {
            let card = store.find_card(name)?;
            if !found.contains(&card) {
                found.push(card);
            }
        }
        Ok(found)
    }
}
