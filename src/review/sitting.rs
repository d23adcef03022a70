//! A sitting: a session at a desk. Every face looks at the card, gives a command and says what came of it.
//! It must never say that something is saved before the desk has said so.

mod follow_up;
mod leeches;
#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::calendar::StudyDay;
use crate::cards::CardId;
use crate::scheduler::Quality;

use super::desk::{Desk, Recorded, Sheet, Source, TakenBack, Visible};
use super::event::{Deed, Flag};
use super::leech::{Leech, LeechDeed};
use super::queue::Queued;
use super::session::{Left, Mode, Session, Stage, Tally};
use super::state::CardState;

/// What a learner does with the card that is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Grades it.
    Grade {
        /// How well it was remembered.
        quality: Quality,
        /// How long that took, in milliseconds.
        taken_ms: u32,
    },
    /// Not today.
    Bury,
    /// Not until it is unsuspended.
    Suspend,
    /// Sets the first flag, or takes any flag off.
    Flag,
    /// Sets the mark, or takes it off.
    Mark,
    /// Makes it a new card again.
    Reset,
    /// Takes back the newest answer or change, of this sitting or an earlier one.
    Undo,
    /// Brings back what was taken back last.
    Redo,
}

/// What came of a command. The face says it.
#[derive(Clone, Debug, PartialEq)]
pub enum Echo {
    /// The grade is durable.
    Saved {
        /// The quality given.
        quality: Quality,
        /// What was recorded.
        deed: Deed,
        /// The card's state now.
        after: CardState,
        /// Why the card is a leech and what was done about it, where that shows at this answer.
        leech: Option<(Leech, LeechDeed)>,
    },
    /// Cramming records nothing.
    NotSaved {
        /// The quality given.
        quality: Quality,
    },
    /// The card was answered elsewhere meanwhile; it was left out and nothing was saved.
    LeftOut,
    /// The card is off until this day.
    Buried(StudyDay),
    /// The card is asked no more.
    Suspended,
    /// The card carries this flag now.
    Flagged(Flag),
    /// Whether the card carries the mark now.
    Marked(bool),
    /// The card is a new one again, for another sitting.
    Reset,
    /// This was taken back.
    TakenBack(TakenBack),
    /// This was brought back.
    BroughtBack(TakenBack),
    /// There was nothing to bring back.
    NothingToBringBack,
    /// There was nothing to take back.
    NothingToTakeBack,
}

/// Whether the card is still the one that is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It is.
    Stays,
    /// Look again: another card is asked, or the same one anew.
    Over,
}

/// What stands before the learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// A card to ask.
    Card(Box<View>),
    /// A card was left out, since it was changed elsewhere meanwhile. Look again.
    LeftOut,
    /// The time is over. What is left waits for the next sitting.
    OutOfTime,
    /// Nothing is left.
    Done,
}

/// A card to ask, with where the sitting stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The card's id and state.
    pub queued: Queued,
    /// What it says and where it comes from.
    pub sheet: Sheet,
    /// Why it is asked.
    pub stage: Stage,
    /// The how-manieth of the new and due cards it is; past `planned` never.
    pub number: u32,
    /// The new and due cards of this sitting.
    pub planned: u32,
    /// What is left, this card included.
    pub left: Left,
}

/// A session at a desk.
pub struct Sitting<'s, D> {
    session: &'s mut Session,
    desk: &'s mut D,
    time_limit: Option<Duration>,
    /// New and due cards at the beginning.
    planned: u32,
    /// The card of each failing answer, oldest first.
    failed: Vec<CardId>,
}

impl<'s, D: Desk> Sitting<'s, D> {
    /// A sitting that asks no further card after `time_limit`.
    pub fn new(
        session: &'s mut Session,
        desk: &'s mut D,
        time_limit: Option<Duration>,
    ) -> Sitting<'s, D> {
        Sitting {
            planned: cards(session.left()),
            session,
            desk,
            time_limit,
            failed: Vec::new(),
        }
    }

    /// The study day of the session.
    pub fn day(&self) -> StudyDay {
        self.session.day()
    }

    /// How much is still to do.
    pub fn left(&self) -> Left {
        self.session.left()
    }

    /// What was done so far.
    pub fn tally(&self) -> Tally {
        self.session.tally()
    }

    /// The time since the sitting began.
    pub fn elapsed(&self) -> Duration {
        self.desk.elapsed()
    }

    /// What a grade would leave in the log; none where nothing is recorded.
    pub fn preview(&self, quality: Quality) -> Option<Deed> {
        self.session.answer(quality, 0)
    }

    /// A card as it is now; none when it is gone or not to be asked any more.
    ///
    /// # Errors
    /// Those of the desk.
    pub fn card(&mut self, card: CardId) -> Result<Option<Sheet>, D::Error> {
        self.desk.card(card)
    }

    /// The document around a card.
    ///
    /// # Errors
    /// Those of the desk.
    pub fn source(&mut self, card: CardId) -> Result<Source, D::Error> {
        self.desk.source(card)
    }

    /// What grades do now.
    pub fn mode(&self) -> Mode {
        self.session.mode()
    }

    /// Edits a card's document; says what came of it.
    ///
    /// # Errors
    /// Those of the desk.
    pub fn edit(&mut self, card: CardId) -> Result<String, D::Error> {
        self.desk.edit(card)
    }

    /// Opens what can be seen of a card's media; says what came of it.
    ///
    /// # Errors
    /// Those of the desk.
    pub fn open_media(&mut self, card: CardId, visible: Visible) -> Result<String, D::Error> {
        self.desk.open_media(card, visible)
    }

    /// What to ask now. It reads the card anew, so that one that was changed elsewhere is noticed.
    ///
    /// # Errors
    /// Those of the desk.
    pub fn look(&mut self) -> Result<Look, D::Error> {
        let Some(queued) = self.session.current().copied() else {
            return Ok(Look::Done);
        };
        if self
            .time_limit
            .is_some_and(|limit| self.desk.elapsed() >= limit)
        {
            return Ok(Look::OutOfTime);
        }
        match self.desk.card(queued.card)? {
            Some(sheet) if same_memory(&sheet.state, &queued.state) => {
                self.session.schedule(queued.card, sheet.scheduler);
                Ok(Look::Card(Box::new(self.view(queued, sheet))))
            }
            _ => {
                self.session.put_aside();
                Ok(Look::LeftOut)
            }
        }
    }

    fn view(&self, queued: Queued, sheet: Sheet) -> View {
        let left = self.session.left();
        let number = self.planned.saturating_sub(cards(left)).saturating_add(1);
        View {
            queued,
            sheet,
            stage: self.session.stage(),
            number,
            planned: self.planned.max(number),
            left,
        }
    }

    /// Does what was commanded, to the card that is asked.
    ///
    /// # Errors
    /// Those of the desk; then nothing was done.
    pub fn take(&mut self, command: Command) -> Result<(Echo, Turn), D::Error> {
        let Some(queued) = self.session.current().copied() else {
            return match command {
                Command::Undo => self.undo(),
                Command::Redo => self.redo(),
                _ => Ok((Echo::LeftOut, Turn::Over)),
            };
        };
        match command {
            Command::Grade { quality, taken_ms } => {
                Ok((self.grade(&queued, quality, taken_ms)?, Turn::Over))
            }
            Command::Bury => {
                let until = self.session.day().plus(1);
                self.put_aside(queued.card, Deed::Bury(until), Echo::Buried(until))
            }
            Command::Suspend => self.put_aside(queued.card, Deed::Suspend, Echo::Suspended),
            Command::Flag => self.flag(queued.card),
            Command::Mark => self.mark(queued.card),
            Command::Reset => self.put_aside(queued.card, Deed::Reset, Echo::Reset),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
        }
    }

    fn grade(
        &mut self,
        queued: &Queued,
        quality: Quality,
        taken_ms: u32,
    ) -> Result<Echo, D::Error> {
        let Some(deed) = self.session.answer(quality, taken_ms) else {
            self.session.settle(queued.state, quality);
            return Ok(Echo::NotSaved { quality });
        };
        match self.desk.record(queued.card, deed.clone())? {
            Recorded::Saved(after) => {
                self.session.settle(after, quality);
                self.note_grade(queued.card, quality);
                let leech = self.leech(queued, &after)?;
                Ok(Echo::Saved {
                    quality,
                    deed,
                    after,
                    leech,
                })
            }
            Recorded::ChangedElsewhere => {
                self.session.put_aside();
                Ok(Echo::LeftOut)
            }
        }
    }

    /// Records a deed after which the card is not asked any more today.
    fn put_aside(
        &mut self,
        card: CardId,
        deed: Deed,
        echo: Echo,
    ) -> Result<(Echo, Turn), D::Error> {
        self.desk.record(card, deed)?;
        self.session.put_aside();
        Ok((echo, Turn::Over))
    }

    fn flag(&mut self, card: CardId) -> Result<(Echo, Turn), D::Error> {
        let sheet = self.desk.card(card)?;
        let is_flagged = sheet.is_some_and(|sheet| sheet.state.flag != Flag::NONE);
        let flag = if is_flagged { Flag::NONE } else { Flag::FIRST };
        self.change(card, Deed::Flag(flag))?;
        Ok((Echo::Flagged(flag), Turn::Stays))
    }

    fn mark(&mut self, card: CardId) -> Result<(Echo, Turn), D::Error> {
        let sheet = self.desk.card(card)?;
        let is_marked = sheet.is_some_and(|sheet| sheet.state.marked);
        self.change(card, if is_marked { Deed::Unmark } else { Deed::Mark })?;
        Ok((Echo::Marked(!is_marked), Turn::Stays))
    }

    /// Records a deed that leaves the card where it is.
    fn change(&mut self, card: CardId, deed: Deed) -> Result<(), D::Error> {
        if let Recorded::Saved(state) = self.desk.record(card, deed)? {
            self.session.refresh(card, state);
        }
        Ok(())
    }

    fn undo(&mut self) -> Result<(Echo, Turn), D::Error> {
        let Some(taken) = self.desk.undo()? else {
            return Ok((Echo::NothingToTakeBack, Turn::Stays));
        };
        // A flag changes nothing about what is asked; neither does what belongs to another day.
        for (card, state) in &taken.with {
            self.session.refresh(*card, *state);
        }
        self.session.refresh(taken.card, taken.state);
        self.note_taken_back(&taken);
        // While cramming nothing is saved, so the card waits for a session that does.
        let stays = taken.deed.asks_nothing() || self.session.mode() == Mode::Cram;
        let asks = !stays && taken.state.is_asked_on(self.session.day());
        if asks {
            self.session.take_back(taken.card, taken.state);
        }
        let turn = if asks { Turn::Over } else { Turn::Stays };
        Ok((Echo::TakenBack(taken), turn))
    }

    fn redo(&mut self) -> Result<(Echo, Turn), D::Error> {
        let Some(brought) = self.desk.redo()? else {
            return Ok((Echo::NothingToBringBack, Turn::Stays));
        };
        let asked = self.session.current().map(|queued| queued.card);
        if let Some(quality) = brought.deed.quality() {
            self.note_grade(brought.card, quality);
        }
        for (card, state) in &brought.with {
            self.session.bring_back(*card, *state, &brought.deed);
        }
        self.session
            .bring_back(brought.card, brought.state, &brought.deed);
        let turn = match self.session.current().map(|queued| queued.card) == asked {
            true => Turn::Stays,
            false => Turn::Over,
        };
        Ok((Echo::BroughtBack(brought), turn))
    }
}

/// New and due cards.
fn cards(left: Left) -> u32 {
    left.new.saturating_add(left.due)
}

/// Whether a queued card is still what it was when it was queued, as far as the schedule goes.
fn same_memory(now: &CardState, queued: &CardState) -> bool {
    (now.memory, now.reviews, now.due) == (queued.memory, queued.reviews, queued.due)
}
