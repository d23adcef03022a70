//! What an import from Anki left behind and skipped, counted and named.

use std::collections::BTreeMap;

/// The most skipped rows that are named one by one; the others are counted.
const MOST_NAMED: usize = 1000;

/// A row that was skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Which row.
    pub what: String,
    /// Why.
    pub why: String,
}

/// What became of what was no card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    left: BTreeMap<&'static str, usize>,
    skipped: Vec<Skipped>,
    number_skipped: usize,
}

impl Report {
    /// Counts what cannot be carried over, by what it is, in the singular.
    pub fn count(&mut self, what: &'static str, number: usize) {
        if number > 0 {
            let counted = self.left.entry(what).or_default();
            *counted = counted.saturating_add(number);
        }
    }

    /// Names a row that is skipped, and why.
    pub fn skip(&mut self, what: String, why: String) {
        self.number_skipped = self.number_skipped.saturating_add(1);
        if self.skipped.len() < MOST_NAMED {
            self.skipped.push(Skipped { what, why });
        }
    }

    /// What cannot be carried over, with counts.
    pub fn left_behind(&self) -> impl Iterator<Item = (&'static str, usize)> + '_ {
        self.left.iter().map(|(what, number)| (*what, *number))
    }

    /// The skipped rows, as far as they are named.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// How many rows were skipped.
    pub fn number_skipped(&self) -> usize {
        self.number_skipped
    }
}
