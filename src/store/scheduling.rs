//! The schedulers of a collection: which ones its memories were folded under, and the change to others.
//! A memory of one scheduler must never be taken for that of another, so the change folds all of them
//! again in one transaction.

use rusqlite::{Connection, params};

use crate::cards::CardId;
use crate::review::{Algorithms, Schedulers};
use crate::scheduler::{Parameters, Scheduler};

use super::aliases::CLASS;
use super::error::Error;
use super::open::Store;
use super::parameters::newest_parameters;
use super::rebuild::mend;

/// What a change of schedulers did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescheduled {
    /// The name of the schedulers before.
    pub before: String,
    /// The name of those now.
    pub now: String,
    /// Cards that have another memory now.
    pub cards: usize,
}

impl Store {
    /// Schedules from now on by these algorithms. Where the stored memories are of others, all are
    /// folded again, in one transaction; none when they were of these already.
    ///
    /// # Errors
    /// When the database fails or holds nonsense; then nothing changes.
    pub fn schedule_by(&mut self, algorithms: &Algorithms) -> Result<Option<Rescheduled>, Error> {
        self.intend(algorithms)?;
        if self.folded_under()? == self.schedulers.name() {
            return Ok(None);
        }
        let schedulers = self.schedulers.clone();
        let transaction = self.write()?;
        let before = folded_under(&transaction)?;
        let cards = mend(&transaction, &schedulers)?.len();
        name_schedulers(&transaction, &schedulers)?;
        transaction.commit()?;
        let now = schedulers.name();
        Ok((before != now).then_some(Rescheduled { before, now, cards }))
    }

    /// Takes note of the algorithms without touching a memory: for comparing.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn intend(&mut self, algorithms: &Algorithms) -> Result<(), Error> {
        let parameters = newest_parameters(&self.connection)?;
        self.schedulers = algorithms.with(parameters.map_or(Parameters::default(), |p| p.numbers));
        Ok(())
    }

    /// The schedulers.
    pub fn schedulers(&self) -> &Schedulers {
        &self.schedulers
    }

    /// The name of the schedulers that the stored memories are of.
    ///
    /// # Errors
    /// When the database fails.
    pub fn folded_under(&self) -> Result<String, Error> {
        folded_under(&self.connection)
    }
}

/// The name of the schedulers that the stored memories are of.
pub(super) fn folded_under(connection: &Connection) -> Result<String, Error> {
    let mut statement = connection.prepare_cached("SELECT name FROM scheduling")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Notes that the stored memories are of these schedulers.
pub(super) fn name_schedulers(
    connection: &Connection,
    schedulers: &Schedulers,
) -> Result<(), Error> {
    connection.execute("UPDATE scheduling SET name = ?1", [schedulers.name()])?;
    Ok(())
}

/// The scheduler of a card, by its deck; of cards that are one, by the deck of the one that stands in a
/// document.
pub(super) fn scheduler_of<'a>(
    connection: &Connection,
    card: CardId,
    schedulers: &'a Schedulers,
) -> Result<&'a Scheduler, Error> {
    if !schedulers.differs_by_deck() {
        return Ok(schedulers.whole());
    }
    let mut statement = connection.prepare_cached(&format!(
        "SELECT deck.name FROM card JOIN deck ON deck.id = card.deck WHERE card.uid IN ({CLASS}) \
             ORDER BY card.retired, card.uid LIMIT 1"
    ))?;
    let mut rows = statement.query(params![card.bytes()])?;
    let Some(row) = rows.next()? else {
        return Ok(schedulers.whole());
    };
    let deck: String = row.get(0)?;
    Ok(schedulers.of(&deck))
}

/// After cards may have come into other decks: where decks have schedulers of their own, the memories
/// of such cards are folded again.
pub(super) fn follow_decks(connection: &Connection, schedulers: &Schedulers) -> Result<(), Error> {
    if schedulers.differs_by_deck() {
        mend(connection, schedulers)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cards::DeckName;
    use crate::review::{ByDeck, CardState, answer};
    use crate::scheduler::{Algorithm, Quality, Retention, Strength, Variant};
    use crate::store::events::tests::{NOTES, grade, import, moment, store, study_day};

    fn all_by(algorithm: Algorithm) -> Algorithms {
        ByDeck::new(algorithm, Vec::new())
    }

    fn any_algorithms() -> impl Strategy<Value = Algorithms> {
        let any = || {
            (0..5_usize).prop_map(|index| match index {
                0..=2 => Algorithm::Sm2(Variant::ALL[index]),
                3 => Algorithm::Fsrs(Retention::DEFAULT),
                _ => Algorithm::Fsrs(Retention::from_share(0.8).unwrap()),
            })
        };
        (any(), prop::option::of(any())).prop_map(|(whole, of_deck)| {
            let name = DeckName::new("Notes").unwrap();
            ByDeck::new(
                whole,
                of_deck.map(|choice| (name, choice)).into_iter().collect(),
            )
        })
    }

    fn states(store: &Store, cards: &[CardId]) -> Vec<CardState> {
        cards
            .iter()
            .map(|card| store.state(*card).unwrap().unwrap())
            .collect()
    }

    #[test]
    fn other_schedulers_fold_all_memories_again_and_keep_every_due_day() {
        let (_folder, mut store) = store();
        let cards = import(&mut store, "notes.md", NOTES);
        for (quality, day) in [(4, 0), (4, 1), (1, 7)] {
            grade(&mut store, cards[0], quality, day);
        }
        let before = states(&store, &cards);
        assert_eq!(
            store.schedule_by(&all_by(Algorithm::default())).unwrap(),
            None
        );
        let common = all_by(Algorithm::Sm2(Variant::Common));
        let done = store.schedule_by(&common).unwrap().unwrap();
        let named = (done.before.as_str(), done.now.as_str(), done.cards);
        assert_eq!(named, ("sm2:paper", "sm2:common", 1));
        let after = states(&store, &cards);
        // A failing grade of 1 moves the ease by -0.54 there, and not by the text.
        assert_eq!(before[0].memory.ease().hundredths(), 250);
        assert_eq!(after[0].memory.ease().hundredths(), 196);
        assert_eq!(after[0].due, before[0].due);
        assert_eq!(store.schedule_by(&common).unwrap(), None);
        store.schedule_by(&all_by(Algorithm::default())).unwrap();
        assert_eq!(states(&store, &cards), before);
    }

    #[test]
    fn an_answer_to_memories_that_another_program_folded_under_others_is_not_stored() {
        let (_folder, mut store) = store();
        let cards = import(&mut store, "notes.md", NOTES);
        let other = all_by(Algorithm::Fsrs(Retention::DEFAULT)).with(Parameters::default());
        name_schedulers(&store.connection, &other).unwrap();
        let state = store.state(cards[0]).unwrap().unwrap();
        let quality = Quality::new(4).unwrap();
        let deed = answer(&state, quality, study_day(0), 0, &Scheduler::default());
        let refused = store.record(cards[0], deed, moment(0));
        assert!(matches!(refused, Err(Error::ChangedElsewhere(_))));
        assert_eq!(store.history(cards[0]).unwrap(), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 12,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        /// Whatever was answered and taken back under whichever schedulers: stored is what the log
        /// gives under those that hold, and schedulers that come back bring their memories back.
        #[test]
        fn any_mix_of_answers_undos_and_schedulers_is_the_fold_of_the_log(
            acts in prop::collection::vec((0_u8..7, 0_usize..3, 0_i64..20, any_algorithms()), 1..12)
        ) {
            let (_folder, mut store) = store();
            let cards = import(&mut store, "notes.md", NOTES);
            let mut day = 0;
            for (act, card, later, algorithms) in acts {
                day += later;
                if act == 6 {
                    store.undo(moment(day)).unwrap();
                } else {
                    let scheduler = store.card(cards[card]).unwrap().unwrap().scheduler;
                    let state = store.state(cards[card]).unwrap().unwrap();
                    let quality = Quality::new(act).unwrap();
                    let deed = answer(&state, quality, study_day(day), 0, &scheduler);
                    store.record(cards[card], deed, moment(day)).unwrap();
                }
                prop_assert_eq!(store.rebuild_check().unwrap(), []);
                let (before, name) = (states(&store, &cards), store.folded_under().unwrap());
                let was = store.schedulers().clone();
                store.schedule_by(&algorithms).unwrap();
                prop_assert_eq!(store.rebuild_check().unwrap(), []);
                let is_fsrs = matches!(store.schedulers().of("Notes"), Scheduler::Fsrs { .. });
                for state in states(&store, &cards).iter().filter(|state| state.reviews > 0) {
                    let is_trace = matches!(state.memory.strength, Strength::Trace(_));
                    prop_assert_eq!(is_trace, is_fsrs);
                }
                // There and back.
                let there = store.schedulers().clone();
                store.schedulers = was;
                store.rebuild().unwrap();
                prop_assert_eq!(&states(&store, &cards), &before);
                prop_assert_eq!(store.folded_under().unwrap(), name);
                store.schedulers = there;
                store.rebuild().unwrap();
            }
        }
    }
}
