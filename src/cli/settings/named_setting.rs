//! A setting as a learner names it on the command line: one of the whole collection, or one of a deck.

use super::super::failure::Failure;
use super::deck_setting::OfDeck;
use super::edit::Path;
use super::layers::{Layers, Origin};
use super::setting::{Reach, Setting, named};

/// A setting.
#[derive(Clone, Debug)]
pub(in crate::cli) enum Named {
    /// Of the whole collection, or of the program.
    Whole(&'static Setting),
    /// Of a deck.
    OfDeck(OfDeck),
}

impl Named {
    /// The setting with this name.
    ///
    /// # Errors
    /// When there is none.
    pub(in crate::cli) fn read(key: &str) -> Result<Named, Failure> {
        match OfDeck::named(key)? {
            Some(of_deck) => Ok(Named::OfDeck(of_deck)),
            None => named(key).map(Named::Whole),
        }
    }

    /// Its whole name.
    pub(in crate::cli) fn key(&self) -> String {
        match self {
            Named::Whole(setting) => setting.key.to_owned(),
            Named::OfDeck(of_deck) => of_deck.key(),
        }
    }

    /// What it does, on one line.
    pub(in crate::cli) fn explanation(&self) -> &'static str {
        match self {
            Named::Whole(setting) => setting.explanation,
            Named::OfDeck(of_deck) => of_deck.setting.explanation,
        }
    }

    /// What it can be.
    pub(in crate::cli) fn allowed(&self) -> String {
        match self {
            Named::Whole(setting) => setting.allowed(),
            Named::OfDeck(of_deck) => of_deck.allowed(),
        }
    }

    /// Which files may hold it.
    pub(in crate::cli) fn reach(&self) -> Reach {
        match self {
            Named::Whole(setting) => setting.reach,
            Named::OfDeck(of_deck) => of_deck.setting.reach,
        }
    }

    /// Where it stands in a settings file.
    pub(in crate::cli) fn path(&self) -> Path {
        match self {
            Named::Whole(setting) => setting.path(),
            Named::OfDeck(of_deck) => of_deck.path(),
        }
    }

    /// The value that `typed` gives it.
    ///
    /// # Errors
    /// When it cannot be that.
    pub(in crate::cli) fn value(&self, typed: &str) -> Result<toml_edit::Value, Failure> {
        match self {
            Named::Whole(setting) => setting.read(typed),
            Named::OfDeck(of_deck) => of_deck.read(typed),
        }
    }

    /// Its value now; none for a deck that has none of its own.
    pub(in crate::cli) fn now(&self, layers: &Layers) -> Option<toml_edit::Value> {
        match self {
            Named::Whole(setting) => Some((setting.get)(&layers.settings)),
            Named::OfDeck(of_deck) => (of_deck.setting.get)(&layers.settings, &of_deck.deck),
        }
    }

    /// Where its value comes from.
    pub(in crate::cli) fn origin<'l>(&self, layers: &'l Layers) -> &'l Origin {
        match self {
            Named::Whole(setting) => layers.origin(setting),
            Named::OfDeck(of_deck) => {
                let key = of_deck.key();
                let mut known = layers.of_decks.iter();
                let found = known.find(|(known, _)| known.key() == key);
                found.map_or(&Origin::Default, |(_, origin)| origin)
            }
        }
    }
}
