//! Options behind a query. A query may hold words that begin with `-`, so the parser takes whatever
//! stands behind its first word for more of them; here the options go before it.
//! It must never understand more of a command line than where its options are.

use std::ffi::{OsStr, OsString};

use clap::{ArgAction, Command, CommandFactory};

use super::arguments::Arguments;

/// The commands whose words are a query.
const WITH_QUERY: [&str; 1] = ["cards"];

/// The arguments, the options of a command with a query before the words of the query. The rest, and
/// everything behind `--`, stays where it is.
pub(super) fn options_first(arguments: Vec<OsString>) -> Vec<OsString> {
    let has_query = |argument: &OsString| WITH_QUERY.iter().any(|name| argument == name);
    if !arguments.iter().any(has_query) {
        return arguments;
    }
    let program = Arguments::command();
    let Some((place, command)) = command_of(&program, &arguments) else {
        return arguments;
    };
    let mut arguments = arguments.into_iter();
    let mut first: Vec<OsString> = arguments.by_ref().take(place.saturating_add(1)).collect();
    let mut words = Vec::new();
    while let Some(argument) = arguments.next() {
        if argument == "--" {
            words.push(argument);
            words.extend(arguments);
            break;
        }
        match option(&[&program, command], &argument) {
            None => words.push(argument),
            Some(Takes::Nothing) => first.push(argument),
            Some(Takes::Value) => {
                first.push(argument);
                first.extend(arguments.next());
            }
        }
    }
    first.extend(words);
    first
}

/// What an option wants behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    Nothing,
    Value,
}

/// Where the command stands, if it is one with a query.
fn command_of<'a>(program: &'a Command, arguments: &[OsString]) -> Option<(usize, &'a Command)> {
    let mut places = arguments.iter().enumerate().skip(1);
    while let Some((place, argument)) = places.next() {
        match option(&[program], argument) {
            Some(Takes::Value) => {
                places.next();
            }
            Some(Takes::Nothing) => {}
            None => {
                let name = WITH_QUERY.into_iter().find(|name| argument == name)?;
                return Some((place, program.find_subcommand(name)?));
            }
        }
    }
    None
}

/// The option of one of these commands that an argument is; none for a word.
fn option(commands: &[&Command], argument: &OsStr) -> Option<Takes> {
    let text = argument.to_str()?;
    if ["-h", "--help"].contains(&text) {
        return Some(Takes::Nothing);
    }
    let long = text.strip_prefix("--")?;
    let (name, has_value) = match long.split_once('=') {
        Some((name, _)) => (name, true),
        None => (long, false),
    };
    let mut known = commands.iter().flat_map(|command| command.get_arguments());
    let found = known.find(|known| {
        let others = known.get_all_aliases().unwrap_or_default();
        known.get_long() == Some(name) || others.contains(&name)
    })?;
    let is_switch = matches!(
        found.get_action(),
        ArgAction::SetTrue | ArgAction::SetFalse | ArgAction::Count | ArgAction::Help
    );
    Some(match is_switch || has_value {
        true => Takes::Nothing,
        false => Takes::Value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(line: &str) -> String {
        let arguments = line.split(' ').map(OsString::from).collect();
        let sorted = options_first(arguments);
        let words: Vec<&str> = sorted.iter().filter_map(|word| word.to_str()).collect();
        words.join(" ")
    }

    #[test]
    fn options_behind_a_query_go_before_it() {
        let check = |line, expected| assert_eq!(sorted(line), expected);
        check("srm cards is:new --json", "srm cards --json is:new");
        check(
            "srm cards a -b --sort lapses c --reverse --limit=3",
            "srm cards --sort lapses --reverse --limit=3 a -b c",
        );
        check(
            "srm --db x.db --yes cards a --color never",
            "srm --db x.db --yes cards --color never a",
        );
        check("srm cards a --help", "srm cards --help a");
        check("srm cards a -h", "srm cards -h a");
        // What is no option stays a word, and so does everything behind `--`.
        check("srm cards a --jsno", "srm cards a --jsno");
        check(
            "srm cards --json -- a --json",
            "srm cards --json -- a --json",
        );
        check("srm cards a --sort", "srm cards --sort a");
    }

    #[test]
    fn other_commands_stay_as_they_are() {
        for line in [
            "srm",
            "srm due --json",
            "srm stats cards --json",
            "srm --db cards due --json",
        ] {
            assert_eq!(sorted(line), line);
        }
    }
}
