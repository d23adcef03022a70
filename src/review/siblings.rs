//! Siblings: cards that were made of one thing, such as the cards of an Anki note, both ways of a term, or
//! the gaps of one sentence. One gives the other away, so a day asks one of them and the others wait. That
//! is a rule of the queue alone: no memory and no due day changes, and the log of the day decides it anew.

use std::collections::HashSet;

/// What siblings have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKey {
    /// A note of another program, as whoever keeps the cards numbers it.
    Note(i64),
    /// A place of a document where the text of all of them begins.
    Place {
        /// The document, as whoever keeps the cards numbers it.
        document: i64,
        /// The line.
        line: u32,
        /// The how-manieth place of the line at which a card begins, from 0.
        begins: i64,
    },
}

/// Which cards wait while a sibling has the day. Anki has the same choices, as two switches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SiblingRule {
    /// New ones and due ones.
    #[default]
    Apart,
    /// New ones.
    NewWait,
    /// Due ones.
    DueWait,
    /// None.
    Together,
}

impl SiblingRule {
    /// All, with the word for each.
    pub const ALL: [(&'static str, SiblingRule); 4] = [
        ("apart", SiblingRule::Apart),
        ("new", SiblingRule::NewWait),
        ("due", SiblingRule::DueWait),
        ("together", SiblingRule::Together),
    ];

    fn due_wait(self) -> bool {
        matches!(self, SiblingRule::Apart | SiblingRule::DueWait)
    }

    fn new_wait(self) -> bool {
        matches!(self, SiblingRule::Apart | SiblingRule::NewWait)
    }
}

/// The siblings of a day.
#[derive(Clone, Debug, Default)]
pub struct Siblings {
    rule: SiblingRule,
    /// Those that have the day already: answered, or with a place in the queue.
    taken: HashSet<NoteKey>,
}

impl Siblings {
    /// The siblings of a day on which cards of these notes were answered.
    pub fn new(rule: SiblingRule, answered: HashSet<NoteKey>) -> Siblings {
        Siblings {
            rule,
            taken: answered,
        }
    }

    /// Siblings that do not mind each other.
    pub fn together() -> Siblings {
        Siblings::new(SiblingRule::Together, HashSet::new())
    }

    /// Whether a due card has to wait for another day.
    pub(super) fn hold_due(&self, note: Option<NoteKey>) -> bool {
        self.rule.due_wait() && note.is_some_and(|note| self.taken.contains(&note))
    }

    /// Whether a new card has to wait for another day.
    pub(super) fn hold_new(&self, note: Option<NoteKey>) -> bool {
        self.rule.new_wait() && note.is_some_and(|note| self.taken.contains(&note))
    }

    /// A card takes the day for its note.
    pub(super) fn take(&mut self, note: Option<NoteKey>) {
        self.taken.extend(note);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_for_a_sibling_is_as_the_rule_says() {
        let note = Some(NoteKey::Note(1));
        let waits = |mut siblings: Siblings| {
            siblings.take(note);
            assert!(!siblings.hold_due(None) && !siblings.hold_new(None));
            (siblings.hold_due(note), siblings.hold_new(note))
        };
        let by = |rule| waits(Siblings::new(rule, HashSet::new()));
        assert_eq!(by(SiblingRule::Apart), (true, true));
        assert_eq!(by(SiblingRule::NewWait), (false, true));
        assert_eq!(by(SiblingRule::DueWait), (true, false));
        assert_eq!(by(SiblingRule::Together), (false, false));
        assert_eq!(waits(Siblings::together()), (false, false));
    }
}
