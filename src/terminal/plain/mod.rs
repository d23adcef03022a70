//! The plain face of a review: lines out, lines in. It is what a pipe and a speech reader get, so it
//! says one fact a line, moves no cursor and needs no colour.
//! It must never say `Saved` before the answer is durable, and never know where answers are kept.

mod card;
mod face;
mod follow;
mod input;
pub(super) mod sayings;

use std::io::{self, BufRead};

use crate::review::{Desk, Session, Sitting};

use super::manner::{Ending, Manner};
use super::output::Screen;
use face::Face;
use follow::Follow;
pub use sayings::{brought_back, change_in_words, sum_up, taken_back};

/// Whether `> ` stands where something is to be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CursorMark {
    /// On a terminal.
    Shown,
    /// In a pipe, where it would stand at the beginning of the next fact.
    Hidden,
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
    cursor_mark: CursorMark,
) -> Result<Ending, D::Error> {
    let sitting = Sitting::new(session, desk, manner.time_limit);
    let mut face = Face::new(sitting, input, screen, manner, cursor_mark);
    face.welcome()?;
    loop {
        let ending = face.ask_all()?;
        face.sum_up(ending)?;
        if ending == Ending::Stopped || face.follow()? == Follow::Leave {
            return Ok(ending);
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
