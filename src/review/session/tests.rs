//! Tests of the session. They must never look inside it: what it asks and records is what counts.

mod brought_back;

use super::*;
use crate::review::{Drill, Flag, Review};
use crate::scheduler::{Memory, Scheduler};

const AGAIN: u8 = 1;
const HARD: u8 = 3;
const GOOD: u8 = 4;
const EASY: u8 = 5;

fn today() -> StudyDay {
    "2026-03-10".parse().unwrap()
}

fn card(number: u8) -> CardId {
    CardId::from_bytes([number; 16])
}

fn new(number: u8) -> Queued {
    Queued {
        card: card(number),
        state: CardState::default(),
    }
}

/// A card graded good two times; due today.
fn due(number: u8) -> Queued {
    let mut state = CardState::default();
    for days_ago in [7, 6] {
        let quality = Quality::new(GOOD).unwrap();
        let deed = answer(
            &state,
            quality,
            today().plus(-days_ago),
            0,
            &Scheduler::default(),
        );
        state = state.after(&deed, &Scheduler::default());
    }
    assert_eq!(state.due, Some(today()));
    Queued {
        card: card(number),
        state,
    }
}

/// The next answer as a front end gives it: record, fold, settle. Returns what was recorded.
fn give(session: &mut Session, quality: u8) -> Option<Deed> {
    let quality = Quality::new(quality).unwrap();
    let before = session.current().expect("a card is asked").state;
    let deed = session.answer(quality, 100);
    let after = deed
        .as_ref()
        .map_or(before, |deed| before.after(deed, &Scheduler::default()));
    session.settle(after, quality);
    deed
}

fn asked(session: &Session) -> Option<u8> {
    session.current().map(|queued| queued.card.bytes()[0])
}

fn left(session: &Session) -> (u32, u32, u32) {
    let Left { new, due, drill } = session.left();
    (new, due, drill)
}

fn session(queue: Vec<Queued>) -> Session {
    Session::new(today(), Mode::Scheduled, queue, vec![])
}

#[test]
fn it_asks_the_queue_and_then_drills_in_rounds_until_each_scores_4() {
    let mut session = session(vec![due(1), new(2), new(3)]);
    let mut log = Vec::new();
    for quality in [AGAIN, HARD, GOOD, HARD, AGAIN, GOOD, 2, EASY] {
        let number = asked(&session).unwrap();
        log.push((number, session.stage(), left(&session)));
        give(&mut session, quality);
    }
    assert_eq!(
        log,
        [
            (1, Stage::Due, (2, 1, 0)),
            (2, Stage::New, (2, 0, 1)),
            (3, Stage::New, (1, 0, 2)),
            // Round one: 1 is hard, 2 fails.
            (1, Stage::Drill, (0, 0, 2)),
            (2, Stage::Drill, (0, 0, 2)),
            // Round two: 1 is good and leaves, 2 fails again.
            (1, Stage::Drill, (0, 0, 2)),
            (2, Stage::Drill, (0, 0, 1)),
            (2, Stage::Drill, (0, 0, 1)),
        ]
    );
    assert_eq!(session.current(), None);
    assert_eq!(left(&session), (0, 0, 0));
    assert_eq!(session.answer(Quality::new(GOOD).unwrap(), 0), None);
}

#[test]
fn a_drill_never_touches_the_schedule() {
    let mut session = session(vec![due(1)]);
    let before = session.current().unwrap().state;
    let Some(Deed::Review(review)) = give(&mut session, HARD) else {
        panic!("the first answer is a review");
    };
    // 6 * 2.50 = 15 days, and the ease factor falls by 0.14.
    assert_eq!(
        (review.due, review.interval_after.days()),
        (today().plus(15), 15)
    );
    let after = before.after(&Deed::Review(review), &Scheduler::default());
    for quality in [AGAIN, 0, 2, HARD, EASY] {
        let state = session.current().unwrap().state;
        let schedule = |state: &CardState| (state.memory, state.due, state.reviews, state.lapses);
        assert_eq!(schedule(&state), schedule(&after));
        let day = today();
        let deed = Drill {
            quality: Quality::new(quality).unwrap(),
            day,
            duration_ms: 100,
        };
        assert_eq!(give(&mut session, quality), Some(Deed::Drill(deed)));
    }
    assert_eq!(session.current(), None);
}

#[test]
fn an_open_drill_of_an_earlier_session_comes_after_the_queue() {
    let mut open = due(1);
    let hard = answer(
        &open.state,
        Quality::new(HARD).unwrap(),
        today(),
        0,
        &Scheduler::default(),
    );
    open.state = open.state.after(&hard, &Scheduler::default());
    let mut session = Session::new(today(), Mode::Scheduled, vec![new(2)], vec![open]);
    assert_eq!((asked(&session), left(&session)), (Some(2), (1, 0, 1)));
    give(&mut session, GOOD);
    assert_eq!((asked(&session), session.stage()), (Some(1), Stage::Drill));
    assert!(matches!(give(&mut session, GOOD), Some(Deed::Drill(_))));
    assert_eq!(session.current(), None);
}

#[test]
fn a_card_already_answered_today_is_drilled_wherever_it_was_put() {
    let mut answered = due(1);
    let good = answer(
        &answered.state,
        Quality::new(GOOD).unwrap(),
        today(),
        0,
        &Scheduler::default(),
    );
    answered.state = answered.state.after(&good, &Scheduler::default());
    let mut session = Session::new(
        today(),
        Mode::Scheduled,
        vec![answered, new(2)],
        vec![answered],
    );
    assert_eq!((asked(&session), left(&session)), (Some(2), (1, 0, 1)));
    give(&mut session, GOOD);
    assert!(matches!(give(&mut session, GOOD), Some(Deed::Drill(_))));
    assert_eq!(session.tally().drilled, 1);
    assert_eq!(session.current(), None);
}

/// The first easy answer: 1 day by SM-2, 8.2956 days by FSRS.
#[test]
fn each_card_is_scheduled_by_what_was_noted_for_it() {
    let mut session = session(vec![new(1), new(2)]);
    let fsrs = Scheduler::Fsrs {
        parameters: crate::scheduler::Parameters::default(),
        retention: crate::scheduler::Retention::DEFAULT,
    };
    session.schedule(card(1), fsrs);
    let mut wait = || match give(&mut session, EASY) {
        Some(Deed::Review(review)) => review.interval_after.days(),
        other => panic!("{other:?}"),
    };
    assert_eq!((wait(), wait()), (8, 1));
}

#[test]
fn a_card_that_leaves_is_asked_no_more_and_the_others_stay() {
    let mut session = session(vec![new(1), new(2)]);
    give(&mut session, AGAIN);
    assert_eq!(left(&session), (1, 0, 1));
    session.leave(card(1));
    assert_eq!((asked(&session), left(&session)), (Some(2), (1, 0, 0)));
    session.leave(card(3));
    assert_eq!(left(&session), (1, 0, 0));
}

#[test]
fn a_card_put_aside_leaves_and_counts_for_nothing() {
    let mut session = session(vec![due(1), new(2)]);
    session.put_aside();
    assert_eq!((asked(&session), left(&session)), (Some(2), (1, 0, 0)));
    give(&mut session, AGAIN);
    session.put_aside();
    assert_eq!(session.current(), None);
    let tally = session.tally();
    assert_eq!((tally.answered, tally.again, tally.drilled), (1, 1, 0));
    session.put_aside();
}

#[test]
fn an_answer_taken_back_is_asked_again_at_once_and_no_longer_counts() {
    let mut session = session(vec![due(1), new(2)]);
    let before = session.current().unwrap().state;
    give(&mut session, AGAIN);
    assert_eq!((asked(&session), left(&session)), (Some(2), (1, 0, 1)));
    session.take_back(card(1), before);
    assert_eq!((asked(&session), left(&session)), (Some(1), (1, 1, 0)));
    assert_eq!(session.stage(), Stage::Due);
    assert_eq!(session.tally(), Tally::default());
    // The answer after the undo is a review again, not a drill.
    assert!(matches!(give(&mut session, GOOD), Some(Deed::Review(_))));
    assert_eq!((asked(&session), left(&session)), (Some(2), (1, 0, 0)));
    assert_eq!((session.tally().answered, session.tally().good), (1, 1));
}

#[test]
fn a_drill_taken_back_is_asked_again_before_the_rest_of_the_queue() {
    let mut session = session(vec![new(1), new(2)]);
    give(&mut session, AGAIN);
    give(&mut session, GOOD);
    let open = session.current().unwrap().state;
    give(&mut session, GOOD);
    assert_eq!((asked(&session), session.tally().drilled), (None, 1));
    session.take_back(card(1), open);
    assert_eq!((asked(&session), session.stage()), (Some(1), Stage::Drill));
    assert_eq!((session.tally().drilled, session.tally().answered), (0, 2));
    // And the review itself, too.
    session.take_back(card(1), CardState::default());
    assert_eq!((asked(&session), session.stage()), (Some(1), Stage::New));
    assert_eq!((session.tally().answered, session.tally().again), (1, 0));
}

#[test]
fn a_card_put_aside_and_taken_back_leaves_the_tally_alone() {
    let mut session = session(vec![new(1), new(2)]);
    give(&mut session, HARD);
    session.put_aside();
    let tally = session.tally();
    session.take_back(card(2), CardState::default());
    assert_eq!((asked(&session), session.tally()), (Some(2), tally));
}

#[test]
fn a_card_of_another_day_taken_back_is_asked_unless_it_is_hidden() {
    let mut session = session(vec![new(1)]);
    session.take_back(card(9), due(9).state);
    assert_eq!((asked(&session), left(&session)), (Some(9), (1, 1, 0)));
    let mut hidden = due(8).state;
    hidden.suspended = true;
    session.take_back(card(8), hidden);
    hidden.suspended = false;
    hidden.buried_until = Some(today().plus(1));
    session.take_back(card(8), hidden);
    assert_eq!(asked(&session), Some(9));
    hidden.buried_until = Some(today());
    session.take_back(card(8), hidden);
    assert_eq!(asked(&session), Some(8));
}

#[test]
fn a_changed_flag_keeps_place_and_tally() {
    let mut session = session(vec![new(1), new(2)]);
    give(&mut session, AGAIN);
    let tally = session.tally();
    let flagged = CardState {
        flag: Flag::FIRST,
        ..CardState::default()
    };
    session.refresh(card(2), flagged);
    assert_eq!(session.current().unwrap().state, flagged);
    assert_eq!((left(&session), session.tally()), ((1, 0, 1), tally));
}

#[test]
fn a_flag_taken_back_leaves_the_answer_before_it_counted() {
    let mut session = session(vec![new(1)]);
    give(&mut session, AGAIN);
    let open = session.current().unwrap().state;
    let flag = Flag::FIRST;
    session.refresh(card(1), CardState { flag, ..open });
    session.take_back(card(1), open);
    assert_eq!((asked(&session), session.stage()), (Some(1), Stage::Drill));
    assert_eq!(session.tally().again, 1);
    assert_eq!(session.current().unwrap().state, open);
}

#[test]
fn cram_records_nothing_and_still_comes_round_until_4() {
    let mut session = Session::new(today(), Mode::Cram, vec![due(1), new(2)], vec![]);
    let before = session.current().unwrap().state;
    for (number, quality) in [(1, AGAIN), (2, GOOD), (1, HARD), (1, GOOD)] {
        assert_eq!(asked(&session), Some(number));
        assert_eq!(give(&mut session, quality), None);
        if let Some(queued) = session.current().filter(|queued| queued.card == card(1)) {
            assert_eq!(queued.state, before);
        }
    }
    assert_eq!(session.current(), None);
    let tally = session.tally();
    assert_eq!((tally.answered, tally.again, tally.good), (2, 1, 1));
    assert_eq!(tally.drilled, 2);
}

#[test]
fn cram_asks_a_card_answered_today_as_any_other() {
    let mut answered = due(1);
    answered.state.last_review = Some(today());
    let session = Session::new(today(), Mode::Cram, vec![answered], vec![]);
    assert_eq!((session.stage(), left(&session)), (Stage::Due, (0, 1, 0)));
}

#[test]
fn the_tally_adds_up_by_grade() {
    let mut session = session((1..=6).map(new).collect());
    for quality in 0..=5 {
        give(&mut session, quality);
    }
    let expected = Tally {
        answered: 6,
        again: 3,
        hard: 1,
        good: 1,
        easy: 1,
        drilled: 0,
    };
    assert_eq!(session.tally(), expected);
    assert_eq!(left(&session), (0, 0, 4));
    give(&mut session, GOOD);
    assert_eq!(session.tally().drilled, 1);
}

#[test]
fn a_lapse_starts_again_and_keeps_its_ease() {
    let mut session = session(vec![due(1)]);
    let Some(Deed::Review(Review { due: day, .. })) = give(&mut session, AGAIN) else {
        panic!("the first answer is a review");
    };
    assert_eq!(day, today().plus(1));
    let memory = session.current().unwrap().state.memory;
    assert_eq!((memory.repetitions, memory.ease()), (0, Memory::NEW.ease()));
}
