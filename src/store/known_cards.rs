//! The known cards of documents, for recognising them and for planning an import.

use std::panic::resume_unwind;

use rusqlite::{Connection, OptionalExtension, params};

use crate::cards::CompiledCard;
use crate::reconcile::Known;

use super::aliases::{Contents, contents_of_cards};
use super::beside::open_again;
use super::documents::DocumentId;
use super::error::Error;
use super::known_rows::{Found, Reading, Twins};
use super::open::Store;
use super::seen::{Seen, State};

/// The fewest cards of a document of which a second connection reads half.
const WORTH_HALVING: usize = 10_000;

impl Store {
    /// The cards of a document, retired ones included. `compiled` is what the document says now: the
    /// cards are the same without it, but take longer to read.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn known_cards(
        &self,
        document: DocumentId,
        compiled: &[CompiledCard],
    ) -> Result<Vec<Known>, Error> {
        let twins = Twins::new(compiled);
        let reading = Reading::new(&twins);
        let contents = contents_of_cards(&self.connection)?;
        let condition = "card.document = ?1";
        let found = reading.read(
            &self.connection,
            (condition, params![document.0]),
            &contents,
            compiled.len(),
        )?;
        Ok(found.known)
    }

    /// The cards of a document as [`Store::known_cards`] gives them, and how all of its rows stand. `compiled`
    /// is what the document says now.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn known_and_seen(
        &self,
        document: DocumentId,
        compiled: &[CompiledCard],
    ) -> Result<(Vec<Known>, Seen), Error> {
        let half = match compiled.len() < WORTH_HALVING {
            true => None,
            false => Half::of(self, document, compiled.len())?,
        };
        self.known_and_seen_by(half, document, compiled)
    }

    fn known_and_seen_by(
        &self,
        half: Option<Half>,
        document: DocumentId,
        compiled: &[CompiledCard],
    ) -> Result<(Vec<Known>, Seen), Error> {
        // Rows and state are those of one moment.
        let look = self.connection.unchecked_transaction()?;
        let state = State::of(&look)?;
        let twins = Twins::new(compiled);
        let contents = contents_of_cards(&look)?;
        let half = half.filter(|half| half.state == state);
        let found = match half {
            Some(half) => half.read(&look, &twins, &contents)?,
            None => {
                let reading = Reading::new(&twins);
                let all = ("card.document = ?1", params![document.0]);
                reading.read(&look, all, &contents, compiled.len())?
            }
        };
        look.finish()?;
        let seen = Seen::new(document.0, state, found.seen);
        Ok((found.known, seen))
    }

    /// Retired cards of all documents but one: what has gone elsewhere may come to live here.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn retired_elsewhere(&self, document: Option<DocumentId>) -> Result<Vec<Known>, Error> {
        // By the index of retired cards, which are few.
        let condition = "card.id IN (SELECT card FROM memory WHERE retired = 1) \
                         AND card.retired = 1 AND card.document IS NOT ?1";
        let twins = Twins::new(&[]);
        let reading = Reading::new(&twins);
        let contents = contents_of_cards(&self.connection)?;
        let document = document.map(|document| document.0);
        let found = reading.read(
            &self.connection,
            (condition, params![document]),
            &contents,
            0,
        )?;
        Ok(found.known)
    }
}

/// A connection that reads the later half of a large document on a thread of its own: reading was a third of
/// the time of an import of 100,000 rows with 100 of them edited.
struct Half {
    connection: Connection,
    document: i64,
    /// The last card of the first half.
    middle: i64,
    /// How the collection stood before this connection looked at it. What stands so later is what it sees.
    state: State,
}

impl Half {
    /// None where there can be none: one connection reads as well.
    fn of(store: &Store, document: DocumentId, cards: usize) -> Result<Option<Half>, Error> {
        if !store.may_be_opened_again()? {
            return Ok(None);
        }
        let state = State::of(&store.connection)?;
        let Ok(connection) = open_again(&store.path()) else {
            return Ok(None);
        };
        let middle = "SELECT id FROM card WHERE document = ?1 ORDER BY id LIMIT 1 OFFSET ?2";
        let middle = connection.query_row(middle, params![document.0, cards / 2], |row| row.get(0));
        Ok(middle.optional()?.map(|middle| Half {
            connection,
            document: document.0,
            middle,
            state,
        }))
    }

    fn read(
        self,
        look: &Connection,
        twins: &Twins<'_>,
        contents: &Contents,
    ) -> Result<Found, Error> {
        let (document, middle) = (self.document, self.middle);
        let half = move |connection: &Connection, is_meant: &str, expected: usize| {
            let condition = format!("card.document = ?1 AND card.id {is_meant} ?2");
            let reading = Reading::new(twins);
            reading.read(
                connection,
                (&condition, params![document, middle]),
                contents,
                expected,
            )
        };
        std::thread::scope(|scope| {
            let all = twins.count();
            let later = scope.spawn(move || half(&self.connection, ">", all / 2));
            // With room for the later half.
            let earlier = half(look, "<=", all);
            let later = later.join().unwrap_or_else(|panic| resume_unwind(panic));
            let (mut found, later) = (earlier?, later?);
            found.known.extend(later.known);
            found.seen.extend(later.seen);
            Ok(found)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::{Compiled, DeckName, compile};
    use crate::store::events::tests::{NOTES, grade, import, store};
    use crate::store::{Creation, Store};

    const EDITED: &str = "# Notes\n\n| K | V |\n|---|---|\n| a | 1 |\n| c | 3 |\n| b | two |\n";

    fn compiled(text: &str) -> Compiled {
        compile(text, &DeckName::new("notes").unwrap())
    }

    fn notes(store: &Store) -> DocumentId {
        store.document("notes.md").unwrap().unwrap().id
    }

    #[test]
    fn two_halves_are_the_whole() {
        let (_folder, mut store) = store();
        import(&mut store, "notes.md", NOTES);
        import(&mut store, "other.md", "| K | V |\n|---|---|\n| a | 1 |\n");
        import(&mut store, "notes.md", "| K | V |\n|---|---|\n| b | 2 |\n");
        import(&mut store, "notes.md", NOTES);
        let (document, edited) = (notes(&store), compiled(EDITED).cards);
        let whole = store.known_and_seen_by(None, document, &edited).unwrap();
        assert_eq!(whole.0.len(), 3);
        assert_eq!(whole.0[1].prompt, "b");
        for first in 0..3 {
            let half = Half::of(&store, document, 2 * first).unwrap();
            assert!(half.is_some());
            let halves = store.known_and_seen_by(half, document, &edited).unwrap();
            assert_eq!(halves, whole);
        }
    }

    #[test]
    fn a_half_of_another_moment_is_left_alone() {
        let (_folder, mut store) = store();
        let cards = import(&mut store, "notes.md", NOTES);
        let (document, edited) = (notes(&store), compiled(EDITED).cards);
        let half = Half::of(&store, document, 2).unwrap().unwrap();
        let mut elsewhere = Store::open(&store.path(), Creation::Never, store.device()).unwrap();
        grade(&mut elsewhere, cards[0], 4, 0);
        assert_ne!(half.state, State::of(&store.connection).unwrap());
        // The connection that looked before does not see it; what is read does.
        elsewhere
            .connection
            .execute("UPDATE card SET line = 77", [])
            .unwrap();
        let (known, _) = store
            .known_and_seen_by(Some(half), document, &edited)
            .unwrap();
        assert!(known.iter().all(|known| known.line == 77));
    }
}
