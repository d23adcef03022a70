//! "Did you mean": the known name that is closest to a mistyped one. It must never take long over what a
//! stranger wrote: comparing two texts costs the product of their lengths.

/// The most characters of a name that is compared: what is longer is no slip of the fingers.
const LONGEST: usize = 200;

/// The name closest to `typed`, when it is close enough to be a slip of the fingers.
pub(super) fn nearest<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if typed.chars().nth(LONGEST).is_some() {
        return None;
    }
    let typed = typed.to_lowercase();
    let far = (typed.chars().count() / 3).saturating_add(1);
    known
        .into_iter()
        .map(|name| (distance_to(&typed, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= far)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The distance to a name, or to its beginning: people type the first word of a long deck name.
fn distance_to(typed: &str, name: &str) -> usize {
    let typed: Vec<char> = typed.chars().collect();
    // A name of which this is not all is farther from what was typed than any slip.
    let name: Vec<char> = name.chars().take(2 * LONGEST).collect();
    let beginning = name.get(..typed.len().min(name.len())).unwrap_or_default();
    let whole = edits(&typed, &name);
    // A whole name that fits as well is the better guess.
    if typed.len() < 3 {
        whole
    } else {
        whole.min(edits(&typed, beginning).saturating_add(1))
    }
}

/// The fewest insertions, deletions and changes of a character that turn one into the other.
fn edits(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, a) in one.iter().enumerate() {
        let mut next = vec![line.saturating_add(1)];
        for (column, (b, pair)) in other.iter().zip(row.windows(2)).enumerate() {
            let change = pair
                .first()
                .copied()
                .unwrap_or(0)
                .saturating_add(usize::from(a != b));
            let delete = pair.get(1).copied().unwrap_or(0).saturating_add(1);
            let insert = next.get(column).copied().unwrap_or(0).saturating_add(1);
            next.push(change.min(delete).min(insert));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_other_words_are_not() {
        let decks = ["Shared Responsibility Model", "Storage", "AWS::Billing"];
        let check = |typed, expected| assert_eq!(nearest(typed, decks), expected, "{typed}");
        check("storge", Some("Storage"));
        check("shared", Some("Shared Responsibility Model"));
        check("AWS::Biling", Some("AWS::Billing"));
        check("chemistry", None);
        check("", None);
        assert_eq!(edits(&['a'], &[]), 1);
        assert_eq!(edits(&['a', 'b'], &['b', 'a']), 2);
    }

    #[test]
    fn what_is_long_is_no_slip_and_of_a_long_name_the_beginning_is_compared() {
        let long = |length: usize| "x".repeat(length);
        let names = [
            long(200),
            long(201),
            format!("chemistry {}", long(1_000_000)),
        ];
        let near = |typed: &str| nearest(typed, names.iter().map(String::as_str));
        assert_eq!(near(&long(199)), Some(names[0].as_str()));
        assert_eq!(near(&long(201)), None);
        assert_eq!(near("chemistri"), Some(names[2].as_str()));
    }
}
