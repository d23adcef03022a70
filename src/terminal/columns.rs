//! Tables as aligned columns: readable for a person, and splittable for a script.
//! No lines are drawn; a speech reader would read them aloud.

use super::escape::one_line;
use super::wrap::{pad, pad_left, width};

/// To which side a column's texts go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Lines of a table: a header, then the rows, two spaces between columns. The last column is not padded.
pub fn table(header: &[(&str, Align)], rows: &[Vec<String>]) -> String {
    let safe: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| one_line(cell)).collect())
        .collect();
    let widths: Vec<usize> = header
        .iter()
        .enumerate()
        .map(|(column, (title, _))| {
            let cells = safe
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| width(cell));
            cells.max().unwrap_or(0).max(width(title))
        })
        .collect();
    let line = |cells: Vec<&str>| {
        let padded: Vec<String> = cells
            .iter()
            .zip(header)
            .zip(&widths)
            .map(|((cell, (_, align)), width)| match align {
                Align::Left => pad(cell, *width),
                Align::Right => pad_left(cell, *width),
            })
            .collect();
        padded.join("  ").trim_end().to_owned()
    };
    let mut lines = vec![line(header.iter().map(|(title, _)| *title).collect())];
    lines.extend(
        safe.iter()
            .map(|row| line(row.iter().map(String::as_str).collect())),
    );
    lines.join("\n")
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
