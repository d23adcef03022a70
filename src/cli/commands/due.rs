//! `srm due`: what is due, deck by deck.

use clap::Args;
use serde::Serialize;

use crate::terminal::deck_view::{self, DeckRow};

use super::super::collection::deck_rows;
use super::super::context::Context;
use super::super::failure::Failure;
use super::{Outcome, write_json};

/// What is due, deck by deck
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm due
  srm due --exit-code || srm review     review when something is due

The table counts what a review asks today: within the limits of the day (see srm
limits). With --exit-code: 0 when nothing is due, 10 when something is. New
cards are never due.")]
pub(in crate::cli) struct Due {
    /// Print one JSON object (format srm-due)
    #[arg(long)]
    json: bool,
    /// Exit with 10 when something is due
    #[arg(long)]
    exit_code: bool,
}

#[derive(Serialize)]
struct DueJson {
    format: &'static str,
    version: u32,
    today: String,
    /// Due cards of all decks.
    total: u64,
    decks: Vec<DeckJson>,
}

#[derive(Serialize)]
struct DeckJson {
    name: String,
    /// Cards whose day has come, whatever the limits say.
    due: u32,
    /// Cards never answered, whatever the limits say.
    new: u32,
    /// Those of `due` that a review asks today.
    due_today: u32,
    /// Those of `new` that a review asks today.
    new_today: u32,
    total: u32,
}

impl Due {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<Outcome, Failure> {
        let today = context.today()?;
        let decks = deck_rows(context, today)?;
        let total: u64 = decks.iter().map(|deck| u64::from(deck.due)).sum();
        let is_something_asked = decks.iter().any(|deck| deck.due_today > 0);
        if self.json {
            let deck = |deck| {
                let DeckRow {
                    name,
                    due,
                    new,
                    due_today,
                    new_today,
                    total,
                    ..
                } = deck;
                DeckJson {
                    name,
                    due,
                    new,
                    due_today,
                    new_today,
                    total,
                }
            };
            let decks = decks.into_iter().map(deck).collect();
            let today = today.to_string();
            write_json(
                context,
                &DueJson {
                    format: "srm-due",
                    version: 1,
                    today,
                    total,
                    decks,
                },
            )?;
        } else {
            deck_view::show_due(&mut context.out, today, &decks)?;
        }
        match self.exit_code && is_something_asked {
            true => Ok(Outcome::SomethingDue),
            false => Ok(Outcome::Done),
        }
    }
}
