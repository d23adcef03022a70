//! The arguments as typed. Nothing here may touch a file or a clock.

use std::path::PathBuf;

use clap::builder::{BoolishValueParser, TypedValueParser};
use clap::{ArgAction, Parser};

use super::colour::Wish;
use super::commands::Command;
use super::context::Consent;

/// What `--version` says. The notice is what the owner of SM-2 asks programs to show.
const LONG_VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\n\nAlgorithm SM-2, (C) Copyright SuperMemo World, 1991. https://www.supermemo.com"
);

/// Spaced repetition for the terminal: study documents become flashcards, SM-2 decides what is due.
///
/// Alone, `srm` shows today at a glance.
#[derive(Debug, Parser)]
#[command(
    name = "srm",
    version,
    long_version = LONG_VERSION,
    after_help = "Examples:
  srm import notes.md     bring a study document in
  srm review              today's session

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 the document or file has errors,
4 the database is locked, damaged or newer, 130 interrupted."
)]
pub(super) struct Arguments {
    /// The database [default: srm/srm.db in the data folder; SRM_DB overrides it]
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) db: Option<PathBuf>,
    /// Answer every confirmation with yes
    #[arg(
        long = "yes",
        global = true,
        action = ArgAction::SetTrue,
        value_parser = BoolishValueParser::new().map(consent)
    )]
    pub(super) consent: Consent,
    /// Colours: auto (a terminal; NO_COLOR and CLICOLOR_FORCE hold), always or never
    #[arg(
        long = "color",
        alias = "colour",
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) colour: Wish,
    /// What to do
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

fn consent(given: bool) -> Consent {
    if given { Consent::Given } else { Consent::Ask }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::terminal::wrap::width;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_shows_two_examples() {
        fn check(command: &clap::Command, name: &str) {
            for help in [command.get_after_help(), command.get_after_long_help()] {
                let help = help.map(ToString::to_string).unwrap_or_default();
                let examples = help.lines().filter(|line| line.starts_with("  srm "));
                if !help.is_empty() || command.get_after_help().is_none() {
                    assert!(examples.count() >= 2, "{name} --help\n{help}");
                }
            }
            for inner in command.get_subcommands() {
                check(inner, &format!("{name} {}", inner.get_name()));
            }
        }
        check(&Arguments::command(), "srm");
    }

    #[test]
    fn help_fits_a_terminal_of_80_columns() {
        fn check(command: &clap::Command) {
            for help in [command.get_after_help(), command.get_after_long_help()] {
                let help = help.map(ToString::to_string).unwrap_or_default();
                for line in help.lines() {
                    assert!(width(line) <= 80, "{}: {line}", command.get_name());
                }
            }
            command.get_subcommands().for_each(check);
        }
        check(&Arguments::command());
    }

    #[test]
    fn yes_is_consent_wherever_it_stands() {
        let consent = |words: &[&str]| Arguments::try_parse_from(words).unwrap().consent;
        assert_eq!(consent(&["srm", "due"]), Consent::Ask);
        assert_eq!(consent(&["srm", "--yes", "due"]), Consent::Given);
        assert_eq!(consent(&["srm", "due", "--yes"]), Consent::Given);
    }
}
