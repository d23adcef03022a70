//! Answer keys as tables, of questions that stand in another document: a number and the letter that is right there. Nobody can
//! be asked for them.

use crate::document::is_answer_word;

/// The fewest rows of such a key.
const FEWEST: usize = 3;

/// Whether the rows are counted, and a column named as an answer holds nothing but letters of options.
pub(super) fn is_key_alone(names: &[String], rows: &[Vec<&str>]) -> bool {
    let cell = |row: &Vec<&str>, at: usize| row.get(at).map_or("", |cell| bare(cell)).to_owned();
    let is_counted = || rows.iter().all(|row| is_number(&cell(row, 0)));
    let names_letters = |at: &usize| {
        names.get(*at).is_some_and(|name| is_answer_word(name))
            && rows.iter().all(|row| is_letters(&cell(row, *at)))
    };
    rows.len() >= FEWEST && is_counted() && (1..names.len()).any(|at| names_letters(&at))
}

fn bare(cell: &str) -> &str {
    cell.trim_matches(|c: char| !c.is_alphanumeric())
}

/// `12`, `Q12`
fn is_number(cell: &str) -> bool {
    let number = cell.strip_prefix(['Q', 'q']).unwrap_or(cell);
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// `B`, `A, C`
fn is_letters(cell: &str) -> bool {
    let is_letter = |part: &str| matches!(part.as_bytes(), [b'A'..=b'H' | b'a'..=b'h']);
    let mut parts = cell
        .split([',', ' ', '&', '/'])
        .filter(|part| !part.is_empty());
    let first = parts.next();
    first.is_some_and(is_letter) && parts.all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], rows: &[&[&str]]) -> bool {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.to_vec()).collect();
        let names: Vec<String> = names.iter().map(|name| name.to_string()).collect();
        is_key_alone(&names, &rows)
    }

    #[test]
    fn a_key_is_told_from_counted_things() {
        let names = ["Q", "Answer", "Explanation"];
        let key: [&[&str]; 3] = [
            &["1", "C", "cells"],
            &["2", "**A**", "x"],
            &["3", "B, D", ""],
        ];
        assert!(check(&names, &key));
        assert!(!check(&["Q", "Grade", "Explanation"], &key));
        assert!(!check(&names, &key[..2]));
        let answers: [&[&str]; 3] = [&["1", "C", ""], &["2", "carbon", ""], &["3", "B", ""]];
        assert!(!check(&names, &answers));
        let vitamins: [&[&str]; 3] = [
            &["scurvy", "C"],
            &["night blindness", "A"],
            &["beriberi", "B"],
        ];
        assert!(!check(&["Disease", "Answer"], &vitamins));
    }
}
