//! What schedules, as the settings say it: one algorithm for the whole collection, and others for some
//! decks, written `AWS::Storage = fsrs 0.85; Azure = sm2 common`.

use crate::cards::DeckName;
use crate::review::{Algorithms, ByDeck};
use crate::scheduler::{Algorithm, Retention, Variant};

/// The word of an algorithm in `review.scheduler`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) enum Word {
    /// `sm2`.
    #[default]
    Sm2,
    /// `fsrs`.
    Fsrs,
}

/// The settings of scheduling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Scheduling {
    /// Which algorithm.
    pub(in crate::cli) word: Word,
    /// Which reading of SM-2.
    pub(in crate::cli) variant: Variant,
    /// What FSRS aims at.
    pub(in crate::cli) retention: Retention,
    /// The decks that go their own way.
    pub(in crate::cli) decks: Vec<DeckChoice>,
    /// Those that say so in a table of their own. They go over `decks`.
    pub(in crate::cli) own: Vec<DeckChoice>,
}

/// A deck that goes its own way. What it leaves open is as for the whole collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct DeckChoice {
    deck: DeckName,
    word: Word,
    variant: Option<Variant>,
    retention: Option<Retention>,
}

impl Scheduling {
    /// The algorithms of all decks.
    pub(in crate::cli) fn algorithms(&self) -> Algorithms {
        let decks = self.decks.iter().chain(&self.own).map(|choice| {
            let variant = choice.variant.unwrap_or(self.variant);
            let retention = choice.retention.unwrap_or(self.retention);
            (
                choice.deck.clone(),
                algorithm(choice.word, variant, retention),
            )
        });
        let whole = algorithm(self.word, self.variant, self.retention);
        ByDeck::new(whole, decks.collect())
    }
}

impl DeckChoice {
    /// Whether it is the choice of this deck.
    pub(super) fn is_of(&self, deck: &DeckName) -> bool {
        self.deck == *deck
    }

    /// The choice without its deck, the way [`read_choice`] reads it.
    pub(super) fn text(&self) -> String {
        let mut text = self.word.text().to_owned();
        if let Some(variant) = self.variant {
            text.push_str(&format!(" {}", variant.name()));
        }
        if let Some(retention) = self.retention {
            text.push_str(&format!(" {retention}"));
        }
        text
    }
}

fn algorithm(word: Word, variant: Variant, retention: Retention) -> Algorithm {
    match word {
        Word::Sm2 => Algorithm::Sm2(variant),
        Word::Fsrs => Algorithm::Fsrs(retention),
    }
}

/// Reads the decks that go their own way; `None` for what is not written so.
pub(super) fn read_decks(text: &str) -> Option<Vec<DeckChoice>> {
    let entries = text.split(';').map(str::trim);
    entries
        .filter(|entry| !entry.is_empty())
        .map(read_deck)
        .collect()
}

fn read_deck(entry: &str) -> Option<DeckChoice> {
    let (deck, choice) = entry.rsplit_once('=')?;
    read_choice(&DeckName::new(deck)?, choice)
}

/// Reads what a deck chooses, such as `fsrs 0.85`.
pub(super) fn read_choice(deck: &DeckName, choice: &str) -> Option<DeckChoice> {
    let mut words = choice.split_whitespace();
    let word = match words.next()? {
        "sm2" => Word::Sm2,
        "fsrs" => Word::Fsrs,
        _ => return None,
    };
    let (mut variant, mut retention) = (None, None);
    match (word, words.next()) {
        (_, None) => {}
        (Word::Sm2, Some(name)) => variant = Some(Variant::named(name)?),
        (Word::Fsrs, Some(share)) => retention = Some(read_retention(share)?),
    }
    words.next().is_none().then_some(DeckChoice {
        deck: deck.clone(),
        word,
        variant,
        retention,
    })
}

/// Writes decks the way [`read_decks`] reads them.
pub(super) fn written(decks: &[DeckChoice]) -> String {
    let entries = decks
        .iter()
        .map(|choice| format!("{} = {}", choice.deck, choice.text()));
    entries.collect::<Vec<_>>().join("; ")
}

/// Reads a retention such as `0.9`.
pub(super) fn read_retention(text: &str) -> Option<Retention> {
    text.trim().parse().ok().and_then(Retention::from_share)
}

impl Word {
    /// The word itself.
    pub(super) fn text(self) -> &'static str {
        match self {
            Word::Sm2 => "sm2",
            Word::Fsrs => "fsrs",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decks_go_their_own_way() {
        let text = "AWS::Storage = fsrs 0.85; Azure = sm2 common;  Old=sm2";
        let scheduling = Scheduling {
            word: Word::Fsrs,
            variant: Variant::PlugIn,
            decks: read_decks(text).unwrap(),
            ..Scheduling::default()
        };
        let algorithms = scheduling.algorithms();
        let retention = |share| Retention::from_share(share).unwrap();
        for (deck, algorithm) in [
            ("AWS", Algorithm::Fsrs(retention(0.9))),
            ("AWS::Storage::S3", Algorithm::Fsrs(retention(0.85))),
            ("Azure", Algorithm::Sm2(Variant::Common)),
            ("Old", Algorithm::Sm2(Variant::PlugIn)),
        ] {
            assert_eq!(*algorithms.of(deck), algorithm, "{deck}");
        }
        let written = written(&scheduling.decks);
        assert_eq!(
            written,
            "AWS::Storage = fsrs 0.85; Azure = sm2 common; Old = sm2"
        );
        assert_eq!(read_decks(""), Some(Vec::new()));
    }

    #[test]
    fn what_is_no_choice_is_refused() {
        for text in [
            "AWS",
            "AWS = anki",
            "AWS = sm2 0.9",
            "AWS = fsrs paper",
            "= sm2",
            "A = sm2 paper x",
            "A = fsrs 2",
        ] {
            assert_eq!(read_decks(text), None, "{text}");
        }
    }
}
