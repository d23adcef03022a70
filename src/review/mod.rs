//! Reviewing: what is asked today, what an answer means, and the events it leaves in the log.
//! It must never know how events are stored or shown.

mod event;
mod state;
mod queue;

pub use event::{Deed, DeviceId, Drill, Event, EventId, Flag, NoEventId, Review, next_clock};
pub use queue::Queued;
pub use state::{CardState, MATURE_DAYS, Maturity, fold, voided};
