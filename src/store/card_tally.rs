//! The card tally: what the cards of a collection count up to as they stand now, and the hardest of
//! them. One pass over the states; the texts of cards are read for the hardest alone.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, named_params};

use crate::calendar::StudyDay;
use crate::review::MATURE_DAYS;
use crate::scheduler::EaseFactor;
use crate::stats::{CardTally, HARDEST_CARDS, HardCard, MaturityCounts, Waiting};

use super::columns::{CARD_COLUMNS, card_of, id_of};
use super::decks::deck_name;
use super::error::Error;
use super::filter::Filter;
use super::open::Store;
use super::row_fold::{Columns, RowFold, fold};
use super::scope::Scope;

impl Store {
    /// How many live cards are due on each day, soonest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn forecast(&self, filter: &Filter) -> Result<BTreeMap<StudyDay, u32>, Error> {
        let condition = filter.condition("memory.deck");
        let (deck, inside) = filter.bounds();
        let sql = format!(
            "SELECT due_day, count(*) FROM memory \
             WHERE askable = 1 AND suspended = 0 AND due_day IS NOT NULL AND {condition} \
             GROUP BY due_day"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let days = statement
            .query_map(named_params! { ":deck": deck, ":inside": inside }, |row| {
                Ok((StudyDay::from_number(row.get(0)?), row.get(1)?))
            })?;
        Ok(days.collect::<Result<_, _>>()?)
    }

    /// The first day after this one on which live cards are due, and how many.
    ///
    /// # Errors
    /// When the database fails.
    pub fn next_due(
        &self,
        filter: &Filter,
        today: StudyDay,
    ) -> Result<Option<(StudyDay, u32)>, Error> {
        let condition = filter.condition("memory.deck");
        let (deck, inside) = filter.bounds();
        // The index is in the order of days: reading ends with the first that has a card.
        let sql = format!(
            "SELECT due_day, count(*) FROM memory INDEXED BY memory_due \
             WHERE askable = 1 AND suspended = 0 AND due_day > :today AND {condition} \
             GROUP BY due_day ORDER BY due_day LIMIT 1"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let parameters =
            named_params! { ":today": today.number(), ":deck": deck, ":inside": inside };
        let day = statement.query_row(parameters, |row| {
            Ok((StudyDay::from_number(row.get(0)?), row.get(1)?))
        });
        Ok(day.optional()?)
    }

    /// What the cards count up to.
    ///
    /// # Errors
    /// When the database fails.
    pub fn card_tally(&self, scope: &Scope) -> Result<CardTally, Error> {
        scope.prepare(&self.connection)?;
        let condition = scope.condition("memory.deck", "memory.card");
        let (deck, inside) = scope.bounds();
        let from = format!("FROM memory WHERE {condition}");
        let parameters = named_params! { ":deck": deck, ":inside": inside };
        let mut tally = fold(
            &self.connection,
            CardTally::default(),
            &COLUMNS,
            &from,
            parameters,
        )?;
        self.count_added(scope, &mut tally)?;
        Ok(tally)
    }

    /// By the day they were added, from an index that holds all that is asked.
    fn count_added(&self, scope: &Scope, tally: &mut CardTally) -> Result<(), Error> {
        let condition = scope.condition("card.deck", "card.id");
        let (deck, inside) = scope.bounds();
        let sql = format!(
            "SELECT added_day, count(*) FROM card WHERE retired = 0 AND {condition} GROUP BY added_day"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query(named_params! { ":deck": deck, ":inside": inside })?;
        while let Some(row) = rows.next()? {
            let cards = row.get(1)?;
            match row.get(0)? {
                Some(day) => {
                    tally.added.insert(StudyDay::from_number(day), cards);
                }
                None => tally.added_unknown = cards,
            }
        }
        Ok(())
    }

    /// What can be asked on a day, daily limits aside: of decks from their kept counts, of chosen cards
    /// one by one.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn waiting(&self, scope: &Scope, today: StudyDay) -> Result<Waiting, Error> {
        if let Scope::Filter(filter) = scope {
            let mut waiting = Waiting { due: 0, new: 0 };
            for deck in self.decks(today)? {
                if filter.takes(&deck.name) {
                    waiting.due = waiting.due.saturating_add(deck.due);
                    waiting.new = waiting.new.saturating_add(deck.new);
                }
            }
            return Ok(waiting);
        }
        scope.prepare(&self.connection)?;
        let condition = scope.condition("memory.deck", "memory.card");
        let (deck, inside) = scope.bounds();
        let sql = format!(
            "SELECT count(*) FILTER (WHERE due_day <= :today), count(*) FILTER (WHERE due_day IS NULL) \
             FROM memory WHERE askable = 1 AND suspended = 0 \
             AND (buried_until IS NULL OR buried_until <= :today) AND {condition}"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let parameters =
            named_params! { ":today": today.number(), ":deck": deck, ":inside": inside };
        let (due, new) = statement.query_row(parameters, |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Waiting { due, new })
    }

    /// The cards that were forgotten most often, the hardest first.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn hardest(&self, scope: &Scope) -> Result<Vec<HardCard>, Error> {
        scope.prepare(&self.connection)?;
        let condition = scope.condition("memory.deck", "memory.card");
        let (deck, inside) = scope.bounds();
        let sql = format!(
            "SELECT card.uid, deck.name, document.path, memory.lapses, memory.reviews, memory.ease, \
             {CARD_COLUMNS} FROM (SELECT card, lapses, reviews, ease \
                 FROM memory INDEXED BY memory_lapses \
                 WHERE lapses > 0 AND askable = 1 AND {condition} \
                 ORDER BY lapses DESC, ease, deck, position LIMIT :limit) AS memory \
             JOIN card ON card.id = memory.card JOIN deck ON deck.id = card.deck \
             LEFT JOIN document ON document.id = card.document \
             ORDER BY memory.lapses DESC, memory.ease, card.deck, card.position"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement
            .query(named_params! { ":deck": deck, ":inside": inside, ":limit": HARDEST_CARDS })?;
        let mut hardest = Vec::new();
        while let Some(row) = rows.next()? {
            hardest.push(self.hard_card(row)?);
        }
        Ok(hardest)
    }

    fn hard_card(&self, row: &Row<'_>) -> Result<HardCard, Error> {
        let id = id_of(row, 0)?;
        let card = card_of(row, 6, id)?;
        Ok(HardCard {
            id,
            deck: deck_name(&row.get::<_, String>(1)?)?,
            path: row.get(2)?,
            lapses: row.get(3)?,
            // Of these few: to find all leeches first was a seventh of a report on a million events.
            is_leech: self.leech(id)?.is_some(),
            reviews: row.get(4)?,
            ease: EaseFactor::from_hundredths(row.get(5)?),
            front: card.front(),
            line: card.line,
        })
    }
}

/// The columns of a state, in the order in which the tally reads them.
const COLUMNS: [&str; 7] = [
    "askable",
    "suspended",
    "reviews",
    "interval_days",
    "ease",
    "due_day",
    "retired",
];

impl RowFold for CardTally {
    fn take(&mut self, row: &Columns<'_, '_>) {
        let counts = &mut self.counts;
        // A card that cannot be asked is retired or has nothing to ask.
        if !row.is_set(0) {
            one_more(match row.is_set(6) {
                true => &mut counts.retired,
                false => &mut counts.unaskable,
            });
            return;
        }
        let (suspended, reviews, interval) = (row.is_set(1), row.count(2), row.count(3));
        one_more(age(counts, suspended, reviews, interval));
        if reviews > 0 {
            one_more(self.intervals.entry(interval).or_default());
            if !suspended {
                one_more(self.asked_intervals.entry(interval).or_default());
            }
            one_more(self.eases.entry(row.count(4)).or_default());
        }
        if let (false, Some(due)) = (suspended, row.integer(5)) {
            one_more(self.due.entry(StudyDay::from_number(due)).or_default());
        }
    }
}

fn one_more(count: &mut u32) {
    *count = count.saturating_add(1);
}

/// The count that a card in its document is part of.
fn age(counts: &mut MaturityCounts, suspended: bool, reviews: u32, interval: u32) -> &mut u32 {
    match (reviews, interval) {
        _ if suspended => &mut counts.suspended,
        (0, _) => &mut counts.new,
        (_, 0 | 1) => &mut counts.learning,
        (_, days) if days < MATURE_DAYS => &mut counts.young,
        _ => &mut counts.mature,
    }
}
