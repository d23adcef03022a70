//! What must hold for SM-2 whatever grades are given, tried on generated sequences.

use proptest::prelude::*;
use srm::scheduler::{EaseFactor, Grade, Interval, Memory, Quality, Variant, sm2};

use crate::log_properties::tries;

pub(crate) fn any_quality() -> impl Strategy<Value = Quality> {
    (0..Quality::ALL.len()).prop_map(|index| Quality::ALL[index])
}

/// SM-2 by its text.
fn review(memory: Memory, quality: Quality) -> Memory {
    sm2::review(memory, quality, Variant::Paper)
}

/// Any memory that 0 to 40 answers lead to.
fn any_memory() -> impl Strategy<Value = Memory> {
    prop::collection::vec(any_quality(), 0..40).prop_map(|grades| after_all(&grades))
}

fn after_all(grades: &[Quality]) -> Memory {
    grades.iter().copied().fold(Memory::NEW, review)
}

/// I(n−1) · EF, rounded up, by a loop instead of a division.
fn rounded_up(interval: u32, ease: EaseFactor) -> u32 {
    let product = u64::from(interval) * u64::from(ease.hundredths());
    let mut days = product / 100;
    while days * 100 < product {
        days += 1;
    }
    u32::try_from(days.min(36_500)).unwrap()
}

proptest! {
    #![proptest_config(tries(256))]

    #[test]
    fn any_500_grades_stay_within_bounds(
        grades in prop::collection::vec(any_quality(), 0..500)
    ) {
        let mut memory = Memory::NEW;
        for quality in grades {
            memory = review(memory, quality);
            prop_assert!(memory.ease().hundredths() >= 130);
            prop_assert!((1..=36_500).contains(&memory.interval.days()));
        }
    }

    #[test]
    fn a_pass_adds_a_repetition_and_never_shortens_the_interval(
        before in any_memory(), quality in any_quality()
    ) {
        prop_assume!(quality.number() >= 3);
        let after = review(before, quality);
        prop_assert_eq!(after.repetitions, before.repetitions + 1);
        let expected = match after.repetitions {
            1 => 1,
            2 => 6,
            _ => rounded_up(before.interval.days(), before.ease()),
        };
        prop_assert_eq!(after.interval.days(), expected);
        prop_assert!(after.interval >= before.interval);
        if after.repetitions > 1 && before.interval < Interval::MAX {
            prop_assert!(after.interval > before.interval);
        }
    }

    #[test]
    fn a_failing_grade_begins_again_and_keeps_the_ease(
        before in any_memory(), quality in any_quality()
    ) {
        prop_assume!(quality.number() < 3);
        let after = review(before, quality);
        prop_assert_eq!(after.ease(), before.ease());
        prop_assert_eq!((after.repetitions, after.interval.days()), (0, 1));
    }

    #[test]
    fn a_pass_moves_the_ease_by_the_published_amount(before in any_memory()) {
        for (grade, change) in [(Grade::Hard, -14), (Grade::Good, 0), (Grade::Easy, 10)] {
            let after = review(before, grade.quality());
            let moved = i64::from(before.ease().hundredths()) + change;
            prop_assert_eq!(i64::from(after.ease().hundredths()), moved.max(130));
        }
    }

    #[test]
    fn a_better_pass_never_leads_to_less(
        before in any_memory(), rest in prop::collection::vec(3_u8..=5, 0..8)
    ) {
        let rest: Vec<Quality> = rest.into_iter().filter_map(Quality::new).collect();
        let then = |first: Quality| {
            rest.iter().copied().fold(review(before, first), review)
        };
        let passes: Vec<Quality> = Quality::ALL.into_iter().filter(|q| q.is_pass()).collect();
        for pair in passes.windows(2) {
            prop_assert!(then(pair[0]).interval <= then(pair[1]).interval);
            prop_assert!(then(pair[0]).ease() <= then(pair[1]).ease());
        }
    }
}
