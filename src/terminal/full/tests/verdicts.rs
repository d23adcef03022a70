//! What was chosen or typed, and what a grade does then.

use super::super::super::desk_in_memory::{Memory, choice, manner, open, typed};
use super::super::super::scale::Scale;
use super::{WIDE, press_in};
use crate::cards::{Answer, Card, Choice, ChoiceOrder, Choices, Prompt};
use crate::review::Mode;
use crate::scheduler::Grade;

/// Space behind an edit must not save another grade than the one that was due before it.
#[test]
fn an_edit_keeps_what_was_chosen_and_typed() {
    let reworded = |card: &Card| Card {
        prompt: Prompt::Text("Said better?".into()),
        ..card.clone()
    };
    for (card, wrong) in [(choice(), "2\r"), (typed("What is it?", "EBS"), "x\r")] {
        for after in [card.clone(), reworded(&card)] {
            let mut memory = Memory::new(vec![card.clone()]);
            memory.edited = Some(after);
            let keys = format!("{wrong}e ");
            let mode = (Mode::Scheduled, manner(Scale::Four));
            let (screens, _) = press_in(mode.0, mode.1, &mut memory, WIDE, keys.as_bytes());
            let edited = &screens[screens.len() - 2];
            assert!(edited.to_lowercase().contains("wrong"), "{edited}");
            let graded = memory.log.iter().map(|event| event.deed.quality());
            assert_eq!(graded.collect::<Vec<_>>(), [Some(Grade::Again.quality())]);
        }
    }
}

#[test]
fn of_several_right_options_those_that_were_chosen_are_marked() {
    let option = |text: &str, correct| Choice {
        text: text.into(),
        correct,
    };
    let mut card = choice();
    card.answer = Answer::Choices(Box::new(Choices {
        choices: vec![
            option("EC2", true),
            option("RDS", false),
            option("Lambda", true),
            option("S3", false),
        ],
        explanation: None,
        order: ChoiceOrder::Pinned,
    }));
    let mut memory = Memory::new(vec![card]);
    let mode = (Mode::Scheduled, manner(Scale::Four));
    let (screens, _) = press_in(mode.0, mode.1, &mut memory, WIDE, b"23\r");
    let back = screens.last().unwrap();
    for part in [" ✓  1  EC2", "[✗] 2  RDS", "[✓] 3  Lambda", "    4  S3"] {
        assert!(back.contains(part), "{part}\n{back}");
    }
}

#[test]
fn new_cards_behind_practice_say_that_grades_are_saved() {
    let mut memory = Memory::new(vec![open("one", "A"), open("two", "B")]);
    let (screens, _) = press_in(Mode::Cram, manner(Scale::Four), &mut memory, WIDE, b" 3 3r");
    let last = screens.last().unwrap();
    assert!(last.contains("From here on grades are saved."), "{last}");
}
