//! What the keys of the full screen do to cards: grades, undo, bury, suspend, flag, mark, reset, edit.
//! Each deed is durable before the screen says so.

use crate::review::{Command, Desk, Echo, Source, Turn, Visible};
use crate::scheduler::{Grade, Quality};

use super::super::leech_words;
use super::super::plain::sayings;
use super::super::scale::Scale;
use super::asked::{Asked, Side};
use super::face::{Cover, Face, Scene};
use super::key::Key;
use super::key_table::{Action, Place};

impl<D: Desk> Face<'_, D> {
    /// The grade that a key gives.
    pub(super) fn graded(&self, key: Key) -> Option<Quality> {
        if self.manner.scale == Scale::Six {
            let Key::Char(c @ '0'..='5') = key else {
                return None;
            };
            return self.manner.scale.read(&c.to_string());
        }
        let grade = match self.manner.keys.action(key, Place::Answer)? {
            Action::Again => Grade::Again,
            Action::Hard => Grade::Hard,
            Action::Good => Grade::Good,
            Action::Easy => Grade::Easy,
            _ => return None,
        };
        Some(grade.quality())
    }

    /// The card on the screen.
    fn asked(&self) -> Option<&Asked> {
        match &self.scene {
            Scene::Card(asked) => Some(asked),
            Scene::Summary(_) => None,
        }
    }

    /// Grades the card on the screen.
    pub(super) fn answer(&mut self, quality: Quality) -> Result<(), D::Error> {
        let Some(asked) = self.asked() else {
            return Ok(());
        };
        let taken = self.sitting.elapsed().saturating_sub(asked.begun);
        let taken_ms = u32::try_from(taken.as_millis()).unwrap_or(u32::MAX);
        self.take_command(Command::Grade { quality, taken_ms })
    }

    /// Has a command done, says what came of it, and asks the next card where this one is over.
    pub(super) fn take_command(&mut self, command: Command) -> Result<(), D::Error> {
        let (echo, turn) = self.sitting.take(command)?;
        self.say_echo(&echo);
        match &echo {
            Echo::Saved { .. } => self.saved = self.saved.saturating_add(1),
            Echo::TakenBack(taken) if taken.deed.quality().is_some() => {
                self.saved = self.saved.saturating_sub(1);
            }
            Echo::BroughtBack(brought) if brought.deed.quality().is_some() => {
                self.saved = self.saved.saturating_add(1);
            }
            _ => {}
        }
        match turn {
            Turn::Over => self.ask_next(),
            Turn::Stays => self.read_again(),
        }
    }

    fn say_echo(&mut self, echo: &Echo) {
        let undo = self.manner.keys.of(Action::Undo);
        let scale = self.manner.scale;
        let said = match echo {
            Echo::Saved {
                quality,
                deed,
                after,
                leech,
            } => {
                let saved = format!("Saved {}.", scale.name(*quality));
                match leech {
                    Some((leech, done)) => {
                        let key = |action| self.manner.keys.of(action).to_string();
                        let (edit, suspend) = (key(Action::Edit), key(Action::Suspend));
                        let found = leech_words::found(leech, *done, &edit, &suspend);
                        format!("{saved} {found} {undo} undo")
                    }
                    None => format!("{saved} {} {undo} undo", sayings::comeback(deed, after)),
                }
            }
            Echo::Buried(_) => format!("Buried until tomorrow. {undo} undo"),
            Echo::Suspended => format!("Suspended: it is not asked any more. {undo} undo"),
            Echo::Reset => format!("A new card again, for another session. {undo} undo"),
            other => sayings::said(other, scale, self.sitting.left()),
        };
        self.say(&said);
    }

    /// The card on the screen may carry another flag or mark now.
    fn read_again(&mut self) -> Result<(), D::Error> {
        if let Scene::Card(asked) = &mut self.scene
            && let Some(sheet) = self.sitting.card(asked.view.queued.card)?
        {
            asked.view.sheet.state = sheet.state;
        }
        self.look_around()
    }

    pub(super) fn show_source(&mut self) -> Result<(), D::Error> {
        let Some(card) = self.asked().map(|asked| asked.view.queued.card) else {
            return Ok(());
        };
        match self.sitting.source(card)? {
            Source::Lines(excerpt) => self.cover_with(Cover::Source(excerpt)),
            Source::Missing(why) => self.say(&why),
        }
        Ok(())
    }

    /// Opens what can be seen of the card's pictures and sounds.
    pub(super) fn open_media(&mut self) -> Result<(), D::Error> {
        let Some(asked) = self.asked() else {
            return Ok(());
        };
        let visible = match asked.side {
            Side::Front => Visible::Front,
            Side::Back => Visible::Whole,
        };
        let card = asked.view.queued.card;
        let said = self.sitting.open_media(card, visible)?;
        self.say(&said);
        Ok(())
    }

    /// Runs the editor on the card's document. The terminal has to be given back before.
    pub(super) fn edit(&mut self) -> Result<(), D::Error> {
        let Some(asked) = self.asked() else {
            return Ok(());
        };
        let before = asked.clone();
        let said = self.sitting.edit(before.view.queued.card)?;
        self.say(&said);
        self.ask_next()?;
        if let Scene::Card(asked) = &mut self.scene
            && asked.view.queued.card == before.view.queued.card
        {
            asked.go_on_from(before);
        }
        Ok(())
    }

    /// Asks the cards again that were failed.
    pub(super) fn ask_failed(&mut self) -> Result<(), D::Error> {
        let number = self.sitting.ask_failed()?;
        if number > 0 {
            self.plan();
            self.ask_next()?;
        }
        self.say(&sayings::failed_once_more(number));
        Ok(())
    }

    /// Goes on with new cards beyond those of the session.
    pub(super) fn ask_more(&mut self) -> Result<(), D::Error> {
        let before = self.sitting.mode();
        let number = self.sitting.ask_more()?;
        if number > 0 {
            self.plan();
            self.ask_next()?;
        }
        self.say(&sayings::more_new(number, before));
        Ok(())
    }
}
