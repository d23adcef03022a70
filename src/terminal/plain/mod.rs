//! The plain face of a review: lines out, lines in. It is what a pipe and a speech reader get, so it
//! says one fact a line, moves no cursor and needs no colour.
//! It must never say `Saved` before the answer is durable, and never know where answers are kept.

mod card;
mod face;
mod input;
mod sayings;

use std::io::{self, BufRead};
use std::time::Duration;

use crate::calendar::StudyDay;
use crate::cards::{Card, CardId, DeckName};
use crate::review::{CardState, Deed, Session};

use super::output::Screen;
use face::Face;
pub use input::Scale;
pub use sayings::taken_back;

/// What the face needs from the program around it: cards, a log, a watch.
pub trait Desk {
    /// What can go wrong there; a broken terminal is one of it.
    type Error: From<io::Error>;
    /// The card as it is now; none when it is gone or not to be asked any more.
    fn card(&mut self, id: CardId) -> Result<Option<Sheet>, Self::Error>;
    /// Writes the deed down. On return it is durable.
    fn record(&mut self, card: CardId, deed: Deed) -> Result<Recorded, Self::Error>;
    /// Takes back the newest answer or change; none when there is nothing to take back.
    fn undo(&mut self) -> Result<Option<TakenBack>, Self::Error>;
    /// The time since the session began.
    fn elapsed(&self) -> Duration;
}

/// What became of a deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It is durable; the card's state is now this.
    Saved(CardState),
    /// The card was answered elsewhere meanwhile, so the deed makes no sense any more.
    ChangedElsewhere,
}

/// A card on the desk.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The card.
    pub card: Card,
    /// Its deck.
    pub deck: DeckName,
    /// The name of its document, when there is one.
    pub source: Option<String>,
    /// What the log says about it now.
    pub state: CardState,
}

/// What an undo took back.
#[derive(Clone, Debug)]
pub struct TakenBack {
    /// The card it was about.
    pub card: CardId,
    /// Its front, as Markdown.
    pub front: String,
    /// What had been done.
    pub deed: Deed,
    /// The state of the card now.
    pub state: CardState,
}

/// How a session is held.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// The study day of the session.
    pub day: StudyDay,
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
pub fn hold<D: Desk>(
    session: &mut Session,
    desk: &mut D,
    input: &mut dyn BufRead,
    screen: &mut Screen<'_>,
    manner: Manner,
) -> Result<Ending, D::Error> {
    let mut face = Face::new(session, desk, input, screen, manner);
    face.welcome()?;
    let ending = face.ask_all()?;
    face.sum_up(ending)?;
    Ok(ending)
}

#[cfg(test)]
mod tests;
