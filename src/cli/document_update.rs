//! Bringing known documents up to date before a review: a document that changed since it was
//! imported is compiled and reconciled again. What looks like a loss is asked about, and without a
//! terminal left as it was: nothing here may retire cards that somebody may want to keep.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::store::backup::Reason;
use crate::store::{KnownDocument, Store};
use crate::terminal::import_view;
use crate::terminal::words::typed_path;

use super::context::Context;
use super::document_import::{self, Incoming, Planned, is_gone, is_known};
use super::document_name::document_name;
use super::failure::Failure;
use super::loss::first_refused;
use super::safety;
use super::source_file;

/// Brings every document up to date that changed, with a line for each.
pub(super) fn bring_up_to_date(context: &mut Context, store: &mut Store) -> Result<(), Failure> {
    let mut changed = Vec::new();
    let mut looked_at = Vec::new();
    for document in store.documents()? {
        if is_gone(&document.path) {
            say_gone(context, store, &document)?;
            continue;
        }
        match look_at(context, &document) {
            Look::Changed(incoming) => changed.push(*incoming),
            Look::Same(Some(stamp)) => looked_at.push((document.id, stamp)),
            Look::Same(None) => {}
        }
    }
    if !looked_at.is_empty() {
        store.note_stamps(&looked_at)?;
    }
    if changed.is_empty() {
        return Ok(());
    }
    let mut left: HashSet<String> = HashSet::new();
    loop {
        let wanted = changed
            .iter()
            .filter(|incoming| !left.contains(incoming.path()));
        let wanted = wanted.cloned().collect();
        let plan = || document_import::plan(wanted, Some(store));
        let planned = context.during("Comparing", plan)?;
        // Planned together, one that stays as it was may change the others.
        match first_refused(context, store, &planned)? {
            Some(path) => left.insert(path),
            None => return apply(context, store, &planned),
        };
    }
}

fn apply(context: &mut Context, store: &mut Store, planned: &[Planned]) -> Result<(), Failure> {
    if planned.iter().any(Planned::changes_something) {
        safety::before(context, store, Reason::Import)?;
    }
    let now = context.now();
    context.during("Storing", || document_import::apply(planned, store, now))?;
    for planned in planned {
        let counts = import_view::changes(&planned.lines);
        let name = document_name(store, planned.path())?;
        context.note(&format!("{name} changed: {counts}."));
        for doubt in import_view::doubts(&planned.doubts) {
            let _ = context.err.line(&doubt);
        }
    }
    Ok(())
}

/// What a look at a document showed.
enum Look {
    /// Another text than the one that was imported, or another file beside it.
    Changed(Box<Incoming>),
    /// Nothing new; with the stamp of the files where it has to be noted.
    Same(Option<String>),
}

/// Looks at a document: at its stamp first, and at its text only where that is another. One that cannot
/// be read is no reason not to review.
fn look_at(context: &mut Context, document: &KnownDocument) -> Look {
    let path = Path::new(&document.path);
    if !path.is_absolute() {
        return Look::Same(None);
    }
    let stamp = source_file::stamp(path);
    if stamp.is_some() && stamp == document.stamp {
        return Look::Same(None);
    }
    let read = source_file::read(path).and_then(|mut file| {
        let edition = file.edition(&file.sidecar()?);
        if is_known(document, &edition) {
            return Ok(Look::Same(edition.stamp));
        }
        // What somebody took back is not brought in again behind their back. It is not what the cards are of:
        // noted as that, it would hold back what has gone to another file.
        if document.declined.as_ref() == Some(&edition.blake3) {
            return Ok(Look::Same(None));
        }
        Ok(Look::Changed(Box::new(Incoming::of_file(&mut file)?)))
    });
    read.unwrap_or_else(|failure| {
        context.note(&format!(
            "{}; its cards stay as they were.",
            failure.message
        ));
        Look::Same(None)
    })
}

/// Says which documents of these folders are gone.
pub(super) fn say_gone_from(
    context: &mut Context,
    store: &Store,
    folders: &[PathBuf],
) -> Result<(), Failure> {
    let folders = folders.iter().filter(|folder| folder.is_dir());
    let folders: Vec<PathBuf> = folders
        .filter_map(|folder| folder.canonicalize().ok())
        .collect();
    if folders.is_empty() {
        return Ok(());
    }
    for document in store.documents()? {
        let path = Path::new(&document.path);
        if folders.iter().any(|folder| path.starts_with(folder)) && is_gone(&document.path) {
            say_gone(context, store, &document)?;
        }
    }
    Ok(())
}

/// Says that a document is gone, as long as cards of it are asked.
fn say_gone(context: &mut Context, store: &Store, document: &KnownDocument) -> Result<(), Failure> {
    if store.has_living_cards(document.id)? {
        let name = document_name(store, &document.path)?;
        context.note(&format!(
            "{name} is gone; its cards stay. If it was moved: srm import ITS-NEW-PLACE. \
             To retire them: srm import {}",
            typed_path(&document.path)
        ));
    }
    Ok(())
}
