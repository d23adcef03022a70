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

/// Whether there is a person to ask: input and messages are both a terminal's.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks on the terminal; an empty line is yes. It reads a whole line, so that the cursor is never
/// hidden and Ctrl-C leaves the terminal as it was.
pub fn confirm(question: &str) -> io::Result<Reply> {
    if !can_ask() {
        return Ok(Reply::CannotAsk);
    }
    let typed: String = Input::new()
        .with_prompt(format!("{} [Y/n]", one_line(question)))
        .allow_empty(true)
        .validate_with(|typed: &String| match reading(typed) {
            Some(_) => Ok(()),
            None => Err("Type y or n."),
        })
        .interact()
        .map_err(|dialoguer::Error::IO(error)| error)?;
    Ok(reading(&typed).unwrap_or(Reply::No))
}

fn reading(typed: &str) -> Option<Reply> {
    match typed.trim().to_lowercase().as_str() {
        "" | "y" | "yes" => Some(Reply::Yes),
        "n" | "no" => Some(Reply::No),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_answer_counts() {
        assert_eq!(reading(""), Some(Reply::Yes));
        assert_eq!(reading(" YES "), Some(Reply::Yes));
        assert_eq!(reading("n"), Some(Reply::No));
        assert_eq!(reading("maybe"), None);
    }
}
