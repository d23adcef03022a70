//! The answer of a question that a key gives. It must never take the place of one that stands beside the question.

use super::{Body, Unlabelled, is_lone_letter};
use crate::cards::answer_key::KeyEntry;
use crate::cards::body_words::looks_like_title;
use crate::cards::page::Page;
use crate::cards::pieces::Piece;
use crate::document::{BlockKind, Gap};

/// How sure it is that an entry of a key belongs to a question.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::cards) enum Claim {
    /// It answers in words, and no other question has its number.
    Sole,
    /// Another one may be meant.
    Shared,
}

impl Body {
    /// Takes the answer from a key, where the document gives none beside the question. One line below
    /// a question that `says` nothing of itself names the next section there.
    pub(in crate::cards) fn take_key(
        &mut self,
        page: &Page<'_>,
        entry: &KeyEntry,
        (unlabelled, claim): (Unlabelled, Claim),
    ) {
        let names_section = match self.answer[..] {
            [Piece::Block(at)] => looks_like_title(page, at),
            _ => false,
        };
        let is_other = names_section || (claim == Claim::Sole && self.is_apart(page));
        if unlabelled == Unlabelled::Answer && is_other && self.explanation.is_empty() {
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

impl Body {
    /// Whether what stands below a question is a line or two in a paragraph of their own: where the key has the
    /// answer in words, they say how to answer the questions below them.
    fn is_apart(&self, page: &Page<'_>) -> bool {
        let is_line = |piece: &Piece, gap: Option<Gap>| {
            let Piece::Block(at) = piece else {
                return false;
            };
            page.block(*at).is_some_and(|block| {
                let above = at.checked_sub(1).filter(|above| page.is_reveal(*above));
                let begins = above.and_then(|above| page.block(above)).unwrap_or(block);
                block.kind == BlockKind::Line
                    && block.indent == 0
                    && gap.is_none_or(|gap| begins.gap == gap)
            })
        };
        match &self.answer[..] {
            [first] => is_line(first, Some(Gap::Blank)),
            [first, second] => is_line(first, Some(Gap::Blank)) && is_line(second, None),
            _ => false,
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
