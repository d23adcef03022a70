//! How the cards of a document stood when they were read to plan an import, so that carrying the plan out
//! need not read them again. It must never be believed after anything was written since.

use foldhash::{HashMap, HashSet};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use crate::cards::{CardId, CompiledCard, Fingerprint};

use super::card_rows::{InDocument, Place, Places, Standing};
use super::error::Error;
use super::known_rows::RowHead;

/// The rows of a document, and the state of the collection they were read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    document: i64,
    state: State,
    rows: Vec<SeenRow>,
}

/// A state of the collection: what other connections have committed, and what this one has written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    version: i64,
    written: u64,
}

impl State {
    /// The state that this connection sees.
    pub(super) fn of(connection: &Connection) -> Result<State, Error> {
        Ok(State {
            version: connection.pragma_query_value(None, "data_version", |row| row.get(0))?,
            written: connection.total_changes(),
        })
    }
}

/// The row of a card, without its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SeenRow {
    id: CardId,
    fingerprint: Fingerprint,
    /// The place of the compiled card whose texts it has, to the letter.
    twin: Option<usize>,
    deck: i64,
    position: i64,
    line: i64,
    begins: Option<i64>,
    retired: bool,
    askable: bool,
}

/// The columns that only [`Seen`] needs, in the order in which it reads them.
pub(super) const SEEN_COLUMNS: &str = "card.deck, card.position, card.begins, memory.askable";

impl Seen {
    pub(super) fn new(document: i64, state: State, rows: Vec<SeenRow>) -> Seen {
        Seen {
            document,
            state,
            rows,
        }
    }

    /// Whether it is of this document, and nothing was written since.
    pub(super) fn holds(&self, document: i64, state: State) -> bool {
        self.document == document && self.state == state
    }

    /// As [`super::card_rows::standing`], of the rows that were seen.
    pub(super) fn standing(
        &self,
        (ids, cards, places): (&[CardId], &[CompiledCard], &Places),
    ) -> InDocument {
        let mut standing = InDocument::of(cards.len());
        standing.is_divided = self.rows.iter().any(|row| row.deck != places.deck);
        // Most stand where their twin does: to look all up took as long as comparing them.
        let beside = |row: &SeenRow| row.twin.filter(|at| ids.get(*at) == Some(&row.id));
        let others = self.rows.iter().filter(|row| beside(row).is_none());
        let others: HashSet<CardId> = others.map(|row| row.id).collect();
        let wanted = ids.iter().zip(0..).filter(|(id, _)| others.contains(id));
        let wanted: HashMap<CardId, usize> = wanted.map(|(id, at)| (*id, at)).collect();
        for row in &self.rows {
            let Some(at) = beside(row).or_else(|| wanted.get(&row.id).copied()) else {
                continue;
            };
            let is_wanted = cards
                .get(at)
                .zip(places.at(at))
                .is_some_and(|(card, place)| row.is(at, card, &place));
            standing.note(
                at,
                match is_wanted {
                    true => Standing::AsWanted,
                    false => Standing::Otherwise,
                },
            );
        }
        standing
    }
}

impl SeenRow {
    /// Of a row with the seven columns of a card behind its head, and [`SEEN_COLUMNS`] behind these.
    pub(super) fn of(row: &Row<'_>, head: &RowHead, twin: Option<usize>) -> Result<SeenRow, Error> {
        Ok(SeenRow {
            id: head.id,
            fingerprint: head.fingerprint,
            twin,
            deck: row.get(10)?,
            position: row.get(11)?,
            line: i64::from(head.line),
            begins: row.get(12)?,
            retired: head.retired,
            // A row without a memory is none that could stand as wanted.
            askable: row.get_ref(13)? == ValueRef::Integer(1),
        })
    }

    /// Whether it holds what would be written to it.
    fn is(&self, at: usize, compiled: &CompiledCard, place: &Place) -> bool {
        let askable = compiled.card.is_askable() && !place.retired;
        self.twin == Some(at)
            && self.fingerprint == compiled.fingerprint
            && self.deck == place.deck
            && self.position == place.position
            && self.line == i64::from(compiled.card.line)
            && place.begins == self.begins
            && self.retired == place.retired
            && self.askable == askable
    }
}
