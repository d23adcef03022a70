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

/// Whether the card had its graded answer on `day`. A later one counts too: who travels west can
/// live the same study day twice.
pub(super) fn is_answered(state: &CardState, day: StudyDay) -> bool {
    state.last_review.is_some_and(|last| last >= day)
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
        /// The interval that leads there.
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
            interval: state.memory.interval,
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
