//! What a session does about an answer or change that was taken back and counts again.

use super::*;

/// The same answer again, whose state is known: the card leaves the place where it waited.
#[test]
fn an_answer_brought_back_counts_again_and_its_card_waits_no_more() {
    let mut session = session(vec![new(1), new(2)]);
    let deed = give(&mut session, GOOD).unwrap();
    let after = CardState::default().after(&deed, &Scheduler::default());
    let tally = session.tally();
    session.take_back(card(1), CardState::default());
    session.bring_back(card(1), after, &deed);
    assert_eq!((asked(&session), left(&session)), (Some(2), (1, 0, 0)));
    assert_eq!((session.tally(), tally.good), (tally, 1));
    // One that fails waits for its drill, and a drill brought back for the next round.
    let failed = give(&mut session, AGAIN).unwrap();
    let after = CardState::default().after(&failed, &Scheduler::default());
    session.take_back(card(2), CardState::default());
    session.bring_back(card(2), after, &failed);
    assert_eq!((asked(&session), left(&session)), (Some(2), (0, 0, 1)));
    let drill = give(&mut session, AGAIN).unwrap();
    session.take_back(card(2), after);
    session.bring_back(card(2), after.after(&drill, &Scheduler::default()), &drill);
    assert_eq!((left(&session), session.tally().drilled), ((0, 0, 1), 1));
    assert_eq!((session.tally().again, session.tally().good), (1, 1));
}

#[test]
fn what_was_brought_back_is_asked_only_in_the_drill_of_the_day() {
    let waits = |state: CardState, deed: Deed| {
        let mut session = session(vec![new(1), new(2)]);
        session.bring_back(card(1), state, &deed);
        (asked(&session), left(&session), session.tally())
    };
    let open = CardState {
        drill: Some(today()),
        ..due(1).state
    };
    let none = Tally::default();
    let bury = || Deed::Bury(today());
    assert_eq!(waits(open, bury()), (Some(2), (1, 0, 1), none));
    let hidden = CardState {
        suspended: true,
        ..open
    };
    assert_eq!(waits(hidden, Deed::Suspend), (Some(2), (1, 0, 0), none));
    let old = CardState {
        drill: Some(today().plus(-1)),
        ..open
    };
    assert_eq!(waits(old, bury()), (Some(2), (1, 0, 0), none));
    // A flag leaves the card where it is.
    let flag = Deed::Flag(Flag::FIRST);
    assert_eq!(waits(open, flag), (Some(1), (2, 0, 0), none));
}
