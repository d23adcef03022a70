//! What must hold for the fold of a log whatever happened and in whatever order it arrives.

use proptest::prelude::*;
use srm::calendar::{Moment, StudyDay};
use srm::review::{CardState, Deed, DeviceId, Event, EventId, Flag, answer, fold};
use srm::scheduler::Scheduler;

use crate::log::{Log, noon, the_card};
use crate::sm2_properties::any_quality;

/// How often a property is tried. A failure is printed with its smallest case, not kept in a file.
pub(crate) fn tries(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Something a learner or another device does.
#[derive(Clone, Copy, Debug)]
enum Act {
    Answer {
        quality: srm::scheduler::Quality,
        days_later: u8,
    },
    Suspend,
    Unsuspend,
    Bury {
        days: u8,
    },
    Flag {
        number: u8,
    },
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (any_quality(), 0_u8..40)
            .prop_map(|(quality, days_later)| Act::Answer { quality, days_later }),
        1 => Just(Act::Suspend),
        1 => Just(Act::Unsuspend),
        1 => (0_u8..5).prop_map(|days| Act::Bury { days }),
        1 => (0_u8..8).prop_map(|number| Act::Flag { number }),
    ]
}

/// The log of one device on which these acts happen, one after the other.
fn log_of(acts: &[Act]) -> Log {
    let mut log = Log::default();
    let mut day: StudyDay = "2026-03-01".parse().unwrap();
    for act in acts {
        let deed = match *act {
            Act::Answer {
                quality,
                days_later,
            } => {
                day = day.plus(i64::from(days_later));
                answer(&log.state(), quality, day, 1000, &Scheduler::default())
            }
            Act::Suspend => Deed::Suspend,
            Act::Unsuspend => Deed::Unsuspend,
            Act::Bury { days } => Deed::Bury(day.plus(i64::from(days))),
            Act::Flag { number } => Deed::Flag(Flag::new(number).unwrap()),
        };
        log.record(deed, noon(day));
    }
    log
}

fn any_log() -> impl Strategy<Value = Log> {
    prop::collection::vec(any_act(), 0..30).prop_map(|acts| log_of(&acts))
}

/// Events of several devices: some with the same clock, some voids, of voids, too.
fn any_events() -> impl Strategy<Value = Vec<Event>> {
    let deeds = prop::collection::vec((any_act(), 1_u64..4, 0_i64..12, any::<u8>()), 1..24);
    deeds.prop_map(|drawn| {
        let mut events: Vec<Event> = Vec::new();
        for (number, (act, device, clock, target)) in drawn.into_iter().enumerate() {
            let deed = match (act, events.get(usize::from(target) % 32)) {
                (_, Some(event)) => Deed::Void(event.id),
                (
                    Act::Answer {
                        quality,
                        days_later,
                    },
                    None,
                ) => {
                    let day = StudyDay::from_number(20_000 + i64::from(days_later));
                    answer(
                        &CardState::default(),
                        quality,
                        day,
                        0,
                        &Scheduler::default(),
                    )
                }
                (Act::Bury { days }, None) => Deed::Bury(StudyDay::from_number(i64::from(days))),
                (Act::Flag { number }, None) => Deed::Flag(Flag::new(number).unwrap()),
                (Act::Suspend, None) => Deed::Suspend,
                (Act::Unsuspend, None) => Deed::Unsuspend,
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

fn step_by_step(events: &[Event]) -> CardState {
    let apply = |state: CardState, event: &Event| state.after(&event.deed, &Scheduler::default());
    events.iter().fold(CardState::default(), apply)
}

proptest! {
    #![proptest_config(tries(256))]

    #[test]
    fn the_order_of_arrival_does_not_matter(
        (events, shuffled) in any_events()
            .prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle()))
    ) {
        prop_assert_eq!(fold(&events, &Scheduler::default()), fold(&shuffled, &Scheduler::default()));
    }

    #[test]
    fn voided_events_are_as_if_they_never_were(events in any_events()) {
        prop_assert_eq!(fold(&events, &Scheduler::default()), step_by_step(&counting(&events)));
    }

    #[test]
    fn without_voids_the_fold_is_the_sum_of_its_steps(log in any_log()) {
        prop_assert_eq!(log.state(), step_by_step(&log.events));
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
        acts in prop::collection::vec(any_act(), 1..20)
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
