//! Cards from a table, one row a card: comma- or tab-separated files of spreadsheets and of other
//! programs. What is not said is guessed, and every guess is told. A row that makes no card is skipped
//! and named; no row changes what another one says.

mod columns;
mod delimiter;
mod rows;
mod words;

use std::collections::{BTreeMap, HashSet};

use crate::cards::{CardId, DeckName, Room};
use crate::exchange::CardRecord;

pub use columns::{Header, Role, told};

use super::decode::{Encoding, NoText, decode};
use super::reading::{Reading, Skipped};
use rows::{Row, RowReader};

/// The most rows that are read.
const MOST_ROWS: u64 = 1_000_000;

/// The most columns that are named when it is said how a table was read, and the most characters of a name.
const MOST_NAMED: usize = 30;
const LONGEST_NAMED: usize = 60;

/// How many rows a guess looks at.
const LOOKED_AT: usize = 100;

/// What the learner said about a table.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// The deck of rows that name none.
    pub deck: &'a DeckName,
    /// What the columns hold.
    pub columns: Option<Vec<Role>>,
    /// Whether there is a header.
    pub header: Option<Header>,
}

/// Why a table cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is no text.
    #[error(transparent)]
    NoText(#[from] NoText),
    /// It has no rows.
    #[error("there are no rows in it")]
    Empty,
    /// It has one column.
    #[error("its rows have one cell; a card needs a front and a back")]
    OneColumn,
    /// It has more rows than any table to learn from.
    #[error("it has more than {MOST_ROWS} rows")]
    TooManyRows,
}

/// Reads a table.
///
/// # Errors
/// When it is none, as a whole.
pub fn read(bytes: &[u8], asked: &Asked<'_>) -> Result<Reading, Error> {
    let (text, encoding) = decode(bytes)?;
    let (delimiter, text) = match delimiter::announced(&text) {
        Some((delimiter, rest)) => (Some(delimiter), rest),
        None => (None, &*text),
    };
    let first_line = u64::from(delimiter.is_some()).saturating_add(1);
    let delimiter = delimiter.or_else(|| delimiter::sniffed(text));
    let looked_at = sample(text, delimiter.unwrap_or(b','));
    if looked_at.is_empty() {
        return Err(Error::Empty);
    }
    let delimiter = delimiter.ok_or(Error::OneColumn)?;
    let layout = Layout::of(&looked_at, asked);
    let mut gathered = Gathered {
        room: Room::of(text.len()),
        ..Gathered::default()
    };
    let row_reader = RowReader::new(&layout.roles, asked.deck);
    let mut rows = reader(text, delimiter);
    let mut is_header = layout.header == Header::Yes;
    let mut record = csv::StringRecord::new();
    let mut begin = 0;
    // A text in memory that is UTF-8: reading it never fails.
    while let Ok(true) = rows.read_record(&mut record) {
        let line = record.position().map_or(0, csv::Position::line);
        let line = line.saturating_add(first_line).saturating_sub(1);
        let end = usize::try_from(rows.position().byte()).unwrap_or(usize::MAX);
        if std::mem::take(&mut is_header) {
            begin = end;
            continue;
        }
        gathered.rows = gathered.rows.saturating_add(1);
        if gathered.rows > MOST_ROWS {
            return Err(Error::TooManyRows);
        }
        if end >= text.len() && is_left_open(text.get(begin..).unwrap_or_default()) {
            gathered.skip(
                line,
                "a quote that is opened here is never closed".to_owned(),
            );
            break;
        }
        begin = end;
        match row_reader.row(&record) {
            Ok(None) => {}
            Ok(Some(row)) => gathered.take(line, row),
            Err(why) => gathered.skip(line, why),
        }
    }
    let said = layout.said(encoding, delimiter, &looked_at, asked);
    Ok(gathered.reading(said))
}

/// A reader of rows, without a header of its own.
pub(super) fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

/// The first rows. Of a cell that is too long for a card its beginning says enough.
fn sample(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut rows = reader(text, delimiter);
    let mut row = csv::StringRecord::new();
    let mut looked_at = Vec::new();
    while looked_at.len() < LOOKED_AT && rows.read_record(&mut row).is_ok_and(|is_row| is_row) {
        looked_at.push(row.iter().map(beginning).collect());
    }
    looked_at
}

fn beginning(cell: &str) -> String {
    rows::tidy(cell).chars().take(rows::LONGEST_CELL).collect()
}

/// Whether a piece of text ends inside quotes.
pub(super) fn is_left_open(rest: &str) -> bool {
    rest.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
}

/// What the columns hold, and whether the first row says so.
struct Layout {
    roles: Vec<Role>,
    header: Header,
}

impl Layout {
    fn of(looked_at: &[Vec<String>], asked: &Asked<'_>) -> Layout {
        let header = asked.header.unwrap_or_else(|| columns::header(looked_at));
        let roles = match (&asked.columns, header, looked_at.split_first()) {
            (Some(roles), _, _) => roles.clone(),
            (None, Header::Yes, Some((first, _))) => columns::named(first),
            (None, _, _) => columns::placed(looked_at),
        };
        Layout { roles, header }
    }

    /// How the table was read, and how to have it read otherwise.
    fn said(
        &self,
        encoding: Encoding,
        delimiter: u8,
        looked_at: &[Vec<String>],
        asked: &Asked<'_>,
    ) -> Vec<String> {
        let separated = delimiter::name(delimiter);
        let (header, first) = match (self.header, looked_at.first()) {
            (Header::Yes, Some(first)) => ("with a header", first.as_slice()),
            _ => ("without a header", &[][..]),
        };
        let named = (0_usize..).zip(&self.roles).take(MOST_NAMED);
        let columns = named.map(|(at, role)| {
            let called = first.get(at).map(|name| name.trim());
            let place = format!("column {}", at.saturating_add(1));
            let called = called.filter(|name| !name.is_empty()).unwrap_or(&place);
            match role {
                Role::Ignored => format!("{called} left out"),
                Role::Field(name) if name == called => format!("{called} is part of the answer"),
                role if role.name().eq_ignore_ascii_case(called) => called.to_owned(),
                Role::Field(_) => format!("{called} is part of the answer"),
                Role::Progress => format!("{called} left out"),
                role => format!("{called} is {}", role.name()),
            }
        });
        let mut columns: Vec<String> = columns.map(shortened).collect();
        let others = self.roles.len().saturating_sub(MOST_NAMED);
        if others > 0 {
            columns.push(format!("and {others} more"));
        }
        let columns = columns.join(", ");
        let mut said = vec![format!(
            "read as {} with {separated} between cells, {header}: {columns}",
            encoding.name()
        )];
        if asked.columns.is_none() || asked.header.is_none() {
            said.push(
                "other columns: --columns prompt,answer,tags; no header: --header no".to_owned(),
            );
        }
        if self.roles.contains(&Role::Progress) {
            said.push(
                "not carried over: what was learned; JSON with --progress carries it".to_owned(),
            );
        }
        said
    }
}

/// What is said of a column, its name being a stranger's.
fn shortened(said: String) -> String {
    match said.char_indices().nth(2 * LONGEST_NAMED) {
        None => said,
        Some(_) => {
            let begin: String = said.chars().take(LONGEST_NAMED).collect();
            let mut end: Vec<char> = said.chars().rev().take(LONGEST_NAMED / 2).collect();
            end.reverse();
            format!("{begin}…{}", String::from_iter(end))
        }
    }
}

/// Cards while they are gathered.
#[derive(Default)]
struct Gathered {
    decks: BTreeMap<DeckName, Vec<CardRecord>>,
    ids: HashSet<CardId>,
    skipped: Vec<Skipped>,
    rows: u64,
    /// What the cards may still hold.
    room: Room,
}

impl Gathered {
    fn take(&mut self, line: u64, row: Row) {
        if !self.ids.insert(row.record.id) {
            return self.skip(line, row.twice.to_owned());
        }
        if let Err(why) = self.room.take(&row.record.card) {
            return self.skip(line, why.to_string());
        }
        self.decks.entry(row.deck).or_default().push(row.record);
    }

    fn skip(&mut self, line: u64, why: String) {
        self.skipped.push(Skipped {
            what: format!("line {line}"),
            why,
        });
    }

    fn reading(self, said: Vec<String>) -> Reading {
        Reading::of_rows(self.decks, self.skipped, said)
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
