//! Tables whose columns are named in two rows: `| | Singular | Plural |` below `| Case | Masculine | |`. The upper names
//! hold for several columns. A row that may be one to learn is never taken for names.

use super::block::{Block, BlockKind, Table};
use super::cells::cells;
use super::html_table;
use super::span::Span;

/// The fewest columns of such a table.
const FEWEST_COLUMNS: usize = 3;

/// Finds the second rows of names.
pub(super) fn mark(source: &str, blocks: &mut [Block]) {
    for block in blocks {
        if let BlockKind::Table(table) = &mut block.kind
            && let Some(header) = table.header
            && let Some(first) = table.rows.first().copied()
            && table.rows.len() >= 2
            && is_second(source, header, first)
        {
            table.rows.remove(0);
            table.second_header = Some(first);
        }
    }
}

fn is_second(source: &str, header: Span, row: Span) -> bool {
    if html_table::is_row(header.text(source)) {
        let widens = html_table::spans_of_cells(source, header)
            .into_iter()
            .any(|(columns, _)| columns > 1);
        return widens
            && html_table::is_header(source, header)
            && html_table::is_header(source, row);
    }
    let upper = texts(source, header);
    let lower = texts(source, row);
    let is_open = |at: usize| upper.get(at).is_some_and(|text| text.is_empty());
    let named = lower.iter().skip(1).all(|text| !text.is_empty());
    let (Some(first), Some(key)) = (lower.first(), upper.first()) else {
        return false;
    };
    // Each of the upper names holds for the same names below it.
    let width = (2..upper.len())
        .take_while(|at| is_open(*at))
        .count()
        .saturating_add(1);
    let below = lower.get(1..).unwrap_or_default();
    let mut groups = below.chunks(width);
    let repeats = groups.next().is_some_and(|one| {
        let mut others = groups.clone();
        others.next().is_some() && groups.all(|other| other == one)
    });
    upper.len() >= FEWEST_COLUMNS
        && upper.len() == lower.len()
        && !is_open(1)
        && (2..upper.len()).any(is_open)
        && named
        && repeats
        && (first.is_empty() || first == key || key.is_empty())
}

fn texts(source: &str, row: Span) -> Vec<&str> {
    let cells = cells(source, row, None).into_iter();
    cells
        .map(|cell| cell.text(source).trim_matches('*'))
        .collect()
}

/// The names of the columns, of both rows where there are two.
pub fn column_names(source: &str, table: &Table) -> Vec<String> {
    let Some(header) = table.header else {
        return Vec::new();
    };
    let upper = texts(source, header);
    let Some(second) = table.second_header else {
        return upper.into_iter().map(str::to_owned).collect();
    };
    let lower = texts(source, second);
    if !html_table::is_row(header.text(source)) {
        return below_each_other(&upper, &lower);
    }
    let mut lower = lower.into_iter();
    let spans = html_table::spans_of_cells(source, header);
    let mut names = Vec::new();
    for (name, (columns, rows)) in upper.into_iter().zip(spans) {
        for _ in 0..columns {
            names.push(match rows {
                1 => joined(name, lower.next().unwrap_or_default()),
                _ => name.to_owned(),
            });
        }
    }
    names
}

/// The upper name goes on over the empty cells behind it.
fn below_each_other(upper: &[&str], lower: &[&str]) -> Vec<String> {
    let mut group = "";
    let mut names = Vec::new();
    for (at, (upper, lower)) in upper.iter().zip(lower).enumerate() {
        if !upper.is_empty() || at == 0 {
            group = upper;
        }
        names.push(joined(group, lower));
    }
    names
}

fn joined(upper: &str, lower: &str) -> String {
    match (upper.is_empty(), lower.is_empty() || upper == lower) {
        (true, _) => lower.to_owned(),
        (_, true) => upper.to_owned(),
        _ => format!("{upper} {lower}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn names(source: &str) -> Vec<String> {
        let blocks = parse(source).blocks.into_iter();
        let mut tables = blocks.filter_map(|block| match block.kind {
            BlockKind::Table(table) => Some(column_names(source, &table)),
            _ => None,
        });
        tables.next().unwrap_or_default()
    }

    #[test]
    fn names_in_two_rows_are_joined() {
        let expected = ["Case", "M Sg", "M Pl", "F Sg", "F Pl"];
        let rows = "| a | b | c | d | e |\n| f | g | h | i | j |\n";
        let pipes = "| Case | M | | F | |\n|---|---|---|---|---|\n| | Sg | Pl | Sg | Pl |\n";
        assert_eq!(names(&format!("{pipes}{rows}")), expected);
        let tags = "<table><tr><th rowspan=\"2\">Case</th><th colspan=2>M</th><th colspan='2'>F</th></tr>\
            <tr><th>Sg</th><th>Pl</th><th>Sg</th><th>Pl</th></tr>\
            <tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>";
        assert_eq!(names(tags), expected);
        let other = "| Key | Does | |\n|---|---|---|\n| | one | two |\n| b | three | four |\n";
        assert_eq!(names(other).len(), 3);
        assert_eq!(names(other)[1], "Does");
    }
}
