//! The rows above and below the text: keys side by side, rules, progress, and what was said last.
//! It must never know what they say.

use super::super::line::{Line, Look};

/// Below so many columns there is room for what counts only.
pub(super) const NARROW: usize = 60;

/// A key and what it does.
pub(super) fn offer(key: &str, text: &str) -> Line {
    let mut line = Line::of(key, Look::Key);
    line.push(&format!(" {text}"), Look::Plain);
    line
}

/// Pieces side by side, in as many rows as it takes.
pub(super) fn flow(pieces: &[Line], columns: usize, most: usize) -> Vec<Line> {
    let mut rows: Vec<Line> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row) if row.width().saturating_add(3).saturating_add(piece.width()) <= columns => {
                row.push(if columns < NARROW { " " } else { "   " }, Look::Plain);
                row.append(piece);
            }
            _ => {
                let mut row = Line::of(if columns < NARROW { "" } else { " " }, Look::Plain);
                row.append(piece);
                rows.push(row);
            }
        }
    }
    rows.truncate(most);
    rows
}

/// A line across the screen with a text in it.
pub(super) fn rule(text: &str, columns: usize) -> Line {
    let mut line = Line::of("──", Look::Quiet);
    if !text.is_empty() {
        line.push(&format!(" {text} "), Look::Quiet);
    }
    let mut line = line.cut(columns);
    let missing = columns.saturating_sub(line.width());
    line.push(&"─".repeat(missing), Look::Quiet);
    line
}

/// How much is done: `[█████░░░░░]`.
pub(super) fn bar(done: u32, all: u32, columns: u32) -> String {
    let full = columns.saturating_mul(done.min(all)).checked_div(all);
    let full = full.unwrap_or(columns);
    let mut bar = String::from("[");
    for column in 0..columns {
        bar.push(if column < full { '█' } else { '░' });
    }
    bar.push(']');
    bar
}

/// The rows of what was said, with a sign where some of it has no room. A narrow screen needs more of them for
/// the same sentences.
pub(super) fn at_most(mut said: Vec<Line>, columns: usize) -> Vec<Line> {
    let most = if columns < NARROW { 4 } else { 2 };
    if said.len() > most {
        said.truncate(most);
        if let Some(mut last) = said.pop() {
            match last.width() < columns {
                true => last.push("…", Look::Quiet),
                false => last = last.cut(columns.saturating_sub(1)),
            }
            said.push(last);
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_has_room_on_a_narrow_screen_and_shows_where_it_is_cut() {
        let said = |columns: usize| {
            let text = "word ".repeat(30);
            let lines = Line::of(text.trim(), Look::Plain);
            let none = Line::default();
            let rows = at_most(lines.wrap(columns, &none, &none), columns);
            rows.iter().map(Line::text).collect::<Vec<_>>()
        };
        // 150 letters are four rows of 40, and two of 80.
        assert_eq!(said(40).len(), 4);
        assert!(said(40).concat().ends_with("word"));
        assert_eq!(said(80).len(), 2);
        let cut = said(30);
        assert_eq!(cut.len(), 4);
        assert!(
            cut[3].ends_with('…') && cut[3].chars().count() <= 30,
            "{cut:?}"
        );
    }
}
