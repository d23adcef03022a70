//! Logs of answers from other programs, as CSV. What a row says that makes no sense is an error with its
//! line: a log that is read in part would be judged in part.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use chrono::FixedOffset;

use crate::calendar::{Moment, Rollover, StudyDay};
use crate::evaluation::Answer;
use crate::scheduler::Quality;
use crate::terminal::problem_view::path_name;

use super::failure::Failure;

/// The most bytes of a log: about ten million answers.
const LARGEST: u64 = 512 * 1024 * 1024;

/// Names of columns, the first being ours.
const CARD: [&str; 4] = ["card", "card_id", "cid", "item"];
const MOMENT: [&str; 7] = [
    "moment",
    "review_datetime",
    "review_time",
    "time",
    "timestamp",
    "at",
    "date",
];
const GRADE: [&str; 4] = ["grade", "rating", "review_rating", "button"];
const QUALITY: &str = "quality";

/// Where the study days of a log turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    pub(super) rollover: Rollover,
    /// The learner's clock, where the log tells moments in another; the log's own otherwise.
    pub(super) clock: Option<FixedOffset>,
}

impl Days {
    fn of(self, at: Moment) -> StudyDay {
        let lived = self.clock.map_or(at, |clock| at.on_clock(clock));
        StudyDay::of(lived, self.rollover)
    }
}

/// The answers of a CSV file; `-` is stdin.
///
/// # Errors
/// When the file cannot be read, lacks a column, or has a row that is not understood.
pub(super) fn read(path: &Path, days: Days) -> Result<Vec<Answer>, Failure> {
    let shown = path_name(path);
    let unreadable = |error| Failure::failed(format!("{shown} cannot be read: {error}"));
    let mut text = String::new();
    let bytes = if path == Path::new("-") {
        std::io::stdin().take(LARGEST + 1).read_to_string(&mut text)
    } else {
        let file = std::fs::File::open(path).map_err(unreadable)?;
        file.take(LARGEST + 1).read_to_string(&mut text)
    };
    let bytes = bytes.map_err(unreadable)? as u64;
    if bytes > LARGEST {
        return Err(Failure::input(format!("{shown} is larger than 512 MB")));
    }
    parse(&text, days).map_err(|problem| {
        Failure::input(format!("{shown}, {problem}"))
            .hint("`srm evaluate --help` says what columns a log has.")
    })
}

/// Where the columns of a log are.
struct Columns {
    card: usize,
    moment: usize,
    grade: usize,
    /// Whether the grade column holds qualities of SM-2.
    is_quality: bool,
}

impl Columns {
    fn of(head: &[String]) -> Result<Columns, String> {
        let names: Vec<String> = head.iter().map(|name| name.trim().to_lowercase()).collect();
        let place = |wanted: &[&str]| {
            names
                .iter()
                .position(|name| wanted.contains(&name.as_str()))
                .ok_or_else(|| {
                    let name = wanted.first().copied().unwrap_or_default();
                    format!("line 1: there is no column `{name}`")
                })
        };
        let (grade, is_quality) = match place(&GRADE) {
            Ok(place) => (place, false),
            Err(problem) => (place(&[QUALITY]).map_err(|_| problem)?, true),
        };
        Ok(Columns {
            card: place(&CARD)?,
            moment: place(&MOMENT)?,
            grade,
            is_quality,
        })
    }
}

fn parse(text: &str, days: Days) -> Result<Vec<Answer>, String> {
    let mut rows = (1..).zip(text.trim_start_matches('\u{feff}').lines());
    let Some((_, head)) = rows.next() else {
        return Err("line 1: the file is empty".to_owned());
    };
    let columns = Columns::of(&cells(head))?;
    let mut cards: HashMap<String, usize> = HashMap::new();
    let mut answers = Vec::new();
    for (line, row) in rows.filter(|(_, row)| !row.trim().is_empty()) {
        let row = cells(row);
        let cell = |at: usize| row.get(at).map_or("", |cell| cell.trim());
        let (card, moment, grade) = (
            cell(columns.card),
            cell(columns.moment),
            cell(columns.grade),
        );
        let no = |what: &str, said: &str| format!("line {line}: `{said}` is no {what}");
        let at = read_moment(moment).ok_or_else(|| no("moment", moment))?;
        let quality = match columns.is_quality {
            true => grade.parse().ok().and_then(Quality::new),
            false => grade.parse().ok(),
        };
        let next = cards.len();
        answers.push(Answer {
            card: *cards.entry(card.to_owned()).or_insert(next),
            at: at.utc_ms,
            day: days.of(at),
            quality: quality.ok_or_else(|| no("grade", grade))?,
        });
    }
    Ok(answers)
}

/// RFC 3339, with a space for the `T` as well, or milliseconds since 1970.
fn read_moment(text: &str) -> Option<Moment> {
    if let Ok(utc_ms) = text.parse::<i64>() {
        let known = (Moment::FIRST_MS..=Moment::LAST_MS).contains(&utc_ms);
        return known.then_some(Moment {
            utc_ms,
            offset_minutes: 0,
        });
    }
    Moment::parse(&text.replacen(' ', "T", 1))
}

/// The cells of a row. A cell in quotes may hold commas and doubled quotes; no cell holds a line break.
fn cells(row: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut signs = row.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            sign => cell.push(sign),
        }
    }
    cells.push(cell);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(usize, i64, u8)>, String> {
        read_by(text, None)
    }

    fn read_by(text: &str, clock: Option<&str>) -> Result<Vec<(usize, i64, u8)>, String> {
        let days = Days {
            rollover: Rollover::default(),
            clock: clock.map(|clock| clock.parse().unwrap()),
        };
        let answers = parse(text, days)?;
        let plain = |answer: &Answer| (answer.card, answer.day.number(), answer.quality.number());
        Ok(answers.iter().map(plain).collect())
    }

    /// 8:59 UTC is 3:59 where the learner is, still the evening before.
    #[test]
    fn the_learners_clock_turns_the_days_of_a_log_in_utc() {
        let log = "card,moment,grade\na,2024-03-29T08:59:00Z,3\na,2024-03-29T09:00:00Z,3\n";
        assert_eq!(read(log), Ok(vec![(0, 19_811, 4), (0, 19_811, 4)]));
        let there = read_by(log, Some("-05:00"));
        assert_eq!(there, Ok(vec![(0, 19_810, 4), (0, 19_811, 4)]));
    }

    /// 2024-03-29 is day 19811; the day before lasts until 4:00.
    #[test]
    fn columns_are_found_by_any_of_their_names_in_any_order() {
        let ours = "card,moment,grade,duration\na,2024-03-29T20:32:32Z,good,100\n\"b,1\",2024-03-29T03:00:00Z,1,5\n";
        assert_eq!(read(ours), Ok(vec![(0, 19_811, 4), (1, 19_810, 1)]));
        let others = "rating,review_duration,card_id,review_datetime\n3,100,7,2024-03-29 20:32:32.250000+00:00\n";
        assert_eq!(read(others), Ok(vec![(0, 19_811, 4)]));
        let py_fsrs = "card_id,review_rating,review_time,review_duration\n7,3,2024-03-29T20:32:32.250000+00:00,100\n";
        assert_eq!(read(py_fsrs), Ok(vec![(0, 19_811, 4)]));
        let qualities = "\u{feff}CID,Time,Quality\n7,1711744352250,0\n";
        assert_eq!(read(qualities), Ok(vec![(0, 19_811, 0)]));
    }

    #[test]
    fn what_is_not_understood_is_named_with_its_line() {
        for (text, problem) in [
            ("", "line 1: the file is empty"),
            ("card,grade\n", "line 1: there is no column `moment`"),
            (
                "card,moment,duration\n",
                "line 1: there is no column `grade`",
            ),
            (
                "card,moment,grade\na,today,good\n",
                "line 2: `today` is no moment",
            ),
            (
                "card,moment,grade\n\na,2024-03-29T20:32:32Z,6\n",
                "line 3: `6` is no grade",
            ),
        ] {
            assert_eq!(read(text), Err(problem.to_owned()), "{text}");
        }
    }
}
