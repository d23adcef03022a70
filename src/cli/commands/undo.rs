//! `srm undo`: takes back the newest answer or change, again and again.

use clap::Args;

use crate::store::Returned;
use crate::terminal::plain::taken_back;
use crate::terminal::words::{count, day_from};

use super::super::collection::open_existing;
use super::super::context::Context;
use super::super::desk::{document_name, take_back};
use super::super::failure::Failure;

/// Take back the newest answer, change or import; again and again, also of earlier sessions
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm undo                 take back the last answer, import or relinking
  srm undo && srm undo     and the one before")]
pub(in crate::cli) struct Undo {}

impl Undo {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        let now = context.now();
        let mut store = open_existing(context)?;
        if let Some(store) = &mut store
            && let Some(import) = store.last_import()?
        {
            let returned = store.undo_import(import, now)?;
            return Ok(context.out.prose(&import_taken_back(&returned))?);
        }
        let taken = match &mut store {
            Some(store) => take_back(store, context.clock)?,
            None => None,
        };
        let Some(taken) = taken else {
            return Err(Failure::failed("there is nothing to take back")
                .hint("`srm undo` takes back answers, changes and imports made on this device."));
        };
        context.out.prose(&taken_back(&taken))?;
        let now = match taken.state.due {
            Some(due) => format!("Due {}.", day_from(today, due)),
            None => "It is a new card.".to_owned(),
        };
        Ok(context.out.line(&now)?)
    }
}

/// What taking an import back did, in one sentence.
fn import_taken_back(returned: &Returned) -> String {
    let documents: Vec<String> = returned
        .documents
        .iter()
        .map(|path| document_name(path))
        .collect();
    if documents.is_empty() && returned.voided > 0 {
        return "Took back the relinking: both cards are as before.".to_owned();
    }
    let cards = |number: usize| count(u64::try_from(number).unwrap_or(u64::MAX), "card", "cards");
    let of = match documents.is_empty() {
        true => String::new(),
        false => format!(" of {}", documents.join(", ")),
    };
    format!(
        "Took back the import{of}: {} gone again, {} as before.",
        cards(returned.removed),
        cards(returned.restored)
    )
}
