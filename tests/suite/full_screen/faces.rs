//! Which face a review has, and that both do the same through the whole program.

use serde_json::Value;

use super::window::Window;
use super::{CARDS, DESIGN, command, review, sandbox};

/// Events without what differs between two runs: the device, its clock, and how long it took.
fn deeds(events: &[Value]) -> Vec<Value> {
    let bare = |event: &Value| {
        let mut event = event.clone();
        for name in ["id", "clock", "device", "duration_ms", "target", "void"] {
            event.as_object_mut().unwrap().remove(name);
        }
        event
    };
    events.iter().map(bare).collect()
}

#[test]
fn both_faces_write_the_same_events_through_the_whole_program() {
    let plain = sandbox(CARDS);
    let lines = "\n3\n2\n\n:undo\n\n4\nebs\n\n:quit\n";
    let ran = plain.run_with(&["review"], lines);
    assert_eq!(ran.code, 0, "{ran:?}");
    let full = sandbox(CARDS);
    let mut window = review(&full, DESIGN);
    window.see("show the answer");
    window.press(" 32\r\r");
    window.see("Esc leave the field");
    window.press("\x1bu");
    window.see("0 I do not know");
    window.press("\r4");
    window.see("Esc leave the field");
    window.press("ebs\r\r");
    window.see("End of the session");
    window.press("\r");
    assert_eq!(window.end(), 0);
    let (one, other) = (plain.events(), full.events());
    assert!(one.len() >= 4, "{one:?}");
    assert_eq!(deeds(&one), deeds(&other));
}

#[test]
fn the_end_is_said_where_it_stays() {
    let sandbox = sandbox(CARDS);
    let mut window = review(&sandbox, DESIGN);
    window.see("show the answer");
    window.press(" 3q");
    window.see("more new cards");
    window.press("\r");
    assert_eq!(window.end(), 0);
    assert!(window.is_given_back());
    let text = window.text();
    assert!(
        text.contains("Stopped. 1 card in 0:00: 0 again, 0 hard, 1 good, 0 easy."),
        "{text}"
    );
    assert!(text.contains("Next: srm review"), "{text}");
}

#[test]
fn more_new_cards_are_those_that_the_filter_chooses() {
    let mut text = "# Mixed\n".to_owned();
    for number in 1..=3 {
        text.push_str(&format!("\n## In {number}\n\nQ: Storage {number}?\nA: s\n"));
        text.push_str(&format!("\nQ: Compute {number}?\nA: c\n"));
    }
    let sandbox = sandbox(&text);
    let review = ["review", "--filter", "Storage", "--new", "1"];
    let mut window = Window::open(command(&sandbox, &review), DESIGN);
    window.see("Storage 1?");
    window.press(" 3");
    window.see("more new cards");
    window.press("r");
    window.see("Storage 2?");
    window.press(" 3");
    window.see("Storage 3?");
    // Taken back and brought back, still of the filter.
    window.press("u");
    window.see("Storage 2?");
    window.press("U");
    window.see("Storage 3?");
    window.press(" 3");
    // There are none, so that the key is not named.
    window.see("Enter leave   ? keys");
    window.press("r");
    window.see("There are no more new cards.");
    window.press("\r");
    assert_eq!(window.end(), 0);
    let kinds = sandbox.json(&["cards", "Compute is:new", "--json"]);
    assert_eq!(kinds["cards"].as_array().map(Vec::len), Some(3), "{kinds}");
}

#[test]
fn plain_lines_are_held_where_they_are_asked_for_and_where_nothing_else_works() {
    let sandbox = sandbox(CARDS);
    let plain = |arguments: &[&str], variable: (&str, &str), size| {
        let mut command = command(&sandbox, arguments);
        command.env(variable.0, variable.1);
        let mut window = Window::open(command, size);
        let text = window.see("Press Enter to see the answer.");
        assert!(!window.screen().alternate_screen());
        window.press(":q\r");
        assert_eq!(window.end(), 0);
        text
    };
    plain(&["review", "--plain"], ("X", ""), DESIGN);
    plain(&["review"], ("SRM_PLAIN", "1"), DESIGN);
    plain(&["review"], ("TERM", "dumb"), DESIGN);
    let small = plain(&["review"], ("X", ""), (50, 11));
    assert!(small.contains("The full screen needs 40 by 12;"), "{small}");
}

#[test]
fn the_editor_gets_the_terminal_and_its_change_is_on_the_screen() {
    let sandbox = sandbox(CARDS);
    sandbox.write("editor", "#!/bin/sh\necho editing; read line\nsed -i 's/shared file system/file system for many/' \"$1\"\n");
    let mut command = command(&sandbox, &["review"]);
    command.env("EDITOR", format!("sh {}", sandbox.path("editor").display()));
    let mut window = Window::open(command, DESIGN);
    window.see("show the answer");
    window.press(" e");
    window.see("editing");
    assert!(window.is_given_back());
    window.press("\r");
    let text = window.see("A file system for many.");
    assert!(text.contains("notes.md: 1 updated."), "{text}");
    window.press("3q\r");
    assert_eq!(window.end(), 0);
    // The edit joined the card's new words to its history; the answer is the one review.
    let events = sandbox.events();
    let reviews = events.iter().filter(|event| event["kind"] == "review");
    assert_eq!(reviews.count(), 1, "{events:?}");
}

#[test]
fn keys_can_be_set() {
    let sandbox = sandbox(CARDS);
    std::fs::create_dir_all(sandbox.path("home/.config/srm")).unwrap();
    sandbox.write(
        "home/.config/srm/config.toml",
        "[keys]\nproceed = \"x\"\nbury = \"я\"\n",
    );
    let mut window = review(&sandbox, DESIGN);
    let text = window.see("x show the answer");
    assert!(text.contains("я bury"), "{text}");
    window.press("bя");
    window.see("Buried until tomorrow.");
}

#[test]
fn half_keys_and_random_bytes_grade_nothing() {
    let sandbox = sandbox(CARDS);
    let mut window = review(&sandbox, DESIGN);
    window.see("show the answer");
    window.press("\x1b[");
    window.press("\x1b[200~ 3\r3\r\x1b[201~");
    window.see("Pasted text does nothing here.");
    window.press("\x1b[<0;10;10M\x1b[99~");
    window.press("f");
    window.see("Flagged.");
    assert_eq!(sandbox.events().len(), 1);
}
