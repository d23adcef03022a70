//! `srm export`: decks out of the collection, with or without what was learned.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use clap_complete::ArgValueCandidates;

use crate::exchange::Progress;
use crate::exchange::export::json;
use crate::terminal::words::count;

use super::super::anki_export;
use super::super::collection::{filter, open_to_read, unknown_deck};
use super::super::completion::decks;
use super::super::context::Context;
use super::super::failure::Failure;
use super::super::output_file::{self, Privacy};
use super::compile::deck_text;

/// Bring decks out of the collection
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm export --format json --progress -o all.json     everything, with the whole history
  srm export \"AWS::Storage\" -o storage.json           one deck to give away
  srm export --format apkg --progress -o all.apkg     for Anki, with schedule and log

What --progress writes can be imported again without losing anything. A package for Anki holds no
retired cards. Anki updates notes it has from a newer package, and keeps its own schedule for them.")]
pub(in crate::cli) struct Export {
    /// Only this deck, and what stands inside it
    #[arg(add = ArgValueCandidates::new(decks))]
    deck: Option<String>,
    /// The format
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// The file to write; - is stdout
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// With every answer ever given
    #[arg(long)]
    progress: bool,
}

/// A format that decks can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// srm-deck JSON, which `srm import` reads
    Json,
    /// An Anki package, which `srm import`, Anki and AnkiDroid read
    Apkg,
}

impl Export {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        let Some(store) = open_to_read(context)? else {
            return Err(match &self.deck {
                Some(deck) => unknown_deck(deck, []),
                None => Failure::failed("the collection is empty")
                    .hint("Bring a document in with `srm import FILE`."),
            });
        };
        let filter = filter(&store, self.deck.as_deref(), today)?;
        let progress = if self.progress {
            Progress::With
        } else {
            Progress::Without
        };
        if self.format == Format::Apkg {
            let wanted = (&filter, progress);
            let went = anki_export::write(context, &store, wanted, &self.output)?;
            if self.output != Path::new("-") {
                let decks = count(went.decks as u64, "deck", "decks");
                let cards = count(went.cards as u64, "card", "cards");
                let answers = count(went.answers as u64, "answer", "answers");
                context.note(&match progress {
                    Progress::With => format!("Wrote {decks} with {cards} and {answers}."),
                    Progress::Without => format!("Wrote {decks} with {cards}."),
                });
            }
            return Ok(());
        }
        let collection = store.export(&filter, progress)?;
        let cards: usize = collection.decks.iter().map(|deck| deck.cards.len()).sum();
        let text = match self.format {
            Format::Json | Format::Apkg => deck_text(&json::write(&collection, progress)),
        };
        if self.output == Path::new("-") {
            return Ok(context.out.json(&text)?);
        }
        output_file::write(&self.output, text.as_bytes(), Privacy::Owner)?;
        let decks = count(collection.decks.len() as u64, "deck", "decks");
        let cards = count(cards as u64, "card", "cards");
        context.note(&format!("Wrote {decks} with {cards}."));
        Ok(())
    }
}
