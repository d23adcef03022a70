//! The names of columns as they count in comparisons. All rows of a table share their names, so they are folded
//! once for a table and not once for each row: a fifth of compiling a large table.
//! It must fold a name as [`plain`](super::plain) folds a text.

use std::sync::Arc;

use super::card::ask;
use super::fields::{FieldNames, Fields};
use super::plain::{plain_into, plain_words_into};

/// The folded names of the table that was asked for last.
#[derive(Debug)]
pub(super) struct FoldedNames {
    /// How a name is folded, into an empty text.
    fold: fn(&str, &mut String),
    names: Option<FieldNames>,
    folded: Vec<String>,
}

impl FoldedNames {
    /// Each by itself.
    pub(super) fn alone() -> FoldedNames {
        FoldedNames::by(plain_into)
    }

    /// Each as a question behind another text: `AWS Manages?`; empty for no name.
    pub(super) fn asked() -> FoldedNames {
        FoldedNames::by(|name, folded| {
            if !name.is_empty() {
                let mut question = String::with_capacity(name.len().saturating_add(1));
                ask(name, &mut question);
                plain_words_into(&question, folded);
            }
        })
    }

    fn by(fold: fn(&str, &mut String)) -> FoldedNames {
        FoldedNames {
            fold,
            names: None,
            folded: Vec::new(),
        }
    }

    /// The folded names of a card's fields, in the order of the names.
    pub(super) fn of(&mut self, fields: &Fields) -> &[String] {
        let names = fields.names();
        let last = self.names.as_ref();
        if !last.is_some_and(|last| Arc::ptr_eq(last, names)) {
            self.fold_all(names);
        }
        &self.folded
    }

    /// The memory of the names before is used again: each scenario has names of its own.
    fn fold_all(&mut self, names: &FieldNames) {
        self.names = Some(Arc::clone(names));
        self.folded.resize_with(names.len(), String::new);
        for (name, folded) in names.iter().zip(&mut self.folded) {
            folded.clear();
            (self.fold)(name, folded);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded_anew_where_they_are_others() {
        let (mut alone, mut asked) = (FoldedNames::alone(), FoldedNames::asked());
        let one = Fields::new([("**AWS**  Manages", "a"), ("1. You", "b")]);
        let other = Fields::new([("Who?", "c")]);
        assert_eq!(alone.of(&one), ["aws manages", "you"]);
        assert_eq!(asked.of(&one)[1], "1. you?");
        assert_eq!(alone.of(&other), ["who?"]);
        assert_eq!(asked.of(&other)[0], "who?");
        assert_eq!(alone.of(&one), ["aws manages", "you"]);
        assert_eq!(asked.of(&Fields::new([("", "c")]))[0], "");
    }
}
