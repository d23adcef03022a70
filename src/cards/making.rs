//! Making a card of a draft: where it says enough, is wanted, and is known by what it says.
//! Here nothing is counted: the rows of a large table are made side by side.

use std::sync::Arc;

use crate::document::Span;

use super::card::{Answer, Card, Kind, Section};
use super::compiled::CompiledCard;
use super::folded_names::FoldedNames;
use super::identity::{CardId, Fingerprint};
use super::room::length;
use super::rules::{Draft, Origin, RuleName};
use super::wishes::Wishes;

/// Up to this many bytes a card is known by what it says at once, a longer one when there is room for it:
/// a name of 300 kB on each of a million rows would be read a million times.
const SHORT: usize = 4 << 10;

/// What became of a draft.
pub(super) enum Made {
    Card(CompiledCard),
    /// It is not known yet by what it says.
    Long(LongCard),
    /// It is of a kind that nobody asked for.
    Offer(Kind),
    /// One of its sides is empty.
    Nothing(Span),
}

/// A card that is known by what it says when there is room for it.
pub(super) struct LongCard {
    pub(super) card: Card,
    pub(super) span: Span,
    rule: RuleName,
}

impl LongCard {
    /// The card with its fingerprint. Its id is born when the deck's name and the occurrence are known.
    pub(super) fn known(self, names: &mut FoldedNames) -> CompiledCard {
        let LongCard { card, span, rule } = self;
        let fingerprint = Fingerprint::of_one(&card, names);
        CompiledCard {
            id: CardId::from_bytes(fingerprint.bytes()),
            fingerprint,
            card,
            span,
            rule,
        }
    }
}

/// Makes cards of drafts, at one place of the walk.
pub(super) struct Maker<'a> {
    pub(super) section: Section,
    pub(super) tags: Arc<[String]>,
    pub(super) wishes: &'a Wishes,
    /// Those of the rows made before; each by itself.
    pub(super) names: &'a mut FoldedNames,
}

impl Maker<'_> {
    /// Makes a card, or says why there is none.
    pub(super) fn make(&mut self, draft: Draft, rule: RuleName) -> Made {
        let Draft {
            kind,
            prompt,
            answer,
            span,
            origin,
        } = draft;
        if prompt.text().trim().is_empty() || says_nothing(&answer) {
            return Made::Nothing(span);
        }
        if origin == Origin::Structure && !self.wishes.makes(kind) {
            return Made::Offer(kind);
        }
        let card = Card {
            kind,
            section: Arc::clone(&self.section),
            prompt,
            answer,
            tags: Arc::clone(&self.tags),
            // Counted when the card is taken: lines are counted along the way.
            line: 0,
        };
        let is_short = length(&card) <= SHORT;
        let made = LongCard { card, span, rule };
        match is_short {
            true => Made::Card(made.known(self.names)),
            false => Made::Long(made),
        }
    }
}

/// Whether an answer has nothing to show, such as `{{c1::}}` or a cell of `<br>`. That the document
/// gives no answer is something to show.
fn says_nothing(answer: &Answer) -> bool {
    let is_blank = |text: &str| text.trim().is_empty();
    match answer {
        Answer::Text(text) => is_blank(text),
        Answer::Fields(fields) => fields.iter().all(|field| is_blank(field.text)),
        Answer::Choices(asked) => {
            let mut right = asked.choices.iter().filter(|choice| choice.correct);
            right.all(|choice| is_blank(&choice.text))
        }
        Answer::Unanswered(_) => false,
    }
}
