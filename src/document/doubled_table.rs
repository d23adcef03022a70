//! Tables printed side by side to save height, `Key | Action | Key | Action`: the second half of such a row is
//! a row of its own. Columns with other names are never parted.

use super::block::{Block, BlockKind, Table};
use super::cells::cells;
use super::span::Span;

/// Parts the rows of such tables.
pub(super) fn part(source: &str, blocks: &mut [Block]) {
    for block in blocks {
        if let BlockKind::Table(table) = &mut block.kind
            && let Some(header) = table.header
            && let Some(columns) = columns_of_half(source, header)
        {
            part_rows(source, table, columns);
        }
    }
}

/// How many columns one half has, when both have the same names.
fn columns_of_half(source: &str, header: Span) -> Option<usize> {
    let names = cells(source, header, None);
    let half = names.len() / 2;
    let text = |cell: &Span| cell.text(source);
    let is_even = names.len().is_multiple_of(2) && half >= 2;
    let (left, right) = names.split_at_checked(half)?;
    let same = left
        .iter()
        .zip(right)
        .all(|(one, other)| !text(one).is_empty() && text(one).eq_ignore_ascii_case(text(other)));
    (is_even && same).then_some(half)
}

fn part_rows(source: &str, table: &mut Table, columns: usize) {
    let halves = |row: &Span| {
        let cells = cells(source, *row, None);
        let place = cells.get(columns).map(|cell| cell.start());
        let pipe = place.and_then(|place| {
            let before = source.get(row.start()..place)?;
            Some(row.start().saturating_add(before.rfind('|')?))
        });
        let says = cells
            .iter()
            .skip(columns)
            .any(|cell| !cell.text(source).is_empty());
        let right = pipe.filter(|_| says).map(|pipe| row.with_start(pipe));
        [Some(pipe.map_or(*row, |pipe| row.with_end(pipe))), right]
    };
    table.rows = table.rows.iter().flat_map(halves).flatten().collect();
    table.header = table.header.map(|header| {
        let [left, _] = halves(&header);
        left.unwrap_or(header)
    });
}

#[cfg(test)]
mod tests {
    use crate::document::{BlockKind, parse};

    fn rows(source: &str) -> Vec<&str> {
        let blocks = parse(source).blocks;
        let tables = blocks.into_iter().filter_map(|block| match block.kind {
            BlockKind::Table(table) => Some(table),
            _ => None,
        });
        let rows = tables.flat_map(|table| table.header.into_iter().chain(table.rows));
        rows.map(|row| row.text(source).trim()).collect()
    }

    #[test]
    fn the_halves_of_a_row_are_rows() {
        let source = "| Key | Does | Key | Does |\n|---|---|---|---|\n| a | one | b | two |\n| c | three | | |\n";
        assert_eq!(
            rows(source),
            ["| Key | Does", "| a | one", "| b | two |", "| c | three"]
        );
    }

    #[test]
    fn other_tables_stay() {
        let source = "| Key | Mac | Key | Linux |\n|---|---|---|---|\n| a | one | b | two |\n";
        assert_eq!(rows(source).len(), 2);
    }
}
