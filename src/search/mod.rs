//! The search language: what a learner types to choose cards, as a tree that says exactly what is
//! meant. It must never know where cards are stored.
//!
//! ```text
//! query   = any
//! any     = all ("OR" all)*
//! all     = ("AND"? one)+
//! one     = ("-" | "NOT") one | "(" any ")" | term
//! term    = text | key ":" text          text may be "in quotes"; * stands for anything
//! ```

mod lexer;
mod parser;
mod pattern;
mod query;
mod words;

pub use parser::parse;
pub use pattern::{Part, Pattern};
pub use query::{Compare, Mark, Property, Query, Sort, Term};

use std::ops::Range;

/// Why a query is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// Where, in bytes of the query.
    pub span: Range<usize>,
    /// What is wrong there.
    pub message: String,
    /// The word that is not known and the words that could stand there; none where it is not about that.
    pub unknown: Option<Unknown>,
    /// What to do, where it is not about a word.
    pub hint: Option<String>,
}

/// A word that is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The word.
    pub typed: String,
    /// What could stand there.
    pub known: Vec<&'static str>,
}
