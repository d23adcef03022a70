//! Completion of a command line that is being typed: the shell asks the program, so that decks are
//! known as they are now. It must never fail aloud or make a file: somebody is in the midst of typing.

use std::ffi::OsString;

use clap::CommandFactory;
use clap_complete::CompletionCandidate;
use clap_complete::env::CompleteEnv;

use crate::terminal::escape::one_line;

use super::arguments::Arguments;
use super::clock::Clock;
use super::collection::open_to_read;
use super::colour::Wish;
use super::context::{Consent, Context};
use super::environment;

/// The variable by which a shell asks; its value names the shell.
pub(super) const VARIABLE: &str = "SRM_COMPLETE";

/// Answers a shell that asks for completions; false when none does.
pub(super) fn answer(arguments: &[OsString]) -> Result<bool, clap::Error> {
    if environment::raw(VARIABLE).is_none() {
        return Ok(false);
    }
    let here = std::env::current_dir().ok();
    CompleteEnv::with_factory(Arguments::command)
        .var(VARIABLE)
        .try_complete(arguments, here.as_deref())
}

/// The names of all decks; none where they cannot be read.
pub(super) fn decks() -> Vec<CompletionCandidate> {
    let Ok(clock) = Clock::from_environment() else {
        return Vec::new();
    };
    let mut context = Context::new(clock, None, Consent::Ask, Wish::Never);
    let Ok(Some(store)) = open_to_read(&mut context) else {
        return Vec::new();
    };
    let decks = store.deck_names().unwrap_or_default();
    let names = decks.into_iter().map(|deck| deck.to_string());
    // A name that a terminal would obey is not typed for anybody.
    names
        .filter(|name| one_line(name) == *name)
        .map(CompletionCandidate::new)
        .collect()
}
