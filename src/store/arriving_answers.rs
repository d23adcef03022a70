//! Answers of another program on their way in, behind all cards. An answer is never stored twice; to cards that came
//! just now they are written many at once.

use rusqlite::params;

use crate::cards::CardId;
use crate::exchange::import::anki::LoggedAnswer;
use crate::review::EventId;

use super::arrivals::{Arrivals, Stage};
use super::error::Error;
use super::events::Appending;
use super::newcomers;

/// How far an answer's moment may have been moved on its way out, where another had the same. Nobody
/// answers a card twice in this time.
const LATEST_SHIFT_MS: i64 = 50;

impl Arrivals<'_> {
    /// Takes answers in, in their order; how many were not known.
    ///
    /// # Errors
    /// When the database fails.
    pub fn answers(&mut self, answers: &[LoggedAnswer]) -> Result<usize, Error> {
        if self.stage == Stage::Cards {
            self.stage = Stage::Answers;
            self.write_pending()?;
            // Now, while the cards are still in memory.
            newcomers::make_indexes(&self.transaction, &mut self.indexes)?;
            self.take_indexes_of_log()?;
        }
        if !self.retracted
            && answers
                .iter()
                .all(|answer| self.came.contains(&answer.event.card))
        {
            return self.append_new(answers);
        }
        let mut number = 0_usize;
        for answer in answers {
            number = number.saturating_add(usize::from(self.answer(answer)?));
        }
        Ok(number)
    }

    /// Takes answers to cards in that came, too.
    fn append_new(&mut self, answers: &[LoggedAnswer]) -> Result<usize, Error> {
        let mut number = 0_usize;
        newcomers::at_rest(&self.transaction, || {
            let mut appending = Appending::to(&self.transaction, self.device)?;
            for LoggedAnswer { event, remainder } in answers {
                let is_new = appending.append(event, Some(remainder))?;
                number = number.saturating_add(usize::from(is_new));
            }
            Ok(())
        })?;
        answers.iter().for_each(|answer| self.reach(&answer.event));
        Ok(number)
    }

    /// Takes an answer in; whether it was not known.
    fn answer(&mut self, answer: &LoggedAnswer) -> Result<bool, Error> {
        let event = &answer.event;
        if !self.came.contains(&event.card) {
            // Most of a package that comes again: to ask first what was given here took three times as long.
            let is_known = !self.retracted && self.is_known(event.id)?;
            if is_known || self.was_given_here(event.card, event.at.utc_ms)? {
                return Ok(false);
            }
        }
        // Answers lie before how their card stood, which is folded already: no fold for a new card.
        self.append(event, Some(&answer.remainder))
    }

    fn is_known(&self, event: EventId) -> Result<bool, Error> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM event WHERE device = ?1 AND sequence = ?2)",
        )?;
        Ok(statement.query_row(params![self.device, event.sequence], |row| row.get(0))?)
    }

    /// Whether an answer of Anki's log went there from here: it has its own name here, and is known by
    /// its moment.
    pub(super) fn was_given_here(&self, card: CardId, moment_ms: i64) -> Result<bool, Error> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM event WHERE card = ?1 AND device <> ?2 \
             AND kind IN ('review', 'drill') AND at_ms BETWEEN ?3 AND ?4)",
        )?;
        let earliest = moment_ms.saturating_sub(LATEST_SHIFT_MS);
        let bounds = params![card.bytes(), self.device, earliest, moment_ms];
        Ok(statement.query_row(bounds, |row| row.get(0))?)
    }
}
