//! The field for a typed answer: one line of text and a cursor between its graphemes.
//! It must never hold more than a person types.

use unicode_segmentation::UnicodeSegmentation;

use super::super::escape::one_line;
use super::super::wrap::width;
use super::key::Key;

/// The most bytes of an answer.
const LONGEST: usize = 2000;

/// Whether letters go into the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    /// They do.
    Here,
    /// They are commands.
    Elsewhere,
}

/// One line of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    text: String,
    /// The byte before which the next letter goes; always between two graphemes.
    cursor: usize,
    /// See [`Focus`].
    pub(super) focus: Focus,
}

impl Field {
    /// An empty field that letters go to.
    pub(super) fn new() -> Field {
        Field {
            text: String::new(),
            cursor: 0,
            focus: Focus::Here,
        }
    }

    /// What stands in it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The part that fits into this many columns with the cursor in it, and the cursor's column.
    pub(super) fn shown(&self, columns: usize) -> (String, usize) {
        let before = self.text.get(..self.cursor).unwrap_or_default();
        let mut start = 0;
        while width(before.get(start..).unwrap_or_default()) >= columns.max(1) {
            let Some(first) = before
                .get(start..)
                .and_then(|text| text.graphemes(true).next())
            else {
                break;
            };
            start = start.saturating_add(first.len());
        }
        let text = self.text.get(start..).unwrap_or_default();
        (
            text.to_owned(),
            width(before.get(start..).unwrap_or_default()),
        )
    }

    /// Puts a text in at the cursor, on one line.
    pub(super) fn insert(&mut self, text: &str) {
        for grapheme in one_line(text.trim_end_matches(['\r', '\n'])).graphemes(true) {
            if self.text.len().saturating_add(grapheme.len()) > LONGEST {
                return;
            }
            self.text.insert_str(self.cursor, grapheme);
            self.cursor = self.cursor.saturating_add(grapheme.len());
        }
        self.settle();
    }

    /// Does what a key does in a field.
    pub(super) fn press(&mut self, key: Key) {
        match key {
            Key::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Key::Left => self.cursor = self.before(),
            Key::Right => self.cursor = self.after(),
            Key::Home | Key::Ctrl('a') => self.cursor = 0,
            Key::End | Key::Ctrl('e') => self.cursor = self.text.len(),
            Key::Backspace => self.remove(self.before(), self.cursor),
            Key::Delete => self.remove(self.cursor, self.after()),
            Key::Ctrl('u') => self.remove(0, self.cursor),
            Key::Ctrl('w') => self.remove(self.word(), self.cursor),
            _ => {}
        }
    }

    fn remove(&mut self, from: usize, to: usize) {
        self.text.drain(from..to);
        self.cursor = from;
        self.settle();
    }

    /// A letter that joins the one before it, such as a combining accent, moves the cursor's place.
    fn settle(&mut self) {
        let places = self.text.grapheme_indices(true).map(|(at, _)| at);
        let next = places
            .chain([self.text.len()])
            .find(|at| *at >= self.cursor);
        self.cursor = next.unwrap_or(self.text.len());
    }

    fn before(&self) -> usize {
        let text = self.text.get(..self.cursor).unwrap_or_default();
        text.grapheme_indices(true)
            .next_back()
            .map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        let text = self.text.get(self.cursor..).unwrap_or_default();
        self.cursor
            .saturating_add(text.graphemes(true).next().map_or(0, str::len))
    }

    fn word(&self) -> usize {
        let text = self.text.get(..self.cursor).unwrap_or_default().trim_end();
        text.rfind(' ').map_or(0, |at| at.saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn after(keys: &[Key]) -> (String, usize) {
        let mut field = Field::new();
        for key in keys {
            field.press(*key);
        }
        field.shown(20)
    }

    #[test]
    fn letters_go_in_and_out_by_grapheme() {
        let typed: Vec<Key> = "cafe\u{301} x".chars().map(Key::Char).collect();
        assert_eq!(after(&typed), ("cafe\u{301} x".to_owned(), 6));
        let mut keys = typed.clone();
        keys.extend([Key::Backspace, Key::Backspace, Key::Backspace]);
        assert_eq!(after(&keys), ("caf".to_owned(), 3));
        let mut keys = typed.clone();
        keys.extend([Key::Home, Key::Delete, Key::Right, Key::Char('東')]);
        assert_eq!(after(&keys), ("a東fe\u{301} x".to_owned(), 3));
        let mut keys = typed;
        keys.push(Key::Ctrl('w'));
        assert_eq!(after(&keys), ("cafe\u{301} ".to_owned(), 5));
        keys.push(Key::Ctrl('u'));
        assert_eq!(after(&keys), (String::new(), 0));
    }

    #[test]
    fn a_long_answer_moves_along_and_ends_somewhere() {
        let mut field = Field::new();
        field.insert("abcdef\r\n");
        assert_eq!(field.shown(4), ("def".to_owned(), 3));
        field.insert(&"x".repeat(100_000));
        assert_eq!(field.text().len(), LONGEST);
    }

    proptest! {
        #[test]
        fn the_cursor_is_always_between_graphemes(text in "\\PC{0,20}", moves in proptest::collection::vec(0usize..8, 0..40)) {
            let keys = [Key::Left, Key::Right, Key::Home, Key::End, Key::Backspace, Key::Delete,
                Key::Ctrl('w'), Key::Char('\u{301}')];
            let mut field = Field::new();
            field.insert(&text);
            for key in moves {
                field.press(keys[key]);
                let (one, two) = field.text.split_at(field.cursor);
                prop_assert_eq!(
                    one.graphemes(true).count() + two.graphemes(true).count(),
                    field.text.graphemes(true).count()
                );
            }
        }
    }
}
