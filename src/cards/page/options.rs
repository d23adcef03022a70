//! What of a page is options: tables with a column of letters, letters whose text stands below them,
//! lists without letters, and lettered lists that are none.

use super::{Begins, LabelKind, Page};
use crate::cards::answer_key::is_letter;
use crate::cards::demand_words::{demands_answer, is_imperative};
use crate::cards::listed_options::Listed;
use crate::cards::option_words::{is_pointed_at, without_marks};
use crate::cards::prompt_words::{asks, demands_choice, is_bold, is_one_of};
use crate::cards::said::says_questions;
use crate::document::label::Label;
use crate::document::{BlockKind, Span, cells, options_of_code};

/// The most lines of code that are looked at for options.
const MOST_LINES: usize = 200;

/// The most parts of a task, and the most blocks from one to the next.
const MOST_PARTS: usize = 8;
const LONGEST_PART: usize = 8;

/// The most blocks between a letter and the option before it.
const LONGEST_NOTE: usize = 6;
/// The most lines of code below the letter of an option.
const LONGEST_CODE: usize = 20;

/// The most blocks of a question above its options.
const LONGEST_STEM: usize = 6;
/// The most blocks of a list of options and the answer below it.
const LONGEST_LIST: usize = 20;
/// The fewest lettered lists under numbered items that are an exam without a key.
const FEWEST_NUMBERED: usize = 2;

/// Whether a text demands a result: a part of a task in mathematics.
fn computes(text: &str) -> bool {
    const VERBS: [&str; 14] = [
        "find",
        "determine",
        "compute",
        "solve",
        "sketch",
        "plot",
        "verify",
        "estimate",
        "simplify",
        "deduce",
        "bestimme",
        "bestimmen",
        "determina",
        "déterminer",
    ];
    let first = text.split(|sign: char| !sign.is_alphanumeric()).next();
    first.is_some_and(|word| is_one_of(word, &VERBS))
}

/// Whether a lettered line is marked as the right one.
fn is_marked(text: &str) -> bool {
    without_marks(text).is_right || is_bold(text) || is_pointed_at(text)
}

impl Page<'_> {
    /// Whether letters from another one than A on stand below each other, and none before them.
    pub(super) fn begins_at_letter(&self, at: usize, first: char) -> bool {
        let letter = |at: usize| self.option_letter(at).map(|found| found.letter);
        let follows = |nth: u32| char::from_u32(u32::from(first).saturating_add(nth));
        let in_question =
            |above: &usize| self.heading_level(*above).is_none() && !self.ends_prompt(*above);
        let above = (at.saturating_sub(LONGEST_NOTE)..at)
            .rev()
            .take_while(in_question)
            .any(|above| letter(above).is_some());
        if !above && self.is_shuffled(at) {
            return true;
        }
        !above
            && letter(at.saturating_add(1)).is_some_and(|next| Some(next) == follows(1))
            && letter(at.saturating_add(2)).is_some_and(|next| Some(next) == follows(2))
    }

    /// Whether lettered lines from a place on are the parts of a task: below a heading or a statement each asks or
    /// demands, and below a statement one of them asks or demands what only knowledge answers.
    pub(in crate::cards) fn are_subquestions(&self, at: usize) -> bool {
        let above = at.checked_sub(1);
        let is_titled = above.is_none_or(|above| self.heading_level(above).is_some());
        let is_asked = above.is_none_or(|above| {
            self.asks(above) || self.text(above).ends_with(':') || demands_choice(self.text(above))
        });
        let words = |at: usize| {
            let found = self.option_letter(at);
            found.map_or("", |found| found.rest.text(self.source))
        };
        let parts = self.lettered_from(at);
        let is_part = |at: &usize| {
            let text = words(*at);
            asks(text) || is_imperative(text) || computes(text)
        };
        let is_strong = |at: &usize| {
            let text = words(*at);
            asks(text) || demands_answer(text)
        };
        // Between options stands no answer.
        let is_answered = || {
            let last = parts.last().copied().unwrap_or(at);
            (at..last).any(|at| self.label_kind(at) == LabelKind::Answer)
        };
        // Where a letter answers below them, they are options after all.
        let is_named = || {
            let end = parts.last().copied().unwrap_or(at).saturating_add(1);
            self.label(end).is_some_and(|found| {
                found.label == Label::Answer && is_letter(found.rest.text(self.source))
            })
        };
        let is_sure = is_titled || parts.iter().any(is_strong) || is_answered();
        (is_titled || !is_asked || is_answered())
            && parts.len() >= 2
            && parts.iter().all(is_part)
            && is_sure
            && !is_named()
    }

    /// The lettered lines from a place on, letter by letter, with what may stand between them.
    fn lettered_from(&self, at: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut next = at;
        for letter in ('A'..='J').take(MOST_PARTS) {
            let is_next = |at: &usize| {
                self.option_letter(*at)
                    .is_some_and(|it| it.letter == letter)
            };
            let stays =
                |at: &usize| self.heading_level(*at).is_none() && self.item_number(*at).is_none();
            let reach = if found.is_empty() { 1 } else { LONGEST_PART };
            let place = (next..next.saturating_add(reach))
                .take_while(|here| *here == at || stays(here))
                .find(is_next);
            let Some(place) = place else {
                break;
            };
            found.push(place);
            next = place.saturating_add(1);
        }
        found
    }

    /// Whether a labelled answer stands right below boxes that nobody has ticked.
    pub(super) fn are_answered_boxes(&self, at: usize) -> bool {
        let boxes = (at..at.saturating_add(LONGEST_LIST))
            .take_while(|at| self.has_box(*at))
            .count();
        self.label_kind(at.saturating_add(boxes)) == LabelKind::Answer
    }

    /// Whether lettered lines from a place on say something of options that stand elsewhere: `(A) — wrong, since …`.
    pub(super) fn are_judged(&self, at: usize) -> bool {
        let is_judged = |at: usize| {
            self.option_letter(at)
                .is_some_and(|found| found.rest.text(self.source).starts_with(['—', '–']))
        };
        is_judged(at) && is_judged(at.saturating_add(1))
    }

    /// Whether lettered lines from a place on are all letters from A on, in another order.
    fn is_shuffled(&self, at: usize) -> bool {
        let letter = |at: usize| self.option_letter(at).map(|found| found.letter);
        let found = (at..at.saturating_add(10)).map_while(letter);
        let mut letters: Vec<char> = found.collect();
        letters.sort_unstable();
        letters.len() >= 3
            && letters
                .iter()
                .zip('A'..='J')
                .all(|(one, other)| *one == other)
    }

    /// The options that a table is: a column of letters from A on, and their texts.
    pub(in crate::cards) fn option_rows(&self, at: usize) -> Option<Vec<Span>> {
        let BlockKind::Table(table) = &self.block(at)?.kind else {
            return None;
        };
        let mut texts = Vec::new();
        for (row, letter) in table.header.iter().chain(&table.rows).zip('A'..='J') {
            let cells = cells(self.source, *row, None);
            let [first, text] = cells[..] else {
                return None;
            };
            let named = first
                .text(self.source)
                .trim_matches(['*', '.', ')', '(', ' ']);
            let header = table.header == Some(*row) && named.len() != 1;
            if header {
                continue;
            }
            // Below a header the letters begin one row later.
            let expected = if texts.len() as u32 == (letter as u32).saturating_sub('A' as u32) {
                letter
            } else {
                char::from_u32((letter as u32).saturating_sub(1)).unwrap_or(letter)
            };
            if !named.eq_ignore_ascii_case(&expected.to_string()) {
                return None;
            }
            texts.push(text);
        }
        (texts.len() >= 2).then_some(texts)
    }

    /// In a document that never asks above lettered lines and never answers below them they are a list,
    /// as laws and licences have it, and no options.
    pub(in crate::cards) fn forget_lettered_lists(&mut self) {
        let lettered = |at: &usize| {
            self.begins_options(*at) && self.option_letter(*at).is_some() && !self.has_box(*at)
        };
        let places: Vec<usize> = (0..self.blocks.len()).filter(lettered).collect();
        let is_titled = || {
            self.blocks.iter().any(|block| match block.kind {
                BlockKind::Heading { .. } => says_questions(block.text.text(self.source)),
                _ => false,
            })
        };
        let numbered = || {
            places
                .iter()
                .filter(|at| self.is_under_number(**at))
                .count()
        };
        let are_options = places.iter().any(|at| self.offers_choice(*at))
            || numbered() >= FEWEST_NUMBERED
            || is_titled();
        if are_options {
            return;
        }
        for at in places {
            if let Some(begins) = self.begins.get_mut(at) {
                *begins = Begins::Other;
            }
        }
    }

    /// Whether the lettered lines from a place on stand below a question or above an answer, or one of
    /// them is marked.
    fn offers_choice(&self, at: usize) -> bool {
        let above = at.saturating_sub(LONGEST_STEM)..at;
        let mut in_section = true;
        let is_near = |above: &usize| {
            let near = in_section && !self.begins_options(*above);
            in_section &= self.heading_level(*above).is_none();
            near
        };
        let asks_above = above.rev().take_while(is_near).any(|at| {
            let text = self.text(at);
            let is_named = self.label_kind(at) == LabelKind::Question;
            // `What is a package` over a section is its title.
            let demands = self.heading_level(at).is_none() && self.is_imperative(at);
            is_named || demands || self.asks(at) || demands_choice(text)
        });
        let is_own = |below: &usize| *below == at || !self.begins_options(*below);
        let mut below = (at..at.saturating_add(LONGEST_LIST)).take_while(is_own);
        asks_above
            || below.any(|at| {
                self.begins(at) == Begins::Answer
                    || self.is_reveal(at)
                    || (self.option_letter(at).is_some() && is_marked(self.text(at)))
            })
    }

    /// Whether a numbered item stands right above a place.
    fn is_under_number(&self, at: usize) -> bool {
        let above = at.checked_sub(1);
        above.is_some_and(|above| self.item_number(above).is_some())
    }

    /// Whether an item says of itself that it is the right one: `- **Correct answer:** S`.
    pub(in crate::cards) fn is_labelled_option(&self, at: usize) -> bool {
        self.label(at).is_some_and(|found| {
            let name = found.name.text(self.source).to_lowercase();
            let judges = ["correct", "right", "richtig"].into_iter();
            found.label == Label::Answer
                && !found.rest.text(self.source).is_empty()
                && judges.into_iter().any(|word| name.starts_with(word))
        })
    }

    /// Whether a piece of code is options: its lettered lines begin with A and B.
    pub(in crate::cards) fn is_code_of_options(&self, at: usize) -> bool {
        let Some(block) = self.block(at).filter(|block| block.kind == BlockKind::Code) else {
            return false;
        };
        let lines: Vec<Span> = lines_of(self.source, block.text).take(MOST_LINES).collect();
        let options = options_of_code(self.source, &lines);
        let mut letters = options.iter().map(|found| found.letter);
        letters.next() == Some('A') && letters.next() == Some('B')
    }

    /// What a list of options without letters says of its item at a place.
    pub(in crate::cards) fn listed(&self, at: usize) -> Option<Listed> {
        self.listed.item(at)
    }

    /// Whether a line stands below the letter of an option, which has its text there: code that lost
    /// its fence.
    pub(in crate::cards) fn is_below_letter(&self, at: usize) -> bool {
        let is_text = |at: usize| {
            self.block(at).is_some_and(|block| {
                matches!(
                    block.kind,
                    BlockKind::Line | BlockKind::Quote | BlockKind::Code
                )
            }) && !self.ends_prompt(at)
                && !self.begins_prompt(at)
                && self.option_letter(at).is_none()
        };
        let from = at.saturating_sub(LONGEST_CODE);
        let above = (from..at).rev().find(|above| !is_text(*above));
        is_text(at) && above.is_some_and(|above| self.is_lone_letter(above))
    }

    /// Whether an option stands at a place that is nothing but its letter: `A.`, `- [ ] A`.
    pub(in crate::cards) fn is_lone_letter(&self, at: usize) -> bool {
        let is_letter =
            |text: &str| text.len() == 1 && text.starts_with(|c: char| c.is_ascii_uppercase());
        match self.option_letter(at) {
            Some(found) => found.rest.text(self.source).is_empty(),
            None => self.has_box(at) && is_letter(self.text(at)),
        }
    }
}

/// The lines of a piece of text, each without its end.
pub(in crate::cards) fn lines_of(source: &str, body: Span) -> impl Iterator<Item = Span> + '_ {
    let mut start = body.start();
    body.text(source).split_inclusive('\n').map(move |line| {
        let span = Span::sized(start, line.trim_end().len());
        start = start.saturating_add(line.len());
        span
    })
}
