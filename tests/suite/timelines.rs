//! Timelines: the life of one card as a table that a learner can check by hand. Each file in
//! tests/timelines is one life. Lines beginning with `#` and the first two columns are read; the
//! other columns are worked out by the library and compared.

use std::fs;
use std::path::{Path, PathBuf};

use srm::calendar::{Moment, Rollover, StudyDay};
use srm::review::CardState;
use srm::scheduler::{Quality, Scheduler};

use crate::golden::{compare, tests_folder};
use crate::log::{Log, noon};

const COLUMNS: [&str; 9] = [
    "when", "does", "logs", "day", "reps", "ease", "interval", "due", "drill",
];

/// A line of a timeline.
enum Line {
    Comment(String),
    Row([String; 9]),
}

/// The life in a file, written anew with every number from the library.
fn told_by_the_library(source: &str) -> String {
    let mut life = Life::default();
    let mut lines = Vec::new();
    for line in source.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with('#') {
            lines.push(Line::Comment(line.trim_end().to_owned()));
            continue;
        }
        let mut cells = line.split('|').map(str::trim);
        let when = cells.next().unwrap_or_default();
        let does = cells.next().unwrap_or_default();
        if when != COLUMNS[0] {
            lines.push(Line::Row(life.row(when, does)));
        }
    }
    assert!(
        matches!(lines.first(), Some(Line::Comment(_))),
        "a timeline begins with what it shows"
    );
    table(lines)
}

/// A card's life so far.
#[derive(Default)]
struct Life {
    log: Log,
    /// The state carried from deed to deed, to check the fold against; not after an undo.
    carried: CardState,
}

impl Life {
    fn row(&mut self, when: &str, does: &str) -> [String; 9] {
        let at = moment(when);
        let day = StudyDay::of(at, Rollover::default());
        let logs = if does == "undo" {
            let undone = self.log.undo(at);
            self.carried = self.log.state();
            undone.map_or_else(|| "nothing".to_owned(), |_| "void".to_owned())
        } else {
            let quality: Quality = does.parse().unwrap();
            let deed = self.log.answer(quality, day, at);
            self.carried = self.carried.after(&deed, &Scheduler::default());
            deed.kind().to_owned()
        };
        let state = self.log.state();
        assert_eq!(self.carried, state, "the fold is the sum of its steps");
        let [reps, ease, interval, due, drill] = cells(&state);
        let (when, does) = (when.to_owned(), does.to_owned());
        [
            when,
            does,
            logs,
            day.to_string(),
            reps,
            ease,
            interval,
            due,
            drill,
        ]
    }
}

fn cells(state: &CardState) -> [String; 5] {
    let day = |day: Option<StudyDay>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    [
        state.memory.repetitions.to_string(),
        state.memory.ease().to_string(),
        state.memory.interval.days().to_string(),
        day(state.due),
        day(state.drill),
    ]
}

/// A date stands for its noon in UTC; a moment has its own offset.
fn moment(when: &str) -> Moment {
    match when.parse::<StudyDay>() {
        Ok(day) => noon(day),
        Err(_) => Moment::parse(when).unwrap_or_else(|| panic!("`{when}` is no moment")),
    }
}

/// The lines with columns of even width, the head of the table before the first row.
fn table(mut lines: Vec<Line>) -> String {
    let is_row = |line: &Line| matches!(line, Line::Row(_));
    let first = lines.iter().position(is_row).expect("a timeline has rows");
    lines.insert(first, Line::Row(COLUMNS.map(str::to_owned)));
    let width = |column: usize| {
        let widths = lines.iter().filter_map(|line| match line {
            Line::Row(cells) => Some(cells[column].len()),
            Line::Comment(_) => None,
        });
        widths.max().unwrap_or(0)
    };
    let mut text = String::new();
    for line in &lines {
        match line {
            Line::Comment(comment) => text.push_str(comment),
            Line::Row(cells) => {
                let padded = |(column, cell): (usize, &String)| format!("{cell:0$}", width(column));
                let cells: Vec<String> = cells.iter().enumerate().map(padded).collect();
                text.push_str(cells.join(" | ").trim_end());
            }
        }
        text.push('\n');
    }
    text
}

fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir(tests_folder("timelines")).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_timeline_goes_as_written() {
    let files = files();
    assert!(files.len() >= 20, "timelines are missing: {files:?}");
    for path in files {
        assert_eq!(path.extension().and_then(|e| e.to_str()), Some("timeline"));
        let source = fs::read_to_string(&path).unwrap();
        compare(&path, &told_by_the_library(&source));
    }
}

/// A wrong number in a timeline must be seen.
#[test]
fn a_timeline_with_a_wrong_number_differs() {
    let path: &Path = &tests_folder("timelines/all_good.timeline");
    let source = fs::read_to_string(path).unwrap();
    assert!(source.contains("| 15 "), "I(3) of a good card is 15 days");
    let wrong = source.replace("| 15 ", "| 16 ");
    assert_ne!(wrong, source);
    assert_eq!(told_by_the_library(&wrong), source);
}
