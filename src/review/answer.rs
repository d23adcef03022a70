//! What an answer means: the event it leaves, and what each grade would do.
//! The one place that decides between a review, which moves the schedule, and a drill, which never
//! does. It must never read a clock: the study day is an argument.

use crate::calendar::StudyDay;
use crate::scheduler::{Grade, Interval, Quality, Scheduler};

use super::event::{Deed, Drill, Review};
use super::state::CardState;

/// What an answer on `day` leaves in the log. The first graded answer of a study day is the review;
/// any further one is a drill (SM-2, step 7), whatever its quality. `scheduler` is the one that made the
/// state.
pub fn answer(
    state: &CardState,
    quality: Quality,
    day: StudyDay,
    duration_ms: u32,
    scheduler: &Scheduler,
) -> Deed {
    if is_answered(state, day) {
        return Deed::Drill(Drill {
            quality,
            day,
            duration_ms,
        });
    }
    let after = state.memory_after(quality, day, scheduler);
    Deed::Review(Review {
        quality,
        day,
        duration_ms,
        interval_before: state.memory.interval,
        interval_after: after.interval,
        due: day.plus(i64::from(after.interval.days())),
    })
}

/// The farthest that travel can take a learner back: from the first offset that is in use, UTC+14:00,
/// to the last, UTC-12:00, is 26 hours, which can be two study days.
const FARTHEST_BACK_DAYS: i64 = 2;

/// Whether the card had its graded answer on `day`. One a little later counts too: who travels west can
/// live the same study day twice. One much later was given under a clock that was wrong; it must not
/// make drills of all answers until that day comes.
pub(super) fn is_answered(state: &CardState, day: StudyDay) -> bool {
    let ahead = state.last_review.map(|last| last.since(day));
    ahead.is_some_and(|days| (0..=FARTHEST_BACK_DAYS).contains(&days))
}

/// When a card comes back after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comeback {
    /// Once more today, in the drill. The schedule has its due day all the same.
    Today,
    /// When it is due.
    On {
        /// The study day.
        day: StudyDay,
        /// The days that lead there.
        interval: Interval,
    },
}

impl Comeback {
    /// When a card in this state comes back, seen from `today`.
    pub fn of(state: &CardState, today: StudyDay) -> Comeback {
        if state.drill == Some(today) {
            return Comeback::Today;
        }
        Comeback::On {
            day: state.due.unwrap_or(today),
            interval: state.wait(),
        }
    }
}

/// What each of the four grades would do to a card in this state on `day`, in the order of keys.
/// It goes the way a real answer goes, so that the two cannot disagree.
pub fn preview(state: &CardState, day: StudyDay, scheduler: &Scheduler) -> [(Grade, Comeback); 4] {
    Grade::ALL.map(|grade| {
        let deed = answer(state, grade.quality(), day, 0, scheduler);
        (grade, Comeback::of(&state.after(&deed, scheduler), day))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> StudyDay {
        text.parse().unwrap()
    }

    fn deed_of(state: &CardState, quality: Quality, on: &str, duration_ms: u32) -> Deed {
        answer(state, quality, day(on), duration_ms, &Scheduler::default())
    }

    fn after(state: CardState, grade: Grade, on: &str) -> CardState {
        state.after(
            &deed_of(&state, grade.quality(), on, 0),
            &Scheduler::default(),
        )
    }

    fn on(text: &str, days: u64) -> Comeback {
        Comeback::On {
            day: day(text),
            interval: Interval::from_days(days),
        }
    }

    #[test]
    fn a_review_carries_both_intervals_and_the_due_day() {
        let first = after(CardState::default(), Grade::Good, "2026-03-01");
        let second = after(first, Grade::Good, "2026-03-02");
        let deed = deed_of(&second, Grade::Easy.quality(), "2026-03-10", 1234);
        // Two days late; the scheduled interval counts: 6 * 2.50 = 15 days from the 10th.
        assert_eq!(
            deed,
            Deed::Review(Review {
                quality: Grade::Easy.quality(),
                day: day("2026-03-10"),
                duration_ms: 1234,
                interval_before: Interval::from_days(6),
                interval_after: Interval::from_days(15),
                due: day("2026-03-25"),
            })
        );
    }

    #[test]
    fn a_second_answer_on_one_study_day_is_a_drill_after_a_pass_and_after_a_lapse() {
        for first in Grade::ALL {
            let state = after(CardState::default(), first, "2026-03-01");
            for second in Grade::ALL {
                let deed = deed_of(&state, second.quality(), "2026-03-01", 7);
                let drill = Drill {
                    quality: second.quality(),
                    day: day("2026-03-01"),
                    duration_ms: 7,
                };
                assert_eq!(deed, Deed::Drill(drill), "{first} {second}");
            }
            let next_day = deed_of(&state, Grade::Good.quality(), "2026-03-02", 7);
            assert!(matches!(next_day, Deed::Review(_)), "{first}");
        }
    }

    #[test]
    fn a_day_lived_twice_is_one_study_day() {
        let state = after(CardState::default(), Grade::Good, "2026-03-02");
        let deed = deed_of(&state, Grade::Good.quality(), "2026-03-01", 0);
        assert!(matches!(deed, Deed::Drill(_)));
    }

    /// A year ahead by a wrong clock, and then right again: the card is reviewed as on any other day, and
    /// the interval is that of the repetition, never a negative one.
    #[test]
    fn a_clock_that_was_far_ahead_makes_no_drills_of_the_days_until_then() {
        let state = after(CardState::default(), Grade::Good, "2027-03-01");
        for (on, is_drill) in [
            ("2027-03-01", true),
            ("2027-02-27", true),
            ("2027-02-26", false),
            ("2026-03-01", false),
        ] {
            let deed = deed_of(&state, Grade::Good.quality(), on, 0);
            assert_eq!(matches!(deed, Deed::Drill(_)), is_drill, "{on}");
        }
        let back = after(state, Grade::Good, "2026-03-01");
        assert_eq!(back.due, Some(day("2026-03-07")));
        assert_eq!(back.last_review, Some(day("2026-03-01")));
    }

    #[test]
    fn the_preview_of_a_new_card() {
        let preview = preview(
            &CardState::default(),
            day("2026-02-28"),
            &Scheduler::default(),
        );
        assert_eq!(
            preview,
            [
                (Grade::Again, Comeback::Today),
                (Grade::Hard, Comeback::Today),
                (Grade::Good, on("2026-03-01", 1)),
                (Grade::Easy, on("2026-03-01", 1)),
            ]
        );
    }

    #[test]
    fn the_preview_of_a_drill_keeps_the_due_day() {
        let mut state = CardState::default();
        for (grade, on) in [
            (Grade::Good, "2026-03-01"),
            (Grade::Good, "2026-03-02"),
            (Grade::Hard, "2026-03-08"),
        ] {
            state = after(state, grade, on);
        }
        // Hard on the 8th: 6 * 2.50 = 15 days, due on the 23rd, and drilled until good.
        let preview = preview(&state, day("2026-03-08"), &Scheduler::default());
        assert_eq!(preview[1], (Grade::Hard, Comeback::Today));
        assert_eq!(preview[2], (Grade::Good, on("2026-03-23", 15)));
        assert_eq!(preview[3], (Grade::Easy, on("2026-03-23", 15)));
    }
}
