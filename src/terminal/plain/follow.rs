//! What can follow a session in plain lines: the failed cards again, more new ones, an answer taken back.
//! It must never keep a pipe waiting that has nothing more to be asked.

use std::io;

use crate::review::{Command, Desk, Turn};

use super::super::words::shortened;
use super::CursorMark;
use super::face::{Face, Next};
use super::input::{Order, Typed};
use super::sayings::{More, failed_once_more, more_new, what_can_follow};

/// What a learner does at the end of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follow {
    /// Goes.
    Leave,
    /// Wants to be asked again.
    GoOn,
}

impl<D: Desk<Error: From<io::Error>>> Face<'_, '_, D> {
    /// Says what can follow, and waits for it. A pipe is asked only where cards wait.
    pub(super) fn follow(&mut self) -> Result<Follow, D::Error> {
        let failed = self.sitting.failed();
        let more = match self.sitting.has_more_new()? {
            true => More::Wait,
            false => More::None,
        };
        if failed == 0 && more == More::None && self.cursor_mark == CursorMark::Hidden {
            return Ok(Follow::Leave);
        }
        self.screen.gap()?;
        for line in what_can_follow(failed, more) {
            self.screen.prose(&line)?;
        }
        loop {
            let next = match self.read()? {
                Typed::Empty | Typed::End | Typed::Order(Order::Quit) => return Ok(Follow::Leave),
                Typed::Order(Order::Failed) => self.ask_failed()?,
                Typed::Order(Order::More) => self.ask_more()?,
                Typed::Order(Order::Do(command @ (Command::Undo | Command::Redo))) => {
                    match self.take(command)? {
                        Turn::Over => Next::Over,
                        Turn::Stays => Next::Go(()),
                    }
                }
                other => self.refuse(&other)?,
            };
            if let Next::Over = next {
                return Ok(Follow::GoOn);
            }
        }
    }

    /// Goes on with the cards that were failed.
    pub(super) fn ask_failed(&mut self) -> Result<Next<()>, D::Error> {
        let number = self.sitting.ask_failed()?;
        self.screen.prose(&failed_once_more(number))?;
        Ok(if number > 0 { Next::Over } else { Next::Go(()) })
    }

    /// Goes on with more new cards.
    pub(super) fn ask_more(&mut self) -> Result<Next<()>, D::Error> {
        let before = self.sitting.mode();
        let number = self.sitting.ask_more()?;
        self.screen.prose(&more_new(number, before))?;
        Ok(if number > 0 { Next::Over } else { Next::Go(()) })
    }

    /// Says that what was typed makes no sense where no card is asked.
    fn refuse(&mut self, typed: &Typed) -> Result<Next<()>, D::Error> {
        let said = match typed {
            Typed::Order(Order::Help) => return self.help().map(Next::Go),
            Typed::Order(_) => "There is no card to do that to.".to_owned(),
            Typed::UnknownCommand(name) => {
                format!("There is no command `:{}`.", shortened(name, 40))
            }
            Typed::Text(text) => format!(
                "`{}` was not expected here. Press Enter to leave.",
                shortened(text, 40)
            ),
            Typed::Empty | Typed::End => return Ok(Next::Go(())),
        };
        self.screen.prose(&said).map(Next::Go).map_err(Into::into)
    }
}
