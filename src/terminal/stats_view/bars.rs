//! Bars and rows of signs. A bar never says what its number beside it does not.

use crate::terminal::escape::one_line;
use crate::terminal::line::{Line, Look};
use crate::terminal::words::grouped;
use crate::terminal::wrap::{pad, pad_left, width};

use super::Drawing;

/// The longest bar, in columns.
const LONGEST_BAR: usize = 40;
/// The shortest a longest bar gets before lines are cut off.
const SHORTEST_BAR: usize = 5;
/// An eighth of a column to seven.
const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/// An eighth of a line to all of it.
const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A line for each number: its name, the number, its bar.
pub(super) fn bars(rows: &[(String, u64)], drawing: Drawing, columns: usize) -> Vec<Line> {
    let names: Vec<String> = rows
        .iter()
        .map(|(name, _)| one_line(name).into_owned())
        .collect();
    let numbers: Vec<String> = rows.iter().map(|(_, number)| grouped(*number)).collect();
    let longest = |texts: &[String]| texts.iter().map(|text| width(text)).max().unwrap_or(0);
    let (name_width, number_width) = (longest(&names), longest(&numbers));
    let room = columns.saturating_sub(name_width.saturating_add(number_width).saturating_add(4));
    let room = room.clamp(SHORTEST_BAR, LONGEST_BAR);
    let highest = rows.iter().map(|(_, number)| *number).max().unwrap_or(0);
    let lines = names.iter().zip(&numbers).zip(rows);
    lines
        .map(|((name, text), (_, number))| {
            let bar = bar(*number, highest, room, drawing);
            let line = format!(
                "{}  {}  ",
                pad(name, name_width),
                pad_left(text, number_width)
            );
            Line::of(&line, Look::Plain)
                .and(&bar, Look::Drawn)
                .trimmed()
        })
        .collect()
}

/// A bar of at most `room` columns. What is not nothing shows.
fn bar(number: u64, highest: u64, room: usize, drawing: Drawing) -> String {
    let share = u128::from(number).saturating_mul((room as u128).saturating_mul(8));
    let eighths = share.checked_div(u128::from(highest)).unwrap_or(0);
    let eighths = usize::try_from(eighths)
        .unwrap_or(0)
        .max(usize::from(number > 0));
    match drawing {
        Drawing::Plain => "#".repeat((eighths / 8).max(usize::from(number > 0))),
        Drawing::Picture => {
            let rest = (eighths % 8)
                .checked_sub(1)
                .and_then(|part| EIGHTHS.get(part));
            "█".repeat(eighths / 8) + &rest.map(char::to_string).unwrap_or_default()
        }
    }
}

/// A sign for each number, as high as the number is beside the highest; a space for nothing.
pub(super) fn levels(numbers: &[u64]) -> String {
    let highest = numbers.iter().max().copied().unwrap_or(0).max(1);
    let level = |number: &u64| match number {
        0 => ' ',
        _ => {
            let rank = (u128::from(*number) * 8).div_ceil(u128::from(highest));
            let place = usize::try_from(rank)
                .unwrap_or(8)
                .clamp(1, 8)
                .saturating_sub(1);
            LEVELS.get(place).copied().unwrap_or('█')
        }
    };
    numbers.iter().map(level).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_in_both_drawings() {
        let rows = [
            ("overdue".to_owned(), 1000),
            ("東京".to_owned(), 500),
            ("c\u{1b}".to_owned(), 1),
            ("none".to_owned(), 0),
        ];
        // 30 - 7 - 5 - 4 leaves 14 columns: 1000 fills them, 500 half, 1 is what shows at least.
        let shown =
            |drawing| -> Vec<String> { bars(&rows, drawing, 30).iter().map(Line::text).collect() };
        assert_eq!(
            shown(Drawing::Plain),
            [
                "overdue  1,000  ##############",
                "東京       500  #######",
                "c␛           1  #",
                "none         0",
            ]
        );
        let picture = shown(Drawing::Picture);
        assert_eq!(picture[1], "東京       500  ███████");
        assert_eq!(picture[2], "c␛           1  ▏");
        assert!(picture.iter().all(|line| width(line) <= 30));
    }

    #[test]
    fn levels_show_what_is_not_nothing() {
        assert_eq!(levels(&[0, 1, 500, 1000]), " ▁▄█");
        assert_eq!(levels(&[0, 0]), "  ");
    }
}
