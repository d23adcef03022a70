//! Files on their way in, each read by what its name ends with and what it begins with, and found to be
//! sound before the first of them changes anything.

use std::path::Path;

use crate::cards::DeckName;
use crate::exchange::import::anki::text::is_anki_text;
use crate::exchange::import::{format_of, formats_in_words};
use crate::store::Store;

use super::anki_import::{self, AnkiPackage};
use super::deck_import::{self, Delivered, TableWishes};
use super::document_import::Incoming;
use super::failure::Failure;
use super::peer_import::{self, PeerDatabase};
use super::settled_document::settled;
use super::source_file::{self, SourceFile};

/// A file that was read and found to be sound; a document is when it is compiled. `D` is what is there of a document.
pub(super) enum Checked<D> {
    /// A document that is not known as it is.
    Document(D),
    /// A document that is in the collection just as it is: its name, its deck and its cards.
    Settled(String, DeckName, u32),
    /// Decks of another form.
    Deck(Delivered),
    /// A package of Anki.
    Anki(Box<AnkiPackage>),
    /// Progress of the cards of documents.
    Peer(PeerDatabase),
}

/// Reads the documents of a folder, and the database of progress that stands beside them.
pub(super) fn check_folder(
    folder: &Path,
    known: Option<&Store>,
) -> Result<Vec<Checked<SourceFile>>, Failure> {
    let files = source_file::read_all(&[folder.to_owned()])?;
    let document = |file| document(file, known);
    let mut checked: Vec<Checked<SourceFile>> =
        files.into_iter().map(document).collect::<Result<_, _>>()?;
    for path in peer_import::in_folder(folder) {
        checked.push(peer_import::open(&path).map(Checked::Peer)?);
    }
    Ok(checked)
}

/// Reads a file and makes sure that it can be brought in: into a collection, where there is one. Of documents that are
/// known as they are nothing more is read.
pub(super) fn check(
    path: &Path,
    wishes: &TableWishes,
    (collection, known): (Option<&Store>, Option<&Store>),
) -> Result<Checked<SourceFile>, Failure> {
    if let Some(store) = collection
        && let Some(file) = gone_document(path, store)?
    {
        return document(file, None);
    }
    if anki_import::is_package(path) {
        return anki_import::open(path).map(|package| Checked::Anki(Box::new(package)));
    }
    if peer_import::is_database(path) {
        return peer_import::open(path).map(Checked::Peer);
    }
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    if ending.as_deref().and_then(format_of) == Some("json")
        && let Some((name, file)) = source_file::open_long(path)?
    {
        return deck_import::of_long_json(name, file).map(Checked::Deck);
    }
    let file = source_file::read(path)?;
    let begins_as_json = || file.bytes.trim_ascii_start().starts_with(b"{");
    let format = match ending.as_deref() {
        None if begins_as_json() => Some("json"),
        None => None,
        Some(ending) => format_of(ending),
    };
    match (format, ending.as_deref()) {
        (Some("json"), _) => deck_import::of_json(&file).map(Checked::Deck),
        (Some("anki-text" | "csv" | "tsv"), _) | (None, None) if is_anki_text(&file.bytes) => {
            deck_import::of_anki_text(&file).map(Checked::Deck)
        }
        (Some("csv" | "tsv"), _) => deck_import::of_table(&file, wishes).map(Checked::Deck),
        (_, None) => document(file, known),
        (_, Some(_)) if source_file::is_document(path) => document(file, known),
        (_, Some(other)) => Err(Failure::input(format!(
            "{}: no format for .{other} files",
            file.name
        ))
        .hint(format!(
            "Documents are .md, .markdown or .txt; besides there are {}.",
            formats_in_words()
        ))),
    }
}

/// A document of the collection whose file is gone, as one that has lost all its text.
fn gone_document(path: &Path, store: &Store) -> Result<Option<SourceFile>, Failure> {
    for identity in source_file::gone(path) {
        if let Some(document) = store.document(&identity)?
            && store.has_living_cards(document.id)?
        {
            return Ok(Some(SourceFile::lost(path, identity, document.deck)));
        }
    }
    Ok(None)
}

fn document(file: SourceFile, known: Option<&Store>) -> Result<Checked<SourceFile>, Failure> {
    if let Some(store) = known
        && let Some((deck, settled)) = settled(&file, store)?
    {
        return Ok(Checked::Settled(file.name, deck, settled.cards));
    }
    Ok(Checked::Document(file))
}

impl Checked<SourceFile> {
    /// The same file, compiled where it is a document.
    pub(super) fn compiled(self) -> Result<Checked<(SourceFile, Incoming)>, Failure> {
        Ok(match self {
            Checked::Document(mut file) => {
                let incoming = Incoming::of_file(&mut file)?;
                Checked::Document((file, incoming))
            }
            Checked::Settled(name, deck, cards) => Checked::Settled(name, deck, cards),
            Checked::Deck(delivered) => Checked::Deck(delivered),
            Checked::Anki(package) => Checked::Anki(package),
            Checked::Peer(database) => Checked::Peer(database),
        })
    }
}
