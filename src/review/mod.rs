//! Reviewing: what is asked today, what an answer means, and the events it leaves in the log.
//! It must never know how events are stored or shown.

mod alias;
mod event;
mod state;
mod schedulers;
mod limits;
mod allowance;
mod day_limit;
mod siblings;
mod order;
mod queue;
mod backlog;
mod leech;
mod reason;
mod adopted;
mod answer;
mod session;
mod desk;
mod sitting;
mod shuffle;
mod spread;

pub use adopted::{Adopted, NoSchedule};
pub use alias::{Alias, Class, classes};
pub use allowance::{Allowance, Backlog, DeckDay, DeckNumber, Load, Room};
pub use answer::{Comeback, answer, preview};
pub use backlog::{Days, Spread, spread};
pub use day_limit::{DayLimit, NO_CARD, NoDayLimit, limits_of_day};
pub use desk::{Desk, Excerpt, Recorded, Reversible, Sheet, Source, TakenBack, Visible};
pub use event::{Deed, DeviceId, Drill, Event, EventId, Flag, NoEventId, Review, next_clock};
pub use leech::{Leech, LeechDeed, LeechRule, leech, leech_found};
pub use limits::{Answered, DayLimits, LimitChange, Limits};
pub use order::{Arrangement, NewCards, Order};
pub use queue::{Candidate, Queue, Queued};
pub use reason::{DueDay, Effect, Reason, Timing, Told, told};
pub use schedulers::{Algorithms, ByDeck, Schedulers};
pub use session::{Left, Mode, Session, Stage, Tally};
pub use shuffle::{option_seed, shuffled};
pub use siblings::{NoteKey, SiblingRule, Siblings};
pub use sitting::{Command, Echo, Look, Sitting, Turn, View};
pub use spread::{EasyDays, Pick, Spreading};
pub use state::{CardState, MATURE_DAYS, Maturity, fold, voided, withdrawal};
