//! Decks on their way in from files that are no documents: read by the importer of their format, taken
//! into the collection in one transaction, which is thrown away where only a look was asked for.

use std::fs::File;

use crate::exchange::Collection;
use crate::exchange::import::anki::text;
use crate::exchange::import::{Reading, json, table};
use crate::store::backup::Reason;
use crate::store::{Became, Imported, Stay, Store};
use crate::terminal::import_view::{Answer, Fate, Line, summary_line};
use crate::terminal::words::count;

use super::anki_import::{Detail, scratch};
use super::commands::{ImportReport, Strictness};
use super::context::Context;
use super::failure::Failure;
use super::safety;
use super::source_file::SourceFile;

/// The most skipped rows and conflicts that are named on the screen.
const MOST_SHOWN: usize = 20;

/// A file of decks that was read and found to be sound.
pub(super) struct Delivered {
    /// Its name for people.
    name: String,
    reading: Reading,
}

/// What the learner says about tables.
pub(super) struct TableWishes {
    /// What the columns hold.
    pub(super) columns: Option<Vec<table::Role>>,
    /// Whether the first row names them.
    pub(super) header: Option<table::Header>,
}

/// Reads decks of this program.
pub(super) fn of_json(file: &SourceFile) -> Result<Delivered, Failure> {
    decks(file.name.clone(), json::read(&file.bytes))
}

/// Reads decks of this program from a file that is too large to be held, as that of a long history is.
pub(super) fn of_long_json(name: String, file: File) -> Result<Delivered, Failure> {
    decks(name, json::read_long(file))
}

fn decks(name: String, read: Result<Collection, json::Error>) -> Result<Delivered, Failure> {
    match read {
        Ok(collection) => Ok(Delivered {
            name,
            reading: Reading::of_decks(collection),
        }),
        Err(error) => {
            let hint = match error {
                json::Error::TooLarge => {
                    "Export it deck by deck: srm export DECK --progress -o FILE"
                }
                _ => {
                    "A deck is what `srm compile --json` or `srm export --format json` writes. \
                     Export it again, or correct it there."
                }
            };
            Err(Failure::input(format!("{name}: {error}")).hint(hint))
        }
    }
}

/// Reads a table.
pub(super) fn of_table(file: &SourceFile, wishes: &TableWishes) -> Result<Delivered, Failure> {
    let name = file.name.clone();
    let asked = table::Asked {
        deck: &file.fallback_deck,
        columns: wishes.columns.clone(),
        header: wishes.header,
    };
    match table::read(&file.bytes, &asked) {
        Ok(reading) => Ok(Delivered { name, reading }),
        Err(error) => {
            let hint = match error {
                table::Error::NoText(_) => {
                    "Save the table as \"CSV UTF-8\" or as Unicode text, and import that."
                }
                table::Error::TooManyRows => "Split it into several tables.",
                table::Error::Empty | table::Error::OneColumn => {
                    "Each row is a card: what is asked in one cell, what answers it in another, with \
                     a comma, semicolon, tab or | between."
                }
            };
            Err(Failure::input(format!("{name}: {error}")).hint(hint))
        }
    }
}

/// Reads a text file of Anki.
pub(super) fn of_anki_text(file: &SourceFile) -> Result<Delivered, Failure> {
    let name = file.name.clone();
    match text::read(&file.bytes, &file.fallback_deck) {
        Ok(reading) => Ok(Delivered { name, reading }),
        Err(error) => Err(Failure::input(format!("{name}: {error}")).hint(
            "Nothing was imported. Export it again from Anki (File > Export, Notes in Plain Text).",
        )),
    }
}

/// Takes decks in, or sees what taking them in would do.
pub(super) fn bring(
    context: &Context,
    store: &mut Option<Store>,
    delivered: &Delivered,
    (stay, strictness, detail): (Stay, Strictness, Detail),
) -> Result<Vec<ImportReport>, Failure> {
    let reading = &delivered.reading;
    if let (Strictness::Strict, Some(first)) = (strictness, reading.skipped.first()) {
        let rows = count(reading.skipped.len() as u64, "row makes", "rows make");
        let name = &delivered.name;
        let message = format!(
            "{name}: {rows} no card, the first {}: {}",
            first.what, first.why
        );
        return Err(Failure::input(message)
            .hint("Nothing was imported. Without --strict such rows are skipped and named."));
    }
    let (collection, delivery) = (&reading.collection, reading.delivery);
    let take_in = |store: &mut Store| {
        let now = context.now();
        context.during("Storing", || store.take_in(collection, delivery, stay, now))
    };
    let imported = match store {
        Some(store) => {
            if stay == Stay::Yes {
                safety::before(context, store, Reason::Change)?;
            }
            take_in(store)?
        }
        None => {
            let (mut store, _folder) = scratch()?;
            take_in(&mut store)?
        }
    };
    Ok(reports(delivered, imported, detail))
}

fn reports(delivered: &Delivered, imported: Imported, detail: Detail) -> Vec<ImportReport> {
    let Delivered { name, reading } = delivered;
    let mut reports: Vec<ImportReport> = reading
        .collection
        .decks
        .iter()
        .zip(imported.decks)
        .map(|(deck, taken)| ImportReport {
            lines: deck
                .cards
                .iter()
                .zip(taken)
                .map(|(record, taken)| {
                    let (fate, why) = fate(taken.became);
                    let is_only_counted =
                        detail == Detail::Counts && matches!(fate, Fate::New | Fate::Unchanged);
                    Line {
                        id: taken.id,
                        front: match is_only_counted {
                            true => Box::default(),
                            false => record.card.front().into(),
                        },
                        fate,
                        why: why.map(String::into_boxed_str),
                        answer: Answer::Same,
                    }
                })
                .collect(),
            ..ImportReport::of(name, deck.name.as_str())
        })
        .collect();
    if reports.is_empty() {
        reports.push(ImportReport::of(name, "-"));
    }
    let mut remarks: Vec<String> = reading
        .said
        .iter()
        .map(|said| format!("{name}: {said}."))
        .collect();
    let (new, known) = (imported.counts.events_new, imported.counts.events_known);
    if new.saturating_add(known) > 0 {
        remarks.push(format!(
            "{name}: history: {new} entries new, {known} known already."
        ));
    }
    remarks.extend(named(name, "in conflict", conflicts(&reports)));
    let skipped = reading.skipped.iter();
    let skipped: Vec<String> = skipped
        .map(|row| format!("{}: {}", row.what, row.why))
        .collect();
    if let Some(last) = reports.last_mut() {
        last.skipped = skipped.len();
        remarks.extend(named(name, "skipped", skipped));
        last.remarks = remarks;
    }
    reports
}

fn conflicts(reports: &[ImportReport]) -> Vec<String> {
    let lines = reports.iter().flat_map(|report| &report.lines);
    let conflicting = lines.filter(|line| line.fate == Fate::Conflicting);
    conflicting
        .map(|line| {
            let why = line.why.as_deref().unwrap_or_default();
            format!("{}: {why}", summary_line(&line.front))
        })
        .collect()
}

/// A line for each of the first, and one that says how many more there are.
fn named(name: &str, what: &str, all: Vec<String>) -> Vec<String> {
    let more = all.len().saturating_sub(MOST_SHOWN);
    let mut lines: Vec<String> = all
        .into_iter()
        .take(MOST_SHOWN)
        .map(|one| format!("{name}: {what}: {one}."))
        .collect();
    if more > 0 {
        lines.push(format!("{name}: {what}: {more} more."));
    }
    lines
}

/// What became of a card, in the words of a report, and why where that is not plain.
fn fate(became: Became) -> (Fate, Option<String>) {
    match became {
        Became::New => (Fate::New, None),
        Became::Updated => (Fate::Updated, None),
        Became::Moved => (Fate::Moved, None),
        Became::Revived => (Fate::Revived, None),
        Became::Retired => (Fate::Retired, None),
        Became::Unchanged => (Fate::Unchanged, None),
        Became::OfDocument => (
            Fate::Conflicting,
            Some("it stands in a document, and is changed there".to_owned()),
        ),
        Became::Elsewhere(deck) => (
            Fate::Conflicting,
            Some(format!("a document has it in the deck {deck}")),
        ),
    }
}
