//! `srm answer`: one graded answer from a script. It goes the way a review goes.

use clap::Args;

use crate::calendar::StudyDay;
use crate::cards::CardId;
use crate::review::{Deed, LeechDeed, answer};
use crate::scheduler::{Quality, Scheduler};
use crate::store::Store;
use crate::terminal::leech_words;
use crate::terminal::words::{count, date, days};

use super::super::collection::{require_existing, spreading};
use super::super::context::Context;
use super::super::failure::Failure;

/// One graded answer from a script
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm answer 3f9c good
  srm answer 3f9c q5

A second answer on the same day belongs to the drill and does not move the
schedule. An answer before the card's day does, and is warned of.")]
pub(in crate::cli) struct Answer {
    /// The card: its id, or any beginning of it that no other card has
    card: String,
    /// again, hard, good, easy, 1 to 4, or an SM-2 quality q0 to q5
    grade: Quality,
}

impl Answer {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        let mut store = require_existing(context)?;
        let id = store.find_card(&self.card)?;
        let stored = store
            .card(id)?
            .filter(|stored| !stored.retired)
            .ok_or_else(|| {
                Failure::failed(format!("card {id} has gone from its document"))
                    .hint("Bring its text back and import the document again.")
            })?;
        let spreading = spreading(context, &store)?;
        let deed = answer(&stored.state, self.grade, today, 0, &stored.scheduler);
        let deed = spreading.applied(id, &stored.state, deed);
        let is_drill = matches!(deed, Deed::Drill(_));
        let (_, after) = store.record(id, deed, context.now())?;
        if let Some(due) = stored.state.due.filter(|due| *due > today && !is_drill) {
            context.note(&early(due, today, &stored.scheduler));
        }
        let name = self.grade.grade();
        let due = after.due.map_or(String::new(), |due| {
            format!(" Next review {} ({}).", date(due), days(after.wait()))
        });
        let drill = if is_drill { " in today's drill" } else { "" };
        context.out.line(&format!("Saved {name}{drill}.{due}"))?;
        if after.lapses > stored.state.lapses {
            say_leech(context, &mut store, id)?;
        }
        Ok(())
    }
}

/// What is said of an answer before its day: SM-2 takes the interval that it had asked for as passed.
fn early(due: StudyDay, today: StudyDay, scheduler: &Scheduler) -> String {
    let by = count(due.since(today).unsigned_abs(), "day", "days");
    let reckoned = match scheduler {
        Scheduler::Sm2(_) => "; SM-2 counts the whole interval all the same",
        Scheduler::Fsrs { .. } => "",
    };
    format!(
        "warning: answered {by} before its day, {}{reckoned}",
        date(due)
    )
}

/// Says that the answer which was just given makes the card a leech, and does what is to be done then.
fn say_leech(context: &mut Context, store: &mut Store, card: CardId) -> Result<(), Failure> {
    let Some(leech) = store.leech_found(card)? else {
        return Ok(());
    };
    let (done, id) = (context.settings()?.leech_deed, card.short());
    if done == LeechDeed::Suspend {
        store.record(card, Deed::Suspend, context.now())?;
    }
    let why = leech_words::why(&leech);
    let next = match done {
        LeechDeed::Tell => format!("srm edit {id} or srm suspend {id}"),
        LeechDeed::Suspend => format!("srm edit {id}, then srm unsuspend {id}. It is suspended"),
    };
    Ok(context
        .out
        .prose(&format!("Leech: {why}. Rewrite or split the card: {next}."))?)
}
