//! `srm undo`: takes back the newest answer or change, again and again.

use clap::Args;

use crate::calendar::StudyDay;
use crate::review::TakenBack;
use crate::store::{Change, Returned, Store};
use crate::terminal::plain::{change_in_words, taken_back};
use crate::terminal::words::{count, day_from};

use super::super::collection::{Purpose, open_for};
use super::super::context::Context;
use super::super::desk::{self, document_name};
use super::super::failure::Failure;

/// Take back the newest answer, change or import; again and again, also of earlier sessions
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm undo                 take back the last answer, import or relinking
  srm undo --list          what would be taken back, newest first

`srm redo` brings back what was taken back.")]
pub(in crate::cli) struct Undo {
    /// Only say what would be taken back
    #[arg(long)]
    dry_run: bool,
    /// List the last N changes in the order in which undo takes them back
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "10", conflicts_with = "dry_run")]
    list: Option<u16>,
}

impl Undo {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        let mut store = open_for(context, self.purpose())?.ok_or_else(nothing)?;
        if let Some(most) = self.list {
            return list(context, &store, usize::from(most));
        }
        if let Some(import) = store.last_import()? {
            if self.dry_run {
                let line = "Would take back the last import.";
                return Ok(context.out.line(line)?);
            }
            let now = context.now();
            let undo = || store.undo_import(import, now);
            let returned = context.during("Taking back", undo)?;
            return Ok(context.out.prose(&import_taken_back(&returned))?);
        }
        if self.dry_run {
            let change = store.changes(1)?.pop().ok_or_else(nothing)?;
            let line = described(&store, &change)?;
            return Ok(context.out.prose(&format!("Would take back {line}"))?);
        }
        let now = context.now();
        let reversed = context.during("Taking back", || store.undo(now))?;
        let reversed = reversed.ok_or_else(nothing)?;
        let taken = desk::taken_back(&store, reversed)?;
        context.out.prose(&taken_back(&taken))?;
        Ok(context.out.line(&state_line(&taken, today))?)
    }
}

impl Undo {
    fn purpose(&self) -> Purpose {
        Purpose::looking_if(self.dry_run || self.list.is_some())
    }
}

fn nothing() -> Failure {
    Failure::failed("there is nothing to take back")
        .hint("`srm undo` takes back answers, changes and imports made on this device.")
}

/// Lists what undo takes back, in its order. Imports of documents but the newest are not known by
/// their place among the answers, so only that one is named.
fn list(context: &mut Context, store: &Store, most: usize) -> Result<(), Failure> {
    let mut lines = Vec::new();
    if store.last_import()?.is_some() {
        lines.push("the last import".to_owned());
    }
    for change in store.changes(most.saturating_sub(lines.len()))? {
        lines.push(described(store, &change)?);
    }
    if lines.is_empty() {
        return Err(nothing());
    }
    for (number, line) in (1..).zip(lines) {
        context.out.prose(&format!("{number}. {line}"))?;
    }
    Ok(())
}

/// A change in words: `the grade "good" of: FRONT`.
pub(super) fn described(store: &Store, change: &Change) -> Result<String, Failure> {
    let newest = &change.newest;
    let front = desk::front(store, newest.card)?;
    Ok(change_in_words(&newest.deed, &front, change.others.len()))
}

/// When the card is asked now.
pub(super) fn state_line(taken: &TakenBack, today: StudyDay) -> String {
    match taken.state.due {
        Some(due) => format!("Due {}.", day_from(today, due)),
        None => "It is a new card.".to_owned(),
    }
}

/// What bringing an import back did, in one sentence.
pub(super) fn import_brought_back(returned: &Returned) -> String {
    let documents = documents(returned);
    if documents.is_empty() && returned.voided > 0 {
        return "Brought back the relinking: both cards are one again.".to_owned();
    }
    let number = u64::try_from(returned.restored).unwrap_or(u64::MAX);
    let cards = count(number, "card", "cards");
    format!(
        "Brought back the import{}: {cards} as after it.",
        of(&documents)
    )
}

fn documents(returned: &Returned) -> Vec<String> {
    let paths = returned.documents.iter();
    paths.map(|path| document_name(path)).collect()
}

fn of(documents: &[String]) -> String {
    match documents.is_empty() {
        true => String::new(),
        false => format!(" of {}", documents.join(", ")),
    }
}

/// What taking an import back did, in one sentence.
fn import_taken_back(returned: &Returned) -> String {
    let documents = documents(returned);
    if documents.is_empty() && returned.voided > 0 {
        return "Took back the relinking: both cards are as before.".to_owned();
    }
    let cards = |number: usize| count(u64::try_from(number).unwrap_or(u64::MAX), "card", "cards");
    let of = of(&documents);
    format!(
        "Took back the import{of}: {} gone again, {} as before.",
        cards(returned.removed),
        cards(returned.restored)
    )
}
