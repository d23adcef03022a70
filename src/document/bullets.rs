//! Bullets: the signs before the items of a list, as Markdown has them and as word processors draw them. It must
//! not take a sign of a sentence for one.

use super::block::{Marker, Task};
use super::check_box::checkbox;
use super::line::Look;
use super::line_number::numbered;
use super::span::bytes_before;

pub(super) fn bullet(text: &str, mark: char) -> Option<(Look, usize)> {
    if mark == '_' {
        return None;
    }
    let skip = mark.len_utf8();
    let rest = text.get(skip..)?;
    let (task, box_bytes) = checkbox(rest);
    // `-[ ] text` is meant as a box, too.
    let is_parted = rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']);
    if !is_parted && (task == Task::None || mark != '-') {
        return None;
    }
    Some((
        Look::Item(Marker::Bullet, task),
        skip.saturating_add(box_bytes),
    ))
}

/// Bullets that word processors and pages draw, and that people put before their items.
pub(super) const SIGNS: [char; 15] = [
    '●', '○', '◦', '▪', '▫', '■', '◆', '‣', '⁃', '·', '➢', '➤', '🔹', '🔸', '👉',
];

/// An item behind such a bullet, with its number where it has one: `🔹 1. What is it?`
pub(super) fn sign(text: &str, sign: char) -> Option<(Look, usize)> {
    let behind = text.get(sign.len_utf8()..)?;
    let inner = behind.trim_start_matches('\u{fe0f}').trim_start();
    let skip = bytes_before(text, inner);
    if skip == sign.len_utf8() || inner.is_empty() {
        return None;
    }
    match numbered(inner) {
        Some((look, more)) => Some((look, skip.saturating_add(more))),
        None => Some((Look::Item(Marker::Bullet, Task::None), skip)),
    }
}
