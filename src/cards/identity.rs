//! How a card is recognised: a fingerprint of what it says, and an id born from the first
//! fingerprint. Two machines that compile the same text agree on both without talking.
//! Neither may ever depend on the section, the line, the path of the document or the order of
//! options: those change all the time without the card becoming another one.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::card::{Answer, Card, beginning};
use super::deck::DeckName;
use super::folded_names::FoldedNames;
use super::plain::{plain, plain_into};

/// The scheme of fingerprints. A change of [`plain`] or of [`Fingerprint::of`] needs a new one.
const SCHEME: &str = "srm-card-1";

/// The lasting name of a card: 128 bits, written as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CardId([u8; 16]);

/// What a card says, apart from markup, case, spaces and numbering: 128 bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint([u8; 16]);

/// As one number: as sixteen bytes behind their length a lookup took twice as long.
impl Hash for CardId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u128(u128::from_ne_bytes(self.0));
    }
}

/// As one number, as a [`CardId`] is.
impl Hash for Fingerprint {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u128(u128::from_ne_bytes(self.0));
    }
}

impl CardId {
    /// The id of a card first seen with this fingerprint. `occurrence` counts equal cards of a
    /// deck from 0, so that a text standing twice is two cards.
    pub fn born(deck: &DeckName, fingerprint: Fingerprint, occurrence: u32) -> CardId {
        Cradle::of(deck).birth(fingerprint, occurrence)
    }

    /// The id to try after this one, where a card has it already that is not this one.
    pub fn next(self) -> CardId {
        let mut hasher = Parts::new();
        hasher.add("next");
        hasher.add_bytes(&self.0);
        CardId(hasher.finish())
    }

    /// The id with these bytes, as a database stores it.
    pub const fn from_bytes(bytes: [u8; 16]) -> CardId {
        CardId(bytes)
    }

    /// The bytes of the id.
    pub fn bytes(self) -> [u8; 16] {
        self.0
    }

    /// The first digits, enough to show to a person.
    pub fn short(self) -> String {
        self.to_string().chars().take(8).collect()
    }
}

/// Where the cards of one deck are born. Fingerprints are hashes already, so that adding the deck's
/// own hash keeps them apart; hashing each of them once more took a tenth of compiling a large table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cradle(u128);

/// What two equal cards of a deck are apart: an odd number, so that no two occurrences meet.
const APART: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;

impl Cradle {
    /// The cradle of a deck.
    pub(super) fn of(deck: &DeckName) -> Cradle {
        let mut hasher = Parts::new();
        hasher.add("card");
        hasher.add(deck.as_str());
        Cradle(u128::from_be_bytes(hasher.finish()))
    }

    /// The id of a card born here.
    pub(super) fn birth(self, fingerprint: Fingerprint, occurrence: u32) -> CardId {
        let content = u128::from_be_bytes(fingerprint.0);
        let number = content
            .wrapping_add(self.0)
            .wrapping_add(APART.wrapping_mul(u128::from(occurrence)));
        CardId(number.to_be_bytes())
    }
}

impl Fingerprint {
    /// The fingerprint of what a card asks and answers. Options count as a set.
    pub fn of(card: &Card) -> Fingerprint {
        Fingerprint::of_one(card, &mut FoldedNames::alone())
    }

    /// The same for one of many cards; the names are folded each by itself.
    pub(super) fn of_one(card: &Card, names: &mut FoldedNames) -> Fingerprint {
        let mut parts = Parts::new();
        // One buffer for all texts of a card.
        let mut folded = String::with_capacity(64);
        let mut add_plain = |parts: &mut Parts, text: &str| {
            folded.clear();
            plain_into(text, &mut folded);
            parts.add(&folded);
        };
        parts.add(card.kind.name());
        add_plain(&mut parts, card.prompt.text());
        match &card.answer {
            Answer::Text(text) => add_plain(&mut parts, text),
            Answer::Fields(fields) => {
                let names = names.of(fields);
                for (place, text) in fields.placed() {
                    parts.add(names.get(place).map_or("", String::as_str));
                    add_plain(&mut parts, text);
                }
            }
            Answer::Choices(asked) => {
                let choices = asked.choices.iter();
                let mut texts: Vec<String> = choices
                    .map(|choice| format!("{} {}", u8::from(choice.correct), plain(&choice.text)))
                    .collect();
                texts.sort_unstable();
                texts.iter().for_each(|text| parts.add(text));
                add_plain(&mut parts, asked.explanation.as_deref().unwrap_or_default());
            }
            // Passages are what the program found, not what the document says.
            Answer::Unanswered(open) => {
                let mut texts: Vec<String> =
                    open.options.iter().map(|option| plain(option)).collect();
                texts.sort_unstable();
                texts.iter().for_each(|text| parts.add(text));
            }
        }
        Fingerprint(parts.finish())
    }

    /// The fingerprint with these bytes, as a database stores it.
    pub fn from_bytes(bytes: [u8; 16]) -> Fingerprint {
        Fingerprint(bytes)
    }

    /// The bytes.
    pub fn bytes(self) -> [u8; 16] {
        self.0
    }
}

/// A hash over separate parts, each with its length, so that no two lists of parts run together.
/// They are gathered first: one call for a few hundred bytes costs half of what a hasher that is fed
/// piece by piece does.
struct Parts(Vec<u8>);

impl Parts {
    fn new() -> Parts {
        let mut parts = Parts(Vec::with_capacity(256));
        parts.add(SCHEME);
        parts
    }

    fn add(&mut self, text: &str) {
        self.add_bytes(text.as_bytes());
    }

    fn add_bytes(&mut self, bytes: &[u8]) {
        self.0
            .extend_from_slice(&(bytes.len() as u64).to_be_bytes());
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        let hash = blake3::hash(&self.0);
        bytes.copy_from_slice(hash.as_bytes().split_at(16).0);
        bytes
    }
}

impl fmt::Display for CardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // At once: to format each byte by itself takes longer, and an import writes many ids.
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |number: u8| {
            DIGITS
                .get(usize::from(number))
                .copied()
                .map_or('?', char::from)
        };
        let mut text = String::with_capacity(32);
        for byte in self.0 {
            text.push(digit(byte >> 4));
            text.push(digit(byte & 15));
        }
        f.write_str(&text)
    }
}

impl fmt::Debug for CardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CardId({self})")
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({})", CardId(self.0))
    }
}

/// A text that is no card id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no card id: 32 hexadecimal digits")]
pub struct NoCardId(pub String);

impl FromStr for CardId {
    type Err = NoCardId;

    fn from_str(text: &str) -> Result<CardId, NoCardId> {
        let no_id = || NoCardId(beginning(text));
        if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(no_id());
        }
        u128::from_str_radix(text, 16)
            .map(|number| CardId(number.to_be_bytes()))
            .map_err(|_| no_id())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::cards::{Choice, ChoiceOrder, Choices, Kind, Prompt};

    fn card(front: &str, back: &str) -> Card {
        Card {
            kind: Kind::Question,
            section: Arc::from(vec![]),
            prompt: Prompt::Text(front.into()),
            answer: Answer::Text(back.into()),
            tags: Arc::from(vec![]),
            line: 1,
        }
    }

    fn choice(texts: &[(&str, bool)]) -> Card {
        let choices = texts.iter().map(|(text, correct)| Choice {
            text: (*text).into(),
            correct: *correct,
        });
        let answer = Answer::Choices(Box::new(Choices {
            choices: choices.collect(),
            explanation: None,
            order: ChoiceOrder::Free,
        }));
        Card {
            answer,
            kind: Kind::Choice,
            ..card("Which?", "")
        }
    }

    #[test]
    fn another_answer_is_another_fingerprint() {
        let one = Fingerprint::of(&card("Who?", "AWS"));
        assert_eq!(one, Fingerprint::of(&card("**who?**", "aws")));
        assert_ne!(one, Fingerprint::of(&card("Who?", "the customer")));
        assert_ne!(
            Fingerprint::of(&card("a", "bc")),
            Fingerprint::of(&card("ab", "c"))
        );
    }

    #[test]
    fn options_are_a_set_and_the_right_one_counts() {
        let one = Fingerprint::of(&choice(&[("a", true), ("b", false)]));
        assert_eq!(one, Fingerprint::of(&choice(&[("b", false), ("a", true)])));
        assert_ne!(one, Fingerprint::of(&choice(&[("a", false), ("b", true)])));
    }

    #[test]
    fn ids_differ_by_deck_and_occurrence_and_are_read_back() {
        let (one, two) = (DeckName::new("One").unwrap(), DeckName::new("Two").unwrap());
        let fingerprint = Fingerprint::of(&card("Who?", "AWS"));
        let id = CardId::born(&one, fingerprint, 0);
        assert_ne!(id, CardId::born(&two, fingerprint, 0));
        assert_ne!(id, CardId::born(&one, fingerprint, 1));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!("abc".parse::<CardId>().is_err());
        assert!(
            "+1234567890123456789012345678901"
                .parse::<CardId>()
                .is_err()
        );
    }

    #[test]
    fn the_scheme_never_changes_unnoticed() {
        let id = CardId::born(
            &DeckName::new("Deck").unwrap(),
            Fingerprint::of(&card("Who patches EC2?", "The customer.")),
            0,
        );
        // A new value here breaks every collection: it needs a new scheme and a migration.
        assert_eq!(id.to_string(), "97e3a088e3195f0219e47a466173411a");
    }
}
