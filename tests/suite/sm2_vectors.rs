//! Whole sequences of grades against SM-2 in its three readings, from tests/sm2_vectors.json.

use std::fs;

use serde_json::Value;
use srm::calendar::StudyDay;
use srm::cards::CardId;
use srm::review::{CardState, Deed, Mode, Queued, Session, answer};
use srm::scheduler::{EaseFactor, Interval, Memory, Quality, Scheduler, Strength, Variant, sm2};

use crate::golden::tests_folder;

/// One answer of a sequence and what it must give.
pub(crate) struct Step {
    pub(crate) quality: Quality,
    /// Repetitions, hundredths of ease, days.
    pub(crate) after: (u64, u64, u64),
    /// Days from the first answer of the sequence to this one.
    day: i64,
    drill: bool,
}

fn file() -> Value {
    let text = fs::read_to_string(tests_folder("sm2_vectors.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn quality(value: &Value) -> Quality {
    Quality::new(u8::try_from(value.as_u64().unwrap()).unwrap()).unwrap()
}

pub(crate) fn sequences(variant: Variant) -> Vec<(String, Vec<Step>)> {
    let step = |row: &Value| Step {
        quality: quality(&row[0]),
        after: (
            row[1].as_u64().unwrap(),
            row[2].as_u64().unwrap(),
            row[3].as_u64().unwrap(),
        ),
        day: row[4].as_i64().unwrap(),
        drill: row[5].as_bool().unwrap(),
    };
    let sequence = |vector: &Value| {
        let steps = vector["expect"][variant.name()]
            .as_array()
            .unwrap()
            .iter()
            .map(step);
        (
            vector["name"].as_str().unwrap().to_owned(),
            steps.collect::<Vec<_>>(),
        )
    };
    let file = file();
    let vectors = file["vectors"].as_array().unwrap();
    vectors.iter().map(sequence).collect()
}

/// Repetitions, hundredths of ease, days.
fn numbers(memory: Memory) -> (u64, u64, u64) {
    (
        u64::from(memory.repetitions),
        u64::from(memory.ease().hundredths()),
        u64::from(memory.interval.days()),
    )
}

/// What a sequence expects, with the longest interval that this program gives.
fn capped(after: (u64, u64, u64)) -> (u64, u64, u64) {
    (
        after.0,
        after.1,
        after.2.min(u64::from(Interval::MAX.days())),
    )
}

#[test]
fn the_file_holds_all_sequences() {
    for variant in Variant::ALL {
        let sequences = sequences(variant);
        let steps: usize = sequences.iter().map(|(_, steps)| steps.len()).sum();
        assert_eq!((sequences.len(), steps), (22, 180));
    }
    assert_eq!(Interval::MAX.days(), 36_500);
}

#[test]
fn every_sequence_gives_what_was_published() {
    for variant in Variant::ALL {
        for (name, steps) in sequences(variant) {
            let mut memory = Memory::NEW;
            for (number, step) in (1..).zip(&steps) {
                memory = sm2::review(memory, step.quality, variant);
                let expected = capped(step.after);
                assert_eq!(
                    numbers(memory),
                    expected,
                    "{variant:?}, {name}, answer {number}"
                );
            }
        }
    }
}

/// The same through the events: answered on the day it is due, the card moves as SM-2 says.
#[test]
fn every_sequence_answered_on_its_due_days_lands_on_the_days_published() {
    let first: StudyDay = "2026-03-01".parse().unwrap();
    for variant in Variant::ALL {
        let scheduler = Scheduler::Sm2(variant);
        for (name, steps) in sequences(variant) {
            let mut state = CardState::default();
            for step in &steps {
                let day = state.due.unwrap_or(first);
                assert_eq!(day.since(first), step.day, "{name}");
                let deed = answer(&state, step.quality, day, 0, &scheduler);
                state = state.after(&deed, &scheduler);
                assert_eq!(numbers(state.memory), capped(step.after), "{name}");
                assert_eq!(state.drill == Some(day), step.drill, "{name}");
                if step.after.2 > u64::from(Interval::MAX.days()) {
                    // The published days know no limit: from here on they are others.
                    break;
                }
            }
        }
    }
}

#[test]
fn a_day_with_its_drill_gives_what_was_published() {
    let day: StudyDay = "2026-03-01".parse().unwrap();
    let number = |value: &Value| u32::try_from(value.as_u64().unwrap()).unwrap();
    let file = file();
    let items = file["session"]["items"].as_array().unwrap();
    assert_eq!(items.len(), 4);
    for (index, item) in items.iter().enumerate() {
        let name = &item["name"];
        let before = &item["before"];
        let card = CardId::from_bytes([u8::try_from(index).unwrap(); 16]);
        let mut state = CardState {
            memory: Memory {
                repetitions: number(&before["reps"]),
                strength: Strength::Ease(EaseFactor::from_hundredths(number(&before["ef_centi"]))),
                interval: Interval::from_days(before["interval"].as_u64().unwrap()),
            },
            ..CardState::default()
        };
        let mut session = Session::new(day, Mode::Scheduled, vec![Queued { card, state }], vec![]);
        let mut shown = 0;
        for given in item["answers"].as_array().unwrap() {
            let Some(deed) = session.answer(quality(given), 0) else {
                break;
            };
            assert_eq!(matches!(deed, Deed::Drill(_)), shown > 0, "{name}");
            state = state.after(&deed, &Scheduler::default());
            session.settle(state, quality(given));
            shown += 1;
        }
        let expect = &item["expect"];
        let expected = (
            expect["reps"].as_u64().unwrap(),
            expect["ef_centi"].as_u64().unwrap(),
            expect["interval"].as_u64().unwrap(),
        );
        assert_eq!(numbers(state.memory), expected, "{name}");
        assert_eq!(shown, number(&expect["shown"]), "{name}");
        let open = expect["still_open"].as_bool().unwrap();
        assert_eq!(session.current().is_some(), open, "{name}");
        assert_eq!(state.drill.is_some(), open, "{name}");
    }
}
