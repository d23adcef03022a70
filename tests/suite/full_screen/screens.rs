//! Screens as files one can read: `tests/screens`, one for each size and kind of text. A `▏` marks the
//! cursor's row, and its column stands behind it. The terminal of the tests leaves out the second half of signs
//! that are joined, such as a woman at a computer; the program writes both.

use std::fmt::Write as _;

use super::window::{Size, Window};
use super::{review, sandbox};
use crate::golden;

/// What the screens hold: a name, the document, the keys that lead from screen to screen and what
/// must be on each.
type Show = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

const SHOWS: [Show; 4] = [
    (
        "ascii",
        "\
# Buckets

## Making one

Q: How is a bucket made?
A: With one command:

```sh
aws s3 mb s3://my-bucket   --region eu-west-1
```

1. **Name** it; names are *global*.
2. Choose a `region`.
   - near you
   - or near others

Q: Which one is shared by many servers at once, wherever they are?
A) EBS
B) EFS, over the network
C) Instance store
Answer: B

## Typed

<!-- srm: typed -->

Q: Which class waits 12 hours?
A: Deep Archive
",
        &[
            ("", "show the answer"),
            (" ", "names are"),
            ("3", "Saved good."),
            ("2", "(x)"),
            ("\r", "✗ Wrong"),
            ("\r", "Saved again."),
            ("deep arhive", "> deep arhive"),
            ("\r", "Close"),
            ("?", "Keys that work now"),
            ("qs", ">27"),
            ("qq", "Stopped."),
        ],
    ),
    (
        "cjk",
        "# 保存\n\nQ: 次のうち、多くのサーバーから同時に使える共有ファイルシステムはどれですか。一つ選んでください。\nA: EFS（共有ファイルシステム）と FSx\n",
        &[("", "show the answer"), (" ", "FSx")],
    ),
    (
        "rtl",
        "# אחסון\n\nQ: מה זה EFS?\nA: מערכת קבצים משותפת (shared)\n",
        &[("", "show the answer"), (" ", "shared")],
    ),
    (
        "emoji",
        "# Signs 🚀\n\nQ: Who is 👩‍💻, and where is 🇩🇪?\nA: A developer 👩‍💻 in Germany 🇩🇪, e\u{301}cole ✅ ok\n",
        &[("", "show the answer"), (" ", "ok")],
    ),
];

fn show(window: &Window) -> String {
    let (row, column) = window.screen().cursor_position();
    let text = window.text();
    let mut shown = String::new();
    let mut lines = text.lines();
    let (rows, _) = window.screen().size();
    for index in 0..rows.get() {
        let line = lines.next().unwrap_or_default();
        if index == row {
            writeln!(shown, "▏{line}  ◂ {column}").unwrap();
        } else {
            writeln!(shown, "{}", format!(" {line}").trim_end()).unwrap();
        }
    }
    shown
}

/// A screen of a golden file as a person sees it.
fn seen(golden: &str, nth: usize) -> String {
    let screen = golden.split("=== ").nth(nth).unwrap();
    let rows = screen
        .lines()
        .skip(1)
        .map(|row| match row.strip_prefix('▏') {
            Some(row) => row.rsplit_once("  ◂").unwrap().0,
            None => row.get(1..).unwrap_or_default(),
        });
    let rows: Vec<&str> = rows.collect();
    rows.join("\n").trim_end().to_owned()
}

#[test]
fn the_readme_shows_a_real_screen() {
    let readme = include_str!("../../../README.md");
    let golden = include_str!("../../screens/ascii_80x24.txt");
    assert!(
        readme.contains(&format!("```text\n{}\n```", seen(golden, 2))),
        "{}",
        seen(golden, 2)
    );
}

fn screens(size: Size, label: &str) {
    for (name, document, steps) in SHOWS {
        let sandbox = sandbox(document);
        let mut window = review(&sandbox, size);
        let mut screens = String::new();
        for (keys, text) in steps {
            window.press(keys);
            window.see(text);
            let keys = keys.replace('\r', "Enter").replace(' ', "Space");
            writeln!(screens, "=== {keys}\n{}", show(&window)).unwrap();
        }
        window.press("\x1b");
        let file = golden::tests_folder("screens").join(format!("{name}_{label}.txt"));
        golden::compare(&file, &screens);
    }
}

#[test]
fn screens_of_the_design_size() {
    screens((80, 24), "80x24");
}

#[test]
fn screens_of_the_smallest_size() {
    screens((40, 12), "40x12");
}

#[test]
fn screens_of_a_wide_window() {
    screens((120, 40), "120x40");
}

#[test]
fn a_line_from_right_to_left_is_written_in_one_piece() {
    let (_, document, _) = SHOWS[2];
    let sandbox = sandbox(document);
    let mut window = review(&sandbox, (80, 24));
    window.see("show the answer");
    window.press(" ");
    window.see("shared");
    let written = String::from_utf8_lossy(&window.written).into_owned();
    assert!(
        written.contains("  מערכת קבצים משותפת (shared)"),
        "{written:?}"
    );
}

#[test]
fn what_covered_a_card_leaves_nothing_behind() {
    for (name, document, _) in SHOWS {
        let sandbox = sandbox(document);
        let mut window = review(&sandbox, (80, 24));
        let before = window.see("show the answer");
        for keys in ["s", "?"] {
            window.press(keys);
            window.see("Esc back");
            window.press("\x1b");
            assert_eq!(window.see("show the answer"), before, "{name} {keys}");
        }
    }
}

#[test]
fn a_window_that_changes_its_size_shows_what_it_would_have_shown() {
    let (_, document, _) = SHOWS[0];
    let alike = sandbox(document);
    let mut still = review(&alike, (40, 12));
    still.see("show the answer");
    still.press(" ");
    let expected = still.see("more below");
    let sandbox = sandbox(document);
    let mut window = review(&sandbox, (80, 24));
    window.see("show the answer");
    window.press(" ");
    window.see("names are");
    for columns in (41..120).step_by(3) {
        window.resize((columns, columns / 2));
    }
    for size in [(1, 1), (39, 30), (40, 11)] {
        window.resize(size);
        if size.0 > 1 {
            window.see("Too small: 40 by 12 at least.");
        }
    }
    window.resize((40, 12));
    assert_eq!(window.see("more below"), expected);
}

#[test]
fn colours_are_the_terminals_own_and_no_color_takes_them_away() {
    let sandbox = sandbox(super::CARDS);
    let colours = |variable: &str| {
        let mut command = super::command(&sandbox, &["review"]);
        command.env(variable, "1");
        let mut window = Window::open(command, (80, 24));
        window.see("show the answer");
        window.press(" ");
        window.see("easy");
        let written = String::from_utf8_lossy(&window.written).into_owned();
        assert!(!written.contains("38;2;"), "{written:?}");
        written.contains("\x1b[38;5;") || written.contains("\x1b[3")
    };
    assert!(colours("SRM_NOTHING"));
    assert!(!colours("NO_COLOR"));
}
