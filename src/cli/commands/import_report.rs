//! What an import tells: deck by deck what became of each card, and what else there is to say.
//! It must never know how it is shown.

use crate::terminal::import_view::{DoubtLine, Line};

/// What became of one deck of one file.
pub(in crate::cli) struct ImportReport {
    pub(in crate::cli) file: String,
    pub(in crate::cli) deck: String,
    pub(in crate::cli) lines: Vec<Line>,
    pub(in crate::cli) skipped: usize,
    pub(in crate::cli) doubts: Vec<DoubtLine>,
    /// What else there is to say: about the log, and what was left behind.
    pub(in crate::cli) remarks: Vec<String>,
    /// What it was read from.
    pub(in crate::cli) source: Source,
}

/// What was imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Source {
    /// A document, whose cards are recognised by what they say.
    Document,
    /// A deck, a table or a package, whose cards have names.
    Deck,
}

impl ImportReport {
    /// A report of a deck, with nothing in it yet.
    pub(in crate::cli) fn of(file: &str, deck: &str) -> ImportReport {
        ImportReport {
            file: file.to_owned(),
            deck: deck.to_owned(),
            lines: Vec::new(),
            skipped: 0,
            doubts: Vec::new(),
            remarks: Vec::new(),
            source: Source::Deck,
        }
    }
}

/// What a row that makes no sense does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Strictness {
    /// It is skipped and named.
    Lenient,
    /// Its file is refused.
    Strict,
}
