//! A picture on the cells of the terminal. The only place that knows colours: the terminal's own
//! sixteen, so that themes of high contrast hold, and never a colour without a sign or a weight.

use ratatui::Frame;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::super::wrap::width;
use super::line::{Line, Look, runs_leftwards};
use super::picture::Picture;

/// Whether there are colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// The terminal's own sixteen.
    Sixteen,
    /// None: `NO_COLOR`, or a terminal that has none. Weights stay.
    None,
}

/// Draws a picture.
pub(super) fn paint(picture: &Picture, colours: Colours, frame: &mut Frame<'_>) {
    let area = frame.area();
    for (row, line) in (area.top()..area.bottom()).zip(&picture.rows) {
        paint_line(line, row, colours, frame.buffer_mut());
    }
    let place = |at: usize, end: u16| u16::try_from(at).unwrap_or(end).min(end.saturating_sub(1));
    let (column, row) = picture.cursor;
    if !area.is_empty() {
        // The real cursor stands on what counts: Braille lines and speech readers follow it.
        let cursor = Position::new(place(column, area.right()), place(row, area.bottom()));
        frame.set_cursor_position(cursor);
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
        let line = line.cut(end);
        put(
            buffer,
            0,
            row,
            &line.text(),
            style(look.unwrap_or_default(), colours),
        );
        return;
    }
    let mut column = 0;
    for span in line.spans() {
        let style = style(span.look(), colours);
        for grapheme in span.text().graphemes(true) {
            let columns = width(grapheme);
            if columns == 0 || column + columns > end {
                continue;
            }
            put(buffer, column, row, grapheme, style);
            column += columns;
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

/// How a look is drawn.
fn style(look: Look, colours: Colours) -> Style {
    let plain = Style::new();
    let (colour, modifier) = match look {
        Look::Plain => return plain,
        Look::Strong => return plain.add_modifier(Modifier::BOLD),
        Look::Emphasis => return plain.add_modifier(Modifier::ITALIC),
        Look::Quiet => return plain.add_modifier(Modifier::DIM),
        Look::Code => (Color::Cyan, Modifier::empty()),
        Look::Right => (Color::Green, Modifier::empty()),
        Look::Wrong => (Color::Red, Modifier::empty()),
        Look::Doubtful => (Color::Yellow, Modifier::empty()),
        Look::Key => (Color::Cyan, Modifier::BOLD),
    };
    let style = plain.add_modifier(modifier);
    match colours {
        Colours::Sixteen => style.fg(colour),
        Colours::None => style,
    }
}
