//! The names of media, and the hashes of what they name. The content lies beside the database.
//! It must never touch that: a hash is all it knows of a file.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::cards::CardId;
use crate::exchange::anki::{media_in, other_name};

use super::arrivals::Arrivals;
use super::error::Error;
use super::open::Store;

/// A medium that notes can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Medium {
    /// Its name in notes.
    pub name: String,
    /// The BLAKE3 hash of its content, hexadecimal.
    pub hash: String,
    /// Its size.
    pub bytes: u64,
}

/// What became of a medium that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MediumArrived {
    /// Its name was not known.
    New,
    /// It is known.
    Known,
    /// Its name is another medium's; from now on it has this one.
    Renamed(String),
}

impl Arrivals<'_> {
    /// Takes the name of a medium in. To be called before the notes that name it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn medium(&mut self, medium: &Medium) -> Result<MediumArrived, Error> {
        let mut name = medium.name.clone();
        for _ in 0..2 {
            let known = self
                .transaction
                .prepare_cached("SELECT hash FROM medium WHERE name = ?1")?
                .query_row([&name], |row| row.get::<_, String>(0))
                .optional()?;
            let is_own = name == medium.name;
            match known {
                None => {
                    self.put_medium(&name, medium)?;
                    return Ok(match is_own {
                        true => MediumArrived::New,
                        false => MediumArrived::Renamed(name),
                    });
                }
                Some(hash) if hash == medium.hash => {
                    return Ok(match is_own {
                        true => MediumArrived::Known,
                        false => MediumArrived::Renamed(name),
                    });
                }
                Some(_) => name = other_name(&medium.name, &medium.hash),
            }
        }
        // Two contents with the same twelve digits: the first keeps the name.
        Ok(MediumArrived::Known)
    }

    fn put_medium(&self, name: &str, medium: &Medium) -> Result<(), Error> {
        self.transaction
            .prepare_cached(
                "INSERT INTO medium (name, hash, bytes, import) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![
                name,
                medium.hash,
                medium.bytes,
                self.journal.import()
            ])?;
        Ok(())
    }
}

fn medium_of(row: &Row<'_>) -> rusqlite::Result<Medium> {
    Ok(Medium {
        name: row.get(0)?,
        hash: row.get(1)?,
        bytes: row.get(2)?,
    })
}

/// The medium of this name.
pub(super) fn named(connection: &Connection, name: &str) -> Result<Option<Medium>, Error> {
    let found = connection
        .prepare_cached("SELECT name, hash, bytes FROM medium WHERE name = ?1")?
        .query_row([name], medium_of)
        .optional()?;
    Ok(found)
}

/// The media that templates and styles name: Anki's names for these begin with a `_`.
pub(super) fn of_templates(connection: &Connection) -> Result<Vec<Medium>, Error> {
    let mut statement = connection.prepare(
        "SELECT name, hash, bytes FROM medium WHERE name LIKE '\\_%' ESCAPE '\\' \
         OR name LIKE 'latex-%' ORDER BY name",
    )?;
    let found = statement.query_map([], medium_of)?;
    Ok(found.collect::<Result<_, _>>()?)
}

impl Store {
    /// The media that a card's note names, in its order, as far as they are here.
    ///
    /// # Errors
    /// When the database fails.
    pub fn media_of(&self, card: CardId) -> Result<Vec<Medium>, Error> {
        let fields: Option<String> = self
            .connection
            .prepare_cached(
                "SELECT note.fields FROM card JOIN note ON note.id = card.note WHERE card.uid = ?1",
            )?
            .query_row(params![card.bytes()], |row| row.get(0))
            .optional()?;
        let mut media = Vec::new();
        for name in fields.map(|fields| media_in(&fields)).unwrap_or_default() {
            media.extend(named(&self.connection, &name)?);
        }
        Ok(media)
    }
}
