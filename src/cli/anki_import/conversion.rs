//! A package that is read and converted on a thread of its own, some way ahead of whoever stores what comes.
//! What comes is the same, in the same order, as one row after the other.

use std::panic::resume_unwind;
use std::sync::mpsc::{self, SyncSender};
use std::thread;

use crate::cards::CardId;
use crate::exchange::Arrival;
use crate::exchange::import::anki::{Conversion, LoggedAnswer};
use crate::store::{AnkiError, AnkiFile};
use crate::terminal::progress::Steps;

use super::Detail;

/// How many cards are handed over at once.
const TOGETHER: usize = 512;

/// How many answers: they are small, and are written with one statement.
const ANSWERS_TOGETHER: usize = 2048;

/// How many times that may wait to be stored: memory stays bounded whatever the package holds.
const AHEAD: usize = 4;

/// What comes out of a package.
pub(super) enum Came {
    /// Cards, before all answers.
    Cards(Vec<Coming>),
    /// Answers.
    Answers(Vec<LoggedAnswer>),
}

/// A card, with what is told of it.
pub(super) struct Coming {
    pub(super) arrival: Arrival,
    pub(super) id: CardId,
    pub(super) front: String,
}

/// Reads a whole package, and stores what comes of it as it comes.
pub(super) fn convert<E: From<AnkiError>>(
    file: &mut AnkiFile,
    conversion: &mut Conversion,
    (detail, steps): (Detail, &Steps),
    mut store: impl FnMut(Came) -> Result<(), E>,
) -> Result<(), E> {
    let (sender, receiver) = mpsc::sync_channel(AHEAD);
    thread::scope(|scope| {
        let mut reading = Reading {
            conversion,
            detail,
            steps,
            sender,
        };
        let reader = scope.spawn(move || reading.all(file));
        let stored = receiver.iter().try_for_each(&mut store);
        // Who still reads stops at the next that nobody takes.
        drop(receiver);
        let read = match reader.join() {
            Ok(read) => read,
            Err(panic) => resume_unwind(panic),
        };
        stored?;
        match read {
            Err(End::Package(error)) => Err(error.into()),
            Err(End::NobodyTakes) | Ok(()) => Ok(()),
        }
    })
}

/// Why reading ended before the end.
enum End {
    Package(AnkiError),
    NobodyTakes,
}

impl From<AnkiError> for End {
    fn from(error: AnkiError) -> End {
        End::Package(error)
    }
}

struct Reading<'a> {
    conversion: &'a mut Conversion,
    detail: Detail,
    steps: &'a Steps,
    sender: SyncSender<Came>,
}

impl Reading<'_> {
    fn all(&mut self, file: &AnkiFile) -> Result<(), End> {
        file.answers(|row| -> Result<(), End> {
            self.steps.step();
            if let Ok(row) = row {
                self.conversion.count_answer(&row);
            }
            Ok(())
        })?;
        self.cards(file)?;
        self.answers(file)
    }

    fn cards(&mut self, file: &AnkiFile) -> Result<(), End> {
        let mut cards = Vec::new();
        file.notes(|row| -> Result<(), End> {
            self.steps.step();
            let (note, of_note) = match row {
                Ok(row) => row,
                Err(bad) => {
                    self.conversion.report_mut().skip(bad.what, bad.why);
                    return Ok(());
                }
            };
            let arrivals = self.conversion.note(note, &of_note);
            cards.extend(arrivals.into_iter().map(|arrival| self.coming(arrival)));
            if cards.len() >= TOGETHER {
                self.hand_over(Came::Cards(std::mem::take(&mut cards)))?;
            }
            Ok(())
        })?;
        self.hand_over(Came::Cards(cards))
    }

    fn coming(&self, arrival: Arrival) -> Coming {
        let front = match self.detail {
            Detail::Cards => arrival.record.card.front(),
            Detail::Counts => String::new(),
        };
        Coming {
            id: arrival.record.id,
            arrival,
            front,
        }
    }

    fn answers(&mut self, file: &AnkiFile) -> Result<(), End> {
        let mut answers = Vec::new();
        file.answers(|row| -> Result<(), End> {
            self.steps.step();
            match row {
                Ok(row) => answers.extend(self.conversion.answer(&row)),
                Err(bad) => self.conversion.report_mut().skip(bad.what, bad.why),
            }
            if answers.len() >= ANSWERS_TOGETHER {
                self.hand_over(Came::Answers(std::mem::take(&mut answers)))?;
            }
            Ok(())
        })?;
        self.hand_over(Came::Answers(answers))
    }

    fn hand_over(&self, came: Came) -> Result<(), End> {
        self.sender.send(came).map_err(|_| End::NobodyTakes)
    }
}
