//! The letters before the options of a multiple-choice question: `A.`, `b)`, `(c)`, `**D.**`.

use super::label::{decoration, trimmed};
use super::span::Span;

/// An option's letter and the place of its text: `A. text`, `b) text`, `(c) text`, `**D.** text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionLetter {
    /// The letter, upper case.
    pub letter: char,
    /// The text behind it.
    pub rest: Span,
}

/// Reads an option's letter at the beginning of a text.
pub fn option_letter(source: &str, text: Span) -> Option<OptionLetter> {
    let whole = text.text(source);
    let start = text.start() + decoration(whole);
    let bare = source.get(start..text.end())?;
    // An option that is code as a whole, letter and all.
    let coded = bare
        .strip_prefix('`')
        .and_then(|bare| bare.strip_suffix('`'))
        .filter(|inner| !inner.contains('`'));
    if coded.is_some() {
        return option_letter(source, Span::new(start + 1, text.end() - 1));
    }
    let inner = bare.strip_prefix('(').unwrap_or(bare);
    let letter = inner
        .chars()
        .next()
        .filter(|c| c.is_ascii_alphabetic())?
        .to_ascii_uppercase();
    let after = inner.get(1..)?;
    let after = after.strip_prefix("**").unwrap_or(after);
    let after = after.strip_prefix('\\').unwrap_or(after);
    let rest = after.strip_prefix(['.', ')'])?;
    let spaced = rest.is_empty() || rest.starts_with([' ', '\t', '*', '\u{a0}']);
    // `B)two`; `e.g.` and `f(x)y` are none.
    let tight = after.starts_with(')') && rest.starts_with(|c: char| c.is_alphanumeric());
    if letter > 'J' || !(spaced || tight) {
        return None;
    }
    let rest_start = text.end() - rest.len();
    Some(OptionLetter {
        letter,
        rest: trimmed(source, Span::new(rest_start, text.end())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_have_a_letter_and_a_separator() {
        let option = |text: &str| {
            option_letter(text, Span::new(0, text.len()))
                .map(|found| (found.letter, found.rest.text(text).to_owned()))
        };
        assert_eq!(option("A. one"), Some(('A', "one".into())));
        assert_eq!(option("b) two"), Some(('B', "two".into())));
        assert_eq!(option("(c) three"), Some(('C', "three".into())));
        assert_eq!(option("**D.** four"), Some(('D', "four".into())));
        assert_eq!(option("**D)** four"), Some(('D', "four".into())));
        assert_eq!(option("**D. four**"), Some(('D', "four".into())));
        assert_eq!(option("✅ **C. right**"), Some(('C', "right".into())));
        assert_eq!(option("B)two"), Some(('B', "two".into())));
        assert_eq!(option("A\\) one"), Some(('A', "one".into())));
        assert_eq!(option("`A. True`"), Some(('A', "True".into())));
        assert_eq!(option("A disk"), None);
        assert_eq!(option("e.g. this"), None);
        assert_eq!(option("Z. last"), None);
    }
}
