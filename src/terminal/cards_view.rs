//! Cards as lines of a table: enough of each to know it again.

use std::io;

use crate::calendar::StudyDay;

use super::card_view::summary;
use super::columns::{Align, Cell, lines};
use super::line::Look;
use super::output::Screen;
use super::words::shortened;

/// How much of a front a line shows.
const FRONT_CHARS: usize = 60;

/// A card of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardRow {
    /// The beginning of its id.
    pub id: String,
    /// Its due day; none when it was never answered.
    pub due: Option<StudyDay>,
    /// What it is, such as `young, suspended`.
    pub state: String,
    /// Its deck.
    pub deck: String,
    /// Its front, Markdown.
    pub front: String,
}

/// Shows cards, one a line.
pub fn show(screen: &mut Screen<'_>, cards: &[CardRow]) -> io::Result<()> {
    let row = |card: &CardRow| {
        vec![
            Cell(card.id.clone(), Look::Code),
            card.due
                .map_or("-".to_owned(), |due| due.to_string())
                .into(),
            card.state.clone().into(),
            card.deck.clone().into(),
            shortened(&summary(&card.front), FRONT_CHARS).into(),
        ]
    };
    let rows: Vec<Vec<Cell>> = cards.iter().map(row).collect();
    let header = ["card", "due", "state", "deck", "front"].map(|title| (title, Align::Left));
    screen.show_all(&lines(&header, &rows))
}
