//! Tables of two columns whose sides are to be matched: `1. …` beside `b. …`. What stands side by side in them
//! does not belong together, so that no row may be a card.

use crate::document::{Span, bytes_before, option_letter};

/// Whether both columns are counted, one by numbers and one by letters, from the first on.
pub(super) fn is_to_match(rows: &[Vec<&str>]) -> bool {
    // The numbers may go on from other questions above.
    let first = rows
        .first()
        .and_then(|row| row.iter().find_map(|cell| number(cell)));
    let before = first.unwrap_or(1).saturating_sub(1);
    let is_counted = |nth: usize, row: &Vec<&str>| {
        let [left, right] = row[..] else { return false };
        let counted = Some(before.saturating_add(nth));
        let beside = |one: &str, other: &str| number(one) == counted && letter(other) == Some(nth);
        beside(left, right) || beside(right, left)
    };
    let filled = rows
        .iter()
        .filter(|row| row.iter().all(|cell| !cell.is_empty()));
    rows.len() >= 2
        && filled.clone().count() >= 2
        && filled
            .enumerate()
            .all(|(nth, row)| is_counted(nth.saturating_add(1), row))
}

/// The number before the text of a cell.
fn number(cell: &str) -> Option<usize> {
    let bare = cell.trim_start_matches(['*', '(', ' ']);
    let rest = bare.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let says = rest.starts_with(['.', ')']) && rest.contains(char::is_alphabetic);
    let digits = bare.get(..bytes_before(bare, rest))?;
    digits.parse().ok().filter(|_| says)
}

/// The place of the letter before the text of a cell.
fn letter(cell: &str) -> Option<usize> {
    let found = option_letter(cell, Span::new(0, cell.len()))?;
    let nth = u32::from(found.letter).checked_sub(u32::from('A'))?;
    usize::try_from(nth).ok()?.checked_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_are_both_counted_are_to_be_matched() {
        let rows = vec![vec!["1. sun", "a. cold"], vec!["2. moon", "b. hot"]];
        assert!(is_to_match(&rows));
        let turned = vec![vec!["(a) sun", "1) cold"], vec!["(b) moon", "2) hot"]];
        assert!(is_to_match(&turned));
        let later = vec![vec!["4. sun", "A. cold"], vec!["5. moon", "B. hot"]];
        assert!(is_to_match(&later));
        for rows in [
            vec![vec!["1. sun", "hot"], vec!["2. moon", "cold"]],
            vec![vec!["1.", "a. hot"], vec!["2.", "b. cold"]],
            vec![vec!["1. sun", "b. hot"], vec!["2. moon", "d. cold"]],
        ] {
            assert!(!is_to_match(&rows), "{rows:?}");
        }
    }
}
