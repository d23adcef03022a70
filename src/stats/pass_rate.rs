//! Pass rates: how often an answer was remembered, and how sure that number is.

use std::ops::RangeInclusive;

use crate::calendar::StudyDay;

use super::tally::{Age, DayTally};

/// The 97.5 % point of the standard normal distribution, for an interval of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// Passed answers out of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PassRate {
    /// Answers with a quality of 3 or more.
    pub passed: u32,
    /// All answers.
    pub answers: u32,
}

/// The range in which a true rate lies with 95 % confidence, both ends in tenths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confidence {
    /// The lower end.
    pub low_permille: u32,
    /// The upper end.
    pub high_permille: u32,
}

impl PassRate {
    /// The rate in tenths of a percent, to the nearest; none without answers.
    pub fn permille(self) -> Option<u32> {
        let (passed, answers) = (u64::from(self.passed), u64::from(self.answers));
        let half_up = passed.saturating_mul(2000).saturating_add(answers);
        u32::try_from(half_up.checked_div(answers.saturating_mul(2))?).ok()
    }

    /// Where the true rate lies with 95 % confidence; none without answers.
    ///
    /// The score interval of E. B. Wilson, "Probable inference, the law of succession, and
    /// statistical inference" (1927), without continuity correction. With p = passed / n:
    ///
    /// (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)
    ///
    /// Unlike p ± z √(p(1−p)/n) it stays within 0 and 1 and holds for few answers and rates near 1,
    /// which is where a learner's rates are. Ends are rounded to the nearest tenth of a percent.
    pub fn interval(self) -> Option<Confidence> {
        if self.answers == 0 {
            return None;
        }
        let n = f64::from(self.answers);
        let p = f64::from(self.passed.min(self.answers)) / n;
        let z2 = Z * Z;
        let centre = p + z2 / (2.0 * n);
        let reach = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z2 / n;
        Some(Confidence {
            low_permille: to_permille((centre - reach) / scale),
            high_permille: to_permille((centre + reach) / scale),
        })
    }

    pub(super) fn add(&mut self, other: PassRate) {
        self.passed = self.passed.saturating_add(other.passed);
        self.answers = self.answers.saturating_add(other.answers);
    }
}

/// A rate of 0 to 1 in whole tenths of a percent.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is held within 0 and 1000"
)]
fn to_permille(rate: f64) -> u32 {
    (rate * 1000.0).round().clamp(0.0, 1000.0) as u32
}

/// The pass rates of a stretch of days. Retention is that of `young` and `mature`: how much of what
/// was learned before was still known. First answers say nothing about memory and are in `all` only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PassRates {
    /// Answers after an interval of 1 to 20 days.
    pub young: PassRate,
    /// Answers after an interval of 21 days or more: what long-term memory keeps.
    pub mature: PassRate,
    /// All graded answers, first ones included, drills not.
    pub all: PassRate,
}

/// The pass rates of these days.
pub fn pass_rates(tallies: &[DayTally], days: &RangeInclusive<StudyDay>) -> PassRates {
    let mut rates = PassRates::default();
    for tally in tallies.iter().filter(|tally| days.contains(&tally.day)) {
        rates.young.add(tally.of_age(Age::Young));
        rates.mature.add(tally.of_age(Age::Mature));
        for age in Age::ALL {
            rates.all.add(tally.of_age(age));
        }
    }
    rates
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample;

    fn interval(passed: u32, answers: u32) -> Option<(u32, u32)> {
        PassRate { passed, answers }
            .interval()
            .map(|span| (span.low_permille, span.high_permille))
    }

    #[test]
    fn the_wilson_interval_worked_out_by_hand() {
        // n = 10, p = 0.9, z² = 3.841459: centre 0.9 + 0.192073 = 1.092073; under the root
        // 0.009 + 0.009604 = 0.018604, its root 0.136395, times z 0.267329; scale 1.384146.
        // (1.092073 − 0.267329) / 1.384146 = 0.5958; (1.092073 + 0.267329) / 1.384146 = 0.9821.
        assert_eq!(interval(9, 10), Some((596, 982)));
        // p = 1: the lower end is n / (n + z²), 10 / 13.841459 = 0.7225; p = 0 mirrors it.
        assert_eq!(interval(10, 10), Some((722, 1000)));
        assert_eq!(interval(0, 10), Some((0, 278)));
        // p = 1/2: 1/2 ± z / (2 √(n + z²)), for n = 100: ± 1.959964 / 20.3805 = 0.0962.
        assert_eq!(interval(50, 100), Some((404, 596)));
        assert_eq!(interval(0, 0), None);
    }

    #[test]
    fn rates_are_rounded_to_the_nearest_tenth_of_a_percent() {
        let rate = |passed, answers| PassRate { passed, answers }.permille();
        assert_eq!(rate(2, 3), Some(667));
        assert_eq!(rate(1, 3), Some(333));
        assert_eq!(rate(1, 2000), Some(1));
        assert_eq!(rate(0, 5), Some(0));
        assert_eq!(rate(u32::MAX, u32::MAX), Some(1000));
        assert_eq!(rate(0, 0), None);
    }

    #[test]
    fn the_sample_by_age_and_stretch() {
        let rates = |first, last| {
            let rates = pass_rates(&sample::log(), &(sample::day(first)..=sample::day(last)));
            let pair = |rate: PassRate| (rate.passed, rate.answers);
            (pair(rates.young), pair(rates.mature), pair(rates.all))
        };
        // The 8th alone: young 3 of 4, mature 1 of 2, all 6 of 8.
        assert_eq!(rates("2026-03-08", "2026-03-08"), ((3, 4), (1, 2), (6, 8)));
        // With the 9th: young 3+4 of 4+4, mature 1+1 of 2+2, all 6+8 of 8+10.
        assert_eq!(
            rates("2026-03-08", "2026-03-09"),
            ((7, 8), (2, 4), (14, 18))
        );
        assert_eq!(rates("2026-03-10", "2026-03-31"), ((0, 0), (0, 0), (0, 0)));
    }
}
