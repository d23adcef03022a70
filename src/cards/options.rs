//! The options of a multiple-choice question: reading them in all their forms, finding the right
//! ones by mark or by the answer's words, and deciding whether they may be shuffled.

use crate::document::{
    BlockKind, Marker, OptionLetter, Span, Task, inline, options_of_code, options_on_line,
};

use super::listed_options::Listed;
use super::option_words::{
    is_highlighted, is_pointed_at, is_struck, unemphasised, unstruck, without_highlight,
    without_marks,
};
use super::page::{Page, lines_of};
use super::plain::plain;
use super::prompt_words::is_bold;

mod letters_named;
mod right;
mod shown;

/// An option as written.
#[derive(Debug)]
struct OptionText {
    letter: char,
    text: String,
    marked: Marked,
    /// What the document says of this option.
    note: String,
    /// Whether its text stands below its letter.
    is_below: bool,
    /// Where the spaces stand that join its lines.
    joints: Vec<usize>,
}

/// Whether a mark beside an option says that it is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marked {
    /// A tick, `(correct)` or a ticked box.
    Right,
    /// Only bold: a mark where no other option is.
    Bold,
    /// Struck out: wrong.
    Struck,
    Not,
}

/// The options of one question, in the order of the document.
#[derive(Debug, Default)]
pub(super) struct Options {
    list: Vec<OptionText>,
    /// Whether numbers stand before them, by which an answer may name them.
    is_counted: bool,
    /// Whether those are Roman numerals.
    is_roman: bool,
    /// Whether an open box stands before one of them.
    has_open_box: bool,
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
        if let Some(said) = page.listed(at) {
            self.is_counted = page.item_number(at).is_some();
            let text = match page.label(at).filter(|_| page.is_labelled_option(at)) {
                Some(found) => found.rest.text(page.source),
                None => text,
            };
            // Emphasis of the whole option is its mark.
            let text = unemphasised(text);
            self.push(self.next_letter(), text, said == Listed::Right, false);
            return true;
        }
        if let Some(found) = page.option_letter(at) {
            if self.is_repeated(found.letter, found.rest.text(page.source)) {
                return true;
            }
            // The first option is A, or others follow it; later ones go on. `B. Franklin` in a
            // stem is neither.
            let has = |letter: char| self.list.iter().any(|option| option.letter == letter);
            let fits = found.letter == self.next_letter()
                || (!self.list.is_empty() && (found.letter > 'A' || !has('A')))
                || (self.list.is_empty() && page.begins_options(at));
            let is_bold = is_bold(text) && !text.contains('✅');
            self.is_roman |= page.is_counted_in_roman(at);
            let fits = fits && !(self.list.is_empty() && page.are_subquestions(at));
            if fits && self.take_line(page.source, block.text) {
                return true;
            }
            if fits {
                self.push(
                    found.letter,
                    found.rest.text(page.source),
                    ticked || text.starts_with('✅') || is_pointed_at(text),
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
        if block.kind.is_box() {
            self.has_open_box |= !ticked;
            self.push(self.next_letter(), text, ticked, false);
            return true;
        }
        false
    }

    /// Takes a plain item beside ticked ones; where others have open boxes, it is none.
    pub(super) fn take_unticked(&mut self, page: &Page<'_>, at: usize) -> bool {
        let is_plain = !self.has_open_box
            && page.block(at).is_some_and(|block| {
                matches!(
                    block.kind,
                    BlockKind::Item {
                        task: Task::None,
                        marker: Marker::Bullet
                    }
                )
            });
        if is_plain {
            self.push(self.next_letter(), page.text(at), false, false);
        }
        is_plain
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

    /// Takes options that stand on one line.
    fn take_line(&mut self, source: &str, line: Span) -> bool {
        let found = options_on_line(source, line);
        for option in &found {
            self.push(option.letter, option.rest.text(source), false, false);
        }
        !found.is_empty()
    }

    /// Whether a lettered line says once more what an option says: then it is the answer.
    fn is_repeated(&mut self, letter: char, text: &str) -> bool {
        if letter >= self.next_letter() {
            return false;
        }
        let said = plain(text);
        let same =
            |option: &&mut OptionText| option.letter == letter && plain(&option.text) == said;
        let found = self.list.iter_mut().find(same);
        found.is_some_and(|option| {
            option.marked = Marked::Right;
            true
        })
    }

    /// Ticks the option that a ticked box below the options repeats. Returns whether a box, ticked
    /// or not, repeats one.
    pub(super) fn tick(&mut self, text: &str, task: Task) -> bool {
        let said = plain(&without_marks(text).text);
        let found = self
            .list
            .iter_mut()
            .find(|option| plain(&option.text) == said);
        found.is_some_and(|option| {
            if task == Task::Done {
                option.marked = Marked::Right;
            }
            true
        })
    }

    /// Whether the newest option has no text yet: what it offers stands below it, as code or image.
    pub(super) fn is_waiting(&self) -> bool {
        self.list.last().is_some_and(|option| {
            // `- [ ] A` over code is a letter and no text.
            let mut letters = option.text.chars();
            let only = letters.next();
            only.is_none() || (letters.next().is_none() && only == Some(option.letter))
        })
    }

    /// Whether the text of the newest option stands below its letter, so that more lines of it may come.
    pub(super) fn is_filled(&self) -> bool {
        self.list.last().is_some_and(|option| option.is_below)
    }

    /// Gives the newest option its text, or another line of it.
    pub(super) fn fill(&mut self, text: String) {
        if let Some(option) = self.list.last_mut() {
            match option.is_below {
                true => {
                    option.text.push('\n');
                    option.text.push_str(&text);
                }
                false => option.text = text,
            }
            option.is_below = true;
        }
    }

    /// Adds what the document says of the newest option.
    pub(super) fn note(&mut self, text: &str) {
        if let Some(option) = self.list.last_mut() {
            if !option.note.is_empty() {
                option.note.push('\n');
            }
            option.note.push_str(text);
        }
    }

    /// The options as lines, where they prove to be none.
    pub(super) fn into_lines(self) -> Vec<String> {
        let line = |option: OptionText| format!("{}. {}", option.letter, option.text);
        self.list.into_iter().map(line).collect()
    }

    /// Whether a line is one of the options `A: …`, `B: …`.
    pub(super) fn continues_with_colon(&self, page: &Page<'_>, at: usize) -> bool {
        let starts = |at: usize, letter: char| {
            let behind = page.text(at).strip_prefix(letter);
            behind.is_some_and(|behind| behind.starts_with(':'))
        };
        let next = self.next_letter();
        starts(at, next) && (next != 'A' || starts(at.saturating_add(1), 'B'))
    }

    /// Takes the lettered lines of a piece of code; the lines before them stay with the prompt.
    /// Returns that piece of prompt where there are options in the code.
    pub(super) fn take_code(&mut self, source: &str, body: Span) -> Option<Span> {
        let mut first = None;
        let mut found: Vec<(char, Span)> = Vec::new();
        let lines: Vec<Span> = lines_of(source, body).collect();
        let mut options = options_of_code(source, &lines).into_iter().peekable();
        for line in lines {
            let begins_here = |option: &OptionLetter| option.rest.start() <= line.end();
            if let Some(option) = options.next_if(begins_here) {
                first.get_or_insert(line.start());
                found.push((option.letter, option.rest));
            } else if let Some((_, text)) = found.last_mut() {
                // An option of several lines goes on.
                *text = text.with_end(line.end());
            }
        }
        let first = first.filter(|_| found.len() >= 2 && self.is_empty())?;
        for (letter, text) in found {
            self.push(letter, text.text(source), false, false);
        }
        Some(Span::new(body.start(), first))
    }

    /// Takes options that stand on one line behind their label.
    pub(super) fn take_texts(&mut self, texts: &[&str]) {
        for text in texts {
            self.push(self.next_letter(), text, false, false);
        }
    }

    /// Takes unlettered items, of which the answer names one.
    pub(super) fn take_items(&mut self, page: &Page<'_>, items: &[usize], right: &[usize]) {
        for (nth, at) in items.iter().enumerate() {
            self.push(
                self.next_letter(),
                page.text(*at),
                right.contains(&nth),
                false,
            );
        }
    }

    /// Goes on with the last option.
    pub(super) fn append(&mut self, text: &str) {
        if let Some(option) = self.list.last_mut() {
            option.joints.push(option.text.len());
            option.text.push(' ');
            option.text.push_str(inline::text(text).trim());
        }
    }

    fn push(&mut self, letter: char, text: &str, ticked: bool, is_bold: bool) {
        // A sign without ink keeps the place of what stands below.
        let is_blank = |sign: char| sign.is_whitespace() || matches!(sign, '\u{2800}' | '\u{200b}');
        let unmarked = without_marks(text.trim_matches(is_blank));
        let is_set_off = is_highlighted(&unmarked.text);
        let is_bold = is_bold || is_set_off || self::is_bold(&unmarked.text);
        // The mark may stand before the letter: `~~A. one~~`.
        let is_struck = is_struck(&unmarked.text) || unmarked.text.matches("~~").count() == 1;
        let marked = match (ticked || unmarked.is_right, is_bold) {
            (true, _) => Marked::Right,
            _ if is_struck => Marked::Struck,
            (false, true) => Marked::Bold,
            (false, false) => Marked::Not,
        };
        let shown = match is_struck {
            true => unstruck(&unmarked.text),
            false if is_set_off => without_highlight(&unmarked.text),
            false => &unmarked.text,
        };
        // Emphasis of a whole option would give away which one is right.
        let shown = match marked {
            Marked::Right => unemphasised(shown),
            _ => shown,
        };
        self.list.push(OptionText {
            letter,
            text: inline::text(shown).trim().to_owned(),
            marked,
            note: unmarked.note,
            is_below: false,
            joints: Vec::new(),
        });
    }

    pub(super) fn next_letter(&self) -> char {
        let next = |last: &OptionText| {
            char::from_u32(u32::from(last.letter).saturating_add(1)).unwrap_or('\u{e000}')
        };
        self.list.last().map_or('A', next)
    }
}
