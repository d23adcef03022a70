//! What must hold for the fold of a log whatever happened and in whatever order it arrives.

use proptest::prelude::*;
use srm::calendar::{Moment, StudyDay};
use srm::cards::CardId;
use srm::review::{
    Adopted, CardState, Deed, DeviceId, Effect, Event, EventId, Flag, answer, fold, told,
};
use srm::scheduler::{
    EaseFactor, Interval, Memory, Parameters, Retention, Scheduler, Strength, Variant,
};

use crate::log::{Log, noon, the_card};
use crate::sm2_properties::any_quality;

/// How often a property is tried; `SRM_TRIES` times as often where that is set. A failure is printed with its
/// smallest case, not kept in a file.
pub(crate) fn tries(cases: u32) -> ProptestConfig {
    let times = std::env::var("SRM_TRIES").map_or(1, |times| times.parse().unwrap());
    ProptestConfig {
        cases: cases * times,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Something a learner or another device does.
#[derive(Clone, Debug)]
enum Act {
    Answer {
        quality: srm::scheduler::Quality,
        days_later: u16,
    },
    /// Anything that is no answer.
    Deed(Deed),
    /// The same, counted from the day it is.
    Bury {
        days: u8,
    },
    Reschedule {
        days: i64,
    },
    Undo,
    Redo,
    /// From now on another scheduler gives the due days.
    Switch(Scheduler),
}

/// SM-2 in its three readings, and FSRS with two retentions and two sets of parameters.
fn any_scheduler() -> impl Strategy<Value = Scheduler> {
    (0..6_usize).prop_map(|number| {
        let mut numbers = *Parameters::default().numbers();
        let share = match number {
            0..=2 => return Scheduler::Sm2(Variant::ALL[number]),
            3 => 0.9,
            4 => 0.75,
            _ => {
                numbers[0] = 0.5;
                numbers[20] = 0.3;
                0.97
            }
        };
        Scheduler::Fsrs {
            parameters: Parameters::new(&numbers).unwrap(),
            retention: Retention::from_share(share).unwrap(),
        }
    })
}

/// A schedule as another program may have had it.
fn any_adopted() -> impl Strategy<Value = Adopted> {
    (0_u32..9, 130_u32..400, 0_u64..40_000, 0_u32..9, 0_u32..9).prop_map(
        |(repetitions, ease, interval, reviews, lapses)| {
            let day = StudyDay::from_number(20_000);
            let interval = Interval::from_days(interval);
            Adopted {
                memory: Memory {
                    repetitions,
                    strength: Strength::Ease(EaseFactor::from_hundredths(ease)),
                    interval,
                },
                reviews,
                lapses,
                last_review: (reviews > 0).then_some(day),
                due: (reviews > 0).then_some(day.plus(i64::from(interval.days()))),
            }
        },
    )
}

/// Everything but undo, redo and switches.
fn any_change() -> impl Strategy<Value = Act> {
    let unknown = Deed::Unknown {
        kind: "praise".to_owned(),
        payload: "{}".to_owned(),
    };
    let plain = prop::sample::select(vec![
        Deed::Suspend,
        Deed::Unsuspend,
        Deed::Unbury,
        Deed::Mark,
        Deed::Unmark,
        Deed::Reset,
        Deed::Alias(CardId::from_bytes([8; 16])),
        unknown,
    ]);
    prop_oneof![
        8 => (any_quality(), prop_oneof![0_u16..40, Just(40_000), 0_u16..3])
            .prop_map(|(quality, days_later)| Act::Answer { quality, days_later }),
        4 => plain.prop_map(Act::Deed),
        1 => (0_u8..8).prop_map(|number| Act::Deed(Deed::Flag(Flag::new(number).unwrap()))),
        1 => any_adopted().prop_map(|adopted| Act::Deed(Deed::Adopt(adopted))),
        1 => (0_u8..5).prop_map(|days| Act::Bury { days }),
        1 => (-400_i64..400).prop_map(|days| Act::Reschedule { days }),
    ]
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => any_change(),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
        1 => any_scheduler().prop_map(Act::Switch),
    ]
}

/// The deed of an act on a day, for a card in this state.
fn deed(act: &Act, day: StudyDay, state: &CardState, scheduler: &Scheduler) -> Option<Deed> {
    Some(match act {
        Act::Answer { quality, .. } => answer(state, *quality, day, 1000, scheduler),
        Act::Deed(deed) => deed.clone(),
        Act::Bury { days } => Deed::Bury(day.plus(i64::from(*days))),
        Act::Reschedule { days } => Deed::Reschedule(day.plus(*days)),
        Act::Undo | Act::Redo | Act::Switch(_) => return None,
    })
}

/// The log of one device on which these acts happen, one after the other.
fn log_of(acts: &[Act]) -> Log {
    let mut log = Log::default();
    let mut scheduler = Scheduler::default();
    let mut day: StudyDay = "2026-03-01".parse().unwrap();
    for act in acts {
        if let Act::Answer { days_later, .. } = act {
            day = day.plus(i64::from(*days_later));
        }
        match act {
            Act::Switch(other) => scheduler = *other,
            Act::Undo => {
                log.undo(noon(day));
            }
            Act::Redo => redo(&mut log, noon(day)),
            _ => {
                let state = log.state_under(&scheduler);
                if let Some(deed) = deed(act, day, &state, &scheduler) {
                    log.record(deed, noon(day));
                }
            }
        }
    }
    log
}

/// Brings back what the newest event took back, if it took something back.
fn redo(log: &mut Log, at: Moment) {
    if let Some(Event {
        id,
        deed: Deed::Void(_),
        ..
    }) = log.events.last()
    {
        let void = Deed::Void(*id);
        log.record(void, at);
    }
}

fn any_log() -> impl Strategy<Value = Log> {
    prop::collection::vec(any_act(), 0..30).prop_map(|acts| log_of(&acts))
}

/// Events of several devices: some with the same clock, some voids, of voids, too.
fn any_events() -> impl Strategy<Value = Vec<Event>> {
    let deeds = prop::collection::vec((any_change(), 1_u64..4, 0_i64..12, any::<u8>()), 1..24);
    deeds.prop_map(|drawn| {
        let mut events: Vec<Event> = Vec::new();
        for (number, (act, device, clock, target)) in drawn.into_iter().enumerate() {
            let later = match &act {
                Act::Answer { days_later, .. } => i64::from(*days_later),
                _ => 0,
            };
            let day = StudyDay::from_number(20_000 + later);
            let deed = match events.get(usize::from(target) % 32) {
                Some(event) => Deed::Void(event.id),
                None => deed(&act, day, &CardState::default(), &Scheduler::default()).unwrap(),
            };
            // What voids an event knows it, so it stands later, as `next_clock` makes sure.
            let known = match &deed {
                Deed::Void(target) => events.iter().find(|event| event.id == *target),
                _ => None,
            };
            events.push(Event {
                id: EventId {
                    device: DeviceId(device),
                    sequence: number as u64 + 1,
                },
                clock: known.map_or(clock, |event| event.clock + 1 + clock),
                at: Moment {
                    utc_ms: clock,
                    offset_minutes: 0,
                },
                card: the_card(),
                deed,
            });
        }
        events
    })
}

/// The events that count, in order, by reading voids from the newest to the oldest.
fn counting(events: &[Event]) -> Vec<Event> {
    let mut left: Vec<Event> = events.to_vec();
    left.sort_by_key(Event::order);
    let mut counted = Vec::new();
    while let Some(event) = left.pop() {
        match event.deed {
            Deed::Void(target) => left.retain(|earlier| earlier.id != target),
            _ => counted.push(event),
        }
    }
    counted.reverse();
    counted
}

fn step_by_step(events: &[Event], scheduler: &Scheduler) -> CardState {
    let apply = |state: CardState, event: &Event| state.after(&event.deed, scheduler);
    events.iter().fold(CardState::default(), apply)
}

proptest! {
    #![proptest_config(tries(256))]

    #[test]
    fn the_order_of_arrival_does_not_matter(
        (events, shuffled) in any_events()
            .prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
        scheduler in any_scheduler(),
    ) {
        prop_assert_eq!(fold(&events, &scheduler), fold(&shuffled, &scheduler));
    }

    #[test]
    fn voided_events_are_as_if_they_never_were(
        events in any_events(),
        scheduler in any_scheduler(),
    ) {
        prop_assert_eq!(fold(&events, &scheduler), step_by_step(&counting(&events), &scheduler));
    }

    /// Whoever gave the due days, and whatever was taken back and brought back meanwhile.
    #[test]
    fn the_fold_is_the_sum_of_its_steps_under_every_scheduler(
        log in any_log(),
        scheduler in any_scheduler(),
    ) {
        let steps = step_by_step(&counting(&log.events), &scheduler);
        prop_assert_eq!(log.state_under(&scheduler), steps);
    }

    /// Going over to another scheduler and back is folding twice, and finds the same memory; what no
    /// scheduler decides is the same all the while.
    #[test]
    fn another_scheduler_changes_the_memory_and_nothing_else(
        log in any_log(),
        (one, other) in (any_scheduler(), any_scheduler()),
    ) {
        let before = log.state_under(&one);
        let between = log.state_under(&other);
        prop_assert_eq!(CardState { memory: before.memory, ..between }, before);
        prop_assert_eq!(log.state_under(&one), before);
    }

    /// Centuries ahead, lapses, resets and schedules of other programs: an answered card waits at least a
    /// day and at most the longest interval, and every day is one of the calendar.
    #[test]
    fn no_history_leaves_the_calendar(log in any_log(), scheduler in any_scheduler()) {
        for told in told(&log.events, &scheduler) {
            if let (Deed::Review(review), Effect::Moved(reason)) = (&told.event.deed, &told.effect) {
                let interval = told.after.memory.interval.days();
                prop_assert!((1..=Interval::MAX.days()).contains(&interval));
                prop_assert_eq!(reason.after, told.after.memory);
                prop_assert!(review.due > review.day || review.due == StudyDay::MAX);
                prop_assert!(review.due.since(review.day) <= i64::from(Interval::MAX.days()));
                prop_assert!(review.due <= StudyDay::MAX);
            }
        }
        let last = told(&log.events, &scheduler).last().map(|told| told.after);
        prop_assert_eq!(last.unwrap_or_default(), log.state_under(&scheduler));
    }

    #[test]
    fn the_void_of_a_void_restores(log in any_log(), pick in any::<prop::sample::Index>()) {
        prop_assume!(!log.events.is_empty());
        let before = log.state();
        let target = log.events[pick.index(log.events.len())].id;
        let mut changed = log.clone();
        let void = changed.record(Deed::Void(target), noon(StudyDay::MIN));
        changed.record(Deed::Void(void), noon(StudyDay::MIN));
        prop_assert_eq!(changed.state(), before);
    }

    #[test]
    fn undo_gives_the_state_before_again_and_again(
        acts in prop::collection::vec(any_change(), 1..20)
    ) {
        let mut log = log_of(&acts);
        let day: StudyDay = "2030-01-01".parse().unwrap();
        for kept in (0..acts.len()).rev() {
            prop_assert!(log.undo(noon(day)).is_some());
            prop_assert_eq!(log.state(), log_of(&acts[..kept]).state());
        }
        prop_assert_eq!(log.undo(noon(day)), None);
        prop_assert_eq!(log.state(), CardState::default());
    }

    #[test]
    fn drills_never_move_the_schedule(
        acts in prop::collection::vec(any_act(), 0..20),
        quality in any_quality(),
        drills in prop::collection::vec(any_quality(), 0..6)
    ) {
        let mut log = log_of(&acts);
        let day: StudyDay = "2030-01-01".parse().unwrap();
        log.answer(quality, day, noon(day));
        let answered = log.state();
        for drill in drills {
            prop_assert!(matches!(log.answer(drill, day, noon(day)), Deed::Drill(_)));
        }
        let drilled = CardState { drill: answered.drill, ..log.state() };
        prop_assert_eq!(drilled, answered);
    }
}
