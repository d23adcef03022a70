//! The heading that names a document. A question that stands first is none.

use crate::document::label::Label;
use crate::document::{Block, BlockKind};

use super::{LabelKind, Page};
use crate::cards::body_words::names_question;
use crate::cards::parted::{names_code, names_part};

impl Page<'_> {
    /// The heading that names the document: the first one, if it is of the first level.
    pub(super) fn find_title(&self) -> Option<usize> {
        let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading { .. });
        let first = self.blocks.iter().position(is_heading)?;
        (self.heading_level(first) == Some(1) && !self.is_first_of_questions(first))
            .then_some(first)
    }

    /// Whether a heading of the first level is a question among others of that level.
    fn is_first_of_questions(&self, first: usize) -> bool {
        let is_question = |at: usize| self.label_kind(at) == LabelKind::Question || self.asks(at);
        let next = (first.saturating_add(1)..self.blocks.len())
            .find(|at| self.heading_level(*at).is_some() && !names_code(self, *at));
        if names_question(self, first) && next.is_some_and(|next| names_part(self, next)) {
            return true;
        }
        self.begins_count(first)
            || is_question(first)
                && (first.saturating_add(1)..self.blocks.len())
                    .find(|at| self.heading_level(*at) == Some(1))
                    .is_some_and(is_question)
    }

    /// Whether a heading has the number of a question that the next one counts on from, or that stands alone and is answered.
    fn begins_count(&self, first: usize) -> bool {
        let number = |at: usize| match self.label(at)?.label {
            Label::Question(number) => number,
            _ => None,
        };
        let mut below = first.saturating_add(1)..self.blocks.len();
        let Some(count) = number(first) else {
            return false;
        };
        let next = below
            .clone()
            .find(|at| self.label_kind(*at) == LabelKind::Question);
        match next {
            Some(next) => number(next) == count.checked_add(1),
            None => {
                self.says_nothing_else(first)
                    && below.any(|at| self.label_kind(at) == LabelKind::Answer)
            }
        }
    }

    /// Whether nothing stands behind the label of a heading, or what is asked.
    fn says_nothing_else(&self, first: usize) -> bool {
        let behind = self
            .label(first)
            .map_or("", |found| found.rest.text(self.source));
        behind.is_empty() || self.asks(first)
    }
}
