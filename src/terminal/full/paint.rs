//! A picture on the cells of the terminal.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Position;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::super::colour::{Colours, style};
use super::super::line::{Line, Look, runs_leftwards};
use super::super::wrap::width;
use super::picture::Picture;

/// Rows that a terminal may have drawn in another width than the one counted here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unsure(BTreeSet<usize>);

impl Unsure {
    /// Those of a picture.
    pub(super) fn of(picture: &Picture) -> Unsure {
        let lines = picture.rows.iter().enumerate();
        let unsure = lines.filter(|(_, line)| is_unsure(&line.text()));
        Unsure(unsure.map(|(row, _)| row).collect())
    }
}

/// Whether terminals differ about a text: they order what runs from right to left by themselves, and draw
/// signs that are joined, such as flags, as one or side by side.
fn is_unsure(text: &str) -> bool {
    let is_joined = |grapheme: &str| grapheme.chars().nth(1).is_some() && width(grapheme) > 1;
    runs_leftwards(text) || text.graphemes(true).any(is_joined)
}

/// Draws a picture. `before` are the rows of the last one that say nothing sure about what stands on the
/// terminal: all of their cells are written, also where they are as before.
pub(super) fn paint(picture: &Picture, before: &Unsure, colours: Colours, frame: &mut Frame<'_>) {
    let area = frame.area();
    for (row, line) in (area.top()..area.bottom()).zip(&picture.rows) {
        paint_line(line, row, colours, frame.buffer_mut());
    }
    for row in (area.top()..area.bottom()).filter(|row| before.0.contains(&usize::from(*row))) {
        write_all(row, frame.buffer_mut());
    }
    let place = |at: usize, end: u16| u16::try_from(at).unwrap_or(end).min(end.saturating_sub(1));
    let (column, row) = picture.cursor;
    if !area.is_empty() {
        // The real cursor stands on what counts: Braille lines and speech readers follow it.
        let cursor = Position::new(place(column, area.right()), place(row, area.bottom()));
        frame.set_cursor_position(cursor);
    }
}

/// Has every cell of a row written, whatever stood there.
fn write_all(row: u16, buffer: &mut Buffer) {
    for column in buffer.area.left()..buffer.area.right() {
        if let Some(cell) = buffer.cell_mut(Position::new(column, row)) {
            cell.diff_option = CellDiffOption::AlwaysUpdate;
        }
    }
}

fn paint_line(line: &Line, row: u16, colours: Colours, buffer: &mut Buffer) {
    let end = usize::from(buffer.area.right());
    let text = line.text();
    if runs_leftwards(&text) {
        // The terminal orders such a line by itself, as long as it gets the line in one piece.
        let look = line
            .spans()
            .iter()
            .map(|span| span.look())
            .find(|look| *look != Look::Plain);
        let text = line.cut(end).text();
        put(
            buffer,
            0,
            row,
            &text,
            style(look.unwrap_or_default(), colours),
        );
        return;
    }
    let mut column = 0_usize;
    for span in line.spans() {
        let style = style(span.look(), colours);
        for grapheme in span.text().graphemes(true) {
            let columns = width(grapheme);
            if columns == 0 || column.saturating_add(columns) > end {
                continue;
            }
            put(buffer, column, row, grapheme, style);
            column = column.saturating_add(columns);
        }
    }
}

fn put(buffer: &mut Buffer, column: usize, row: u16, text: &str, style: Style) {
    let Ok(column) = u16::try_from(column) else {
        return;
    };
    if let Some(cell) = buffer.cell_mut(Position::new(column, row)) {
        let cell: &mut Cell = cell;
        cell.set_symbol(text).set_style(style);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::super::super::line::Look;
    use super::*;

    fn painted(text: &str) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 1));
        paint_line(&Line::of(text, Look::Plain), 0, Colours::None, &mut buffer);
        buffer
    }

    #[test]
    fn a_row_that_terminals_differ_about_is_written_anew_as_a_whole() {
        for before in ["  12 מערכת קבצים", "a 🇩🇪 b 👩‍💻 c"] {
            assert!(is_unsure(before), "{before}");
            let (old, mut next) = (painted(before), painted("a b"));
            write_all(0, &mut next);
            let written = old.diff(&next);
            assert_eq!(written.len(), 30, "{before}");
        }
        for before in ["plain é", "東京", "✓ good"] {
            assert!(!is_unsure(before), "{before}");
        }
    }
}
