//! Conversations in which cards are changed and changes are taken back and forth.

use super::*;

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
