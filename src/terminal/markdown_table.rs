//! A table of a card on the full screen: columns where they fit, else one line for each cell.
//! It must never cut a cell.

use super::line::{Line, Look};

/// The space between two columns.
const GAP: usize = 2;

/// A table while it is read.
#[derive(Debug, Default)]
pub(in crate::terminal) struct Table {
    rows: Vec<Vec<Line>>,
    row: Vec<Line>,
}

impl Table {
    /// Adds a cell to the row.
    pub(in crate::terminal) fn push(&mut self, cell: Line) {
        self.row.push(cell);
    }

    /// Ends the row.
    pub(in crate::terminal) fn end_row(&mut self) {
        self.rows.push(std::mem::take(&mut self.row));
    }

    /// The table in this width; the first row is its header.
    pub(in crate::terminal) fn lines(&self, columns: usize, look: Look) -> Vec<Line> {
        let widths = self.widths();
        let gaps = widths.len().saturating_sub(1).saturating_mul(GAP);
        match widths.iter().sum::<usize>().saturating_add(gaps) <= columns {
            true => self.as_columns(&widths),
            false => self.as_list(columns, look),
        }
    }

    fn widths(&self) -> Vec<usize> {
        let count = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let column = |at: usize| self.rows.iter().filter_map(move |row| row.get(at));
        (0..count)
            .map(|at| column(at).map(Line::width).max().unwrap_or(0))
            .collect()
    }

    fn as_columns(&self, widths: &[usize]) -> Vec<Line> {
        let mut lines = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            let cells = row.iter().map(|cell| match index {
                0 => cell.all(Look::Strong),
                _ => cell.clone(),
            });
            lines.push(joined(cells, widths));
            if index == 0 {
                let rules = widths
                    .iter()
                    .map(|width| Line::of(&"-".repeat(*width), Look::Quiet));
                lines.push(joined(rules, widths));
            }
        }
        lines
    }

    fn as_list(&self, columns: usize, look: Look) -> Vec<Line> {
        let Some((header, rows)) = self.rows.split_first() else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        let none = Line::default();
        for row in rows {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            for (cell, name) in row
                .iter()
                .zip(header.iter().chain(std::iter::repeat(&none)))
            {
                let mut line = name.all(Look::Strong);
                if !name.is_blank() {
                    line.push(": ", look);
                }
                line.append(cell);
                lines.extend(line.wrap(columns, &none, &Line::of("  ", Look::Plain)));
            }
        }
        match rows.is_empty() {
            true => header
                .iter()
                .flat_map(|cell| cell.wrap(columns, &none, &none))
                .collect(),
            false => lines,
        }
    }
}

/// Cells side by side. The last is not padded.
fn joined(cells: impl Iterator<Item = Line>, widths: &[usize]) -> Line {
    let mut line = Line::default();
    let mut end = 0;
    for (cell, width) in cells.zip(widths) {
        line.pad(end);
        line.append(&cell);
        end = end.saturating_add(*width).saturating_add(GAP);
    }
    line
}
