//! Documents: which ones are known, which cards they have, and what an import changes.

use std::collections::{BTreeSet, HashSet};

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::calendar::{Moment, StudyDay};
use crate::cards::{CardId, Compiled, DeckName};
use crate::reconcile::{Change, Home, Known, Plan};
use crate::review::{Deed, DeviceId};

use super::aliases::{IS_TAKEN_OVER, contents_of_cards, refold_all, regroup};
use super::card_rows::{CardRow, Lines, Place, put_row, retire, rows_of_document};
use super::columns::{CARD_COLUMNS, card_of, fingerprint_of, id_of};
use super::decks::deck_name;
use super::editions::{Edition, Settled, settle};
use super::error::Error;
use super::events::append;
use super::import_undo::{self, Journal};
use super::open::Store;
use super::scheduling::follow_decks;

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
}

/// The position of the first card of a document in its deck: documents of one deck do not mix.
const POSITIONS_PER_DOCUMENT: i64 = 1 << 24;

/// Where the card at this place of a document stands in its deck.
pub(super) fn position_in_deck(document: Option<i64>, place: i64) -> i64 {
    document
        .unwrap_or(0)
        .saturating_mul(POSITIONS_PER_DOCUMENT)
        .saturating_add(place)
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

    /// The cards of a document, retired ones included.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn known_cards(&self, document: DocumentId, home: Home) -> Result<Vec<Known>, Error> {
        self.known_where("card.document = ?1", Some(document.0), home)
    }

    fn known_where(
        &self,
        condition: &str,
        document: Option<i64>,
        home: Home,
    ) -> Result<Vec<Known>, Error> {
        let sql = format!(
            "SELECT card.uid, card.fingerprint, card.retired, {CARD_COLUMNS} FROM card \
             WHERE {condition} AND NOT ({IS_TAKEN_OVER}) ORDER BY card.position, card.id"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query([document])?;
        let mut known = Vec::new();
        let mut contents = contents_of_cards(&self.connection)?;
        while let Some(row) = rows.next()? {
            let id = id_of(row, 0)?;
            let card = card_of(row, 3, id)?;
            known.push(Known {
                id,
                contents: contents.remove(&id).unwrap_or_default(),
                fingerprint: fingerprint_of(row, 1)?,
                kind: card.kind,
                back: card.back(),
                prompt: card.prompt.text().to_owned(),
                section: card.section,
                line: card.line,
                retired: row.get(2)?,
                home,
            });
        }
        Ok(known)
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

    /// Retired cards of all documents but one: what has gone elsewhere may come to live here.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn retired_elsewhere(&self, document: Option<DocumentId>) -> Result<Vec<Known>, Error> {
        let condition = "card.retired = 1 AND card.document IS NOT ?1";
        self.known_where(
            condition,
            document.map(|document| document.0),
            Home::Orphaned,
        )
    }

    /// Carries the plans of one import out, in one transaction: cards come, change, move, retire and
    /// come back. [`Store::undo_import`] takes all of it back.
    ///
    /// # Errors
    /// When the database fails; then nothing changes.
    pub fn apply(&mut self, imports: &[DocumentImport<'_>], at: Moment) -> Result<(), Error> {
        let (own, device) = (self.own, self.device);
        let added = self.day_of(at);
        let schedulers = self.schedulers.clone();
        let transaction = self.write()?;
        let journal = import_undo::begin(&transaction, own, at)?;
        for import in imports {
            apply_one(&transaction, import, added)?;
            let changed = alias_contents(&transaction, (own, device), &journal, import, at)?;
            refold_all(&transaction, &changed, &schedulers)?;
        }
        for import in imports {
            settle(&transaction, import)?;
        }
        import_undo::end(&transaction, &journal)?;
        follow_decks(&transaction, &schedulers)?;
        transaction.commit()?;
        Ok(())
    }
}

fn apply_one(
    transaction: &Connection,
    import: &DocumentImport<'_>,
    added: StudyDay,
) -> Result<(), Error> {
    let deck = ensure_deck(transaction, &import.compiled.deck)?;
    let blake3 = &import.edition.blake3;
    let document = ensure_document(transaction, import.path, blake3, deck)?;
    let standing = rows_of_document(transaction, document)?;
    let mut born = HashSet::new();
    let mut lines = Lines::default();
    let placed = import.compiled.cards.iter().zip(&import.plan.placements);
    for (position, (card, placement)) in (0_i64..).zip(placed) {
        let begins = lines.place(card.card.line, card.span.start());
        let id = match placement.change {
            Change::New => free_id(transaction, document, placement.id, &born)?,
            _ => placement.id,
        };
        born.insert(id);
        let place = Place {
            deck,
            document: Some(document),
            position: position_in_deck(Some(document), position),
            begins: Some(begins),
            retired: false,
            added: Some(added),
        };
        let row = CardRow::of(&card.card, card.fingerprint, &place);
        // After a few edits the other cards are left alone. With 100 of 100,000 rows edited an import takes
        // 2.5 s of processor time, and took 5.3 s when it wrote all of them.
        if standing.get(&id) != Some(&row) {
            put_row(transaction, id, &row, &place)?;
        }
    }
    for id in &import.plan.retired {
        retire(transaction, *id)?;
    }
    follow_deck(transaction, document, deck)?;
    Ok(())
}

/// Says in the log which new contents stand for cards that were known: another device may compile
/// them without knowing the old ones. A content that is a card of its own here is none. Returns the ids
/// whose class is another one now.
fn alias_contents(
    transaction: &Connection,
    own: (i64, DeviceId),
    journal: &Journal,
    import: &DocumentImport<'_>,
    at: Moment,
) -> Result<BTreeSet<CardId>, Error> {
    let mut is_told = transaction.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM card WHERE uid = ?1) OR EXISTS (SELECT 1 FROM alias AS new \
         JOIN alias AS old ON old.root = new.root WHERE new.card = ?1 AND old.card = ?2)",
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

/// The id a new card gets: the planned one, or the next that is free where another document's card
/// has it by now. A card of this document that has it is the same card, brought in a moment ago.
fn free_id(
    connection: &Connection,
    document: i64,
    planned: CardId,
    born: &HashSet<CardId>,
) -> Result<CardId, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT NOT EXISTS (SELECT 1 FROM card WHERE uid = ?1 AND document IS NOT ?2) \
         AND NOT EXISTS (SELECT 1 FROM alias WHERE card = ?1)",
    )?;
    let mut id = planned;
    loop {
        let is_free: bool = statement.query_row(params![id.bytes(), document], |row| row.get(0))?;
        if is_free && !born.contains(&id) {
            return Ok(id);
        }
        id = id.next();
    }
}

/// After a document got another title its retired cards go along, and a deck that holds nothing
/// any more is gone.
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

/// The row of a document, made if it is new, with its present text and deck.
pub(super) fn ensure_document(
    connection: &Connection,
    path: &str,
    blake3: &str,
    deck: i64,
) -> Result<i64, Error> {
    connection
        .prepare_cached(
            "INSERT INTO document (path, blake3, deck) VALUES (?1, ?2, ?3) \
             ON CONFLICT (path) DO UPDATE SET blake3 = excluded.blake3, deck = excluded.deck, \
             sidecar = NULL, stamp = NULL, settled = NULL",
        )?
        .execute(params![path, blake3, deck])?;
    let mut statement = connection.prepare_cached("SELECT id FROM document WHERE path = ?1")?;
    Ok(statement.query_row([path], |row| row.get(0))?)
}
