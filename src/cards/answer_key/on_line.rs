//! Keys of several answers on one line: pairs of numbers and letters, or texts behind their numbers.

use crate::cards::answer_pairs;

use super::{AnswerKey, Names, texts_on_line};

impl AnswerKey {
    /// The answers of a part of an exam, behind its letter.
    pub(super) fn section_on_line(&mut self, at: usize, text: &str) -> bool {
        self.pairs(at, text) || self.texts(at, text, 2) || self.entry_of_line(at, text, true)
    }

    /// Takes `1-A, 2-B`: at least two pairs and nothing else, all of numbers that are asked.
    pub(super) fn pairs(&mut self, at: usize, text: &str) -> bool {
        let found = answer_pairs::of_range(text)
            .or_else(|| answer_pairs::of_line(text))
            .or_else(|| answer_pairs::of_numbers(text));
        self.take_pairs(at, found.unwrap_or_default()) || self.verdicts_on_line(at, text)
    }

    /// Takes `1. T 2. F`: what is said of statements, none of which may be missing.
    fn verdicts_on_line(&mut self, at: usize, text: &str) -> bool {
        let found = answer_pairs::of_verdicts(text).unwrap_or_default();
        let is_known = |(number, _): &(u32, String)| {
            self.asked.holds(*number) || self.asked.states(*number, at, Names::Sentence)
        };
        let is_key = found.len() >= 2 && found.iter().all(is_known);
        for (number, verdict) in found.into_iter().filter(|_| is_key) {
            self.add(at, number, verdict, String::new());
        }
        is_key
    }

    /// Takes `1-the first answer 2-the second`: texts of questions that are all asked.
    pub(super) fn texts(&mut self, at: usize, text: &str, fewest: usize) -> bool {
        self.take_pairs(at, texts_on_line::of_line(text, fewest).unwrap_or_default())
    }
}
