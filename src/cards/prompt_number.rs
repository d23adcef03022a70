//! The number that the words of a question begin with. What they ask is no matter of this file.

use crate::document::{behind_dash, bytes_before, keycap_number, part_number};

use super::bold_number::bold_number;
use super::survey::starts_with_number;

/// The number a prompt begins with, and its words.
pub(super) fn numbered(text: &str) -> (Option<u32>, &str) {
    if let Some((number, skip)) = keycap_number(text) {
        return (Some(number), text.get(skip..).unwrap_or_default());
    }
    if let Some((number, words)) = bold_number(text) {
        return (Some(number), words);
    }
    // `1.2 Who?`, `**1.2. Who?**`
    if let Some((number, behind)) = part_number(text.trim_start_matches('*')) {
        let words = behind.trim_start_matches(['.', ')', ':']);
        let is_parted = words.starts_with(char::is_whitespace);
        let words = match text.starts_with('*') {
            true => text,
            false => words.trim_start(),
        };
        if is_parted {
            return (Some(number), words);
        }
    }
    if !starts_with_number(text) {
        return (None, without_number(text));
    }
    // `**12. Who?**`, whose emphasis is taken off later.
    let inner = text.trim_start_matches('*');
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = inner
        .get(..bytes_before(inner, rest))
        .and_then(|digits| digits.parse().ok());
    (number, without_number(text))
}

/// Takes `3.`, `12)` or `1.2.3` off the beginning of a text.
pub(super) fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    // `5．什么是船？`
    if let Some(words) = rest.strip_prefix(['．', '、'])
        && rest.len() < text.len()
    {
        return words.trim_start();
    }
    // `1 . What is it?`
    if let Some(words) = rest.strip_prefix(" . ")
        && rest.len() < text.len()
    {
        return words.trim_start();
    }
    let number = text.get(..bytes_before(text, rest)).unwrap_or_default();
    // `### 5.` over its question.
    if rest.is_empty() && number.ends_with('.') {
        return rest;
    }
    if let Some(words) = behind_dash(rest)
        && (1..=3).contains(&number.len())
        && number.parse::<u32>().is_ok()
    {
        return words;
    }
    let bare = rest.trim_start_matches([')', ':']);
    let parted = bare.starts_with(char::is_whitespace);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && (number.contains('.') || bare.len() < rest.len());
    if is_number && parted {
        bare.trim_start()
    } else {
        text
    }
}
