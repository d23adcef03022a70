//! States of a card by hand: how old, when asked, what a reset, a lapse, a withdrawal does.

use super::*;
use crate::scheduler::{EaseFactor, Parameters, Retention, Trace};

fn day(number: i64) -> StudyDay {
    StudyDay::from_number(20_000 + number)
}

/// Last answered on day 0 and due on day 10, with an interval of 8 days.
fn waiting() -> CardState {
    CardState {
        memory: Memory {
            repetitions: 2,
            strength: Strength::Ease(EaseFactor::START),
            interval: Interval::from_days(8),
        },
        reviews: 2,
        last_review: Some(day(0)),
        due: Some(day(10)),
        ..CardState::default()
    }
}

#[test]
fn a_memory_is_as_old_as_its_interval() {
    let names = Maturity::ALL.map(Maturity::name);
    assert_eq!(names, ["new", "learning", "young", "mature"]);
    assert_eq!(CardState::default().maturity(), Maturity::New);
    let of = |days| {
        let mut state = waiting();
        state.memory.interval = Interval::from_days(days);
        state.maturity().name()
    };
    assert_eq!(
        [0, 1, 2, 20, 21].map(of),
        ["learning", "learning", "young", "young", "mature"]
    );
}

#[test]
fn a_lapse_is_a_failing_answer_to_what_was_remembered_before() {
    let answered = |qualities: &[u8]| {
        let answers = (0..).zip(qualities);
        answers.fold(CardState::default(), |state, (number, quality)| {
            let quality = Quality::new(*quality).unwrap();
            let scheduler = Scheduler::default();
            let deed = crate::review::answer(&state, quality, day(number), 0, &scheduler);
            state.after(&deed, &scheduler)
        })
    };
    // A new card that is failed was not remembered, and neither was one that just failed.
    for (qualities, lapses) in [
        (&[1][..], 0),
        (&[4, 1], 1),
        (&[4, 1, 1], 1),
        (&[4, 1, 4, 2], 2),
    ] {
        assert_eq!(answered(qualities).lapses, lapses, "{qualities:?}");
    }
}

#[test]
fn a_reset_forgets_what_was_learned_and_keeps_what_was_put_on_the_card() {
    let scheduler = Scheduler::default();
    let put_on = CardState {
        suspended: true,
        flag: Flag::FIRST,
        marked: true,
        ..CardState::default()
    };
    let answered = CardState {
        memory: waiting().memory,
        reviews: 3,
        lapses: 1,
        due: Some(day(9)),
        drill: Some(day(3)),
        last_review: Some(day(3)),
        buried_until: Some(day(4)),
        ..put_on
    };
    assert_eq!(answered.after(&Deed::Reset, &scheduler), put_on);
}

#[test]
fn a_card_waits_for_the_day_that_was_chosen() {
    assert_eq!(waiting().wait().days(), 10);
    let asked_before = CardState {
        due: Some(day(-1)),
        ..waiting()
    };
    assert_eq!(asked_before.wait().days(), 8, "no less than none");
    let new = CardState {
        due: None,
        ..waiting()
    };
    assert_eq!(new.wait().days(), 8);
}

#[test]
fn days_that_passed_are_never_less_than_none() {
    assert_eq!(waiting().elapsed_on(day(3)), 3);
    assert_eq!(waiting().elapsed_on(day(-3)), 0);
    assert_eq!(CardState::default().elapsed_on(day(3)), 0);
}

#[test]
fn a_card_is_asked_from_its_day_on_unless_it_is_hidden() {
    let asked = |state: CardState| [9, 10, 11].map(|number| state.is_asked_on(day(number)));
    assert_eq!(asked(waiting()), [false, true, true]);
    let drilled = CardState {
        drill: Some(day(9)),
        ..waiting()
    };
    assert_eq!(asked(drilled), [true, true, true]);
    let buried = CardState {
        buried_until: Some(day(11)),
        ..waiting()
    };
    assert_eq!(asked(buried), [false, false, true]);
    let suspended = CardState {
        suspended: true,
        ..waiting()
    };
    assert_eq!(asked(suspended), [false, false, false]);
    assert_eq!(asked(CardState::default()), [true, true, true]);
}

#[test]
fn a_withdrawal_takes_back_what_one_device_did_before_it() {
    let id = |device, sequence| EventId {
        device: DeviceId(device),
        sequence,
    };
    let event = |id: EventId, deed| Event {
        id,
        clock: 0,
        at: crate::calendar::Moment {
            utc_ms: 0,
            offset_minutes: 0,
        },
        card: crate::review::NO_CARD,
        deed,
    };
    let events = [
        event(id(1, 1), Deed::Mark),
        event(id(2, 1), Deed::Mark),
        event(id(1, 2), Deed::Void(withdrawal(DeviceId(2)))),
        event(id(2, 2), Deed::Mark),
    ];
    let events: Vec<&Event> = events.iter().collect();
    let mut expected = HashSet::from([id(2, 1), withdrawal(DeviceId(2))]);
    assert_eq!(voided(&events), expected);
    // A void of the withdrawal brings all of it back.
    let back = event(id(1, 3), Deed::Void(id(1, 2)));
    let events: Vec<&Event> = events.into_iter().chain([&back]).collect();
    expected = HashSet::from([id(1, 2)]);
    assert_eq!(voided(&events), expected);
}

/// What FSRS makes of a schedule of another program: its own memory where it has seen every answer
/// of it, what the crate infers from interval and ease where it has not, and nothing for a card
/// that was never answered.
#[test]
fn fsrs_goes_on_from_answers_before_it_infers() {
    let fsrs = Scheduler::Fsrs {
        parameters: Parameters::default(),
        retention: Retention::DEFAULT,
    };
    let own = Strength::Trace(Trace {
        stability: 17.0,
        difficulty: 5.0,
    });
    let mut state = waiting();
    state.memory.strength = own;
    let with = |reviews| Adopted {
        memory: waiting().memory,
        reviews,
        ..Adopted::default()
    };
    let strength = |state: CardState, reviews| state.memory_adopted(&with(reviews), &fsrs).strength;
    let inferred = fsrs.adopt(waiting().memory).strength;
    assert_ne!(inferred, own);
    assert_eq!(strength(state, 1), own);
    assert_eq!(strength(state, 2), own);
    assert_eq!(strength(state, 3), inferred, "one answer was not seen");
    assert_eq!(strength(waiting(), 2), inferred, "it has no memory of FSRS");
    assert_eq!(strength(state, 0), waiting().memory.strength);
}
