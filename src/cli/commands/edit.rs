//! `srm edit`: opens the document of a card at the card's line, and brings in what changed.

use std::path::Path;

use clap::Args;

use crate::cards::CardId;
use crate::store::Store;
use crate::store::backup::Reason;
use crate::terminal::import_view;

use super::super::collection::require_existing;
use super::super::context::Context;
use super::super::document_import::{self, Incoming, Planned, is_gone};
use super::super::document_name::document_name;
use super::super::editor::Editor;
use super::super::failure::Failure;
use super::super::loss::allow_loss;
use super::super::safety;
use super::super::source_file;

/// Open a card's document at its line, and bring in what changed
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm edit 3f9c                open the document in $VISUAL or $EDITOR
  srm edit 3f9c && srm show 3f9c

When the editor ends, the document is imported again; every card keeps its
history.")]
pub(in crate::cli) struct Edit {
    /// The card: its id, or any beginning of it that no other card has
    card: String,
}

impl Edit {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let mut store = require_existing(context)?;
        let id = store.find_card(&self.card)?;
        let Some(planned) = edit_card(context, &mut store, id)? else {
            return Ok(context.out.line("Nothing changed.")?);
        };
        for planned in &planned {
            let name = document_name(&store, planned.path())?;
            let deck = planned.compiled().deck.as_str();
            import_view::show_counts(&mut context.out, &name, deck, &planned.lines)?;
            import_view::show_plan(&mut context.out, &planned.lines)?;
            import_view::show_doubts(&mut context.out, &planned.doubts)?;
        }
        Ok(())
    }
}

/// Opens a card's document in the editor and brings it in; none when nothing changed.
pub(super) fn edit_card(
    context: &mut Context,
    store: &mut Store,
    id: CardId,
) -> Result<Option<Vec<Planned>>, Failure> {
    let stored = store
        .card(id)?
        .ok_or_else(|| Failure::failed(format!("there is no card {id}")))?;
    let path = stored
        .path
        .filter(|path| Path::new(path).is_absolute())
        .ok_or_else(|| {
            Failure::failed("this card comes from no document on this device")
                .hint("Export its deck, change it there, and import it again.")
        })?;
    if is_gone(&path) {
        let name = document_name(store, &path)?;
        return Err(Failure::failed(format!("the document {name} is gone"))
            .hint("If it was moved: srm import ITS-NEW-PLACE"));
    }
    let editor = Editor::from_environment()?;
    let line = line_now(store, &path, id)?.unwrap_or(stored.card.line);
    editor.open(Path::new(&path), line)?;
    bring_in(context, store, &path)
}

/// The line where the card stands in the document as it is now: it may have changed since.
fn line_now(store: &Store, path: &str, id: CardId) -> Result<Option<u32>, Failure> {
    let incoming = Incoming::of_file(&mut source_file::read(Path::new(path))?)?;
    let planned = document_import::plan(vec![incoming], Some(store))?;
    Ok(planned.iter().find_map(|planned| planned.line_of(id)))
}

/// Imports the document again; none when it is the same.
fn bring_in(
    context: &mut Context,
    store: &mut Store,
    path: &str,
) -> Result<Option<Vec<Planned>>, Failure> {
    let mut file = source_file::read(Path::new(path))?;
    let is_same = store
        .document(path)?
        .is_some_and(|known| known.blake3 == file.blake3());
    if is_same {
        return Ok(None);
    }
    let mut planned = document_import::plan(vec![Incoming::of_file(&mut file)?], Some(store))?;
    planned.iter_mut().for_each(Planned::spell_out);
    for planned in &planned {
        allow_loss(context, &file.name, planned)?;
    }
    if planned.iter().any(Planned::changes_something) {
        safety::before(context, store, Reason::Import)?;
    }
    document_import::apply(&planned, store, context.now())?;
    Ok(Some(planned))
}
