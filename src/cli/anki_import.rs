//! Anki packages on their way in: unpacked to a private file that is gone afterwards, read row by row,
//! and taken into the collection in one transaction, which is thrown away where only a look was asked for.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use tempfile::{NamedTempFile, TempPath};

use crate::exchange::anki::{Limits, Manifest, open_package};
use crate::exchange::import::anki::Conversion;
use crate::review::DeviceId;
use crate::store::{AnkiError, AnkiFile, Arrived, Creation, Medium, MediumArrived, Stay, Store};
use crate::terminal::import_view::{Answer, Fate, Line};
use crate::terminal::problem_view::path_name;
use crate::terminal::progress::Steps;
use crate::terminal::words::count;

mod conversion;

use conversion::{Came, Coming};

use super::anki_media;
use super::commands::{ImportReport, Strictness};
use super::context::Context;
use super::failure::Failure;
use super::home;
use super::media_folder::MediaFolder;

/// The most skipped rows that are named on the screen.
const MOST_SHOWN: usize = 20;

/// A package that was unpacked and found to be one.
pub(super) struct AnkiPackage {
    /// Its name for people.
    name: String,
    /// The database, and the name of its file where that is needed while it is read. None where the package has an
    /// empty one.
    collection: Option<(AnkiFile, Option<TempPath>)>,
    zip: Manifest<BufReader<File>>,
}

/// How much is told of each card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// What it asks.
    Cards,
    /// That it came: a collection may have a million.
    Counts,
}

/// Whether a file's ending is that of an Anki package.
pub(super) fn is_package(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    matches!(ending.as_deref(), Some("apkg" | "colpkg"))
}

/// Unpacks a package and makes sure that it is one.
pub(super) fn open(path: &Path) -> Result<AnkiPackage, Failure> {
    let name = path_name(path);
    let refused = |error: &dyn std::fmt::Display| {
        Failure::input(format!("{name}: {error}")).hint(
            "Nothing was imported. Export it again from Anki (File > Export), and copy the whole file.",
        )
    };
    let unreadable = |error: std::io::Error| {
        Failure::failed(format!("{name} cannot be read: {error}"))
            .hint("Check the name and the folder you are in.")
    };
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(Failure::input(format!("{name} is no regular file"))
            .hint("Copy it to a file of its own."));
    }
    let file = File::open(path).map_err(unreadable)?;
    let mut package =
        open_package(BufReader::new(file), Limits::default()).map_err(|error| refused(&error))?;
    let mut unpacked = NamedTempFile::new().map_err(|error| {
        Failure::failed(format!("{name} cannot be unpacked: {error}"))
            .hint("Make room in the folder for temporary files, or name another with TMPDIR.")
    })?;
    let bytes = package
        .copy_collection(unpacked.as_file_mut())
        .map_err(|error| refused(&error))?;
    if bytes == 0 {
        return Ok(AnkiPackage {
            name,
            collection: None,
            zip: package,
        });
    }
    let collection = AnkiFile::open(unpacked.path()).map_err(|error| refused(&error))?;
    if collection.is_decoy().map_err(|error| refused(&error))? {
        return Err(refused(&AnkiError::Decoy));
    }
    collection.collection().map_err(|error| refused(&error))?;
    let file = match cfg!(unix) {
        // What has no name goes with the program, also when that is killed.
        true => unpacked.close().map(|()| None),
        false => Ok(Some(unpacked.into_temp_path())),
    };
    let file = file.map_err(unreadable)?;
    Ok(AnkiPackage {
        name,
        collection: Some((collection, file)),
        zip: package,
    })
}

/// A collection for a look where there is none: in a folder that is gone afterwards.
pub(super) fn scratch() -> Result<(Store, tempfile::TempDir), Failure> {
    let folder = tempfile::tempdir().map_err(|error| {
        Failure::failed(format!("no temporary folder can be made: {error}"))
            .hint("Name another with TMPDIR.")
    })?;
    let path = folder.path().join("look.db");
    let store = Store::open(&path, Creation::IfMissing, DeviceId(1))?;
    Ok((store, folder))
}

/// An error of reading the package or of the collection.
enum Stop {
    Package(AnkiError),
    Store(crate::store::Error),
}

impl From<AnkiError> for Stop {
    fn from(error: AnkiError) -> Stop {
        Stop::Package(error)
    }
}

impl From<crate::store::Error> for Stop {
    fn from(error: crate::store::Error) -> Stop {
        Stop::Store(error)
    }
}

/// What came, while it comes.
#[derive(Default)]
struct Tally {
    decks: BTreeMap<String, Vec<Line>>,
    answers_new: u64,
    answers_known: u64,
    media_new: u64,
    media_known: u64,
    media_renamed: u64,
}

/// Takes a package in.
pub(super) fn bring(
    context: &Context,
    store: &mut Store,
    package: &mut AnkiPackage,
    (stay, strictness, detail): (Stay, Strictness, Detail),
) -> Result<Vec<ImportReport>, Failure> {
    let began = context.now();
    let name = &package.name;
    let Some((file, _)) = &mut package.collection else {
        return Ok(vec![ImportReport {
            remarks: vec![format!("{name}: it holds no cards.")],
            ..ImportReport::of(name, "-")
        }]);
    };
    let damaged = |error: &AnkiError| {
        Failure::input(format!("{name}: {error}"))
            .hint("Nothing was imported. Export it again from Anki.")
    };
    let collection = file.collection().map_err(|error| damaged(&error))?;
    let mut conversion = Conversion::new(collection, began);
    let mut tally = Tally::default();
    // Before the collection is locked: there may be many, and they touch nothing.
    let media = match stay {
        Stay::Yes => {
            let folder = MediaFolder::of(&home::database(context.db.as_deref())?.path);
            let (zip, report) = (&mut package.zip, conversion.report_mut());
            context.during("Unpacking media", || {
                anki_media::unpack(zip, &folder, report)
            })?
        }
        Stay::No => Vec::new(),
    };
    let mut arrivals = store.arrivals(began, file.expected())?;
    name_media(&media, &mut conversion, &mut arrivals, &mut tally)?;
    let steps = Steps::of(file.steps());
    let seen = Arc::clone(&steps);
    let bar = context.bar_of("Importing", move || seen.share());
    let into = (&mut arrivals, &mut tally);
    let taken = take(file, &mut conversion, into, detail, &steps);
    taken.map_err(|stop| match stop {
        Stop::Package(error) => damaged(&error),
        Stop::Store(error) => Failure::from(error),
    })?;
    drop(bar);
    let skipped = conversion.report().number_skipped();
    if strictness == Strictness::Strict && skipped > 0 {
        let named = conversion.report().skipped().first();
        let first = named.map_or(String::new(), |row| {
            format!(", the first {}: {}", row.what, row.why)
        });
        let rows = count(skipped as u64, "row makes", "rows make");
        return Err(Failure::input(format!("{name}: {rows} no sense{first}"))
            .hint("Nothing was imported. Without --strict such rows are skipped and named."));
    }
    if stay == Stay::Yes {
        context.during("Storing", || arrivals.finish())?;
    }
    let took = context.clock.since(began);
    Ok(reports(package, tally, &conversion, took))
}

/// Makes the media known by their names in notes, or by other names where these are taken.
fn name_media(
    media: &[Medium],
    conversion: &mut Conversion,
    arrivals: &mut crate::store::Arrivals<'_>,
    tally: &mut Tally,
) -> Result<(), Failure> {
    for medium in media {
        match arrivals.medium(medium)? {
            MediumArrived::New => tally.media_new = tally.media_new.saturating_add(1),
            MediumArrived::Known => tally.media_known = tally.media_known.saturating_add(1),
            MediumArrived::Renamed(new) => {
                tally.media_renamed = tally.media_renamed.saturating_add(1);
                conversion.rename_medium(medium.name.clone(), new);
            }
        }
    }
    Ok(())
}

/// Takes in what comes of a package, while another thread converts what comes next.
fn take(
    file: &mut AnkiFile,
    conversion: &mut Conversion,
    (arrivals, tally): (&mut crate::store::Arrivals<'_>, &mut Tally),
    detail: Detail,
    steps: &Steps,
) -> Result<(), Stop> {
    conversion::convert(file, conversion, (detail, steps), |came| {
        match came {
            Came::Cards(cards) => {
                for coming in cards {
                    tally.card(arrivals, coming)?;
                }
            }
            Came::Answers(answers) => {
                let new = arrivals.answers(&answers)?;
                let known = answers.len().saturating_sub(new);
                tally.answers_new = tally.answers_new.saturating_add(new as u64);
                tally.answers_known = tally.answers_known.saturating_add(known as u64);
            }
        }
        Ok(())
    })
}

impl Tally {
    fn card(
        &mut self,
        arrivals: &mut crate::store::Arrivals<'_>,
        coming: Coming,
    ) -> Result<(), Stop> {
        let deck = coming.arrival.deck.clone();
        let fate = match arrivals.card(coming.arrival)? {
            Arrived::New => Fate::New,
            Arrived::Updated => Fate::Updated,
            Arrived::Unchanged => Fate::Unchanged,
            Arrived::Conflicting => Fate::Conflicting,
        };
        let line = Line {
            id: coming.id,
            front: coming.front.into(),
            fate,
            why: None,
            answer: Answer::Same,
        };
        match self.decks.get_mut(deck.as_str()) {
            Some(lines) => lines.push(line),
            None => {
                self.decks.insert(deck.to_string(), vec![line]);
            }
        }
        Ok(())
    }
}

fn reports(
    package: &AnkiPackage,
    tally: Tally,
    conversion: &Conversion,
    took: std::time::Duration,
) -> Vec<ImportReport> {
    let name = &package.name;
    let cards: usize = tally.decks.values().map(Vec::len).sum();
    let mut reports: Vec<ImportReport> = tally
        .decks
        .into_iter()
        .map(|(deck, lines)| ImportReport {
            lines,
            ..ImportReport::of(name, &deck)
        })
        .collect();
    if reports.is_empty() {
        reports.push(ImportReport::of(name, "-"));
    }
    let mut remarks = Vec::new();
    let (new, known) = (tally.answers_new, tally.answers_known);
    if new.saturating_add(known) > 0 {
        remarks.push(format!(
            "{name}: history: {new} entries new, {known} known already."
        ));
    }
    let report = conversion.report();
    for (what, number) in report.left_behind() {
        remarks.push(format!("{name}: not carried over: {number} \u{d7} {what}."));
    }
    let (new, known, renamed) = (tally.media_new, tally.media_known, tally.media_renamed);
    if new.saturating_add(known).saturating_add(renamed) > 0 {
        remarks.push(format!(
            "{name}: media: {new} new, {known} known already, {renamed} under another name."
        ));
    }
    for row in report.skipped().iter().take(MOST_SHOWN) {
        remarks.push(format!("{name}: skipped {}: {}.", row.what, row.why));
    }
    let more = report.number_skipped().saturating_sub(MOST_SHOWN);
    if more > 0 {
        let rows = count(more as u64, "row", "rows");
        remarks.push(format!("{name}: skipped {rows} more."));
    }
    let cards = count(cards as u64, "card", "cards");
    remarks.push(format!("{name}: {cards} in {:.1} s.", took.as_secs_f64()));
    if let Some(last) = reports.last_mut() {
        last.remarks = remarks;
        last.skipped = report.number_skipped();
    }
    reports
}
