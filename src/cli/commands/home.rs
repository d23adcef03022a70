//! `srm` alone: today at a glance, and the next step to take.

use crate::stats::{Today, streak, today as work_of};
use crate::store::{Filter, Scope};
use crate::terminal::confirm;
use crate::terminal::words::{count, full_date};

use super::super::collection::open_existing;
use super::super::context::Context;
use super::super::document_import::Incoming;
use super::super::failure::Failure;
use super::{review, stats};

/// Runs the command.
pub(super) fn run(context: &mut Context) -> Result<(), Failure> {
    let today = context.today()?;
    let store = open_existing(context)?;
    let decks = match &store {
        Some(store) => store.decks(today)?,
        None => Vec::new(),
    };
    context.out.line(&format!("{}.", full_date(today)))?;
    let Some(store) = store.filter(|_| !decks.is_empty()) else {
        return empty(context);
    };
    let whole = Filter { deck: None };
    let tallies = store.daily(&Scope::Filter(whole.clone()))?;
    let (done, streak) = (work_of(&tallies, today), streak(&tallies, today));
    let waiting = stats::waiting(&store, &whole, today)?;
    let limits = context
        .settings()?
        .limits
        .left_after(store.answered_on(&whole, today)?);
    let (due, new) = (waiting.due.min(limits.reviews), waiting.new.min(limits.new));
    let drills = store.open_drills(&whole, today)?.len();
    context
        .out
        .line(&format!("Due: {due}. New: {new} of {}.", waiting.new))?;
    if drills > 0 {
        context.out.line(&format!("Once more today: {drills}."))?;
    }
    let streak = count(u64::from(streak.days), "day", "days");
    context.out.line(&format!("Streak: {streak}."))?;
    if let Some(done) = done_today(done) {
        context.out.line(&done)?;
    }
    let is_waiting = due > 0 || new > 0 || drills > 0;
    let next = if is_waiting {
        "Next: srm review"
    } else {
        "Done for today. Next: srm stats"
    };
    Ok(context.out.line(next)?)
}

fn done_today(today: Today) -> Option<String> {
    (today.answers > 0).then(|| {
        let answers = count(u64::from(today.answers), "answer", "answers");
        let minutes = count(today.minutes(), "minute", "minutes");
        format!("Done today: {answers}, {} passed, {minutes}.", today.passed)
    })
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
