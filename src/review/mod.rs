//! Reviewing: what is asked today, what an answer means, and the events it leaves in the log.
//! It must never know how events are stored or shown.

mod alias;
mod event;
mod state;
mod schedulers;
mod limits;
mod queue;
mod adopted;
mod answer;
mod session;
mod desk;
mod sitting;
mod shuffle;

pub use adopted::{Adopted, NoSchedule};
pub use alias::{Alias, Class, classes};
pub use answer::{Comeback, answer, preview};
pub use desk::{Desk, Excerpt, Recorded, Sheet, Source, TakenBack, Visible};
pub use event::{Deed, DeviceId, Drill, Event, EventId, Flag, NoEventId, Review, next_clock};
pub use limits::{Answered, Limits};
pub use queue::{Queued, queue};
pub use schedulers::{Algorithms, ByDeck, Schedulers};
pub use session::{Left, Mode, Session, Stage, Tally};
pub use shuffle::{option_seed, shuffled};
pub use sitting::{Command, Echo, Look, Sitting, Turn, View};
pub use state::{CardState, MATURE_DAYS, Maturity, fold, voided, withdrawal};
