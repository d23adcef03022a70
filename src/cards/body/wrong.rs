//! Options in two lists: the right ones under `Correct options`, the others under `Incorrect options`. A list that says why
//! each is wrong gives its options away, and explains.

use super::Body;
use crate::cards::body_words::bare;
use crate::cards::page::Page;
use crate::cards::pieces::{Piece, text_of};
use crate::cards::prompt_words::is_one_of;

/// The most options of such a list, and the most bytes of one.
const MOST: usize = 8;
const LONGEST: usize = 240;

/// Whether a line or heading says that wrong options stand below it.
pub(super) fn names_wrong(page: &Page<'_>, at: usize) -> bool {
    const WORDS: [&str; 12] = [
        "incorrect option",
        "incorrect options",
        "incorrect answer",
        "incorrect answers",
        "wrong option",
        "wrong options",
        "wrong answer",
        "wrong answers",
        "distractors",
        "respuestas incorrectas",
        "falsche antworten",
        "réponses incorrectes",
    ];
    is_one_of(bare(page, at), &WORDS) && page.is_item(at.saturating_add(1))
}

impl Body {
    /// Takes the answer and the items under `Incorrect options` for the options.
    pub(super) fn adopt_wrong(&mut self, page: &Page<'_>) {
        let wrong = std::mem::take(&mut self.wrong);
        if wrong.is_empty() {
            return;
        }
        let says_why = |at: &usize| {
            let text = page.text(*at);
            let behind = [" – ", " — ", " - ", ": "]
                .iter()
                .filter_map(|sign| text.split_once(sign));
            text.len() > LONGEST
                || behind
                    .into_iter()
                    .any(|(_, why)| why.split(' ').nth(3).is_some())
        };
        let said = text_of(page, &self.answer);
        let is_choice = self.options.is_empty()
            && !said.is_empty()
            && wrong.len() <= MOST
            && !wrong.iter().any(says_why);
        if !is_choice {
            self.explanation.extend(wrong.into_iter().map(Piece::Block));
            return;
        }
        let items: Option<Vec<usize>> = self.answer.iter().map(|piece| item(page, piece)).collect();
        match items.filter(|items| !items.is_empty()) {
            Some(right) => {
                let places: Vec<usize> = (0..right.len()).collect();
                self.options.take_items(page, &right, &places);
                self.answer.clear();
            }
            // A sentence answers.
            None => self.options.take_texts(&[said.trim()]),
        }
        self.options.take_items(page, &wrong, &[]);
    }
}

/// The place of an item; what is empty is left out by whoever reads it.
fn item(page: &Page<'_>, piece: &Piece) -> Option<usize> {
    match piece {
        Piece::Block(at) if page.is_item(*at) => Some(*at),
        _ => None,
    }
}
