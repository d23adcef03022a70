//! The state of a card: the fold of its events under a scheduler. Nothing else goes in, no clock and no
//! settings, so that the same log under the same scheduler gives the same state on every device and at
//! any time.

use std::collections::HashSet;

use crate::calendar::StudyDay;
use crate::scheduler::{Interval, Memory, Quality, Scheduler, Strength};

use super::adopted::Adopted;
use super::event::{Deed, DeviceId, Event, EventId, Flag};

/// A card's age as people know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Maturity {
    /// Never answered.
    New,
    /// Answered, with an interval of at most a day: just begun, or begun again after a lapse.
    Learning,
    /// An interval under [`MATURE_DAYS`].
    Young,
    /// An interval of [`MATURE_DAYS`] or more.
    Mature,
}

/// From this interval on a card counts as mature; Anki's line.
pub const MATURE_DAYS: u32 = 21;

impl Maturity {
    /// All, youngest first.
    pub const ALL: [Maturity; 4] = [
        Maturity::New,
        Maturity::Learning,
        Maturity::Young,
        Maturity::Mature,
    ];

    /// The word for it, in JSON and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Maturity::New => "new",
            Maturity::Learning => "learning",
            Maturity::Young => "young",
            Maturity::Mature => "mature",
        }
    }
}

/// What the log says about one card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CardState {
    /// What the scheduler believes.
    pub memory: Memory,
    /// Graded answers, drills not counted.
    pub reviews: u32,
    /// Failing answers to a card that had been remembered the time before.
    pub lapses: u32,
    /// The study day of the last graded answer.
    pub last_review: Option<StudyDay>,
    /// The day it is due; none for a new card.
    pub due: Option<StudyDay>,
    /// The study day whose drill is still open (SM-2, step 7).
    pub drill: Option<StudyDay>,
    /// Whether it is kept out of every review.
    pub suspended: bool,
    /// Not asked before this day.
    pub buried_until: Option<StudyDay>,
    /// Its flag.
    pub flag: Flag,
    /// Whether it carries the mark.
    pub marked: bool,
}

impl CardState {
    /// The memory after an answer on `day`. The days since the last answer are never less than none:
    /// two devices can have lived the same study day.
    #[must_use]
    pub fn memory_after(&self, quality: Quality, day: StudyDay, scheduler: &Scheduler) -> Memory {
        scheduler.review(self.memory, quality, self.elapsed_on(day))
    }

    /// The days from the last answer to this day, never less than none.
    pub fn elapsed_on(&self, day: StudyDay) -> u32 {
        let elapsed = self.last_review.map_or(0, |last| day.since(last).max(0));
        u32::try_from(elapsed).unwrap_or(0)
    }

    /// The memory that goes on from a schedule of another program. FSRS knows more from the answers than
    /// from the interval and the ease that another scheduler made of them, where it has seen them all.
    fn memory_adopted(&self, adopted: &Adopted, scheduler: &Scheduler) -> Memory {
        let has_seen_all = self.reviews >= adopted.reviews;
        match self.memory.strength {
            _ if adopted.reviews == 0 => adopted.memory,
            Strength::Trace(_) if has_seen_all => Memory {
                strength: self.memory.strength,
                ..adopted.memory
            },
            _ => scheduler.adopt(adopted.memory),
        }
    }

    /// The state after one more event, `scheduler` being the one that made this state. Voids are not
    /// seen here: see [`fold`].
    #[must_use]
    pub fn after(self, deed: &Deed, scheduler: &Scheduler) -> CardState {
        let mut next = self;
        match deed {
            Deed::Review(review) => {
                next.memory = self.memory_after(review.quality, review.day, scheduler);
                next.reviews = self.reviews.saturating_add(1);
                if !review.quality.is_pass() && self.memory.repetitions > 0 {
                    next.lapses = self.lapses.saturating_add(1);
                }
                next.last_review = Some(review.day);
                next.due = Some(review.due);
                next.drill = review.quality.asks_for_drill().then_some(review.day);
                next.buried_until = None;
            }
            Deed::Drill(drill) => {
                next.drill = drill.quality.asks_for_drill().then_some(drill.day);
            }
            Deed::Suspend => next.suspended = true,
            Deed::Unsuspend => next.suspended = false,
            Deed::Bury(until) => next.buried_until = Some(*until),
            Deed::Unbury => next.buried_until = None,
            Deed::Mark => next.marked = true,
            Deed::Unmark => next.marked = false,
            Deed::Reset => {
                next = CardState {
                    suspended: self.suspended,
                    flag: self.flag,
                    marked: self.marked,
                    ..CardState::default()
                };
            }
            Deed::Reschedule(due) => {
                next.due = Some(*due);
                next.buried_until = None;
            }
            Deed::Flag(flag) => next.flag = *flag,
            Deed::Adopt(adopted) => {
                next.memory = self.memory_adopted(adopted, scheduler);
                next.reviews = adopted.reviews;
                next.lapses = adopted.lapses;
                next.last_review = adopted.last_review;
                next.due = adopted.due;
                next.drill = None;
                next.buried_until = None;
            }
            Deed::Void(_)
            | Deed::Alias(_)
            | Deed::LimitOfDay(_)
            | Deed::Optimize(_)
            | Deed::Unknown { .. } => {}
        }
        next
    }

    /// The days from the last answer to the day it is due; the interval where there is none of both.
    pub fn wait(&self) -> Interval {
        let waits = self.due.zip(self.last_review);
        let days = waits.and_then(|(due, last)| u64::try_from(due.since(last)).ok());
        days.map_or(self.memory.interval, Interval::from_days)
    }

    /// Whether it is kept from being asked on this day: suspended, or buried past it.
    pub fn is_hidden_on(&self, day: StudyDay) -> bool {
        self.suspended || self.buried_until.is_some_and(|until| until > day)
    }

    /// Whether it can be asked on this day: new, due, or in the drill of the day.
    pub fn is_asked_on(&self, day: StudyDay) -> bool {
        !self.is_hidden_on(day)
            && (self.due.is_none_or(|due| due <= day) || self.drill == Some(day))
    }

    /// How old the memory is.
    pub fn maturity(&self) -> Maturity {
        if self.reviews == 0 {
            return Maturity::New;
        }
        match self.memory.interval.days() {
            0 | 1 => Maturity::Learning,
            days if days < MATURE_DAYS => Maturity::Young,
            _ => Maturity::Mature,
        }
    }
}

/// The state of one card from all its events, in any order of arrival, under a scheduler. The due day
/// is the one that was chosen when the answer was given, whoever schedules now.
pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>, scheduler: &Scheduler) -> CardState {
    let mut events: Vec<&Event> = events.into_iter().collect();
    events.sort_unstable_by_key(|event| event.order());
    let voided = voided(&events);
    events
        .iter()
        .filter(|event| !voided.contains(&event.id))
        .fold(CardState::default(), |state, event| {
            state.after(&event.deed, scheduler)
        })
}

/// The events that do not count, `events` being in order: the targets of voids that count
/// themselves. A void is always later than its target, so the latest are decided first.
pub fn voided(events: &[&Event]) -> HashSet<EventId> {
    let mut voided = HashSet::new();
    for (place, event) in events.iter().enumerate().rev() {
        let Deed::Void(target) = event.deed else {
            continue;
        };
        if voided.contains(&event.id) {
            continue;
        }
        if target == withdrawal(target.device) {
            let before = events.get(..place).unwrap_or_default().iter();
            let theirs = before.filter(|earlier| earlier.id.device == target.device);
            voided.extend(theirs.map(|earlier| earlier.id));
        }
        voided.insert(target);
    }
    voided
}

/// What a void names that takes back all a device had done with a card: no event has the number 0.
pub fn withdrawal(device: DeviceId) -> EventId {
    EventId {
        device,
        sequence: 0,
    }
}

#[cfg(test)]
mod tests;
