//! First columns that hold marks: a `✅` or `:wrench:` before what each row is about. A mark that many rows share
//! names none of them. It must never take signs that are worth knowing, each in a row of its own, for marks.

use std::collections::BTreeSet;

/// In fewer rows nothing repeats.
const FEWEST_ROWS: usize = 3;

/// How many columns at the beginning hold marks, with a column behind them that could be the key and another
/// that could answer.
pub(super) fn mark_columns(rows: &[Vec<&str>], columns: usize) -> usize {
    let most = columns.saturating_sub(2);
    (0..most)
        .take_while(|column| is_mark_column(rows, *column))
        .count()
}

/// Whether every cell that is not empty is a mark, and rows share them.
fn is_mark_column(rows: &[Vec<&str>], column: usize) -> bool {
    let cells = rows.iter().filter_map(|row| row.get(column));
    let said: Vec<&str> = cells.copied().filter(|cell| !cell.is_empty()).collect();
    let marks: Option<BTreeSet<&str>> = said.iter().map(|cell| mark(cell)).collect();
    marks.is_some_and(|marks| {
        !marks.is_empty() && rows.len() >= FEWEST_ROWS && marks.len() <= rows.len() / 2
    })
}

/// The marks that a cell consists of; behind them only a remark in brackets may stand.
fn mark(cell: &str) -> Option<&str> {
    let mut rest = cell;
    while let Some(shorter) = without_mark(rest) {
        rest = shorter.trim_start();
    }
    let is_remark = rest.starts_with('(') && rest.ends_with(')');
    let marks = cell.get(..cell.len().checked_sub(rest.len())?)?.trim_end();
    (!marks.is_empty() && (rest.is_empty() || is_remark)).then_some(marks)
}

/// What follows a mark at the beginning: `:wrench:` or a sign outside of ASCII.
fn without_mark(text: &str) -> Option<&str> {
    if let Some(code) = text.strip_prefix(':') {
        let (name, rest) = code.split_once(':')?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || ['_', '-', '+'].contains(&c);
        return (!name.is_empty() && name.chars().all(is_name)).then_some(rest);
    }
    let first = text.chars().next()?;
    let is_sign = !first.is_ascii() && !first.is_alphanumeric();
    is_sign.then(|| text.get(first.len_utf8()..)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(rows: &[[&str; 4]]) -> usize {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.to_vec()).collect();
        mark_columns(&rows, 4)
    }

    #[test]
    fn marks_that_rows_share_name_none_of_them() {
        let marked = [
            ["✅", ":wrench:", "no-var", "forbids `var`"],
            ["", "", "no-with", "forbids `with`"],
            ["✅ (not in strict mode)", "", "no-eval", "forbids `eval`"],
        ];
        assert_eq!(columns(&marked), 2);
        assert_eq!(columns(&marked[..2]), 0);
    }

    #[test]
    fn signs_that_are_keys_stay_keys() {
        let signs = |signs: [&'static str; 3]| {
            let row = |sign| [sign, "a name", "what it means", "more"];
            columns(&signs.map(row))
        };
        assert_eq!(signs(["✨", "🐛", "🔥"]), 0);
        assert_eq!(signs(["*", "*", "#"]), 0);
        assert_eq!(signs(["→", "→", "arrow"]), 0);
        assert_eq!(signs(["", "", ""]), 0);
        assert_eq!(signs(["✅ Do", "✅ Do", "❌ Do not"]), 0);
    }
}
