//! What the keys of the full screen do, and what it shows then.

mod both_faces;
mod verdicts;

use super::super::desk_in_memory::{Memory, choice, manner, open, session, today, typed};
use super::super::manner::{Ending, Manner};
use super::super::scale::Scale;
use super::face::{Face, Step};
use super::key::Key;
use super::picture::Size;
use super::typing::{Reader, Typed};
use crate::cards::Card;
use crate::review::{Mode, Sitting};

const WIDE: Size = Size {
    columns: 80,
    rows: 24,
};
const SMALL: Size = Size {
    columns: 40,
    rows: 12,
};

/// Presses keys until the session ends or the keys do; gives back the screen before each key and the
/// last one.
fn press_in(
    mode: Mode,
    manner: Manner,
    memory: &mut Memory,
    size: Size,
    keys: &[u8],
) -> (Vec<String>, Option<Ending>) {
    let mut session = session(mode, memory);
    let mut face = Face::new(
        Sitting::new(
            &mut session,
            memory,
            Some(std::time::Duration::from_secs(60)),
        ),
        manner,
    )
    .unwrap();
    let mut reader = Reader::default();
    let mut typed = reader.take(keys);
    typed.extend(reader.settle());
    let mut screens = vec![screen(&mut face, size)];
    for typed in typed {
        match face.take(typed).unwrap() {
            Step::Stay => {}
            Step::Edit => face.edit().unwrap(),
            Step::Leave(ending) => return (screens, Some(ending)),
        }
        screens.push(screen(&mut face, size));
    }
    (screens, None)
}

fn screen(face: &mut Face<'_, Memory>, size: Size) -> String {
    let picture = face.picture(size);
    assert_eq!(picture.rows.len(), usize::from(size.rows));
    for row in &picture.rows {
        assert!(row.width() <= usize::from(size.columns), "{}", row.text());
    }
    let (column, row) = picture.cursor;
    assert!(column < usize::from(size.columns) && row < usize::from(size.rows));
    let rows: Vec<String> = picture
        .rows
        .iter()
        .map(|row| row.text().trim_end().to_owned())
        .collect();
    rows.join("\n")
}

fn cards() -> Vec<Card> {
    both_faces::cards()
}

/// The screens of a session of these cards.
fn press(cards: Vec<Card>, keys: &[u8]) -> Vec<String> {
    press_in(
        Mode::Scheduled,
        manner(Scale::Four),
        &mut Memory::new(cards),
        WIDE,
        keys,
    )
    .0
}

fn last(cards: Vec<Card>, keys: &[u8]) -> String {
    press(cards, keys).pop().unwrap()
}

#[test]
fn cramming_saves_nothing() {
    let mut memory = Memory::new(cards());
    let (screens, _) = press_in(Mode::Cram, manner(Scale::Four), &mut memory, WIDE, b" 1");
    assert!(
        screens
            .last()
            .unwrap()
            .contains("Not saved, as cramming changes nothing: again."),
        "{screens:?}"
    );
    assert_eq!(memory.log, []);
}

#[test]
fn no_card_is_asked_after_the_time() {
    let mut memory = Memory::new(cards());
    memory.elapsed = std::time::Duration::from_secs(60);
    let (screens, ending) = press_in(
        Mode::Scheduled,
        manner(Scale::Four),
        &mut memory,
        WIDE,
        b"\r",
    );
    assert!(
        screens[0].contains("Time is over. 0 cards in 1:00."),
        "{}",
        screens[0]
    );
    assert_eq!(ending, Some(Ending::OutOfTime));
}

#[test]
fn a_card_that_was_answered_elsewhere_is_left_out() {
    let mut memory = Memory::new(vec![open("one", "A"), open("two", "B")]);
    memory.changed_elsewhere.insert(memory.cards[0].0);
    let (screens, _) = press_in(
        Mode::Scheduled,
        manner(Scale::Four),
        &mut memory,
        WIDE,
        b" 3",
    );
    let screen = screens.last().unwrap();
    assert!(
        screen.contains("changed elsewhere") && screen.contains("two"),
        "{screen}"
    );
    assert_eq!(memory.log, []);
}

#[test]
fn a_card_that_an_edit_removed_is_left_out() {
    let mut memory = Memory::new(vec![open("one", "A"), open("two", "B")]);
    let (screens, _) = press_in(
        Mode::Scheduled,
        manner(Scale::Four),
        &mut memory,
        WIDE,
        b" e",
    );
    assert!(screens.last().unwrap().contains("two"), "{screens:?}");
}

#[test]
fn the_wrong_ones_come_again_and_change_nothing() {
    let mut memory = Memory::new(vec![open("one", "A")]);
    // Failed, then passed in the drill of the day, then once more by wish.
    let (screens, _) = press_in(
        Mode::Scheduled,
        manner(Scale::Four),
        &mut memory,
        WIDE,
        b" 1 3w 3",
    );
    assert!(
        screens[4].contains("the wrong ones again (1)"),
        "{}",
        screens[4]
    );
    assert!(
        screens[5].contains("1 card once more; it changes nothing."),
        "{}",
        screens[5]
    );
    assert_eq!(memory.log.len(), 2);
    assert!(screens.last().unwrap().contains("Done."));
}

#[test]
fn more_new_cards_come_when_asked_for() {
    let mut memory = Memory::new(vec![open("one", "A"), open("two", "B")]);
    let second = memory.cards.pop().unwrap();
    let mut session = session(Mode::Scheduled, &memory);
    memory.cards.push(second);
    let mut face = Face::new(
        Sitting::new(
            &mut session,
            &mut memory,
            Some(std::time::Duration::from_secs(60)),
        ),
        manner(Scale::Four),
    )
    .unwrap();
    for key in [' ', '3', 'r'] {
        face.take(Typed::Key(Key::Char(key))).unwrap();
    }
    assert!(screen(&mut face, WIDE).contains("two"));
}

#[test]
fn a_pasted_text_grades_nothing_and_fills_a_field() {
    let paste = b" \x1b[200~3\r3\r\x1b[201~";
    let mut memory = Memory::new(cards());
    let (screens, _) = press_in(
        Mode::Scheduled,
        manner(Scale::Four),
        &mut memory,
        WIDE,
        paste,
    );
    assert!(
        screens
            .last()
            .unwrap()
            .contains("Pasted text does nothing here.")
    );
    assert_eq!(memory.log, []);
    assert!(last(vec![typed("Which?", "EBS")], b"\x1b[200~EB\nS\x1b[201~").contains("> EB S"));
}

#[test]
fn letters_are_letters_in_a_field_and_commands_outside() {
    assert!(last(vec![typed("Which?", "EBS")], b"qub").contains("> qub"));
    let screen = last(vec![typed("Which?", "EBS"), open("next", "A")], b"q\x1bb");
    assert!(
        screen.contains("next") && screen.contains("Buried until tomorrow."),
        "{screen}"
    );
}

#[test]
fn help_lists_just_the_keys_that_work() {
    let screen = last(cards(), b"?");
    assert!(
        screen.contains("show the answer") && screen.contains("not before tomorrow"),
        "{screen}"
    );
    assert!(
        !screen.contains("at once\n") && !screen.contains("the failed cards"),
        "{screen}"
    );
    assert!(last(cards(), b" ?").contains("not remembered"));
    // Nothing to scroll, no field; then both.
    for text in ["one line down", "one screen up", "into the field"] {
        assert!(!screen.contains(text), "{text}\n{screen}");
    }
    assert!(last(vec![typed("Which?", "EBS")], b"\x1b?").contains("into the field"));
    let choices = last(vec![choice()], b"?");
    assert!(choices.contains("1-2       choose") && choices.contains("0         I do not know"));
    let long = vec!["line"; 60].join("\n\n");
    assert!(last(vec![open(&long, "A")], b"?").contains("one line down"));
}

#[test]
fn help_lists_opening_where_there_is_something_to_open() {
    let card = open("![a map](map.png)", "![the answer](answer.png)");
    assert!(last(vec![card], b"?").contains("open the pictures"));
    let card = open("What is EBS?", "![the answer](answer.png) [sound:ebs.mp3]");
    assert!(!last(vec![card.clone()], b"?").contains("open the pictures"));
    assert!(last(vec![card], b" ?").contains("open the pictures"));
}

#[test]
fn help_lists_undo_and_redo_where_there_is_something_to_reverse() {
    let (undo, redo) = ("take back the last", "bring back what was");
    for (keys, expected) in [
        (&b"?"[..], (false, false)),
        (b" 3?", (true, false)),
        (b" 3u?", (false, true)),
        (b" 3uU?", (true, false)),
    ] {
        let screen = last(cards(), keys);
        let listed = (screen.contains(undo), screen.contains(redo));
        assert_eq!(listed, expected, "{keys:?}\n{screen}");
    }
}

#[test]
fn a_long_card_scrolls_and_its_answer_comes_into_view() {
    let text: Vec<String> = (1..=60).map(|number| format!("line {number}")).collect();
    let card = open(&text.join("\n"), "the answer");
    let screens = press(vec![card.clone()], b"\x1b[6~\x1b[Bkk ");
    assert!(
        screens[0].contains("line 1\n") && screens[0].contains("more below"),
        "{}",
        screens[0]
    );
    assert!(!screens[0].contains("line 30"), "{}", screens[0]);
    assert!(
        screens[1].contains("line 30") && !screens[1].contains("line 1\n"),
        "{}",
        screens[1]
    );
    assert!(screens[5].contains("the answer"), "{}", screens[5]);
    assert!(screens[5].contains("more above"), "{}", screens[5]);
}

#[test]
fn the_document_is_shown_around_the_card() {
    let screen = last(cards(), b"s");
    assert!(
        screen.contains("> 7 text 7") && screen.contains("notes.md:7"),
        "{screen}"
    );
    assert!(screen.contains("Esc back"), "{screen}");
}

#[test]
fn a_hostile_card_is_shown_with_marks() {
    let hostile = "a\u{1b}]0;x\u{7}b \u{9b}2J \u{202e}c &#27;[2J\n\n```\n\u{1b}[2J\n```";
    let screens = press(vec![open(hostile, hostile)], b" ");
    for screen in screens {
        let is_unsafe = |c: char| c != '\n' && super::super::escape::is_unsafe(c);
        assert!(!screen.chars().any(is_unsafe), "{screen:?}");
    }
}

#[test]
fn any_size_is_drawn() {
    let mut memory = Memory::new(cards());
    let mut session = session(Mode::Scheduled, &memory);
    let mut face = Face::new(
        Sitting::new(
            &mut session,
            &mut memory,
            Some(std::time::Duration::from_secs(60)),
        ),
        manner(Scale::Four),
    )
    .unwrap();
    for (columns, rows) in [
        (0, 0),
        (1, 1),
        (39, 12),
        (40, 11),
        (40, 12),
        (59, 30),
        (60, 18),
        (1000, 500),
    ] {
        let picture = face.picture(Size { columns, rows });
        assert!(picture.rows.len() <= usize::from(rows.max(1)));
    }
    assert_eq!(today().to_string(), "2026-03-01");
}
