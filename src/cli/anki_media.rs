//! The media of a package on their way in: each is unpacked beside the database, counted while it comes
//! out. One that makes no sense is left out and named; it is no reason to refuse the cards.

use std::collections::HashSet;
use std::io::{self, Read, Seek};

use crate::exchange::anki::{Manifest, MediaFile, PackageError, media_name};
use crate::exchange::import::anki::Report;
use crate::store::Medium;

use super::failure::Failure;
use super::media_folder::MediaFolder;

/// Why a medium does not come.
enum Stop {
    /// It is not in the package, though its list names it.
    Missing,
    /// It makes no sense.
    Package(PackageError),
    /// It cannot be kept.
    Io(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Io(error)
    }
}

/// Unpacks the media of a package. What is left out is in the report.
pub(super) fn unpack<R: Read + Seek>(
    package: &mut Manifest<R>,
    folder: &MediaFolder,
    report: &mut Report,
) -> Result<Vec<Medium>, Failure> {
    let mut kept = Vec::new();
    let mut names = HashSet::new();
    folder.remove_left_behind();
    for file in package.media().to_vec() {
        let mut skip =
            |why: String| report.skip(format!("medium {:?}", shortened(&file.name)), why);
        let Some(name) = media_name(&file.name) else {
            skip("its name makes no sense".to_owned());
            continue;
        };
        if !names.insert(name.clone()) {
            skip("another one has its name".to_owned());
            continue;
        }
        match one(package, folder, &file, &name) {
            Ok(medium) => kept.push(medium),
            Err(Stop::Missing) => skip("it is not in the package".to_owned()),
            Err(Stop::Package(PackageError::Unpack { source, .. }))
                if source.kind() == io::ErrorKind::StorageFull =>
            {
                return Err(no_room(&source));
            }
            Err(Stop::Package(error)) => skip(error.to_string()),
            Err(Stop::Io(error)) => return Err(no_room(&error)),
        }
    }
    if !kept.is_empty() {
        folder.make_durable().map_err(|error| no_room(&error))?;
    }
    Ok(kept)
}

fn one<R: Read + Seek>(
    package: &mut Manifest<R>,
    folder: &MediaFolder,
    file: &MediaFile,
    name: &str,
) -> Result<Medium, Stop> {
    folder.keep(name, |out| {
        let copied = package.copy_medium(file, out).map_err(Stop::Package)?;
        copied.map(drop).ok_or(Stop::Missing)
    })
}

fn shortened(name: &str) -> String {
    name.chars().take(80).collect()
}

fn no_room(error: &io::Error) -> Failure {
    Failure::failed(format!("the media cannot be kept: {error}"))
        .hint("Nothing was imported. Make room beside the database, or name another with --db.")
}
