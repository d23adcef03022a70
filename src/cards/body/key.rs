//! The answer of a question that a key gives. It must never take the place of one that stands beside the question.

use super::{Body, Unlabelled, is_lone_letter};
use crate::cards::answer_key::KeyEntry;
use crate::cards::body_words::looks_like_title;
use crate::cards::page::Page;
use crate::cards::pieces::Piece;

impl Body {
    /// Takes the answer from a key, where the document gives none beside the question. One line below
    /// a question that `says` nothing of itself names the next section there.
    pub(in crate::cards) fn take_key(
        &mut self,
        page: &Page<'_>,
        entry: &KeyEntry,
        unlabelled: Unlabelled,
    ) {
        let names_section = match self.answer[..] {
            [Piece::Block(at)] => looks_like_title(page, at),
            _ => false,
        };
        if unlabelled == Unlabelled::Answer && names_section && self.explanation.is_empty() {
            self.answer.clear();
        }
        self.release_items(page, &entry.answer);
        if !self.answer.is_empty() || self.options.is_marked() {
            return;
        }
        if !self.options.is_choice()
            && let Some(verdict) = verdict(&entry.answer)
        {
            self.answer.push(Piece::Text(verdict.to_owned()));
            return;
        }
        // The letter belongs to another question of that number.
        if is_lone_letter(&entry.answer) && !self.options.is_choice() {
            let sentence = entry.sentence.as_deref();
            self.answer
                .extend(sentence.map(|text| Piece::Text(text.to_owned())));
            return;
        }
        self.answer.push(Piece::Text(entry.answer.clone()));
        self.adopt_items(page, "");
        if self.explanation.is_empty() && !entry.explanation.is_empty() {
            self.explanation
                .push(Piece::Text(entry.explanation.clone()));
        }
    }
}

/// `T` or `F` for a statement that has no options.
fn verdict(answer: &str) -> Option<&'static str> {
    match answer.trim_matches(['*', '.', ' ']) {
        "T" => Some("True"),
        "F" => Some("False"),
        _ => None,
    }
}
