//! Whether there are colours: the flag, then what the world agreed on (no-color.org,
//! bixense.com/clicolors), then whether the stream is a terminal that has any.

use clap::ValueEnum;

use crate::terminal::colour::Colours;

use super::environment;

/// What `--color` asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Wish {
    /// On a terminal that has them, unless NO_COLOR is set
    #[default]
    Auto,
    /// Also into pipes and files
    Always,
    /// Not at all
    Never,
}

/// Where colours would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// To a terminal.
    Terminal,
    /// Into a pipe or a file.
    Elsewhere,
}

/// What the environment says about colours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Surroundings {
    /// `NO_COLOR`, with whatever value.
    refused: bool,
    /// `CLICOLOR_FORCE`, with another value than 0.
    forced: bool,
    /// `TERM`.
    term: String,
}

impl Wish {
    /// The wish among arguments that could not be parsed.
    pub(super) fn among<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Wish {
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let word = match argument {
                "--" => break,
                "--color" | "--colour" => arguments.next(),
                _ => argument.strip_prefix("--color="),
            };
            if let Some(wish) = word.and_then(|word| Wish::from_str(word, false).ok()) {
                return wish;
            }
        }
        Wish::Auto
    }

    /// Whether what goes there has colours.
    pub(super) fn colours(self, goal: Goal) -> Colours {
        let surroundings = Surroundings {
            refused: environment::raw("NO_COLOR").is_some(),
            forced: environment::raw("CLICOLOR_FORCE").is_some_and(|value| value != "0"),
            term: environment::text("TERM").ok().flatten().unwrap_or_default(),
        };
        decide(self, &surroundings, goal)
    }
}

impl Goal {
    /// A terminal, where it is one.
    pub(super) fn of(is_terminal: bool) -> Goal {
        match is_terminal {
            true => Goal::Terminal,
            false => Goal::Elsewhere,
        }
    }
}

fn decide(wish: Wish, surroundings: &Surroundings, goal: Goal) -> Colours {
    let has_some = !["", "dumb"].contains(&surroundings.term.as_str());
    match wish {
        Wish::Always => Colours::Sixteen,
        Wish::Never => Colours::None,
        Wish::Auto if surroundings.refused => Colours::None,
        Wish::Auto if surroundings.forced => Colours::Sixteen,
        Wish::Auto if goal == Goal::Terminal && has_some => Colours::Sixteen,
        Wish::Auto => Colours::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(refused: bool, forced: bool, term: &str) -> Surroundings {
        Surroundings {
            refused,
            forced,
            term: term.to_owned(),
        }
    }

    #[test]
    fn the_flag_comes_first_then_no_then_force_then_the_terminal() {
        use Colours::{None, Sixteen};
        use Goal::{Elsewhere, Terminal};
        let check = |wish, surroundings, goal, colours| {
            assert_eq!(
                decide(wish, &surroundings, goal),
                colours,
                "{wish:?} {surroundings:?}"
            );
        };
        let xterm = || around(false, false, "xterm");
        check(Wish::Auto, xterm(), Terminal, Sixteen);
        check(Wish::Auto, xterm(), Elsewhere, None);
        check(Wish::Auto, around(false, false, "dumb"), Terminal, None);
        check(Wish::Auto, around(false, false, ""), Terminal, None);
        check(Wish::Auto, around(true, false, "xterm"), Terminal, None);
        check(Wish::Auto, around(false, true, "dumb"), Elsewhere, Sixteen);
        check(Wish::Auto, around(true, true, "xterm"), Terminal, None);
        check(
            Wish::Always,
            around(true, false, "dumb"),
            Elsewhere,
            Sixteen,
        );
        check(Wish::Never, around(false, true, "xterm"), Terminal, None);
    }

    #[test]
    fn the_wish_is_found_where_the_rest_makes_no_sense() {
        let among = |words: &str| Wish::among(words.split(' '));
        assert_eq!(among("srm bogus --color never"), Wish::Never);
        assert_eq!(among("srm --color=always bogus"), Wish::Always);
        assert_eq!(among("srm --color=blue bogus"), Wish::Auto);
        assert_eq!(among("srm -- --color=always"), Wish::Auto);
    }
}
