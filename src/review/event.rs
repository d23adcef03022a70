//! Events: everything a learner ever did, one after the other, never changed and never deleted.
//! What a device writes here another device must be able to read years later, so a kind that this
//! program does not know is kept as it came.

use std::fmt;
use std::str::FromStr;

use crate::calendar::{Moment, StudyDay};
use crate::cards::CardId;
use crate::scheduler::{Interval, Quality};

use super::adopted::Adopted;

/// The name of a device in the log: 64 random bits, written as 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(pub u64);

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// A text that names no device or event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no event id: DEVICE-SEQUENCE, such as 00c0ffee00c0ffee-12")]
pub struct NoEventId(pub String);

impl FromStr for DeviceId {
    type Err = NoEventId;

    fn from_str(text: &str) -> Result<DeviceId, NoEventId> {
        let digits = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = if digits {
            u64::from_str_radix(text, 16).ok()
        } else {
            None
        };
        number
            .map(DeviceId)
            .ok_or_else(|| NoEventId(text.to_owned()))
    }
}

/// The name of an event: the device that wrote it, and the how-manieth it was there, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId {
    /// Who wrote it.
    pub device: DeviceId,
    /// Its number on that device.
    pub sequence: u64,
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.device, self.sequence)
    }
}

impl FromStr for EventId {
    type Err = NoEventId;

    fn from_str(text: &str) -> Result<EventId, NoEventId> {
        let no_id = || NoEventId(text.to_owned());
        let (device, sequence) = text.split_once('-').ok_or_else(no_id)?;
        let sequence = sequence.parse().map_err(|_| no_id())?;
        Ok(EventId {
            device: device.parse()?,
            sequence,
        })
    }
}

/// A graded answer that moved the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Review {
    /// The quality given.
    pub quality: Quality,
    /// The study day it counts for, as decided when it was given.
    pub day: StudyDay,
    /// How long the learner took, in milliseconds.
    pub duration_ms: u32,
    /// The interval before the answer.
    pub interval_before: Interval,
    /// The interval after it.
    pub interval_after: Interval,
    /// The day actually chosen for the next review.
    pub due: StudyDay,
}

impl Review {
    /// The days from the answer to the next review, as they were chosen.
    pub fn wait(&self) -> Interval {
        Interval::from_days(u64::try_from(self.due.since(self.day)).unwrap_or(0))
    }
}

/// An answer of the same-day drill (SM-2, step 7). It never touches the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drill {
    /// The quality given; 4 and above ends the drill.
    pub quality: Quality,
    /// The study day it was given on.
    pub day: StudyDay,
    /// How long the learner took, in milliseconds.
    pub duration_ms: u32,
}

/// A flag of a card: none, or one of seven, as in Anki.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Flag(u8);

impl Flag {
    /// No flag.
    pub const NONE: Flag = Flag(0);
    /// The flag a single key sets.
    pub const FIRST: Flag = Flag(1);

    /// The flag with this number, 0 for none; `None` past 7.
    pub fn new(number: u8) -> Option<Flag> {
        (number <= 7).then_some(Flag(number))
    }

    /// Its number, 0 for none.
    pub fn number(self) -> u8 {
        self.0
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A graded answer.
    Review(Review),
    /// A drill answer.
    Drill(Drill),
    /// An earlier event does not count. Of a `Void`, that the voided event counts again.
    Void(EventId),
    /// The card is not asked until it is unsuspended.
    Suspend,
    /// The card is asked again.
    Unsuspend,
    /// The card is not asked before this day.
    Bury(StudyDay),
    /// The card is not buried any more.
    Unbury,
    /// The card carries the mark.
    Mark,
    /// It does not any more.
    Unmark,
    /// The card is a new one again. What was answered before stays in the log.
    Reset,
    /// The card is due on this day, whatever its interval says. Its memory stays as it is.
    Reschedule(StudyDay),
    /// The card carries this flag.
    Flag(Flag),
    /// The event's card is a new content of this older card; both are one from now on.
    Alias(CardId),
    /// The card's schedule was taken over from another program.
    Adopt(Adopted),
    /// A kind that a newer program wrote: its name and payload, kept for that program.
    Unknown {
        /// The kind's name.
        kind: String,
        /// Its payload, JSON text.
        payload: String,
    },
}

impl Deed {
    /// Whether it only changes what a card carries for the eye, and not when it is asked.
    pub fn is_badge(&self) -> bool {
        matches!(self, Deed::Flag(_) | Deed::Mark | Deed::Unmark)
    }

    /// The quality of an answer; none of other deeds.
    pub fn quality(&self) -> Option<Quality> {
        match self {
            Deed::Review(review) => Some(review.quality),
            Deed::Drill(drill) => Some(drill.quality),
            _ => None,
        }
    }

    /// The word for this kind of event in the log and in JSON.
    pub fn kind(&self) -> &str {
        match self {
            Deed::Review(_) => "review",
            Deed::Drill(_) => "drill",
            Deed::Void(_) => "void",
            Deed::Suspend => "suspend",
            Deed::Unsuspend => "unsuspend",
            Deed::Bury(_) => "bury",
            Deed::Unbury => "unbury",
            Deed::Mark => "mark",
            Deed::Unmark => "unmark",
            Deed::Reset => "reset",
            Deed::Reschedule(_) => "reschedule",
            Deed::Flag(_) => "flag",
            Deed::Alias(_) => "alias",
            Deed::Adopt(_) => "adopt",
            Deed::Unknown { kind, .. } => kind,
        }
    }
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name.
    pub id: EventId,
    /// A hybrid logical clock: milliseconds since 1970, raised past every event already known, so
    /// that the order of cause holds whatever the wall clock says.
    pub clock: i64,
    /// The wall clock when it happened.
    pub at: Moment,
    /// The card it is about; a `Void` carries the card of its target.
    pub card: CardId,
    /// What happened.
    pub deed: Deed,
}

impl Event {
    /// The order in which events are folded on every device: clock, then device, then sequence.
    pub fn order(&self) -> (i64, DeviceId, u64) {
        (self.clock, self.id.device, self.id.sequence)
    }
}

/// The clock of the next event: the wall clock, or one past the latest known where that is behind.
pub fn next_clock(latest_known: i64, now: Moment) -> i64 {
    now.utc_ms.max(latest_known.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_those_of_anki() {
        assert_eq!(Flag::new(7).map(Flag::number), Some(7));
        assert_eq!(Flag::new(8), None);
        assert_eq!((Flag::NONE.number(), Flag::FIRST.number()), (0, 1));
    }

    #[test]
    fn only_flags_and_marks_are_for_the_eye() {
        let badges = [Deed::Flag(Flag::FIRST), Deed::Mark, Deed::Unmark];
        assert!(badges.iter().all(Deed::is_badge));
        let others = [Deed::Suspend, Deed::Reset, Deed::Unbury];
        assert!(!others.iter().any(Deed::is_badge));
    }

    #[test]
    fn event_ids_are_read_back() {
        let id = EventId {
            device: DeviceId(0xc0ffee),
            sequence: 12,
        };
        assert_eq!(id.to_string(), "0000000000c0ffee-12");
        assert_eq!(id.to_string().parse(), Ok(id));
        for text in [
            "",
            "12",
            "c0ffee-1",
            "0000000000c0ffee-",
            "+000000000c0ffee-1",
        ] {
            assert!(text.parse::<EventId>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_clock_never_goes_back() {
        let now = Moment {
            utc_ms: 1000,
            offset_minutes: 0,
        };
        assert_eq!(next_clock(10, now), 1000);
        assert_eq!(next_clock(1000, now), 1001);
        assert_eq!(next_clock(5000, now), 5001);
    }
}
