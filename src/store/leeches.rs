//! Leeches as the store finds them. Which cards are leeches is stored nowhere: by the count it is a
//! comparison, and what FSRS did not expect is folded from the log when somebody asks.

use std::collections::BTreeSet;

use rusqlite::params;

use crate::cards::CardId;
use crate::review::{Leech, LeechRule, leech, leech_found};

use super::columns::id_of;
use super::error::Error;
use super::open::Store;
use super::scheduling::scheduler_of;

/// What is needed to say which cards are leeches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Leeches {
    /// From how many lapses on a card is one.
    pub(super) rule: LeechRule,
    /// Those with fewer lapses that FSRS did not expect.
    pub(super) improbable: BTreeSet<CardId>,
}

impl Leeches {
    /// The condition that holds for them, of the table `memory` and of the number of the row that a card has
    /// there and in `card`.
    pub(super) fn condition(&self, row: &str) -> String {
        if self.rule.fewest().is_none() {
            return "0".to_owned();
        }
        // As the index of cards with lapses says it, which the planner needs to see.
        let by_count = format!(
            "memory.lapses > 0 AND memory.lapses >= {}",
            self.rule.lapses()
        );
        if self.improbable.is_empty() {
            return by_count;
        }
        // Ids of ours, and perhaps more of them than a statement may bind.
        let ids = self.improbable.iter().map(|id| format!("x'{id}'"));
        let ids = ids.collect::<Vec<_>>().join(", ");
        let improbable = format!("SELECT id FROM card AS leech WHERE leech.uid IN ({ids})");
        format!("{by_count} OR {row} IN ({improbable})")
    }
}

impl Store {
    /// Finds leeches by this rule from now on.
    pub fn find_leeches_by(&mut self, rule: LeechRule) {
        self.leech_rule = rule;
    }

    /// Why a card is a leech, if it is one.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn leech(&self, card: CardId) -> Result<Option<Leech>, Error> {
        let scheduler = scheduler_of(&self.connection, card, &self.schedulers)?;
        Ok(leech(&self.history(card)?, scheduler, self.leech_rule))
    }

    /// Why the newest event of a card is one at which a leech is told, if it is.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn leech_found(&self, card: CardId) -> Result<Option<Leech>, Error> {
        let scheduler = scheduler_of(&self.connection, card, &self.schedulers)?;
        Ok(leech_found(
            &self.history(card)?,
            scheduler,
            self.leech_rule,
        ))
    }

    /// What is needed to say which cards are leeches. Only cards of FSRS with some lapses are folded.
    pub(super) fn leeches(&self) -> Result<Leeches, Error> {
        let rule = self.leech_rule;
        let mut leeches = Leeches {
            rule,
            improbable: BTreeSet::new(),
        };
        let Some(fewest) = rule.fewest() else {
            return Ok(leeches);
        };
        let mut statement = self.connection.prepare_cached(
            "SELECT card.uid FROM memory JOIN card ON card.id = memory.card \
             WHERE memory.lapses > 0 AND memory.lapses >= ?1 AND memory.lapses < ?2 AND memory.stability IS NOT NULL",
        )?;
        let mut rows = statement.query(params![fewest, rule.lapses()])?;
        while let Some(row) = rows.next()? {
            let card = id_of(row, 0)?;
            if self.leech(card)?.is_some() {
                leeches.improbable.insert(card);
            }
        }
        Ok(leeches)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Algorithms, ByDeck, answer};
    use crate::scheduler::{Algorithm, Quality, Retention};
    use crate::search::{Sort, parse};
    use crate::store::events::tests::{NOTES, import, moment, store, study_day};
    use crate::store::{Direction, Filter, Page, Scope};

    /// Answers a card on the days it is due, remembered and forgotten in turns.
    fn forget(store: &mut Store, card: CardId, lapses: usize) {
        let first = study_day(0);
        for quality in [4, 1].repeat(lapses) {
            let state = store.state(card).unwrap().unwrap();
            let day = state.due.unwrap_or(first);
            let scheduler = store.card(card).unwrap().unwrap().scheduler;
            let quality = Quality::new(quality).unwrap();
            let deed = answer(&state, quality, day, 0, &scheduler);
            store.record(card, deed, moment(day.since(first))).unwrap();
        }
    }

    fn found(store: &Store, query: &str) -> Vec<CardId> {
        let (sort, page) = (Sort::Deck, Page::WHOLE);
        let query = parse(query).unwrap();
        let found = store.search(&query, study_day(0), sort, Direction::Forward, page);
        found.unwrap()
    }

    fn fsrs() -> Algorithms {
        ByDeck::new(Algorithm::Fsrs(Retention::DEFAULT), Vec::new())
    }

    #[test]
    fn a_query_finds_what_the_fold_calls_a_leech() {
        let (_folder, mut store) = store();
        let cards = import(&mut store, "notes.md", NOTES);
        forget(&mut store, cards[0], 8);
        forget(&mut store, cards[1], 5);
        assert_eq!(found(&store, "is:leech"), [cards[0]]);
        assert_eq!(found(&store, "-is:leech"), [cards[1], cards[2]]);
        assert_eq!(store.leech(cards[0]).unwrap(), Some(Leech::Lapses(8)));
        assert_eq!(store.leech(cards[1]).unwrap(), None);
        // FSRS does not expect five failures of ten answers; what SM-2 expects nobody knows.
        store.schedule_by(&fsrs()).unwrap();
        assert_eq!(found(&store, "is:leech"), [cards[0], cards[1]]);
        let why = store.leech(cards[1]).unwrap();
        assert!(
            matches!(why, Some(Leech::Improbable { failures: 5, .. })),
            "{why:?}"
        );
        let hardest = store.hardest(&Scope::Filter(Filter::default())).unwrap();
        let leeches: Vec<_> = hardest
            .iter()
            .map(|card| (card.id, card.is_leech))
            .collect();
        assert_eq!(leeches, [(cards[0], true), (cards[1], true)]);
        store.find_leeches_by(LeechRule::at(20));
        assert_eq!(found(&store, "is:leech"), []);
        store.find_leeches_by(LeechRule::at(0));
        assert_eq!(found(&store, "is:leech"), []);
        assert_eq!(store.leech(cards[0]).unwrap(), None);
    }
}
