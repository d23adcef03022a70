//! Algorithm SM-2, (C) Copyright SuperMemo World, 1991. https://www.supermemo.com
//!
//! After P. A. Wozniak, "Application of a computer to improve the results obtained in working with
//! the SuperMemo method" (1990), steps 1 to 7. Where the text is silent, his own plug-in for
//! SuperMemo 2 decides: the ease factor before the answer multiplies, and a failing grade is
//! repetition 0, so that the intervals after it are 1, 1, 6.
//! Step 7, the drill of the same day, is no business of this module: a drill never gets here.

use super::{Interval, Memory, Quality};

/// I(1): the interval after the first successful repetition, in days (step 3).
const FIRST_INTERVAL_DAYS: u64 = 1;
/// I(2): the interval after the second (step 3).
const SECOND_INTERVAL_DAYS: u64 = 6;

/// The memory after an answer of this quality.
///
/// ```
/// use srm::scheduler::{Grade, Memory, sm2};
///
/// let mut memory = Memory::NEW;
/// let mut intervals = Vec::new();
/// for _ in 0..4 {
///     memory = sm2::review(memory, Grade::Good.quality());
///     intervals.push(memory.interval.days());
/// }
/// assert_eq!(intervals, [1, 6, 15, 38]);
/// ```
pub fn review(memory: Memory, quality: Quality) -> Memory {
    if !quality.is_pass() {
        // Step 6: begin again, ease factor unchanged.
        return Memory {
            repetitions: 0,
            interval: Interval::from_days(FIRST_INTERVAL_DAYS),
            ..memory
        };
    }
    let repetitions = memory.repetitions.saturating_add(1);
    let days = match repetitions {
        1 => FIRST_INTERVAL_DAYS,
        2 => SECOND_INTERVAL_DAYS,
        // Step 3: I(n) = I(n-1) * EF, a fraction rounded up.
        _ => {
            (u64::from(memory.interval.days()) * u64::from(memory.ease.hundredths())).div_ceil(100)
        }
    };
    Memory {
        repetitions,
        ease: memory.ease.moved_by(ease_change(quality)),
        interval: Interval::from_days(days),
    }
}

/// Step 5 in hundredths: 10 − (5−q)(8 + 2(5−q)), that is +10, 0, −14, −32, −54, −80 for q = 5 … 0.
fn ease_change(quality: Quality) -> i32 {
    let missing = 5 - i32::from(quality.number());
    10 - missing * (8 + 2 * missing)
}
