//! Anki's text files: lines such as `#separator:tab` at the top, then one note a row. A row becomes the
//! cards that its note has in Anki, with the same ids as in a package, where the file names its notes.
//! The format is that of Anki's own importer; what it leaves open is guessed as it does.

mod top;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::cards::{CardId, DeckName, Fingerprint, Room};
use crate::exchange::anki::card_id;
use crate::exchange::import::decode::{NoText, decode};
use crate::exchange::import::reading::{Reading, Skipped};
use crate::exchange::{CardRecord, Note, NoteKind, NoteType, Template};

use super::cloze::numbers;
use super::sides::ReadType;
use top::{Markup, Top, sniffed};

use super::{FIELD_END, LONGEST_FIELD, card_of, tags, tidy_fields};

/// The most rows that are read.
const MOST_ROWS: usize = 1_000_000;

/// How many rows are looked at for HTML, as Anki does.
const ROWS_LOOKED_AT: usize = 5;

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// It is no text.
    #[error(transparent)]
    NoText(#[from] NoText),
    /// It names a separator that is none.
    #[error("`{0}` is no separator")]
    Separator(String),
    /// It has no rows.
    #[error("there are no notes in it")]
    Empty,
    /// It has more rows than any collection.
    #[error("it has more than {MOST_ROWS} rows")]
    TooManyRows,
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes())
}

/// Whether one of the first rows has a tag.
fn has_html(text: &str, separator: u8) -> bool {
    let rows = reader(text, separator).into_records();
    rows.take(ROWS_LOOKED_AT).flatten().any(|row| {
        row.iter().any(|cell| {
            let open = cell.find('<');
            open.is_some_and(|at| cell.get(at..).is_some_and(|rest| rest.contains('>')))
        })
    })
}

/// Reads a file. `deck` is the deck of notes that name none.
///
/// # Errors
/// When it is none of Anki's text files.
pub fn read(bytes: &[u8], deck: &DeckName) -> Result<Reading, TextError> {
    let (text, _) = decode(bytes)?;
    let (top, lines, rows) = Top::read(&text)?;
    let separator = top.separator.unwrap_or_else(|| sniffed(rows));
    let markup = top
        .markup
        .unwrap_or_else(|| match has_html(rows, separator) {
            true => Markup::Html,
            false => Markup::Plain,
        });
    let mut gathered = Gathered {
        room: Room::of(text.len()),
        ..Gathered::default()
    };
    let mut table = reader(rows, separator);
    let mut record = csv::StringRecord::new();
    let mut number: usize = 0;
    // A text in memory that is UTF-8: reading it never fails.
    while let Ok(true) = table.read_record(&mut record) {
        number = number.saturating_add(1);
        if number > MOST_ROWS {
            return Err(TextError::TooManyRows);
        }
        let line = record.position().map_or(0, csv::Position::line);
        let line = line.saturating_add(lines);
        if let Err(why) = gathered.row(&top, markup, deck, &record) {
            gathered.skipped.push(Skipped {
                what: format!("line {line}"),
                why,
            });
        }
    }
    if number == 0 {
        return Err(TextError::Empty);
    }
    Ok(gathered.reading())
}

/// Cards while they are gathered.
#[derive(Default)]
struct Gathered {
    decks: BTreeMap<DeckName, Vec<CardRecord>>,
    ids: HashSet<CardId>,
    types: HashMap<(Asks, usize), (Arc<NoteType>, ReadType)>,
    skipped: Vec<Skipped>,
    /// What the cards may still hold.
    room: Room,
}

/// In which ways a note is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Asks {
    Forward,
    BothWays,
    Gaps,
}

impl Asks {
    /// How a note is asked, by the name of its type, which is all that a text file says of it.
    fn of(note_type: &str, first: &str) -> Asks {
        let name = note_type.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if has(&["cloze", "lückentext", "trous", "hueco"]) || first.contains("{{c1::") {
            return Asks::Gaps;
        }
        match has(&["revers", "umgekehrt", "invers", "both"]) && !name.contains("option") {
            true => Asks::BothWays,
            false => Asks::Forward,
        }
    }
}

impl Gathered {
    fn row(
        &mut self,
        top: &Top,
        markup: Markup,
        fallback: &DeckName,
        record: &csv::StringRecord,
    ) -> Result<(), String> {
        if record.iter().any(|cell| cell.len() > LONGEST_FIELD) {
            return Err("a field is longer than 1 MiB".to_owned());
        }
        let cell = |column: Option<usize>| column.and_then(|at| record.get(at)).unwrap_or_default();
        let fields: Vec<String> = record
            .iter()
            .enumerate()
            .filter(|(at, _)| !top.is_own(*at))
            .map(|(_, cell)| as_html(cell, markup))
            .collect();
        let first = fields.first().map_or("", String::as_str);
        if first.trim().is_empty() {
            return Err("its first field is empty".to_owned());
        }
        let type_name = match cell(top.type_column) {
            "" => top.note_type.as_str(),
            name => name,
        };
        let asks = Asks::of(type_name, first);
        let ordinals: Vec<u32> = match asks {
            Asks::Forward => vec![0],
            Asks::BothWays => vec![0, 1],
            Asks::Gaps => numbers(first)
                .into_iter()
                .map(|number| number.saturating_sub(1))
                .collect(),
        };
        let deck = DeckName::new(cell(top.deck_column));
        let deck = deck
            .or_else(|| top.deck.clone())
            .unwrap_or_else(|| fallback.clone());
        let raw_tags = format!("{} {}", top.tags, cell(top.tags_column));
        let sorted = tags(&raw_tags);
        let guid = cell(top.guid_column);
        let (kind, read) = self
            .types
            .entry((asks, fields.len()))
            .or_insert_with(|| stock_type(asks, fields.len()));
        let note = Note {
            guid: guid.to_owned(),
            number: 0,
            kind: kind.clone(),
            changed_s: 0,
            fields: tidy_fields(fields.join(&FIELD_END.to_string())),
        };
        let mut cards = Vec::new();
        for ordinal in ordinals {
            let Some(sides) = read.sides(&note, ordinal, &raw_tags, deck.as_str(), 0) else {
                continue;
            };
            let card = card_of(kind.kind, sides, &sorted);
            self.room.take(&card).map_err(|why| why.to_string())?;
            let id = match guid {
                "" => CardId::born(&deck, Fingerprint::of(&card), 0),
                guid => card_id(guid, ordinal),
            };
            cards.push(CardRecord {
                id,
                card,
                retired: false,
                sibling: None,
            });
        }
        if cards.is_empty() {
            return Err("there is nothing to ask".to_owned());
        }
        if cards.iter().any(|record| self.ids.contains(&record.id)) {
            return Err("another row is the same note".to_owned());
        }
        self.ids.extend(cards.iter().map(|record| record.id));
        self.decks.entry(deck).or_default().extend(cards);
        Ok(())
    }

    fn reading(self) -> Reading {
        let said = "read as a text file of Anki, which has no schedule and no answers";
        Reading::of_rows(self.decks, self.skipped, vec![said.to_owned()])
    }
}

/// A cell as HTML.
fn as_html(cell: &str, markup: Markup) -> String {
    match markup {
        Markup::Html => cell.to_owned(),
        Markup::Plain => cell
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace("\r\n", "<br>")
            .replace('\n', "<br>"),
    }
}

/// A type of notes with so many fields. Without a template the first field asks and the others answer.
fn stock_type(asks: Asks, fields: usize) -> (Arc<NoteType>, ReadType) {
    let names: Vec<String> = (1..=fields.max(1))
        .map(|nth| format!("Field {nth}"))
        .collect();
    let others: Vec<String> = names
        .iter()
        .skip(1)
        .map(|name| format!("{{{{{name}}}}}"))
        .collect();
    let others = others.join("<br><br>");
    let template = |name: &str, question: &str, answer: &str| Template {
        name: name.to_owned(),
        question: question.to_owned(),
        answer: format!("{{{{FrontSide}}}}<hr id=answer>{answer}"),
    };
    let first = "{{Field 1}}";
    let templates = match asks {
        Asks::Forward => Vec::new(),
        Asks::BothWays => vec![
            template("Card 1", first, &others),
            template("Card 2", &others, first),
        ],
        Asks::Gaps => vec![Template {
            name: "Cloze".to_owned(),
            question: "{{cloze:Field 1}}".to_owned(),
            answer: format!("{{{{cloze:Field 1}}}}<br>{others}"),
        }],
    };
    let kind = NoteType {
        number: 0,
        name: "Text".to_owned(),
        kind: match asks {
            Asks::Gaps => NoteKind::Cloze,
            Asks::Forward | Asks::BothWays => NoteKind::Normal,
        },
        fields: names,
        templates,
        css: String::new(),
        sort_field: 0,
    };
    let read = ReadType::read(&kind);
    (Arc::new(kind), read)
}

pub use top::is_anki_text;

#[cfg(test)]
mod tests;
