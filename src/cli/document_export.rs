//! Decks on their way out as study documents: one deck as one file, several as a folder of files.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use crate::document::pictures;
use crate::exchange::export::markdown::{self, Document};
use crate::exchange::{Collection, DeckRecord};
use crate::store::Store;
use crate::terminal::import_view::summary_line;
use crate::terminal::problem_view::path_name;
use crate::terminal::words::{count, first_few, shortened};

use super::card_media::document_file;
use super::context::Context;
use super::failure::Failure;
use super::output_file::{self, Privacy};

/// The most cards that are named when they are left out.
const MOST_SHOWN: usize = 20;

/// The most pictures that are named when they are not found.
const MOST_PICTURES: usize = 5;

/// The longest name of a file that is made of a deck's name, in characters.
const LONGEST_NAME: usize = 80;

/// Writes decks as documents.
pub(super) fn write(
    context: &mut Context,
    store: &Store,
    collection: Collection,
    output: &Path,
) -> Result<(), Failure> {
    let pictures = pictures_of(&collection);
    let decks = by_name(collection);
    let is_stdout = output == Path::new("-");
    if decks.len() > 1 && (is_stdout || output.is_file()) {
        return Err(Failure::usage(format!(
            "{} are {} documents",
            count(decks.len() as u64, "deck", "decks"),
            decks.len()
        ))
        .hint("Name a folder with -o FOLDER, or one deck."));
    }
    let into_folder = decks.len() > 1 || output.is_dir();
    if into_folder {
        std::fs::create_dir_all(output).map_err(|error| {
            Failure::failed(format!("{} cannot be made: {error}", path_name(output)))
                .hint("Check that the folder above is there and is yours.")
        })?;
    }
    let paths = paths(&decks, output, into_folder);
    for path in &paths {
        output_file::refuse_document(store, path)?;
    }
    let mut written = 0_usize;
    // What a deck gives is compiled before it is written.
    let documents: Vec<_> =
        context.during("Writing", || decks.iter().map(markdown::write).collect());
    for ((deck, path), document) in decks.iter().zip(paths).zip(documents) {
        if is_stdout {
            context.out.table(&document.text)?;
        } else {
            output_file::write(&path, document.text.as_bytes(), Privacy::Usual)?;
        }
        context.flush()?;
        name_left_out(context, deck, &document);
        written = written.saturating_add(document.cards);
    }
    if !is_stdout {
        let documents = count(decks.len() as u64, "document", "documents");
        let cards = count(written as u64, "card", "cards");
        context.note(&format!("Wrote {documents} with {cards}."));
        let folder = match into_folder {
            true => Some(output),
            false => output.parent(),
        };
        if let Some(line) = folder.and_then(|folder| dangling(&pictures, folder)) {
            context.note(&line);
        }
    }
    Ok(())
}

/// The file of each deck.
fn paths(decks: &[DeckRecord], output: &Path, into_folder: bool) -> Vec<PathBuf> {
    let mut names = HashSet::new();
    let path = |deck: &DeckRecord| match into_folder {
        true => output.join(file_name(deck.name.as_str(), &mut names)),
        false => output.to_owned(),
    };
    decks.iter().map(path).collect()
}

/// The addresses of the pictures that cards show from the folders of their documents.
fn pictures_of(collection: &Collection) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for deck in &collection.decks {
        let document = deck.source.as_ref().map(|source| Path::new(&source.path));
        let Some(document) = document.filter(|path| path.is_absolute()) else {
            continue;
        };
        for record in &deck.cards {
            let shown = format!("{}\n\n{}", record.card.front(), record.card.back());
            let addresses = pictures(&shown).into_iter();
            found
                .extend(addresses.filter(|address| document_file(Some(document), address).is_ok()));
        }
    }
    found
}

/// A line about the pictures that documents in this folder do not find. The addresses stay as they are: with
/// others the cards were other cards.
fn dangling(pictures: &BTreeSet<String>, folder: &Path) -> Option<String> {
    let here = folder == Path::new("");
    let document = if here { Path::new(".") } else { folder }.join("document.md");
    let is_there = |address: &str| document_file(Some(&document), address).is_ok();
    let gone: Vec<&str> = pictures
        .iter()
        .map(String::as_str)
        .filter(|address| !is_there(address))
        .collect();
    let shown = gone.iter().map(|address| shortened(address, LONGEST_NAME));
    let shown = first_few(shown, MOST_PICTURES);
    let (pictures, them) = match gone.len() {
        0 => return None,
        1 => ("1 picture is".to_owned(), "it"),
        several => (format!("{several} pictures are"), "them"),
    };
    let folder = match here {
        true => "this folder".to_owned(),
        false => path_name(folder),
    };
    Some(format!(
        "warning: {pictures} not in {folder}, where the document looks for {them}: {}. Copy {them} from the \
         folder of the old document.",
        shown.join(", ")
    ))
}

/// One deck for each name: the parts that its documents have become one.
fn by_name(collection: Collection) -> Vec<DeckRecord> {
    let mut decks: BTreeMap<String, DeckRecord> = BTreeMap::new();
    for deck in collection.decks {
        match decks.get_mut(deck.name.as_str()) {
            Some(known) => known.cards.extend(deck.cards),
            None => {
                decks.insert(deck.name.to_string(), deck);
            }
        }
    }
    decks.into_values().collect()
}

/// Names the cards that no document gives, so that nobody believes them to be in it.
fn name_left_out(context: &mut Context, deck: &DeckRecord, document: &Document) {
    if document.left_out.is_empty() {
        return;
    }
    let cards = count(document.left_out.len() as u64, "card has", "cards have");
    context.note(&format!(
        "warning: {}: {cards} no form in a document and {} left out; --format json has them.",
        deck.name,
        if document.left_out.len() == 1 {
            "is"
        } else {
            "are"
        }
    ));
    for id in document.left_out.iter().take(MOST_SHOWN) {
        let record = deck.cards.iter().find(|record| record.id == *id);
        let front = record.map_or(String::new(), |record| summary_line(&record.card.front()));
        context.note(&format!("  {}  {front}", id.short()));
    }
}

/// The name of a deck's file: never a path, and no name twice.
fn file_name(deck: &str, taken: &mut HashSet<String>) -> String {
    let plain: String = deck
        .replace("::", " - ")
        .chars()
        .map(|c| match c {
            c if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_') => c,
            _ => '_',
        })
        .take(LONGEST_NAME)
        .collect();
    let plain = match plain.trim() {
        "" => "deck",
        plain => plain,
    };
    let mut name = format!("{plain}.md");
    let mut number = 2_usize;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{plain} {number}.md");
        number = number.saturating_add(1);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deck_is_never_a_path_and_no_name_comes_twice() {
        let mut taken = HashSet::new();
        let mut name = |deck: &str| file_name(deck, &mut taken);
        assert_eq!(name("AWS::Storage"), "AWS - Storage.md");
        assert_eq!(name("../../etc/passwd"), "______etc_passwd.md");
        assert_eq!(name("aws::storage"), "aws - storage 2.md");
        assert_eq!(name("."), "_.md");
    }
}
