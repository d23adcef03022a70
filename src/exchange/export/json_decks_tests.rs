//! Tests that decks are written while they are read.

use std::cell::Cell;
use std::io::{self, Write};
use std::rc::Rc;

use super::{WriteError, Written, write_decks};
use crate::calendar::Moment;
use crate::cards::{Answer, Card, Kind, Prompt};
use crate::exchange::{CardRecord, DeckHead, Progress, Shelf, TakeCard, TakeEvent};
use crate::review::{Deed, DeviceId, Event, EventId};

/// A deck that makes its cards and events when they are asked for, and sees how much was written by then.
struct Endless {
    written: Rc<Cell<usize>>,
    cards: u64,
    events: u64,
    /// Reading ends here with an error.
    breaks_at: Option<u64>,
    read: Cell<u64>,
}

impl Endless {
    fn new(cards: u64, events: u64) -> Endless {
        Endless {
            written: Rc::default(),
            cards,
            events,
            breaks_at: None,
            read: Cell::new(0),
        }
    }

    /// What stands between a reader and a writer: of a hundred bytes a card or event, at most this much.
    fn look(&self) -> Result<(), &'static str> {
        let held = self.read.get() as usize * 100;
        assert!(self.written.get() + 1_000 > held, "{held} bytes were held");
        if self.breaks_at == Some(self.read.get()) {
            return Err("torn");
        }
        self.read.set(self.read.get() + 1);
        Ok(())
    }
}

impl Shelf for Endless {
    type Deck = ();
    type Error = &'static str;

    fn decks(&self) -> &[()] {
        &[()]
    }

    fn head<'a>(&self, (): &'a ()) -> DeckHead<'a> {
        DeckHead {
            name: "Long",
            source: None,
            kept: "",
        }
    }

    fn cards(&self, (): &(), _: Progress, take: &mut TakeCard<'_>) -> Result<(), &'static str> {
        for number in 0..self.cards {
            self.look()?;
            if take(&card(number), None).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn events(&self, (): &(), take: &mut TakeEvent<'_>) -> Result<(), &'static str> {
        for number in 0..self.events {
            self.look()?;
            if take(&event(number), None).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn card(number: u64) -> CardRecord {
    CardRecord {
        id: format!("{number:032x}").parse().unwrap(),
        card: Card {
            kind: Kind::Question,
            section: [].into(),
            prompt: Prompt::Text(format!("Question {number}").into()),
            answer: Answer::Text("answer ".repeat(10).into()),
            tags: [].into(),
            line: 1,
        },
        retired: false,
        sibling: None,
    }
}

fn event(number: u64) -> Event {
    Event {
        id: EventId {
            device: DeviceId(1),
            sequence: number,
        },
        clock: 0,
        at: Moment {
            utc_ms: 0,
            offset_minutes: 0,
        },
        card: card(0).id,
        deed: Deed::Suspend,
    }
}

/// Counts what it takes, and takes no more than it has room for.
struct Sink {
    written: Rc<Cell<usize>>,
    room: usize,
}

impl Write for Sink {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.written.set(self.written.get() + piece.len());
        match self.written.get() > self.room {
            true => Err(io::ErrorKind::StorageFull.into()),
            false => Ok(piece.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn export(shelf: &Endless, room: usize) -> Result<Written, WriteError<&'static str>> {
    let written = shelf.written.clone();
    write_decks(shelf, Progress::With, &mut Sink { written, room })
}

#[test]
fn each_card_and_event_is_written_before_the_next_is_read() {
    let shelf = Endless::new(500, 500);
    let written = export(&shelf, usize::MAX).unwrap();
    assert_eq!((written.decks, written.cards), (1, 500));
    assert_eq!(shelf.read.get(), 1_000);
}

#[test]
fn what_cannot_be_read_ends_the_writing() {
    for at in [0, 250, 500, 999] {
        let shelf = Endless {
            breaks_at: Some(at),
            ..Endless::new(500, 500)
        };
        let ended = export(&shelf, usize::MAX);
        assert!(matches!(ended, Err(WriteError::Read("torn"))), "{ended:?}");
    }
}

#[test]
fn what_cannot_be_written_ends_the_reading() {
    for room in [0, 10_000, 120_000] {
        let shelf = Endless::new(500, 500);
        match export(&shelf, room) {
            Err(WriteError::Write(error)) => {
                assert_eq!(error.kind(), io::ErrorKind::StorageFull);
            }
            other => panic!("{other:?}"),
        }
        assert!(shelf.read.get() as usize * 100 <= room + 1_000);
    }
}
