//! Documents: which ones are known, which cards they have, and what an import changes.

use std::collections::BTreeSet;

use foldhash::HashSet;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::calendar::{Moment, StudyDay};
use crate::cards::{CardId, Compiled, DeckName};
use crate::reconcile::{Change, Placement, Plan};
use crate::review::{CardState, Deed, DeviceId};

use super::aliases::{refold_all, regroup};
use super::card_rows::{Places, Standing, put_card, retire, standing};
use super::decks::deck_name;
use super::editions::{Edition, Settled, settle};
use super::error::Error;
use super::events::append;
use super::import_undo::{self, Journal};
use super::newcomers::{self, Newcomer};
use super::open::Store;
use super::scheduling::follow_decks;
use super::seen::{Seen, State};
use super::taken::Taken;

/// The row of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub(super) i64);

/// A document that was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDocument {
    /// Its row.
    pub id: DocumentId,
    /// Its path.
    pub path: String,
    /// The BLAKE3 hash of the text that was imported last, hexadecimal.
    pub blake3: String,
    /// The deck of its cards.
    pub deck: DeckName,
    /// The hash of a text that was brought in and taken back.
    pub declined: Option<String>,
    /// The BLAKE3 hash of the file beside it, empty where there was none; not known of documents that
    /// older programs brought in.
    pub sidecar: Option<String>,
    /// See [`Edition::stamp`].
    pub stamp: Option<String>,
    /// Set while the cards stand as a compilation without a problem left them.
    pub settled: Option<Settled>,
}

/// A document to bring in.
#[derive(Clone, Copy, Debug)]
pub struct DocumentImport<'a> {
    /// Its path, as documents are told apart.
    pub path: &'a str,
    /// Which edition of it.
    pub edition: &'a Edition,
    /// The name of the rules that compiled it, where they found no problem.
    pub sound_by: Option<&'a str>,
    /// What it was compiled into.
    pub compiled: &'a Compiled,
    /// What becomes of each card.
    pub plan: &'a Plan,
    /// How its cards stood when that was planned, where it is known. Believed while nothing was written
    /// since.
    pub seen: Option<&'a Seen>,
}

fn document_of(row: &Row<'_>) -> Result<KnownDocument, Error> {
    Ok(KnownDocument {
        id: DocumentId(row.get(0)?),
        path: row.get(1)?,
        blake3: row.get(2)?,
        deck: deck_name(&row.get::<_, String>(3)?)?,
        declined: row.get(4)?,
        sidecar: row.get(5)?,
        stamp: row.get(6)?,
        settled: match row.get(7)? {
            Some(rules) => Some(Settled {
                rules,
                cards: row.get(8)?,
            }),
            None => None,
        },
    })
}

const DOCUMENTS: &str = "SELECT document.id, document.path, document.blake3, deck.name, document.declined, \
     document.sidecar, document.stamp, document.settled, document.settled_cards FROM document JOIN deck ON deck.id = document.deck";

impl Store {
    /// All documents, by path.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn documents(&self) -> Result<Vec<KnownDocument>, Error> {
        let mut statement = self
            .connection
            .prepare(&format!("{DOCUMENTS} ORDER BY path"))?;
        let mut rows = statement.query([])?;
        let mut documents = Vec::new();
        while let Some(row) = rows.next()? {
            documents.push(document_of(row)?);
        }
        Ok(documents)
    }

    /// The document with this path.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn document(&self, path: &str) -> Result<Option<KnownDocument>, Error> {
        let mut statement = self
            .connection
            .prepare(&format!("{DOCUMENTS} WHERE path = ?1"))?;
        statement
            .query_row([path], |row| Ok(document_of(row)))
            .optional()?
            .transpose()
    }

    /// Whether a card of this document still lives.
    ///
    /// # Errors
    /// When the database fails.
    pub fn has_living_cards(&self, document: DocumentId) -> Result<bool, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM card WHERE document = ?1 AND retired = 0)",
        )?;
        Ok(statement.query_row([document.0], |row| row.get(0))?)
    }

    /// Carries the plans of one import out, in one transaction: cards come, change, move, retire and
    /// come back. [`Store::undo_import`] takes all of it back.
    ///
    /// # Errors
    /// When the database fails; then nothing changes.
    pub fn apply(&mut self, imports: &[DocumentImport<'_>], at: Moment) -> Result<(), Error> {
        self.apply_when(imports, at, || Ok(()))
    }

    /// As [`Store::apply`], where something else has to be true before it counts: `is_sure` is asked last.
    ///
    /// # Errors
    /// When the database fails, or it is not sure; then nothing changes.
    pub fn apply_when<E: From<Error>>(
        &mut self,
        imports: &[DocumentImport<'_>],
        at: Moment,
        is_sure: impl FnOnce() -> Result<(), E>,
    ) -> Result<(), E> {
        let cards = imports.iter().map(|import| import.compiled.cards.len());
        self.filled(cards.sum(), |store| {
            let transaction = store.applied(imports, at)?;
            is_sure()?;
            Ok(transaction.commit().map_err(Error::from)?)
        })
    }

    fn applied(
        &mut self,
        imports: &[DocumentImport<'_>],
        at: Moment,
    ) -> Result<Transaction<'_>, Error> {
        let (own, device) = (self.own, self.device);
        let added = self.day_of(at);
        let schedulers = self.schedulers.clone();
        let transaction = self.write()?;
        let mut state = Some(State::of(&transaction)?);
        let journal = import_undo::begin(&transaction, own, at)?;
        for import in imports {
            // The first may take cards from the others.
            apply_one(&transaction, import, added, state.take())?;
            let changed = alias_contents(&transaction, (own, device), &journal, import, at)?;
            refold_all(&transaction, &changed, &schedulers)?;
        }
        for import in imports {
            settle(&transaction, import)?;
        }
        import_undo::end(&transaction, &journal)?;
        follow_decks(&transaction, &schedulers)?;
        Ok(transaction)
    }
}

fn apply_one(
    transaction: &Connection,
    import: &DocumentImport<'_>,
    added: StudyDay,
    state: Option<State>,
) -> Result<(), Error> {
    let deck = ensure_deck(transaction, &import.compiled.deck)?;
    let blake3 = &import.edition.blake3;
    let document = ensure_document(transaction, import.path, blake3, deck)?;
    let cards = &import.compiled.cards;
    let ids = free_ids(transaction, document, &import.plan.placements)?;
    let places = Places::new((deck, document), cards, added);
    let seen = import.seen.zip(state);
    let standing = match seen.filter(|(seen, state)| seen.holds(document, *state)) {
        Some((seen, _)) => seen.standing((&ids, cards, &places)),
        None => standing(transaction, (&ids, cards, &places))?,
    };
    let mut newcomers = Vec::new();
    let placed = cards.iter().zip(&import.plan.placements).zip(&ids);
    for (at, ((card, placement), id)) in placed.enumerate() {
        match (standing.of_wanted(at), places.at(at)) {
            // With 100 of 100,000 rows edited an import took twice as long when it wrote all of them.
            (Some(Standing::AsWanted), _) | (_, None) => {}
            (None, _) if placement.change == Change::New => newcomers.push(at),
            (_, Some(place)) => {
                put_card(transaction, *id, &card.card, card.fingerprint, &place)?;
            }
        }
    }
    let mut indexes = match newcomers::are_most(transaction, newcomers.len())? {
        true => newcomers::take_indexes(transaction, "'card', 'memory'")?,
        false => Vec::new(),
    };
    let newcomer = |at: usize| Some((ids.get(at)?, cards.get(at)?, places.at(at)?));
    newcomers::write(transaction, |writer| {
        let mut newcomers = newcomers.iter().filter_map(|at| newcomer(*at));
        newcomers.try_for_each(|(id, card, place)| {
            writer.put(&Newcomer {
                id: *id,
                card: &card.card,
                fingerprint: card.fingerprint,
                place: &place,
                state: CardState::default(),
                sibling: None,
            })
        })
    })?;
    newcomers::make_indexes(transaction, &mut indexes)?;
    for id in &import.plan.retired {
        retire(transaction, *id)?;
    }
    if standing.is_divided {
        follow_deck(transaction, document, deck)?;
    }
    clear_out(transaction, document, deck)
}

/// Says in the log which new contents stand for cards that were known: another device may compile
/// them without knowing the old ones. A content that is a card of its own here is none, and one that stood
/// for another card stays with that one: two cards would be one. Returns the ids whose class is another one now.
fn alias_contents(
    transaction: &Connection,
    own: (i64, DeviceId),
    journal: &Journal,
    import: &DocumentImport<'_>,
    at: Moment,
) -> Result<BTreeSet<CardId>, Error> {
    let mut is_told = transaction.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM card WHERE uid = ?1) OR EXISTS (SELECT 1 FROM alias AS new \
         JOIN alias AS old ON old.root = new.root WHERE new.card = ?1 \
         AND (old.card = ?2 OR EXISTS (SELECT 1 FROM card WHERE uid = old.card)))",
    )?;
    let mut touched = BTreeSet::new();
    let placed = import.compiled.cards.iter().zip(&import.plan.placements);
    for (card, placement) in placed {
        let (new, old) = (card.id, placement.id);
        if placement.change == Change::New
            || new == old
            || is_told.query_row(params![new.bytes(), old.bytes()], |row| row.get(0))?
        {
            continue;
        }
        let event = append(transaction, own, new, Deed::Alias(old), at)?;
        import_undo::keep_event(transaction, journal, event.id)?;
        touched.insert(new);
    }
    regroup(transaction, &touched)
}

/// The id of each placed card. A new one gets the planned id, or the next that is free where another
/// document's card has it by now. A card of this document that has it is the same card, brought in a
/// moment ago.
fn free_ids(
    connection: &Connection,
    document: i64,
    placements: &[Placement],
) -> Result<Vec<CardId>, Error> {
    let new = placements
        .iter()
        .filter(|placement| placement.change == Change::New);
    let new = new.count();
    if new == 0 {
        return Ok(placements.iter().map(|placement| placement.id).collect());
    }
    let mut taken = Taken::new(connection, Some(document), new)?;
    let mut born = HashSet::with_capacity_and_hasher(placements.len(), Default::default());
    let mut ids = Vec::with_capacity(placements.len());
    for placement in placements {
        let mut id = placement.id;
        if placement.change == Change::New {
            while born.contains(&id) || taken.holds(id)? {
                id = id.next();
            }
        }
        born.insert(id);
        ids.push(id);
    }
    Ok(ids)
}

/// After a document got another title its retired cards go along.
fn follow_deck(connection: &Connection, document: i64, deck: i64) -> Result<(), Error> {
    let moved = connection
        .prepare_cached("UPDATE card SET deck = ?2 WHERE document = ?1 AND deck <> ?2")?
        .execute(params![document, deck])?;
    if moved > 0 {
        connection
            .prepare_cached(
                "UPDATE memory SET deck = ?2 WHERE deck <> ?2 \
                 AND card IN (SELECT id FROM card WHERE document = ?1)",
            )?
            .execute(params![document, deck])?;
    }
    Ok(())
}

/// Documents and decks that hold nothing any more are gone.
fn clear_out(connection: &Connection, document: i64, deck: i64) -> Result<(), Error> {
    connection
        .prepare_cached(
            "DELETE FROM document WHERE id <> ?1 \
             AND NOT EXISTS (SELECT 1 FROM card WHERE card.document = document.id)",
        )?
        .execute([document])?;
    connection
        .prepare_cached(
            "DELETE FROM deck WHERE id <> ?1 \
             AND NOT EXISTS (SELECT 1 FROM card WHERE card.deck = deck.id) \
             AND NOT EXISTS (SELECT 1 FROM document WHERE document.deck = deck.id)",
        )?
        .execute([deck])?;
    Ok(())
}

/// The row of a deck, made if it is new.
pub(super) fn ensure_deck(connection: &Connection, name: &DeckName) -> Result<i64, Error> {
    connection
        .prepare_cached("INSERT INTO deck (name) VALUES (?1) ON CONFLICT (name) DO NOTHING")?
        .execute([name.as_str()])?;
    let mut statement = connection.prepare_cached("SELECT id FROM deck WHERE name = ?1")?;
    Ok(statement.query_row([name.as_str()], |row| row.get(0))?)
}

/// The row of a document, made if it is new, with its present text and deck. A number that a document
/// gave back in this import is not given again: what is kept to undo it is known by the number.
pub(super) fn ensure_document(
    connection: &Connection,
    path: &str,
    blake3: &str,
    deck: i64,
) -> Result<i64, Error> {
    connection
        .prepare_cached(
            "INSERT INTO document (id, path, blake3, deck) VALUES (1 + max( \
                 (SELECT coalesce(max(id), 0) FROM document), \
                 (SELECT coalesce(max(row), 0) FROM import_before \
                  WHERE import = (SELECT max(id) FROM import) AND kind = 'document')), ?1, ?2, ?3) \
             ON CONFLICT (path) DO UPDATE SET blake3 = excluded.blake3, deck = excluded.deck, \
             sidecar = NULL, stamp = NULL, settled = NULL",
        )?
        .execute(params![path, blake3, deck])?;
    let mut statement = connection.prepare_cached("SELECT id FROM document WHERE path = ?1")?;
    Ok(statement.query_row([path], |row| row.get(0))?)
}
