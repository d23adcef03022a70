//! Tallies: what statistics are made of, counted by the database so that no log is loaded.

use rusqlite::named_params;

use crate::calendar::StudyDay;
use crate::review::MATURE_DAYS;
use crate::stats::{DayTally, MaturityCounts};

use super::error::Error;
use super::filter::Filter;
use super::open::Store;

impl Store {
    /// What was answered on each study day, oldest first, events that were undone left out.
    ///
    /// # Errors
    /// When the database fails.
    pub fn daily(&self, filter: &Filter) -> Result<Vec<DayTally>, Error> {
        let condition = filter.condition("card.deck");
        let (deck, inside) = filter.bounds();
        let sql = format!(
            "SELECT day, \
             count(*) FILTER (WHERE graded AND before = 0), count(*) FILTER (WHERE graded), \
             count(*) FILTER (WHERE graded AND quality >= 3), \
             count(*) FILTER (WHERE graded AND before BETWEEN 1 AND :mature - 1), \
             count(*) FILTER (WHERE graded AND before BETWEEN 1 AND :mature - 1 AND quality >= 3), \
             count(*) FILTER (WHERE graded AND before >= :mature), \
             count(*) FILTER (WHERE graded AND before >= :mature AND quality >= 3), \
             count(*) FILTER (WHERE graded AND quality <= 2), \
             count(*) FILTER (WHERE graded AND quality = 3), \
             count(*) FILTER (WHERE graded AND quality = 4), \
             count(*) FILTER (WHERE graded AND quality = 5), \
             count(*) FILTER (WHERE NOT graded), total(duration_ms) \
             FROM (SELECT event.day, event.quality, event.duration_ms, \
                 event.interval_before AS before, event.kind = 'review' AS graded \
                 FROM event JOIN card ON card.uid = event.card \
                 WHERE event.day IS NOT NULL AND event.kind IN ('review', 'drill') \
                 AND NOT EXISTS (SELECT 1 FROM voided WHERE voided.event = event.id) AND {condition}) \
             GROUP BY day ORDER BY day"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let tallies = statement.query_map(
            named_params! { ":mature": MATURE_DAYS, ":deck": deck, ":inside": inside },
            |row| {
                Ok(DayTally {
                    day: StudyDay::from_number(row.get(0)?),
                    new: row.get(1)?,
                    reviews: row.get(2)?,
                    passed: row.get(3)?,
                    young_reviews: row.get(4)?,
                    young_passed: row.get(5)?,
                    mature_reviews: row.get(6)?,
                    mature_passed: row.get(7)?,
                    again: row.get(8)?,
                    hard: row.get(9)?,
                    good: row.get(10)?,
                    easy: row.get(11)?,
                    drills: row.get(12)?,
                    // `total` adds as a float, and cannot overflow; milliseconds fit exactly.
                    duration_ms: row.get::<_, f64>(13)? as u64,
                })
            },
        )?;
        Ok(tallies.collect::<Result<_, _>>()?)
    }

    /// How many live cards are due on each day, soonest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn forecast(&self, filter: &Filter) -> Result<Vec<(StudyDay, u32)>, Error> {
        let condition = filter.condition("memory.deck");
        let (deck, inside) = filter.bounds();
        let sql = format!(
            "SELECT due_day, count(*) FROM memory \
             WHERE askable = 1 AND suspended = 0 AND due_day IS NOT NULL AND {condition} \
             GROUP BY due_day ORDER BY due_day"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let days = statement
            .query_map(named_params! { ":deck": deck, ":inside": inside }, |row| {
                Ok((StudyDay::from_number(row.get(0)?), row.get(1)?))
            })?;
        Ok(days.collect::<Result<_, _>>()?)
    }

    /// How many cards there are of each age.
    ///
    /// # Errors
    /// When the database fails.
    pub fn maturity(&self, filter: &Filter) -> Result<MaturityCounts, Error> {
        let condition = filter.condition("memory.deck");
        let (deck, inside) = filter.bounds();
        let sql = format!(
            "SELECT count(*) FILTER (WHERE asked AND reviews = 0), \
             count(*) FILTER (WHERE asked AND reviews > 0 AND interval_days <= 1), \
             count(*) FILTER (WHERE asked AND reviews > 0 AND interval_days BETWEEN 2 AND :mature - 1), \
             count(*) FILTER (WHERE asked AND reviews > 0 AND interval_days >= :mature), \
             count(*) FILTER (WHERE retired = 0 AND askable = 1 AND suspended = 1), \
             count(*) FILTER (WHERE retired = 0 AND askable = 0), \
             count(*) FILTER (WHERE retired = 1) \
             FROM (SELECT memory.*, card.retired, \
                 memory.askable = 1 AND memory.suspended = 0 AS asked \
                 FROM memory JOIN card ON card.id = memory.card WHERE {condition})"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let parameters = named_params! { ":mature": MATURE_DAYS, ":deck": deck, ":inside": inside };
        let counts = statement.query_row(parameters, |row| {
            Ok(MaturityCounts {
                new: row.get(0)?,
                learning: row.get(1)?,
                young: row.get(2)?,
                mature: row.get(3)?,
                suspended: row.get(4)?,
                unaskable: row.get(5)?,
                retired: row.get(6)?,
            })
        })?;
        Ok(counts)
    }
}
