//! A key in one line: `1-A, 2-B`, `1. b 2. c`, `1B 2CD`, `Q1: A; Q2: A, C`. Numbers with letters of
//! options and nothing else; anything more makes the whole line something else.

use crate::document::{begins_with_verdict, letter_named, part_number, roman};

/// The most bytes of a line that is read as a whole key.
const LONGEST: usize = 4000;

/// The last letter of an option.
const LAST: char = 'J';

/// The most letters of one answer that are written without anything between them.
const MOST_LETTERS: usize = 5;

/// The numbers and their letters, as they stand: `(2, "C, D")`.
pub(super) fn of_line(text: &str) -> Option<Vec<(u32, String)>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut found: Vec<(u32, String)> = Vec::new();
    let mut rest = text.trim_matches(is_between);
    while !rest.is_empty() {
        let (number, behind) = parted(rest).or_else(|| number(rest))?;
        let (letters, behind) = letters(behind)?;
        found.push((number, letters));
        rest = behind;
    }
    Some(found)
}

/// `13-3 14-1`: numbers and the numbers of their options.
pub(super) fn of_numbers(text: &str) -> Option<Vec<(u32, String)>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut found = Vec::new();
    for pair in text.split(is_between).filter(|pair| !pair.is_empty()) {
        let (number, option) = pair.split_once(['-', '–', '→', ':'])?;
        let option = option
            .parse::<u8>()
            .ok()
            .filter(|option| (1..=5).contains(option))?;
        let letter = char::from(b'@'.saturating_add(option));
        found.push((number.parse().ok()?, letter.to_string()));
    }
    Some(found)
}

/// `1. T 2. False`: numbers of statements and what is said of each.
pub(super) fn of_verdicts(text: &str) -> Option<Vec<(u32, String)>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut found = Vec::new();
    let mut rest = text.trim_matches(is_between);
    while !rest.is_empty() {
        let (number, behind) = parted(rest).or_else(|| number(rest))?;
        let next = behind.trim_start_matches(char::is_alphabetic);
        let verdict = behind.get(..behind.len().saturating_sub(next.len()))?;
        let is_parted = next.is_empty() || next.starts_with(|sign| is_between(sign) || sign == ')');
        if verdict.is_empty() || !is_parted || !begins_with_verdict(verdict) {
            return None;
        }
        found.push((number, verdict.to_owned()));
        rest = next.trim_start_matches(|sign| is_between(sign) || sign == ')');
    }
    Some(found)
}

/// `1-5: B C D A A`: as many letters as numbers.
pub(super) fn of_range(text: &str) -> Option<Vec<(u32, String)>> {
    if text.len() > LONGEST {
        return None;
    }
    let bare = text.trim_matches(is_between);
    let (first, behind) = number(bare)?;
    let (last, behind) = number(behind)?;
    let signs = behind.chars().filter(|sign| !is_between(*sign));
    let letters: Option<Vec<char>> = signs.map(option_letter).collect();
    let letters = letters?;
    let fits = last > first && last.abs_diff(first) as usize == letters.len().saturating_sub(1);
    let answers = letters.into_iter().map(String::from);
    fits.then(|| (first..=last).zip(answers).collect())
}

/// Rows of numbers with letters beside them, `1 | B | 2 | C`, or below them.
pub(super) fn of_grid(rows: &[Vec<&str>]) -> Option<Vec<(u32, String)>> {
    beside(rows).or_else(|| below(rows))
}

fn beside(rows: &[Vec<&str>]) -> Option<Vec<(u32, String)>> {
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let pairs: Option<Vec<_>> = row
            .chunks(2)
            .filter(|pair| pair.iter().any(|cell| !cell.is_empty()))
            .map(|pair| Some((lone_number(pair.first()?)?, lone_letters(pair.get(1)?)?)))
            .collect();
        match pairs {
            Some(pairs) => found.extend(pairs),
            // The names of the columns.
            None if at == 0 => {}
            None => return None,
        }
    }
    Some(found).filter(|found| !found.is_empty())
}

fn below(rows: &[Vec<&str>]) -> Option<Vec<(u32, String)>> {
    let mut found = Vec::new();
    for couple in rows.chunks(2) {
        let [numbers, letters] = couple else {
            return None;
        };
        // The first column may name the rows.
        let named = usize::from(
            numbers
                .first()
                .is_some_and(|cell| lone_number(cell).is_none()),
        );
        for (number, letter) in numbers.iter().zip(letters).skip(named) {
            if !(number.is_empty() && letter.is_empty()) {
                found.push((lone_number(number)?, lone_letters(letter)?));
            }
        }
    }
    Some(found).filter(|found| !found.is_empty())
}

fn lone_number(cell: &str) -> Option<u32> {
    let bare = cell.trim_matches(|sign| is_inside(sign) || sign == '#');
    let bare = bare.strip_prefix(['Q', 'q']).unwrap_or(bare);
    let parted = part_number(bare).filter(|(_, behind)| behind.is_empty());
    bare.parse().ok().or(parted.map(|(number, _)| number))
}

fn lone_letters(cell: &str) -> Option<String> {
    let bare = cell.trim_matches(is_inside);
    let (found, rest) = letters(bare)?;
    rest.is_empty().then_some(found)
}

fn option_letter(sign: char) -> Option<char> {
    letter_named(sign).filter(|letter| *letter <= LAST)
}

/// What parts pairs.
fn is_between(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(
            sign,
            ',' | ';' | '|' | '/' | '*' | '_' | '.' | '、' | '，' | '；'
        )
}

/// What may stand between a number and its letters.
pub(super) fn is_inside(sign: char) -> bool {
    sign.is_whitespace() || "-–—.):=*_(→>：．）".contains(sign)
}

/// `Q1.2` or `1.2`, and what stands behind it.
fn parted(text: &str) -> Option<(u32, &str)> {
    let bare = text.strip_prefix(['Q', 'q', '(']).unwrap_or(text);
    let (number, behind) = part_number(bare)?;
    Some((number, behind.trim_start_matches(is_inside)))
}

/// `Q7` or `7`, and what stands behind it.
fn number(text: &str) -> Option<(u32, &str)> {
    let bare = text.strip_prefix(['Q', 'q', '#', '(']).unwrap_or(text);
    let end = bare.find(|sign: char| !sign.is_ascii_digit())?;
    let (digits, behind) = bare.split_at_checked(end)?;
    Some((digits.parse().ok()?, behind.trim_start_matches(is_inside)))
}

/// The letters of one answer, and the next pair: `B`, `BD`, `B, D`.
fn letters(text: &str) -> Option<(String, &str)> {
    let mut letters = String::new();
    let mut rest = text;
    loop {
        let end = rest.find(|sign: char| !sign.is_alphabetic() && letter_named(sign).is_none());
        let (word, behind) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        // A numeral of several letters names one option.
        let is_numeral = roman(word).is_some() && !word.eq_ignore_ascii_case("i");
        let signs = match is_numeral {
            true => {
                letters.push_str(word);
                ""
            }
            false => word,
        };
        for sign in signs.chars() {
            let letter = option_letter(sign)?;
            if !letters.is_empty() {
                letters.push_str(", ");
            }
            letters.push(letter);
        }
        let behind = behind.strip_prefix(')').unwrap_or(behind);
        let next = behind.trim_start_matches(is_between);
        let is_parted = next.len() < behind.len() || next.is_empty();
        // `1 - A, C; 2 - B`: more letters of the same answer.
        let goes_on =
            next.starts_with(|sign: char| sign.is_alphabetic() && sign != 'Q' && sign != 'q');
        if word.is_empty() || word.chars().count() > MOST_LETTERS || !is_parted {
            return None;
        }
        if !goes_on {
            return Some((letters, next));
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn as_text(text: &str) -> Option<String> {
        let pairs = of_line(text)?.into_iter();
        Some(
            pairs
                .map(|(number, letters)| format!("{number}={letters};"))
                .collect(),
        )
    }

    #[test]
    fn numbers_and_letters_are_pairs_however_they_are_parted() {
        for text in [
            "1-B, 2-C, 3-D",
            "1 B, 2 C, 3 D",
            "1B 2C 3D",
            "1. B 2. C 3. D",
            "1) b; 2) c; 3) d",
            "**1**: B | **2**: C | **3**: D",
            "Q1: B, Q2: C, Q3: D.",
            "1 - Б, 2 - В, 3 - Г",
            "1.B 2.C 3.D",
            "(1) B (2) C (3) D",
            "1. B) 2. C) 3. D)",
        ] {
            assert_eq!(as_text(text).as_deref(), Some("1=B;2=C;3=D;"), "{text}");
        }
        let parted = as_text("1.1-B, 1.2 C; 2-1: D");
        assert_eq!(parted.as_deref(), Some("1001001=B;1001002=C;1002001=D;"));
        assert_eq!(as_text("1-A, C; 2-BD").as_deref(), Some("1=A, C;2=B, D;"));
    }

    #[test]
    fn verdicts_stand_behind_the_numbers_of_statements() {
        let found = of_verdicts("1. F 2. T; 3) true").unwrap();
        let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["F", "T", "true"]);
        assert_eq!(of_verdicts("1. F 2. B"), None);
        assert_eq!(of_verdicts("1. True enough"), None);
    }

    #[test]
    fn a_range_has_as_many_letters_as_numbers() {
        let found = |text| of_range(text).map(|pairs| pairs.len());
        assert_eq!(found("1-5: B C D A A"), Some(5));
        assert_eq!(found("6–10 BCDAA"), Some(5));
        assert_eq!(found("1-5: B C D A"), None);
        assert_eq!(found("5-1: B C D A A"), None);
        assert_eq!(found("1-3: the letters"), None);
    }

    #[test]
    fn a_grid_has_letters_beside_or_below_its_numbers() {
        let expected = Some(vec![(1, "B".to_owned()), (2, "C".to_owned())]);
        for rows in [
            vec![vec!["1", "2"], vec!["B", "C"]],
            vec![vec!["Question", "1", "2"], vec!["Answer", "b", "c"]],
            vec![vec!["1", "B", "2", "C"]],
            vec![vec!["No", "Key", "No", "Key"], vec!["1", "B", "2", "C"]],
            vec![vec!["1", "**B**"], vec!["2.", "C", "", ""]],
        ] {
            assert_eq!(of_grid(&rows), expected, "{rows:?}");
        }
        let numerals = Some(vec![(1, "iv".to_owned()), (2, "I".to_owned())]);
        assert_eq!(of_grid(&[vec!["1", "2"], vec!["iv", "i"]]), numerals);
        assert_eq!(of_grid(&[vec!["22", "SSH"], vec!["80", "HTTP"]]), None);
        assert_eq!(of_grid(&[vec!["1", "2"], vec!["3", "4"]]), None);
    }

    #[test]
    fn anything_else_is_no_key() {
        for text in [
            "1 Berlin, 2 Cairo",
            "port 22",
            "1-B, then 2-C",
            "1 2 3",
            "B, C",
            "1-B2-C",
            "1000000000000-B",
        ] {
            assert_eq!(as_text(text), None, "{text}");
        }
    }
}
