//! Keys that judge numbered sentences, `3. Falsch, …`: a sentence that one judges is a question. Nothing here reads
//! the entries of a key.

use crate::document::{begins_with_verdict, part_number};

use super::texts::{names_options, without_word};
use super::{AnswerKey, Form, KeyEntry, Names};

impl KeyEntry {
    /// Whether the answer is that a sentence is true or false.
    pub(super) fn is_verdict(&self) -> bool {
        self.form == Form::Line && begins_with_verdict(&self.answer)
    }

    /// Whether a line or row of the key holds the answer in words.
    pub(in crate::cards) fn says(&self) -> bool {
        self.form == Form::Line && !names_options(&self.answer)
    }

    /// Whether its first word may be an article and no letter: `A body stays at rest.`
    pub(in crate::cards) fn may_say(&self) -> bool {
        self.sentence.is_some()
    }
}

impl AnswerKey {
    /// Finds the sentences that the entries judge.
    pub(super) fn judge(&mut self) {
        let mut verdicts = std::mem::take(&mut self.verdicts);
        let mut numbers: Vec<u32> = verdicts.iter().map(|(number, ..)| *number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let turns = numbers
            .into_iter()
            .filter_map(|number| Some((number, self.by_turn(number)?)));
        let turns: Vec<(u32, Vec<usize>)> = turns.collect();
        verdicts.retain(|(number, ..)| turns.binary_search_by_key(number, |turn| turn.0).is_err());
        let found = turns
            .into_iter()
            .flat_map(|(number, places)| places.into_iter().map(move |at| (number, at)));
        let found = found.collect();
        self.asked.ask_at(found);
        self.asked.judge(&verdicts);
    }

    /// The lines that do not ask and whose number begins anew in each part of an exam, where the key has as many
    /// entries for it as there are lines: each is that of its turn.
    fn by_turn(&self, number: u32) -> Option<Vec<usize>> {
        let entries = self.entries.get(&number)?;
        let first = entries.first().filter(|_| entries.len() >= 2)?;
        let mut lines = self.asked.all_above(number, first.at);
        lines.retain(|(at, _)| !self.holds(*at));
        let fits = |((_, names), entry): (&(usize, Names), &KeyEntry)| {
            *names == Names::Question || entry.is_verdict() || entry.says()
        };
        let is_whole = lines.len() == entries.len() && lines.iter().zip(entries).all(fits);
        let stated = lines
            .into_iter()
            .filter(|(_, names)| *names != Names::Question);
        is_whole.then(|| stated.map(|(at, _)| at).collect())
    }

    /// Whether a number begins anew below a title of the key, and more lines have it than entries.
    pub(super) fn begins_part(&self, number: u32, at: usize) -> bool {
        let entries = self.entries.get(&number).map_or(0, Vec::len);
        // The lines of the key have its numbers, too.
        number == 1
            && entries > 0
            && !self.is_right_below(at)
            && self.asked.count_above(number, at) > entries.saturating_mul(2)
    }

    /// Whether an entry judges the numbered sentence at a place.
    pub(in crate::cards) fn judges(&self, at: usize) -> bool {
        self.asked.is_judged(at)
    }

    /// Whether only one question has a number.
    pub(in crate::cards) fn asks_once(&self, number: u32) -> bool {
        self.asked.asks_once(number)
    }

    /// The number of two parts that a cell is, where it is asked.
    pub(super) fn asked_part(&self, cell: &str) -> Option<u32> {
        let bare = cell.trim_matches(['*', '_', '`', ' ', '.', ')', '#']);
        let (number, rest) = part_number(without_word(bare))?;
        (rest.is_empty() && self.asked.holds(number)).then_some(number)
    }

    /// Whether a question has a number.
    pub(in crate::cards) fn is_asked(&self, number: u32) -> bool {
        self.asked.asks(number)
    }
}
