//! Keys that judge numbered sentences, `3. Falsch, …`: a sentence that one judges is a question. Nothing here reads
//! the entries of a key.

use crate::document::{begins_with_verdict, part_number};

use super::texts::{names_options, without_word};
use super::{AnswerKey, Form, KeyEntry};

impl KeyEntry {
    /// Whether the answer is that a sentence is true or false.
    pub(super) fn is_verdict(&self) -> bool {
        self.form == Form::Line && begins_with_verdict(&self.answer)
    }

    /// Whether a line or row of the key holds the answer in words.
    pub(in crate::cards) fn says(&self) -> bool {
        self.form == Form::Line && !names_options(&self.answer)
    }

    /// Whether its first word may be an article and no letter: `A body stays at rest.`
    pub(in crate::cards) fn may_say(&self) -> bool {
        self.sentence.is_some()
    }
}

impl AnswerKey {
    /// Finds the sentences that the entries judge.
    pub(super) fn judge(&mut self) {
        let verdicts = std::mem::take(&mut self.verdicts);
        self.asked.judge(&verdicts);
    }

    /// Whether an entry judges the numbered sentence at a place.
    pub(in crate::cards) fn judges(&self, at: usize) -> bool {
        self.asked.is_judged(at)
    }

    /// Whether only one question has a number.
    pub(in crate::cards) fn asks_once(&self, number: u32) -> bool {
        self.asked.asks_once(number)
    }

    /// The number of two parts that a cell is, where it is asked.
    pub(super) fn asked_part(&self, cell: &str) -> Option<u32> {
        let bare = cell.trim_matches(['*', '_', '`', ' ', '.', ')', '#']);
        let (number, rest) = part_number(without_word(bare))?;
        (rest.is_empty() && self.asked.holds(number)).then_some(number)
    }

    /// Whether a question has a number.
    pub(in crate::cards) fn is_asked(&self, number: u32) -> bool {
        self.asked.asks(number)
    }
}
