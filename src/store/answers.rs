//! All graded answers as predictors read them.

use std::collections::HashMap;

use crate::calendar::StudyDay;
use crate::cards::CardId;
use crate::evaluation::Answer;
use crate::scheduler::Quality;

use super::columns::id_of;
use super::error::Error;
use super::open::Store;

impl Store {
    /// The graded answers that count, drills left out, of cards that are one as of one card.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn graded_answers(&self) -> Result<Vec<Answer>, Error> {
        let mut statement = self.connection.prepare(
            "SELECT coalesce(alias.root, event.card), event.clock, event.day, event.quality \
             FROM event LEFT JOIN alias ON alias.card = event.card WHERE event.kind = 'review' \
             AND NOT EXISTS (SELECT 1 FROM voided WHERE voided.event = event.id) ORDER BY event.id",
        )?;
        let mut rows = statement.query([])?;
        let mut cards: HashMap<CardId, usize> = HashMap::new();
        let mut answers = Vec::new();
        while let Some(row) = rows.next()? {
            let card = id_of(row, 0)?;
            let next = cards.len();
            let quality = Quality::new(row.get(3)?).ok_or_else(|| Error::Value {
                what: "quality",
                of: format!("an answer to card {card}"),
            })?;
            answers.push(Answer {
                card: *cards.entry(card).or_insert(next),
                at: row.get(1)?,
                day: StudyDay::from_number(row.get(2)?),
                quality,
            });
        }
        Ok(answers)
    }
}
