//! Backups as a list: when each was made and why, and what it holds.

use std::io;

use crate::calendar::{Moment, StudyDay};

use super::columns::{Align, table};
use super::output::Screen;
use super::words::{count, grouped};

/// A backup with what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupRow {
    /// Its file name.
    pub name: String,
    /// When it was made.
    pub at: Moment,
    /// Why, in one word.
    pub reason: &'static str,
    /// Its size in bytes.
    pub bytes: u64,
    /// What it holds; none when it cannot be read.
    pub holds: Option<Holds>,
}

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds {
    /// Decks with cards.
    pub decks: u64,
    /// Cards, retired ones not counted.
    pub cards: u64,
    /// Events of the log.
    pub events: u64,
    /// The study day of the last answer.
    pub last_answer: Option<StudyDay>,
}

/// Shows the backups of a folder, numbered as they can be called.
pub fn show_backups(screen: &mut Screen<'_>, folder: &str, rows: &[BackupRow]) -> io::Result<()> {
    if rows.is_empty() {
        return screen.prose(&format!("There are no backups in {folder}."));
    }
    screen.prose(&format!("Backups in {folder}:"))?;
    let header = [
        ("no.", Align::Right),
        ("cards", Align::Right),
        ("decks", Align::Right),
        ("events", Align::Right),
        ("last answer", Align::Left),
        ("size", Align::Right),
        ("backup", Align::Left),
    ];
    let rows: Vec<Vec<String>> = (1_u64..).zip(rows).map(cells).collect();
    screen.block(&table(&header, &rows))
}

fn cells((number, row): (u64, &BackupRow)) -> Vec<String> {
    let mut cells = vec![grouped(number)];
    match row.holds {
        Some(holds) => cells.extend([
            grouped(holds.cards),
            grouped(holds.decks),
            grouped(holds.events),
            holds
                .last_answer
                .map_or_else(|| "never".to_owned(), |day| day.to_string()),
        ]),
        None => cells.extend(["-", "-", "-", "unreadable"].map(str::to_owned)),
    }
    cells.push(size(row.bytes));
    cells.push(row.name.clone());
    cells
}

/// `12 kB`, `3.4 MB`: thousands, rounded up so that nothing is 0.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            format!("{}.{} MB", grouped(tenths / 10), tenths % 10)
        }
    }
}

/// `5 cards and 12 events`.
pub fn holds(cards: u64, events: u64) -> String {
    let cards = count(cards, "card", "cards");
    format!("{cards} and {}", count(events, "event", "events"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        assert_eq!(size(1), "1 kB");
        assert_eq!(size(69_632), "70 kB");
        assert_eq!(size(6_900_000), "6.9 MB");
        assert_eq!(size(1_234_500_001), "1,234.6 MB");
    }
}
