//! `srm` alone: today at a glance, and the next step to take.

use crate::stats::{streak, today as work_of};
use crate::store::{Filter, Scope};
use crate::terminal::confirm;
use crate::terminal::deck_view::DeckRow;
use crate::terminal::home_view::{self, Morning};
use crate::terminal::words::{count, full_date};

use super::super::collection::{open_to_read, rows};
use super::super::context::Context;
use super::super::document_import::Incoming;
use super::super::failure::Failure;
use super::super::selection::{Day, Selection};
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
    let tomorrow = stats::waiting(&store, &whole, today.plus(1))?;
    let (all, day) = (
        Selection::of(whole),
        Day::of(&store, &context.settings()?, today, &decks)?,
    );
    let queue = all.queue(&store, &day, day.allowance())?;
    let rows = rows(&decks, &queue);
    let sum = |of: fn(&DeckRow) -> u32| rows.iter().map(of).sum::<u32>();
    let morning = Morning {
        day: today,
        due: sum(|deck| deck.due_today),
        new: sum(|deck| deck.new_today),
        all_new: sum(|deck| deck.new),
        backlog: day.backlog(queue.allowance()),
        drills: all.drills(&store, today)?.len(),
        tomorrow: tomorrow.due.saturating_sub(sum(|deck| deck.due)),
        streak: streak(&tallies, today),
        done: work_of(&tallies, today),
        decks: rows,
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
