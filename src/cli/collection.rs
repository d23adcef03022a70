//! The learner's collection as commands find it: opened when needed, created only by commands that put
//! something in.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::Path;

use uuid::Uuid;

use crate::calendar::{Moment, StudyDay};
use crate::cards::DeckName;
use crate::review::{Candidate, DeckNumber, DeviceId, Pick, Queue, Spreading};
use crate::store::{self, Closed, Creation, DeckCounts, Filter, Store};
use crate::terminal::deck_view::DeckRow;
use crate::terminal::problem_view::path_name;
use crate::terminal::words::count;

use super::context::Context;
use super::failure::Failure;
use super::home::{self, Chosen, Database};
use super::nearest::nearest;
use super::selection::{Day, Selection};

/// The collection, for commands that are about a card in it.
pub(super) fn require_existing(context: &mut Context) -> Result<Store, Failure> {
    open_existing(context)?
        .ok_or_else(|| Failure::failed("the collection is empty").hint("Start with `srm review`."))
}

/// The collection, for commands that only look at a card in it.
pub(super) fn require_to_read(context: &mut Context) -> Result<Store, Failure> {
    open_to_read(context)?
        .ok_or_else(|| Failure::failed("the collection is empty").hint("Start with `srm review`."))
}

/// The collection, or an empty one where there is none yet, for commands that say what there is: of nothing
/// there is nothing to say, and that is no failure.
pub(super) fn look_or_empty(context: &mut Context) -> Result<Store, Failure> {
    if let Some(store) = open_to_read(context)? {
        return Ok(store);
    }
    let settings = context.settings()?;
    let mut store = Store::empty()?;
    store.turn_days_at(settings.rollover);
    // No memory is folded again, so that nothing is said about it.
    store.schedule_by(&settings.scheduling.algorithms())?;
    Ok(store)
}

/// The collection, or none when there is no database yet, for commands that may change it.
pub(super) fn open_existing(context: &mut Context) -> Result<Option<Store>, Failure> {
    open_for(context, Purpose::Change)
}

/// The collection, or none when there is no database yet, for commands that only look: they work on a
/// collection that may not be written, too.
pub(super) fn open_to_read(context: &mut Context) -> Result<Option<Store>, Failure> {
    open_for(context, Purpose::Look)
}

/// What a command opens the collection for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It changes nothing that anybody put in.
    Look,
    /// It may.
    Change,
}

impl Purpose {
    /// The purpose of a command with an option that makes it look only.
    pub(super) fn looking_if(only_looks: bool) -> Purpose {
        match only_looks {
            true => Purpose::Look,
            false => Purpose::Change,
        }
    }
}

/// The collection, or none when there is no database yet. Looking never makes a file.
pub(super) fn open_for(context: &mut Context, purpose: Purpose) -> Result<Option<Store>, Failure> {
    let database = home::database(context.db.as_deref())?;
    require_folder(&database)?;
    let metadata = match std::fs::metadata(&database.path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&database.path, &error)),
    };
    // An empty file is what a first run leaves that was stopped at once.
    if metadata.is_file() && metadata.len() == 0 {
        return Ok(None);
    }
    let mut store = match purpose {
        Purpose::Look => look(&database, context.now())?,
        Purpose::Change => open(&database, Creation::Never, context.now())?,
    };
    follow_settings(context, &mut store)?;
    Ok(Some(store))
}

/// The collection, made when there is none.
pub(super) fn open_or_create(context: &mut Context) -> Result<Store, Failure> {
    let database = home::database(context.db.as_deref())?;
    let mut store = open(&database, Creation::IfMissing, context.now())?;
    follow_settings(context, &mut store)?;
    Ok(store)
}

/// Schedules by what the settings ask for. Where the memories are of other schedulers, they are folded
/// again, which is said.
pub(super) fn follow_settings(context: &mut Context, store: &mut Store) -> Result<(), Failure> {
    let settings = context.settings()?;
    store.turn_days_at(settings.rollover);
    store.find_leeches_by(settings.leeches);
    let algorithms = settings.scheduling.algorithms();
    if store.is_read_only() {
        store.intend(&algorithms)?;
        let (stored, asked) = (store.folded_under()?, store.schedulers().name());
        if stored != asked {
            context.note(&format!(
                "The memories shown are of {stored}, not of {asked}: the collection is read-only."
            ));
        }
        return Ok(());
    }
    let folded = context.during("Folding the log", || store.schedule_by(&algorithms))?;
    if let Some(done) = folded {
        let cards = count(done.cards as u64, "memory", "memories");
        let (before, now) = (done.before, done.now);
        context.note(&format!(
            "Folded the log again: {now} instead of {before}, {cards} changed. Due days stay."
        ));
    }
    Ok(())
}

/// How due days are spread. What is due on each day is counted only where that matters.
pub(super) fn spreading(context: &mut Context, store: &Store) -> Result<Spreading, Failure> {
    let settings = context.settings()?;
    let load = match settings.pick {
        Pick::Balance => store.forecast(&Filter::default())?,
        Pick::Exact | Pick::Fuzz => BTreeMap::new(),
    };
    Ok(Spreading::new(settings.pick, settings.easy_days, load))
}

/// What stands where the collection should be.
pub(super) enum Present {
    /// Nothing.
    Missing,
    /// A collection.
    Usable(Box<Store>),
    /// Something that cannot be used as one, and will not be by waiting.
    Damaged(store::Error),
}

/// What stands where the collection should be, for the command that may replace it.
pub(super) fn present(context: &Context) -> Result<Present, Failure> {
    let database = home::database(context.db.as_deref())?;
    require_folder(&database)?;
    let path = database.path.as_path();
    match look_at(path, context.now()) {
        Ok(store) => Ok(Present::Usable(Box::new(store))),
        Err(store::Error::Missing { .. }) => Ok(Present::Missing),
        Err(error) if error.blames_the_file() && path.is_file() => Ok(Present::Damaged(error)),
        Err(error) => Err(in_file(path, error)),
    }
}

/// A folder that the learner named has to be there: a slip in a path must not look like an empty
/// collection.
fn require_folder(database: &Database) -> Result<(), Failure> {
    let folder = database
        .path
        .parent()
        .filter(|folder| *folder != Path::new(""));
    match folder {
        Some(folder) if database.chosen == Chosen::ByLearner && !folder.is_dir() => {
            let shown = path_name(folder);
            Err(
                Failure::storage(format!("there is no folder {shown} for the database"))
                    .hint(format!("Make it with: mkdir -p {shown}")),
            )
        }
        _ => Ok(()),
    }
}

fn open(database: &Database, creation: Creation, now: Moment) -> Result<Store, Failure> {
    refuse_folder(database)?;
    require_folder(database)?;
    let path = database.path.as_path();
    open_path(path, creation, now).map_err(|error| in_file(path, error))
}

/// As [`open`], but one that may not be written is read.
fn look(database: &Database, now: Moment) -> Result<Store, Failure> {
    refuse_folder(database)?;
    require_folder(database)?;
    let path = database.path.as_path();
    look_at(path, now).map_err(|error| in_file(path, error))
}

fn refuse_folder(database: &Database) -> Result<(), Failure> {
    let path = database.path.as_path();
    if path.is_dir() {
        return Err(
            Failure::storage(format!("{} is a folder, no database", path_name(path)))
                .hint("Name a file with --db FILE or SRM_DB."),
        );
    }
    Ok(())
}

/// Opens the collection, to read it where no more is possible.
fn look_at(path: &Path, now: Moment) -> Result<Store, store::Error> {
    match open_path(path, Creation::Never, now) {
        Err(store::Error::ReadOnly) => Store::open_to_read(path, DeviceId(0), Closed::Unwritable),
        // Where there is no room to write, what is there can still be read.
        Err(error @ (store::Error::Full | store::Error::Disk(_))) => {
            Store::open_to_read(path, DeviceId(0), Closed::NoRoom).map_err(|_| error)
        }
        opened => opened,
    }
}

/// Opens the collection, one of an older program after bringing it to the newer format.
fn open_path(path: &Path, creation: Creation, now: Moment) -> Result<Store, store::Error> {
    // A new name for this device; a database that has one already keeps it.
    let (device, _) = Uuid::new_v4().as_u64_pair();
    let device = DeviceId(device);
    match Store::open(path, creation, device) {
        Err(store::Error::Older { .. }) => {
            Store::migrate(path, now)?;
            Store::open(path, creation, device)
        }
        opened => opened,
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::storage(format!("{} cannot be read: {error}", path_name(path)))
        .hint("Name another database with --db FILE or SRM_DB.")
}

/// An error of opening, with the file it is about.
fn in_file(path: &Path, error: store::Error) -> Failure {
    let mut failure = Failure::from(error);
    let name = path_name(path);
    if !failure.message.contains(&name) {
        failure.message = format!("{name}: {}", failure.message);
    }
    failure
}

/// The deck a learner named, as a filter; without a name, the whole collection. Case does not matter
/// where it leaves no doubt, and a deck that only holds other decks can be named too.
pub(super) fn filter(store: &Store, deck: Option<&str>) -> Result<Filter, Failure> {
    let Some(typed) = deck else {
        return Ok(Filter { deck: None });
    };
    let decks = store.deck_names()?;
    let named = DeckName::new(typed);
    if let Some(name) = &named
        && decks.iter().any(|deck| name.contains(deck))
    {
        return Ok(Filter { deck: named });
    }
    let folded = typed.to_lowercase();
    let alike: Vec<&DeckName> = decks
        .iter()
        .filter(|deck| deck.as_str().to_lowercase() == folded)
        .collect();
    match alike[..] {
        [only] => Ok(Filter {
            deck: Some(only.clone()),
        }),
        _ => Err(unknown_deck(typed, decks.iter().map(DeckName::as_str))),
    }
}

/// There is no such deck.
pub(super) fn unknown_deck<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Failure {
    let hint = match nearest(typed, known) {
        Some(name) => format!("Did you mean `{name}`? `srm decks` lists all decks."),
        None => "`srm decks` lists all decks.".to_owned(),
    };
    Failure::failed(format!("there is no deck `{typed}`")).hint(hint)
}

/// All decks with their counts; none where there is no collection yet.
pub(super) fn deck_rows(context: &mut Context, today: StudyDay) -> Result<Vec<DeckRow>, Failure> {
    let Some(store) = open_to_read(context)? else {
        return Ok(Vec::new());
    };
    let decks = store.decks(today)?;
    let day = Day::of(&store, &context.settings()?, today, &decks)?;
    let queue = Selection::default().queue(&store, &day, day.allowance())?;
    Ok(rows(&decks, &queue))
}

/// Decks with what a day's queue asks of each.
pub(super) fn rows(decks: &[DeckCounts], queue: &Queue) -> Vec<DeckRow> {
    let (due, new) = (asked(queue.due()), asked(queue.new_cards()));
    let row = |counts: &DeckCounts| {
        let of = |asked: &HashMap<DeckNumber, u32>| {
            asked.get(&counts.number).copied().unwrap_or_default()
        };
        row(counts, of(&due), of(&new))
    };
    decks.iter().map(row).collect()
}

/// How many of these cards each deck has.
fn asked(cards: &[Candidate]) -> HashMap<DeckNumber, u32> {
    let mut asked = HashMap::new();
    for card in cards {
        let of_deck: &mut u32 = asked.entry(card.deck).or_default();
        *of_deck = of_deck.saturating_add(1);
    }
    asked
}

/// A deck's counts as the views take them.
fn row(counts: &DeckCounts, due_today: u32, new_today: u32) -> DeckRow {
    DeckRow {
        due_today,
        new_today,
        name: counts.name.to_string(),
        due: counts.due,
        new: counts.new,
        total: counts.total,
        suspended: counts.suspended,
        unaskable: counts.unaskable,
    }
}

/// What went wrong in the store, in the words of the command line.
impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Failure {
        use store::Error as E;
        let failure = match &error {
            E::NoSuchCard(_) | E::AmbiguousCard { .. } | E::ChangedElsewhere(_) => {
                Failure::failed(&error)
            }
            E::Conflict(_) => Failure::input(&error),
            _ => Failure::storage(&error),
        };
        failure.hint(store_hint(&error))
    }
}

fn store_hint(error: &store::Error) -> &'static str {
    use store::Error as E;
    match error {
        E::Missing { .. } => "Check --db and SRM_DB, or start with `srm review`.",
        E::NotOurs { .. } => "Name another file with --db or SRM_DB. This one is unchanged.",
        E::Newer { .. } => {
            "Install the newer srm, or name another file with --db. This one is unchanged."
        }
        E::Damaged(_) | E::Value { .. } | E::Sqlite(_) => {
            "`srm restore` lists the backups and brings one back; this file is then kept aside."
        }
        E::Older { .. } => "Try again: it is brought to the newer format when it is opened.",
        E::Locked => "Wait until the other program is done, then try again.",
        E::ReadOnly => {
            "Reading works as it is. To change it, make the file and its folder writable, or name another with --db."
        }
        E::Unopenable(_) => {
            "Check that the file and its folder are yours to read and write, or name another with --db."
        }
        E::Replaced { .. } => {
            "What was saved before is in the file that was there. Bring that back, or `srm restore` a backup."
        }
        E::Disk(_) => {
            "Make room on the disk, and see that it is sound. What was saved before is safe."
        }
        E::Full => "Make room, then try again. What was saved before is safe.",
        E::File { .. } => "Check that the folder is there and is yours, or name another with --db.",
        E::NoSuchCard(_) => "`srm cards` lists cards with the beginnings of their ids.",
        E::AmbiguousCard { .. } => "Type more of it.",
        E::ChangedElsewhere(_) => "Look at it with `srm show`, then answer again.",
        E::Conflict(_) => "Nothing was imported. Export the deck again where it comes from.",
    }
}
