//! The first five minutes of a new user, recorded: from a machine that has never seen the program to
//! the next morning. The README shows the recording screen by screen.

use std::fmt::Write as _;

use super::command;
use super::window::Window;
use crate::commands::sandbox::{DAY_2, Sandbox};
use crate::golden;

/// High enough for a card, low enough for a page.
const SIZE: (u16, u16) = (80, 20);

/// The keys of the user, and what has to be seen then.
const STEPS: [(&str, &str); 7] = [
    ("", "Start with the deck"),
    ("\r", "show the answer"),
    (" ", "easy"),
    ("3", "Saved good."),
    (" ", "easy"),
    ("1", "Saved again."),
    ("q", "leave"),
];

/// A screen without the empty rows below it.
fn screen(window: &Window) -> String {
    window.text().trim_end().to_owned()
}

#[test]
fn the_first_five_minutes_are_as_the_readme_shows_them() {
    let sandbox = Sandbox::new();
    let mut recording = String::new();
    let mut record = |keys: &str, screen: &str| {
        let keys = keys.replace('\r', "Enter").replace(' ', "Space");
        writeln!(recording, "=== {keys}\n{screen}").unwrap();
    };
    let mut window = Window::open(command(&sandbox, &[]), SIZE);
    for (keys, text) in STEPS {
        window.press(keys);
        window.see(text);
        record(keys, &screen(&window));
    }
    window.press("\r");
    assert_eq!(window.end(), 0);
    record("\r", &screen(&window));
    let mut home = command(&sandbox, &[]);
    home.env("SRM_NOW", DAY_2);
    let mut window = Window::open(home, SIZE);
    assert_eq!(window.end(), 0);
    record("srm", &screen(&window));
    let file = golden::tests_folder("screens").join("first_minutes_80x20.txt");
    golden::compare(&file, &recording);
}

#[test]
fn the_readme_shows_the_recording() {
    let readme = include_str!("../../../README.md");
    let (_, section) = readme.split_once("\n## The first five minutes\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let shown: Vec<&str> = section
        .split("```text\n")
        .skip(1)
        .map(|block| block.split_once("\n```\n").unwrap().0)
        .collect();
    let recording = include_str!("../../screens/first_minutes_80x20.txt");
    let screens: Vec<&str> = recording
        .split("=== ")
        .skip(1)
        .map(|step| step.split_once('\n').unwrap().1.trim_end())
        .collect();
    assert!(shown.len() >= 5, "{}", shown.len());
    let mut rest = screens.iter();
    for block in shown {
        // In the order in which they were seen; some may be left out.
        assert!(
            rest.any(|screen| *screen == block),
            "never seen so:\n{block}"
        );
    }
}
