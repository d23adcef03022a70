//! What can follow: the cards that were failed, more new ones, undo and redo. Asking for it must never change
//! what was saved.

use crate::cards::CardId;
use crate::scheduler::Quality;

use super::super::desk::Reversible;
use super::{Desk, Mode, Queued, Sitting, TakenBack, cards};

impl<D: Desk> Sitting<'_, D> {
    /// How many cards were failed and not asked again since.
    pub fn failed(&self) -> usize {
        self.distinct_failed().len()
    }

    /// Whether there are new cards beyond those of the session.
    ///
    /// # Errors
    /// Those of the desk.
    pub fn has_more_new(&mut self) -> Result<bool, D::Error> {
        Ok(!self.desk.more_new()?.is_empty())
    }

    /// Which of undo and redo would do something now.
    ///
    /// # Errors
    /// Those of the desk.
    pub fn reversible(&mut self) -> Result<Reversible, D::Error> {
        self.desk.reversible()
    }

    /// Goes on with the cards that were failed, as in cram mode: nothing changes. Gives back how many
    /// they are; where there are none, the session stays as it is.
    ///
    /// # Errors
    /// Those of the desk.
    pub fn ask_failed(&mut self) -> Result<usize, D::Error> {
        let mut queue = Vec::new();
        let failed = self.distinct_failed();
        self.failed.clear();
        for card in failed {
            if let Some(sheet) = self.desk.card(card)? {
                let state = sheet.state;
                queue.push(Queued { card, state });
            }
        }
        let number = queue.len();
        if number > 0 {
            self.go_on(Mode::Cram, Vec::new(), queue);
        }
        Ok(number)
    }

    /// Goes on with new cards beyond those of the session. Gives back how many they are; where there
    /// are none, the session stays as it is.
    ///
    /// # Errors
    /// Those of the desk.
    pub fn ask_more(&mut self) -> Result<usize, D::Error> {
        let queue = self.desk.more_new()?;
        let number = queue.len();
        if number > 0 {
            self.go_on(Mode::Scheduled, queue, Vec::new());
        }
        Ok(number)
    }

    /// The cards that were failed, each once.
    fn distinct_failed(&self) -> Vec<CardId> {
        let mut cards = Vec::new();
        for card in &self.failed {
            if !cards.contains(card) {
                cards.push(*card);
            }
        }
        cards
    }

    /// Asks these cards instead of what is left, without an end of time.
    fn go_on(&mut self, mode: Mode, queue: Vec<Queued>, drills: Vec<Queued>) {
        self.session.go_on(mode, queue, drills);
        self.planned = cards(self.session.left());
        self.time_limit = None;
    }

    /// Takes note of a grade that is durable.
    pub(super) fn note_grade(&mut self, card: CardId, quality: Quality) {
        if !quality.is_pass() {
            self.failed.push(card);
        }
    }

    /// Takes note of what was taken back. While cramming the card is not asked again, but its answer
    /// counts no more all the same.
    pub(super) fn note_taken_back(&mut self, taken: &TakenBack) {
        let Some(quality) = taken.deed.quality() else {
            return;
        };
        let newest = self.failed.iter().rposition(|card| *card == taken.card);
        if let (false, Some(index)) = (quality.is_pass(), newest) {
            self.failed.remove(index);
        }
        if self.session.mode() == Mode::Cram {
            self.session.uncount(taken.card, taken.state);
        }
    }
}
