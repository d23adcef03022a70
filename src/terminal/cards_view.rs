//! Cards as lines of a table: enough of each to know it again.

use std::io;

use crate::calendar::StudyDay;

use super::card_view::summary;
use super::columns::{Align, Cell, Widths};
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

/// The titles of the list.
const HEADER: [(&str, Align); 5] = [
    ("card", Align::Left),
    ("due", Align::Left),
    ("state", Align::Left),
    ("deck", Align::Left),
    ("front", Align::Left),
];

/// A list of cards, one a line. They may be more than memory holds: each part of them is measured before the first
/// is shown.
#[derive(Debug)]
pub struct CardList {
    widths: Widths,
}

impl CardList {
    /// A list with nothing in it.
    #[must_use]
    pub fn new() -> CardList {
        let mut widths = Widths::default();
        widths.measure(&HEADER.map(|(title, _)| title.to_owned().into()));
        CardList { widths }
    }

    /// Makes room for cards.
    pub fn measure(&mut self, cards: &[CardRow]) {
        // Nothing stands behind the front.
        let measured = cards.iter().map(before_front);
        measured.for_each(|cells| self.widths.measure(&cells));
    }

    /// Shows the titles.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn show_header(&self, screen: &mut Screen<'_>) -> io::Result<()> {
        screen.show_all(&[self.widths.header(&HEADER)])
    }

    /// Shows cards that were measured.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn show(&self, screen: &mut Screen<'_>, cards: &[CardRow]) -> io::Result<()> {
        cards.iter().try_for_each(|card| {
            let front = shortened(&summary(&card.front), FRONT_CHARS).into();
            let cells: Vec<Cell> = before_front(card).into_iter().chain([front]).collect();
            screen.show_all(&[self.widths.row(&HEADER, &cells)])
        })
    }
}

impl Default for CardList {
    fn default() -> CardList {
        CardList::new()
    }
}

fn before_front(card: &CardRow) -> [Cell; 4] {
    [
        Cell(card.id.clone(), Look::Code),
        card.due
            .map_or("-".to_owned(), |due| due.to_string())
            .into(),
        card.state.clone().into(),
        card.deck.clone().into(),
    ]
}
