//! Patterns as SQLite compares texts with them.
//! It must never let a character of the pattern mean more than itself.

use crate::search::{Part, Pattern};

/// Where a pattern may stand in a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// Anywhere.
    Open,
    /// It is the whole text.
    Closed,
    /// It begins the text.
    OpenAfter,
}

/// An operator with its place for a value, and the value. `LIKE` is fast and knows the cases of
/// ASCII only; where a pattern holds other letters, `GLOB` gets both cases of each.
pub(super) fn comparison(pattern: &Pattern, ends: Ends) -> (&'static str, String) {
    let has_letters = |part: &Part| match part {
        Part::Text(text) => text.chars().any(|c| !c.is_ascii() && cases(c).len() > 1),
        Part::Any => false,
    };
    let globs = pattern.parts().iter().any(has_letters);
    let (operator, any) = match globs {
        true => ("GLOB ?", '*'),
        false => ("LIKE ? ESCAPE '\\'", '%'),
    };
    let mut value = String::new();
    if ends == Ends::Open {
        value.push(any);
    }
    for part in pattern.parts() {
        match part {
            Part::Any => value.push(any),
            Part::Text(text) => {
                for c in text.chars() {
                    match globs {
                        true => value.push_str(&glob(c)),
                        false if matches!(c, '%' | '_' | '\\') => value.extend(['\\', c]),
                        false => value.push(c),
                    }
                }
            }
        }
    }
    if ends != Ends::Closed {
        value.push(any);
    }
    (operator, value)
}

/// The cases of a character that are one character each.
pub(super) fn cases(c: char) -> Vec<char> {
    let mut cases = vec![c];
    let single = |mut folded: Box<dyn Iterator<Item = char>>| match (folded.next(), folded.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    };
    cases.extend(single(Box::new(c.to_lowercase())));
    cases.extend(single(Box::new(c.to_uppercase())));
    cases.sort_unstable();
    cases.dedup();
    cases
}

fn glob(c: char) -> String {
    let cases = cases(c);
    match c {
        '*' | '?' | '[' => format!("[{c}]"),
        _ if cases.len() > 1 => format!("[{}]", cases.iter().collect::<String>()),
        _ => c.to_string(),
    }
}

/// The pattern as it stands inside the strings of JSON.
pub(super) fn in_json(pattern: &Pattern) -> Pattern {
    let part = |part: &Part| match part {
        Part::Any => Part::Any,
        Part::Text(text) => {
            let quoted = serde_json::Value::from(text.as_str()).to_string();
            let inner = quoted
                .strip_prefix('"')
                .and_then(|text| text.strip_suffix('"'));
            Part::Text(inner.unwrap_or(text).to_owned())
        }
    };
    pattern.parts().iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_the_database_mean_themselves() {
        let check = |text: &str, ends, expected: (&str, &str)| {
            let (operator, value) = comparison(&Pattern::text(text), ends);
            assert_eq!((operator, value.as_str()), expected);
        };
        let like = "LIKE ? ESCAPE '\\'";
        check("a%_\\", Ends::Open, (like, "%a\\%\\_\\\\%"));
        check("a", Ends::Closed, (like, "a"));
        check("a", Ends::OpenAfter, (like, "a%"));
        check("é*[", Ends::Open, ("GLOB ?", "*[Éé][*][[]*"));
        check("東京", Ends::Open, (like, "%東京%"));
    }

    #[test]
    fn quotes_stand_in_json_as_json_writes_them() {
        assert_eq!(in_json(&Pattern::text("a\"b")), Pattern::text("a\\\"b"));
    }
}
