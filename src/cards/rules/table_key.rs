//! Answer keys as tables, of questions that stand in another document: a number and the letter that is right there, or the words.
//! Nobody can be asked for them.

use crate::document::is_answer_word;

/// The fewest rows of such a key.
const FEWEST: usize = 3;

/// Whether the rows are counted, and a column named as an answer holds nothing but letters of options or stands beside
/// nothing but running numbers.
pub(super) fn is_key_alone(names: &[String], rows: &[Vec<&str>]) -> bool {
    let cell = |row: &Vec<&str>, at: usize| row.get(at).map_or("", |cell| bare(cell)).to_owned();
    let is_counted = || rows.iter().all(|row| number(&cell(row, 0)).is_some());
    let names_letters = |at: &usize| {
        names.get(*at).is_some_and(|name| is_answer_word(name))
            && rows.iter().all(|row| is_letters(&cell(row, *at)))
    };
    let are_words = || {
        let numbers = rows.iter().map(|row| number(&cell(row, 0)));
        let numbers: Option<Vec<u32>> = numbers.collect();
        names.len() == 2
            && names.get(1).is_some_and(|name| is_answer_word(name))
            && numbers.is_some_and(|numbers| {
                numbers.is_sorted_by(|one, next| one.checked_add(1) == Some(*next))
            })
    };
    rows.len() >= FEWEST
        && is_counted()
        && ((1..names.len()).any(|at| names_letters(&at)) || are_words())
}

fn bare(cell: &str) -> &str {
    cell.trim_matches(|c: char| !c.is_alphanumeric())
}

/// `12`, `Q12`
fn number(cell: &str) -> Option<u32> {
    cell.strip_prefix(['Q', 'q']).unwrap_or(cell).parse().ok()
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
        let words: [&[&str]; 3] = [&["26", "cell"], &["27", "nucleus"], &["28", "isotopes"]];
        assert!(check(&["Q", "Answer"], &words));
        let squares: [&[&str]; 3] = [&["2", "4"], &["5", "25"], &["12", "144"]];
        assert!(!check(&["Number", "Answer"], &squares));
        let vitamins: [&[&str]; 3] = [
            &["scurvy", "C"],
            &["night blindness", "A"],
            &["beriberi", "B"],
        ];
        assert!(!check(&["Disease", "Answer"], &vitamins));
    }
}
