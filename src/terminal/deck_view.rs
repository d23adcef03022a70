//! Decks with their counts: what is due, and what there is.

use std::io;

use crate::calendar::StudyDay;

use super::columns::{Align, Cell, lines};
use super::line::{Line, Look};
use super::output::Screen;
use super::words::{count, full_date, grouped};

/// A deck with its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeckRow {
    /// Its full name.
    pub name: String,
    /// Cards whose day has come.
    pub due: u32,
    /// Cards never answered.
    pub new: u32,
    /// Those of `due` that a review asks today.
    pub due_today: u32,
    /// Those of `new` that a review asks today.
    pub new_today: u32,
    /// Cards of the document.
    pub total: u32,
    /// Cards kept out of every review.
    pub suspended: u32,
    /// Cards without an answer and without passages.
    pub unaskable: u32,
}

/// Shows what a review asks on a day, deck by deck, and how much waits beyond that.
pub fn show_due(screen: &mut Screen<'_>, today: StudyDay, decks: &[DeckRow]) -> io::Result<()> {
    screen.show(&Line::of(&format!("{}.", full_date(today)), Look::Strong))?;
    let waiting: Vec<&DeckRow> = decks
        .iter()
        .filter(|deck| deck.due_today > 0 || deck.new_today > 0)
        .collect();
    if !waiting.is_empty() {
        let rows: Vec<Vec<Cell>> = waiting
            .iter()
            .map(|deck| {
                let (due, new) = (due_cell(deck.due_today), cell(deck.new_today));
                vec![due, new, deck.name.clone().into()]
            })
            .collect();
        let header = [
            ("due", Align::Right),
            ("new", Align::Right),
            ("deck", Align::Left),
        ];
        screen.show_all(&lines(&header, &rows))?;
    }
    let sum = |of: fn(&DeckRow) -> u32| decks.iter().map(|deck| u64::from(of(deck))).sum::<u64>();
    let due = sum(|deck| deck.due_today);
    let beyond = sum(|deck| deck.due).saturating_sub(due);
    match (due, beyond) {
        (0, 0) if waiting.is_empty() => screen.line("Nothing is due."),
        (0, 0) => screen.line("Nothing is due; new cards wait. Next: srm review"),
        (0, _) => {
            let cards = count(beyond, "card is", "cards are");
            screen.line(&format!("{cards} due beyond today's limits."))
        }
        (_, 0) => screen.line(&format!("{} due.", count(due, "card is", "cards are"))),
        _ => screen.line(&format!(
            "{} due, and {} more beyond today's limits.",
            count(due, "card is", "cards are"),
            grouped(beyond)
        )),
    }
}

/// Shows all decks by their full names, so that each can be copied into another command. What is due and
/// new is what a review asks today.
pub fn show_decks(screen: &mut Screen<'_>, decks: &[DeckRow]) -> io::Result<()> {
    if decks.is_empty() {
        return screen.line("There are no decks.");
    }
    let header = [
        ("cards", Align::Right),
        ("due", Align::Right),
        ("new", Align::Right),
        ("suspended", Align::Right),
        ("no answer", Align::Right),
        ("deck", Align::Left),
    ];
    let rows: Vec<Vec<Cell>> = decks
        .iter()
        .map(|deck| {
            vec![
                cell(deck.total),
                due_cell(deck.due_today),
                cell(deck.new_today),
                cell(deck.suspended),
                cell(deck.unaskable),
                deck.name.clone().into(),
            ]
        })
        .collect();
    screen.show_all(&lines(&header, &rows))
}

/// A number; nothing is quiet.
pub(in crate::terminal) fn cell(number: u32) -> Cell {
    let look = match number {
        0 => Look::Quiet,
        _ => Look::Plain,
    };
    Cell(grouped(u64::from(number)), look)
}

/// How many cards are due: what a learner looks for.
pub(in crate::terminal) fn due_cell(due: u32) -> Cell {
    match due {
        0 => cell(due),
        _ => Cell(grouped(u64::from(due)), Look::Doubtful),
    }
}
