//! Yes-or-no questions. On a real terminal they are asked; elsewhere nothing may wait for an answer
//! that cannot come, so the caller gets [`Reply::CannotAsk`] and says which flag answers.

use std::io::{self, IsTerminal};

use dialoguer::Input;

use super::escape::one_line;

/// What came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Yes.
    Yes,
    /// No.
    No,
    /// There is no terminal to ask on.
    CannotAsk,
}

/// What an empty line answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnEnter {
    /// Yes: the learner has asked for it.
    Yes,
    /// No: it takes something away that nobody has asked to take away.
    No,
}

/// Whether there is a person to ask: input and messages are both a terminal's.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks on the terminal. It reads a whole line, so that the cursor is never
/// hidden and Ctrl-C leaves the terminal as it was.
pub fn confirm(question: &str, on_enter: OnEnter) -> io::Result<Reply> {
    if !can_ask() {
        return Ok(Reply::CannotAsk);
    }
    let answers = match on_enter {
        OnEnter::Yes => "[Y/n]",
        OnEnter::No => "[y/N]",
    };
    let typed: String = Input::new()
        .with_prompt(format!("{} {answers}", one_line(question)))
        .allow_empty(true)
        .validate_with(|typed: &String| match reading(typed, on_enter) {
            Some(_) => Ok(()),
            None => Err("Type y or n."),
        })
        .interact()
        .map_err(|dialoguer::Error::IO(error)| error)?;
    Ok(reading(&typed, on_enter).unwrap_or(Reply::No))
}

fn reading(typed: &str, on_enter: OnEnter) -> Option<Reply> {
    match (typed.trim().to_lowercase().as_str(), on_enter) {
        ("", OnEnter::Yes) | ("y" | "yes", _) => Some(Reply::Yes),
        ("", OnEnter::No) | ("n" | "no", _) => Some(Reply::No),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_answer_counts() {
        for on_enter in [OnEnter::Yes, OnEnter::No] {
            assert_eq!(reading(" YES ", on_enter), Some(Reply::Yes));
            assert_eq!(reading("n", on_enter), Some(Reply::No));
            assert_eq!(reading("maybe", on_enter), None);
        }
    }

    #[test]
    fn an_empty_line_takes_nothing_away() {
        assert_eq!(reading("", OnEnter::Yes), Some(Reply::Yes));
        assert_eq!(reading("", OnEnter::No), Some(Reply::No));
    }
}
