//! Conversations in which cards are changed and changes are taken back and forth.

use super::*;
use crate::review::{Desk, LeechDeed, LeechRule, answer};

#[test]
fn mark_reset_and_redo_are_typed_as_the_others() {
    let mut memory = Memory::new(vec![open("one", "A"), open("two", "B")]);
    let said = talk(
        &mut memory,
        ":mark\n:mark\n:mark\n\n1\n:undo\n:redo\n:redo\n:reset\n:quit\n",
    );
    for part in [
        "Marked.\n",
        "The mark is off.\n",
        "Took back the grade \"again\" of: front\n",
        "Brought back the grade \"again\" of: front\n",
        "There is nothing to bring back.\n",
        "It is a new card again, for another session.\n",
        "Once more today, 1 left.",
        "Stopped. 1 card in 0:00: 1 again",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let state = memory.state(memory.cards[0].0);
    assert!(state.marked && state.drill == Some(today()), "{state:?}");
}

/// A card that was remembered yesterday, where the first lapse makes a leech.
fn remembered(deed: LeechDeed) -> Memory {
    let mut memory = Memory::new(vec![open("one", "A")]);
    let id = memory.cards[0].0;
    let quality = crate::scheduler::Grade::Good.quality();
    let scheduler = crate::scheduler::Scheduler::default();
    let yesterday = today().plus(-1);
    let good = answer(&CardState::default(), quality, yesterday, 0, &scheduler);
    memory.record(id, good).unwrap();
    memory.leeches = Some((LeechRule::at(1), deed));
    memory
}

#[test]
fn a_leech_is_told_at_the_answer_that_makes_it_one() {
    let mut memory = remembered(LeechDeed::Tell);
    let said = talk(&mut memory, "\n1\n\n3\n");
    assert!(
        said.contains(
            "1 left. Leech: forgotten 1 time. Rewrite or split the card: when it comes again, \
             :edit edits it, :suspend suspends it.\n"
        ),
        "{said}"
    );
    assert_eq!(kinds(&memory), ["review", "review", "drill"]);
    let said = talk(&mut remembered(LeechDeed::Tell), "\n3\n");
    assert!(!said.contains("Leech"), "{said}");
}

#[test]
fn a_leech_that_is_to_be_suspended_leaves_the_session_and_comes_back_by_undo() {
    let mut memory = remembered(LeechDeed::Suspend);
    let said = talk(&mut memory, "\n1\n");
    assert!(
        said.contains("Leech: forgotten 1 time. It is suspended;"),
        "{said}"
    );
    assert!(said.contains("Done. 1 card"), "{said}");
    assert_eq!(kinds(&memory), ["review", "review", "suspend"]);
    let id = memory.cards[0].0;
    memory.undo().unwrap();
    let state = memory.state(id);
    assert!(!state.suspended && state.lapses == 1, "{state:?}");
    memory.undo().unwrap();
    assert_eq!(memory.state(id).lapses, 0);
}
