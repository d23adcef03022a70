//! The row of a card: what stands in it, whether it would change, and writing it.

use std::collections::HashMap;

use rusqlite::{Connection, named_params, params};

use crate::calendar::StudyDay;
use crate::cards::{Card, CardId, Fingerprint, Prompt};

use super::columns::{answer_text, fingerprint_of, id_of, list_text};
use super::error::Error;

/// Where a card stands.
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

/// The places at which cards begin, line by line.
#[derive(Default)]
pub(super) struct Lines(HashMap<u32, Vec<usize>>);

impl Lines {
    /// At the how-manieth place of its line a card begins, from 0, `start` being its first byte.
    pub(super) fn place(&mut self, line: u32, start: usize) -> i64 {
        let starts = self.0.entry(line).or_default();
        let known = starts.iter().position(|known| *known == start);
        let place = known.unwrap_or_else(|| {
            starts.push(start);
            starts.len() - 1
        });
        i64::try_from(place).unwrap_or(i64::MAX)
    }
}

/// What stands in the row of a card, but its id and its document.
#[derive(PartialEq)]
pub(super) struct CardRow {
    deck: i64,
    position: i64,
    kind: String,
    section: String,
    prompt: String,
    keyed: bool,
    answer: String,
    tags: String,
    line: u32,
    begins: Option<i64>,
    fingerprint: Fingerprint,
    retired: bool,
    askable: bool,
}

impl CardRow {
    /// The row of a card at its place.
    pub(super) fn of(card: &Card, fingerprint: Fingerprint, place: &Place) -> CardRow {
        CardRow {
            deck: place.deck,
            position: place.position,
            kind: card.kind.name().to_owned(),
            section: list_text(&card.section),
            prompt: card.prompt.text().to_owned(),
            keyed: matches!(card.prompt, Prompt::Key(_)),
            answer: answer_text(&card.answer),
            tags: list_text(&card.tags),
            line: card.line,
            begins: place.begins,
            fingerprint,
            retired: place.retired,
            askable: card.is_askable() && !place.retired,
        }
    }
}

/// The rows of a document as they stand.
pub(super) fn rows_of_document(
    connection: &Connection,
    document: i64,
) -> Result<HashMap<CardId, CardRow>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT card.uid, card.deck, card.position, kind, section, prompt, keyed, answer, tags, line, \
         fingerprint, card.retired, memory.askable, card.begins \
         FROM card JOIN memory ON memory.card = card.id WHERE card.document = ?1",
    )?;
    let rows = statement.query_map([document], |row| {
        let standing = CardRow {
            deck: row.get(1)?,
            position: row.get(2)?,
            kind: row.get(3)?,
            section: row.get(4)?,
            prompt: row.get(5)?,
            keyed: row.get(6)?,
            answer: row.get(7)?,
            tags: row.get(8)?,
            line: row.get(9)?,
            fingerprint: fingerprint_of(row, 10)?,
            retired: row.get(11)?,
            askable: row.get(12)?,
            begins: row.get(13)?,
        };
        Ok((id_of(row, 0)?, standing))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes a card, new or known, and gives back its row. Its state stays as it is.
pub(super) fn put_card(
    connection: &Connection,
    id: CardId,
    card: &Card,
    fingerprint: Fingerprint,
    place: &Place,
) -> Result<i64, Error> {
    put_row(
        connection,
        id,
        &CardRow::of(card, fingerprint, place),
        place,
    )
}

/// As [`put_card`], of a row that was made before.
pub(super) fn put_row(
    connection: &Connection,
    id: CardId,
    row: &CardRow,
    place: &Place,
) -> Result<i64, Error> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO card (uid, deck, document, position, kind, section, prompt, keyed, answer, tags, \
         line, begins, fingerprint, retired, added_day) VALUES (:uid, :deck, :document, :position, :kind, \
         :section, :prompt, :keyed, :answer, :tags, :line, :begins, :fingerprint, :retired, :added) \
         ON CONFLICT (uid) DO UPDATE SET deck = excluded.deck, document = excluded.document, \
         position = excluded.position, kind = excluded.kind, section = excluded.section, \
         prompt = excluded.prompt, keyed = excluded.keyed, answer = excluded.answer, \
         tags = excluded.tags, line = excluded.line, fingerprint = excluded.fingerprint, \
         begins = coalesce(excluded.begins, begins), retired = excluded.retired RETURNING id",
    )?;
    let number: i64 = statement.query_row(
        named_params! {
            ":uid": id.bytes(), ":deck": row.deck, ":document": place.document,
            ":position": row.position, ":kind": row.kind, ":section": row.section,
            ":prompt": row.prompt, ":keyed": row.keyed, ":answer": row.answer,
            ":tags": row.tags, ":line": row.line, ":begins": row.begins,
            ":fingerprint": row.fingerprint.bytes(),
            ":retired": row.retired, ":added": place.added.map(StudyDay::number),
        },
        |found| found.get(0),
    )?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO memory (card, deck, position, askable, retired) \
         VALUES (:card, :deck, :position, :askable, :retired) \
         ON CONFLICT (card) DO UPDATE SET deck = excluded.deck, position = excluded.position, \
         askable = excluded.askable",
    )?;
    statement.execute(named_params! {
        ":card": number, ":deck": row.deck, ":position": row.position, ":askable": row.askable,
        ":retired": row.retired,
    })?;
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
