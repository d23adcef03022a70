//! Progress from programs whose cards are Markdown, too: hashcards and repeater. Their documents come in as
//! documents do; their databases know a card by a hash of its text alone, so that the text is hashed
//! here as they hash it, and what they say of a hash becomes events of our card.
//! It must never open a database: rows come in as arguments.

mod hashcards;
mod progress;
mod repeater;

pub use progress::{PeerAnswer, PeerProgress, events};

use crate::cards::Card;
use crate::review::DeviceId;

/// A program whose progress can be brought along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    /// hashcards, with a database beside its documents.
    Hashcards,
    /// repeater, with one database for all documents.
    Repeater,
}

impl Peer {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Peer::Hashcards => "hashcards",
            Peer::Repeater => "repeater",
        }
    }

    /// The device its answers are filed under: one for all of its databases, so that the same answer
    /// has one name wherever it is read. The letters of its name, as a number.
    pub fn device(self) -> DeviceId {
        match self {
            Peer::Hashcards => DeviceId(0x6861_7368_6361_7264),
            Peer::Repeater => DeviceId(0x7265_7065_6174_6572),
        }
    }

    /// The cards that it sees in a document.
    pub fn cards(self, text: &str) -> Vec<PeerCard> {
        match self {
            Peer::Hashcards => hashcards::cards(text),
            Peer::Repeater => repeater::cards(text),
        }
    }
}

/// A card as such a program sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerCard {
    /// The line where it begins, from 1.
    pub line: u32,
    /// What it leaves out of its sentence; none for a question.
    pub gap: Option<String>,
    /// The hash of its text, 64 hexadecimal digits.
    pub hash: String,
}

impl PeerCard {
    /// Whether this is that card of ours.
    pub fn is(&self, card: &Card) -> bool {
        let same_gap = match &self.gap {
            Some(gap) => gap.trim() == card.back().trim(),
            None => card.kind != crate::cards::Kind::Cloze,
        };
        self.line == card.line && same_gap
    }
}

/// The line after `---` front matter, from 0; 0 where there is none.
fn after_front_matter(lines: &[&str]) -> usize {
    if lines.first().is_none_or(|line| line.trim() != "---") {
        return 0;
    }
    let end = lines.iter().skip(1).position(|line| line.trim() == "---");
    end.map_or(0, |at| at.saturating_add(2))
}

fn line_number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1)
}
