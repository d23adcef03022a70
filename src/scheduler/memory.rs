//! The state that SM-2 keeps for one memory. Whole numbers only: an ease factor is counted in
//! hundredths, so that no rounding of floating point can move a due date.

use std::fmt;

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

/// What SM-2 knows of one memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Memory {
    /// Successful repetitions in a row; 0 for a new memory and after a failing grade.
    pub repetitions: u32,
    /// How fast intervals grow.
    pub ease: EaseFactor,
    /// The days from the last review to the next.
    pub interval: Interval,
}

impl Memory {
    /// A memory that was never reviewed.
    pub const NEW: Memory = Memory {
        repetitions: 0,
        ease: EaseFactor::START,
        interval: Interval::NONE,
    };
}

impl Default for Memory {
    fn default() -> Memory {
        Memory::NEW
    }
}
