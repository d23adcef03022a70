//! Cards of documents as far as recognising them needs. A card that says to the letter what a compiled
//! one says takes its texts from there, and nothing of its row is decoded.

use std::collections::HashMap;

use rusqlite::types::ValueRef;
use rusqlite::{Row, params};

use crate::cards::{CardId, CompiledCard, Fingerprint, Section};
use crate::reconcile::{Home, Known};

use super::aliases::{IS_TAKEN_OVER, contents_of_cards};
use super::card_rows::Texts;
use super::columns::{CARD_COLUMNS, card_of, fingerprint_of, id_of};
use super::documents::DocumentId;
use super::error::Error;
use super::open::Store;

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
        self.known_where("card.document = ?1", Some(document), home, compiled)
    }

    /// Retired cards of all documents but one: what has gone elsewhere may come to live here.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn retired_elsewhere(&self, document: Option<DocumentId>) -> Result<Vec<Known>, Error> {
        // By the index of retired cards, which are few.
        let condition = "card.id IN (SELECT card FROM memory WHERE retired = 1) \
                         AND card.retired = 1 AND card.document IS NOT ?1";
        self.known_where(condition, document, Home::Orphaned, &[])
    }

    fn known_where(
        &self,
        condition: &str,
        document: Option<DocumentId>,
        home: Home,
        compiled: &[CompiledCard],
    ) -> Result<Vec<Known>, Error> {
        let sql = format!(
            "SELECT card.uid, card.fingerprint, card.retired, {CARD_COLUMNS} FROM card \
             WHERE {condition} AND NOT ({IS_TAKEN_OVER}) ORDER BY card.id"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query(params![document.map(|document| document.0)])?;
        let mut known = Vec::new();
        let mut contents = contents_of_cards(&self.connection)?;
        let mut reading = Reading::new(compiled, home);
        while let Some(row) = rows.next()? {
            let id = id_of(row, 0)?;
            let contents = contents.remove(&id).unwrap_or_default();
            known.push(reading.card(row, id, contents)?);
        }
        Ok(known)
    }
}

/// The reading of many cards.
struct Reading<'a> {
    home: Home,
    compiled: HashMap<Fingerprint, &'a CompiledCard>,
    texts: Texts,
    /// The section that was read last, with its column: most cards have that of the card before.
    section: (String, Section),
}

impl<'a> Reading<'a> {
    fn new(compiled: &'a [CompiledCard], home: Home) -> Reading<'a> {
        Reading {
            home,
            compiled: compiled
                .iter()
                .map(|compiled| (compiled.fingerprint, compiled))
                .collect(),
            texts: Texts::default(),
            section: ("[]".to_owned(), Section::from(Vec::new())),
        }
    }

    fn card(&mut self, row: &Row<'_>, id: CardId, contents: Vec<CardId>) -> Result<Known, Error> {
        let fingerprint = fingerprint_of(row, 1)?;
        let twin = self.compiled.get(&fingerprint).copied();
        let (kind, prompt, back) = match twin {
            Some(twin) if self.says_the_same(row, twin)? => {
                let card = &twin.card;
                (card.kind, card.prompt.text().to_owned(), card.back())
            }
            _ => {
                let card = card_of(row, 3, id)?;
                (card.kind, card.prompt.text().to_owned(), card.back())
            }
        };
        Ok(Known {
            id,
            contents,
            fingerprint,
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
