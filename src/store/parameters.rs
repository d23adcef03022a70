//! The parameters of FSRS that were fitted to the learner's own log. They are only added: the newest
//! that were not taken back hold, and a reset is an entry with those that come with the model.

use rusqlite::{Connection, OptionalExtension, params};

use crate::calendar::Moment;
use crate::review::{Deed, NO_CARD, Schedulers};
use crate::scheduler::{Parameters, fsrs};

use super::error::Error;
use super::events::append;
use super::open::Store;
use super::rebuild::mend;
use super::scheduling::name_schedulers;

/// Parameters as they are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// The numbers.
    pub numbers: Parameters,
    /// How many reviews they were fitted to; 0 for those that come with the model.
    pub reviews: u64,
}

impl Store {
    /// The parameters that hold; none when none were ever fitted.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn fitted_parameters(&self) -> Result<Option<Fitted>, Error> {
        newest_parameters(&self.connection)
    }

    /// Stores parameters, which hold from now on. Memories are folded again by the next
    /// [`Store::schedule_by`].
    ///
    /// # Errors
    /// When the database fails.
    pub fn store_parameters(&mut self, fitted: &Fitted, at: Moment) -> Result<(), Error> {
        let numbers = fitted.numbers.numbers().iter();
        let bytes: Vec<u8> = numbers.flat_map(|number| number.to_le_bytes()).collect();
        let own = (self.own, self.device);
        let transaction = self.write()?;
        transaction.execute(
            "INSERT INTO fsrs_parameters (model, parameters, at_ms, reviews) VALUES (?1, ?2, ?3, ?4)",
            params![fsrs::MODEL, bytes, at.utc_ms, fitted.reviews],
        )?;
        let number = transaction.last_insert_rowid().unsigned_abs();
        append(&transaction, own, NO_CARD, Deed::Optimize(number), at)?;
        transaction.commit()?;
        Ok(())
    }
}

/// These schedulers with the parameters that hold now. Where they are others, memories are folded again.
pub(super) fn follow_parameters(
    connection: &Connection,
    schedulers: Schedulers,
) -> Result<Schedulers, Error> {
    let parameters = newest_parameters(connection)?.map(|fitted| fitted.numbers);
    let refitted = schedulers.refitted(parameters.unwrap_or_default());
    if refitted.name() == schedulers.name() {
        return Ok(schedulers);
    }
    mend(connection, &refitted)?;
    name_schedulers(connection, &refitted)?;
    Ok(refitted)
}

/// The newest parameters for the model that this program has, those left out that were taken back.
pub(super) fn newest_parameters(connection: &Connection) -> Result<Option<Fitted>, Error> {
    let row = connection
        .query_row(
            "SELECT parameters, reviews FROM fsrs_parameters WHERE model = ?1 AND NOT EXISTS ( \
             SELECT 1 FROM event JOIN device ON device.id = event.device AND device.own = 1 \
             JOIN voided ON voided.event = event.id \
             WHERE event.card = ?2 AND event.kind = 'optimize' \
             AND event.payload = CAST(fsrs_parameters.id AS TEXT)) ORDER BY id DESC LIMIT 1",
            params![fsrs::MODEL, NO_CARD.bytes()],
            |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((bytes, reviews)) = row else {
        return Ok(None);
    };
    let (chunks, rest) = bytes.as_chunks::<4>();
    let numbers: Vec<f32> = chunks
        .iter()
        .map(|chunk| f32::from_le_bytes(*chunk))
        .collect();
    match Parameters::new(&numbers).filter(|_| rest.is_empty()) {
        Some(numbers) => Ok(Some(Fitted { numbers, reviews })),
        None => Err(Error::Value {
            what: "parameters",
            of: fsrs::MODEL.to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Algorithms, ByDeck};
    use crate::scheduler::{Algorithm, Memory, Retention};
    use crate::store::events::tests::{NOTES, grade, import, moment, store};

    fn fitted(first: f32) -> Fitted {
        let mut numbers = *Parameters::default().numbers();
        numbers[2] = first;
        let numbers = Parameters::new(&numbers).unwrap();
        Fitted {
            numbers,
            reviews: 9,
        }
    }

    #[test]
    fn parameters_are_taken_back_and_brought_back_with_the_memories_they_gave() {
        let (_folder, mut store) = store();
        let cards = import(&mut store, "notes.md", NOTES);
        let fsrs: Algorithms = ByDeck::new(Algorithm::Fsrs(Retention::DEFAULT), Vec::new());
        store.schedule_by(&fsrs).unwrap();
        grade(&mut store, cards[0], 4, 0);
        let memory = |store: &Store| store.state(cards[0]).unwrap().unwrap().memory;
        let mut memories = vec![memory(&store)];
        for number in [1.0, 5.0] {
            store.store_parameters(&fitted(number), moment(1)).unwrap();
            store.schedule_by(&fsrs).unwrap();
            memories.push(memory(&store));
        }
        let different = |at: usize| memories[at] != memories[at + 1];
        assert!(different(0) && different(1), "{memories:?}");
        let kinds = |store: &Store| -> Vec<String> {
            let changes = store.changes(9).unwrap().into_iter();
            changes
                .map(|change| change.newest.deed.kind().to_owned())
                .collect()
        };
        assert_eq!(kinds(&store), ["optimize", "optimize", "review"]);
        let undo = |store: &mut Store| -> Memory {
            store.undo(moment(2)).unwrap().unwrap();
            assert_eq!(store.rebuild_check().unwrap(), []);
            memory(store)
        };
        assert_eq!(undo(&mut store), memories[1]);
        assert_eq!(store.fitted_parameters().unwrap(), Some(fitted(1.0)));
        assert_eq!(undo(&mut store), memories[0]);
        assert_eq!(store.fitted_parameters().unwrap(), None);
        assert_eq!(kinds(&store), ["review"]);
        for expected in &memories[1..] {
            store.redo(moment(2)).unwrap().unwrap();
            assert_eq!(memory(&store), *expected);
            assert_eq!(store.rebuild_check().unwrap(), []);
        }
        assert_eq!(store.fitted_parameters().unwrap(), Some(fitted(5.0)));
        // The next command finds all as it is.
        assert_eq!(store.schedule_by(&fsrs).unwrap(), None);
    }
}
