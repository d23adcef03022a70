//! Keys that give each answer a heading or a line of its own: `### Answer 7` over the answer, or `Question 7`
//! once more over `Answer: B`. Nothing here opens a key.

use crate::cards::page::{LabelKind, Page};
use crate::document::inline;
use crate::document::label::Label;

use super::texts::{answer_number, names_options, solved_number, split_answer};
use super::{AnswerKey, Form, KeyEntry, Names};

impl AnswerKey {
    /// Takes a heading below the title of a key: `### Answer 7` over the answer, or `### Q7: **B. …**`.
    pub(super) fn heading(&mut self, page: &Page<'_>, at: usize) -> bool {
        self.section(page, at) || self.labelled_entry(page, at)
    }

    /// Takes `Answer 7`, as a heading over the answer or as a label before it.
    pub(super) fn section(&mut self, page: &Page<'_>, at: usize) -> bool {
        let text = page.text(at);
        let is_stated =
            |number: u32| self.asked.holds(number) || self.asked.states(number, at, Names::Term);
        let found = answer_number(text).filter(|(number, _)| self.asked.holds(*number));
        let solved = || solved_number(text).filter(|(number, _)| is_stated(*number));
        let found = found.or_else(|| match page.heading_level(at) {
            None => solved(),
            Some(_) => None,
        });
        let Some((number, rest)) = found else {
            return self.question_again(page, at);
        };
        // A heading has the title of its question.
        let answer = match page.heading_level(at) {
            Some(_) => String::new(),
            None if self.is_title_of(page, number, at, rest) => String::new(),
            None => inline::text(rest).trim().to_owned(),
        };
        let entry = KeyEntry {
            answer,
            explanation: String::new(),
            sentence: None,
            at,
            form: Form::Section,
        };
        self.push(number, entry);
        self.places.push(at);
        true
    }

    /// Whether the words behind `Answer 7` are those behind `Question 7` above it, as where both were headings.
    fn is_title_of(&self, page: &Page<'_>, number: u32, at: usize, words: &str) -> bool {
        let question = self.asked.last_before(number, at);
        let label = question.and_then(|question| page.label(question));
        !words.is_empty() && label.is_some_and(|label| label.rest.text(page.source) == words)
    }

    /// Takes `Question 7` above a labelled answer: in a key it is the question once more.
    fn question_again(&mut self, page: &Page<'_>, at: usize) -> bool {
        let label = page.label(at).map(|found| found.label);
        let Some(Label::Question(Some(number))) = label else {
            return false;
        };
        let answers = page.label_kind(at.saturating_add(1)) == LabelKind::Answer;
        if !answers || !self.asked.is_before(number, at) {
            return false;
        }
        let entry = KeyEntry {
            answer: String::new(),
            explanation: String::new(),
            sentence: None,
            at,
            form: Form::Labelled,
        };
        self.push(number, entry);
        self.places.push(at);
        true
    }

    /// Takes `Question 7: B`, whatever the language of its label: in a key the answer of that question. A text is
    /// one only in a list.
    pub(super) fn labelled_entry(&mut self, page: &Page<'_>, at: usize) -> bool {
        let Some(found) = page.label(at) else {
            return false;
        };
        let Label::Question(Some(number)) = found.label else {
            return false;
        };
        let rest = inline::text(found.rest.text(page.source));
        // The emphasis that the label is in may end in the middle: `**Q7: B. A lock** lifts`.
        let is_open = rest.matches("**").count() % 2 == 1;
        let rest = match is_open {
            true => rest.replacen("**", "", 1).into(),
            false => rest,
        };
        let (answer, explanation) = split_answer(&rest);
        let is_text = || page.is_item(at) && !page.asks(at);
        let answers = !answer.is_empty() && (names_options(&answer) || is_text());
        if !answers || !self.asked.is_before(number, at) {
            return false;
        }
        self.add(at, number, answer, explanation);
        self.places.push(at);
        true
    }

    /// Whether a key begins at a place whose title, if it has one, says nothing: three numbers that were asked
    /// above, one after the other, with a letter each.
    pub(super) fn begins_unnamed(&self, page: &Page<'_>, at: usize) -> bool {
        /// The fewest entries of such a key.
        const FEWEST: u32 = 3;
        /// The most bytes of an entry.
        const LONGEST: usize = 6;
        let entry = |at: usize| {
            if let Some(number) = page.item_number(at) {
                return Some((number, page.text(at)));
            }
            let found = page.label(at)?;
            match found.label {
                Label::Question(Some(number)) => Some((number, found.rest.text(page.source))),
                _ => None,
            }
        };
        let Some((first, _)) = entry(at) else {
            return false;
        };
        let is_entry = |(nth, at): (u32, usize)| {
            entry(at).is_some_and(|(number, text)| {
                number == first.saturating_add(nth)
                    && (1..=LONGEST).contains(&text.len())
                    && names_options(text.trim_matches(['(', ')']))
                    && self.asked.is_before(number, at)
            })
        };
        (0..FEWEST).zip(at..).all(is_entry)
    }

    /// Takes the labelled answer right below such a question.
    pub(super) fn labelled_answer(&mut self, page: &Page<'_>, at: usize) -> bool {
        let label = page.label(at).filter(|found| found.label == Label::Answer);
        let (Some(found), true) = (label, self.is_right_below(at)) else {
            return false;
        };
        let answer = inline::text(found.rest.text(page.source));
        let is_open =
            |entry: &&mut KeyEntry| entry.form == Form::Labelled && entry.answer.is_empty();
        let Some(entry) = self.newest_entry().filter(is_open) else {
            return false;
        };
        answer
            .trim_matches(['*', ' '])
            .clone_into(&mut entry.answer);
        self.places.push(at);
        true
    }
}
