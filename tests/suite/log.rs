//! A log of one card for tests: answers and undos at given moments, as a front end would record
//! them. It uses the library as a front end does and holds no rule of its own.

use srm::calendar::{Moment, StudyDay};
use srm::cards::CardId;
use srm::review::{CardState, Deed, DeviceId, Event, EventId, answer, fold, next_clock, voided};
use srm::scheduler::{Quality, Scheduler};

/// The card that all events here are about.
pub(crate) fn the_card() -> CardId {
    CardId::from_bytes([7; 16])
}

/// Noon of a study day, in UTC.
pub(crate) fn noon(day: StudyDay) -> Moment {
    Moment {
        utc_ms: day.number() * 86_400_000 + 12 * 3_600_000,
        offset_minutes: 0,
    }
}

/// The events of one card on one device.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log {
    pub(crate) events: Vec<Event>,
}

impl Log {
    /// The state of the card.
    pub(crate) fn state(&self) -> CardState {
        self.state_under(&Scheduler::default())
    }

    /// The state of the card under a scheduler.
    pub(crate) fn state_under(&self, scheduler: &Scheduler) -> CardState {
        fold(&self.events, scheduler)
    }

    /// Records something that happened.
    pub(crate) fn record(&mut self, deed: Deed, at: Moment) -> EventId {
        let latest = self.events.last().map_or(i64::MIN, |event| event.clock);
        let id = EventId {
            device: DeviceId(1),
            sequence: self.events.len() as u64 + 1,
        };
        self.events.push(Event {
            id,
            clock: next_clock(latest, at),
            at,
            card: the_card(),
            deed,
        });
        id
    }

    /// Records an answer on a study day and returns what it was taken for.
    pub(crate) fn answer(&mut self, quality: Quality, day: StudyDay, at: Moment) -> Deed {
        let deed = answer(&self.state(), quality, day, 1000, &Scheduler::default());
        self.record(deed.clone(), at);
        deed
    }

    /// Takes back the newest event that counts and is no void; `None` when there is none.
    pub(crate) fn undo(&mut self, at: Moment) -> Option<EventId> {
        let events: Vec<&Event> = self.events.iter().collect();
        let voided = voided(&events);
        let counts =
            |event: &&&Event| !matches!(event.deed, Deed::Void(_)) && !voided.contains(&event.id);
        let target = events.iter().rev().find(counts)?.id;
        Some(self.record(Deed::Void(target), at))
    }
}
