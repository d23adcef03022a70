//! Numbers of two parts, `1.2` and `1-2`, as the questions of chapters have them: read as one number each, so that whatever
//! counts by numbers counts by them, too. It must never decide whether such a number is that of a question.

/// Above whatever is counted in one part.
const BASE: u32 = 1_000_000;
/// Above the second part.
const PARTS: u32 = 1_000;
/// The most digits of a part.
const MOST_DIGITS: usize = 3;

/// The number of two parts that a text begins with, as one number, and what stands behind it: a sign, a space or
/// nothing.
pub fn part_number(text: &str) -> Option<(u32, &str)> {
    let (whole, behind) = digits(text)?;
    let (part, behind) = digits(behind.strip_prefix(['.', '-', '–'])?)?;
    let ends = !behind
        .starts_with(|sign: char| sign.is_alphanumeric() || matches!(sign, '%' | '/'))
        && !goes_on(behind);
    let number = BASE
        .checked_add(whole.checked_mul(PARTS)?)?
        .checked_add(part)?;
    ends.then_some((number, behind))
}

/// Whether a third part follows, `1.2.3`, or the rest of a range or a sum, `1.2-3`.
fn goes_on(behind: &str) -> bool {
    let behind = behind.strip_prefix(['.', ',', '-', '–']);
    behind.is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()))
}

/// A number as it is written: `1.2` for one that was read from two parts.
pub fn as_written(number: u32) -> String {
    match number.checked_sub(BASE) {
        Some(parts) => {
            let (whole, part) = (parts.checked_div(PARTS), parts.checked_rem(PARTS));
            format!("{}.{}", whole.unwrap_or_default(), part.unwrap_or_default())
        }
        None => number.to_string(),
    }
}

fn digits(text: &str) -> Option<(u32, &str)> {
    let behind = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let digits = text.get(..text.len().saturating_sub(behind.len()))?;
    let is_number = (1..=MOST_DIGITS).contains(&digits.len());
    Some((digits.parse().ok().filter(|_| is_number)?, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_parts_are_one_number() {
        for (text, number, rest) in [
            ("1.2 Who?", "1.2", " Who?"),
            ("1.2. Who?", "1.2", ". Who?"),
            ("12-3) b", "12.3", ") b"),
            ("1.10", "1.10", ""),
        ] {
            let (found, behind) = part_number(text).unwrap();
            assert_eq!(
                (as_written(found).as_str(), behind),
                (number, rest),
                "{text}"
            );
        }
        assert_eq!(as_written(7), "7");
        assert_eq!(part_number("1-2"), part_number("1.2"));
        assert!(part_number("1.2").unwrap().0 < part_number("1.10").unwrap().0);
        for other in [
            "1 Who?",
            "1. Who?",
            "1.2.3 Who?",
            "1.5% of it",
            "1.2b",
            "2024.11 it",
            "1-2-3",
        ] {
            assert_eq!(part_number(other), None, "{other}");
        }
    }
}
