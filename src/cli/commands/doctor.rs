//! `srm doctor`: looks at everything the program relies on and says what it found. It changes nothing
//! without `--fix`, and mends then only what can be mended without losing anything.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::exchange::Progress;
use crate::store::backup::{self, Backup, Reason};
use crate::store::salvage::salvage;
use crate::store::{self, Depth, Store};
use crate::terminal::doctor_view::{Finding, Verdict, show_findings};
use crate::terminal::words::count;

use super::super::collection::{Present, present};
use super::super::context::Context;
use super::super::deck_file;
use super::super::document_import::{BUNDLED_PREFIX, is_gone};
use super::super::editor::Editor;
use super::super::failure::{Failure, Kind};
use super::super::home;
use super::super::output_file::is_same_file;
use super::super::safety;
use super::doctor_joined::{Mending, joined_cards};
use super::doctor_log::log_and_clock;
use super::doctor_owner::owner_alone;
use super::{Outcome, write_json};

/// Examine the collection and its surroundings, and mend what can be mended without loss
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm doctor               look at everything, change nothing
  srm doctor --full --fix  look closely, and mend after a backup
  srm doctor --salvage saved.json    what can be read of a damaged collection

Exit code 0: nothing is wrong. 1: something is, and the lines say what to do. 4:
the collection cannot be used.")]
pub(in crate::cli) struct Doctor {
    /// Compare each index with its table as well; takes longer
    #[arg(long)]
    full: bool,
    /// Mend what can be mended without loss, after a backup
    #[arg(long)]
    fix: bool,
    /// Write all cards and answers that can still be read of a damaged collection to FILE, as a deck
    /// that `srm import` reads
    #[arg(long, value_name = "FILE", conflicts_with_all = ["full", "fix", "json"])]
    salvage: Option<PathBuf>,
    /// The findings as one JSON object
    #[arg(long)]
    json: bool,
}

impl Doctor {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<Outcome, Failure> {
        if let Some(output) = &self.salvage {
            return write_salvaged(context, output);
        }
        let mut findings = Vec::new();
        let mut code = Kind::Failed;
        match present(context) {
            Ok(Present::Missing) => {
                findings.push(Finding::note("file", "there is no collection yet"));
            }
            Ok(Present::Usable(mut store)) => self.examine(context, &mut store, &mut findings)?,
            Ok(Present::Damaged(error)) => {
                code = Kind::Storage;
                findings.push(damaged(&error));
            }
            Err(failure) => {
                code = failure.kind;
                let finding = Finding::wrong("file", failure.message);
                findings.push(match failure.hint {
                    Some(hint) => finding.remedy(hint),
                    None => finding,
                });
            }
        }
        findings.extend(backups(context)?);
        findings.extend(surroundings(context));
        self.report(context, &findings)?;
        let wrong = findings
            .iter()
            .filter(|finding| finding.verdict == Verdict::Wrong)
            .count();
        match wrong {
            0 => Ok(Outcome::Done),
            _ => {
                let things = count(wrong as u64, "thing is", "things are");
                Err(Failure::new(code, format!("{things} wrong")))
            }
        }
    }

    fn report(&self, context: &mut Context, findings: &[Finding]) -> Result<(), Failure> {
        if self.json {
            return write_json(context, &DoctorJson::new(findings));
        }
        Ok(show_findings(&mut context.out, findings)?)
    }

    fn examine(
        &self,
        context: &mut Context,
        store: &mut Store,
        findings: &mut Vec<Finding>,
    ) -> Result<(), Failure> {
        if self.fix {
            store.refuse_to_change()?;
        }
        let depth = if self.full { Depth::Full } else { Depth::Quick };
        let looked = context.during("Checking the file", || store.complaints(depth));
        let complaints = match looked {
            Ok(complaints) => complaints,
            Err(error @ store::Error::Damaged(_)) => {
                findings.push(damaged(&error));
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        if !complaints.is_empty() {
            findings.extend(self.mend_file(context, store, depth, &complaints)?);
        } else {
            let format = store.format()?;
            let how = if self.full { "in full" } else { "quickly" };
            findings.push(Finding::sound(
                "file",
                format!("format {format}, checked {how}"),
            ));
        }
        if let Err(error) = store.refuse_to_change() {
            findings.push(only_read(error));
        }
        let mending = match self.fix {
            true => Mending::Mend,
            false => Mending::Leave,
        };
        findings.extend(owner_alone(store, mending)?);
        findings.extend(log_and_clock(context, store)?);
        findings.extend(joined_cards(context, store, mending)?);
        findings.push(self.memories(context, store)?);
        findings.push(self.counts(context, store)?);
        findings.extend(documents(store)?);
        Ok(())
    }

    /// What SQLite complains about, mended where its indexes alone are concerned.
    fn mend_file(
        &self,
        context: &Context,
        store: &mut Store,
        depth: Depth,
        complaints: &[String],
    ) -> Result<Vec<Finding>, Failure> {
        let wrong = |complaint: &String| Finding::wrong("file", complaint.clone());
        if !self.fix {
            let mut findings: Vec<Finding> = complaints.iter().map(wrong).collect();
            if let Some(last) = findings.pop() {
                findings.push(last.remedy("Try: srm doctor --fix"));
            }
            return Ok(findings);
        }
        safety::before(context, store, Reason::Mend)?;
        let mended = store.mend_indexes();
        let left = store.complaints(depth)?;
        if mended.is_ok() && left.is_empty() {
            return Ok(vec![Finding::mended("file", "its indexes were made anew")]);
        }
        let mut findings: Vec<Finding> = left.iter().map(wrong).collect();
        findings.push(Finding::wrong("file", "it cannot be mended in place").remedy(WAY_OUT));
        Ok(findings)
    }

    /// The log against what is stored.
    fn memories(&self, context: &mut Context, store: &mut Store) -> Result<Finding, Failure> {
        if let Ok(settings) = context.settings() {
            store.intend(&settings.scheduling.algorithms())?;
        }
        let (stored, asked) = (store.folded_under()?, store.schedulers().name());
        if stored != asked {
            let what = format!("of {stored}; the next command folds them again, by {asked}");
            return Ok(Finding::note("memories", what));
        }
        let differing = context
            .during("Folding the log", || store.rebuild_check())?
            .len();
        if differing == 0 {
            return Ok(Finding::sound("memories", "each is what the log says"));
        }
        let cards = count(differing as u64, "card differs", "cards differ");
        if !self.fix {
            return Ok(Finding::wrong("memories", format!("{cards} from the log"))
                .remedy("The log is the truth: srm doctor --fix"));
        }
        safety::before(context, store, Reason::Mend)?;
        store.rebuild()?;
        Ok(Finding::mended(
            "memories",
            format!("{cards} from the log no more"),
        ))
    }

    /// The counts of decks that are kept, against counting.
    fn counts(&self, context: &mut Context, store: &mut Store) -> Result<Finding, Failure> {
        let wrong = store.miscounted()?.len();
        if wrong == 0 {
            return Ok(Finding::sound("counts", "as many cards as there are"));
        }
        let decks = count(wrong as u64, "deck has", "decks have");
        if !self.fix {
            return Ok(
                Finding::wrong("counts", format!("{decks} other cards than counted"))
                    .remedy("Count them anew: srm doctor --fix"),
            );
        }
        safety::before(context, store, Reason::Mend)?;
        store.rebuild()?;
        Ok(Finding::mended(
            "counts",
            format!("{decks} been counted anew"),
        ))
    }
}

/// Writes what can still be read, however damaged the collection is. It is only read.
fn write_salvaged(context: &mut Context, output: &Path) -> Result<Outcome, Failure> {
    let database = home::database(context.db.as_deref())?.path;
    if is_same_file(output, &database) {
        return Err(
            Failure::usage("the deck would replace the collection that it is read from")
                .hint("Name a new file, such as: srm doctor --salvage saved.json"),
        );
    }
    let (collection, found) = salvage(&database)?;
    let told = format!(
        "Salvaged {} and {}.",
        count(found.cards, "card", "cards"),
        count(found.events, "event", "events")
    );
    if output == Path::new("-") {
        deck_file::show(context, &collection, Progress::With)?;
    } else {
        deck_file::write(output, &collection, Progress::With)?;
    }
    context.note(&told);
    if found.cards_without_text > 0 {
        let cards = count(found.cards_without_text, "card", "cards");
        context.note(&format!("Of {cards} only the history could be read."));
    }
    if found.unreadable > 0 {
        let rows = count(found.unreadable, "row", "rows");
        context.note(&format!("{rows} could not be read."));
    }
    context.note("Next: srm --db NEW.db import FILE");
    Ok(Outcome::Done)
}

/// What helps when the file itself is broken.
const WAY_OUT: &str = "`srm restore` lists the backups and brings one back; \
     `srm doctor --salvage FILE` saves all that can still be read here.";

fn damaged(error: &store::Error) -> Finding {
    Finding::wrong("file", error.to_string()).remedy(WAY_OUT)
}

fn only_read(why: store::Error) -> Finding {
    let why = Failure::from(why);
    Finding::note("file", format!("it is only read: {}", why.message))
        .remedy(why.hint.unwrap_or_default())
}

fn documents(store: &Store) -> Result<Vec<Finding>, Failure> {
    let documents = store.documents()?;
    let mut findings = Vec::new();
    let mut here = 0_u64;
    for document in &documents {
        if !is_gone(&document.path) {
            let is_carried = document.path.starts_with(BUNDLED_PREFIX);
            here = here.saturating_add(u64::from(!is_carried));
        } else if store.has_living_cards(document.id)? {
            findings.push(
                Finding::note(
                    "document",
                    format!("{} is gone; its cards stay", document.path),
                )
                .remedy("If it was moved: srm import ITS-NEW-PLACE"),
            );
        }
    }
    let known = count(here, "document is", "documents are");
    findings.insert(0, Finding::sound("document", format!("{known} in place")));
    Ok(findings)
}

/// The newest backup, and whether it could be brought back; and those whose dates cannot be.
fn backups(context: &Context) -> Result<Vec<Finding>, Failure> {
    let database = home::database(context.db.as_deref())?.path;
    let backups = backup::list(&backup::folder(&database), context.now())?;
    // A copy of what was to be mended is no proof of anything.
    let sound = |backup: &&Backup| backup.reason != Reason::Mend;
    let Some(newest) = backups.iter().find(sound) else {
        let none = Finding::note("backups", "there is none yet")
            .remedy("The next import or review makes one; `srm backup` makes one now.");
        return Ok(vec![none]);
    };
    let number = count(backups.len() as u64, "backup", "backups");
    let newest = match backup::verify(&newest.path) {
        Ok(_) => Finding::sound("backups", format!("{number}, the newest {}", newest.name)),
        Err(error) => Finding::wrong(
            "backups",
            format!("{} cannot be read: {error}", newest.name),
        )
        .remedy("Make another: srm backup"),
    };
    let ahead: Vec<&Backup> = backups
        .iter()
        .filter(|backup| backup.is_ahead(context.now()))
        .collect();
    let ahead = ahead.first().map(|first| {
        let number = count(ahead.len() as u64, "is", "are");
        let what = format!("{number} dated ahead of the clock: {}", first.name);
        Finding::note("backups", what).remedy(
            "The clock is wrong now, or was then. They stay, and no other is let go because of them.",
        )
    });
    Ok(std::iter::once(newest).chain(ahead).collect())
}

/// What the program runs in.
fn surroundings(context: &Context) -> Vec<Finding> {
    let editor = match Editor::from_environment() {
        Ok(_) => Finding::sound("editor", "set"),
        Err(failure) => {
            Finding::note("editor", failure.message).remedy(failure.hint.unwrap_or_default())
        }
    };
    let terminal = match context.out.columns() {
        Some(columns) => Finding::sound("terminal", format!("{columns} columns used")),
        None => Finding::note("terminal", "the output is no terminal"),
    };
    vec![terminal, editor]
}

#[derive(Serialize)]
struct DoctorJson<'a> {
    format: &'static str,
    version: u32,
    findings: Vec<FindingJson<'a>>,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    area: &'a str,
    verdict: &'a str,
    what: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<&'a str>,
}

impl<'a> DoctorJson<'a> {
    fn new(findings: &'a [Finding]) -> DoctorJson<'a> {
        DoctorJson {
            format: "srm-doctor",
            version: 1,
            findings: findings
                .iter()
                .map(|finding| FindingJson {
                    area: finding.area,
                    verdict: finding.verdict.word(),
                    what: &finding.what,
                    remedy: finding.remedy.as_deref(),
                })
                .collect(),
        }
    }
}
