//! The parameters of FSRS that were fitted to the learner's own log. They are only added: the newest
//! holds, and a reset is an entry with those that come with the model.

use rusqlite::{Connection, OptionalExtension, params};

use crate::calendar::Moment;
use crate::scheduler::{Parameters, fsrs};

use super::error::Error;
use super::open::Store;

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
        let transaction = self.write()?;
        transaction.execute(
            "INSERT INTO fsrs_parameters (model, parameters, at_ms, reviews) VALUES (?1, ?2, ?3, ?4)",
            params![fsrs::MODEL, bytes, at.utc_ms, fitted.reviews],
        )?;
        transaction.commit()?;
        Ok(())
    }
}

/// The newest parameters for the model that this program has.
pub(super) fn newest_parameters(connection: &Connection) -> Result<Option<Fitted>, Error> {
    let row = connection
        .query_row(
            "SELECT parameters, reviews FROM fsrs_parameters WHERE model = ?1 ORDER BY id DESC LIMIT 1",
            [fsrs::MODEL],
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
