//! `srm compile`: a document in, a deck out. It never opens the collection.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cards::{Compiled, compile};
use crate::document::Code;
use crate::exchange::Source;
use crate::exchange::export::json;
use crate::terminal::compiled_view;
use crate::terminal::escape::safe_json;
use crate::terminal::output::Screen;
use crate::terminal::problem_view;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::output_file::{self, Privacy};
use super::super::source_file::{self, SourceFile};

/// Turn a document into a deck, without storing anything
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm compile notes.md                  read the cards through
  srm compile notes.md -o deck.json     write the deck to a file")]
pub(in crate::cli) struct Compile {
    /// The document, Markdown or plain text; - is stdin
    document: PathBuf,
    /// Write the deck to FILE as JSON; - is stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print the deck as JSON (format srm-deck) instead of lines to read
    #[arg(long)]
    json: bool,
}

impl Compile {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let file = source_file::read(&self.document)?;
        let text = file.text()?;
        let compiled = compile(text, &file.fallback_deck);
        show_problems(&mut context.err, &file, text, &compiled);
        refuse_empty(&file, &compiled)?;
        let tally = compiled_view::tally(&compiled);
        context.note(&format!("{}: deck {}: {tally}.", file.name, compiled.deck));
        match (&self.output, self.json) {
            (Some(path), _) if path != Path::new("-") => self.write(path, &file, &compiled),
            (None, false) => {
                let cards = compiled.cards.iter().map(|compiled| &compiled.card);
                Ok(compiled_view::show_cards(&mut context.out, cards)?)
            }
            _ => Ok(context.out.json(&deck_json(&file, &compiled))?),
        }
    }

    fn write(&self, path: &Path, file: &SourceFile, compiled: &Compiled) -> Result<(), Failure> {
        let same = |path: &Path| path.canonicalize().ok();
        if same(path).is_some_and(|target| same(&self.document) == Some(target)) {
            return Err(Failure::usage("the deck would overwrite its document")
                .hint("Name another file with -o."));
        }
        output_file::write(path, deck_json(file, compiled).as_bytes(), Privacy::Usual)
    }
}

/// Shows what a person should look at, each problem with its source line. A closed stderr is no
/// reason to stop.
fn show_problems(err: &mut Screen<'_>, file: &SourceFile, text: &str, compiled: &Compiled) {
    let source = problem_view::Source::new(&file.name, text);
    for problem in &compiled.problems {
        let _ = err.block(&source.render(problem)).and_then(|()| err.gap());
    }
}

/// A file without any card is no study document, whatever else it is.
pub(super) fn refuse_empty(file: &SourceFile, compiled: &Compiled) -> Result<(), Failure> {
    if !compiled.cards.is_empty() {
        return Ok(());
    }
    let hint = compiled
        .problems
        .iter()
        .find(|problem| problem.code == Code::NoCards)
        .and_then(|problem| problem.hint.as_deref())
        .unwrap_or("Cards are made of tables, scenarios and questions.");
    Err(Failure::input(format!("{} makes no cards", file.name)).hint(hint))
}

fn deck_json(file: &SourceFile, compiled: &Compiled) -> String {
    let (path, blake3) = (file.name.clone(), file.blake3());
    deck_text(&json::write_compiled(
        compiled,
        Some(&Source { path, blake3 }),
    ))
}

/// A deck file as text. It is the same on stdout, where a terminal may read it, as in a file.
pub(super) fn deck_text(json: &[u8]) -> String {
    safe_json(&String::from_utf8_lossy(json))
}
