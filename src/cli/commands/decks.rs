//! `srm decks`: all decks with what a review asks of each.

use clap::Args;
use serde::Serialize;

use crate::terminal::deck_view::{self, DeckRow};

use super::super::collection::deck_rows;
use super::super::context::Context;
use super::super::failure::Failure;
use super::write_json;

/// All decks with what a review asks of each today
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm decks
  srm decks --json | jq -r '.decks[].name'")]
pub(in crate::cli) struct Decks {
    /// Print one JSON object (format srm-decks)
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct DecksJson {
    format: &'static str,
    version: u32,
    decks: Vec<DeckJson>,
}

#[derive(Serialize)]
struct DeckJson {
    name: String,
    due: u32,
    new: u32,
    due_today: u32,
    new_today: u32,
    total: u32,
    suspended: u32,
    unaskable: u32,
}

impl Decks {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        let decks = deck_rows(context, today)?;
        if !self.json {
            return Ok(deck_view::show_decks(&mut context.out, &decks)?);
        }
        let deck = |deck| {
            let DeckRow {
                name,
                due,
                new,
                due_today,
                new_today,
                total,
                suspended,
                unaskable,
            } = deck;
            DeckJson {
                name,
                due,
                new,
                due_today,
                new_today,
                total,
                suspended,
                unaskable,
            }
        };
        let decks = decks.into_iter().map(deck).collect();
        write_json(
            context,
            &DecksJson {
                format: "srm-decks",
                version: 1,
                decks,
            },
        )
    }
}
