//! Failures as people and scripts see them: one message, what to do next, an exit code.
//! Inner modules report facts; only here and in the commands do they become words and numbers.

use std::convert::Infallible;
use std::fmt::Display;
use std::io;

/// What kind of failure it is; it decides the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It did not work.
    Failed,
    /// The command line, a variable or a setting asks for something that makes no sense.
    Usage,
    /// The document or file has errors.
    Input,
    /// The database is locked, damaged, not ours, or newer than this program.
    Storage,
    /// The learner interrupted it.
    Interrupted,
    /// Whoever read the output has gone, as `head` does. No failure at all: a quiet end.
    ClosedPipe,
}

impl Kind {
    /// The exit code that the command line promises.
    pub(super) fn exit_code(self) -> u8 {
        match self {
            Kind::ClosedPipe => 0,
            Kind::Failed => 1,
            Kind::Usage => 2,
            Kind::Input => 3,
            Kind::Storage => 4,
            Kind::Interrupted => 130,
        }
    }
}

/// Why a command ended without doing what it should.
#[derive(Debug)]
pub(super) struct Failure {
    /// What kind it is.
    pub(super) kind: Kind,
    /// What is the matter, on one line.
    pub(super) message: String,
    /// Lines that show the place, already laid out.
    pub(super) drawing: Option<String>,
    /// What to do next.
    pub(super) hint: Option<String>,
}

impl Failure {
    /// A failure of this kind, without a hint.
    pub(super) fn new(kind: Kind, message: impl Display) -> Failure {
        Failure {
            kind,
            message: message.to_string(),
            drawing: None,
            hint: None,
        }
    }

    /// Something did not work.
    pub(super) fn failed(message: impl Display) -> Failure {
        Failure::new(Kind::Failed, message)
    }

    /// The command line makes no sense.
    pub(super) fn usage(message: impl Display) -> Failure {
        Failure::new(Kind::Usage, message)
    }

    /// A document or file has errors.
    pub(super) fn input(message: impl Display) -> Failure {
        Failure::new(Kind::Input, message)
    }

    /// The database cannot be used.
    pub(super) fn storage(message: impl Display) -> Failure {
        Failure::new(Kind::Storage, message)
    }

    /// Shows the place.
    #[must_use]
    pub(super) fn drawn(mut self, drawing: String) -> Failure {
        self.drawing = Some(drawing);
        self
    }

    /// What went wrong and what to do about it, as sentences: for a review, which goes on.
    pub(super) fn in_sentences(self) -> String {
        let mut letters = self.message.chars();
        let first = letters.next().map(char::to_uppercase);
        let mut said: String = first.into_iter().flatten().chain(letters).collect();
        if !said.ends_with('.') {
            said.push('.');
        }
        if let Some(hint) = self.hint {
            said.push(' ');
            said.push_str(&hint);
        }
        said
    }

    /// Says what to do next.
    #[must_use]
    pub(super) fn hint(mut self, hint: impl Display) -> Failure {
        self.hint = Some(hint.to_string());
        self
    }
}

/// An error of the terminal's streams. Errors of files are turned into failures where the file is known.
impl From<Infallible> for Failure {
    fn from(never: Infallible) -> Failure {
        match never {}
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::new(Kind::ClosedPipe, "the output was closed"),
            io::ErrorKind::Interrupted => Failure::new(Kind::Interrupted, "interrupted"),
            _ => Failure::failed(format!("the output cannot be written: {error}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_a_quiet_end_and_a_full_disk_is_not() {
        let code = |kind: io::ErrorKind| Failure::from(io::Error::from(kind)).kind.exit_code();
        assert_eq!(code(io::ErrorKind::BrokenPipe), 0);
        assert_eq!(code(io::ErrorKind::Interrupted), 130);
        assert_eq!(code(io::ErrorKind::StorageFull), 1);
    }
}
