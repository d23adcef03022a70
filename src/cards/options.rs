//! The options of a multiple-choice question: reading them in all their forms, finding the right
//! ones by mark or by the answer's words, and deciding whether they may be shuffled.

use crate::document::{BlockKind, Span, Task, inline, option_letter};

use super::card::{Answer, Choice, ChoiceOrder, Choices};
use super::identity::plain;
use super::option_words::{leading_letters, speaks_of_others, without_mark};
use super::page::Page;
use super::prompt_words::is_bold;

/// An option as written.
#[derive(Debug)]
struct OptionText {
    letter: char,
    text: String,
    marked: Marked,
}

/// Whether a mark beside an option says that it is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marked {
    /// A tick, `(correct)` or a ticked box.
    Right,
    /// Only bold: a mark where no other option is.
    Bold,
    Not,
}

/// The options of one question, in the order of the document.
#[derive(Debug, Default)]
pub(super) struct Options {
    list: Vec<OptionText>,
}

impl Options {
    /// Whether there is something to choose from.
    pub(super) fn is_choice(&self) -> bool {
        self.list.len() >= 2
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether a mark beside one of them says which is right.
    pub(super) fn is_marked(&self) -> bool {
        !self.marked_letters().is_empty()
    }

    /// Takes the block at a place if it is the next option.
    pub(super) fn take(&mut self, page: &Page<'_>, at: usize) -> bool {
        let Some(block) = page.block(at) else {
            return false;
        };
        let text = block.text.text(page.source);
        match block.kind {
            BlockKind::Code => return false,
            BlockKind::Table(_) => return self.take_rows(page, at),
            _ => {}
        }
        let ticked = matches!(
            block.kind,
            BlockKind::Item {
                task: Task::Done,
                ..
            }
        );
        if let Some(found) = page.option_letter(at) {
            // The first option is A; later ones go on. `B. Franklin` in a stem is neither.
            let fits =
                found.letter == self.next_letter() || (!self.list.is_empty() && found.letter > 'A');
            let is_bold = is_bold(text) && !text.contains('✅');
            if fits && self.take_line(page.source, block.text) {
                return true;
            }
            if fits {
                self.push(
                    found.letter,
                    found.rest.text(page.source),
                    ticked || text.starts_with('✅'),
                    is_bold,
                );
            }
            return fits;
        }
        if self.continues_with_colon(page, at) {
            let rest = text.get(2..).unwrap_or_default();
            self.push(self.next_letter(), rest, false, false);
            return true;
        }
        if matches!(
            block.kind,
            BlockKind::Item {
                task: Task::Open | Task::Done,
                ..
            }
        ) {
            self.push(self.next_letter(), text, ticked, false);
            return true;
        }
        false
    }

    /// Takes a table whose first column is the letters.
    fn take_rows(&mut self, page: &Page<'_>, at: usize) -> bool {
        let Some(rows) = page.option_rows(at).filter(|_| self.list.is_empty()) else {
            return false;
        };
        for text in rows {
            self.push(self.next_letter(), text.text(page.source), false, false);
        }
        true
    }

    /// Takes options that stand on one line, two spaces or a tab between them.
    fn take_line(&mut self, source: &str, line: Span) -> bool {
        let text = line.text(source);
        let mut starts = vec![0];
        for (at, _) in text.match_indices("  ").chain(text.match_indices('\t')) {
            let rest = text.get(at..).unwrap_or_default();
            let start = at + (rest.len() - rest.trim_start().len());
            let piece = Span::new(line.start() + start, line.end());
            if starts.last() != Some(&start) && option_letter(source, piece).is_some() {
                starts.push(start);
            }
        }
        if starts.len() < 2 {
            return false;
        }
        for (nth, start) in starts.iter().enumerate() {
            let end = starts.get(nth + 1).copied().unwrap_or(text.len());
            let piece = text.get(*start..end).unwrap_or_default().trim_end();
            let span = Span::new(line.start() + start, line.start() + start + piece.len());
            if let Some(found) = option_letter(source, span) {
                self.push(found.letter, found.rest.text(source), false, false);
            }
        }
        true
    }

    /// Whether a line is one of the options `A: …`, `B: …`.
    pub(super) fn continues_with_colon(&self, page: &Page<'_>, at: usize) -> bool {
        let starts = |at: usize, letter: char| page.text(at).starts_with(&format!("{letter}:"));
        let next = self.next_letter();
        starts(at, next) && (next != 'A' || starts(at + 1, 'B'))
    }

    /// Takes the lettered lines of a piece of code; the lines before them stay with the prompt.
    /// Returns that piece of prompt where there are options in the code.
    pub(super) fn take_code(&mut self, source: &str, body: Span) -> Option<Span> {
        let mut start = body.start();
        let mut first = None;
        let mut found = Vec::new();
        for line in body.text(source).split_inclusive('\n') {
            let span = Span::new(start, start + line.trim_end().len());
            start += line.len();
            if let Some(option) = option_letter(source, span) {
                first.get_or_insert(span.start());
                found.push(option);
            }
        }
        let first = first.filter(|_| found.len() >= 2 && self.is_empty())?;
        for option in found {
            self.push(option.letter, option.rest.text(source), false, false);
        }
        Some(Span::new(body.start(), first))
    }

    /// Takes unlettered items, of which the answer names one.
    pub(super) fn take_items(&mut self, page: &Page<'_>, items: &[usize], right: usize) {
        for (nth, at) in items.iter().enumerate() {
            self.push(self.next_letter(), page.text(*at), nth == right, false);
        }
    }

    /// Goes on with the last option.
    pub(super) fn append(&mut self, text: &str) {
        if let Some(option) = self.list.last_mut() {
            option.text.push(' ');
            option.text.push_str(inline::text(text).trim());
        }
    }

    fn push(&mut self, letter: char, text: &str, ticked: bool, is_bold: bool) {
        let (text, trailing) = without_mark(text.trim());
        let marked = match (ticked || trailing, is_bold || self::is_bold(text)) {
            (true, _) => Marked::Right,
            (false, true) => Marked::Bold,
            (false, false) => Marked::Not,
        };
        let text = inline::text(text).trim().to_owned();
        self.list.push(OptionText {
            letter,
            text,
            marked,
        });
    }

    fn next_letter(&self) -> char {
        let next = u32::from('A') + u32::try_from(self.list.len()).unwrap_or(0);
        char::from_u32(next).unwrap_or('Z')
    }

    fn marked_letters(&self) -> Vec<char> {
        // Sorted and each once, so that looking one up stays cheap with very many options.
        let with = |marked: Marked| -> Vec<char> {
            let found = self.list.iter().filter(|option| option.marked == marked);
            let mut letters: Vec<char> = found.map(|option| option.letter).collect();
            letters.sort_unstable();
            letters
        };
        let mut right = with(Marked::Right);
        right.dedup();
        let bold = with(Marked::Bold);
        if right.is_empty() && bold.len() == 1 {
            bold
        } else {
            right
        }
    }

    /// The letters of the right options, and what the answer says beyond naming them.
    pub(super) fn right(&self, answer: &str) -> (Vec<char>, String) {
        let marked = self.marked_letters();
        if answer.is_empty() {
            return (marked, String::new());
        }
        let (line, more) = answer.split_once('\n').unwrap_or((answer, ""));
        let said = plain(line);
        // A lone letter is a letter, also where an option's text is one.
        let by_text = |option: &&OptionText| said.len() > 1 && plain(&option.text) == said;
        if let Some(option) = self.list.iter().find(by_text) {
            return (vec![option.letter], more.trim().to_owned());
        }
        let known: Vec<char> = self.list.iter().map(|option| option.letter).collect();
        let (mut letters, rest) = leading_letters(answer, &known);
        letters.sort_unstable();
        if letters.is_empty() {
            let said = if marked.is_empty() {
                String::new()
            } else {
                answer.to_owned()
            };
            return (marked, said);
        }
        let (first, more) = rest.split_once('\n').unwrap_or((rest, ""));
        let said = plain(first);
        let repeats =
            |option: &&OptionText| letters.contains(&option.letter) && plain(&option.text) == said;
        let rest = if self.list.iter().any(|option| repeats(&option)) {
            more
        } else {
            rest
        };
        (letters, rest.trim().to_owned())
    }

    /// The options as a card's answer; `right` is sorted and not empty.
    pub(super) fn into_answer(self, right: &[char], explanation: String) -> Answer {
        let pinned = self
            .list
            .iter()
            .any(|option| speaks_of_others(&option.text));
        // An explanation that only repeats the right option explains nothing.
        let explained = plain(&explanation);
        let is_right = |option: &OptionText| right.binary_search(&option.letter).is_ok();
        let repeats = |option: &OptionText| is_right(option) && plain(&option.text) == explained;
        let explains = !explanation.is_empty() && !self.list.iter().any(repeats);
        let choices = self.list.into_iter().map(|option| Choice {
            correct: is_right(&option),
            text: if option.marked == Marked::Bold {
                inline::name(&option.text)
            } else {
                option.text
            },
        });
        Answer::Choices(Box::new(Choices {
            choices: choices.collect(),
            explanation: explains.then_some(explanation),
            order: if pinned {
                ChoiceOrder::Pinned
            } else {
                ChoiceOrder::Free
            },
        }))
    }

    /// The texts of the options.
    pub(super) fn into_texts(self) -> Vec<String> {
        self.list.into_iter().map(|option| option.text).collect()
    }
}
