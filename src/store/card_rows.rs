//! The row of a card: what stands in it, whether it would change, and writing it.

use std::cell::LazyCell;
use std::sync::Arc;

use foldhash::HashMap;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};

use crate::calendar::StudyDay;
use crate::cards::{Card, CardId, CompiledCard, Fingerprint, Prompt};

use super::columns::{answer_into, id_of, list_text};
use super::error::Error;

/// Where a card stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) deck: i64,
    pub(super) document: Option<i64>,
    pub(super) position: i64,
    /// At the how-manieth place of its line the card begins, where it is known.
    pub(super) begins: Option<i64>,
    pub(super) retired: bool,
    /// The day a new card was added; a known one keeps its own.
    pub(super) added: Option<StudyDay>,
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

/// Where the cards of a document stand. The place of each is made when it is asked for: those of a million cards
/// took 64 MB.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) deck: i64,
    document: i64,
    added: StudyDay,
    begins: Vec<u32>,
}

impl Places {
    /// The places of the cards of a document in a deck, new ones added on this day.
    pub(super) fn new(
        (deck, document): (i64, i64),
        cards: &[CompiledCard],
        added: StudyDay,
    ) -> Places {
        Places {
            deck,
            document,
            added,
            begins: begins(cards),
        }
    }

    /// The place of the card that stands at this one of the document, from 0.
    pub(super) fn at(&self, at: usize) -> Option<Place> {
        let begins = *self.begins.get(at)?;
        let position = i64::try_from(at).ok()?;
        Some(Place {
            deck: self.deck,
            document: Some(self.document),
            position: position_in_deck(Some(self.document), position),
            begins: Some(i64::from(begins)),
            retired: false,
            added: Some(self.added),
        })
    }
}

/// At the how-manieth place of its line each card begins, from 0.
fn begins(cards: &[CompiledCard]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..cards.len()).collect();
    order.sort_by_key(|at| cards.get(*at).map(|compiled| compiled.card.line));
    let mut begins = vec![0; cards.len()];
    let mut line = None;
    let mut starts: Vec<usize> = Vec::new();
    for at in order {
        let (Some(compiled), Some(begins)) = (cards.get(at), begins.get_mut(at)) else {
            continue;
        };
        if line != Some(compiled.card.line) {
            line = Some(compiled.card.line);
            starts.clear();
        }
        let start = compiled.span.start();
        let known = starts.iter().position(|known| *known == start);
        let place = known.unwrap_or_else(|| {
            starts.push(start);
            starts.len().saturating_sub(1)
        });
        *begins = u32::try_from(place).unwrap_or(u32::MAX);
    }
    begins
}

/// The columns of cards that are JSON, written card after card into the same memory. The cards of a
/// section share its text.
#[derive(Default)]
pub(super) struct Texts {
    section: List,
    tags: List,
    answer: Vec<u8>,
}

/// A list and its text.
#[derive(Default)]
struct List(Option<Arc<[String]>>, String);

impl List {
    fn text(&mut self, list: &Arc<[String]>) -> &str {
        if !self.0.as_ref().is_some_and(|last| Arc::ptr_eq(last, list)) {
            self.1 = list_text(list);
            self.0 = Some(list.clone());
        }
        &self.1
    }
}

/// Those of them that are lists.
pub(super) struct CardLists<'t> {
    pub(super) section: &'t str,
    pub(super) tags: &'t str,
}

/// The columns of one card that are JSON.
pub(super) struct CardTexts<'t> {
    pub(super) section: &'t str,
    pub(super) tags: &'t str,
    pub(super) answer: &'t str,
}

impl Texts {
    /// The lists of a card.
    pub(super) fn lists_of(&mut self, card: &Card) -> CardLists<'_> {
        CardLists {
            section: self.section.text(&card.section),
            tags: self.tags.text(&card.tags),
        }
    }

    /// The texts of a card.
    pub(super) fn of(&mut self, card: &Card) -> CardTexts<'_> {
        answer_into(&card.answer, &mut self.answer);
        CardTexts {
            section: self.section.text(&card.section),
            tags: self.tags.text(&card.tags),
            // JSON is UTF-8.
            answer: std::str::from_utf8(&self.answer).unwrap_or_default(),
        }
    }
}

/// How a card of a document stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// As it would be written.
    AsWanted,
    /// In another way, or nobody wants it any more.
    Otherwise,
}

/// The cards of a document as they stand.
pub(super) struct InDocument {
    stands: Vec<Option<Standing>>,
    /// Whether one of them is in another deck.
    pub(super) is_divided: bool,
}

impl InDocument {
    /// A document for which so many cards are wanted, of which nothing is known.
    pub(super) fn of(wanted: usize) -> InDocument {
        InDocument {
            stands: vec![None; wanted],
            is_divided: false,
        }
    }

    pub(super) fn note(&mut self, wanted: usize, standing: Standing) {
        if let Some(place) = self.stands.get_mut(wanted) {
            *place = Some(standing);
        }
    }

    /// How a wanted card stands; none where it is not there.
    pub(super) fn of_wanted(&self, at: usize) -> Option<Standing> {
        self.stands.get(at).copied().flatten()
    }
}

/// How the cards of a document in a deck stand, as far as they are wanted under these ids.
/// After a few edits all others are as wanted, and are neither copied nor written.
pub(super) fn standing(
    connection: &Connection,
    (ids, cards, places): (&[CardId], &[CompiledCard], &Places),
) -> Result<InDocument, Error> {
    // Of a document that has no row yet nothing is looked up.
    let wanted =
        LazyCell::new(|| -> HashMap<CardId, usize> { ids.iter().copied().zip(0..).collect() });
    let mut statement = connection.prepare_cached(
        "SELECT card.uid, card.deck, card.position, kind, section, prompt, keyed, answer, tags, line, \
         fingerprint, card.retired, memory.askable, card.begins \
         FROM card JOIN memory ON memory.card = card.id WHERE card.document = ?1",
    )?;
    let mut rows = statement.query([places.document])?;
    let mut texts = Texts::default();
    let mut standing = InDocument::of(cards.len());
    while let Some(row) = rows.next()? {
        standing.is_divided |= row.get_ref(1)? != ValueRef::Integer(places.deck);
        let Some(at) = wanted.get(&id_of(row, 0)?).copied() else {
            continue;
        };
        let is_wanted = match cards.get(at).zip(places.at(at)) {
            Some((compiled, place)) => is_as_wanted(row, compiled, &place, &mut texts)?,
            None => false,
        };
        let stands = match is_wanted {
            true => Standing::AsWanted,
            false => Standing::Otherwise,
        };
        standing.note(at, stands);
    }
    Ok(standing)
}

/// Whether a row of [`standing`] holds what would be written to it. Its texts are compared where they
/// lie.
fn is_as_wanted(
    row: &Row<'_>,
    compiled: &CompiledCard,
    place: &Place,
    texts: &mut Texts,
) -> Result<bool, Error> {
    let is_text = |at, text: &str| -> Result<bool, Error> {
        Ok(matches!(row.get_ref(at)?, ValueRef::Text(stored) if stored == text.as_bytes()))
    };
    let is_number = |at, number: i64| -> Result<bool, Error> {
        Ok(row.get_ref(at)? == ValueRef::Integer(number))
    };
    let card = &compiled.card;
    let begins = match place.begins {
        Some(begins) => is_number(13, begins)?,
        None => row.get_ref(13)? == ValueRef::Null,
    };
    let stands = begins
        && is_number(1, place.deck)?
        && is_number(2, place.position)?
        && is_number(6, i64::from(matches!(card.prompt, Prompt::Key(_))))?
        && is_number(9, i64::from(card.line))?
        && row.get_ref(10)? == ValueRef::Blob(&compiled.fingerprint.bytes())
        && is_number(11, i64::from(place.retired))?
        && is_number(12, i64::from(card.is_askable() && !place.retired))?
        && is_text(3, card.kind.name())?
        && is_text(5, card.prompt.text())?;
    if !stands {
        return Ok(false);
    }
    let texts = texts.of(card);
    Ok(is_text(4, texts.section)? && is_text(7, texts.answer)? && is_text(8, texts.tags)?)
}

/// Writes a card, new or known, and gives back its row. Its state stays as it is.
pub(super) fn put_card(
    connection: &Connection,
    id: CardId,
    card: &Card,
    fingerprint: Fingerprint,
    place: &Place,
) -> Result<i64, Error> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO card (uid, deck, document, position, kind, section, prompt, keyed, answer, tags, \
         line, begins, fingerprint, retired, added_day) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) \
         ON CONFLICT (uid) DO UPDATE SET deck = excluded.deck, document = excluded.document, \
         position = excluded.position, kind = excluded.kind, section = excluded.section, \
         prompt = excluded.prompt, keyed = excluded.keyed, answer = excluded.answer, \
         tags = excluded.tags, line = excluded.line, fingerprint = excluded.fingerprint, \
         begins = coalesce(excluded.begins, begins), retired = excluded.retired RETURNING id",
    )?;
    let mut texts = Texts::default();
    let texts = texts.of(card);
    let number: i64 = statement.query_row(
        params![
            id.bytes(),
            place.deck,
            place.document,
            place.position,
            card.kind.name(),
            texts.section,
            card.prompt.text(),
            matches!(card.prompt, Prompt::Key(_)),
            texts.answer,
            texts.tags,
            card.line,
            place.begins,
            fingerprint.bytes(),
            place.retired,
            place.added.map(StudyDay::number),
        ],
        |found| found.get(0),
    )?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO memory (card, deck, position, askable, retired) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (card) DO UPDATE SET deck = excluded.deck, position = excluded.position, \
         askable = excluded.askable",
    )?;
    statement.execute(params![
        number,
        place.deck,
        place.position,
        card.is_askable() && !place.retired,
        place.retired
    ])?;
    Ok(number)
}

/// Takes a card out of every queue; it keeps its content and its history.
pub(super) fn retire(connection: &Connection, id: CardId) -> Result<(), Error> {
    connection
        .prepare_cached("UPDATE card SET retired = 1 WHERE uid = ?1")?
        .execute(params![id.bytes()])?;
    connection
        .prepare_cached(
            "UPDATE memory SET askable = 0 WHERE card = (SELECT id FROM card WHERE uid = ?1)",
        )?
        .execute(params![id.bytes()])?;
    Ok(())
}
