//! What headings say of what stands under them: that it is questions, or rules and advice, which are none.

use crate::document::BlockKind;

use super::folded::holds_one_of;
use super::page::{Fact, Page};
use super::prompt_words::is_one_of;

/// The words of a heading or title whose numbered items are questions, however they are put.
const SAID: [&str; 23] = [
    "questions",
    "quiz",
    "q&a",
    "q/a",
    "面试题",
    "选择题",
    "判断题",
    "填空题",
    "简答题",
    "练习题",
    "вопрос",
    "fragen",
    "preguntas",
    "perguntas",
    "domande",
    "câu hỏi",
    "entretien",
    "short answer",
    "multiple choice",
    "multiple-choice",
    "true/false",
    "true or false",
    "fill in the blank",
];
/// The most words and bytes of a line that may be a title. Without the second, a line of 100 MB without a space was
/// walked through three times.
const MOST_WORDS_OF_TITLE: usize = 6;
const LONGEST_TITLE: usize = 400;

/// Whether the title, or a heading above the place that was passed last, says that questions stand here.
pub(super) struct Said {
    is_titled: bool,
    /// The level of the heading that says so: what stands deeper is under it.
    level: Option<u8>,
    /// The level of a heading that says that rules and advice stand below it.
    advice: Option<u8>,
}

impl Said {
    pub(super) fn of(page: &Page<'_>) -> Said {
        Said {
            is_titled: page.title.is_some_and(|at| says_questions(page.text(at))),
            level: None,
            advice: None,
        }
    }

    /// Passes the block at a place.
    pub(super) fn pass(&mut self, page: &Page<'_>, at: usize) {
        let level = match page.heading_level(at) {
            Some(level) => level,
            // In a pasted page the heading has lost its mark.
            None if page.is_gapless && is_short_line(page, at) => u8::MAX,
            None => return,
        };
        if self.advice.is_some_and(|above| level <= above) {
            self.advice = None;
        }
        if level < u8::MAX && says_advice(page.text(at)) {
            self.advice = Some(level);
        }
        let is_said = || says_questions(page.text(at));
        if page.known.holds(at, Fact::SaysQuestions, is_said) {
            self.level = Some(self.level.map_or(level, |above| above.min(level)));
        } else if self
            .level
            .is_some_and(|above| level <= above && level < u8::MAX)
        {
            self.level = None;
        }
    }

    pub(super) fn holds(&self) -> bool {
        (self.is_titled || self.level.is_some()) && self.advice.is_none()
    }
}

fn is_short_line(page: &Page<'_>, at: usize) -> bool {
    // To count all words was half of the time that a line of 100 MB took.
    let has_few_words = |text: &str| {
        text.len() <= LONGEST_TITLE && text.split_whitespace().nth(MOST_WORDS_OF_TITLE).is_none()
    };
    page.block(at)
        .is_some_and(|block| block.kind == BlockKind::Line)
        && has_few_words(page.text(at))
}

/// Whether a heading says that questions stand under it.
pub(super) fn says_questions(heading: &str) -> bool {
    holds_one_of(heading, &SAID)
}

/// Whether the last word of a heading says that tasks stand under it: `Additional Problems`.
pub(super) fn names_tasks(heading: &str) -> bool {
    const LAST: [&str; 9] = [
        "problems",
        "exercises",
        "questions",
        "aufgaben",
        "fragen",
        "ejercicios",
        "preguntas",
        "exercices",
        "exercícios",
    ];
    let last = heading.split_whitespace().next_back();
    last.is_some_and(|last| is_one_of(last, &LAST))
}

/// Whether a heading says that rules or advice stand under it.
fn says_advice(heading: &str) -> bool {
    const WORDS: [&str; 8] = [
        "instruction",
        "rules",
        "how to use",
        "guidelines",
        "tips",
        "contribut",
        "table of contents",
        "about this",
    ];
    holds_one_of(heading, &WORDS)
}
