//! `srm restore`: the backups there are, and bringing one back. What was there before becomes a
//! backup itself, or, where it cannot be read, stands aside: nothing is thrown away.

use std::path::Path;

use clap::Args;
use serde::Serialize;

use crate::calendar::StudyDay;
use crate::store::backup::{self, Backup, Contents};
use crate::store::{self, Store};
use crate::terminal::backup_view::{self, BackupRow};
use crate::terminal::confirm::{OnEnter, Reply};
use crate::terminal::problem_view::path_name;
use crate::terminal::words::count;

use super::super::collection::{Present, present};
use super::super::context::Context;
use super::super::failure::{Failure, Kind};
use super::super::home;
use super::write_json;

/// List the backups, or bring one back
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm restore              list the backups, newest first, with what each holds
  srm restore 1            bring the newest one back

What the collection holds now becomes a backup first, so that this too can be
taken back.")]
pub(in crate::cli) struct Restore {
    /// The backup: its number in the list, its file name, or any beginning of it that no other has
    backup: Option<String>,
    /// The list as one JSON object
    #[arg(long, conflicts_with = "backup")]
    json: bool,
}

impl Restore {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let database = home::database(context.db.as_deref())?.path;
        let backups = backup::list(&backup::folder(&database), context.now())?;
        match &self.backup {
            None => self.show(context, &database, &backups),
            Some(named) => {
                let chosen = chosen(&backups, named)?;
                bring_back(context, &database, chosen)
            }
        }
    }

    fn show(
        &self,
        context: &mut Context,
        database: &Path,
        backups: &[Backup],
    ) -> Result<(), Failure> {
        let rows: Vec<BackupRow> = backups.iter().map(row).collect();
        if self.json {
            return write_json(context, &BackupsJson::new(&rows));
        }
        let folder = path_name(&backup::folder(database));
        backup_view::show_backups(&mut context.out, &folder, &rows)?;
        context.flush()?;
        let ahead = backups
            .iter()
            .filter(|backup| backup.is_ahead(context.now()))
            .count();
        if ahead > 0 {
            let backups = count(ahead as u64, "backup is", "backups are");
            context.note(&format!(
                "The last {backups} dated ahead of the clock; how old they are is not known."
            ));
        }
        if !rows.is_empty() {
            context.note("Next: srm restore NUMBER");
        }
        Ok(())
    }
}

/// The backup that was named.
fn chosen<'b>(backups: &'b [Backup], named: &str) -> Result<&'b Backup, Failure> {
    let by_number = named
        .parse::<usize>()
        .ok()
        .and_then(|number| backups.get(number.checked_sub(1)?));
    if let Some(backup) = by_number {
        return Ok(backup);
    }
    let alike: Vec<&Backup> = backups
        .iter()
        .filter(|backup| backup.name.starts_with(named) && named.len() > 3)
        .collect();
    match alike[..] {
        [only] => Ok(only),
        [] => Err(Failure::failed(format!("there is no backup `{named}`"))
            .hint("`srm restore` lists them.")),
        _ => Err(
            Failure::failed(format!("several backups begin with `{named}`"))
                .hint("Type more of it, or its number in the list of `srm restore`."),
        ),
    }
}

fn bring_back(context: &mut Context, database: &Path, chosen: &Backup) -> Result<(), Failure> {
    // Before anything is asked or moved: a backup that is none must not cost the present state.
    let contents = backup::verify(&chosen.path).map_err(|error| unusable(chosen, error))?;
    let holds = backup_view::holds(contents.cards, contents.events);
    let question = format!(
        "Bring back {} with {holds}? What there is now is kept as a backup.",
        chosen.name
    );
    match context.agrees(&question, OnEnter::Yes)? {
        Reply::Yes => {}
        Reply::No => return Err(Failure::new(Kind::Failed, "nothing was changed")),
        Reply::CannotAsk => {
            return Err(
                Failure::failed("bringing a backup back wants to be confirmed").hint("Add --yes."),
            );
        }
    }
    let kept = match present(context)? {
        Present::Usable(store) => replace(context, *store, database, chosen)?,
        Present::Missing => {
            // An empty file is what a first run leaves that was stopped at once.
            let _ = std::fs::remove_file(database);
            Store::restore_anew(database, &chosen.path)?;
            "There was no collection before.".to_owned()
        }
        Present::Damaged(error) => replace_damaged(context, &error, database, chosen)?,
    };
    context
        .out
        .line(&format!("Brought back {} with {holds}.", chosen.name))?;
    context.out.prose(&kept)?;
    Ok(())
}

/// Replaces what a collection holds, and says where that is now.
fn replace(
    context: &mut Context,
    mut store: Store,
    database: &Path,
    chosen: &Backup,
) -> Result<String, Failure> {
    let now = context.now();
    let restored = context.during("Bringing back", || store.restore(&chosen.path, now));
    match restored {
        Ok(before) => Ok(format!(
            "What was there before is a backup: srm restore {}",
            before.name
        )),
        // The backup is sound, so it is the collection that is not.
        Err(error) if error.blames_the_file() => {
            drop(store);
            replace_damaged(context, &error, database, chosen)
        }
        Err(error) => Err(error.into()),
    }
}

/// Puts a backup in the place of a file that cannot be used, and says where that is now.
fn replace_damaged(
    context: &mut Context,
    error: &store::Error,
    database: &Path,
    chosen: &Backup,
) -> Result<String, Failure> {
    context.note(&format!("The collection cannot be used: {error}."));
    let aside = backup::move_damaged_aside(database, context.now())?;
    Store::restore_anew(database, &chosen.path)?;
    let aside = path_name(&aside);
    Ok(format!("It was moved aside, and not changed: {aside}"))
}

fn unusable(backup: &Backup, error: store::Error) -> Failure {
    let failure = Failure::from(error);
    Failure::new(
        failure.kind,
        format!(
            "the backup {} cannot be used: {}",
            backup.name, failure.message
        ),
    )
    .hint("Nothing was changed. `srm restore` lists the others.")
}

fn row(backup: &Backup) -> BackupRow {
    let contents = backup::contents(&backup.path);
    BackupRow {
        name: backup.name.clone(),
        at: backup.at,
        reason: backup.reason.word(),
        bytes: backup.bytes,
        holds: contents.ok().map(holds),
    }
}

fn holds(contents: Contents) -> backup_view::Holds {
    backup_view::Holds {
        decks: contents.decks,
        cards: contents.cards,
        events: contents.events,
        last_answer: contents.last_answer,
    }
}

#[derive(Serialize)]
struct BackupsJson<'a> {
    format: &'static str,
    version: u32,
    backups: Vec<BackupJson<'a>>,
}

#[derive(Serialize)]
struct BackupJson<'a> {
    name: &'a str,
    at: String,
    reason: &'a str,
    bytes: u64,
    readable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    decks: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cards: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<u64>,
    last_answer: Option<String>,
}

impl<'a> BackupsJson<'a> {
    fn new(rows: &'a [BackupRow]) -> BackupsJson<'a> {
        let backups = rows
            .iter()
            .map(|row| BackupJson {
                name: &row.name,
                at: row.at.to_rfc3339_utc(),
                reason: row.reason,
                bytes: row.bytes,
                readable: row.holds.is_some(),
                decks: row.holds.map(|holds| holds.decks),
                cards: row.holds.map(|holds| holds.cards),
                events: row.holds.map(|holds| holds.events),
                last_answer: row
                    .holds
                    .and_then(|holds| holds.last_answer)
                    .map(|day: StudyDay| day.to_string()),
            })
            .collect();
        BackupsJson {
            format: "srm-backups",
            version: 1,
            backups,
        }
    }
}
