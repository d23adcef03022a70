//! Decks with their counts: what is due, and what there is.

use std::io;

use crate::calendar::StudyDay;

use super::columns::{Align, table};
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
    /// Cards of the document.
    pub total: u32,
    /// Cards kept out of every review.
    pub suspended: u32,
    /// Cards without an answer and without passages.
    pub unaskable: u32,
}

/// Shows what is due on a day, deck by deck.
pub fn show_due(screen: &mut Screen<'_>, today: StudyDay, decks: &[DeckRow]) -> io::Result<()> {
    screen.line(&format!("{}.", full_date(today)))?;
    let waiting: Vec<&DeckRow> = decks
        .iter()
        .filter(|deck| deck.due > 0 || deck.new > 0)
        .collect();
    if !waiting.is_empty() {
        let rows: Vec<Vec<String>> = waiting
            .iter()
            .map(|deck| vec![number(deck.due), number(deck.new), deck.name.clone()])
            .collect();
        let header = [
            ("due", Align::Right),
            ("new", Align::Right),
            ("deck", Align::Left),
        ];
        screen.block(&table(&header, &rows))?;
    }
    let due: u64 = decks.iter().map(|deck| u64::from(deck.due)).sum();
    match due {
        0 if waiting.is_empty() => screen.line("Nothing is due."),
        0 => screen.line("Nothing is due; new cards wait. Next: srm review"),
        _ => screen.line(&format!("{} due.", count(due, "card is", "cards are"))),
    }
}

/// Shows all decks by their full names, so that each can be copied into another command.
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
    let rows: Vec<Vec<String>> = decks
        .iter()
        .map(|deck| {
            vec![
                number(deck.total),
                number(deck.due),
                number(deck.new),
                number(deck.suspended),
                number(deck.unaskable),
                deck.name.clone(),
            ]
        })
        .collect();
    screen.block(&table(&header, &rows))
}

fn number(number: u32) -> String {
    grouped(u64::from(number))
}
