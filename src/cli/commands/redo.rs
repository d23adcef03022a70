//! `srm redo`: brings back what undo took back, until something new is done.

use clap::Args;

use crate::terminal::plain::brought_back;

use super::super::collection::{Purpose, open_for};
use super::super::context::Context;
use super::super::desk::taken_back;
use super::super::failure::Failure;
use super::undo::{described, import_brought_back, tell_state};

/// Bring back what undo took back last; again and again, until something new is done
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm undo && srm redo
  srm redo --dry-run       what would be brought back

It brings back whole imports, too, until something else is imported or done.")]
pub(in crate::cli) struct Redo {
    /// Only say what would be brought back
    #[arg(long)]
    dry_run: bool,
}

impl Redo {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        let nothing = || {
            Failure::failed("there is nothing to bring back").hint(
                "`srm redo` brings back what `srm undo` took back, until something new is done.",
            )
        };
        let mut store =
            open_for(context, Purpose::looking_if(self.dry_run))?.ok_or_else(nothing)?;
        if store.redoable()?.is_none()
            && let Some(import) = store.undone_import()?
        {
            if self.dry_run {
                let returned = store.returned_by_redo(import)?;
                let line = import_brought_back("Would bring back", &store, &returned)?;
                return Ok(context.out.prose(&line)?);
            }
            let now = context.now();
            let redo = || store.redo_import(import, now);
            let returned = context.during("Bringing back", redo)?;
            let line = import_brought_back("Brought back", &store, &returned)?;
            return Ok(context.out.prose(&line)?);
        }
        if self.dry_run {
            let change = store.redoable()?.ok_or_else(nothing)?;
            let line = described(&store, &change)?;
            return Ok(context.out.prose(&format!("Would bring back {line}"))?);
        }
        let now = context.now();
        let reversed = context.during("Bringing back", || store.redo(now))?;
        let reversed = reversed.ok_or_else(nothing)?;
        let brought = taken_back(&store, reversed)?;
        context.out.prose(&brought_back(&brought))?;
        tell_state(context, &brought, today)
    }
}
