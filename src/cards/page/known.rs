//! What was found out about each block. The rules ask the same of a block again and again, since
//! every line looks at those below it: of 10 MB of lines that ask, each was read some fifty times.
//! Answers are kept in four bytes a block. Nothing here knows what is asked.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::document::label::Label;

/// What may be asked of a block, with yes or no for an answer. Two bits each: whether it was asked, and
/// behind it the answer. Below them stand what the label says, and whether there is no letter.
#[derive(Clone, Copy)]
pub(in crate::cards) enum Fact {
    /// Its text asks.
    Asks = 1 << 5,
    /// Its text begins with a verb that demands an answer.
    IsImperative = 1 << 7,
    /// Its text begins with a verb that nothing but a question for knowledge begins with.
    DemandsAnswer = 1 << 9,
    /// It is noise of the page.
    IsNoise = 1 << 11,
    /// Its text only uncovers what follows it.
    IsReveal = 1 << 13,
    /// It names the options below it.
    NamesOptions = 1 << 15,
    /// Its text is in bold as a whole.
    IsBold = 1 << 17,
    /// Its text says that questions stand below it.
    SaysQuestions = 1 << 19,
    /// It belongs to the question before it for sure.
    EndsPrompt = 1 << 21,
    /// It begins a question or a scenario by its label.
    BeginsPrompt = 1 << 23,
    /// It stands above options or an answer.
    IsStem = 1 << 25,
    /// No question begins with it.
    NoPrompt = 1 << 27,
}

/// What a label says, without its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cards) enum LabelKind {
    /// There is none.
    None = 1,
    Question,
    Answer,
    Explanation,
    Scenario,
    Other,
}

impl LabelKind {
    /// The kind of a label.
    pub(in crate::cards) fn of(label: Option<Label>) -> LabelKind {
        match label {
            None => LabelKind::None,
            Some(Label::Question(_)) => LabelKind::Question,
            Some(Label::Answer) => LabelKind::Answer,
            Some(Label::Explanation) => LabelKind::Explanation,
            Some(Label::Scenario(_)) => LabelKind::Scenario,
            Some(Label::Other) => LabelKind::Other,
        }
    }
}

/// The bits of the label.
const LABEL: u32 = 0b111;
/// Whether it was asked for the letter of an option, and there is none.
const NO_LETTER: u32 = 1 << 3;

/// What is known of the blocks of a document. Threads may share it: what one of them overwrites is
/// only asked once more.
#[derive(Debug, Default)]
pub(in crate::cards) struct Known(Vec<AtomicU32>);

impl Known {
    /// Nothing is known of so many blocks.
    pub(in crate::cards) fn nothing(blocks: usize) -> Known {
        Known(
            std::iter::repeat_with(AtomicU32::default)
                .take(blocks)
                .collect(),
        )
    }

    /// Whether a fact holds at a place; found out where nobody asked before.
    pub(in crate::cards) fn holds(
        &self,
        at: usize,
        fact: Fact,
        find: impl FnOnce() -> bool,
    ) -> bool {
        let Some(bits) = self.0.get(at) else {
            return find();
        };
        let asked = fact as u32;
        let yes = asked.rotate_left(1);
        let known = bits.load(Ordering::Relaxed);
        if known & asked != 0 {
            return known & yes != 0;
        }
        let found = find();
        // What was asked on the way is kept.
        let known = bits.load(Ordering::Relaxed);
        let answer = if found { asked | yes } else { asked };
        bits.store(known | answer, Ordering::Relaxed);
        found
    }

    /// What the label at a place says; none where nobody asked before.
    pub(in crate::cards) fn label(&self, at: usize) -> Option<LabelKind> {
        match self.0.get(at)?.load(Ordering::Relaxed) & LABEL {
            1 => Some(LabelKind::None),
            2 => Some(LabelKind::Question),
            3 => Some(LabelKind::Answer),
            4 => Some(LabelKind::Explanation),
            5 => Some(LabelKind::Scenario),
            6 => Some(LabelKind::Other),
            _ => None,
        }
    }

    /// Keeps what the label at a place says.
    pub(in crate::cards) fn keep_label(&self, at: usize, kind: LabelKind) {
        self.keep(at, kind as u32);
    }

    /// Whether it is known that no letter of an option stands at a place.
    pub(in crate::cards) fn has_no_letter(&self, at: usize) -> bool {
        let bits = self.0.get(at);
        bits.is_some_and(|bits| bits.load(Ordering::Relaxed) & NO_LETTER != 0)
    }

    /// Keeps that no letter of an option stands at a place.
    pub(in crate::cards) fn keep_no_letter(&self, at: usize) {
        self.keep(at, NO_LETTER);
    }

    fn keep(&self, at: usize, more: u32) {
        if let Some(bits) = self.0.get(at) {
            bits.store(bits.load(Ordering::Relaxed) | more, Ordering::Relaxed);
        }
    }

    /// Forgets what depends on other blocks, of which more is known from here on.
    pub(in crate::cards) fn forget_neighbours(&self) {
        let kept = (Fact::EndsPrompt as u32).saturating_sub(1);
        for bits in &self.0 {
            bits.store(bits.load(Ordering::Relaxed) & kept, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fact_is_found_once_and_alone() {
        let known = Known::nothing(2);
        assert!(known.holds(0, Fact::Asks, || true));
        assert!(known.holds(0, Fact::Asks, || panic!("asked again")));
        assert!(!known.holds(0, Fact::NoPrompt, || false));
        assert!(!known.holds(0, Fact::NoPrompt, || true));
        assert!(!known.holds(1, Fact::Asks, || false));
        assert!(known.holds(2, Fact::Asks, || true), "past the end");
        assert_eq!((known.label(0), known.has_no_letter(0)), (None, false));
        known.keep_label(0, LabelKind::Other);
        known.keep_no_letter(0);
        assert_eq!(known.label(0), Some(LabelKind::Other));
        assert!(known.has_no_letter(0) && known.holds(0, Fact::Asks, || false));
    }

    #[test]
    fn what_depends_on_neighbours_is_forgotten() {
        let known = Known::nothing(1);
        assert!(known.holds(0, Fact::IsBold, || true));
        assert!(known.holds(0, Fact::EndsPrompt, || true));
        known.keep_label(0, LabelKind::Answer);
        known.forget_neighbours();
        assert!(known.holds(0, Fact::IsBold, || false));
        assert!(!known.holds(0, Fact::EndsPrompt, || false));
        assert_eq!(known.label(0), Some(LabelKind::Answer));
    }
}
