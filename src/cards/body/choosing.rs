//! The answer of a question with options: which are right, and why.

use crate::cards::card::{Answer, Unanswered};
use crate::cards::page::Page;
use crate::cards::pieces::{append, text_of};
use crate::document::{Code, Problem, Span};

use super::Body;

/// The most characters of an answer that only names letters: `A, B, C`.
const LONGEST_LETTERS: usize = 8;

impl Body {
    pub(super) fn choices(
        mut self,
        page: &Page<'_>,
        answer: &str,
        explanation: &str,
        problems: &mut Vec<Problem>,
    ) -> Answer {
        self.options.tell_apart();
        let (right, mut why) = self.options.right(answer);
        append(&mut why, explanation, "\n\n");
        let hint = text_of(page, &self.hints).replace("> ", "");
        if !hint.is_empty() {
            append(&mut why, &format!("Hint: {hint}"), "\n\n");
        }
        if !right.is_empty() {
            return self.options.into_answer(&right, why);
        }
        if !answer.is_empty() {
            problems.push(not_in_options(self.answer_span.unwrap_or_default()));
        }
        if answer.chars().count() <= LONGEST_LETTERS {
            // Nobody learns from the letter of an option that is not there.
            let options = self.options.into_texts();
            return Answer::Unanswered(Box::new(Unanswered {
                options,
                passages: Vec::new(),
            }));
        }
        Answer::Text(answer.into())
    }
}

/// A note about a text such as `TODO`, which is no answer.
pub(super) fn keeps_place(span: Span) -> Problem {
    Problem {
        code: Code::Skipped,
        span,
        message: "this only keeps a place for an answer".into(),
        hint: None,
    }
}

pub(super) fn not_in_options(span: Span) -> Problem {
    Problem {
        code: Code::AnswerNotInOptions,
        span,
        message: "the answer names none of the options".into(),
        hint: Some("write the option's letter, such as `Answer: B`, or its whole text".into()),
    }
}
