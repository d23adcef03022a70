//! `srm relink`: settles a doubt of an import. A new card is the old one in other words, and takes
//! its history.

use clap::Args;

use crate::cards::CardId;
use crate::store::{NoRelink, Store, StoredCard};
use crate::terminal::import_view::summary_line;
use crate::terminal::words::{count, date};

use super::super::collection::require_existing;
use super::super::context::Context;
use super::super::document_import::is_gone;
use super::super::failure::Failure;

/// Say that a new card is an old one in other words: it takes the old one's history
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm relink 3f9c 81aa              the card 81aa is what 3f9c was
  srm relink --dry-run 3f9c 81aa    only say what would happen

`srm import` names the cards in doubt, with the command to type. `srm undo`
takes it back.")]
pub(in crate::cli) struct Relink {
    /// The card with the history, which has gone from its document
    old: String,
    /// The card with the text, which stands in a document
    new: String,
    /// Change nothing, only say what would happen
    #[arg(long)]
    dry_run: bool,
}

impl Relink {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let mut store = require_existing(context)?;
        let (old, new) = (store.find_card(&self.old)?, store.find_card(&self.new)?);
        let (known, standing) = (card(&store, old)?, card(&store, new)?);
        match store.may_relink(old, new)? {
            None => {}
            // Its file is gone: it stands nowhere that anybody could look.
            Some(NoRelink::OldLives) if known.path.as_deref().is_some_and(is_gone) => {}
            Some(why) => return Err(refused(why, &known, &standing)),
        }
        context
            .out
            .line(&format!("  was: {}", summary_line(&known.card.front())))?;
        context
            .out
            .line(&format!("  is:  {}", summary_line(&standing.card.front())))?;
        if self.dry_run {
            context.flush()?;
            context.note("Nothing was changed. Without --dry-run the two would be one card.");
            return Ok(());
        }
        let id = store.relink(old, new, context.now())?;
        let state = card(&store, id)?.state;
        let answers = count(u64::from(state.reviews), "answer", "answers");
        let due = state.due.map_or("it is a new card".to_owned(), |due| {
            format!("due {}", date(due))
        });
        context.out.line(&format!(
            "Both are card {} now: {answers}, {due}.",
            id.short()
        ))?;
        context.flush()?;
        context.note("`srm undo` takes it back.");
        Ok(())
    }
}

fn card(store: &Store, id: CardId) -> Result<StoredCard, Failure> {
    store
        .card(id)?
        .ok_or_else(|| Failure::failed(format!("there is no card {id}")))
}

fn refused(why: NoRelink, known: &StoredCard, standing: &StoredCard) -> Failure {
    let (old, new) = (known.id.short(), standing.id.short());
    let turned = !known.retired && standing.retired;
    let hint = match why {
        _ if turned => format!("The other way round: srm relink {new} {old}"),
        NoRelink::SameCard => "There is nothing to settle.".to_owned(),
        NoRelink::OldLives => {
            "A history goes from a card that is gone to one that stands. Take its text out of the \
             document and import that first."
                .to_owned()
        }
        NoRelink::NewRetired => "Import the document that holds its text first.".to_owned(),
    };
    Failure::failed(why).hint(hint)
}
