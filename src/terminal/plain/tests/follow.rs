//! What can follow a session in plain lines.

use super::*;

#[test]
fn the_failed_ones_come_again_and_change_nothing() {
    let mut memory = Memory::new(vec![open("one", "A"), open("two", "B")]);
    let said = talk(&mut memory, "\n1\n\n3\n\n3\n:failed\n\n1\n\n3\n:failed\n\n");
    for part in [
        ":failed asks 1 failed card again; it changes nothing.\n",
        "\n1 card once more; it changes nothing.\n",
        "Once more today, 1 left.",
        "Not saved, as cramming changes nothing: again. 1 left.",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    // The second end sums up all, and nothing is left to be offered.
    let second = "Done. 2 cards in 0:00: 1 again, 0 hard, 1 good, 0 easy.\n\
                  Asked once more the same day: 3 answers.\n";
    assert!(said.ends_with(second), "{said}");
    assert_eq!(kinds(&memory), ["review", "review", "drill"]);
}

#[test]
fn more_new_cards_come_and_are_saved() {
    let mut memory = Memory::new(vec![open("one", "A"), open("two", "B"), open("three", "C")]);
    let said = talk(&mut memory, ":bury\n\n3\n:more\n\n4\n");
    for part in ["1 more new card.\n", "Card 1 of 1. New.", "Saved easy."] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(
        said.ends_with("2 cards in 0:00: 0 again, 0 hard, 1 good, 1 easy.\n"),
        "{said}"
    );
    assert_eq!(kinds(&memory), ["bury", "review", "review"]);
}

#[test]
fn what_makes_no_sense_at_the_end_is_explained() {
    let mut memory = Memory::new(vec![open("one", "A")]);
    let said = talk(
        &mut memory,
        "\n1\n\n3\nwhat\n:flag\n:nope\n:help\n:more\n:redo\n:quit\n",
    );
    for part in [
        "`what` was not expected here. Press Enter to leave.\n",
        "There is no card to do that to.\n",
        "There is no command `:nope`.\n",
        ":more leaves what is left",
        "There are no more new cards.\n",
        "There is nothing to bring back.\n",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert_eq!(kinds(&memory), ["review", "drill"]);
}

#[test]
fn an_answer_that_is_taken_back_while_cramming_counts_no_more() {
    let mut memory = Memory::new(vec![open("one", "A"), open("two", "B")]);
    let said = talk(&mut memory, "\n1\n:failed\n:undo\n\n3\n\n");
    assert!(said.contains("Took back the grade \"again\""), "{said}");
    assert!(said.contains("Done. 0 cards in"), "{said}");
}

#[test]
fn a_pipe_without_a_word_about_the_end_ends() {
    let mut memory = Memory::new(vec![open("one", "A")]);
    let said = talk(&mut memory, "\n3\nnever read\n");
    assert!(said.ends_with("1 good, 0 easy.\n"), "{said}");
}
