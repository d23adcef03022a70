//! Rows that go on with a row above: their first cells are empty, since that row says them. In a table of three
//! columns or more such a row has a key of its own further right; in one of two columns it is one more answer.
//! It must never read a cell of a table whose rows all have a first one.

use crate::document::Span;

/// How the rows of a table belong together; nothing where each stands for itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups(Vec<Option<Group>>);

/// What a row shares with others.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The rows that hold the first cells of its key, column by column; the last is the row itself.
    pub(super) holders: Box<[usize]>,
    /// How many rows below it only go on with its answer.
    pub(super) tail: usize,
}

impl Groups {
    /// Looks at the first cells of the rows of a table with so many columns.
    pub(super) fn of(source: &str, rows: &[Span], columns: usize) -> Groups {
        let blanks: Vec<usize> = rows
            .iter()
            .map(|row| blank_cells(row.text(source)))
            .collect();
        let is_ticked = || rows.iter().any(|row| is_tick(row.text(source)));
        if columns < 2 || blanks.iter().all(|blank| *blank == 0) || is_ticked() {
            return Groups::default();
        }
        let mut holders: Vec<usize> = Vec::new();
        let groups = blanks.iter().enumerate().map(|(at, blank)| {
            let below = blanks.get(at.saturating_add(1)..).unwrap_or_default();
            holders.truncate(*blank);
            let goes_on = columns == 2 && *blank > 0;
            if holders.len() < *blank || *blank >= columns || goes_on {
                return None;
            }
            holders.resize(columns, at);
            let next = below.first().copied().filter(|next| *next < columns);
            group(&holders, (*blank).max(next.unwrap_or(0)), below)
        });
        Groups(groups.collect())
    }

    pub(super) fn of_row(&self, at: usize) -> Option<&Group> {
        self.0.get(at)?.as_ref()
    }
}

/// The group of a row whose own key stands in the column `depth`.
fn group(holders: &[usize], depth: usize, below: &[usize]) -> Option<Group> {
    let last = holders.len().saturating_sub(2);
    if last == 0 {
        let tail = below.iter().take_while(|blank| **blank == 1).count();
        let holders = holders.get(..1)?.into();
        return (tail > 0).then_some(Group { holders, tail });
    }
    let depth = depth.min(last);
    let holders = holders.get(..=depth)?.into();
    (depth > 0).then_some(Group { holders, tail: 0 })
}

/// Whether a row begins with a sign or a letter that only marks it: an empty cell below it is one without the mark.
fn is_tick(row: &str) -> bool {
    let first = row
        .trim_start()
        .strip_prefix('|')
        .and_then(|row| row.split_once('|'));
    let cell = first.map_or("", |(cell, _)| cell.trim());
    matches!(
        cell,
        "X" | "x" | "✓" | "✔" | "✅" | "❌" | "•" | "-" | "Yes" | "yes"
    )
}

/// How many cells at the beginning of a row between pipes are empty.
fn blank_cells(row: &str) -> usize {
    let Some(mut rest) = row.trim_start().strip_prefix('|') else {
        return 0;
    };
    let mut blank = 0_usize;
    while let Some(behind) = rest.trim_start().strip_prefix('|') {
        blank = blank.saturating_add(1);
        rest = behind;
    }
    blank
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holders(rows: &[&str], columns: usize) -> Vec<Option<(Vec<usize>, usize)>> {
        let source = rows.join("\n");
        let mut start = 0;
        let spans: Vec<Span> = rows
            .iter()
            .map(|row| {
                let span = Span::sized(start, row.len());
                start += row.len() + 1;
                span
            })
            .collect();
        let groups = Groups::of(&source, &spans, columns);
        let found = (0..rows.len()).map(|at| groups.of_row(at));
        found
            .map(|group| group.map(|group| (group.holders.to_vec(), group.tail)))
            .collect()
    }

    #[test]
    fn marks_in_the_first_column_go_on_with_nothing() {
        let rows = ["|X|b|c|", "||d|e|", "|X|f|g|"];
        assert_eq!(holders(&rows, 3), [None, None, None]);
    }

    #[test]
    fn rows_with_empty_first_cells_go_on_with_those_above() {
        let rows = ["|a|b|c|", "||d|e|", "|f|g|h|", "|i|j|k|", "| |l|m|"];
        let pair = |one, two| Some((vec![one, two], 0));
        assert_eq!(
            holders(&rows, 3),
            [pair(0, 0), pair(0, 1), None, pair(3, 3), pair(3, 4)]
        );
        let deep = ["|a|b|c|d|", "|||e|f|", "||g|h|i|"];
        let three = |one, two, three| Some((vec![one, two, three], 0));
        assert_eq!(
            holders(&deep, 4),
            [three(0, 0, 0), three(0, 0, 1), Some((vec![0, 2], 0))]
        );
    }

    #[test]
    fn in_two_columns_they_are_more_answers() {
        let rows = ["|a|b|", "||c|", "| |d|", "|e|f|"];
        assert_eq!(holders(&rows, 2), [Some((vec![0], 2)), None, None, None]);
    }

    #[test]
    fn rows_with_nothing_above_stand_alone() {
        assert_eq!(holders(&["||b|c|", "|d|e|f|"], 3), [None, None]);
    }
}
