//! Algorithm SM-2, (C) Copyright SuperMemo World, 1991. https://www.supermemo.com
//!
//! After P. A. Wozniak, "Application of a computer to improve the results obtained in working with
//! the SuperMemo method" (1990), steps 1 to 7. Where the text is silent, his own plug-in for
//! SuperMemo 2 decides: the ease factor before the answer multiplies, and a failing grade is
//! repetition 0, so that the intervals after it are 1, 1, 6.
//! Step 7, the drill of the same day, is no business of this module: a drill never gets here.

use super::{EaseFactor, Interval, Memory, Quality, Strength};

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
        whole.saturating_add(u64::from(is_up))
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
    let rule = rule(memory, quality);
    let (repetitions, ease) = match (rule, variant) {
        (Rule::Again, Variant::Paper) => (0, before),
        (Rule::Again, Variant::PlugIn | Variant::Common) => (0, after),
        _ => (memory.repetitions.saturating_add(1), after),
    };
    Memory {
        repetitions,
        strength: Strength::Ease(ease),
        interval: Interval::from_days(rule.days(variant)),
    }
}

/// What gives the interval after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Step 6: a failing grade begins again; by the text with the ease factor unchanged.
    Again,
    /// Step 3: I(1).
    First,
    /// Step 3: I(2).
    Second,
    /// Step 3: I(n) = I(n-1) * EF.
    Times {
        /// I(n-1).
        interval: Interval,
        /// EF, as it was before the answer.
        ease: EaseFactor,
    },
}

/// The rule for an answer of this quality. All variants have the same.
pub fn rule(memory: Memory, quality: Quality) -> Rule {
    match (quality.is_pass(), memory.repetitions) {
        (false, _) => Rule::Again,
        (true, 0) => Rule::First,
        (true, 1) => Rule::Second,
        (true, _) => Rule::Times {
            interval: memory.interval,
            ease: memory.ease(),
        },
    }
}

impl Rule {
    /// The days it gives, before they are cut at [`Interval::MAX`].
    pub fn days(self, variant: Variant) -> u64 {
        match self {
            Rule::Again | Rule::First => FIRST_INTERVAL_DAYS,
            Rule::Second => SECOND_INTERVAL_DAYS,
            // An interval of no days comes from other programs only; a card never comes back on its day.
            Rule::Times { .. } => variant.rounded(self.hundredths()).max(FIRST_INTERVAL_DAYS),
        }
    }

    /// The hundredths of days it gives, before they are rounded.
    pub fn hundredths(self) -> u64 {
        match self {
            Rule::Again | Rule::First => FIRST_INTERVAL_DAYS * 100,
            Rule::Second => SECOND_INTERVAL_DAYS * 100,
            Rule::Times { interval, ease } => {
                u64::from(interval.days()).saturating_mul(u64::from(ease.hundredths()))
            }
        }
    }
}

/// Step 5 in hundredths: 10 − (5−q)(8 + 2(5−q)), that is +10, 0, −14, −32, −54, −80 for q = 5 … 0.
fn ease_change(quality: Quality) -> i32 {
    let missing = 5_i32.saturating_sub(i32::from(quality.number()));
    let per_step = missing.saturating_mul(2).saturating_add(8);
    10_i32.saturating_sub(missing.saturating_mul(per_step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variant_is_known_by_its_name() {
        for variant in Variant::ALL {
            assert_eq!(Variant::named(variant.name()), Some(variant));
        }
        assert_eq!(
            Variant::ALL.map(Variant::name),
            ["paper", "plugin", "common"]
        );
        assert_eq!(Variant::named("Paper"), None);
    }

    /// What `srm show` says of a date: 1 and 6 days whole, then the last interval by the ease factor.
    #[test]
    fn a_rule_gives_hundredths_of_days() {
        let times = Rule::Times {
            interval: Interval::from_days(6),
            ease: EaseFactor::from_hundredths(236),
        };
        let hundredths = [Rule::Again, Rule::First, Rule::Second, times].map(Rule::hundredths);
        assert_eq!(hundredths, [100, 100, 600, 1_416]);
        assert_eq!(
            Variant::ALL.map(|variant| times.days(variant)),
            [15, 14, 14]
        );
    }
}
