//! `srm export`: decks out of the collection, with or without what was learned.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap_complete::ArgValueCandidates;

use crate::exchange::export::{FORMATS, anki_text, format_of, table};
use crate::exchange::{Collection, Progress};
use crate::store::{Filter, Store};
use crate::terminal::words::{count, typed_path};

use super::super::anki_export;
use super::super::collection::{filter, open_to_read, unknown_deck};
use super::super::completion::decks;
use super::super::context::Context;
use super::super::deck_file;
use super::super::document_export;
use super::super::failure::Failure;
use super::super::output_file::{self, Privacy};

/// Bring decks out of the collection
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm export --format json --progress -o all.json  all, with the history
  srm export \"AWS::Storage\" -o storage.json        one deck to give away
  srm export --format apkg --progress -o all.apkg  for Anki, with the log
  srm export --format csv -o cards.csv             a table for a spreadsheet
  srm export --format anki-text -o notes.txt       for Anki, as text
  srm export --format md -o notes                  study documents, one a deck

What --progress writes as JSON can be imported again without losing anything. In
a table, a cell that a spreadsheet would take for a formula has an apostrophe
before it, which `srm import` takes off again. A package for Anki holds no
retired cards, and of the pictures in documents those in the document's folder.
Anki updates notes it has from a newer package, and keeps its own schedule for
them.")]
pub(in crate::cli) struct Export {
    /// Only this deck, and what stands inside it
    #[arg(add = ArgValueCandidates::new(decks))]
    deck: Option<String>,
    /// The format [default: what the name of the file says, or json]
    #[arg(long, value_parser = formats())]
    format: Option<String>,
    /// The file to write, or the folder for several documents; - is stdout
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// With what was learned: every answer ever given in JSON, the schedule in a table
    #[arg(long)]
    progress: bool,
}

/// The names of the formats, with what each is good for.
fn formats() -> PossibleValuesParser {
    let value = |format: &crate::exchange::export::Format| {
        PossibleValue::new(format.name).help(format.about)
    };
    PossibleValuesParser::new(FORMATS.iter().map(value))
}

impl Export {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let Some(store) = open_to_read(context)? else {
            return Err(match &self.deck {
                Some(deck) => unknown_deck(deck, []),
                None => Failure::failed("the collection is empty")
                    .hint("Bring a document in with `srm import FILE`."),
            });
        };
        let filter =
            filter(&store, self.deck.as_deref()).map_err(|failure| self.unknown(failure))?;
        let format = self.format();
        if self.progress && ["md", "anki-text"].contains(&format) {
            return Err(
                Failure::usage(format!("--format {format} has no place for progress")).hint(
                    "With json or apkg every answer goes along, with csv and tsv the schedule.",
                ),
            );
        }
        let progress = if self.progress {
            Progress::With
        } else {
            Progress::Without
        };
        output_file::refuse_document(&store, &self.output)?;
        if format == "apkg" {
            let wanted = (&filter, progress);
            let bar = context.bar("Exporting");
            let went = anki_export::write(context, &store, wanted, &self.output)?;
            drop(bar);
            if self.output != Path::new("-") {
                tell_package(context, &went, progress);
            }
            return Ok(());
        }
        if format == "json" {
            return self.json(context, &store, (&filter, progress));
        }
        let bar = context.bar("Exporting");
        let collection = store.export(&filter, progress)?;
        let cards: usize = collection.decks.iter().map(|deck| deck.cards.len()).sum();
        if format == "md" {
            drop(bar);
            return document_export::write(context, &store, collection, &self.output);
        }
        let bytes = match format {
            "csv" => self.table(&store, &filter, &collection, table::Separator::Comma)?,
            "tsv" => self.table(&store, &filter, &collection, table::Separator::Tab)?,
            _ => anki_text::write(&collection),
        };
        if self.output == Path::new("-") {
            drop(bar);
            return Ok(context.out.table(&String::from_utf8_lossy(&bytes))?);
        }
        output_file::write(&self.output, &bytes, Privacy::Owner)?;
        drop(bar);
        tell(
            context,
            collection.decks.len(),
            &count(cards as u64, "card", "cards"),
        );
        Ok(())
    }

    fn format(&self) -> &str {
        let named = || format_of(&self.output).map_or("json", |format| format.name);
        self.format.as_deref().unwrap_or_else(named)
    }

    /// A deck that is not there and looks like a file was meant as one.
    fn unknown(&self, failure: Failure) -> Failure {
        let deck = self.deck.as_deref().unwrap_or_default();
        match format_of(Path::new(deck)) {
            Some(_) => failure.hint(format!(
                "To write a file: srm export -o {}",
                typed_path(deck)
            )),
            None => failure,
        }
    }

    /// Writes the decks card by card and event by event.
    fn json(
        &self,
        context: &mut Context,
        store: &Store,
        (filter, progress): (&Filter, Progress),
    ) -> Result<(), Failure> {
        let leaving = store.leaving(filter)?;
        if self.output == Path::new("-") {
            deck_file::show(context, &leaving, progress)?;
            return Ok(());
        }
        let bar = context.bar("Exporting");
        let written = deck_file::write(&self.output, &leaving, progress)?;
        drop(bar);
        tell(
            context,
            written.decks,
            &count(written.cards, "card", "cards"),
        );
        Ok(())
    }

    fn table(
        &self,
        store: &Store,
        filter: &Filter,
        collection: &Collection,
        separator: table::Separator,
    ) -> Result<Vec<u8>, Failure> {
        let states = match self.progress {
            true => Some(store.states(filter)?),
            false => None,
        };
        Ok(table::write(collection, separator, states.as_ref()))
    }
}

fn tell_package(context: &mut Context, went: &anki_export::Written, progress: Progress) {
    let number = |number: usize, one, several| count(number as u64, one, several);
    let departed = &went.departed;
    let mut inside = vec![number(departed.cards, "card", "cards")];
    if progress == Progress::With {
        inside.push(number(departed.answers, "answer", "answers"));
    }
    if went.pictures > 0 {
        inside.push(number(went.pictures, "picture", "pictures"));
    }
    tell(context, departed.decks, &in_a_row(&inside));
}

/// `one, another and a third`.
fn in_a_row(items: &[String]) -> String {
    match items {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => items.concat(),
    }
}

/// Says what was written: so many decks, and what is in them.
fn tell(context: &mut Context, decks: usize, inside: &str) {
    let decks = count(decks as u64, "deck", "decks");
    context.note(&format!("Wrote {decks} with {inside}."));
}
