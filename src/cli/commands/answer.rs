//! `srm answer`: one graded answer from a script. It goes the way a review goes.

use clap::Args;

use crate::review::{Deed, answer};
use crate::scheduler::Quality;
use crate::terminal::words::{date, days};

use super::super::collection::require_existing;
use super::super::context::Context;
use super::super::failure::Failure;

/// One graded answer from a script
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm answer 3f9c good
  srm answer 3f9c q5

A second answer on the same day belongs to the drill and does not move the schedule.")]
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
        let deed = answer(&stored.state, self.grade, today, 0, &stored.scheduler);
        let is_drill = matches!(deed, Deed::Drill(_));
        let (_, after) = store.record(id, deed, context.now())?;
        let name = self.grade.grade();
        let due = after.due.map_or(String::new(), |due| {
            format!(
                " Next review {} ({}).",
                date(due),
                days(after.memory.interval)
            )
        });
        let drill = if is_drill { " in today's drill" } else { "" };
        Ok(context.out.line(&format!("Saved {name}{drill}.{due}"))?)
    }
}
