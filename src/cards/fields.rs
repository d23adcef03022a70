//! The named parts of an answer: the cells of a row, the labelled lines of a scenario. A large table
//! has millions of them, so all texts of a card stand in one piece of memory, and all rows of a table
//! share the names of its columns.

use std::fmt;
use std::sync::Arc;

/// What parts the texts. No text holds it: as in Markdown, it becomes U+FFFD.
const SEPARATOR: char = '\0';

/// The names that the cards of a table share, in the order of its columns.
pub type FieldNames = Arc<Vec<Arc<str>>>;

/// One named part of an answer: a column and its cell, or a label and its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// The column's header or the label, without its colon; empty for a column without header.
    pub name: &'a str,
    /// The cell or the labelled text, as Markdown; never empty.
    pub text: &'a str,
}

/// The named parts of an answer.
#[derive(Clone)]
pub struct Fields {
    names: FieldNames,
    /// The text of each name in turn, [`SEPARATOR`] between; empty where a cell is left out.
    texts: Box<str>,
}

impl Fields {
    /// Fields with names of their own. Those without a text are left out.
    pub fn new<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Fields {
        let mut names = Vec::new();
        let mut row = FieldRow::default();
        for (nth, (name, text)) in fields.into_iter().enumerate() {
            names.push(Arc::from(name));
            row.put(nth, text);
        }
        row.fields(&Arc::new(names))
    }

    /// The fields in order.
    pub fn iter(&self) -> impl Iterator<Item = Field<'_>> {
        // More texts than names stand in a table without a header.
        let names = self.names.iter().map(|name| &**name);
        let names = names.chain(std::iter::repeat(""));
        let all = self.texts.split(SEPARATOR).zip(names);
        all.filter(|(text, _)| !text.is_empty())
            .map(|(text, name)| Field { name, text })
    }

    /// The names, also those whose texts are left out.
    pub(super) fn names(&self) -> &FieldNames {
        &self.names
    }

    /// The texts in order, each with the place of its name.
    pub(super) fn placed(&self) -> impl Iterator<Item = (usize, &str)> {
        let all = self.texts.split(SEPARATOR).enumerate();
        all.filter(|(_, text)| !text.is_empty())
    }

    /// The bytes of all names and texts together.
    pub(super) fn length(&self) -> usize {
        let names = self.names.iter().map(|name| name.len());
        names.fold(self.texts.len(), usize::saturating_add)
    }

    /// The bytes of all texts together.
    pub(super) fn text_length(&self) -> usize {
        self.texts.len()
    }
}

impl PartialEq for Fields {
    fn eq(&self, other: &Fields) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Fields {}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Fields in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct FieldRow {
    texts: String,
    /// How many texts stand before the one that would be added now.
    nth: usize,
}

impl FieldRow {
    /// Adds the text that belongs to the `nth` name, behind those before it.
    pub(super) fn put(&mut self, nth: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        while self.nth < nth {
            self.texts.push(SEPARATOR);
            self.nth = self.nth.saturating_add(1);
        }
        self.go_on(text);
    }

    /// Adds to the newest text.
    pub(super) fn go_on(&mut self, text: &str) {
        if text.contains(SEPARATOR) {
            self.texts.push_str(&text.replace(SEPARATOR, "\u{fffd}"));
        } else {
            self.texts.push_str(text);
        }
    }

    /// Whether no text says anything yet.
    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The fields under these names. Copied, so that one row in the making serves a whole table and
    /// each card takes just the memory of its texts.
    pub(super) fn fields(&self, names: &FieldNames) -> Fields {
        Fields {
            names: Arc::clone(names),
            texts: self.texts.as_str().into(),
        }
    }

    /// Makes room for the next row.
    pub(super) fn clear(&mut self) {
        self.texts.clear();
        self.nth = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(fields: &Fields) -> Vec<(&str, &str)> {
        fields
            .iter()
            .map(|field| (field.name, field.text))
            .collect()
    }

    #[test]
    fn fields_come_back_as_they_went_in_without_the_empty_ones() {
        let fields = Fields::new([("a", "one"), ("b", ""), ("", "three"), ("d", "")]);
        assert_eq!(pairs(&fields), [("a", "one"), ("", "three")]);
    }

    #[test]
    fn a_text_cannot_pretend_to_be_two() {
        let fields = Fields::new([("a", "one\0two"), ("b", "x")]);
        assert_eq!(pairs(&fields), [("a", "one\u{fffd}two"), ("b", "x")]);
    }

    #[test]
    fn equal_fields_are_equal_whatever_names_were_left_out() {
        let some = Fields::new([("a", "one"), ("b", "")]);
        assert_eq!(some, Fields::new([("a", "one")]));
        assert_ne!(some, Fields::new([("b", "one")]));
    }

    #[test]
    fn texts_beyond_the_names_have_none() {
        let mut row = FieldRow::default();
        row.put(0, "one");
        row.put(1, "two");
        let fields = row.fields(&Arc::new(vec![Arc::from("a")]));
        assert_eq!(pairs(&fields), [("a", "one"), ("", "two")]);
    }
}
