//! A key of texts on one line: `1-a recovery time 2-a recovery point 3-both`. Figures inside of the texts must
//! not part them, so that the numbers count up one by one and each has the same sign.

use crate::document::bytes_before;

/// The fewest answers of such a line.
pub(super) const FEWEST: usize = 3;
/// The most bytes of such a line.
const LONGEST: usize = 8000;

/// The numbers and their texts.
pub(super) fn of_line(text: &str, fewest: usize) -> Option<Vec<(u32, String)>> {
    let text = text.trim_matches(['*', '_', ' ']);
    if text.len() > LONGEST {
        return None;
    }
    let behind = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let first: u32 = text.get(..bytes_before(text, behind))?.parse().ok()?;
    let (sign, mut rest) = ['-', '.', ')', ':', '–']
        .into_iter()
        .find_map(|sign| Some((sign, behind.strip_prefix(sign)?)))?;
    let mut found = Vec::new();
    for number in first.. {
        let next = next_number(rest, number.saturating_add(1), sign);
        let (answer, behind) = match next {
            Some((end, start)) => (rest.get(..end)?, rest.get(start..)),
            None => (rest, None),
        };
        let answer = answer.trim_matches([' ', '\u{3000}', ',', ';', '|', '*', '·']);
        if answer.is_empty() {
            return None;
        }
        found.push((number, answer.to_owned()));
        match behind {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    (found.len() >= fewest).then_some(found)
}

/// Where the text before a number ends, and where the one behind its sign begins.
fn next_number(text: &str, number: u32, sign: char) -> Option<(usize, usize)> {
    let word = format!("{number}{sign}");
    let is_parted = |end: &usize| {
        let before = text.get(..*end);
        before.is_some_and(|before| before.ends_with([' ', '\u{3000}']))
    };
    let end = text
        .match_indices(&word)
        .map(|(end, _)| end)
        .find(is_parted)?;
    Some((end, end.saturating_add(word.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_parted_by_numbers_that_count() {
        let found = of_line("1-two hours 2-at most 3 hours of data 3-both", FEWEST).unwrap();
        let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["two hours", "at most 3 hours of data", "both"]);
        let found = of_line("1. weil 2. deshalb; 3. damit", FEWEST).unwrap();
        assert_eq!(found.last(), Some(&(3, "damit".to_owned())));
        for other in ["1-two", "1-one 2-two", "two hours", "2-one 3-two 5-three"] {
            assert_eq!(of_line(other, FEWEST), None, "{other}");
        }
    }
}
