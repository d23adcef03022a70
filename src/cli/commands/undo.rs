//! `srm undo`: takes back the newest answer or change, again and again.

use clap::Args;

use crate::terminal::plain::taken_back;
use crate::terminal::words::day_from;

use super::super::collection::open_existing;
use super::super::context::Context;
use super::super::desk::take_back;
use super::super::failure::Failure;

/// Take back the newest answer or change; again and again, also of earlier sessions
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm undo                 take back the last answer
  srm undo && srm undo     and the one before")]
pub(in crate::cli) struct Undo {}

impl Undo {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        let taken = match open_existing(context)? {
            Some(mut store) => take_back(&mut store, context.clock)?,
            None => None,
        };
        let Some(taken) = taken else {
            return Err(Failure::failed("there is nothing to take back")
                .hint("`srm undo` takes back answers and changes made on this device."));
        };
        context.out.prose(&taken_back(&taken))?;
        let now = match taken.state.due {
            Some(due) => format!("Due {}.", day_from(today, due)),
            None => "It is a new card.".to_owned(),
        };
        Ok(context.out.line(&now)?)
    }
}
