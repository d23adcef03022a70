//! Anki packages on their way out: a database in a private file that is gone afterwards, packed beside
//! the target and renamed when it is whole.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufWriter, Seek, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::exchange::Progress;
use crate::exchange::anki::{PackError, Packer};
use crate::store::{Departed, Filter, Medium, Store};
use crate::terminal::words::count;

use super::context::Context;
use super::document_pictures::DocumentPictures;
use super::failure::Failure;
use super::home;
use super::media_folder::MediaFolder;
use super::output_file::{self, Privacy};

/// What went into a package.
pub(super) struct Written {
    /// Decks, cards and answers.
    pub(super) departed: Departed,
    /// Pictures of documents.
    pub(super) pictures: usize,
}

/// Writes the decks as a package; `-` is stdout.
pub(super) fn write(
    context: &mut Context,
    store: &Store,
    (filter, progress): (&Filter, Progress),
    path: &Path,
) -> Result<Written, Failure> {
    let is_stdout = path == Path::new("-");
    if is_stdout && context.out.is_terminal() {
        return Err(Failure::usage("a package is no text for a terminal")
            .hint("Name a file, as in `srm export --format apkg -o deck.apkg`."));
    }
    let rollover = context.settings()?.rollover;
    let database = NamedTempFile::new().map_err(|error| no_room(&error))?;
    let when = (context.now(), rollover);
    let mut pictures = DocumentPictures::default();
    let mut named = |document: Option<&str>, address: &str| pictures.name(document, address);
    let departed = store.depart(filter, progress, database.path(), when, &mut named)?;
    let folder = MediaFolder::of(&home::database(context.db.as_deref())?.path);
    let (here, gone): (Vec<&Medium>, Vec<&Medium>) =
        departed.media.iter().partition(|medium| folder.has(medium));
    if let Some(first) = gone.first() {
        let media = count(gone.len() as u64, "medium is", "media are");
        let name = &first.name;
        context.note(&format!(
            "{media} not in the folder beside the database and left out, the first {name}."
        ));
    }
    if let Some(left) = pictures.left() {
        context.note(&left);
    }
    let pack = |out: &mut File| -> Result<(), PackError> {
        let collection = &mut File::open(database.path())?;
        let mut packer = Packer::new(BufWriter::new(out), collection)?;
        let mut packed = HashSet::new();
        for medium in here {
            packer.medium(&medium.name, &mut folder.open(medium)?)?;
            packed.insert(medium.name.as_str());
        }
        for (name, file) in pictures.files() {
            if packed.insert(name) {
                packer.medium(name, &mut pictures.open(file)?)?;
            }
        }
        Ok(packer.finish()?.flush()?)
    };
    if is_stdout {
        let mut whole = tempfile::tempfile().map_err(|error| no_room(&error))?;
        pack(&mut whole).map_err(|error| no_room(&error))?;
        whole.rewind().map_err(|error| no_room(&error))?;
        context.out.bytes(&mut whole)?;
    } else {
        output_file::write_with(path, Privacy::Owner, |file| {
            pack(file).map_err(|error| match error {
                PackError::Io(error) => error,
                PackError::Zip(error) => std::io::Error::other(error),
            })
        })?;
    }
    let pictures = pictures.files().len();
    Ok(Written { departed, pictures })
}

fn no_room(error: &dyn std::fmt::Display) -> Failure {
    Failure::failed(format!("the package cannot be made: {error}"))
        .hint("Make room in the folder for temporary files, or name another with TMPDIR.")
}
