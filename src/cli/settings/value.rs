//! The value of a setting before it is judged: out of a file, where it has a type, or typed by a person
//! in a variable or an argument, where everything is text.

use std::ops::RangeInclusive;

use crate::terminal::full::Key;

/// A value that some setting may take.
#[derive(Clone, Debug)]
pub(in crate::cli) enum Value {
    /// As a file has it.
    Stored(toml_edit::Value),
    /// As a person typed it.
    Typed(String),
}

/// A value that a setting cannot take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Unfit {
    /// The value, as people read it.
    pub(in crate::cli) value: String,
    /// What it could be, such as ``a whole number from 0 to 23``.
    pub(in crate::cli) allowed: String,
}

impl Value {
    /// A whole number in a range.
    pub(super) fn whole(&self, range: RangeInclusive<u32>) -> Result<u32, Unfit> {
        let number = match self {
            Value::Stored(value) => value.as_integer().and_then(|n| u32::try_from(n).ok()),
            Value::Typed(text) => text.trim().parse().ok(),
        };
        number
            .filter(|number| range.contains(number))
            .ok_or_else(|| {
                let (least, most) = (range.start(), range.end());
                self.unfit(format!("a whole number from {least} to {most}"))
            })
    }

    /// What `read` makes of its text; a number stands without quotes in a file.
    pub(super) fn read<T>(
        &self,
        allowed: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Unfit> {
        let text = match self {
            Value::Stored(toml_edit::Value::Float(number)) => number.value().to_string(),
            Value::Stored(value) => value.as_str().unwrap_or("?").to_owned(),
            Value::Typed(text) => text.clone(),
        };
        read(&text).ok_or_else(|| self.unfit(allowed.to_owned()))
    }

    /// One of these words; `true` and `false` stand without quotes in a file.
    pub(super) fn one_of<T: Copy>(&self, words: &[(&'static str, T)]) -> Result<T, Unfit> {
        let typed = match self {
            Value::Stored(toml_edit::Value::Boolean(truth)) => truth.value().to_string(),
            Value::Stored(value) => value.as_str().unwrap_or_default().to_owned(),
            Value::Typed(text) => text.trim().to_owned(),
        };
        let found = words.iter().find(|(word, _)| *word == typed);
        found.map(|(_, value)| *value).ok_or_else(|| {
            let words: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            self.unfit(match words.split_last() {
                Some((last, rest)) if !rest.is_empty() => {
                    format!("{} or {last}", rest.join(", "))
                }
                _ => words.concat(),
            })
        })
    }

    /// A key of the keyboard.
    pub(super) fn key(&self) -> Result<Key, Unfit> {
        let typed = match self {
            Value::Stored(value) => value.as_str().unwrap_or_default(),
            // A space is a key as well.
            Value::Typed(text) => text,
        };
        typed.parse().map_err(|_| {
            self.unfit("one character, or a name such as Space, Tab, PageUp or Ctrl-u".to_owned())
        })
    }

    fn unfit(&self, allowed: String) -> Unfit {
        let value = match self {
            Value::Stored(value) => value.clone().decorated("", "").to_string(),
            Value::Typed(text) => format!("`{text}`"),
        };
        Unfit { value, allowed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(text: &str) -> Value {
        Value::Stored(text.parse().unwrap())
    }

    fn typed(text: &str) -> Value {
        Value::Typed(text.to_owned())
    }

    #[test]
    fn whole_numbers() {
        assert_eq!(stored("5").whole(0..=9), Ok(5));
        assert_eq!(typed(" 5 ").whole(0..=9), Ok(5));
        for wrong in [
            stored("10"),
            stored("-1"),
            stored("\"5\""),
            stored("5.0"),
            typed("five"),
        ] {
            let unfit = wrong.whole(0..=9).unwrap_err();
            assert_eq!(unfit.allowed, "a whole number from 0 to 9");
        }
        assert_eq!(
            stored("4294967296").whole(0..=u32::MAX).unwrap_err().value,
            "4294967296"
        );
        assert_eq!(
            typed("x").whole(1..=u32::MAX).unwrap_err().allowed,
            "a whole number from 1 to 4294967295"
        );
    }

    #[test]
    fn keys() {
        assert_eq!(stored("\"u\"").key(), Ok(Key::Char('u')));
        assert_eq!(typed("space").key(), Ok(Key::Char(' ')));
        assert!(stored("1").key().is_err() && typed("uu").key().is_err());
    }

    #[test]
    fn words() {
        let words = [("a", 1), ("true", 2), ("c", 3)];
        assert_eq!(stored("\"a\"").one_of(&words), Ok(1));
        assert_eq!(stored("true").one_of(&words), Ok(2));
        assert_eq!(typed("c").one_of(&words), Ok(3));
        let unfit = stored("\"d\"").one_of(&words).unwrap_err();
        assert_eq!(
            (unfit.value.as_str(), unfit.allowed.as_str()),
            ("\"d\"", "`a`, `true` or `c`")
        );
    }
}
