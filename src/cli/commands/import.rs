//! `srm import`: documents and decks into the collection. Every file is read and checked before the
//! first one changes anything.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::calendar::Moment;
use crate::exchange::import::{formats_in_words, table};
use crate::store::backup::Reason;
use crate::store::{Stay, Store};
use crate::terminal::import_view;
use crate::terminal::words::count;
use clap::{Args, ValueEnum};

use super::super::anki_import::{self, AnkiPackage, Detail};
use super::super::checked_file::{Checked, check, check_folder};
use super::super::collection::{Purpose, open_for, open_or_create};
use super::super::context::Context;
use super::super::deck_import::{self, TableWishes};
use super::super::document_import::{self, Incoming, Planned};
use super::super::document_update::say_gone_from;
use super::super::failure::Failure;
use super::super::loss::allow_loss;
use super::super::peer_import::{self, PeerDatabase, Placed, brings_progress};
use super::super::safety::{self, Underway};
use super::super::source_file::SourceFile;
use super::compile::refuse_empty;
use super::import_json::PlanJson;
use super::import_notes::{note_copy, note_problems};
use super::import_report::{ImportReport, Source, Strictness};
use super::write_json;

/// Bring documents and decks into the collection
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm import notes.md             add a document, or update its deck
  srm import --dry-run notes.md   only say what would change
  srm import spanish.apkg         cards, schedule and history from Anki
  srm import words.csv            one card for each row of a table
  srm import --columns prompt,-,answer words.csv
  srm import flashcards           documents, also of hashcards with its database
  srm import notes cards.db       documents with what repeater learned of them

Importing a document again updates its deck and keeps the history of every card.")]
pub(in crate::cli) struct Import {
    #[arg(required = true, help = files_help())]
    files: Vec<PathBuf>,
    /// Change nothing, only say what would change
    #[arg(long)]
    dry_run: bool,
    /// Refuse a file with rows that make no sense, instead of skipping them
    #[arg(long)]
    strict: bool,
    /// What the columns of a table hold: prompt, answer, tags, deck, section, kind, id, guid, `-` for
    /// one that is left out; any other name is that of a part of the answer
    #[arg(long, value_name = "LIST", value_parser = table::told, num_args = 1)]
    columns: Option<Roles>,
    /// Whether the first row of a table names its columns
    #[arg(long, value_enum)]
    header: Option<HeaderRow>,
    /// Print the plan as one JSON object (format srm-plan)
    #[arg(long)]
    json: bool,
}

/// What the columns of a table hold. A name of its own, since a list of values is something else to
/// the reader of arguments.
type Roles = std::vec::Vec<table::Role>;

/// Whether the first row of a table names its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum HeaderRow {
    /// It does.
    Yes,
    /// It is a card like the others.
    No,
}

/// What can be imported, for the help.
fn files_help() -> String {
    format!(
        "Documents and folders of them, or {}; - is stdin",
        formats_in_words()
    )
}

/// A file on its way in, read and compiled.
type Compiled = Checked<(SourceFile, Incoming)>;

/// How a file was named.
#[derive(Clone, Copy)]
enum Named {
    /// Alone: it is what somebody wants to learn.
    Alone,
    /// With others or by their folder, of which some may hold nothing to learn.
    Among,
}

impl Import {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let began = context.now();
        let existing = open_for(context, Purpose::looking_if(self.dry_run))?;
        let (files, backup) = self.checked(context, existing.as_ref())?;
        let mut documents = Vec::new();
        let mut decks = Vec::new();
        let mut packages = Vec::new();
        let mut peers = Vec::new();
        let mut settled_cards = 0_usize;
        let mut left_out = 0_usize;
        for (file, named) in files {
            match file {
                Checked::Document((file, incoming)) => {
                    match comes_in(context, &file, &incoming, named, existing.as_ref())? {
                        true => documents.push((file, incoming)),
                        false => left_out = left_out.saturating_add(1),
                    }
                }
                Checked::Settled(file, deck, cards) => {
                    import_view::show_unchanged(&mut context.out, &file, deck.as_str(), cards)?;
                    settled_cards = settled_cards.saturating_add(cards as usize);
                }
                Checked::Deck(delivered) => decks.push(delivered),
                Checked::Anki(package) => packages.push(*package),
                Checked::Peer(database) => peers.push(database),
            }
        }
        let is_nothing =
            documents.is_empty() && decks.is_empty() && packages.is_empty() && peers.is_empty();
        if left_out > 0 && is_nothing && settled_cards == 0 {
            return Err(Failure::input("none of these documents makes cards")
                .hint("Cards are made of tables, scenarios and questions."));
        }
        if !peers.is_empty() && documents.is_empty() {
            return Err(
                Failure::usage("a database of progress has no cards of its own")
                    .hint("Name the folder of documents with it: srm import FOLDER FILE.db"),
            );
        }
        let mut store = match existing {
            None if !self.dry_run => Some(open_or_create(context)?),
            existing => existing,
        };
        let mut reports = Vec::new();
        // Decks first: a document may be where their cards come from.
        let how = (self.stay(), self.strictness(), self.detail());
        for delivered in decks {
            reports.extend(deck_import::bring(context, &mut store, &delivered, how)?);
        }
        // A package says itself how long it took.
        let of_packages = self.bring_packages(context, &mut store, packages)?;
        let packaged: usize = of_packages.iter().map(|report| report.lines.len()).sum();
        reports.extend(of_packages);
        let placed;
        let before = (reports, &peers[..], backup);
        (reports, placed) = self.bring_documents(context, &mut store, documents, before)?;
        for database in &peers {
            let said = peer_import::bring(context, &mut store, database, &placed, self.stay())?;
            if let Some(last) = reports.last_mut() {
                last.remarks.extend(said);
            }
        }
        let cards: usize = reports.iter().map(|report| report.lines.len()).sum();
        self.show(context, &reports)?;
        // What a plan would carry over to another document is not carried over yet.
        if let Some(store) = store.as_ref().filter(|_| !self.dry_run) {
            say_gone_from(context, store, &self.files)?;
        }
        if !self.json {
            let cards = cards.saturating_sub(packaged);
            self.conclude(context, settled_cards.saturating_add(cards), began);
        }
        Ok(())
    }

    /// Reads all files, and compiles the documents that are not known as they are; of an edit of 100,000 rows the
    /// backup beside that, which was waited for, is a third.
    fn checked(
        &self,
        context: &mut Context,
        existing: Option<&Store>,
    ) -> Result<(Vec<(Compiled, Named)>, Underway), Failure> {
        let wishes = self.table_wishes();
        // A plan says what becomes of each card, so every document is compiled for it; what another
        // program learned is found by the text.
        let is_told =
            self.dry_run || self.json || self.files.iter().any(|path| brings_progress(path));
        let known = existing.filter(|_| !is_told);
        let mut files = Vec::new();
        // Who types a document has to see it.
        let is_typed = self.files.iter().any(|path| path == Path::new("-"));
        let _bar = (!is_typed).then(|| context.bar("Reading"));
        for path in &self.files {
            match path.is_dir() {
                true => {
                    let found = check_folder(path, known);
                    if let (Err(_), Some(store)) = (&found, existing) {
                        say_gone_from(context, store, &self.files)?;
                    }
                    files.extend(found?.into_iter().map(|file| (file, Named::Among)));
                }
                false => files.push((check(path, &wishes, (existing, known))?, self.named())),
            }
        }
        let is_document = |(file, _): &(_, Named)| matches!(file, Checked::Document(_));
        let edited = known.filter(|_| files.iter().any(is_document));
        // One that cannot be begun is told when something changes.
        let backup = edited.and_then(|store| safety::begin(context, store, Reason::Import).ok());
        let files = files
            .into_iter()
            .map(|(file, named)| Ok((file.compiled()?, named)));
        Ok((
            files.collect::<Result<_, Failure>>()?,
            backup.unwrap_or_default(),
        ))
    }

    fn named(&self) -> Named {
        match self.files.len() {
            1 => Named::Alone,
            _ => Named::Among,
        }
    }

    /// Says how long it took, and what comes next.
    fn conclude(&self, context: &mut Context, cards: usize, began: Moment) {
        let took = context.clock.since(began).as_secs_f64();
        let next = match self.dry_run {
            true => "Nothing was changed. Without --dry-run it would be.",
            false => "Next: srm review",
        };
        context.note(&match cards {
            0 => next.to_owned(),
            _ => format!(
                "{} in {took:.1} s. {next}",
                count(cards as u64, "card", "cards")
            ),
        });
    }

    fn table_wishes(&self) -> TableWishes {
        TableWishes {
            columns: self.columns.clone(),
            header: self.header.map(|header| match header {
                HeaderRow::Yes => table::Header::Yes,
                HeaderRow::No => table::Header::No,
            }),
        }
    }

    fn stay(&self) -> Stay {
        if self.dry_run { Stay::No } else { Stay::Yes }
    }

    fn strictness(&self) -> Strictness {
        match self.strict {
            true => Strictness::Strict,
            false => Strictness::Lenient,
        }
    }

    /// What is read one by one is spelt out.
    fn detail(&self) -> Detail {
        match self.dry_run || self.json {
            true => Detail::Cards,
            false => Detail::Counts,
        }
    }

    fn bring_packages(
        &self,
        context: &Context,
        store: &mut Option<Store>,
        packages: Vec<AnkiPackage>,
    ) -> Result<Vec<ImportReport>, Failure> {
        let stay = self.stay();
        let how = (stay, self.strictness(), self.detail());
        let mut reports = Vec::new();
        for mut package in packages {
            reports.extend(match store {
                Some(store) => {
                    if stay == Stay::Yes {
                        safety::before(context, store, Reason::Import)?;
                    }
                    anki_import::bring(context, store, &mut package, how)?
                }
                None => {
                    let (mut store, _folder) = anki_import::scratch()?;
                    anki_import::bring(context, &mut store, &mut package, how)?
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
        (mut reports, peers, mut backup): (Vec<ImportReport>, &[PeerDatabase], Underway),
    ) -> Result<(Vec<ImportReport>, Vec<Placed>), Failure> {
        let changed = documents.iter().map(|(file, _)| file.identity.clone());
        let changed: BTreeSet<String> = changed.collect();
        let known = store.as_ref().map(Store::documents).transpose()?;
        let known = known.unwrap_or_default();
        for (file, incoming) in &documents {
            note_problems(context, file, &incoming.compiled);
            note_copy(context, file, &known, &changed);
        }
        let (files, incoming): (Vec<SourceFile>, Vec<Incoming>) = documents.into_iter().unzip();
        let plan = || document_import::plan(incoming, store.as_ref());
        let mut planned = context.during("Comparing", plan)?;
        let told = planned.iter_mut().filter(|_| self.dry_run || self.json);
        told.for_each(Planned::spell_out);
        if let Some(store) = store.as_mut().filter(|_| !self.dry_run) {
            for (file, planned) in files.iter().zip(&planned) {
                allow_loss(context, &file.name, planned)?;
            }
            backup = match planned.iter().any(Planned::changes_something) {
                true => backup.or_begin(context, store, Reason::Import)?,
                false => Underway::default(),
            };
            let _bar = context.bar("Storing");
            // On the second core: of an edit of 100,000 rows it was a fifth. Finished where the import fails, too.
            let sure = || backup.end();
            let applied = document_import::apply_when(&planned, store, context.now(), sure);
            applied.and(backup.end())?;
        }
        let mut placed = Vec::with_capacity(files.len());
        for (file, planned) in files.into_iter().zip(planned) {
            // Nobody else asks for the texts again.
            if !peers.is_empty() {
                placed.push(Placed::of(file.text()?, &planned));
            }
            let (deck, skipped) = (planned.compiled().deck.to_string(), planned.skipped());
            let (lines, doubts) = planned.into_told();
            reports.push(ImportReport {
                file: file.name,
                deck,
                skipped,
                lines,
                doubts,
                remarks: Vec::new(),
                source: Source::Document,
            });
        }
        Ok((reports, placed))
    }

    fn show(&self, context: &mut Context, reports: &[ImportReport]) -> Result<(), Failure> {
        if self.json {
            return write_json(context, &PlanJson::new(self.dry_run, reports));
        }
        for report in reports {
            import_view::show_counts(&mut context.out, &report.file, &report.deck, &report.lines)?;
            match (self.dry_run, report.source) {
                (true, _) => import_view::show_plan(&mut context.out, &report.lines)?,
                (false, Source::Document) => {
                    import_view::show_kept(&mut context.out, &report.lines)?;
                }
                (false, Source::Deck) => {}
            }
            import_view::show_doubts(&mut context.out, &report.doubts)?;
            for remark in &report.remarks {
                context.out.line(remark)?;
            }
        }
        context.flush()
    }
}

/// Whether a document takes part. One without cards does if it had some: they may have gone to
/// another one. Otherwise it is refused, or left out of those that were named with it.
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
        Named::Alone => refuse_empty(file, &incoming.compiled)?,
        Named::Among => {
            context.note(&format!("{} makes no cards and is left out.", file.name));
        }
    }
    Ok(false)
}
