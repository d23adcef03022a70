//! What rules ask of one block alone: its label, its letter, and what its words do. Each is found out
//! once and kept.

use crate::document::label::Labelled;
use crate::document::{Block, BlockKind, Marker, OptionLetter, is_noise, is_reveal, option_letter};

use super::known::{Fact, LabelKind};
use super::{Page, labels};
use crate::cards::demand_words::{demands_answer, is_imperative};
use crate::cards::prompt_words::{asks, is_bold, undrawn};

impl Page<'_> {
    /// The label that the block at a place begins with. Code and tables have none.
    pub(in crate::cards) fn label(&self, at: usize) -> Option<Labelled> {
        match self.known.label(at) {
            Some(LabelKind::None) => None,
            Some(LabelKind::Other) | None => labels::read(self.source, self.block(at)?),
            Some(_) => self.labels.at(at),
        }
    }

    /// What the label at a place says.
    pub(in crate::cards) fn label_kind(&self, at: usize) -> LabelKind {
        let found = || LabelKind::of(self.label(at).map(|found| found.label));
        self.known.label(at).unwrap_or_else(found)
    }

    /// Whether the text at a place asks.
    pub(in crate::cards) fn asks(&self, at: usize) -> bool {
        let known = &self.known;
        known.holds(at, Fact::Asks, || asks(self.text(at)))
    }

    /// Whether it begins with a verb that demands an answer.
    pub(in crate::cards) fn is_imperative(&self, at: usize) -> bool {
        let known = &self.known;
        known.holds(at, Fact::IsImperative, || is_imperative(self.text(at)))
    }

    /// Whether it begins with a verb that nothing but a question for knowledge begins with.
    pub(in crate::cards) fn demands_answer(&self, at: usize) -> bool {
        let known = &self.known;
        known.holds(at, Fact::DemandsAnswer, || demands_answer(self.text(at)))
    }

    /// Whether it only uncovers what follows it.
    pub(in crate::cards) fn is_reveal(&self, at: usize) -> bool {
        let known = &self.known;
        known.holds(at, Fact::IsReveal, || is_reveal(self.text(at)))
    }

    /// Whether it is in bold as a whole.
    pub(in crate::cards) fn is_bold(&self, at: usize) -> bool {
        let known = &self.known;
        known.holds(at, Fact::IsBold, || is_bold(undrawn(self.text(at))))
    }

    /// The letter of the option that the block at a place is.
    pub(in crate::cards) fn option_letter(&self, at: usize) -> Option<OptionLetter> {
        if self.known.has_no_letter(at) {
            return None;
        }
        let block = self.block(at)?;
        let found = match block.kind {
            BlockKind::Item {
                marker: Marker::Letter(letter),
                ..
            } => Some(OptionLetter {
                letter,
                rest: block.text,
            }),
            BlockKind::Line | BlockKind::Item { .. } => self
                .roman_letters
                .letter(at)
                .or_else(|| option_letter(self.source, block.text))
                .filter(|found| found.letter != 'I' || !self.counts_in_roman(at))
                .or_else(|| self.bare_letters.letter(self.source, self.blocks, at)),
            _ => None,
        };
        if found.is_none() {
            self.known.keep_no_letter(at);
        }
        found
    }

    /// Whether a place begins a list `i. one`, `ii. two`: its letter is a numeral.
    fn counts_in_roman(&self, at: usize) -> bool {
        let counts = |at: usize, numeral: &str| {
            let bare = self.text(at).trim_start_matches(['(', '*']);
            let behind = bare.get(numeral.len()..);
            let begin = bare.get(..numeral.len());
            begin.is_some_and(|begin| begin.eq_ignore_ascii_case(numeral))
                && behind.is_some_and(|behind| behind.starts_with(['.', ')', '*']))
        };
        self.roman_letters.letter(at).is_none()
            && counts(at, "i")
            && counts(at.saturating_add(1), "ii")
    }

    /// Whether the option at a place is counted in Roman numerals.
    pub(in crate::cards) fn is_counted_in_roman(&self, at: usize) -> bool {
        self.roman_letters.letter(at).is_some()
    }

    /// Whether the block at a place is noise of the page.
    pub(in crate::cards) fn is_noise(&self, at: usize) -> bool {
        let find = |block: &Block| match block.kind {
            BlockKind::Line | BlockKind::Item { .. } | BlockKind::Summary => {
                let text = block.text.text(self.source);
                self.known.holds(at, Fact::IsNoise, || is_noise(text))
            }
            _ => false,
        };
        self.block(at).is_some_and(find)
    }
}
