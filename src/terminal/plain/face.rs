//! The conversation about one card after the other: question, reveal, grade, commands.
//! It must never move on before the desk has said that an answer is durable.

use std::io::{self, BufRead};
use std::time::Duration;

use crate::cards::CardId;
use crate::review::{Command, Desk, Echo, Look, Sitting, Source, Stage, Turn, View, Visible};
use crate::scheduler::{Grade, Quality};

use super::super::choices::{self, Shown};
use super::super::manner::{Ending, Manner};
use super::super::output::Screen;
use super::super::typed_answer;
use super::super::words::shortened;
use super::CursorMark;
use super::card::Question;
use super::input::{self, Order, Typed};
use super::sayings::{HELP, effect, judgement, said, sum_up};

/// How many lines of a document `:source` shows before and after a card's own.
const LINES_AROUND: u32 = 5;

/// A sitting in conversation.
pub(super) struct Face<'f, 's, D> {
    pub(super) sitting: Sitting<'f, D>,
    input: &'f mut dyn BufRead,
    pub(super) screen: &'f mut Screen<'s>,
    manner: Manner,
    pub(super) cursor_mark: CursorMark,
}

/// What happens after a line was typed.
pub(super) enum Next<T> {
    /// The line said this.
    Go(T),
    /// The card is over, or another one is current.
    Over,
    /// The session is over.
    End,
}

impl<'f, 's, D: Desk<Error: From<io::Error>>> Face<'f, 's, D> {
    pub(super) fn new(
        sitting: Sitting<'f, D>,
        input: &'f mut dyn BufRead,
        screen: &'f mut Screen<'s>,
        manner: Manner,
        cursor_mark: CursorMark,
    ) -> Face<'f, 's, D> {
        Face {
            sitting,
            input,
            screen,
            manner,
            cursor_mark,
        }
    }

    /// Says what is ahead.
    pub(super) fn welcome(&mut self) -> Result<(), D::Error> {
        let left = self.sitting.left();
        let mut parts = Vec::new();
        for (number, what) in [
            (left.due, "due"),
            (left.new, "new"),
            (left.drill, "once more"),
        ] {
            if number > 0 {
                parts.push(format!("{number} {what}"));
            }
        }
        self.screen
            .prose(&format!("Today: {}.", parts.join(", ")))?;
        self.screen
            .prose("Commands begin with a colon; :help lists them, :quit ends.")?;
        Ok(())
    }

    /// Asks until nothing is left, or the learner or the time ends it.
    pub(super) fn ask_all(&mut self) -> Result<Ending, D::Error> {
        loop {
            match self.sitting.look()? {
                Look::Done => return Ok(Ending::Done),
                Look::OutOfTime => return Ok(Ending::OutOfTime),
                Look::LeftOut => self
                    .screen
                    .prose("Skipped a card that was changed elsewhere meanwhile.")?,
                Look::Card(view) => {
                    if let Next::End = self.ask(&view)? {
                        return Ok(Ending::Stopped);
                    }
                }
            }
        }
    }

    /// Asks one card, to its grade.
    fn ask(&mut self, view: &View) -> Result<Next<()>, D::Error> {
        let (card, queued) = (&view.sheet.card, &view.queued);
        let seed = self.manner.seed;
        let options = choices::options(card, queued.card, queued.state.reviews, seed);
        let expected = typed_answer::expected(card, self.manner.typing);
        let question = Question {
            sheet: &view.sheet,
            options: options.as_deref(),
            expected: expected.as_deref(),
        };
        self.screen.gap()?;
        question.show(self.screen, &heading(view))?;
        let begun = self.sitting.elapsed();
        let proposed = match self.reveal(queued.card, &question)? {
            Next::Go(quality) => quality,
            Next::Over => return Ok(Next::Over),
            Next::End => return Ok(Next::End),
        };
        question.show_answer(self.screen)?;
        let quality = match self.grade(queued.card, proposed)? {
            Next::Go(quality) => quality,
            Next::Over => return Ok(Next::Over),
            Next::End => return Ok(Next::End),
        };
        let taken_ms = milliseconds(self.sitting.elapsed().saturating_sub(begun));
        self.take(Command::Grade { quality, taken_ms })?;
        Ok(Next::Go(()))
    }

    /// Waits for the empty line, or for the choice. The quality is what the grade line proposes.
    fn reveal(&mut self, card: CardId, question: &Question<'_>) -> Result<Next<Quality>, D::Error> {
        self.screen.prose(question.invitation())?;
        loop {
            let typed = self.read()?;
            match (typed, question.options) {
                (Typed::Empty, _) => return Ok(Next::Go(Grade::Good.quality())),
                (Typed::Text(text), Some(options)) => {
                    if let Some(chosen) = choices::read(&text, options.len()) {
                        return Ok(Next::Go(self.judge(options, &chosen)?));
                    }
                    let last = options.len();
                    self.screen.prose(&format!(
                        "`{}` is none of the options. Type a number from 1 to {last}, or its \
                         letter, or press Enter to see the answer.",
                        shortened(&text, 40)
                    ))?;
                }
                (Typed::Text(text), None) if question.expected.is_some() => {
                    let comparison =
                        typed_answer::compare(&text, question.expected.unwrap_or_default());
                    self.screen.prose(&judgement(&comparison))?;
                    return Ok(Next::Go(comparison.proposed()));
                }
                (Typed::Text(text), None) => self.screen.prose(&format!(
                    "`{}` was not expected here. Press Enter alone to see the answer, then grade \
                     it. Type :quit to stop, :help for more.",
                    shortened(&text, 40)
                ))?,
                (other, _) => match self.command((card, Visible::Front), other)? {
                    Next::Go(()) => self.screen.prose(question.invitation())?,
                    Next::Over => return Ok(Next::Over),
                    Next::End => return Ok(Next::End),
                },
            }
        }
    }

    /// Says whether the choice is right, and proposes the grade that goes with it.
    fn judge(&mut self, options: &[Shown], chosen: &[usize]) -> Result<Quality, D::Error> {
        let right = choices::is_right(options, chosen);
        self.screen.line(if right { "Right." } else { "Wrong." })?;
        Ok(if right {
            Grade::Good.quality()
        } else {
            Grade::Again.quality()
        })
    }

    /// Waits for the grade.
    fn grade(&mut self, card: CardId, proposed: Quality) -> Result<Next<Quality>, D::Error> {
        let offer = self.offer(proposed);
        self.screen.prose(&offer)?;
        loop {
            match self.read()? {
                Typed::Empty => return Ok(Next::Go(proposed)),
                Typed::Text(text) => match self.manner.scale.read(&text) {
                    Some(quality) => return Ok(Next::Go(quality)),
                    None => {
                        let text = shortened(&text, 40);
                        self.screen
                            .prose(&format!("`{text}` is no grade. {offer}"))?;
                    }
                },
                other => match self.command((card, Visible::Whole), other)? {
                    Next::Go(()) => self.screen.prose(&offer)?,
                    Next::Over => return Ok(Next::Over),
                    Next::End => return Ok(Next::End),
                },
            }
        }
    }

    /// The line that names the grades and what each would do.
    fn offer(&self, proposed: Quality) -> String {
        let scale = self.manner.scale;
        let grades: Vec<String> = scale
            .qualities()
            .into_iter()
            .map(|quality| {
                let effect = self
                    .sitting
                    .preview(quality)
                    .map_or(String::new(), |deed| effect(&deed));
                format!("{} {}{effect}", scale.key(quality), scale.name(quality))
            })
            .collect();
        format!("Grade: {}. [{}]", grades.join(", "), scale.key(proposed))
    }

    pub(super) fn read(&mut self) -> Result<Typed, D::Error> {
        if self.cursor_mark == CursorMark::Shown {
            self.screen.prompt("> ")?;
        }
        self.screen.flush()?;
        let typed = input::next(self.input)?;
        if typed == Typed::End && self.cursor_mark == CursorMark::Shown {
            self.screen.gap()?;
        }
        Ok(typed)
    }

    /// Does what a command says. `Go` means that the card is still being asked.
    fn command(
        &mut self,
        (card, visible): (CardId, Visible),
        typed: Typed,
    ) -> Result<Next<()>, D::Error> {
        let order = match typed {
            Typed::Order(order) => order,
            Typed::End => Order::Quit,
            Typed::UnknownCommand(name) => {
                let name = shortened(&name, 40);
                self.screen
                    .prose(&format!("There is no command `:{name}`."))?;
                Order::Help
            }
            Typed::Empty | Typed::Text(_) => return Ok(Next::Go(())),
        };
        match order {
            Order::Quit => Ok(Next::End),
            Order::Failed => self.ask_failed(),
            Order::More => self.ask_more(),
            Order::Help => self.help().map(Next::Go),
            Order::Edit => {
                self.screen.flush()?;
                let said = self.sitting.edit(card)?;
                self.screen.prose(&said)?;
                match visible {
                    Visible::Front => Ok(Next::Over),
                    Visible::Whole => self.show_answer_again(card),
                }
            }
            Order::Source => self.source(card).map(Next::Go),
            Order::Open => {
                let said = self.sitting.open_media(card, visible)?;
                Ok(Next::Go(self.screen.prose(&said)?))
            }
            Order::Do(command) => Ok(match self.take(command)? {
                Turn::Stays => Next::Go(()),
                Turn::Over => Next::Over,
            }),
        }
    }

    /// Shows the answer with its new words where the card is still the one that is asked: what was chosen or
    /// typed stands, and so does the grade that is proposed.
    fn show_answer_again(&mut self, card: CardId) -> Result<Next<()>, D::Error> {
        let Look::Card(view) = self.sitting.look()? else {
            return Ok(Next::Over);
        };
        if view.queued.card != card {
            return Ok(Next::Over);
        }
        let (sheet, reviews) = (&view.sheet, view.queued.state.reviews);
        let options = choices::options(&sheet.card, card, reviews, self.manner.seed);
        let expected = typed_answer::expected(&sheet.card, self.manner.typing);
        let question = Question {
            sheet,
            options: options.as_deref(),
            expected: expected.as_deref(),
        };
        question.show_answer(self.screen)?;
        Ok(Next::Go(()))
    }

    /// Has a command done and says what came of it.
    pub(super) fn take(&mut self, command: Command) -> Result<Turn, D::Error> {
        let (echo, turn) = self.sitting.take(command)?;
        let line = said(&echo, self.manner.scale, self.sitting.left());
        match echo {
            // Scripts wait for this line and for no other; it stays whole.
            Echo::Saved { .. } => self.screen.line(&line)?,
            _ => self.screen.prose(&line)?,
        }
        self.screen.flush()?;
        Ok(turn)
    }

    fn source(&mut self, card: CardId) -> Result<(), D::Error> {
        let excerpt = match self.sitting.source(card)? {
            Source::Missing(why) => return Ok(self.screen.prose(&why)?),
            Source::Lines(excerpt) => excerpt,
        };
        let first = excerpt.card.saturating_sub(LINES_AROUND);
        let near = first..=excerpt.card.saturating_add(LINES_AROUND);
        let numbered = (excerpt.first..).zip(&excerpt.lines);
        for (number, line) in numbered.filter(|(number, _)| near.contains(number)) {
            self.screen.line(&format!("Line {number}: {line}"))?;
        }
        Ok(())
    }

    pub(super) fn help(&mut self) -> Result<(), D::Error> {
        for line in HELP {
            self.screen.prose(line)?;
        }
        Ok(())
    }

    /// Says what was done.
    pub(super) fn sum_up(&mut self, ending: Ending) -> Result<(), D::Error> {
        let lines = sum_up(&self.sitting.tally(), ending, self.sitting.elapsed());
        self.screen.gap()?;
        for line in lines {
            self.screen.prose(&line)?;
        }
        Ok(())
    }
}

/// Where the session stands: `Card 3 of 12. Due.`
fn heading(view: &View) -> String {
    let (number, planned) = (view.number, view.planned);
    match view.stage {
        Stage::New => format!("Card {number} of {planned}. New."),
        Stage::Due => format!("Card {number} of {planned}. Due."),
        Stage::Drill => format!("Once more today, {} left.", view.left.drill),
    }
}

fn milliseconds(time: Duration) -> u32 {
    u32::try_from(time.as_millis()).unwrap_or(u32::MAX)
}
