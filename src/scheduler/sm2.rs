//! Algorithm SM-2, (C) Copyright SuperMemo World, 1991. https://www.supermemo.com
//!
//! After P. A. Wozniak, "Application of a computer to improve the results obtained in working with
//! the SuperMemo method" (1990), steps 1 to 7. Where the text is silent, his own plug-in for
//! SuperMemo 2 decides: the ease factor before the answer multiplies, and a failing grade is
//! repetition 0, so that the intervals after it are 1, 1, 6.
//! Step 7, the drill of the same day, is no business of this module: a drill never gets here.

use super::{Interval, Memory, Quality, Strength};

/// I(1): the interval after the first successful repetition, in days (step 3).
const FIRST_INTERVAL_DAYS: u64 = 1;
/// I(2): the interval after the second (step 3).
const SECOND_INTERVAL_DAYS: u64 = 6;

/// Which reading of SM-2 decides. They differ in two things: how I(n) becomes a whole number of days,
/// and whether a failing grade moves the ease factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Variant {
    /// The text: a fraction is rounded up, a failing grade leaves the ease factor alone.
    #[default]
    Paper,
    /// Wozniak's plug-in for SuperMemo 2: rounded to the nearest, a half to the even day, as Delphi
    /// does; a failing grade moves the ease factor.
    PlugIn,
    /// What Wikipedia's pseudo-code and the npm package `supermemo` do: rounded to the nearest, a half
    /// up; a failing grade moves the ease factor.
    Common,
}

impl Variant {
    /// All three, the one that applies unless another is asked for first.
    pub const ALL: [Variant; 3] = [Variant::Paper, Variant::PlugIn, Variant::Common];

    /// The word for it, in settings and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Variant::Paper => "paper",
            Variant::PlugIn => "plugin",
            Variant::Common => "common",
        }
    }

    /// The variant with this name.
    pub fn named(name: &str) -> Option<Variant> {
        Variant::ALL
            .into_iter()
            .find(|variant| variant.name() == name)
    }

    /// Whole days from hundredths of a day.
    fn rounded(self, hundredths: u64) -> u64 {
        let (whole, rest) = (hundredths / 100, hundredths % 100);
        let is_up = match self {
            Variant::Paper => rest > 0,
            Variant::PlugIn => rest > 50 || (rest == 50 && !whole.is_multiple_of(2)),
            Variant::Common => rest >= 50,
        };
        whole + u64::from(is_up)
    }
}

/// The memory after an answer of this quality.
///
/// ```
/// use srm::scheduler::{Grade, Memory, sm2};
///
/// let mut memory = Memory::NEW;
/// let mut intervals = Vec::new();
/// for _ in 0..4 {
///     memory = sm2::review(memory, Grade::Good.quality(), sm2::Variant::Paper);
///     intervals.push(memory.interval.days());
/// }
/// assert_eq!(intervals, [1, 6, 15, 38]);
/// ```
pub fn review(memory: Memory, quality: Quality, variant: Variant) -> Memory {
    let (before, after) = (memory.ease(), memory.ease().moved_by(ease_change(quality)));
    if !quality.is_pass() {
        // Step 6: begin again; by the text with the ease factor unchanged.
        let ease = match variant {
            Variant::Paper => before,
            Variant::PlugIn | Variant::Common => after,
        };
        return Memory {
            repetitions: 0,
            strength: Strength::Ease(ease),
            interval: Interval::from_days(FIRST_INTERVAL_DAYS),
        };
    }
    let repetitions = memory.repetitions.saturating_add(1);
    let days = match repetitions {
        1 => FIRST_INTERVAL_DAYS,
        2 => SECOND_INTERVAL_DAYS,
        // Step 3: I(n) = I(n-1) * EF.
        _ => variant.rounded(u64::from(memory.interval.days()) * u64::from(before.hundredths())),
    };
    Memory {
        repetitions,
        strength: Strength::Ease(after),
        interval: Interval::from_days(days),
    }
}

/// Step 5 in hundredths: 10 − (5−q)(8 + 2(5−q)), that is +10, 0, −14, −32, −54, −80 for q = 5 … 0.
fn ease_change(quality: Quality) -> i32 {
    let missing = 5 - i32::from(quality.number());
    10 - missing * (8 + 2 * missing)
}
