//! Sessions on both faces: the same deeds as lines and as keys must leave the same events.

use super::super::super::desk_in_memory::{Memory, choice, manner, open, typed};
use super::super::super::plain::tests::talk_in;
use super::super::super::scale::Scale;
use super::super::key::Key;
use super::super::key_table::{Action, Keys, Place};
use super::{SMALL, WIDE, press_in};
use crate::cards::{Answer, Card, Choice, ChoiceOrder, Choices};
use crate::review::{Deed, Mode};

fn several() -> Card {
    let option = |text: &str, correct| Choice {
        text: text.into(),
        correct,
    };
    let choices = Choices {
        choices: vec![
            option("EBS", true),
            option("EFS", false),
            option("FSx", true),
        ],
        explanation: None,
        order: ChoiceOrder::Pinned,
    };
    Card {
        answer: Answer::Choices(Box::new(choices)),
        ..choice()
    }
}

fn many() -> Card {
    let choices = (1..=12).map(|number| Choice {
        text: format!("option {number}"),
        correct: number == 11,
    });
    let choices = Choices {
        choices: choices.collect(),
        explanation: None,
        order: ChoiceOrder::Pinned,
    };
    Card {
        answer: Answer::Choices(Box::new(choices)),
        ..choice()
    }
}

/// What each face is told, and the grades' scale.
struct Script {
    name: &'static str,
    scale: Scale,
    lines: &'static str,
    keys: &'static str,
}

const fn script(name: &'static str, lines: &'static str, keys: &'static str) -> Script {
    Script {
        name,
        scale: Scale::Four,
        lines,
        keys,
    }
}

/// Over an open question, a choice, a typed answer, a choice of several and one of many.
const SCRIPTS: [Script; 23] = [
    script("all grades", "\n1\n\n2\n\n3\n\n4\n", " 1\r2\r3\r4"),
    script(
        "the proposed grade",
        "\n\n1\n\nEBS\n\n1 3\n\n11\n\n",
        "  1\r\rEBS\r\r13\r\r11\r\r",
    ),
    script(
        "wrong choices",
        "\n\n2\n\nnothing\n\n1\n\n3\n\n",
        "  2\r nothing\r 1\r\r3\r\r",
    ),
    script("a choice that was changed", "\n\n1\n\n", "  21\r\r"),
    script("a close answer", "\n4\n1\n4\nEBBS\n\n", " 41 4EBBS\r\r"),
    script("undo of an answer", "\n1\n:undo\n\n4\n", " 1u 4"),
    script(
        "undo of everything",
        "\n3\n1\n\n:undo\n:undo\n:undo\n\n2\n",
        "  1\r\r\x1buuu 2",
    ),
    script("bury and take it back", ":bury\n:undo\n\n3\n", "bu 3"),
    script("suspend", ":suspend\n1\n3\n", "z1\r3"),
    script("flag, twice", ":flag\n:flag\n\n:flag\n3\n", "ff f3"),
    script(
        "mark, twice, and again",
        ":mark\n:mark\n\n:mark\n3\n",
        "mm m3",
    ),
    script(
        "redo of an answer, then of nothing",
        "\n1\n:undo\n:redo\n:redo\n\n2\n",
        " 1uUU\r2",
    ),
    script("redo of a change", ":bury\n:undo\n:redo\n\n1\n", "buU\r1"),
    script(
        "reset, taken back, and brought back",
        "\n3\n:reset\n:undo\n:redo\n:undo\n\n1\n",
        " 3N\x1buU\x1bu\r1",
    ),
    script("the end in the middle", "\n3\n:quit\n", " 3qq"),
    script("edit on the answer", "\n:edit\n\n3\n", " e3"),
    script(
        "help and source in between",
        ":help\n:source\n\n:help\n3\n",
        "?\x1bsq ?q3",
    ),
    script(
        "the failed ones again, in the middle, and then more new ones",
        "\n1\n:failed\n\n1\n\n3\n:more\n1\n2\n",
        " 1qw 1 3r1\r2",
    ),
    script(
        "more new ones in the middle, and an answer of before taken back",
        "\n2\n:more\n1\n3\n:undo\n:undo\n\n4\n",
        " 2qr1\r3\x1buu 4",
    ),
    script(
        "the end of everything, an answer taken back and brought back there",
        ":suspend\n:suspend\n:suspend\n:suspend\n\n1\n11\n3\n:undo\n11\n2\n11\n4\n:undo\n:redo\n",
        "zz\x1bzz\r111\r3u11\r211\r4u\x1bU",
    ),
    script(
        "failed, taken back, and no wrong ones left",
        "\n1\n:undo\n:failed\n\n3\n",
        " 1u 3",
    ),
    script("pictures opened in between", ":open\n\n:open\n3\n", "o o3"),
    Script {
        name: "six qualities",
        scale: Scale::Six,
        lines: "\n0\n1\n2\n\n5\n",
        keys: " 01\r2\r5",
    },
];

pub(super) fn cards() -> Vec<Card> {
    vec![
        open("What is *EBS*?", "Blocks."),
        choice(),
        typed("Which?", "EBS"),
        several(),
        many(),
    ]
}

fn deeds(memory: &Memory) -> Vec<(u8, Deed)> {
    let deed = |event: &crate::review::Event| (event.card.bytes()[0], event.deed.clone());
    memory.log.iter().map(deed).collect()
}

#[test]
fn both_faces_write_the_same_events() {
    for script in &SCRIPTS {
        let (mut plain, mut full) = (Memory::new(cards()), Memory::new(cards()));
        plain.edited = Some(open("edited", "B"));
        full.edited = Some(open("edited", "B"));
        let said = talk_in(Mode::Scheduled, script.scale, &mut plain, script.lines);
        let keys = script.keys.as_bytes();
        let manner = manner(script.scale);
        let (screens, _) = press_in(Mode::Scheduled, manner, &mut full, WIDE, keys);
        assert!(!plain.log.is_empty(), "{}: {said}", script.name);
        assert_eq!(
            deeds(&plain),
            deeds(&full),
            "{}\n{said}\n{}",
            script.name,
            screens.join("\n")
        );
    }
}

#[test]
fn every_key_is_in_a_script() {
    // Moving is of a screen alone.
    let places = [Place::Question, Place::Answer, Place::Summary];
    let is_move = |action| matches!(action, Action::Up | Action::Down);
    for (entry, key) in places
        .map(|place| Keys::default().working(place).collect::<Vec<_>>())
        .concat()
    {
        if let (Key::Char(key), false) = (key, is_move(entry.action)) {
            let pressed = SCRIPTS.iter().any(|script| script.keys.contains(key));
            assert!(pressed, "{}", entry.name);
        }
    }
}

#[test]
fn every_script_fits_into_the_smallest_screen() {
    for script in &SCRIPTS {
        let mut memory = Memory::new(cards());
        memory.edited = Some(open("edited", "B"));
        let manner = manner(script.scale);
        press_in(
            Mode::Scheduled,
            manner,
            &mut memory,
            SMALL,
            script.keys.as_bytes(),
        );
    }
}
