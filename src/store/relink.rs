//! Settling a doubt by hand: a new card is said to be a known one, whose history it takes.

use crate::calendar::Moment;
use crate::cards::CardId;
use crate::review::Deed;

use super::aliases::{class_of, keeper_of, refold_all, regroup, stands_elsewhere, take_over};
use super::card_rows::retire;
use super::error::Error;
use super::events::append;
use super::import_undo;
use super::open::Store;

/// Why two cards cannot become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoRelink {
    /// Both are one card already.
    #[error("the two are one card already")]
    SameCard,
    /// The card whose history is wanted still stands in a document.
    #[error("the first card still stands in its document")]
    OldLives,
    /// The card whose text is wanted does not stand in any document.
    #[error("the second card has gone from its document")]
    NewRetired,
}

impl Store {
    /// Why `new` cannot take the history of `old`; nothing where it can.
    ///
    /// # Errors
    /// When one of them is unknown, or the database fails.
    pub fn may_relink(&self, old: CardId, new: CardId) -> Result<Option<NoRelink>, Error> {
        let card = |id: CardId| -> Result<_, Error> {
            self.card(id)?
                .ok_or_else(|| Error::NoSuchCard(id.to_string()))
        };
        let (known, standing) = (card(old)?, card(new)?);
        let old_lives = !known.retired || stands_elsewhere(&self.connection, old)?;
        Ok(if class_of(&self.connection, old)?.contains(&new) {
            Some(NoRelink::SameCard)
        } else if old_lives {
            Some(NoRelink::OldLives)
        } else if standing.retired {
            Some(NoRelink::NewRetired)
        } else {
            None
        })
    }

    /// Makes two cards one: `old` gets the text and the place of `new`, and the answers to both
    /// count. Returns the id that the card goes by from now on. [`Store::undo_import`] takes it back.
    ///
    /// # Errors
    /// As [`Store::may_relink`]; then nothing changes.
    pub fn relink(&mut self, old: CardId, new: CardId, at: Moment) -> Result<CardId, Error> {
        let own = (self.own, self.device);
        let schedulers = self.schedulers.clone();
        let transaction = self.write()?;
        let journal = import_undo::begin(&transaction, own.0, at)?;
        let event = append(&transaction, own, new, Deed::Alias(old), at)?;
        import_undo::keep_event(&transaction, &journal, event.id)?;
        let changed = regroup(&transaction, &[old, new].into())?;
        let keeper = keeper_of(&transaction, old)?.unwrap_or(old);
        take_over(&transaction, keeper, new)?;
        if keeper != old {
            retire(&transaction, old)?;
        }
        refold_all(&transaction, &changed, &schedulers)?;
        import_undo::end(&transaction, &journal)?;
        transaction.commit()?;
        Ok(keeper)
    }
}
