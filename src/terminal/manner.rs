//! How a review is held, whatever its face, and how it ended.
//! It must never know a face.

use std::time::Duration;

use super::full::Keys;
use super::scale::Scale;
use super::typed_answer::Typing;

/// How a session is held.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// The numbers of the grades.
    pub scale: Scale,
    /// What fixes the order of options.
    pub seed: u64,
    /// The session asks no further card after this time.
    pub time_limit: Option<Duration>,
    /// Which cards ask for a typed answer.
    pub typing: Typing,
    /// The keys of the full screen.
    pub keys: Keys,
}

/// Why a session came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Nothing was left.
    Done,
    /// The learner ended it, or the input did.
    Stopped,
    /// The time was over.
    OutOfTime,
}
