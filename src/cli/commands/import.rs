//! `srm import`: documents and decks into the collection. Every file is read and checked before the
//! first one changes anything.

use std::path::{Path, PathBuf};

use crate::cards::{Compiled, DeckName};
use crate::exchange::Collection;
use crate::exchange::import::json;
use crate::store::Store;
use crate::store::backup::Reason;
use crate::terminal::confirm::{self, Reply};
use crate::terminal::import_view::{self, Fate, Line};
use crate::terminal::problem_view;
use clap::Args;

use super::super::anki_import::{self, AnkiPackage, Detail, Stay};
use super::super::collection::{Purpose, open_for, open_or_create};
use super::super::context::{Consent, Context};
use super::super::document_import::{self, Incoming, Planned, is_gone};
use super::super::failure::Failure;
use super::super::safety;
use super::super::settled_document::settled;
use super::super::source_file::{self, SourceFile};
use super::compile::refuse_empty;
use super::import_json::PlanJson;
use super::import_report::{ImportReport, Strictness};
use super::write_json;

/// Bring documents and decks into the collection
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm import notes.md               add a document, or update its deck
  srm import --dry-run notes.md     only say what would change
  srm import spanish.apkg           cards, schedule and history from Anki

Importing a document again updates its deck and keeps the history of every card.")]
pub(in crate::cli) struct Import {
    /// Documents (.md, .markdown, .txt), folders of them, decks (.json) and Anki packages (.apkg,
    /// .colpkg); - is stdin
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Change nothing, only say what would change
    #[arg(long)]
    dry_run: bool,
    /// Refuse an Anki package with rows that make no sense, instead of skipping them
    #[arg(long)]
    strict: bool,
    /// Print the plan as one JSON object (format srm-plan)
    #[arg(long)]
    json: bool,
}

/// A file that was read and found to be sound.
enum Checked {
    Document(SourceFile, Incoming),
    /// A document that is in the collection just as it is: its name, its deck and its cards.
    Settled(String, DeckName, u32),
    Deck(SourceFile, Collection),
    Anki(AnkiPackage),
}

/// How a file was named.
#[derive(Clone, Copy)]
enum Named {
    /// By itself.
    File,
    /// By the folder it stands in.
    Folder,
}

impl Import {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let existing = open_for(context, Purpose::looking_if(self.dry_run))?;
        // A plan says what becomes of each card, so every document is compiled for it.
        let known = existing.as_ref().filter(|_| !self.dry_run && !self.json);
        let mut files = Vec::new();
        for path in &self.files {
            match path.is_dir() {
                true => files.extend(
                    check_folder(path, known)?
                        .into_iter()
                        .map(|file| (file, Named::Folder)),
                ),
                false => files.push((check(path, known)?, Named::File)),
            }
        }
        let mut documents = Vec::new();
        let mut decks = Vec::new();
        let mut packages = Vec::new();
        for (file, named) in files {
            match file {
                Checked::Document(file, incoming) => {
                    if comes_in(context, &file, &incoming, named, existing.as_ref())? {
                        documents.push((file, incoming));
                    }
                }
                Checked::Settled(file, deck, cards) => {
                    import_view::show_unchanged(&mut context.out, &file, deck.as_str(), cards)?;
                }
                Checked::Deck(file, collection) => decks.push((file, collection)),
                Checked::Anki(package) => packages.push(package),
            }
        }
        let mut store = match existing {
            None if !self.dry_run => Some(open_or_create(context)?),
            existing => existing,
        };
        let mut reports = Vec::new();
        // Decks first: a document may be where their cards come from.
        for (file, collection) in decks {
            reports.extend(self.bring_decks(context, &mut store, &file, &collection)?);
        }
        reports.extend(self.bring_packages(context, &mut store, &packages)?);
        reports.extend(self.bring_documents(context, &mut store, documents)?);
        self.show(context, &reports)
    }

    fn bring_packages(
        &self,
        context: &Context,
        store: &mut Option<Store>,
        packages: &[AnkiPackage],
    ) -> Result<Vec<ImportReport>, Failure> {
        let strictness = match self.strict {
            true => Strictness::Strict,
            false => Strictness::Lenient,
        };
        let stay = if self.dry_run { Stay::No } else { Stay::Yes };
        let detail = match self.dry_run || self.json {
            true => Detail::Cards,
            false => Detail::Counts,
        };
        let how = (stay, strictness, detail);
        let mut reports = Vec::new();
        for package in packages {
            reports.extend(match store {
                Some(store) => {
                    if stay == Stay::Yes {
                        safety::before(context, store, Reason::Import)?;
                    }
                    anki_import::bring(context, store, package, how)?
                }
                None => {
                    let (mut store, _folder) = anki_import::scratch()?;
                    anki_import::bring(context, &mut store, package, how)?
                }
            });
        }
        Ok(reports)
    }

    /// Documents are planned together: what one of them loses another may have got.
    fn bring_documents(
        &self,
        context: &mut Context,
        store: &mut Option<Store>,
        documents: Vec<(SourceFile, Incoming)>,
    ) -> Result<Vec<ImportReport>, Failure> {
        for (file, incoming) in &documents {
            note_problems(context, file, &incoming.compiled);
            if let Some(store) = store {
                note_copy(context, file, store)?;
            }
        }
        let (files, incoming): (Vec<SourceFile>, Vec<Incoming>) = documents.into_iter().unzip();
        let planned = document_import::plan(incoming, store.as_ref())?;
        if let Some(store) = store.as_mut().filter(|_| !self.dry_run) {
            for (file, planned) in files.iter().zip(&planned) {
                allow_loss(context, &file.name, planned)?;
            }
            if planned.iter().any(Planned::changes_something) {
                safety::before(context, store, Reason::Import)?;
            }
            document_import::apply(&planned, store, context.now())?;
        }
        let reports = files
            .into_iter()
            .zip(planned)
            .map(|(file, planned)| ImportReport {
                file: file.name,
                deck: planned.compiled().deck.to_string(),
                skipped: planned.skipped(),
                lines: planned.lines,
                doubts: planned.doubts,
                remarks: Vec::new(),
            });
        Ok(reports.collect())
    }

    fn bring_decks(
        &self,
        context: &Context,
        store: &mut Option<Store>,
        file: &SourceFile,
        collection: &Collection,
    ) -> Result<Vec<ImportReport>, Failure> {
        let mut reports = of_decks(file, collection, store.as_ref())?;
        if let Some(store) = store.as_mut().filter(|_| !self.dry_run) {
            safety::before(context, store, Reason::Change)?;
            let counts = store.import(collection, context.now())?;
            let (new, known) = (counts.events_new, counts.events_known);
            if let Some(last) = reports.last_mut().filter(|_| new + known > 0) {
                let name = &file.name;
                last.remarks.push(format!(
                    "{name}: history: {new} entries new, {known} known already."
                ));
            }
        }
        Ok(reports)
    }

    fn show(&self, context: &mut Context, reports: &[ImportReport]) -> Result<(), Failure> {
        if self.json {
            return write_json(context, &PlanJson::new(self.dry_run, reports));
        }
        for report in reports {
            import_view::show_counts(&mut context.out, &report.file, &report.deck, &report.lines)?;
            if self.dry_run {
                import_view::show_plan(&mut context.out, &report.lines)?;
            }
            import_view::show_doubts(&mut context.out, &report.doubts)?;
            for remark in &report.remarks {
                context.out.line(remark)?;
            }
        }
        context.flush()?;
        context.note(match self.dry_run {
            true => "Nothing was changed. Without --dry-run it would be.",
            false => "Next: srm review",
        });
        Ok(())
    }
}

/// Whether a document takes part. One without cards does if it had some: they may have gone to
/// another one. Otherwise it is refused, or left out of its folder.
fn comes_in(
    context: &mut Context,
    file: &SourceFile,
    incoming: &Incoming,
    named: Named,
    store: Option<&Store>,
) -> Result<bool, Failure> {
    let is_known = match store {
        Some(store) => store.document(&file.identity)?.is_some(),
        None => false,
    };
    if !incoming.compiled.cards.is_empty() || is_known {
        return Ok(true);
    }
    match named {
        Named::File => refuse_empty(file, &incoming.compiled)?,
        Named::Folder => {
            context.note(&format!("{} makes no cards and is left out.", file.name));
        }
    }
    Ok(false)
}

/// Reads the documents of a folder.
fn check_folder(folder: &Path, known: Option<&Store>) -> Result<Vec<Checked>, Failure> {
    let files = source_file::read_all(&[folder.to_owned()])?;
    let document = |file| document(file, known);
    files.into_iter().map(document).collect()
}

/// Reads a file and makes sure that it can be brought in.
fn check(path: &Path, known: Option<&Store>) -> Result<Checked, Failure> {
    if anki_import::is_package(path) {
        return anki_import::open(path).map(Checked::Anki);
    }
    let file = source_file::read(path)?;
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    let begins_as_json = || file.bytes.trim_ascii_start().starts_with(b"{");
    match ending.as_deref() {
        Some("json") => check_deck(file),
        None if begins_as_json() => check_deck(file),
        Some("md" | "markdown" | "txt") | None => document(file, known),
        Some(other) => Err(
            Failure::input(format!("{}: no format for .{other} files", file.name))
                .hint("Documents are .md, .markdown or .txt, decks .json, Anki packages .apkg or .colpkg."),
        ),
    }
}

fn document(mut file: SourceFile, known: Option<&Store>) -> Result<Checked, Failure> {
    if let Some(store) = known
        && let Some((deck, settled)) = settled(&file, store)?
    {
        return Ok(Checked::Settled(file.name, deck, settled.cards));
    }
    let incoming = Incoming::of_file(&mut file)?;
    Ok(Checked::Document(file, incoming))
}

fn check_deck(file: SourceFile) -> Result<Checked, Failure> {
    match json::read(&file.bytes) {
        Ok(collection) => Ok(Checked::Deck(file, collection)),
        Err(error) => Err(Failure::input(format!("{}: {error}", file.name)).hint(
            "A deck is what `srm compile --json` or `srm export --format json` writes. Export it \
             again, or correct it there.",
        )),
    }
}

/// Says each problem on one line; `srm compile` shows them in full.
fn note_problems(context: &mut Context, file: &SourceFile, compiled: &Compiled) {
    let Ok(text) = file.text() else {
        return;
    };
    let source = problem_view::Source::new(&file.name, text);
    for problem in &compiled.problems {
        // A closed stderr is no reason to stop.
        let _ = source.show_summary(&mut context.err, problem);
    }
}

/// A document that lost most of its cards may be broken or cut off: that is asked, never just done.
pub(super) fn allow_loss(
    context: &mut Context,
    name: &str,
    planned: &Planned,
) -> Result<(), Failure> {
    let Some((retired, live)) = planned.suspicious_loss() else {
        return Ok(());
    };
    let question = format!("{name} has lost {retired} of its {live} cards. Retire them?");
    let refused = || {
        Failure::failed(format!(
            "{name} has lost {retired} of its {live} cards; nothing was changed"
        ))
        .hint("Look at the file. If it is right, add --yes; the cards keep their history.")
    };
    if !confirm::can_ask() && context.consent == Consent::Ask {
        return Err(refused());
    }
    match context.agrees(&question)? {
        Reply::Yes => Ok(()),
        Reply::No | Reply::CannotAsk => Err(refused()),
    }
}

/// Says when the same text is in the collection under another path, as after moving a file.
fn note_copy(context: &mut Context, file: &SourceFile, store: &Store) -> Result<(), Failure> {
    let documents = store.documents()?;
    let blake3 = file.blake3();
    let copy = documents.iter().find(|known| {
        known.blake3 == blake3 && known.path != file.identity && !is_gone(&known.path)
    });
    if let Some(copy) = copy {
        context.note(&format!(
            "{} has the same text as {}, which is in the collection already. Both are kept.",
            file.name, copy.path
        ));
    }
    Ok(())
}

/// What a deck file changes, card by card.
fn of_decks(
    file: &SourceFile,
    collection: &Collection,
    store: Option<&Store>,
) -> Result<Vec<ImportReport>, Failure> {
    let mut reports = Vec::new();
    for deck in &collection.decks {
        let mut lines = Vec::new();
        for record in &deck.cards {
            let known = match store {
                Some(store) => store.card(record.id)?,
                None => None,
            };
            let fate = match known {
                None => Fate::New,
                Some(known) if known.card == record.card => Fate::Unchanged,
                Some(_) => Fate::Updated,
            };
            lines.push(Line {
                id: record.id.to_string(),
                front: record.card.front(),
                fate,
                why: None,
            });
        }
        let (file, deck) = (file.name.clone(), deck.name.to_string());
        reports.push(ImportReport {
            file,
            deck,
            lines,
            skipped: 0,
            doubts: Vec::new(),
            remarks: Vec::new(),
        });
    }
    Ok(reports)
}
