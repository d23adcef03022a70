//! The plain face of a review: lines out, lines in. It is what a pipe and a speech reader get, so it
//! says one fact a line, moves no cursor and needs no colour.
//! It must never say `Saved` before the answer is durable, and never know where answers are kept.

mod card;
mod face;
mod input;
mod sayings;

use std::io::{self, BufRead};
use std::time::Duration;

use crate::review::{Desk, Session, Sitting};

use super::output::Screen;
use face::Face;
pub use input::Scale;
pub use sayings::taken_back;

/// How a session is held.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// The numbers of the grades.
    pub scale: Scale,
    /// What fixes the order of options.
    pub seed: u64,
    /// The session asks no further card after this time.
    pub time_limit: Option<Duration>,
    /// Whether a person types at this very terminal and wants to see where.
    pub cursor_mark: CursorMark,
}

/// Whether `> ` stands where something is to be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CursorMark {
    /// On a terminal.
    Shown,
    /// In a pipe, where it would stand at the beginning of the next fact.
    Hidden,
}

/// Why a session came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Nothing was left.
    Done,
    /// The learner ended it, or the input did.
    Stopped,
    /// The time was over.
    OutOfTime,
}

/// Holds a session: asks each card, writes each answer down, sums up.
///
/// # Errors
/// Those of the desk, and a broken terminal.
pub fn hold<D: Desk<Error: From<io::Error>>>(
    session: &mut Session,
    desk: &mut D,
    input: &mut dyn BufRead,
    screen: &mut Screen<'_>,
    manner: Manner,
) -> Result<Ending, D::Error> {
    let sitting = Sitting::new(session, desk, manner.time_limit);
    let mut face = Face::new(sitting, input, screen, manner);
    face.welcome()?;
    let ending = face.ask_all()?;
    face.sum_up(ending)?;
    Ok(ending)
}

#[cfg(test)]
mod tests;
