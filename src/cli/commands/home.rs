//! `srm` alone: today at a glance, and the next step to take.

use crate::stats::{streak, today as work_of};
use crate::store::{Filter, Scope};
use crate::terminal::confirm;
use crate::terminal::home_view::{self, Morning};
use crate::terminal::words::{count, full_date};

use super::super::collection::{open_to_read, row};
use super::super::context::Context;
use super::super::document_import::Incoming;
use super::super::failure::Failure;
use super::{review, stats};

/// Runs the command.
pub(super) fn run(context: &mut Context) -> Result<(), Failure> {
    let today = context.today()?;
    let store = open_to_read(context)?;
    let decks = match &store {
        Some(store) => store.decks(today)?,
        None => Vec::new(),
    };
    let Some(store) = store.filter(|_| !decks.is_empty()) else {
        context.out.line(&format!("{}.", full_date(today)))?;
        return empty(context);
    };
    let whole = Filter { deck: None };
    let tallies = store.daily(&Scope::Filter(whole.clone()))?;
    let waiting = stats::waiting(&store, &whole, today)?;
    let tomorrow = stats::waiting(&store, &whole, today.plus(1))?;
    let limits = context
        .settings()?
        .limits
        .left_after(store.answered_on(&whole, today)?);
    let morning = Morning {
        day: today,
        decks: decks.iter().map(row).collect(),
        due: waiting.due.min(limits.reviews),
        new: waiting.new.min(limits.new),
        all_new: waiting.new,
        drills: store.open_drills(&whole, today)?.len(),
        tomorrow: tomorrow.due.saturating_sub(waiting.due),
        streak: streak(&tallies, today),
        done: work_of(&tallies, today),
    };
    Ok(home_view::show(&mut context.out, &morning)?)
}

/// A person is offered the bundled deck at once; a pipe is told how to go on.
fn empty(context: &mut Context) -> Result<(), Failure> {
    if confirm::can_ask() {
        return review::Review::default().run(context);
    }
    let bundled = Incoming::bundled()?;
    let cards = count(bundled.compiled.cards.len() as u64, "card", "cards");
    context.out.line("The collection is empty.")?;
    let deck = &bundled.compiled.deck;
    context.out.line(&format!(
        "Next: srm review starts with the bundled deck {deck} ({cards})."
    ))?;
    Ok(context
        .out
        .line("Or bring in a document of your own: srm import FILE")?)
}
