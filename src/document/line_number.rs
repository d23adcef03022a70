//! The numbers that lines begin with, and what parts them from their text. It must never take a figure
//! of a sentence for one.

use super::block::{Marker, Task};
use super::check_box::checkbox;
use super::keycap::keycap_number;
use super::line::Look;
use super::span::bytes_before;

/// The most digits of a number that a dash parts from its text: longer ones are years.
const MOST_DIGITS_OF_DASHED: usize = 3;

pub(super) fn numbered(text: &str) -> Option<(Look, usize)> {
    let digits = bytes_before(text, text.trim_start_matches(|c: char| c.is_ascii_digit()));
    if digits > 9 {
        return None;
    }
    let number = text.get(..digits)?.parse().ok()?;
    if digits <= MOST_DIGITS_OF_DASHED
        && let Some(words) = behind_dash(text.get(digits..)?)
    {
        let skip = bytes_before(text, words);
        return Some((Look::Item(Marker::Number(number), Task::None), skip));
    }
    let behind = text.get(digits..)?;
    // `3、什么是…？` needs no space.
    if let Some(words) = behind.strip_prefix(['、', '．', '）']) {
        let skip = bytes_before(text, words);
        return (digits > 0).then_some((Look::Item(Marker::Number(number), Task::None), skip));
    }
    // `6 . How is it?`
    let apart = behind
        .strip_prefix(" . ")
        .filter(|words| words.starts_with(char::is_uppercase));
    if let Some(words) = apart.filter(|_| (1..=MOST_DIGITS_OF_DASHED).contains(&digits)) {
        let skip = bytes_before(text, words);
        return Some((Look::Item(Marker::Number(number), Task::None), skip));
    }
    let rest = behind.strip_prefix(['.', ')'])?;
    // `1.- ¿Qué es?`, as Spanish papers have it.
    if let Some(words) = rest
        .strip_prefix(['-', '–'])
        .filter(|words| words.starts_with(' '))
    {
        let skip = bytes_before(text, words);
        return (digits > 0).then_some((Look::Item(Marker::Number(number), Task::None), skip));
    }
    let parted = rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']);
    if !parted && !begins_sentence(rest) {
        return None;
    }
    let (task, box_bytes) = match checkbox(rest) {
        // `1. - [x] done`
        (Task::None, _) => inner_box(rest),
        found => found,
    };
    Some((
        Look::Item(Marker::Number(number), task),
        digits.saturating_add(1).saturating_add(box_bytes),
    ))
}

/// A number behind a drawn sign: `✅ 1. What is it?`
pub(super) fn drawn(text: &str) -> Option<(Look, usize)> {
    let behind = text.trim_start_matches(|c: char| !c.is_ascii() && !c.is_alphanumeric());
    let inner = behind.trim_start();
    let (look, more) = numbered(inner)?;
    Some((look, bytes_before(text, inner).saturating_add(more)))
}

/// A box behind a bullet of its own.
fn inner_box(rest: &str) -> (Task, usize) {
    let bullet = rest.trim_start();
    let found = bullet.strip_prefix("- ").map(|inner| {
        let (task, bytes) = checkbox(inner);
        (task, bytes_before(rest, inner).saturating_add(bytes))
    });
    found
        .filter(|(task, _)| *task != Task::None)
        .unwrap_or((Task::None, 0))
}

/// Whether a word of a sentence stands right behind a number: `1.What is it?`
fn begins_sentence(rest: &str) -> bool {
    let mut signs = rest.chars();
    signs.next().is_some_and(char::is_uppercase)
        && signs.next().is_some_and(char::is_lowercase)
        && rest.contains(' ')
}

/// What stands behind the dash of `1 - What is it?`, `behind` being what follows the number; a difference
/// has no word there.
pub fn behind_dash(behind: &str) -> Option<&str> {
    let words = [" - ", " – ", " — "]
        .into_iter()
        .find_map(|dash| behind.strip_prefix(dash))?;
    words.starts_with(char::is_uppercase).then_some(words)
}

/// `1️⃣ What is it?`
pub(super) fn framed(text: &str) -> Option<(Look, usize)> {
    let (number, skip) = keycap_number(text).filter(|(_, skip)| *skip < text.len())?;
    Some((Look::Item(Marker::Number(number), Task::None), skip))
}
