//! Taking a whole import back. While an import runs, triggers that only this connection has keep
//! each row as it was; undoing puts them back and removes what came. The log is never touched: a card
//! that was answered meanwhile stays, retired, with its history.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use crate::calendar::Moment;
use crate::cards::CardId;
use crate::exchange::anki::DEVICE;
use crate::review::{Deed, DeviceId, EventId, withdrawal};

use super::aliases::{refold_all, regroup};
use super::columns::id_of;
use super::error::Error;
use super::events::append;
use super::history::{EVENT_COLUMNS, event_of};
use super::import_redo;
use super::imports::documents_of;
use super::open::Store;
use super::scheduling::follow_decks;

/// An import that can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportId(pub(super) i64);

/// What taking an import back did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    /// The documents as they are known, by path.
    pub documents: Vec<String>,
    /// Cards that had come and are gone again.
    pub removed: usize,
    /// Cards that say, or stand, as before again.
    pub restored: usize,
    /// Aliases of it that no longer count.
    pub voided: usize,
}

/// Keeps rows as they were. In `import_before` the first row of a kind counts.
const KEEP: &str = "
CREATE TEMP TRIGGER keep_text AFTER UPDATE ON main.card
WHEN OLD.kind IS NOT NEW.kind OR OLD.section IS NOT NEW.section OR OLD.prompt IS NOT NEW.prompt
  OR OLD.keyed IS NOT NEW.keyed OR OLD.answer IS NOT NEW.answer OR OLD.tags IS NOT NEW.tags
  OR OLD.fingerprint IS NOT NEW.fingerprint OR OLD.note IS NOT NEW.note OR OLD.given IS NOT NEW.given
BEGIN
    INSERT INTO import_before SELECT (SELECT max(id) FROM import), 'text', OLD.id, json_object(
        'kind', OLD.kind, 'section', OLD.section, 'prompt', OLD.prompt, 'keyed', OLD.keyed,
        'answer', OLD.answer, 'tags', OLD.tags, 'fingerprint', hex(OLD.fingerprint),
        'note', OLD.note, 'given', OLD.given)
    WHERE NOT EXISTS (SELECT 1 FROM import_before
        WHERE import = (SELECT max(id) FROM import) AND kind = 'text' AND row = OLD.id);
END;
CREATE TEMP TRIGGER keep_place AFTER UPDATE ON main.card
WHEN OLD.deck IS NOT NEW.deck OR OLD.document IS NOT NEW.document OR OLD.line IS NOT NEW.line
  OR OLD.position IS NOT NEW.position OR OLD.begins IS NOT NEW.begins OR OLD.retired IS NOT NEW.retired
BEGIN
    INSERT INTO import_before SELECT (SELECT max(id) FROM import), 'place', OLD.id, json_object(
        'deck', (SELECT name FROM deck WHERE id = OLD.deck), 'deck_row', OLD.deck,
        'document', (SELECT path FROM document WHERE id = OLD.document),
        'position', OLD.position, 'line', OLD.line, 'begins', OLD.begins, 'retired', OLD.retired)
    WHERE NOT EXISTS (SELECT 1 FROM import_before
        WHERE import = (SELECT max(id) FROM import) AND kind = 'place' AND row = OLD.id);
END;
CREATE TEMP TRIGGER keep_askable AFTER UPDATE ON main.memory
WHEN OLD.askable IS NOT NEW.askable
BEGIN
    INSERT INTO import_before SELECT (SELECT max(id) FROM import), 'askable', OLD.card,
        json_object('askable', OLD.askable)
    WHERE NOT EXISTS (SELECT 1 FROM import_before
        WHERE import = (SELECT max(id) FROM import) AND kind = 'askable' AND row = OLD.card);
END;
CREATE TEMP TRIGGER keep_document AFTER UPDATE ON main.document
WHEN OLD.blake3 IS NOT NEW.blake3 OR OLD.deck IS NOT NEW.deck
BEGIN
    INSERT INTO import_before SELECT (SELECT max(id) FROM import), 'document', OLD.id, json_object(
        'path', OLD.path, 'blake3', OLD.blake3, 'deck', (SELECT name FROM deck WHERE id = OLD.deck), 'deck_row', OLD.deck)
    WHERE NOT EXISTS (SELECT 1 FROM import_before
        WHERE import = (SELECT max(id) FROM import) AND kind = 'document' AND row = OLD.id);
END;
CREATE TEMP TRIGGER keep_gone_document BEFORE DELETE ON main.document
BEGIN
    INSERT INTO import_before SELECT (SELECT max(id) FROM import), 'document', OLD.id, json_object(
        'path', OLD.path, 'blake3', OLD.blake3, 'deck', (SELECT name FROM deck WHERE id = OLD.deck), 'deck_row', OLD.deck)
    WHERE NOT EXISTS (SELECT 1 FROM import_before
        WHERE import = (SELECT max(id) FROM import) AND kind = 'document' AND row = OLD.id);
END;
CREATE TEMP TRIGGER keep_no_document AFTER INSERT ON main.document
BEGIN
    INSERT INTO import_before VALUES ((SELECT max(id) FROM import), 'document', NEW.id, NULL);
END;
";

/// The rows of the cards that came with the import `?1`, as a subquery.
pub(super) const CAME: &str = "SELECT card.id FROM import JOIN card \
     ON card.id BETWEEN import.first_card AND import.last_card WHERE import.id = ?1 \
     UNION ALL SELECT row FROM import_before WHERE import = ?1 AND kind = 'text' AND before IS NULL";

const KEEP_NO_MORE: &str = "
DROP TRIGGER IF EXISTS temp.keep_text;
DROP TRIGGER IF EXISTS temp.keep_place;
DROP TRIGGER IF EXISTS temp.keep_askable;
DROP TRIGGER IF EXISTS temp.keep_document;
DROP TRIGGER IF EXISTS temp.keep_gone_document;
DROP TRIGGER IF EXISTS temp.keep_no_document;
";

/// Puts rows back, in this order: what others refer to comes first. `CAME` stands for [`CAME`].
const PUT_BACK: [&str; 9] = [
    // Under the numbers they had, where nobody has these now: cards are asked in their order.
    "INSERT INTO deck (id, name) SELECT (SELECT had WHERE NOT EXISTS (SELECT 1 FROM deck WHERE id = had)), name \
     FROM (SELECT max(before ->> 'deck_row') AS had, before ->> 'deck' AS name FROM import_before \
         WHERE import = ?1 AND before ->> 'deck' IS NOT NULL GROUP BY 2) \
     WHERE true ON CONFLICT (name) DO NOTHING",
    "INSERT INTO document (id, path, blake3, deck) \
     SELECT (SELECT row WHERE NOT EXISTS (SELECT 1 FROM document WHERE id = row)), \
     before ->> 'path', before ->> 'blake3', deck.id \
     FROM import_before JOIN deck ON deck.name = before ->> 'deck' \
     WHERE import = ?1 AND kind = 'document' AND before IS NOT NULL \
     ON CONFLICT (path) DO UPDATE SET declined = document.blake3, blake3 = excluded.blake3, \
     deck = excluded.deck, sidecar = NULL, stamp = NULL, settled = NULL",
    "UPDATE card SET kind = before ->> 'kind', section = before ->> 'section', \
     prompt = before ->> 'prompt', keyed = before ->> 'keyed', answer = before ->> 'answer', \
     tags = before ->> 'tags', fingerprint = unhex(before ->> 'fingerprint'), \
     note = before ->> 'note', given = before ->> 'given' FROM import_before \
     WHERE import = ?1 AND import_before.kind = 'text' AND before IS NOT NULL \
     AND import_before.row = card.id",
    "UPDATE card SET deck = (SELECT id FROM deck WHERE name = before ->> 'deck'), \
     document = (SELECT id FROM document WHERE path = before ->> 'document'), \
     position = before ->> 'position', line = before ->> 'line', begins = before ->> 'begins', \
     retired = before ->> 'retired' \
     FROM import_before WHERE import = ?1 AND import_before.kind = 'place' \
     AND import_before.row = card.id",
    "UPDATE memory SET deck = card.deck, position = card.position FROM import_before \
     JOIN card ON card.id = import_before.row \
     WHERE import = ?1 AND import_before.kind = 'place' AND memory.card = card.id",
    "UPDATE memory SET askable = before ->> 'askable' FROM import_before \
     WHERE import = ?1 AND import_before.kind = 'askable' AND import_before.row = memory.card",
    // Cards that came: answered ones stay with their history, out of every queue.
    "UPDATE memory SET askable = 0 WHERE card IN (CAME)",
    "UPDATE card SET retired = 1 WHERE id IN (CAME)",
    "DELETE FROM memory WHERE card IN (SELECT id FROM card WHERE id IN (CAME) \
     AND NOT EXISTS (SELECT 1 FROM event WHERE event.card = card.uid))",
];

/// Removes what nothing refers to any more.
const CLEAN: [&str; 6] = [
    "DELETE FROM card WHERE NOT EXISTS (SELECT 1 FROM memory WHERE memory.card = card.id) \
     AND id IN (CAME)",
    // An older import may put an older text of a note back.
    "DELETE FROM note WHERE ?1 IS NOT NULL \
     AND NOT EXISTS (SELECT 1 FROM card WHERE card.note = note.id) \
     AND id NOT IN (SELECT before ->> 'note' FROM import_before \
         WHERE kind = 'text' AND before ->> 'note' IS NOT NULL)",
    "DELETE FROM document WHERE id IN (SELECT row FROM import_before WHERE import = ?1 \
     AND kind = 'document' AND before IS NULL) \
     AND NOT EXISTS (SELECT 1 FROM card WHERE card.document = document.id)",
    "DELETE FROM deck WHERE ?1 IS NOT NULL \
     AND NOT EXISTS (SELECT 1 FROM card WHERE card.deck = deck.id) \
     AND NOT EXISTS (SELECT 1 FROM document WHERE document.deck = deck.id)",
    "DELETE FROM medium WHERE import = ?1",
    "DELETE FROM import WHERE id = ?1",
];

/// An import under way.
pub(super) struct Journal {
    import: ImportId,
    /// The row of the newest card before it: those behind it came with it.
    newest_card: i64,
}

/// Begins to keep rows. `own` is the row of this device.
pub(super) fn begin(connection: &Connection, own: i64, at: Moment) -> Result<Journal, Error> {
    import_redo::forget(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO import (at_ms, offset_minutes, sequence) \
             SELECT ?2, ?3, sequence FROM device WHERE id = ?1",
        )?
        .execute(params![own, at.utc_ms, at.offset_minutes])?;
    let import = ImportId(connection.last_insert_rowid());
    let newest = "SELECT coalesce(max(id), 0) FROM card";
    let newest_card = connection.query_row(newest, [], |row| row.get(0))?;
    connection.execute_batch(KEEP)?;
    Ok(Journal {
        import,
        newest_card,
    })
}

/// Keeps an event that goes with the import.
pub(super) fn keep_event(
    connection: &Connection,
    journal: &Journal,
    event: EventId,
) -> Result<(), Error> {
    connection
        .prepare_cached(
            "INSERT INTO import_event SELECT ?1, event.id FROM event \
             JOIN device ON device.id = event.device WHERE device.name = ?2 AND event.sequence = ?3",
        )?
        .execute(params![
            journal.import.0,
            event.device.0.cast_signed(),
            event.sequence
        ])?;
    Ok(())
}

/// Ends it. An import after which every card says the same in the same deck, though perhaps on other
/// lines, is none to take back.
pub(super) fn end(connection: &Connection, journal: &Journal) -> Result<(), Error> {
    connection.execute_batch(KEEP_NO_MORE)?;
    let import = journal.import;
    // Its own events are no change since.
    connection
        .prepare_cached(
            "UPDATE import SET sequence = (SELECT sequence FROM device WHERE own = 1) WHERE id = ?1",
        )?
        .execute([import.0])?;
    // Two numbers for all of them: a row for each of 100,000 cards was a twentieth of their import.
    connection
        .prepare_cached(
            "UPDATE import SET (first_card, last_card) = (SELECT min(id), max(id) FROM card WHERE id > ?2) \
             WHERE id = ?1",
        )?
        .execute(params![import.0, journal.newest_card])?;
    // What became of them while the import ran is no change.
    connection
        .prepare_cached(
            "DELETE FROM import_before WHERE import = ?1 AND kind IN ('text', 'place', 'askable') \
             AND row > ?2",
        )?
        .execute(params![import.0, journal.newest_card])?;
    connection
        .prepare_cached(
            "DELETE FROM import WHERE id = ?1 AND first_card IS NULL \
             AND NOT EXISTS (SELECT 1 FROM import_event WHERE import = ?1) \
             AND NOT EXISTS (SELECT 1 FROM medium WHERE import = ?1) AND NOT EXISTS ( \
             SELECT 1 FROM import_before LEFT JOIN card ON card.id = import_before.row \
             LEFT JOIN deck ON deck.id = card.deck LEFT JOIN document ON document.id = card.document \
             WHERE import = ?1 AND (import_before.kind IN ('text', 'askable') \
             OR (import_before.kind = 'place' AND (before ->> 'retired' IS NOT card.retired \
             OR before ->> 'deck' IS NOT deck.name OR before ->> 'document' IS NOT document.path))))",
        )?
        .execute([import.0])?;
    Ok(())
}

impl Journal {
    /// The number of the import.
    pub(super) fn import(&self) -> i64 {
        self.import.0
    }
}

impl Store {
    /// The newest import, if nothing was answered or changed on this device since.
    ///
    /// # Errors
    /// When the database fails.
    pub fn last_import(&self) -> Result<Option<ImportId>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM import WHERE id = (SELECT max(id) FROM import) AND NOT EXISTS ( \
             SELECT 1 FROM event WHERE device = ?1 AND kind <> 'void' \
             AND event.sequence > import.sequence \
             AND NOT EXISTS (SELECT 1 FROM voided WHERE voided.event = event.id))",
        )?;
        let found = statement.query_row([self.own], |row| row.get(0));
        Ok(found.optional()?.map(ImportId))
    }

    /// Takes an import back: every card, document and deck is as it was before. One that was
    /// answered since it came stays retired. In one transaction.
    ///
    /// # Errors
    /// When the database fails; then nothing changes.
    pub fn undo_import(&mut self, import: ImportId, at: Moment) -> Result<Returned, Error> {
        let own = (self.own, self.device);
        let schedulers = self.schedulers.clone();
        let transaction = self.write()?;
        let returned = returned_by(&transaction, import)?;
        let undone = import_redo::keep(&transaction, own.0, import)?;
        let mut split = void_events(&transaction, own, import, at)?;
        split.extend(withdraw(&transaction, own, import, at)?);
        for sql in PUT_BACK.iter().chain(&CLEAN) {
            transaction
                .prepare_cached(&sql.replace("CAME", CAME))?
                .execute([import.0])?;
        }
        refold_all(&transaction, &split, &schedulers)?;
        follow_decks(&transaction, &schedulers)?;
        import_redo::close(&transaction, own.0, undone)?;
        transaction.commit()?;
        Ok(returned)
    }
}

/// What taking an import back will do.
pub(super) fn returned_by(connection: &Connection, import: ImportId) -> Result<Returned, Error> {
    let count = |sql: &str| -> Result<usize, Error> {
        Ok(connection.query_row(sql, [import.0], |row| row.get(0))?)
    };
    Ok(Returned {
        documents: documents_of(connection, import)?,
        removed: count(&format!("SELECT count(*) FROM ({CAME})"))?,
        restored: count(
            "SELECT count(DISTINCT row) FROM import_before AS changed WHERE import = ?1 \
             AND before IS NOT NULL AND (kind = 'text' \
             OR (kind = 'place' AND (before ->> 'retired', before ->> 'document') IS NOT \
                 (SELECT retired, path FROM card JOIN document ON document.id = document \
                  WHERE card.id = changed.row)))",
        )?,
        voided: count(
            "SELECT count(*) FROM import_event JOIN event ON event.id = import_event.event \
             WHERE import = ?1 AND event.kind = 'alias'",
        )?,
    })
}

/// Takes back what the import said in the log; returns the cards whose class is another one now.
fn void_events(
    connection: &Connection,
    own: (i64, DeviceId),
    import: ImportId,
    at: Moment,
) -> Result<BTreeSet<CardId>, Error> {
    let sql = format!(
        "SELECT {EVENT_COLUMNS} FROM import_event JOIN event ON event.id = import_event.event \
         JOIN device ON device.id = event.device WHERE import_event.import = ?1 ORDER BY event.id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([import.0])?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        events.push(event_of(row)?.event);
    }
    for event in &events {
        append(connection, own, event.card, Deed::Void(event.id), at)?;
    }
    let mut split: BTreeSet<CardId> = events.iter().map(|event| event.card).collect();
    split.extend(regroup(connection, &split)?);
    Ok(split)
}

/// The cards that came with an import and were answered by a device. By the index of cards, which the sign
/// before `event.device` asks for: with that of devices each card went through the log of all of them, and
/// 4,000 cards with 80,000 answers took 26 s.
fn answered_there() -> String {
    format!(
        "SELECT card.uid FROM card WHERE id IN ({CAME}) AND EXISTS ( \
         SELECT 1 FROM event WHERE event.card = card.uid \
         AND +event.device = (SELECT id FROM device WHERE name = ?2)) ORDER BY card.id"
    )
}

/// What another program had answered of the cards that came counts no more. The events stay: another
/// device may know them. Returns the cards.
fn withdraw(
    connection: &Connection,
    own: (i64, DeviceId),
    import: ImportId,
    at: Moment,
) -> Result<Vec<CardId>, Error> {
    let mut statement = connection.prepare_cached(&answered_there())?;
    let found = statement.query_map(params![import.0, DEVICE.0.cast_signed()], |row| {
        id_of(row, 0)
    })?;
    let cards = found.collect::<Result<Vec<CardId>, _>>()?;
    for card in &cards {
        append(connection, own, *card, Deed::Void(withdrawal(DEVICE)), at)?;
    }
    Ok(cards)
}

#[cfg(test)]
mod tests {
    use super::answered_there;
    use crate::store::events::tests::{plan, store};

    #[test]
    fn cards_that_were_answered_elsewhere_are_found_by_the_index_of_cards() {
        let (_folder, store) = store();
        let plan = plan(&store, &answered_there());
        assert!(plan.contains("event_by_card (card=?)"), "{plan}");
    }
}
