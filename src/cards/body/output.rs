//! Questions about what a piece of code prints: the code belongs to the question, and `Output: …` is the
//! answer.

use super::{Body, Part};
use crate::cards::folded::holds_one_of;
use crate::cards::page::Page;
use crate::cards::pieces::Piece;
use crate::cards::prompt_words::asks;
use crate::document::BlockKind;
use crate::document::label::Label;

/// Whether a question asks about code that stands below it.
pub(in crate::cards) fn asks_about_code(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "output",
        "printed",
        "print?",
        "prints",
        "logged",
        "following code",
        "following snippet",
        "following program",
        "this code",
        "code below",
    ];
    if text.len() > 300 {
        return false;
    }
    // `Write the date to the output` is a task, and code solves it.
    let demands = ["predict", "guess", "find the output"];
    if !asks(text) && !holds_one_of(text, &demands) {
        return false;
    }
    holds_one_of(text, &WORDS)
}

/// What is behind the label that says what the code prints; nothing where no such label stands there.
fn output_label(page: &Page<'_>, at: usize) -> Option<Option<Piece>> {
    let found = page.label(at).filter(|found| found.label == Label::Other)?;
    let name = found.name.text(page.source).to_lowercase();
    let is_output = [
        "output",
        "the output",
        "result",
        "console output",
        "expected output",
    ]
    .iter()
    .any(|word| name == *word)
        || (name.starts_with("the output") && found.rest.text(page.source).is_empty());
    let says = !found.rest.text(page.source).is_empty();
    is_output.then(|| says.then_some(Piece::Rest(found.rest)))
}

impl Body {
    /// Takes the label of what code prints. What was taken for the answer before is the code.
    pub(super) fn take_output(&mut self, page: &Page<'_>, at: usize) -> Option<Part> {
        let said = output_label(page, at)?;
        if self.is_output_said {
            return None;
        }
        self.is_output_said = true;
        self.stem.append(&mut self.answer);
        self.answer.extend(said);
        Some(Part::Answer)
    }

    /// Whether the code at a place is what the question is about: it is the first below the question,
    /// and more stands below it.
    pub(super) fn is_asked_about(&self, page: &Page<'_>, at: usize, to: usize) -> bool {
        let is_code = page
            .block(at)
            .is_some_and(|block| block.kind == BlockKind::Code);
        is_code && self.is_empty() && (at.saturating_add(1)..to).any(|more| !page.is_noise(more))
    }
}
