//! Files of decks on their way out, written card by card and event by event. They are the same on stdout,
//! where a terminal may read them, as in a file.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use crate::exchange::export::json::{WriteError, Written, write_decks};
use crate::exchange::{Progress, Shelf};
use crate::terminal::escape::SafeJson;

use super::context::Context;
use super::failure::Failure;
use super::output_file::{self, Privacy};

/// Writes decks to a file.
pub(super) fn write<S: Shelf<Error: Into<Failure>>>(
    path: &Path,
    shelf: &S,
    progress: Progress,
) -> Result<Written, Failure> {
    let mut done = Ok(Written::default());
    let file = output_file::write_with(path, Privacy::Owner, |file| {
        let (written, ended) = parted(write_to(file, shelf, progress));
        done = written;
        ended
    });
    // Where the decks cannot be read, that is why the file was not written.
    let written = done?;
    file?;
    Ok(written)
}

/// Writes decks to stdout.
pub(super) fn show<S: Shelf<Error: Into<Failure>>>(
    context: &mut Context,
    shelf: &S,
    progress: Progress,
) -> Result<Written, Failure> {
    let mut done = Ok(Written::default());
    let shown = context.out.json_in_pieces(|to| {
        let (written, ended) = parted(write_decks(shelf, progress, to));
        done = written;
        ended
    });
    let written = done?;
    shown?;
    Ok(written)
}

fn write_to<S: Shelf>(
    file: &mut File,
    shelf: &S,
    progress: Progress,
) -> Result<Written, WriteError<S::Error>> {
    let mut file = SafeJson::new(file);
    let written = write_decks(shelf, progress, &mut file)?;
    file.flush().map_err(WriteError::Write)?;
    Ok(written)
}

/// What became of reading, and what became of writing. A file whose decks could not be read must not take its place.
fn parted<E: Into<Failure>>(
    done: Result<Written, WriteError<E>>,
) -> (Result<Written, Failure>, io::Result<()>) {
    match done {
        Ok(written) => (Ok(written), Ok(())),
        Err(WriteError::Write(error)) => (Ok(Written::default()), Err(error)),
        Err(WriteError::Read(error)) => (Err(error.into()), Err(io::ErrorKind::Other.into())),
    }
}
