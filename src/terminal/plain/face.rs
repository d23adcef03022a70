//! The conversation about one card after the other: question, reveal, grade, commands.
//! It must never move on before the desk has said that an answer is durable.

use std::io::BufRead;

use crate::calendar::StudyDay;
use crate::review::{CardState, Deed, Flag, Queued, Session, Stage};
use crate::scheduler::{Grade, Quality};

use super::super::choices::{self, Shown};
use super::super::output::Screen;
use super::super::words::{clock_time, count, shortened};
use super::card::Question;
use super::input::{self, Command, Typed};
use super::sayings::{HELP, comeback, effect, taken_back};
use super::{CursorMark, Desk, Ending, Manner, Recorded, Sheet};

/// A session in conversation.
pub(super) struct Face<'f, 's, D> {
    session: &'f mut Session,
    desk: &'f mut D,
    input: &'f mut dyn BufRead,
    screen: &'f mut Screen<'s>,
    manner: Manner,
    /// New and due cards at the beginning.
    planned: u32,
}

/// What happens after a line was typed.
enum Next<T> {
    /// The line said this.
    Go(T),
    /// The card is over, or another one is current.
    Over,
    /// The session is over.
    End,
}

impl<'f, 's, D: Desk> Face<'f, 's, D> {
    pub(super) fn new(
        session: &'f mut Session,
        desk: &'f mut D,
        input: &'f mut dyn BufRead,
        screen: &'f mut Screen<'s>,
        manner: Manner,
    ) -> Face<'f, 's, D> {
        let left = session.left();
        Face {
            planned: left.new.saturating_add(left.due),
            session,
            desk,
            input,
            screen,
            manner,
        }
    }

    /// Says what is ahead.
    pub(super) fn welcome(&mut self) -> Result<(), D::Error> {
        let left = self.session.left();
        let mut parts = Vec::new();
        for (number, what) in [(left.due, "due"), (left.new, "new"), (left.drill, "again")] {
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
        while let Some(queued) = self.session.current().copied() {
            if self
                .manner
                .time_limit
                .is_some_and(|limit| self.desk.elapsed() >= limit)
            {
                return Ok(Ending::OutOfTime);
            }
            match self.desk.card(queued.card)? {
                Some(sheet) if same_memory(&sheet.state, &queued.state) => {
                    if let Next::End = self.ask(&queued, &sheet)? {
                        return Ok(Ending::Stopped);
                    }
                }
                _ => {
                    self.screen
                        .prose("Skipped a card that was changed elsewhere meanwhile.")?;
                    self.session.put_aside();
                }
            }
        }
        Ok(Ending::Done)
    }

    /// Asks one card, to its grade.
    fn ask(&mut self, queued: &Queued, sheet: &Sheet) -> Result<Next<()>, D::Error> {
        let seed = self.manner.seed;
        let options = choices::options(&sheet.card, queued.card, queued.state.reviews, seed);
        let question = Question {
            sheet,
            options: options.as_deref(),
        };
        self.screen.gap()?;
        let heading = self.heading();
        question.show(self.screen, &heading)?;
        let begun = self.desk.elapsed();
        let proposed = match self.reveal(queued, &question)? {
            Next::Go(quality) => quality,
            Next::Over => return Ok(Next::Over),
            Next::End => return Ok(Next::End),
        };
        question.show_answer(self.screen)?;
        let quality = match self.grade(queued, proposed)? {
            Next::Go(quality) => quality,
            Next::Over => return Ok(Next::Over),
            Next::End => return Ok(Next::End),
        };
        let taken = self.desk.elapsed().saturating_sub(begun).as_millis();
        self.answer(queued, quality, u32::try_from(taken).unwrap_or(u32::MAX))?;
        Ok(Next::Go(()))
    }

    /// Where the session stands: `Card 3 of 12. Due.`
    fn heading(&self) -> String {
        let left = self.session.left();
        let to_come = left.new.saturating_add(left.due);
        let number = self.planned.saturating_sub(to_come).saturating_add(1);
        match self.session.stage() {
            Stage::New => format!("Card {number} of {}. New.", self.planned.max(number)),
            Stage::Due => format!("Card {number} of {}. Due.", self.planned.max(number)),
            Stage::Drill => format!("Once more today, {} left.", left.drill),
        }
    }

    /// Waits for the empty line, or for the choice. The quality is what the grade line proposes.
    fn reveal(
        &mut self,
        queued: &Queued,
        question: &Question<'_>,
    ) -> Result<Next<Quality>, D::Error> {
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
                (Typed::Text(text), None) => self.screen.prose(&format!(
                    "`{}` was not expected here. Press Enter alone to see the answer, then grade \
                     it. Type :quit to stop, :help for more.",
                    shortened(&text, 40)
                ))?,
                (other, _) => match self.command(queued, other)? {
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
    fn grade(&mut self, queued: &Queued, proposed: Quality) -> Result<Next<Quality>, D::Error> {
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
                other => match self.command(queued, other)? {
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
                    .session
                    .answer(quality, 0)
                    .map_or(String::new(), |deed| effect(&deed));
                format!("{} {}{effect}", scale.key(quality), scale.name(quality))
            })
            .collect();
        format!("Grade: {}. [{}]", grades.join(", "), scale.key(proposed))
    }

    /// Writes an answer down and says so.
    fn answer(&mut self, queued: &Queued, quality: Quality, taken_ms: u32) -> Result<(), D::Error> {
        let name = self.manner.scale.name(quality);
        let Some(deed) = self.session.answer(quality, taken_ms) else {
            self.session.settle(queued.state, quality);
            let left = self.left();
            self.screen.prose(&format!(
                "Not saved, as cramming changes nothing: {name}. {left}"
            ))?;
            return Ok(());
        };
        let after = match self.desk.record(queued.card, deed.clone())? {
            Recorded::Saved(after) => after,
            Recorded::ChangedElsewhere => return self.skip(),
        };
        self.session.settle(after, quality);
        let left = self.left();
        let comeback = comeback(&deed, &after);
        self.screen
            .line(&format!("Saved {name}. {comeback} {left}"))?;
        self.screen.flush()?;
        Ok(())
    }

    /// Leaves out a card whose answer would not be about what was asked.
    fn skip(&mut self) -> Result<(), D::Error> {
        self.screen
            .prose("Not saved and left out: this card was changed elsewhere meanwhile.")?;
        self.session.put_aside();
        Ok(())
    }

    fn left(&self) -> String {
        let left = self.session.left();
        format!(
            "{} left.",
            left.new.saturating_add(left.due).saturating_add(left.drill)
        )
    }

    fn read(&mut self) -> Result<Typed, D::Error> {
        if self.manner.cursor_mark == CursorMark::Shown {
            self.screen.prompt("> ")?;
        }
        self.screen.flush()?;
        let typed = input::next(self.input)?;
        if typed == Typed::End && self.manner.cursor_mark == CursorMark::Shown {
            self.screen.gap()?;
        }
        Ok(typed)
    }

    /// Does what a command says. `Go` means that the card is still being asked.
    fn command(&mut self, queued: &Queued, typed: Typed) -> Result<Next<()>, D::Error> {
        let command = match typed {
            Typed::Command(command) => command,
            Typed::End => Command::Quit,
            Typed::UnknownCommand(name) => {
                let name = shortened(&name, 40);
                self.screen
                    .prose(&format!("There is no command `:{name}`."))?;
                Command::Help
            }
            Typed::Empty | Typed::Text(_) => return Ok(Next::Go(())),
        };
        match command {
            Command::Quit => return Ok(Next::End),
            Command::Undo => return self.undo(),
            Command::Bury => {
                self.desk
                    .record(queued.card, Deed::Bury(self.manner.day.plus(1)))?;
                self.session.put_aside();
                self.screen.line("Buried until tomorrow.")?;
                return Ok(Next::Over);
            }
            Command::Suspend => {
                self.desk.record(queued.card, Deed::Suspend)?;
                self.session.put_aside();
                self.screen
                    .line("Suspended. It is not asked any more; :undo takes that back.")?;
                return Ok(Next::Over);
            }
            Command::Flag => self.flag(queued)?,
            Command::Help => self.help()?,
        }
        Ok(Next::Go(()))
    }

    fn flag(&mut self, queued: &Queued) -> Result<(), D::Error> {
        let flagged = self
            .desk
            .card(queued.card)?
            .is_some_and(|sheet| sheet.state.flag != Flag::NONE);
        let (flag, said) = match flagged {
            true => (Flag::NONE, "The flag is off."),
            false => (Flag::FIRST, "Flagged."),
        };
        if let Recorded::Saved(state) = self.desk.record(queued.card, Deed::Flag(flag))? {
            self.session.refresh(queued.card, state);
        }
        self.screen.line(said)?;
        Ok(())
    }

    fn undo(&mut self) -> Result<Next<()>, D::Error> {
        let Some(taken) = self.desk.undo()? else {
            self.screen.line("There is nothing to take back.")?;
            return Ok(Next::Go(()));
        };
        self.screen.prose(&taken_back(&taken))?;
        // A flag changes nothing about what is asked; neither does what belongs to another day.
        self.session.refresh(taken.card, taken.state);
        if matches!(taken.deed, Deed::Flag(_)) || !is_asked(&taken.state, self.manner.day) {
            return Ok(Next::Go(()));
        }
        self.session.take_back(taken.card, taken.state);
        Ok(Next::Over)
    }

    fn help(&mut self) -> Result<(), D::Error> {
        for line in HELP {
            self.screen.prose(line)?;
        }
        Ok(())
    }

    /// Says what was done.
    pub(super) fn sum_up(&mut self, ending: Ending) -> Result<(), D::Error> {
        let tally = self.session.tally();
        let time = clock_time(self.desk.elapsed());
        let end = match ending {
            Ending::Done => "Done.",
            Ending::Stopped => "Stopped.",
            Ending::OutOfTime => "Time is over.",
        };
        self.screen.gap()?;
        let cards = count(u64::from(tally.answered), "card", "cards");
        let grades = match tally.answered {
            0 => String::new(),
            _ => format!(
                ": {} again, {} hard, {} good, {} easy",
                tally.again, tally.hard, tally.good, tally.easy
            ),
        };
        self.screen
            .prose(&format!("{end} {cards} in {time}{grades}."))?;
        if tally.drilled > 0 {
            let drilled = count(u64::from(tally.drilled), "answer", "answers");
            self.screen
                .prose(&format!("Asked once more the same day: {drilled}."))?;
        }
        Ok(())
    }
}

/// Whether a queued card is still what it was when it was queued, as far as the schedule goes.
fn same_memory(now: &CardState, queued: &CardState) -> bool {
    (now.memory, now.reviews, now.due) == (queued.memory, queued.reviews, queued.due)
}

/// Whether a card in this state is asked on this day.
fn is_asked(state: &CardState, day: StudyDay) -> bool {
    !state.suspended
        && state.buried_until.is_none_or(|until| until <= day)
        && (state.due.is_none_or(|due| due <= day) || state.drill == Some(day))
}
