//! Logs of any events, in any order, from several devices: the fold never panics, stays within its
//! bounds, and does not depend on the order in which events arrived.

#![no_main]

use std::collections::HashSet;

use libfuzzer_sys::fuzz_target;
use srm::calendar::{Moment, StudyDay};
use srm::cards::CardId;
use srm::review::{
    Alias, CardState, Deed, DeviceId, Drill, Event, EventId, Flag, Review, classes, fold,
};
use srm::scheduler::{
    Algorithm, EaseFactor, Interval, Parameters, Quality, Retention, Scheduler, Variant,
};

/// The bytes that make an event.
const EVENT: usize = 16;

fuzz_target!(|bytes: &[u8]| {
    let mut events: Vec<Event> = bytes.chunks_exact(EVENT).map(event).collect();
    events.sort_by_key(Event::order);
    // The database keeps one event of a name.
    let mut names = HashSet::new();
    events.retain(|event| names.insert(event.id));
    let backwards: Vec<Event> = events.iter().rev().cloned().collect();
    let mut schedulers: Vec<Scheduler> = Variant::ALL
        .map(|variant| Scheduler::new(Algorithm::Sm2(variant), Parameters::default()))
        .to_vec();
    schedulers.push(Scheduler::new(
        Algorithm::Fsrs(Retention::default()),
        Parameters::default(),
    ));
    for scheduler in &schedulers {
        let state = fold(&events, scheduler);
        assert!(state.memory.interval <= Interval::MAX);
        assert!(state.memory.ease() >= EaseFactor::FLOOR);
        let other = fold(&backwards, scheduler);
        assert_eq!(state, other, "the order of arrival matters");
        // An event that is no part of the card's schedule changes nothing of it.
        let reviews: Vec<Event> = events
            .iter()
            .filter(|event| !event.deed.is_badge())
            .cloned()
            .collect();
        let plain = CardState {
            flag: state.flag,
            marked: state.marked,
            ..fold(&reviews, scheduler)
        };
        if !events
            .iter()
            .any(|event| matches!(event.deed, Deed::Void(_)))
        {
            assert_eq!(state, plain);
        }
    }
    let mut aliases: Vec<Alias> = events.iter().filter_map(alias).collect();
    let forward = classes(&aliases);
    aliases.reverse();
    assert_eq!(classes(&aliases), forward, "the order of arrival matters");
});

fn alias(event: &Event) -> Option<Alias> {
    match &event.deed {
        Deed::Alias(old) => Some(Alias {
            new: event.card,
            old: *old,
        }),
        _ => None,
    }
}

fn event(bytes: &[u8]) -> Event {
    let at = |place: usize| bytes.get(place).copied().unwrap_or(0);
    let number = |place: usize| {
        let eight = [0, 1, 2, 3, 4, 5, 6, 7].map(|step| at(place + step));
        i64::from_le_bytes(eight)
    };
    let id = |device: u8, sequence: u8| EventId {
        device: DeviceId(u64::from(device % 4)),
        sequence: u64::from(sequence),
    };
    let card = |byte: u8| CardId::from_bytes([byte % 8; 16]);
    let day = StudyDay::from_number(number(8));
    let quality = Quality::new(at(3) % 6).expect("a quality");
    let deed = match at(2) % 14 {
        0..=3 => Deed::Review(Review {
            quality,
            day,
            duration_ms: u32::from(at(4)) << 24,
            interval_before: Interval::from_days(u64::from(at(5))),
            interval_after: Interval::from_days(number(6).unsigned_abs()),
            due: day.plus(number(7)),
        }),
        4 => Deed::Drill(Drill {
            quality,
            day,
            duration_ms: 0,
        }),
        5 => Deed::Void(id(at(4), at(5))),
        6 => Deed::Suspend,
        7 => Deed::Unsuspend,
        8 => Deed::Bury(day),
        9 => Deed::Reset,
        10 => Deed::Reschedule(day),
        11 => Flag::new(at(4)).map_or(Deed::Mark, Deed::Flag),
        12 => Deed::Alias(card(at(4))),
        _ => Deed::Unknown {
            kind: "later".to_owned(),
            payload: String::new(),
        },
    };
    Event {
        id: id(at(0), at(1)),
        clock: i64::from(at(6)),
        at: Moment {
            utc_ms: number(8),
            offset_minutes: 0,
        },
        card: card(at(7)),
        deed,
    }
}
