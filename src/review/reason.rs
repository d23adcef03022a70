//! Why a card comes back when it does: the history of a card told again, each answer with the rule
//! that gave its interval and with what became of the due day. Made when somebody asks, by the same
//! steps as the fold. It must never decide anything: what is told here has happened already.

use crate::calendar::StudyDay;
use crate::scheduler::{Interval, Memory, Rule, Scheduler};

use super::event::{Deed, Event, Review};
use super::state::{CardState, voided};

/// An event with what it did.
#[derive(Clone, Debug, PartialEq)]
pub struct Told<'a> {
    /// The event.
    pub event: &'a Event,
    /// What it did.
    pub effect: Effect,
    /// The state after it.
    pub after: CardState,
}

/// What an event did.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Nothing: it was taken back.
    TakenBack,
    /// It moved the schedule.
    Moved(Reason),
    /// It changed the card without an answer, or only the drill.
    Changed,
}

/// Why an answer led where it did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// The memory before.
    pub before: Memory,
    /// The memory after.
    pub after: Memory,
    /// How the day of the answer lies to the day the card was due.
    pub timing: Timing,
    /// What gave the interval.
    pub rule: Rule,
    /// The lapses so far, where the answer was one.
    pub lapse: Option<u32>,
    /// How the due day came from the interval.
    pub due: DueDay,
}

/// How the day of an answer lies to the day the card was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// The card was due on no day.
    First,
    /// It was this day.
    InTime,
    /// So many days after it.
    Late(u32),
    /// So many days before it.
    Early(u32),
}

/// How a due day came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueDay {
    /// It is the day of the answer and the interval.
    AsAsked(StudyDay),
    /// The same, moved by so many days when the answer was given, to spread the work.
    Spread(StudyDay, i64),
    /// It was chosen by a scheduler that had another interval in mind.
    OfAnother(StudyDay, Interval),
}

impl Reason {
    /// The reason of an answer to a card in this state, `scheduler` being the one that made the state.
    pub fn of(state: &CardState, review: &Review, scheduler: &Scheduler) -> Reason {
        let after = state.memory_after(review.quality, review.day, scheduler);
        let is_lapse = !review.quality.is_pass() && state.memory.repetitions > 0;
        let elapsed = state.elapsed_on(review.day);
        Reason {
            before: state.memory,
            after,
            timing: Timing::of(state.due, review.day),
            rule: scheduler.rule(state.memory, review.quality, elapsed),
            lapse: is_lapse.then(|| state.lapses.saturating_add(1)),
            due: DueDay::of(review, after.interval),
        }
    }

    /// The days from the day that the interval gives to the due day that was chosen.
    pub fn moved_days(&self) -> i64 {
        match self.due {
            DueDay::Spread(_, days) => days,
            DueDay::AsAsked(_) | DueDay::OfAnother(..) => 0,
        }
    }

    /// Whether the interval is the longest there is, so that the rule may have asked for more.
    pub fn is_longest(&self) -> bool {
        self.after.interval == Interval::MAX
    }
}

impl Timing {
    fn of(due: Option<StudyDay>, day: StudyDay) -> Timing {
        let Some(due) = due else {
            return Timing::First;
        };
        let days = u32::try_from(day.since(due).unsigned_abs()).unwrap_or(u32::MAX);
        match day.cmp(&due) {
            std::cmp::Ordering::Less => Timing::Early(days),
            std::cmp::Ordering::Equal => Timing::InTime,
            std::cmp::Ordering::Greater => Timing::Late(days),
        }
    }
}

impl DueDay {
    fn of(review: &Review, interval: Interval) -> DueDay {
        let asked = review.day.plus(i64::from(interval.days()));
        match review.due.since(asked) {
            0 => DueDay::AsAsked(review.due),
            _ if review.interval_after != interval => {
                DueDay::OfAnother(review.due, review.interval_after)
            }
            days => DueDay::Spread(review.due, days),
        }
    }

    /// The day.
    pub fn day(self) -> StudyDay {
        match self {
            DueDay::AsAsked(day) | DueDay::Spread(day, _) | DueDay::OfAnother(day, _) => day,
        }
    }
}

/// The events of a card, in their order, each with what it did under this scheduler.
pub fn told<'a>(events: &'a [Event], scheduler: &Scheduler) -> Vec<Told<'a>> {
    let mut events: Vec<&Event> = events.iter().collect();
    events.sort_unstable_by_key(|event| event.order());
    let voided = voided(&events);
    let mut state = CardState::default();
    let mut all = Vec::with_capacity(events.len());
    for event in events {
        let before = state;
        let effect = if voided.contains(&event.id) {
            Effect::TakenBack
        } else {
            state = state.after(&event.deed, scheduler);
            match &event.deed {
                Deed::Review(review) => Effect::Moved(Reason::of(&before, review, scheduler)),
                _ => Effect::Changed,
            }
        };
        all.push(Told {
            event,
            effect,
            after: state,
        });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::answer;
    use crate::scheduler::{Grade, Parameters, Quality, Retention, Variant, sm2};

    fn day(text: &str) -> StudyDay {
        text.parse().unwrap()
    }

    /// Answers on these days, and the reason of the last.
    fn reason(answers: &[(Grade, &str)], scheduler: &Scheduler) -> Reason {
        let mut state = CardState::default();
        let mut last = None;
        for (grade, on) in answers {
            let Deed::Review(review) = answer(&state, grade.quality(), day(on), 0, scheduler)
            else {
                panic!("{on} has its answer already");
            };
            last = Some(Reason::of(&state, &review, scheduler));
            state = state.after(&Deed::Review(review), scheduler);
        }
        last.unwrap()
    }

    #[test]
    fn the_rule_and_the_timing_of_sm2() {
        let paper = Scheduler::default();
        let first = [
            (Grade::Good, "2026-03-01"),
            (Grade::Good, "2026-03-02"),
            (Grade::Good, "2026-03-10"),
        ];
        let rule = |rule| Rule::Sm2(rule, Variant::Paper);
        let one = reason(&first[..1], &paper);
        assert_eq!(
            (one.rule, one.timing),
            (rule(sm2::Rule::First), Timing::First)
        );
        let two = reason(&first[..2], &paper);
        assert_eq!(
            (two.rule, two.timing),
            (rule(sm2::Rule::Second), Timing::InTime)
        );
        // Due on the 8th, answered on the 10th: 6 * 2.50 = 15 days from the 10th.
        let three = reason(&first, &paper);
        let times = sm2::Rule::Times {
            interval: Interval::from_days(6),
            ease: crate::scheduler::EaseFactor::START,
        };
        assert_eq!((three.rule, three.timing), (rule(times), Timing::Late(2)));
        assert_eq!(times.hundredths(), 1500);
        assert_eq!(three.due, DueDay::AsAsked(day("2026-03-25")));
        let mut failed = first;
        failed[2] = (Grade::Again, "2026-03-05");
        let failed = reason(&failed, &paper);
        assert_eq!(
            (failed.rule, failed.timing),
            (rule(sm2::Rule::Again), Timing::Early(3))
        );
        assert_eq!(failed.lapse, Some(1));
        // Neither a success nor a failing answer to what was never known is a lapse.
        let new = reason(&[(Grade::Again, "2026-03-01")], &paper);
        assert_eq!([one.lapse, two.lapse, new.lapse], [None; 3]);
        assert!(!three.is_longest() && three.moved_days() == 0);
    }

    /// The stability is the days to nine tenths, so that a card asked on its day at 0.90 was
    /// remembered with about that chance.
    #[test]
    fn fsrs_says_how_likely_the_answer_was() {
        let fsrs = Scheduler::Fsrs {
            parameters: Parameters::default(),
            retention: Retention::DEFAULT,
        };
        let answers = [(Grade::Easy, "2026-03-01"), (Grade::Good, "2026-03-09")];
        let Rule::Fsrs { recall, retention } = reason(&answers, &fsrs).rule else {
            panic!("another scheduler");
        };
        assert_eq!(retention, Retention::DEFAULT);
        assert!((recall.unwrap() - 0.9).abs() < 0.01, "{recall:?}");
        let first = reason(&answers[..1], &fsrs).rule;
        assert_eq!(
            first,
            Rule::Fsrs {
                recall: None,
                retention
            }
        );
    }

    #[test]
    fn the_longest_interval_is_told_as_such() {
        let longest = CardState {
            memory: Memory {
                repetitions: 9,
                interval: Interval::MAX,
                ..Memory::NEW
            },
            last_review: Some(day("2026-03-01")),
            due: Some(day("2126-02-05")),
            ..CardState::default()
        };
        let on = day("2126-02-05");
        let paper = Scheduler::default();
        let Deed::Review(review) = answer(&longest, Grade::Good.quality(), on, 0, &paper) else {
            panic!("it is due");
        };
        assert!(Reason::of(&longest, &review, &paper).is_longest());
    }

    #[test]
    fn a_due_day_that_was_moved_or_chosen_by_another_scheduler_is_told_as_such() {
        let review = Review {
            quality: Quality::new(4).unwrap(),
            day: day("2026-03-01"),
            duration_ms: 0,
            interval_before: Interval::NONE,
            interval_after: Interval::from_days(1),
            due: day("2026-03-02"),
        };
        let due =
            |review: &Review| Reason::of(&CardState::default(), review, &Scheduler::default()).due;
        assert_eq!(due(&review), DueDay::AsAsked(day("2026-03-02")));
        let spread = Review {
            due: day("2026-03-04"),
            ..review
        };
        assert_eq!(due(&spread), DueDay::Spread(day("2026-03-04"), 2));
        let new = CardState::default();
        let moved = |review| Reason::of(&new, review, &Scheduler::default()).moved_days();
        assert_eq!((moved(&review), moved(&spread)), (0, 2));
        let other = Review {
            interval_after: Interval::from_days(3),
            ..spread
        };
        let expected = DueDay::OfAnother(day("2026-03-04"), Interval::from_days(3));
        assert_eq!(due(&other), expected);
    }
}
