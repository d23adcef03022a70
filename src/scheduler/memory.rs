//! The state that a scheduler keeps for one memory. SM-2 has whole numbers only: an ease factor is
//! counted in hundredths, so that no rounding of floating point can move a due date. What FSRS keeps
//! is compared by its bits.
//! It must never hold what another scheduler made as if it were its own.

use std::fmt;
use std::hash::{Hash, Hasher};

/// An ease factor in hundredths: 250 is the 2.50 that every memory starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EaseFactor(u32);

impl EaseFactor {
    /// 2.50, where every memory starts (SM-2, step 2).
    pub const START: EaseFactor = EaseFactor(250);
    /// 1.30, below which SM-2 never goes (step 5).
    pub const FLOOR: EaseFactor = EaseFactor(130);

    /// An ease factor from hundredths, raised to the floor.
    pub fn from_hundredths(hundredths: u32) -> EaseFactor {
        EaseFactor(hundredths.max(EaseFactor::FLOOR.0))
    }

    /// The hundredths.
    pub fn hundredths(self) -> u32 {
        self.0
    }

    /// This ease factor moved by `change` hundredths, never below the floor.
    pub fn moved_by(self, change: i32) -> EaseFactor {
        EaseFactor::from_hundredths(self.0.saturating_add_signed(change))
    }
}

impl fmt::Display for EaseFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// An interval in whole days, at most [`Interval::MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval(u32);

impl Interval {
    /// Not reviewed yet.
    pub const NONE: Interval = Interval(0);
    /// A hundred years. Not part of SM-2, whose intervals would leave every calendar.
    pub const MAX: Interval = Interval(36_500);

    /// An interval of this many days, cut at [`Interval::MAX`].
    pub fn from_days(days: u64) -> Interval {
        Interval(u32::try_from(days).unwrap_or(u32::MAX).min(Interval::MAX.0))
    }

    /// The days.
    pub fn days(self) -> u32 {
        self.0
    }
}

/// What FSRS believes: how slowly a memory fades, and how hard it is to strengthen. Two are the same
/// when every bit is: a memory is a fold of the log, and the fold has to give it again exactly.
#[derive(Clone, Copy, Debug)]
pub struct Trace {
    /// The days after which nine of ten such memories are still there.
    pub stability: f32,
    /// 1 to 10.
    pub difficulty: f32,
}

impl Trace {
    fn bits(self) -> (u32, u32) {
        (self.stability.to_bits(), self.difficulty.to_bits())
    }
}

impl PartialEq for Trace {
    fn eq(&self, other: &Trace) -> bool {
        self.bits() == other.bits()
    }
}

impl Eq for Trace {}

impl Hash for Trace {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits().hash(state);
    }
}

/// What only the scheduler that made a memory understands of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strength {
    /// SM-2: how fast intervals grow. Every memory that was never reviewed stands at
    /// [`EaseFactor::START`], whichever scheduler will have it.
    Ease(EaseFactor),
    /// FSRS.
    Trace(Trace),
}

/// What a scheduler knows of one memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Memory {
    /// Successful repetitions in a row; 0 for a new memory and after a failing grade.
    pub repetitions: u32,
    /// See [`Strength`].
    pub strength: Strength,
    /// The days that the scheduler asks for from the last review to the next.
    pub interval: Interval,
}

impl Memory {
    /// A memory that was never reviewed.
    pub const NEW: Memory = Memory {
        repetitions: 0,
        strength: Strength::Ease(EaseFactor::START),
        interval: Interval::NONE,
    };

    /// What FSRS believes; none in a memory of SM-2.
    pub fn trace(&self) -> Option<Trace> {
        match self.strength {
            Strength::Trace(trace) => Some(trace),
            Strength::Ease(_) => None,
        }
    }

    /// The ease factor. A memory that SM-2 has not made yet starts at [`EaseFactor::START`].
    pub fn ease(&self) -> EaseFactor {
        match self.strength {
            Strength::Ease(ease) => ease,
            Strength::Trace(_) => EaseFactor::START,
        }
    }
}

impl Default for Memory {
    fn default() -> Memory {
        Memory::NEW
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// Two zeros are equal as numbers and not as bits; a NaN is equal to itself only as bits.
    #[test]
    fn traces_are_the_same_when_every_bit_is() {
        let trace = |stability, difficulty| Trace {
            stability,
            difficulty,
        };
        assert_eq!(trace(f32::NAN, 5.0), trace(f32::NAN, 5.0));
        assert_ne!(trace(0.0, 5.0), trace(-0.0, 5.0));
        assert_ne!(trace(3.0, 0.0), trace(3.0, -0.0));
        let nearest = f32::from_bits(3.0_f32.to_bits() + 1);
        let traces = [trace(3.0, 5.0), trace(nearest, 5.0), trace(3.0, 5.0)];
        assert_eq!(HashSet::from(traces).len(), 2);
    }

    /// Sets of memories would be lists if all had one hash.
    #[test]
    fn traces_that_differ_have_hashes_that_differ() {
        let hash = |stability| {
            let mut hasher = std::hash::DefaultHasher::new();
            let difficulty = 5.0;
            Trace {
                stability,
                difficulty,
            }
            .hash(&mut hasher);
            hasher.finish()
        };
        assert_eq!(hash(3.0), hash(3.0));
        assert_ne!(hash(3.0), hash(4.0));
    }
}
