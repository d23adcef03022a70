//! The command line: arguments in, one command run, an exit code out.
//! What was typed is understood here; what it does is in `commands`, one file each.

mod anki_export;
mod anki_import;
mod anki_media;
mod answer_log;
mod argument_length;
mod arguments;
mod card_media;
mod checked_file;
mod choice;
mod clock;
mod colour;
mod collection;
mod commands;
mod completion;
mod context;
mod deck_file;
mod deck_import;
mod desk;
mod document_export;
mod document_import;
mod document_name;
mod document_pictures;
mod document_update;
mod editor;
mod environment;
mod failure;
mod file_limit;
mod home;
mod letting_go;
mod loss;
mod media_folder;
mod mistake;
mod named_cards;
mod opener;
mod nearest;
mod options_first;
mod output_file;
mod peer_import;
mod safety;
mod selection;
mod settings;
mod settled_document;
mod source_file;
mod told_plan;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser};

use argument_length::refuse_long;
use arguments::Arguments;
use clock::Clock;
use colour::{Goal, Wish};
use commands::Outcome;
use context::Context;
use failure::{Failure, Kind};
use nearest::nearest;
use options_first::options_first;

use crate::terminal::output::{Screen, are_messages_read, is_read};

pub use mistake::end_at_a_mistake;

/// Reads a settings file of this text, for the fuzzer alone: a project's file can be a stranger's.
///
/// # Errors
/// What the learner would be told.
#[doc(hidden)]
pub fn settings_of_text(text: &str) -> Result<(), String> {
    for reach in [settings::Reach::User, settings::Reach::Project] {
        settings::Layers::of_text(text, reach).map_err(|failure| failure.message)?;
    }
    Ok(())
}

/// Runs the program on the arguments of the process, the program's own name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    file_limit::fail_the_write();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let wish = Wish::among(arguments.iter().filter_map(|word| word.to_str()));
    match completion::answer(&arguments) {
        Ok(false) => {}
        Ok(true) => return ExitCode::from(Outcome::Done.exit_code()),
        Err(answer) => return answer_of_the_parser(&answer, wish),
    }
    if let Err(failure) = refuse_long(&arguments) {
        return report(&failure, wish);
    }
    let arguments = options_first(arguments);
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(answer) => return answer_of_the_parser(&answer, wish),
    };
    let wish = arguments.colour;
    let outcome = Clock::from_environment().and_then(|clock| {
        let mut context = Context::new(clock, arguments.db, arguments.consent, wish);
        let outcome = commands::run(arguments.command, &mut context);
        // What was said before a failure is still shown, and first.
        let flushed = context.flush();
        outcome.and_then(|outcome| flushed.map(|()| outcome))
    });
    match outcome {
        Ok(outcome) => ExitCode::from(outcome.exit_code()),
        Err(failure) => report(&failure, wish),
    }
}

/// Help and version go to stdout and are no failure; usage errors go to stderr. Either may quote what
/// was typed, so it passes through the screen like everything else.
fn answer_of_the_parser(answer: &clap::Error, wish: Wish) -> ExitCode {
    let text = answer.render().to_string();
    if answer.use_stderr() {
        let _ = messages(wish).usage(&text);
        if let Some(near) = near_command(answer) {
            let _ = messages(wish).hint(&format!("Did you mean `{near}`?"));
        }
        return ExitCode::from(Kind::Usage.exit_code());
    }
    let mut out = Screen::for_data(wish.colours(Goal::of(is_read())));
    match out.usage(&text).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::from(Outcome::Done.exit_code()),
        Err(error) => report(&Failure::from(error), wish),
    }
}

/// The command that is near to one that is not there, where the parser names none: after `help`.
fn near_command(answer: &clap::Error) -> Option<String> {
    if answer.kind() != ErrorKind::InvalidSubcommand
        || answer.get(ContextKind::SuggestedSubcommand).is_some()
    {
        return None;
    }
    let Some(ContextValue::String(typed)) = answer.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    let arguments = Arguments::command();
    let names = arguments.get_subcommands().map(clap::Command::get_name);
    nearest(typed, names).map(str::to_owned)
}

fn messages(wish: Wish) -> Screen<'static> {
    Screen::for_messages(wish.colours(Goal::of(are_messages_read())))
}

fn report(failure: &Failure, wish: Wish) -> ExitCode {
    let mut err = messages(wish);
    if failure.kind != Kind::ClosedPipe {
        // When stderr is closed as well, the exit code has to say it all.
        let _ = err.failure(&failure.message);
        if let Some(drawing) = &failure.drawing {
            let _ = err.block(drawing);
        }
        if let Some(hint) = &failure.hint {
            let _ = err.hint(hint);
        }
    }
    ExitCode::from(failure.kind.exit_code())
}
