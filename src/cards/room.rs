//! How much text cards may hold. A document of a few lines can ask for far more than it is: each row of
//! a table repeats the headings above it and the names of its columns, each gap of a text the whole text.
//! Nothing here may look at what a text says.

use crate::document::{Code, Problem, Span};

use super::card::{Answer, Card};

/// The most text that one card holds, in bytes.
pub const LONGEST: usize = 1 << 20;

/// How many bytes of cards may be made of one byte that was read.
const TIMES: usize = 16;
/// Up to this many bytes of cards nobody asks what they were made of.
const FREE: usize = 4 << 20;
/// The most bytes of all cards of one file.
const MOST: usize = 512 << 20;

/// Why there is no room for a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoRoom {
    /// The card is too long.
    #[error("it would hold more than {} MiB of text", LONGEST >> 20)]
    Card,
    /// All cards together are too long.
    #[error("the cards before it hold all the text that cards of this file may hold")]
    File,
}

impl NoRoom {
    /// The problem of a card that was not made.
    pub(super) fn at(self, span: Span) -> Problem {
        let hint = "shorten it, and what it repeats: the headings above, the names of columns";
        Problem {
            code: Code::Skipped,
            span,
            message: format!("no card was made: {self}").into(),
            hint: Some(hint.into()),
        }
    }
}

/// The room for the cards of one file.
#[derive(Clone, Debug)]
pub struct Room {
    left: usize,
    granted: usize,
}

impl Default for Room {
    /// The room that every file has.
    fn default() -> Room {
        Room {
            left: FREE,
            granted: FREE,
        }
    }
}

impl Room {
    /// The room for what is made of so many bytes.
    pub fn of(bytes: usize) -> Room {
        let granted = bytes.saturating_mul(TIMES).clamp(FREE, MOST);
        Room {
            left: granted,
            granted,
        }
    }

    /// More room, since so many bytes more were read.
    pub fn grow(&mut self, bytes: usize) {
        let more = bytes.saturating_mul(TIMES);
        let more = more.min(MOST.saturating_sub(self.granted));
        self.granted = self.granted.saturating_add(more);
        self.left = self.left.saturating_add(more);
    }

    /// Takes the room of a card.
    ///
    /// # Errors
    /// When there is none for it.
    pub fn take(&mut self, card: &Card) -> Result<(), NoRoom> {
        let bytes = length(card);
        if bytes > LONGEST {
            return Err(NoRoom::Card);
        }
        match self.take_bytes(bytes) {
            true => Ok(()),
            false => Err(NoRoom::File),
        }
    }

    /// Takes the room of a text, where there is room for it.
    pub(super) fn take_bytes(&mut self, bytes: usize) -> bool {
        let left = self.left.checked_sub(bytes);
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }
}

/// The bytes of all texts of a card: what it asks and answers, the headings above it, its tags.
pub(super) fn length(card: &Card) -> usize {
    let answer = match &card.answer {
        Answer::Text(text) => text.len(),
        Answer::Fields(fields) => fields.length(),
        Answer::Choices(asked) => {
            let texts = asked.choices.iter().map(|choice| choice.text.len());
            total(texts.chain(asked.explanation.iter().map(String::len)))
        }
        Answer::Unanswered(open) => {
            let passages = open.passages.iter().map(|passage| passage.text.len());
            total(open.options.iter().map(String::len).chain(passages))
        }
    };
    let around = card.section.iter().chain(card.tags.iter());
    total(
        around
            .map(String::len)
            .chain([answer, card.prompt.text().len()]),
    )
}

fn total(lengths: impl Iterator<Item = usize>) -> usize {
    lengths.fold(0, usize::saturating_add)
}

#[cfg(test)]
mod tests {
    use crate::cards::{Fields, Kind, Prompt, compile};

    use super::*;

    fn card(section: &str, answer: Answer) -> Card {
        Card {
            kind: Kind::TableRow,
            section: std::sync::Arc::from([section.to_owned()]),
            prompt: Prompt::Key("key".into()),
            answer,
            tags: std::sync::Arc::from([]),
            line: 1,
        }
    }

    #[test]
    fn every_text_of_a_card_counts() {
        let fields = Fields::new([("name", "text"), ("a", "b")]);
        // The texts of fields have one byte between them.
        assert_eq!(length(&card("above", Answer::Fields(fields))), 5 + 3 + 11);
        let mut room = Room::default();
        let text = |bytes: usize| Answer::Text("x".repeat(bytes).into());
        assert_eq!(room.take(&card("", text(LONGEST - 3))), Ok(()));
        assert_eq!(room.take(&card("", text(LONGEST - 2))), Err(NoRoom::Card));
        assert_eq!(room.take(&card("x", text(LONGEST - 3))), Err(NoRoom::Card));
    }

    #[test]
    fn room_grows_with_what_is_read_up_to_a_bound() {
        assert_eq!(Room::of(0).left, FREE);
        assert_eq!(Room::of(2 << 20).left, 32 << 20);
        assert_eq!(Room::of(usize::MAX).left, MOST);
        let mut room = Room::default();
        assert!(room.take_bytes(FREE) && !room.take_bytes(1));
        room.grow(1);
        assert!(room.take_bytes(TIMES) && !room.take_bytes(1));
        room.grow(usize::MAX);
        assert_eq!(room.left, MOST - FREE - TIMES);
    }

    /// What a document makes: its cards, the bytes they hold, and whether anything was said to be
    /// left out.
    fn made(source: &str) -> (usize, usize, bool) {
        let deck = crate::cards::DeckName::unnamed();
        let compiled = compile(source, &deck);
        let bytes = compiled.cards.iter().map(|card| length(&card.card));
        let skipped = |code: Code| code == Code::Skipped;
        let said = compiled
            .problems
            .iter()
            .any(|problem| skipped(problem.code));
        (compiled.cards.len(), bytes.sum(), said)
    }

    #[test]
    fn a_cell_that_is_too_long_makes_no_card_and_is_said() {
        let long = "long ".repeat(LONGEST / 5 + 1);
        let table = |cell: &str| format!("| K | V |\n|---|---|\n| a | {cell} |\n| b | two |\n");
        assert_eq!(made(&table("one")).0, 2);
        let (cards, bytes, said) = made(&table(&long));
        assert_eq!((cards, said), (1, true));
        assert!(bytes < 100, "{bytes}");
    }

    /// Less than 1 MiB each, they ask for more than sixteen times as much: a name of a column on every card, a text
    /// with each of its gaps.
    #[test]
    fn what_is_repeated_is_bounded() {
        let name = "x".repeat(300_000);
        let rows: String = (0..22).map(|n| format!("| key {n} | v {n} |\n")).collect();
        let gaps: String = (0..2000).map(|n| format!("[gap {n}] and ")).collect();
        for document in [
            format!("| K | {name} |\n|---|---|\n{rows}"),
            format!("C: {gaps}\n"),
        ] {
            let (cards, bytes, said) = made(&document);
            let begin: String = document.chars().take(30).collect();
            let most = Room::of(document.len()).left;
            assert!(bytes <= most, "{begin}: {cards} cards, {bytes} bytes");
            assert!(said, "{begin}: nothing is said");
        }
    }

    #[test]
    fn a_long_card_is_known_by_what_it_says_as_a_short_one_is() {
        let text = format!(
            "| K | V |\n|---|---|\n| a | {} |\n| b | two |\n",
            "long ".repeat(9_000)
        );
        let compiled = compile(&text, &crate::cards::DeckName::unnamed());
        assert_eq!(compiled.cards.len(), 2);
        for card in &compiled.cards {
            assert_eq!(card.fingerprint, crate::cards::Fingerprint::of(&card.card));
            assert!(card.card.line > 2);
        }
    }

    #[test]
    fn long_passages_answer_nothing() {
        let long = "the zebra lives here ".repeat(500);
        let asked: String = (0..300)
            .map(|n| format!("Q: Where zebra {n}?\n\n"))
            .collect();
        let (cards, bytes, _) = made(&format!("# D\n\n{long}\n\n{asked}"));
        assert_eq!(cards, 300);
        assert!(bytes < 10_000, "{bytes}");
    }
}
