//! Cards that are not known yet, many at once: written by plain inserts while the triggers rest, with
//! their notes and their states. What the triggers would have counted is counted here.
//! Nothing but new rows may be written meanwhile: of other changes the triggers must know.

use std::collections::BTreeMap;

use rusqlite::config::DbConfig;
use rusqlite::{CachedStatement, Connection, params};

use crate::calendar::StudyDay;
use crate::cards::{Card, CardId, Fingerprint, Prompt};
use crate::exchange::Sibling;
use crate::review::CardState;

use super::card_rows::{Place, Texts};
use super::columns::day_number;
use super::deck_counts::counted_day;
use super::error::Error;

/// From here on the indexes are made anew behind the last card, where no more cards are known than come.
const MANY: usize = 2_000;

/// A card that is not known yet.
pub(super) struct Newcomer<'a> {
    pub(super) id: CardId,
    pub(super) card: &'a Card,
    pub(super) fingerprint: Fingerprint,
    pub(super) place: &'a Place,
    /// How it stands.
    pub(super) state: CardState,
    /// What another program says of it, with the row of its note.
    pub(super) sibling: Option<(i64, &'a Sibling)>,
}

/// Cards on their way in.
pub(super) struct Newcomers<'c> {
    connection: &'c Connection,
    /// Held: to look it up for each card took a tenth of writing it.
    insert: CachedStatement<'c>,
    texts: Texts,
    counted: StudyDay,
    came: BTreeMap<i64, Came>,
    /// The rows of the first and the last card.
    rows: Option<(i64, i64)>,
    /// Cards with nothing to show.
    unaskable: Vec<i64>,
}

/// What came into a deck.
#[derive(Default)]
struct Came {
    total: i64,
    suspended: i64,
    unaskable: i64,
    new: i64,
    due: i64,
}

/// Writes new cards, with the triggers at rest: each of them would go to the counts of its deck.
pub(super) fn write<T>(
    connection: &Connection,
    work: impl FnOnce(&mut Newcomers<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    at_rest(connection, || write_at_rest(connection, work))
}

/// Does work while the triggers rest and nobody looks up the rows that new rows name: whoever writes them has just
/// written or read those. A note took 6,900 instructions with the looks and takes 6,000, a card 33,400 and 31,800.
pub(super) fn at_rest<T>(
    connection: &Connection,
    work: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    let resting = [
        DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER,
        DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY,
    ];
    for at_work in resting {
        connection.set_db_config(at_work, false)?;
    }
    let done = work();
    // Whatever became of it: those that write after this rely on them.
    for at_work in resting {
        connection.set_db_config(at_work, true)?;
    }
    done
}

fn write_at_rest<T>(
    connection: &Connection,
    work: impl FnOnce(&mut Newcomers<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let mut newcomers = Newcomers {
        connection,
        insert: connection.prepare_cached(INSERT_CARD)?,
        texts: Texts::default(),
        counted: counted_day(connection)?,
        came: BTreeMap::new(),
        rows: None,
        unaskable: Vec::new(),
    };
    let done = work(&mut newcomers)?;
    newcomers.remember()?;
    newcomers.count()?;
    Ok(done)
}

/// Whether so many cards come that no more are known: then it is less work to go through all that are
/// known than to ask for each that comes.
pub(super) fn are_most(connection: &Connection, expected: usize) -> Result<bool, Error> {
    if expected < MANY {
        return Ok(false);
    }
    // Rows are numbered in turn: there are no more cards than this.
    let newest = "SELECT coalesce(max(id), 0) FROM card";
    let known: u64 = connection.query_row(newest, [], |row| row.get(0))?;
    Ok(known <= expected as u64)
}

/// Indexes that few of the new rows go into: to go through all rows for them takes longer than to ask each.
const RARE: &str = "'memory_drill', 'memory_buried', 'memory_suspended', 'memory_flagged', 'memory_retired', \
     'event_alias'";

/// Drops the indexes of these tables that have a name and hold many rows, and gives back how to make them. To
/// sort all entries behind the last row is less work than to find the place of each.
pub(super) fn take_indexes(connection: &Connection, tables: &str) -> Result<Vec<String>, Error> {
    take_indexes_but(connection, tables, "")
}

/// As [`take_indexes`], but for one index that is asked meanwhile.
pub(super) fn take_indexes_but(
    connection: &Connection,
    tables: &str,
    asked: &str,
) -> Result<Vec<String>, Error> {
    let mut statement = connection.prepare(&format!(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ({tables}) \
         AND sql IS NOT NULL AND name <> ?1 AND name NOT IN ({RARE}) ORDER BY rowid"
    ))?;
    let found = statement.query_map([asked], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let indexes: Vec<(String, String)> = found.collect::<Result<_, _>>()?;
    for (name, _) in &indexes {
        // A name is what the file says: in quotes it is a name and nothing else.
        let quoted = name.replace('"', "\"\"");
        connection.execute_batch(&format!("DROP INDEX \"{quoted}\""))?;
    }
    Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
}

/// Makes indexes again that were dropped.
pub(super) fn make_indexes(
    connection: &Connection,
    indexes: &mut Vec<String>,
) -> Result<(), Error> {
    for index in indexes.drain(..) {
        connection.execute_batch(&index)?;
    }
    Ok(())
}

impl Newcomers<'_> {
    /// Writes a card.
    pub(super) fn put(&mut self, newcomer: &Newcomer<'_>) -> Result<(), Error> {
        let Newcomer {
            card,
            place,
            state,
            sibling,
            ..
        } = newcomer;
        let texts = self.texts.of(card);
        let askable = card.is_askable() && !place.retired;
        let note = sibling.map(|(row, _)| row);
        let sibling = sibling.map(|(_, sibling)| sibling);
        self.insert.execute(params![
            newcomer.id.bytes(),
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
            newcomer.fingerprint.bytes(),
            place.retired,
            place.added.map(StudyDay::number),
            note,
            sibling.map(|sibling| sibling.ordinal),
            sibling.map(|sibling| sibling.number),
            sibling.map(|sibling| &sibling.given),
        ])?;
        let row = self.connection.last_insert_rowid();
        self.rows = Some((self.rows.map_or(row, |(first, _)| first), row));
        if *state != CardState::default() {
            self.put_state(row, place, askable, state)?;
        } else if !askable && !place.retired {
            self.unaskable.push(row);
        }
        if !place.retired {
            self.came
                .entry(place.deck)
                .or_default()
                .add(askable, state, self.counted);
        }
        Ok(())
    }

    /// Writes how a card stands that did not begin here.
    fn put_state(
        &self,
        row: i64,
        place: &Place,
        askable: bool,
        state: &CardState,
    ) -> Result<(), Error> {
        let trace = state.memory.trace();
        self.connection
            .prepare_cached(INSERT_MEMORY)?
            .execute(params![
                row,
                place.deck,
                place.position,
                askable,
                place.retired,
                state.memory.repetitions,
                state.memory.ease().hundredths(),
                state.memory.interval.days(),
                trace.map(|trace| f64::from(trace.stability)),
                trace.map(|trace| f64::from(trace.difficulty)),
                state.reviews,
                state.lapses,
                day_number(state.last_review),
                day_number(state.due),
                day_number(state.drill),
                state.suspended,
                day_number(state.buried_until),
                state.flag.number(),
                state.marked,
            ])?;
        Ok(())
    }

    /// Writes how all others stand, which nobody has answered: in one statement for all, instead
    /// of one for each with nineteen values to bind.
    fn remember(&self) -> Result<(), Error> {
        let Some((first, last)) = self.rows else {
            return Ok(());
        };
        self.connection
            .prepare_cached(INSERT_MEMORIES)?
            .execute([first, last])?;
        let mut statement = self
            .connection
            .prepare_cached("UPDATE memory SET askable = 0 WHERE card = ?1")?;
        for row in &self.unaskable {
            statement.execute([row])?;
        }
        Ok(())
    }

    /// Adds what came to the counts of the decks.
    fn count(&self) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO deck_count (deck, total, suspended, unaskable, new, due) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (deck) DO UPDATE SET \
             total = total + excluded.total, suspended = suspended + excluded.suspended, \
             unaskable = unaskable + excluded.unaskable, new = new + excluded.new, \
             due = due + excluded.due",
        )?;
        for (deck, came) in &self.came {
            statement.execute(params![
                deck,
                came.total,
                came.suspended,
                came.unaskable,
                came.new,
                came.due
            ])?;
        }
        Ok(())
    }
}

impl Came {
    /// As the trigger `deck_count_card_comes` counts.
    fn add(&mut self, askable: bool, state: &CardState, counted: StudyDay) {
        let waits = askable && !state.suspended;
        self.total = self.total.saturating_add(1);
        self.suspended = self.suspended.saturating_add(i64::from(state.suspended));
        self.unaskable = self.unaskable.saturating_add(i64::from(!askable));
        self.new = self
            .new
            .saturating_add(i64::from(waits && state.due.is_none()));
        self.due = self.due.saturating_add(i64::from(
            waits && state.due.is_some_and(|due| due <= counted),
        ));
    }
}

/// By numbers: looking up a name takes longer than binding its value.
const INSERT_CARD: &str = "INSERT INTO card (uid, deck, document, position, kind, section, prompt, keyed, answer, \
     tags, line, begins, fingerprint, retired, added_day, note, ordinal, number, given) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)";

/// A new memory is that of the columns' defaults.
const INSERT_MEMORIES: &str = "INSERT INTO memory (card, deck, position, askable, retired) \
     SELECT id, deck, position, NOT retired, retired FROM card WHERE id BETWEEN ?1 AND ?2 \
     ON CONFLICT (card) DO NOTHING";

const INSERT_MEMORY: &str = "INSERT INTO memory (card, deck, position, askable, retired, repetitions, ease, \
     interval_days, stability, difficulty, reviews, lapses, last_day, due_day, drill_day, suspended, \
     buried_until, flag, marked) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)";

#[cfg(test)]
#[path = "newcomers_tests.rs"]
mod tests;
