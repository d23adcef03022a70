//! Tables as aligned columns: readable for a person, and splittable for a script.
//! No lines are drawn; a speech reader would read them aloud.

use std::borrow::Cow;

use super::escape::one_line;
use super::line::{Line, Look};
use super::wrap::width;

/// To which side a column's texts go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A text of a table, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::terminal) struct Cell(pub(in crate::terminal) String, pub(in crate::terminal) Look);

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell(text, Look::Plain)
    }
}

/// Lines of a table: a header, then the rows, two spaces between columns. The last column is not padded.
pub fn table(header: &[(&str, Align)], rows: &[Vec<String>]) -> String {
    let cells = |row: &Vec<String>| row.iter().cloned().map(Cell::from).collect();
    let rows: Vec<Vec<Cell>> = rows.iter().map(cells).collect();
    let lines: Vec<String> = lines(header, &rows).iter().map(Line::text).collect();
    lines.join("\n")
}

/// The lines of [`table`], with the looks of its texts.
pub(in crate::terminal) fn lines(header: &[(&str, Align)], rows: &[Vec<Cell>]) -> Vec<Line> {
    let titles = titles(header);
    let rows = std::iter::once(&titles).chain(rows);
    let safe: Vec<Vec<Safe<'_>>> = rows.map(|row| Safe::row(row)).collect();
    let mut widths = Widths::default();
    safe.iter().for_each(|row| widths.widen(row));
    safe.iter().map(|row| widths.line(header, row)).collect()
}

fn titles(header: &[(&str, Align)]) -> Vec<Cell> {
    let titles = header.iter();
    titles
        .map(|(title, _)| Cell((*title).to_owned(), Look::Strong))
        .collect()
}

/// How wide the columns of a table are, whose rows may be too many to be held at once: each is measured
/// first and shown later.
#[derive(Clone, Debug, Default)]
pub(in crate::terminal) struct Widths(Vec<usize>);

impl Widths {
    /// Measures a row; the last column may be left out.
    pub(in crate::terminal) fn measure(&mut self, row: &[Cell]) {
        self.widen(&Safe::row(row));
    }

    /// The line of the titles.
    pub(in crate::terminal) fn header(&self, header: &[(&str, Align)]) -> Line {
        self.line(header, &Safe::row(&titles(header)))
    }

    /// The line of a row.
    pub(in crate::terminal) fn row(&self, header: &[(&str, Align)], row: &[Cell]) -> Line {
        self.line(header, &Safe::row(row))
    }

    fn widen(&mut self, row: &[Safe<'_>]) {
        self.0.resize(self.0.len().max(row.len()), 0);
        for (widest, cell) in self.0.iter_mut().zip(row) {
            *widest = cell.width.max(*widest);
        }
    }

    fn line(&self, header: &[(&str, Align)], row: &[Safe<'_>]) -> Line {
        let mut line = Line::default();
        let widths = self.0.iter().copied().chain(std::iter::repeat(0));
        for (place, ((cell, (_, align)), columns)) in row.iter().zip(header).zip(widths).enumerate()
        {
            if place > 0 {
                line.push("  ", Look::Plain);
            }
            // The spaces are nobody's: they carry no look.
            let missing = " ".repeat(columns.saturating_sub(cell.width));
            match align {
                Align::Left => line = line.and(&cell.text, cell.look).and(&missing, Look::Plain),
                Align::Right => line = line.and(&missing, Look::Plain).and(&cell.text, cell.look),
            }
        }
        line.trimmed()
    }
}

/// A text of a table as it is shown.
struct Safe<'a> {
    text: Cow<'a, str>,
    look: Look,
    width: usize,
}

impl Safe<'_> {
    fn row(cells: &[Cell]) -> Vec<Safe<'_>> {
        cells.iter().map(Safe::of).collect()
    }

    fn of(Cell(text, look): &Cell) -> Safe<'_> {
        let text = one_line(text);
        Safe {
            width: width(&text),
            look: *look,
            text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_by_width() {
        let rows = [
            vec!["東京".to_owned(), "7".to_owned()],
            vec!["a\u{1b}b".to_owned(), "1,234".to_owned()],
        ];
        let shown = table(&[("deck", Align::Left), ("due", Align::Right)], &rows);
        assert_eq!(shown, "deck    due\n東京      7\na␛b   1,234");
    }
}
