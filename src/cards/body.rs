//! The body of a question or scenario: what belongs to the prompt, which options there are, what
//! the answer is and why. One reading for all forms, so that a form learned here is learned everywhere.

use crate::document::label::Label;
use crate::document::{Block, BlockKind, Gap, Problem, Span, Task};

use super::body_words::{
    describes_answer, describes_in_pairs, describes_question, is_answer_title,
    is_explanation_title, names_exam, names_options, names_question, options_in_line, pairs_up,
};
use super::card::Answer;
use super::demand_words::is_imperative;
use super::options::Options;
use super::page::Page;
use super::parted::{names_code, names_hint};
use super::pieces::{Piece, append, text_of};
use super::placeholder::is_placeholder;
use super::prompt_words::{asks, is_emphasised};

mod choosing;
mod given;
mod items;
mod key;
mod output;
mod under_options;
mod wrong;

use choosing::{keeps_place, not_in_options};
use given::{given_answer, names_given_answer};
pub(super) use key::Claim;
pub(super) use output::asks_about_code;

/// What stands between a prompt and the next one.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// More of the prompt.
    stem: Vec<Piece>,
    /// Quoted lines above options: a hint, not part of the question.
    hints: Vec<Piece>,
    options: Options,
    answer: Vec<Piece>,
    explanation: Vec<Piece>,
    answer_span: Option<Span>,
    /// What follows `Question:` inside of a scenario: more of it where an answer is labelled below.
    behind_question: Part,
    /// Whether the question asks what code prints, and whether that was said.
    is_about_code: bool,
    is_output_said: bool,
    /// What only keeps a place for an answer.
    placeholder: Option<Span>,
    /// Whether a box is ticked: then the items beside it are options, too.
    is_ticked: bool,
    /// The items of a list under `Incorrect options`.
    wrong: Vec<usize>,
}

/// Which part of the body the next block belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Stem,
    Options,
    Answer,
    Explanation,
    /// Under `Incorrect options`.
    Wrong,
}

/// How the text under a prompt that carries no label counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unlabelled {
    /// It goes on with the prompt, or is options: after `Q1. …` in notes.
    Stem,
    /// It is the answer: under a heading that asks.
    Answer,
}

impl Body {
    /// Reads the blocks from `from` to `to`.
    pub(super) fn read(page: &Page<'_>, from: usize, to: usize, unlabelled: Unlabelled) -> Body {
        let is_answered = |at: usize| page.begins_answer(at) || page.begins_options(at);
        let mut body = Body {
            behind_question: if (from..to).any(is_answered) {
                Part::Stem
            } else {
                Part::Answer
            },
            is_ticked: (from..to).any(|at| page.is_ticked(at)),
            is_about_code: from
                .checked_sub(1)
                .is_some_and(|above| output::asks_about_code(page.text(above))),
            ..Body::default()
        };
        let mut part = match unlabelled {
            Unlabelled::Stem => Part::Stem,
            Unlabelled::Answer => Part::Answer,
        };
        let given = given_answer(page, from, to);
        for at in (from..to).filter(|at| !given.contains(at)) {
            if is_explanation_title(page, at) || names_hint(page, at) {
                part = Part::Explanation;
            } else if wrong::names_wrong(page, at) {
                part = Part::Wrong;
            } else if page.is_reveal(at)
                || is_answer_title(page, at)
                || names_given_answer(page, at)
            {
                part = Part::Answer;
            } else if part == Part::Stem && names_part(page, at) {
                part = Part::Stem;
            } else if body.is_empty() && at < to.saturating_sub(1) && is_about(page, at) {
                // More stands below it, which is the question or its answer.
            } else if !body.is_empty() && describes_in_pairs(page.text(at)) {
                // So does a line of several facts behind the answer.
            } else if part == Part::Answer && describes_answer(page.text(at)) {
                // What the page says of the answer besides.
            } else if body.is_about_code && body.is_asked_about(page, at, to) {
                body.stem.push(Piece::Block(at));
            } else if !page.is_noise(at) {
                let output = body.is_about_code.then(|| body.take_output(page, at));
                part = match output.flatten() {
                    Some(output) => output,
                    None => body.take(page, at, part),
                };
            }
        }
        let question = from.checked_sub(1).map_or("", |above| page.text(above));
        body.adopt_wrong(page);
        body.adopt_items(page, question);
        body.release_pairs(page);
        body
    }

    /// Lettered lines that the answer pairs with numbers are no options: `1-B, 2-A`.
    fn release_pairs(&mut self, page: &Page<'_>) {
        if !self.options.is_choice() || self.options.is_marked() {
            return;
        }
        if pairs_up(&text_of(page, &self.answer)) {
            let options = std::mem::take(&mut self.options);
            let lines = options.into_lines().join("\n");
            self.stem.push(Piece::Text(lines));
        }
    }

    fn is_empty(&self) -> bool {
        self.stem.is_empty() && self.answer.is_empty() && self.options.is_empty()
    }

    fn take(&mut self, page: &Page<'_>, at: usize, part: Part) -> Part {
        let Some(block) = page.block(at) else {
            return part;
        };
        if matches!(block.kind, BlockKind::Rule | BlockKind::FoldEnd) {
            return part;
        }
        if let Some(part) = self.take_labelled(page, at, block) {
            return part;
        }
        if part == Part::Wrong && page.is_item(at) {
            self.wrong.push(at);
            return part;
        }
        // `C - because it is cheap`, below four options, is no fifth one.
        let is_named = || {
            block.kind == BlockKind::Line
                && (block.gap == Gap::Blank || page.is_gapless)
                && self.options.is_choice()
                && self.options.are_named_in(page.text(at))
        };
        if matches!(part, Part::Stem | Part::Options) && !is_named() {
            if self.options.take(page, at)
                || (self.is_ticked && self.options.take_unticked(page, at))
            {
                return Part::Options;
            }
            if block.kind == BlockKind::Code
                && let Some(before) = self.options.take_code(page.source, block.text)
            {
                self.stem.push(Piece::Rest(before));
                return Part::Options;
            }
        }
        if part == Part::Options && self.takes_under_option(page, at) {
            return part;
        }
        if let BlockKind::Item { task, .. } = block.kind
            && part == Part::Answer
            && task != Task::None
            && self.options.tick(page.text(at), task)
        {
            return part;
        }
        self.add(block, page, at, part)
    }

    /// Takes a block that says itself which part it is.
    fn take_labelled(&mut self, page: &Page<'_>, at: usize, block: &Block) -> Option<Part> {
        let found = page.label(at).filter(|_| page.listed(at).is_none())?;
        if self.options.is_empty() {
            let texts = options_in_line(page, at);
            self.options.take_texts(&texts);
            if !texts.is_empty() {
                return Some(Part::Options);
            }
        }
        match found.label {
            Label::Answer if !self.options.continues_with_colon(page, at) => {
                // `Your answer: ____` waits for one.
                match is_placeholder(found.rest.text(page.source)) {
                    false => self.answer.push(Piece::Rest(found.rest)),
                    true if found.rest.start() == found.rest.end() => {}
                    true => self.placeholder = Some(found.rest),
                }
                self.answer_span.get_or_insert(block.span);
                Some(Part::Answer)
            }
            Label::Scenario(None) if self.is_empty() => {
                self.stem.push(Piece::Rest(found.rest));
                Some(Part::Stem)
            }
            // `Question:` under a scenario goes on with the prompt.
            Label::Question(None) if self.answer.is_empty() && self.options.is_empty() => {
                self.stem.push(Piece::Rest(found.rest));
                Some(self.behind_question)
            }
            Label::Explanation => {
                self.explanation.push(Piece::Rest(found.rest));
                Some(Part::Explanation)
            }
            _ => None,
        }
    }

    fn add(&mut self, block: &Block, page: &Page<'_>, at: usize, part: Part) -> Part {
        let after_gap = block.gap == Gap::Blank;
        match part {
            Part::Stem if block.kind == BlockKind::Quote => self.hints.push(Piece::Block(at)),
            Part::Stem => self.stem.push(Piece::Block(at)),
            // The letter alone, below a rule or a gap, or on a line of its own.
            Part::Options if self.options.are_named_in(page.text(at)) => {
                self.answer.push(Piece::Block(at));
                self.answer_span.get_or_insert(block.span);
                return Part::Answer;
            }
            Part::Options if !after_gap && goes_on(block, page.text(at)) => {
                self.options.append(page.text(at));
            }
            Part::Options | Part::Explanation | Part::Wrong => {
                self.explanation.push(Piece::Block(at));
                return Part::Explanation;
            }
            // Behind `Answer: B` a new paragraph says why.
            Part::Answer if after_gap && !self.options.is_empty() && self.says_answer(page) => {
                self.explanation.push(Piece::Block(at));
                return Part::Explanation;
            }
            Part::Answer => self.answer.push(Piece::Block(at)),
        }
        part
    }

    fn says_answer(&self, page: &Page<'_>) -> bool {
        // Piece by piece: the first one mostly says something.
        let says = |piece: &Piece| !text_of(page, std::slice::from_ref(piece)).is_empty();
        self.answer.iter().any(says)
    }

    /// The prompt: `lead` and what follows it before options and answer.
    pub(super) fn prompt(&self, page: &Page<'_>, lead: &str) -> String {
        let mut prompt = lead.to_owned();
        let more = text_of(page, &self.stem);
        // Emphasis of the whole question emphasises nothing.
        let is_whole = lead.is_empty() || !asks(lead);
        let more = match is_whole && !more.contains('\n') && is_emphasised(&more) {
            true => more.trim_matches(['*', '_']).to_owned(),
            false => more,
        };
        append(
            &mut prompt,
            &more,
            if self.starts_paragraph(page) {
                "\n\n"
            } else {
                "\n"
            },
        );
        if !self.has_options() && !self.is_answered_in_quote(page, lead) {
            append(&mut prompt, &text_of(page, &self.hints), "\n\n");
        }
        prompt
    }

    /// Whether nothing but a quote stands below a question: it answers.
    fn is_answered_in_quote(&self, page: &Page<'_>, lead: &str) -> bool {
        let is_asked = asks(lead) || is_imperative(lead);
        is_asked && self.stem.is_empty() && self.explanation.is_empty() && !self.says_answer(page)
    }

    /// Takes such a quote for the answer.
    pub(super) fn take_quote(&mut self, page: &Page<'_>, lead: &str) {
        if !self.has_options() && self.is_answered_in_quote(page, lead) {
            let quoted = text_of(page, &self.hints).replace("> ", "");
            if !quoted.is_empty() {
                self.answer.push(Piece::Text(quoted));
            }
            self.hints.clear();
        }
    }

    fn starts_paragraph(&self, page: &Page<'_>) -> bool {
        match self.stem.first() {
            Some(Piece::Block(at)) => page.block(*at).is_some_and(|block| block.gap == Gap::Blank),
            _ => true,
        }
    }

    /// Whether there are options.
    pub(super) fn has_options(&self) -> bool {
        self.options.is_choice()
    }

    /// Whether anything answers.
    pub(super) fn has_answer(&self, page: &Page<'_>) -> bool {
        self.says_answer(page) || self.options.is_marked()
    }

    /// The answer, and what is the matter with it.
    pub(super) fn answer(mut self, page: &Page<'_>, problems: &mut Vec<Problem>) -> Answer {
        let mut text = text_of(page, &self.answer);
        let explanation = text_of(page, &self.explanation);
        if self.has_options() {
            return self.choices(page, &text, &explanation, problems);
        }
        if is_lone_letter(&text) && !self.stem.is_empty() {
            problems.push(not_in_options(self.answer_span.unwrap_or_default()));
            text.clear();
        }
        if is_placeholder(&text) {
            let place = match self.answer.first() {
                Some(Piece::Block(at)) => page.block(*at).map(|block| block.text),
                _ => None,
            };
            self.placeholder = place.filter(|_| !text.is_empty()).or(self.placeholder);
            text.clear();
        }
        problems.extend(self.placeholder.map(keeps_place));
        append(&mut text, &explanation, "\n\n");
        if text.is_empty() {
            return Answer::Unanswered(Box::default());
        }
        Answer::Text(text.into())
    }
}

/// Whether a line or heading only names the part of the question below it.
fn names_part(page: &Page<'_>, at: usize) -> bool {
    names_options(page, at) || names_question(page, at) || names_code(page, at)
}

/// Whether a line is about the question and no part of it: `Topic: Storage`, or the `?` that parts it
/// from its answer.
fn is_about(page: &Page<'_>, at: usize) -> bool {
    describes_question(page.text(at))
        || names_exam(page.text(at))
        || matches!(page.text(at), "?" | "??")
}

/// A letter that names an option which was not found; nobody learns from it.
fn is_lone_letter(text: &str) -> bool {
    let bare = text.trim_matches(['*', '_', '`', ' ', '.', ')', '(']);
    bare.len() == 1 && bare.starts_with(|c: char| ('A'..='J').contains(&c.to_ascii_uppercase()))
}

/// Whether a line goes on with the option above it: indented, or in the middle of a sentence.
fn goes_on(block: &Block, text: &str) -> bool {
    block.kind == BlockKind::Line && (block.indent > 0 || text.starts_with(char::is_lowercase))
}
