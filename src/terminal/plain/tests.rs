//! Whole conversations over a desk in memory: what is typed on one side, every line on the other.

use std::time::Duration;

use super::super::desk_in_memory::{Memory, card, choice, manner, open, session, today, typed};
use super::super::scale::Scale;
use super::*;
use crate::cards::{Answer, Passage, Unanswered};
use crate::review::{CardState, Deed, Mode};

/// Holds a session of all cards and returns every line said.
pub(in crate::terminal) fn talk_in(
    mode: Mode,
    scale: Scale,
    memory: &mut Memory,
    typed: &str,
) -> String {
    let mut session = session(mode, memory);
    let mut said = Vec::new();
    let mut screen = Screen::new(&mut said, None);
    hold(
        &mut session,
        memory,
        &mut typed.as_bytes(),
        &mut screen,
        manner(scale),
        CursorMark::Hidden,
    )
    .unwrap();
    drop(screen);
    String::from_utf8(said).unwrap()
}

fn talk(memory: &mut Memory, typed: &str) -> String {
    talk_in(Mode::Scheduled, Scale::Four, memory, typed)
}

fn kinds(memory: &Memory) -> Vec<&str> {
    memory.log.iter().map(|event| event.deed.kind()).collect()
}

#[test]
fn a_whole_session_line_by_line() {
    let mut memory = Memory::new(vec![open("What is *EBS*?", "Block storage."), choice()]);
    let said = talk(&mut memory, "\n3\n2\n\n\n4\n");
    let expected = "\
Today: 2 new.
Commands begin with a colon; :help lists them, :quit ends.

Card 1 of 2. New. Deck: AWS, 4. Services. Source: notes.md line 7.
Question: What is EBS?
Press Enter to see the answer.
Answer: Block storage.
Grade: 1 again (today, then 1 day), 2 hard (today, then 1 day), 3 good (1 day), 4 easy (1 day). [3]
Saved good. Next review 2 March 2026 (1 day). 1 left.

Card 2 of 2. New. Deck: AWS, 4. Services. Source: notes.md line 7.
Question: Who patches RDS?
1. AWS
2. you
Type the number of your choice, or press Enter to see the answer.
Wrong.
Answer: 1. AWS
Why: It is managed.
Grade: 1 again (today, then 1 day), 2 hard (today, then 1 day), 3 good (1 day), 4 easy (1 day). [1]
Saved again. Once more today. Next review 2 March 2026 (1 day). 1 left.

Once more today, 1 left. Deck: AWS, 4. Services. Source: notes.md line 7.
Question: Who patches RDS?
1. AWS
2. you
Type the number of your choice, or press Enter to see the answer.
Answer: 1. AWS
Why: It is managed.
Grade: 1 again (today), 2 hard (today), 3 good (done for today), 4 easy (done for today). [3]
Saved easy. Next review 2 March 2026 (1 day). 0 left.

Done. 2 cards in 0:00: 1 again, 0 hard, 1 good, 0 easy.
Asked once more the same day: 1 answer.

:failed asks 1 failed card again; it changes nothing.
Press Enter to leave, or type :undo to take back the last answer.
";
    assert_eq!(said, expected);
    assert_eq!(kinds(&memory), ["review", "review", "drill"]);
}

#[test]
fn the_right_choice_proposes_good_by_number_and_by_letter() {
    for typed in ["1\n\n", "a\n\n", "A)\n\n"] {
        let mut memory = Memory::new(vec![choice()]);
        let said = talk(&mut memory, typed);
        assert!(
            said.contains("Right.\n") && said.contains("Saved good."),
            "{said}"
        );
    }
}

#[test]
fn what_makes_no_sense_is_explained_and_asked_again() {
    let mut memory = Memory::new(vec![open("Q", "A"), choice()]);
    let said = talk(&mut memory, "3\n\nexcellent\n:nope\ngood\n7\n1\n\n");
    for part in [
        "`3` was not expected here.",
        "`excellent` is no grade. Grade: 1 again",
        "There is no command `:nope`.",
        "`7` is none of the options.",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert_eq!(said.matches("Saved ").count(), 2, "{said}");
}

#[test]
fn the_end_of_input_and_quit_keep_what_was_saved() {
    for end in ["", ":quit\n", ":q\n", "\n", "\n:quit\n3\n"] {
        let mut memory = Memory::new(vec![open("one", "A"), open("two", "B")]);
        let said = talk(&mut memory, &format!("\n\n{end}"));
        assert!(said.contains("Stopped. 1 card in"), "{said}");
        assert_eq!(kinds(&memory), ["review"], "{end:?}");
    }
}

#[test]
fn undo_asks_the_card_again_and_goes_on_taking_back() {
    let mut memory = Memory::new(vec![open("one", "A"), open("two", "B")]);
    let said = talk(&mut memory, "\n4\n\n:undo\n\n1\n:undo\n:undo\n:quit\n");
    assert!(
        said.contains("Took back the grade \"easy\" of: front"),
        "{said}"
    );
    assert!(
        said.contains("Took back the grade \"again\" of: front"),
        "{said}"
    );
    assert!(said.contains("There is nothing to take back."), "{said}");
    assert_eq!(said.matches("Question: one").count(), 3, "{said}");
    assert_eq!(memory.state(memory.cards[0].0), CardState::default());
    assert!(said.contains("Stopped. 0 cards in 0:00."), "{said}");
}

#[test]
fn bury_suspend_and_flag_change_the_card_and_undo_brings_it_back() {
    let mut memory = Memory::new(vec![open("one", "A"), open("two", "B")]);
    let said = talk(
        &mut memory,
        ":flag\n:flag\n:f\n:suspend\n:undo\n:bury\n\n3\n",
    );
    assert!(
        said.contains("Flagged.") && said.contains("The flag is off."),
        "{said}"
    );
    assert!(said.contains("Buried until tomorrow."), "{said}");
    assert!(said.contains("Took back suspending of: front"), "{said}");
    assert_eq!(said.matches("Saved ").count(), 1, "{said}");
    let state = memory.state(memory.cards[0].0);
    assert_eq!(
        (state.buried_until, state.flag.number()),
        (Some(today().plus(1)), 1)
    );
    assert!(!state.suspended);
}

#[test]
fn cramming_saves_nothing() {
    let mut memory = Memory::new(vec![open("one", "A")]);
    let said = talk_in(Mode::Cram, Scale::Four, &mut memory, "\n1\n\n3\n");
    assert!(
        said.contains("Grade: 1 again, 2 hard, 3 good, 4 easy. [3]"),
        "{said}"
    );
    assert!(
        said.contains("Not saved, as cramming changes nothing: again. 1 left."),
        "{said}"
    );
    assert!(!said.contains("\nSaved "), "{said}");
    assert_eq!(memory.log, []);
}

#[test]
fn six_qualities_can_be_graded_instead() {
    let mut memory = Memory::new(vec![open("one", "A")]);
    let said = talk_in(Mode::Scheduled, Scale::Six, &mut memory, "\n2\n");
    assert!(
        said.contains("0 blackout") && said.contains("5 easy (1 day). [4]"),
        "{said}"
    );
    assert!(said.contains("Saved almost."), "{said}");
    let Deed::Review(review) = &memory.log[0].deed else {
        panic!("{:?}", memory.log)
    };
    assert_eq!(review.quality.number(), 2);
}

#[test]
fn passages_are_never_called_the_answer() {
    let passages = vec![Passage {
        text: "AWS manages **hardware**.".into(),
        line: 3,
    }];
    let options = vec!["this".into(), "that".into()];
    let answer = Answer::Unanswered(Box::new(Unanswered { options, passages }));
    let said = talk(&mut Memory::new(vec![card("Which?", answer)]), "\n3\n");
    assert!(
        said.contains("1. this\n2. that\nPress Enter to see the answer.\n"),
        "{said}"
    );
    assert!(
        said.contains("No answer in the document. Passages that may hold it:\n"),
        "{said}"
    );
    assert!(
        said.contains("Passage, line 3: AWS manages hardware.\n"),
        "{said}"
    );
    assert!(!said.contains("Answer:"), "{said}");
}

#[test]
fn a_card_that_was_answered_elsewhere_is_left_out() {
    let mut memory = Memory::new(vec![open("one", "A"), open("two", "B")]);
    memory.changed_elsewhere.insert(memory.cards[0].0);
    let said = talk(&mut memory, "\n3\n\n3\n");
    assert!(said.contains("changed elsewhere"), "{said}");
    assert_eq!(said.matches("Saved ").count(), 1, "{said}");
    assert_eq!(kinds(&memory), ["review"]);
}

#[test]
fn no_card_is_asked_after_the_time() {
    let mut memory = Memory::new(vec![open("one", "A")]);
    memory.elapsed = Duration::from_secs(60);
    let said = talk(&mut memory, "\n3\n");
    assert!(said.contains("Time is over. 0 cards in 1:00."), "{said}");
}

#[test]
fn a_hostile_card_and_hostile_typing_reach_the_screen_as_marks() {
    let hostile = "a\u{1b}]0;x\u{7}b \u{9b}2J \u{202e}c &#27;[2J";
    let mut memory = Memory::new(vec![open(hostile, hostile)]);
    let said = talk(&mut memory, "\u{1b}[A\n\n\u{1b}[B\n3\n");
    let is_unsafe = |c: char| c != '\n' && super::super::escape::is_unsafe(c);
    assert!(!said.chars().any(is_unsafe), "{said:?}");
    assert!(said.contains("Saved good."), "{said}");
}

#[test]
fn a_typed_answer_is_compared_and_proposes_its_grade() {
    let cards = ["EBS", "EFS", "FSx"].map(|answer| typed(answer, answer));
    let mut memory = Memory::new(cards.to_vec());
    let said = talk(&mut memory, "ebs\n\nEFSS\n\nother\n\n\n3\n\n3\n");
    assert!(
        said.contains("Type your answer, or press Enter to see it."),
        "{said}"
    );
    assert!(said.contains("Right.\nAnswer: EBS\n"), "{said}");
    assert!(
        said.contains("Close. Too much: \"S\".\nAnswer: EFS\n"),
        "{said}"
    );
    assert!(said.contains("Wrong.\nAnswer: FSx\n"), "{said}");
    let qualities: Vec<u8> = memory
        .log
        .iter()
        .map(|event| match &event.deed {
            Deed::Review(review) => review.quality.number(),
            _ => 9,
        })
        .collect();
    assert_eq!(qualities[..3], [4, 3, 1]);
}

#[test]
fn the_document_is_shown_and_edited() {
    let mut memory = Memory::new(vec![open("old", "A")]);
    memory.edited = Some(open("new", "B"));
    let said = talk(&mut memory, ":source\n:edit\n\n3\n");
    assert!(
        said.contains("Line 2: text 2\n") && said.contains("Line 12: text 12\n"),
        "{said}"
    );
    assert!(!said.contains("Line 13"), "{said}");
    assert!(said.contains("notes.md: 1 updated.\n"), "{said}");
    assert!(said.contains("Question: new"), "{said}");
    assert!(said.contains("Saved good."), "{said}");
}
#[test]
fn an_edit_behind_a_wrong_choice_keeps_the_grade_that_was_proposed() {
    let mut memory = Memory::new(vec![choice()]);
    memory.edited = Some(choice());
    let said = talk(&mut memory, "2\n:edit\n\n");
    assert_eq!(said.matches("Wrong.").count(), 1, "{said}");
    assert!(said.contains("Saved again."), "{said}");
}

mod changes;
mod follow;
