//! Markdown being written: text escaped where Markdown would take it for a mark, spaces folded, lines
//! and list items begun only when something follows. It must never write a control character.

use super::template::is_blank;

/// How deep lists may stand in each other; deeper ones go on at this depth.
const DEEPEST_LIST: usize = 16;

/// A mark around words, such as `**`.
#[derive(Debug)]
struct Mark {
    sign: &'static str,
    /// Whether it stands in the text, or still waits for a word.
    written: bool,
}

/// A list around the current line.
#[derive(Debug)]
enum List {
    Bullets,
    Numbers(u32),
}

/// Markdown so far.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    text: String,
    breaks: usize,
    space: bool,
    /// Where the current line begins.
    line_at: usize,
    marks: Vec<Mark>,
    lists: Vec<List>,
    item: Option<String>,
}

impl Buffer {
    /// Empty, with room for so many bytes.
    pub(super) fn with_room(bytes: usize) -> Buffer {
        Buffer {
            text: String::with_capacity(bytes),
            ..Buffer::default()
        }
    }

    /// The Markdown, with every mark closed.
    pub(super) fn finish(mut self) -> String {
        self.close_marks();
        self.text
    }

    /// Text as people read it.
    pub(super) fn words(&mut self, text: &str) {
        let mut rest = text;
        loop {
            // Most of a text needs no look at each of its characters: a third of making a card went into them.
            let (plain, behind) = rest.split_at_checked(plain_run(rest)).unwrap_or(("", rest));
            if !plain.is_empty() {
                self.lead();
                self.text.push_str(plain);
            }
            let mut signs = behind.chars();
            let Some(sign) = signs.next() else {
                return;
            };
            rest = signs.as_str();
            match sign {
                ' ' | '\n' | '\t' | '\r' | '\u{c}' | '\u{a0}' => self.space = true,
                _ if is_hidden(sign) => {}
                _ => {
                    let is_first = self.lead();
                    self.sign(sign, signs.next(), is_first);
                }
            }
        }
    }

    /// One character, escaped where Markdown would take it for a mark.
    fn sign(&mut self, sign: char, next: Option<char>, is_first: bool) {
        let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let escaped = match sign {
            '*' | '`' | '~' => true,
            '_' => !(in_word(next) && in_word(self.text.chars().next_back())),
            '\\' => next.is_some_and(|c| c.is_ascii_punctuation()),
            '<' => next.is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c)),
            '&' => next.is_some_and(|c| c.is_ascii_alphabetic() || c == '#'),
            ']' => next.is_some_and(|c| "(:[".contains(c)),
            '#' | '>' | '-' | '+' | '=' | '|' => is_first,
            // `1. not a list`: the number stands alone on its line so far.
            '.' | ')' => {
                let line = self.text.get(self.line_at..).unwrap_or_default();
                !line.is_empty()
                    && line.len() <= 9
                    && line.bytes().all(|byte| byte.is_ascii_digit())
                    && next.is_none_or(char::is_whitespace)
            }
            _ => false,
        };
        if escaped {
            self.text.push('\\');
        }
        self.text.push(sign);
    }

    /// Markdown as it stands, on the current line.
    pub(super) fn inline(&mut self, markdown: &str) {
        if !markdown.is_empty() {
            self.lead();
            self.text.push_str(markdown);
        }
    }

    /// Markdown that has lines of its own.
    pub(super) fn block(&mut self, markdown: &str) {
        self.line(2);
        for line in markdown.lines() {
            self.lead();
            self.text.push_str(line);
            self.line(1);
        }
        self.line(2);
    }

    /// The next words stand on a new line, behind an empty one with `breaks` of 2.
    pub(super) fn line(&mut self, breaks: usize) {
        self.breaks = self.breaks.max(breaks);
        self.space = false;
    }

    /// What comes before words: new lines, the mark of an item, a space, marks. Whether the words are
    /// the first of their line.
    fn lead(&mut self) -> bool {
        let mut is_first = self.text.is_empty();
        if self.breaks > 0 && !self.text.is_empty() {
            self.suspend_marks();
            // In a list an empty line would part its items.
            let breaks = if self.lists.is_empty() {
                self.breaks
            } else {
                1
            };
            (0..breaks).for_each(|_| self.text.push('\n'));
            is_first = true;
        } else if self.space && !is_first && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
        if is_first {
            self.begin_line();
            self.line_at = self.text.len();
        }
        self.breaks = 0;
        self.space = false;
        for mark in &mut self.marks {
            if !mark.written {
                self.text.push_str(mark.sign);
                mark.written = true;
                is_first = false;
            }
        }
        is_first
    }

    fn begin_line(&mut self) {
        let outer = self.lists.len().saturating_sub(1);
        match self.item.take() {
            Some(item) => {
                (0..outer).for_each(|_| self.text.push_str("   "));
                self.text.push_str(&item);
            }
            None => (0..self.lists.len()).for_each(|_| self.text.push_str("   ")),
        }
    }

    /// Begins to emphasise.
    pub(super) fn open(&mut self, sign: &'static str) {
        if self.marks.iter().any(|mark| mark.sign == sign) {
            return;
        }
        let written = false;
        self.marks.push(Mark { sign, written });
    }

    /// Stops.
    pub(super) fn close(&mut self, sign: &'static str) {
        let Some(at) = self.marks.iter().position(|mark| mark.sign == sign) else {
            return;
        };
        // What was begun inside of it ends first, and goes on behind it.
        for mark in self
            .marks
            .get_mut(at..)
            .unwrap_or_default()
            .iter_mut()
            .rev()
        {
            if mark.written {
                self.text.push_str(mark.sign);
                mark.written = false;
            }
        }
        self.marks.remove(at);
    }

    /// No mark reaches over the end of a line.
    fn suspend_marks(&mut self) {
        for mark in self.marks.iter_mut().rev() {
            if mark.written {
                self.text.push_str(mark.sign);
                mark.written = false;
            }
        }
    }

    fn close_marks(&mut self) {
        self.suspend_marks();
        self.marks.clear();
    }

    /// Begins a list.
    pub(super) fn open_list(&mut self, numbered: Numbered) {
        self.line(if self.lists.is_empty() { 2 } else { 1 });
        if self.lists.len() < DEEPEST_LIST {
            self.lists.push(match numbered {
                Numbered::Yes => List::Numbers(0),
                Numbered::No => List::Bullets,
            });
        }
    }

    /// Ends it.
    pub(super) fn close_list(&mut self) {
        self.lists.pop();
        self.item = None;
        self.line(if self.lists.is_empty() { 2 } else { 1 });
    }

    /// Begins an item.
    pub(super) fn open_item(&mut self) {
        self.line(1);
        self.item = Some(match self.lists.last_mut() {
            Some(List::Numbers(number)) => {
                *number = number.saturating_add(1);
                format!("{number}. ")
            }
            Some(List::Bullets) | None => "-  ".to_owned(),
        });
        if self.lists.is_empty() {
            self.lists.push(List::Bullets);
        }
    }

    /// Whether nothing was written.
    pub(super) fn is_empty(&self) -> bool {
        is_blank(&self.text)
    }
}

/// Whether a list counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbered {
    Yes,
    No,
}

/// How many bytes of a text stand as they are wherever they stand, from its beginning: words, and single spaces
/// between them.
fn plain_run(text: &str) -> usize {
    let mut length = 0_usize;
    let mut is_spaced = false;
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {}
            b',' | b';' | b':' | b'?' | b'!' | b'\'' | b'"' | b'/' | b'(' | b'%' | b'@' | b'$' => {}
            // Behind 0xc2 are controls and the space that does not break.
            0x80..=0xc1 | 0xc3..=0xff => {}
            b' ' if length > 0 && !is_spaced => {
                is_spaced = true;
                length = length.saturating_add(1);
                continue;
            }
            _ => break,
        }
        is_spaced = false;
        length = length.saturating_add(1);
    }
    length.saturating_sub(usize::from(is_spaced))
}

/// Controls, which a terminal would obey.
pub(super) fn is_hidden(sign: char) -> bool {
    sign.is_control() && sign != '\n' && sign != '\t'
}
