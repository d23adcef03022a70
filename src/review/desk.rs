//! The desk: what a sitting needs from the program around it. Cards come from it, and what was done
//! is written down there. It must never know how cards and the log are kept, or who looks on.

use std::time::Duration;

use crate::cards::{Card, CardId, DeckName};
use crate::scheduler::Scheduler;

use super::event::Deed;
use super::leech::{Leech, LeechDeed};
use super::queue::Queued;
use super::state::CardState;

/// Cards, a log and a watch.
pub trait Desk {
    /// What can go wrong there.
    type Error;
    /// The card as it is now; none when it is gone or not to be asked any more.
    fn card(&mut self, id: CardId) -> Result<Option<Sheet>, Self::Error>;
    /// Writes the deed down. On return it is durable.
    fn record(&mut self, card: CardId, deed: Deed) -> Result<Recorded, Self::Error>;
    /// Why the answer that was just written down makes the card a leech, and what is to be done about
    /// it; none where it does not, and at a desk that knows of no leeches.
    fn leech(&mut self, card: CardId) -> Result<Option<(Leech, LeechDeed)>, Self::Error> {
        let _ = card;
        Ok(None)
    }
    /// Takes back the newest answer or change; none when there is nothing to take back.
    fn undo(&mut self) -> Result<Option<TakenBack>, Self::Error>;
    /// Brings back what was taken back last; none when there is nothing to bring back.
    fn redo(&mut self) -> Result<Option<TakenBack>, Self::Error>;
    /// Which of the two would do something now.
    fn reversible(&mut self) -> Result<Reversible, Self::Error>;
    /// The time since the sitting began.
    fn elapsed(&self) -> Duration;
    /// The document around a card.
    fn source(&mut self, card: CardId) -> Result<Source, Self::Error>;
    /// Opens the card's document in the learner's editor and brings in what changed; says what came
    /// of it. The terminal belongs to the editor meanwhile.
    fn edit(&mut self, card: CardId) -> Result<String, Self::Error>;
    /// Opens the pictures and sounds that can be seen of the card; says what came of it.
    fn open_media(&mut self, card: CardId, visible: Visible) -> Result<String, Self::Error>;
    /// New cards beyond those of the session.
    fn more_new(&mut self) -> Result<Vec<Queued>, Self::Error>;
}

/// What can be reversed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reversible {
    /// Whether there is something to take back.
    pub undo: bool,
    /// Whether there is something to bring back.
    pub redo: bool,
}

/// What can be seen of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visible {
    /// The question alone.
    Front,
    /// Question and answer.
    Whole,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The card.
    pub card: Card,
    /// Its deck.
    pub deck: DeckName,
    /// The name of its document, when there is one.
    pub source: Option<String>,
    /// What the log says about it now.
    pub state: CardState,
    /// What schedules it.
    pub scheduler: Scheduler,
}

/// What an undo took back, or a redo brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// The card it was about.
    pub card: CardId,
    /// Its front, as Markdown.
    pub front: String,
    /// What had been done.
    pub deed: Deed,
    /// The state of the card now.
    pub state: CardState,
    /// The other cards that the same command had changed, with their states now.
    pub with: Vec<(CardId, CardState)>,
}

/// The document around a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Some of its lines.
    Lines(Excerpt),
    /// It cannot be shown, for this reason.
    Missing(String),
}

/// Lines of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The name of the document.
    pub document: String,
    /// The number of the first line, 1-based.
    pub first: u32,
    /// The lines.
    pub lines: Vec<String>,
    /// The number of the line where the card begins.
    pub card: u32,
}
