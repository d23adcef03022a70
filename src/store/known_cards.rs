//! Cards of documents as far as recognising them needs. A card that says to the letter what a compiled
//! one says takes its texts from there, and nothing of its row is decoded.

use foldhash::HashMap;
use rusqlite::types::ValueRef;
use rusqlite::{Row, params};

use crate::cards::{CardId, CompiledCard, Fingerprint, Prompt, Section};
use crate::reconcile::{Home, Known};

use super::aliases::{IS_TAKEN_OVER, contents_of_cards};
use super::card_rows::Texts;
use super::columns::{CARD_COLUMNS, card_of, fingerprint_of, id_of};
use super::documents::DocumentId;
use super::error::Error;
use super::open::Store;
use super::seen::{SEEN_COLUMNS, Seen, State};

impl Store {
    /// The cards of a document, retired ones included. `compiled` is what the document says now: the
    /// cards are the same without it, but take longer to read.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn known_cards(
        &self,
        document: DocumentId,
        home: Home,
        compiled: &[CompiledCard],
    ) -> Result<Vec<Known>, Error> {
        let mut reading = Reading::new(compiled, home);
        self.read_known("card.document = ?1", Some(document), &mut reading)
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
    ) -> Result<(Vec<Known>, Option<Seen>), Error> {
        // Rows and state are those of one moment.
        let look = self.connection.unchecked_transaction()?;
        let mut reading = Reading::new(compiled, Home::SameDocument);
        reading.seen = Some(Seen::new(document.0, State::of(&look)?));
        let known = self.read_known("card.document = ?1", Some(document), &mut reading)?;
        look.finish()?;
        Ok((known, reading.seen))
    }

    /// Retired cards of all documents but one: what has gone elsewhere may come to live here.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn retired_elsewhere(&self, document: Option<DocumentId>) -> Result<Vec<Known>, Error> {
        // By the index of retired cards, which are few.
        let condition = "card.id IN (SELECT card FROM memory WHERE retired = 1) \
                         AND card.retired = 1 AND card.document IS NOT ?1";
        self.read_known(condition, document, &mut Reading::new(&[], Home::Orphaned))
    }

    fn read_known(
        &self,
        condition: &str,
        document: Option<DocumentId>,
        reading: &mut Reading<'_>,
    ) -> Result<Vec<Known>, Error> {
        let sql = format!(
            "SELECT card.uid, card.fingerprint, card.retired, {CARD_COLUMNS}, {SEEN_COLUMNS}, \
             {IS_TAKEN_OVER} FROM card LEFT JOIN memory ON memory.card = card.id \
             WHERE {condition} ORDER BY card.id"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query(params![document.map(|document| document.0)])?;
        let mut known = Vec::new();
        let mut contents = contents_of_cards(&self.connection)?;
        while let Some(row) = rows.next()? {
            let id = id_of(row, 0)?;
            let twin = reading.twin(row)?;
            reading.note(row, twin)?;
            if row.get(14)? {
                continue;
            }
            let contents = contents.remove(&id).unwrap_or_default();
            known.push(reading.card(row, id, contents, twin)?);
        }
        Ok(known)
    }
}

/// The reading of many cards.
struct Reading<'a> {
    home: Home,
    compiled: &'a [CompiledCard],
    places: HashMap<Fingerprint, usize>,
    texts: Texts,
    /// The section that was read last, with its column: most cards have that of the card before.
    section: (String, Section),
    seen: Option<Seen>,
}

/// The compiled card with the fingerprint of a known one, where their texts are the same to the letter.
#[derive(Clone, Copy)]
struct Twin<'a> {
    place: usize,
    compiled: &'a CompiledCard,
}

impl<'a> Reading<'a> {
    fn new(compiled: &'a [CompiledCard], home: Home) -> Reading<'a> {
        let places = compiled.iter().zip(0..);
        Reading {
            home,
            compiled,
            places: places
                .map(|(compiled, place)| (compiled.fingerprint, place))
                .collect(),
            texts: Texts::default(),
            section: ("[]".to_owned(), Section::from(Vec::new())),
            seen: None,
        }
    }

    fn twin(&mut self, row: &Row<'_>) -> Result<Option<Twin<'a>>, Error> {
        let Some(place) = self.places.get(&fingerprint_of(row, 1)?).copied() else {
            return Ok(None);
        };
        let Some(compiled) = self.compiled.get(place) else {
            return Ok(None);
        };
        let says_the_same = self.says_the_same(row, compiled)?;
        Ok(says_the_same.then_some(Twin { place, compiled }))
    }

    /// Notes how a row stands, where that is wanted.
    fn note(&mut self, row: &Row<'_>, twin: Option<Twin<'_>>) -> Result<(), Error> {
        let Some(seen) = &mut self.seen else {
            return Ok(());
        };
        let is = |at, text: &str| -> Result<bool, Error> {
            Ok(matches!(row.get_ref(at)?, ValueRef::Text(stored) if stored == text.as_bytes()))
        };
        let mut place = None;
        if let Some(twin) = twin {
            let card = &twin.compiled.card;
            let is_key = ValueRef::Integer(i64::from(matches!(card.prompt, Prompt::Key(_))));
            let lists = self.texts.lists_of(card);
            let is_whole = row.get_ref(6)? == is_key && is(4, lists.section)? && is(8, lists.tags)?;
            place = is_whole.then_some(twin.place);
        }
        seen.note(row, place)
    }

    fn card(
        &mut self,
        row: &Row<'_>,
        id: CardId,
        contents: Vec<CardId>,
        twin: Option<Twin<'_>>,
    ) -> Result<Known, Error> {
        let (kind, prompt, back) = match twin {
            Some(twin) => {
                let card = &twin.compiled.card;
                (card.kind, card.prompt.text().to_owned(), card.back())
            }
            None => {
                let card = card_of(row, 3, id)?;
                (card.kind, card.prompt.text().to_owned(), card.back())
            }
        };
        Ok(Known {
            id,
            contents,
            fingerprint: fingerprint_of(row, 1)?,
            kind,
            section: self.section(row, id)?,
            prompt,
            back,
            line: row.get(9)?,
            retired: row.get(2)?,
            home: self.home,
        })
    }

    /// Whether kind, prompt and answer are those of a compiled card to the letter. They are compared
    /// as they are stored. To plan an edit of 100,000 rows took 1.7 s of processor time when each card was
    /// decoded and sorted and each pair a list, and takes 0.9 s.
    fn says_the_same(&mut self, row: &Row<'_>, twin: &CompiledCard) -> Result<bool, Error> {
        let is = |at, text: &str| -> Result<bool, Error> {
            Ok(matches!(row.get_ref(at)?, ValueRef::Text(stored) if stored == text.as_bytes()))
        };
        let card = &twin.card;
        Ok(is(3, card.kind.name())?
            && is(5, card.prompt.text())?
            && is(7, self.texts.of(card).answer)?)
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
