//! `srm compile`: documents in, decks out. It never opens the collection.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cards::{Compiled, Request, compile_with};
use crate::document::{Code, Severity};
use crate::exchange::Source;
use crate::exchange::export::json;
use crate::terminal::compiled_view;
use crate::terminal::escape::SafeJson;
use crate::terminal::output::Screen;
use crate::terminal::problem_view::{self, Style};
use crate::terminal::words::count;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::output_file::{self, Privacy};
use super::super::source_file::{self, SourceFile};

/// Turn documents into decks, without storing anything
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm compile notes.md                        read the cards through
  srm compile notes.md -o deck.json           write the deck to a file
  srm compile notes/ --strict                 check every document of a folder
  srm compile notes.md --with kinds=+list     make lists, too
  srm compile notes.md --explain 3            which rule made the third card

Words for --with can also stand in the document: <!-- srm: kinds=+list -->.")]
pub(in crate::cli) struct Compile {
    /// Documents, Markdown or plain text, or folders of them; - is stdin
    #[arg(required = true)]
    documents: Vec<PathBuf>,
    /// Write the deck to FILE as JSON; - is stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print the deck as JSON (format srm-deck) instead of lines to read
    #[arg(long)]
    json: bool,
    /// Words to compile with, such as kinds=+definition or split
    #[arg(long, value_name = "WORDS", default_value = "")]
    with: String,
    /// Say which rule made a card from which lines; CARD is its number or its id
    #[arg(long, value_name = "CARD")]
    explain: Option<String>,
    /// Exit with 3 when there is any warning
    #[arg(long)]
    strict: bool,
    /// How problems are written
    #[arg(long, value_name = "STYLE", value_enum, default_value_t = Problems::Drawn)]
    problems: Problems,
}

/// How problems are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Problems {
    /// With the line and a caret
    Drawn,
    /// As sentences, for speech readers
    Spoken,
    /// One JSON object a line
    Json,
}

/// A document that was read and compiled.
struct Done {
    file: SourceFile,
    compiled: Compiled,
}

impl Compile {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let mut done = Vec::new();
        for file in source_file::read_all(&self.documents)? {
            done.push(self.compile(context, file)?);
        }
        self.summarise(context, &done);
        if let Some(card) = &self.explain {
            return explain(context, &done, card);
        }
        self.write_cards(context, &done)?;
        self.check_strictly(&done)
    }

    fn compile(&self, context: &mut Context, file: SourceFile) -> Result<Done, Failure> {
        let text = file.text()?;
        let sidecar = file.sidecar()?;
        let request = Request {
            fallback_name: &file.fallback_deck,
            words: &self.with,
            sidecar: &sidecar,
        };
        let compiled = context.during("Compiling", || compile_with(text, &request));
        self.show_problems(&mut context.err, &file, text, &compiled);
        if self.documents.len() == 1 && !self.documents.iter().any(|path| path.is_dir()) {
            refuse_empty(&file, &compiled)?;
        }
        Ok(Done { file, compiled })
    }

    /// Shows what a person should look at. A closed stderr is no reason to stop.
    fn show_problems(
        &self,
        err: &mut Screen<'_>,
        file: &SourceFile,
        text: &str,
        compiled: &Compiled,
    ) {
        let style = match self.problems {
            Problems::Drawn => Style::Drawn,
            Problems::Spoken => Style::Spoken,
            Problems::Json => Style::Json,
        };
        let source = problem_view::Source::new(&file.name, text);
        for problem in &compiled.problems {
            let _ = source.show(err, problem, style);
        }
        for problem in &compiled.elsewhere {
            let _ = err.line(&format!("warning[{}]: {}", problem.code, problem.message));
        }
    }

    fn summarise(&self, context: &mut Context, done: &[Done]) {
        for Done { file, compiled } in done {
            let tally = compiled_view::tally(compiled);
            context.note(&format!("{}: deck {}: {tally}.", file.name, compiled.deck));
            for offer in &compiled.offers {
                let kind = compiled_view::kind_in_words(offer.kind, offer.cards);
                context.note(&format!(
                    "{}: {kind} could be made, too: --with kinds=+{}",
                    file.name, offer.kind
                ));
            }
        }
        if done.len() > 1 {
            let cards: usize = done.iter().map(|done| done.compiled.cards.len()).sum();
            context.note(&format!(
                "{} documents: {}, {}.",
                done.len(),
                count(cards as u64, "card", "cards"),
                count(warnings(done) as u64, "warning", "warnings"),
            ));
        }
    }

    fn write_cards(&self, context: &mut Context, done: &[Done]) -> Result<(), Failure> {
        match (&self.output, self.json) {
            (Some(path), _) if path != Path::new("-") => self.write(path, done),
            (None, false) => {
                let cards = done.iter().flat_map(|done| &done.compiled.cards);
                let cards = cards.map(|compiled| &compiled.card);
                Ok(compiled_view::show_cards(&mut context.out, cards)?)
            }
            _ => Ok(context.out.json_in_pieces(|to| write_decks(done, to))?),
        }
    }

    fn write(&self, path: &Path, done: &[Done]) -> Result<(), Failure> {
        let mut documents = self.documents.iter();
        if documents.any(|document| output_file::is_same_file(document, path)) {
            return Err(Failure::usage("the deck would overwrite its document")
                .hint("Name another file with -o."));
        }
        output_file::write_with(path, Privacy::Usual, |file| {
            let mut file = SafeJson::new(file);
            write_decks(done, &mut file)?;
            file.flush()
        })
    }

    fn check_strictly(&self, done: &[Done]) -> Result<(), Failure> {
        match warnings(done) {
            0 => Ok(()),
            _ if !self.strict => Ok(()),
            number => {
                let found = count(number as u64, "warning", "warnings");
                Err(Failure::input(format!("{found}, and --strict was given"))
                    .hint("Each is shown above with its place."))
            }
        }
    }
}

/// Warnings of all documents; notes do not count.
fn warnings(done: &[Done]) -> usize {
    let is_warning = |code: Code| code.severity() >= Severity::Warning;
    done.iter()
        .flat_map(|done| {
            done.compiled
                .problems
                .iter()
                .chain(&done.compiled.elsewhere)
        })
        .filter(|problem| is_warning(problem.code))
        .count()
}

/// Says where a card comes from.
fn explain(context: &mut Context, done: &[Done], card: &str) -> Result<(), Failure> {
    let all = || {
        let cards = done
            .iter()
            .flat_map(|done| done.compiled.cards.iter().map(move |card| (done, card)));
        (1_usize..).zip(cards)
    };
    let by_number = card.parse::<usize>().ok().filter(|_| card.len() <= 6);
    let by_number = by_number.and_then(|number| all().nth(number.checked_sub(1)?));
    let mut by_id = all().filter(|(_, (_, compiled))| compiled.id.to_string().starts_with(card));
    let Some((number, (Done { file, .. }, compiled))) = by_number.or_else(|| by_id.next()) else {
        let last = all().count();
        return Err(
            Failure::failed(format!("there is no card {card}")).hint(format!(
                "Name one by its number, 1 to {last}, or by its id."
            )),
        );
    };
    let text = file.text()?;
    let source = problem_view::Source::new(&file.name, text);
    Ok(compiled_view::show_origin(
        &mut context.out,
        &source,
        (number, compiled),
    )?)
}

/// A file without any card is no study document, whatever else it is.
pub(super) fn refuse_empty(file: &SourceFile, compiled: &Compiled) -> Result<(), Failure> {
    if !compiled.cards.is_empty() {
        return Ok(());
    }
    if let Some(offer) = compiled.offers.first() {
        let kind = compiled_view::kind_in_words(offer.kind, offer.cards);
        let what = format!("{} makes no cards, but {kind} could be made", file.name);
        return Err(Failure::input(what).hint(format!(
            "Ask for them with <!-- srm: kinds=+{0} --> in the document, or --with kinds=+{0}.",
            offer.kind
        )));
    }
    let hint = compiled
        .problems
        .iter()
        .find(|problem| problem.code == Code::NoCards)
        .and_then(|problem| problem.hint.as_deref())
        .unwrap_or("Cards are made of tables, scenarios and questions.");
    Err(Failure::input(format!("{} makes no cards", file.name)).hint(hint))
}

/// Writes the decks card by card.
fn write_decks(done: &[Done], to: &mut dyn Write) -> io::Result<()> {
    let decks: Vec<(&Compiled, Option<Source>)> = done
        .iter()
        .map(|Done { file, compiled }| {
            let source = Source {
                path: file.name.clone(),
                blake3: file.blake3(),
            };
            (compiled, Some(source))
        })
        .collect();
    json::write_compiled(&decks, to)
}
