//! The names of columns as they count in comparisons. All rows of a table share their names, so they are folded
//! once for a table and not once for each row: a fifth of compiling a large table.
//! It must fold a name as [`plain`](super::plain) folds a text.

use std::sync::Arc;

use super::fields::{FieldNames, Fields};
use super::plain::{plain_into, plain_words_into};

/// A name as it counts.
#[derive(Debug, Default)]
pub(super) struct FoldedName {
    /// By itself.
    pub(super) plain: String,
    /// As a question behind another text: `AWS Manages?`; empty for no name.
    pub(super) asked: String,
}

/// The folded names of the table that was asked for last.
#[derive(Debug, Default)]
pub(super) struct FoldedNames {
    names: Option<FieldNames>,
    folded: Vec<FoldedName>,
}

impl FoldedNames {
    /// The folded names of a card's fields, in the order of the names.
    pub(super) fn of(&mut self, fields: &Fields) -> &[FoldedName] {
        let names = fields.names();
        let is_last = self.names.as_ref();
        if !is_last.is_some_and(|last| Arc::ptr_eq(last, names)) {
            self.fold(names);
        }
        &self.folded
    }

    /// The memory of the names before is used again: each scenario has names of its own.
    fn fold(&mut self, names: &FieldNames) {
        self.names = Some(Arc::clone(names));
        self.folded.resize_with(names.len(), FoldedName::default);
        for (name, folded) in names.iter().zip(&mut self.folded) {
            folded.plain.clear();
            plain_into(name, &mut folded.plain);
            folded.asked.clear();
            if !name.is_empty() {
                plain_words_into(&asked(name), &mut folded.asked);
            }
        }
    }
}

/// A name as a question.
pub(super) fn asked(name: &str) -> String {
    let sign = if name.ends_with('?') { "" } else { "?" };
    format!("{name}{sign}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded_anew_where_they_are_others() {
        let mut folded = FoldedNames::default();
        let plain = |names: &[FoldedName]| -> Vec<String> {
            names.iter().map(|name| name.plain.clone()).collect()
        };
        let one = Fields::new([("**AWS**  Manages", "a"), ("1. You", "b")]);
        let other = Fields::new([("Who?", "c")]);
        assert_eq!(plain(folded.of(&one)), ["aws manages", "you"]);
        assert_eq!(folded.of(&one)[1].asked, "1. you?");
        assert_eq!(plain(folded.of(&other)), ["who?"]);
        assert_eq!(folded.of(&other)[0].asked, "who?");
        assert_eq!(plain(folded.of(&one)), ["aws manages", "you"]);
        assert_eq!(folded.of(&Fields::new([("", "c")]))[0].asked, "");
    }
}
