//! The heat map: a picture for eyes, and a line a month for ears. Both say what was answered when.

use crate::calendar::StudyDay;
use crate::stats::{Heat, HeatDay};
use crate::terminal::columns::{Align, Cell, lines};
use crate::terminal::line::{Line, Look};
use crate::terminal::words::{day_and_month, grouped};
use crate::terminal::wrap::{pad, width};

/// The heat map: a line a weekday, two columns a week, as many weeks as there is room for.
pub(super) fn picture(days: &[HeatDay], columns: usize) -> Vec<Line> {
    const NAMES: [&str; 7] = ["Mon", "   ", "Wed", "   ", "Fri", "   ", "   "];
    let weeks: Vec<&[HeatDay]> = days.chunks(7).collect();
    let room = (columns.saturating_sub(4) / 2).max(1);
    let shown = weeks
        .get(weeks.len().saturating_sub(room)..)
        .unwrap_or_default();
    let mut lines = vec![Line::of(&months(shown), Look::Plain)];
    for (weekday, name) in NAMES.iter().enumerate() {
        let mut line = Line::of(name, Look::Plain);
        for week in shown {
            let (shade, look) = match week.get(weekday) {
                None => (' ', Look::Plain),
                Some(day) if day.heat == Heat::None => (shade(day.heat), Look::Quiet),
                Some(day) => (shade(day.heat), Look::Drawn),
            };
            line = line
                .and(" ", look)
                .and(shade.encode_utf8(&mut [0; 4]), look);
        }
        lines.push(line.trimmed());
    }
    lines
}

/// The names of months, each above the first week that begins in it.
fn months(weeks: &[&[HeatDay]]) -> String {
    let mut line = "   ".to_owned();
    let mut last = None;
    for (place, week) in weeks.iter().enumerate() {
        let Some(first) = week.first() else { continue };
        let month = first.day.date().format("%b").to_string();
        let column = place.saturating_mul(2).saturating_add(4);
        let is_new = last.as_ref().is_some_and(|last| *last != month);
        if is_new && width(&line) < column && place.saturating_add(2) <= weeks.len() {
            line = pad(&line, column) + &month;
        }
        last = Some(month);
    }
    line.trim_end().to_owned()
}

fn shade(heat: Heat) -> char {
    match heat {
        Heat::None => '·',
        Heat::Low => '░',
        Heat::Fair => '▒',
        Heat::Much => '▓',
        Heat::Most => '█',
    }
}

/// A month of the map in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Month {
    name: String,
    days_studied: u32,
    answers: u64,
    best: (u32, StudyDay),
}

/// The same in words: a line for each month that has answers, the oldest first.
pub(super) fn in_words(days: &[HeatDay]) -> Vec<Line> {
    let mut months: Vec<Month> = Vec::new();
    for day in days.iter().filter(|day| day.answers > 0) {
        let name = day.day.date().format("%B %Y").to_string();
        match months.last_mut().filter(|month| month.name == name) {
            Some(month) => {
                month.days_studied = month.days_studied.saturating_add(1);
                month.answers = month.answers.saturating_add(u64::from(day.answers));
                if day.answers > month.best.0 {
                    month.best = (day.answers, day.day);
                }
            }
            None => months.push(Month {
                name,
                days_studied: 1,
                answers: u64::from(day.answers),
                best: (day.answers, day.day),
            }),
        }
    }
    if months.is_empty() {
        return Vec::new();
    }
    let row = |month: &Month| -> Vec<Cell> {
        let (most, day) = month.best;
        [
            month.name.clone(),
            grouped(month.days_studied.into()),
            grouped(month.answers),
            format!("{} on {}", grouped(most.into()), day_and_month(day)),
        ]
        .map(Cell::from)
        .to_vec()
    };
    let rows: Vec<Vec<Cell>> = months.iter().map(row).collect();
    let header = [
        ("month", Align::Left),
        ("days", Align::Right),
        ("answers", Align::Right),
        ("most on a day", Align::Left),
    ];
    lines(&header, &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_a_line_with_its_best_day() {
        let day = |day: &str, answers| HeatDay {
            day: day.parse().unwrap(),
            answers,
            heat: Heat::Low,
        };
        let days = [
            day("2026-01-31", 7),
            day("2026-02-01", 0),
            day("2026-03-01", 5),
            day("2026-03-02", 1200),
            day("2026-03-03", 1200),
        ];
        let text: Vec<String> = in_words(&days).iter().map(Line::text).collect();
        assert_eq!(
            text,
            [
                "month         days  answers  most on a day",
                "January 2026     1        7  7 on 31 Jan",
                "March 2026       3    2,405  1,200 on 2 Mar",
            ]
        );
        assert_eq!(in_words(&days[1..2]), []);
    }
}
