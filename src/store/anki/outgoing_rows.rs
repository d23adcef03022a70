//! Rows on their way to the database of an Anki package, written on a thread of their own while whoever hands them
//! over reads what comes next. What is written is the same, in the same order, as one row after the other.

use std::panic::resume_unwind;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

use foldhash::HashSet;
use rusqlite::{Connection, Statement, params};

use crate::exchange::anki::{CardRow, LogRow, NoteRow};
use crate::store::Error;

/// How many rows are handed over at once.
const TOGETHER: usize = 1024;

/// How many times that may wait to be written: memory stays bounded whatever goes out.
const AHEAD: usize = 4;

/// A row on its way.
enum Outgoing {
    Note(NoteRow),
    RenewedNote(NoteRow),
    Card(CardRow),
    Answer(LogRow),
}

/// Takes rows, and hands them on.
pub(super) struct OutgoingRows {
    ready: Vec<Outgoing>,
    writer: SyncSender<Vec<Outgoing>>,
    /// The numbers of notes that are taken.
    notes: HashSet<i64>,
}

/// Writes all rows that `hand_over` hands over. One after the other an export of 100,000 notes took a third longer, and
/// half as long again with their answers.
pub(super) fn written<T>(
    connection: &mut Connection,
    hand_over: impl FnOnce(&mut OutgoingRows) -> Result<T, Error>,
) -> Result<T, Error> {
    let (sender, receiver) = mpsc::sync_channel(AHEAD);
    thread::scope(|scope| {
        let writing = scope.spawn(move || write_all(connection, receiver));
        let mut rows = OutgoingRows {
            ready: Vec::with_capacity(TOGETHER),
            writer: sender,
            notes: HashSet::default(),
        };
        let done = hand_over(&mut rows);
        rows.send();
        drop(rows);
        match writing.join() {
            Ok(written) => written.and(done),
            Err(panic) => resume_unwind(panic),
        }
    })
}

impl OutgoingRows {
    /// Takes a note under its number, or a later one where another note has that; the number. The sort field and the
    /// checksum are made by whoever reads it.
    pub(super) fn note(&mut self, mut row: NoteRow) -> i64 {
        row.number = row.number.max(1);
        while !self.notes.insert(row.number) {
            row.number = row.number.saturating_add(1);
        }
        let number = row.number;
        self.take(Outgoing::Note(row));
        number
    }

    /// Takes a newer text of a note.
    pub(super) fn renewed_note(&mut self, row: NoteRow) {
        self.take(Outgoing::RenewedNote(row));
    }

    /// Takes a card.
    pub(super) fn card(&mut self, row: CardRow) {
        self.take(Outgoing::Card(row));
    }

    /// Takes a row of the log. It is written a millisecond later where another one has its moment.
    pub(super) fn answer(&mut self, row: LogRow) {
        self.take(Outgoing::Answer(row));
    }

    fn take(&mut self, row: Outgoing) {
        self.ready.push(row);
        if self.ready.len() >= TOGETHER {
            self.send();
        }
    }

    fn send(&mut self) {
        let ready = std::mem::replace(&mut self.ready, Vec::with_capacity(TOGETHER));
        // Nobody takes it where writing has failed. Why it did is told at the end.
        let _ = self.writer.send(ready);
    }
}

fn write_all(connection: &Connection, rows: Receiver<Vec<Outgoing>>) -> Result<(), Error> {
    let mut writing = Writing::into(connection)?;
    for row in rows.into_iter().flatten() {
        match row {
            Outgoing::Note(row) => writing.note(&row)?,
            Outgoing::RenewedNote(row) => writing.renewed_note(&row)?,
            Outgoing::Card(row) => writing.card(&row)?,
            Outgoing::Answer(row) => writing.answer(&row)?,
        }
    }
    Ok(())
}

/// The statements that rows are written with. Held: to look one up for each row took a fifth of writing it.
struct Writing<'c> {
    note: Statement<'c>,
    renewed_note: Statement<'c>,
    card: Statement<'c>,
    answer: Statement<'c>,
}

impl<'c> Writing<'c> {
    fn into(connection: &'c Connection) -> Result<Writing<'c>, Error> {
        Ok(Writing {
            note: connection.prepare(
                "INSERT INTO notes VALUES (?1, ?2, ?3, ?4, -1, ?5, ?6, 0, 0, 0, '')",
            )?,
            renewed_note: connection
                .prepare("UPDATE notes SET mid = ?2, mod = ?3, flds = ?4 WHERE id = ?1")?,
            card: connection.prepare(
                "INSERT INTO cards VALUES (?1, ?2, ?3, ?4, ?5, -1, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, \
                 ?14, ?15, ?16, ?17)",
            )?,
            answer: connection.prepare(
                "INSERT OR IGNORE INTO revlog VALUES (?1, ?2, -1, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?,
        })
    }

    fn note(&mut self, row: &NoteRow) -> Result<(), Error> {
        self.note.execute(params![
            row.number,
            row.guid,
            row.note_type,
            row.changed_s,
            row.tags,
            row.fields
        ])?;
        Ok(())
    }

    fn renewed_note(&mut self, row: &NoteRow) -> Result<(), Error> {
        self.renewed_note.execute(params![
            row.number,
            row.note_type,
            row.changed_s,
            row.fields
        ])?;
        Ok(())
    }

    fn card(&mut self, row: &CardRow) -> Result<(), Error> {
        self.card.execute(params![
            row.number,
            row.note,
            row.deck,
            row.ordinal,
            row.changed_s,
            row.stage,
            row.queue,
            row.due,
            row.interval,
            row.factor,
            row.reviews,
            row.lapses,
            row.left,
            row.home_due,
            row.home_deck,
            row.flags,
            row.data
        ])?;
        Ok(())
    }

    fn answer(&mut self, row: &LogRow) -> Result<(), Error> {
        let mut number = row.number;
        while self.answer.execute(params![
            number,
            row.card,
            row.ease,
            row.interval,
            row.last_interval,
            row.factor,
            row.duration_ms,
            row.stage
        ])? == 0
        {
            number = number.saturating_add(1);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(number: i64) -> NoteRow {
        NoteRow {
            number,
            guid: format!("guid {number}"),
            note_type: 1,
            changed_s: 0,
            tags: String::new(),
            fields: "a\u{1f}b".to_owned(),
        }
    }

    fn database() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(super::super::write::TABLES)
            .unwrap();
        connection
    }

    #[test]
    fn rows_are_all_there_and_no_number_is_given_twice() {
        let mut database = database();
        let numbers = written(&mut database, |rows| {
            Ok((0..3000)
                .map(|at| rows.note(note(at / 2)))
                .collect::<Vec<_>>())
        });
        let numbers = numbers.unwrap();
        assert_eq!(numbers[..4], [1, 2, 3, 4]);
        let stored = database
            .prepare("SELECT id FROM notes ORDER BY rowid")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<Vec<i64>, _>>()
            .unwrap();
        assert_eq!(stored, numbers);
    }

    #[test]
    fn a_row_that_cannot_be_written_is_told_though_many_follow() {
        let mut database = database();
        let row = CardRow {
            number: 7,
            ..CardRow::default()
        };
        let outcome = written(&mut database, |rows| {
            rows.card(row.clone());
            (0..9000).for_each(|_| rows.card(row.clone()));
            Ok(())
        });
        assert!(matches!(outcome, Err(Error::Sqlite(_))), "{outcome:?}");
    }
}
