//! Rows of cards as far as recognising them needs. A card that says to the letter what a compiled
//! one says takes its texts from there, and nothing of its row is decoded.

use foldhash::HashMap;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, ToSql};

use crate::cards::{CardId, CompiledCard, Fingerprint, Prompt, Section};
use crate::reconcile::Known;

use super::aliases::{Contents, IS_TAKEN_OVER};
use super::card_rows::Texts;
use super::columns::{CARD_COLUMNS, card_of, fingerprint_of, id_of};
use super::error::Error;
use super::seen::{SEEN_COLUMNS, SeenRow};

/// What a reading of known cards finds.
#[derive(Default)]
pub(super) struct Found {
    pub(super) known: Vec<Known>,
    pub(super) seen: Vec<SeenRow>,
}

/// What a document says now, by what its cards say.
pub(super) struct Twins<'a> {
    compiled: &'a [CompiledCard],
    places: HashMap<Fingerprint, usize>,
}

impl<'a> Twins<'a> {
    pub(super) fn new(compiled: &'a [CompiledCard]) -> Twins<'a> {
        let places = compiled.iter().zip(0..);
        Twins {
            compiled,
            places: places
                .map(|(compiled, place)| (compiled.fingerprint, place))
                .collect(),
        }
    }

    /// How many cards the document has now.
    pub(super) fn count(&self) -> usize {
        self.compiled.len()
    }

    /// A place of a card that says this; the one of `likely` where it does, since most cards stand in their order.
    fn place(&self, said: Fingerprint, likely: usize) -> Option<usize> {
        let is_there = self.compiled.get(likely).map(|there| there.fingerprint) == Some(said);
        match is_there {
            true => Some(likely),
            false => self.places.get(&said).copied(),
        }
    }
}

/// The compiled card with the fingerprint of a known one, where their texts are the same to the letter.
#[derive(Clone, Copy)]
struct Twin<'a> {
    place: usize,
    compiled: &'a CompiledCard,
}

/// What every card is asked for, read once of each row.
#[derive(Clone, Copy)]
pub(super) struct RowHead {
    pub(super) id: CardId,
    pub(super) fingerprint: Fingerprint,
    pub(super) retired: bool,
    pub(super) line: u32,
}

impl RowHead {
    fn of(row: &Row<'_>) -> Result<RowHead, Error> {
        Ok(RowHead {
            id: id_of(row, 0)?,
            fingerprint: fingerprint_of(row, 1)?,
            retired: row.get(2)?,
            line: row.get(9)?,
        })
    }
}

/// The reading of many cards.
pub(super) struct Reading<'a> {
    twins: &'a Twins<'a>,
    /// Where the twin of the next card stands, most often.
    likely: usize,
    texts: Texts,
    /// The section that was read last, with its column: most cards have that of the card before.
    section: (String, Section),
}

impl<'a> Reading<'a> {
    pub(super) fn new(twins: &'a Twins<'a>) -> Reading<'a> {
        Reading {
            twins,
            likely: 0,
            texts: Texts::default(),
            section: ("[]".to_owned(), Section::from(Vec::new())),
        }
    }

    /// Reads the cards of a condition, in the order in which they came into the collection. There is memory for
    /// `expected` of them from the start: what grows is copied into memory that was never touched.
    pub(super) fn read(
        mut self,
        connection: &Connection,
        (condition, parameters): (&str, &[&dyn ToSql]),
        contents: &Contents,
        expected: usize,
    ) -> Result<Found, Error> {
        let sql = format!(
            "SELECT card.uid, card.fingerprint, card.retired, {CARD_COLUMNS}, {SEEN_COLUMNS}, \
             {IS_TAKEN_OVER} FROM card LEFT JOIN memory ON memory.card = card.id \
             WHERE {condition} ORDER BY card.id"
        );
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query(parameters)?;
        let mut found = Found {
            known: Vec::with_capacity(expected),
            seen: Vec::with_capacity(expected),
        };
        while let Some(row) = rows.next()? {
            let head = RowHead::of(row)?;
            let twin = self.twin(row, &head)?;
            let mut whole = None;
            if let Some(twin) = &twin
                && self.is_whole(row, twin)?
            {
                whole = Some(twin.place);
            }
            found.seen.push(SeenRow::of(row, &head, whole)?);
            if !row.get::<_, bool>(14)? {
                found.known.push(self.card(row, &head, contents, twin)?);
            }
        }
        Ok(found)
    }

    fn twin(&mut self, row: &Row<'_>, head: &RowHead) -> Result<Option<Twin<'a>>, Error> {
        let Some(place) = self.twins.place(head.fingerprint, self.likely) else {
            return Ok(None);
        };
        self.likely = place.saturating_add(1);
        let Some(compiled) = self.twins.compiled.get(place) else {
            return Ok(None);
        };
        let says_the_same = self.says_the_same(row, compiled)?;
        Ok(says_the_same.then_some(Twin { place, compiled }))
    }

    /// Whether a row has the rest of its twin's texts, too.
    fn is_whole(&mut self, row: &Row<'_>, twin: &Twin<'_>) -> Result<bool, Error> {
        let card = &twin.compiled.card;
        let is_key = ValueRef::Integer(i64::from(matches!(card.prompt, Prompt::Key(_))));
        let lists = self.texts.lists_of(card);
        Ok(row.get_ref(6)? == is_key
            && is_text(row, 4, lists.section)?
            && is_text(row, 8, lists.tags)?)
    }

    fn card(
        &mut self,
        row: &Row<'_>,
        head: &RowHead,
        contents: &Contents,
        twin: Option<Twin<'_>>,
    ) -> Result<Known, Error> {
        let stored;
        let card = match twin {
            Some(twin) => &twin.compiled.card,
            None => {
                stored = card_of(row, 3, head.id)?;
                &stored
            }
        };
        Ok(Known {
            id: head.id,
            contents: contents.get(&head.id).cloned().unwrap_or_default(),
            fingerprint: head.fingerprint,
            kind: card.kind,
            section: self.section(row, head.id)?,
            prompt: card.prompt.text().to_owned(),
            back: card.back(),
            line: head.line,
            retired: head.retired,
        })
    }

    /// Whether kind, prompt and answer are those of a compiled card to the letter. They are compared
    /// as they are stored. To plan an edit of 100,000 rows took 1.7 s of processor time when each card was
    /// decoded and sorted and each pair a list, and takes 0.9 s.
    fn says_the_same(&mut self, row: &Row<'_>, twin: &CompiledCard) -> Result<bool, Error> {
        let card = &twin.card;
        Ok(is_text(row, 3, card.kind.name())?
            && is_text(row, 5, card.prompt.text())?
            && is_text(row, 7, self.texts.of(card).answer)?)
    }

    fn section(&mut self, row: &Row<'_>, id: CardId) -> Result<Section, Error> {
        let stored = row.get_ref(4)?;
        if !matches!(stored, ValueRef::Text(text) if text == self.section.0.as_bytes()) {
            let text: String = row.get(4)?;
            let list: Vec<String> = serde_json::from_str(&text).map_err(|_| Error::Value {
                what: "section",
                of: format!("card {id}"),
            })?;
            self.section = (text, Section::from(list));
        }
        Ok(self.section.1.clone())
    }
}

/// Whether a column holds this text.
fn is_text(row: &Row<'_>, at: usize, text: &str) -> Result<bool, Error> {
    Ok(matches!(row.get_ref(at)?, ValueRef::Text(stored) if stored == text.as_bytes()))
}
