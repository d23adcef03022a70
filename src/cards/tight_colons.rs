//! `Berlin Wall fell::1989`: lines parted by `::` without spaces, as flashcard notes have them. Code has
//! such colons, too, so that only a run of lines counts that all begin differently. It must never
//! take code for cards.

use std::collections::HashSet;

use crate::document::{Block, BlockKind, bytes_before};

use super::page::Page;
use super::prompt_words::{colons_in, double_colon};

/// The fewest lines below each other that are meant as cards.
const FEWEST: usize = 3;
/// The most bytes of such a line.
const LONGEST: usize = 400;

/// The places of such lines, sorted.
pub(super) fn tight_lines(page: &Page<'_>) -> Vec<usize> {
    let mut found = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    // Where the author made cards with spaces, or another program has asked such lines, one without spaces is
    // meant as well.
    let is_line = |block: &Block| matches!(block.kind, BlockKind::Line);
    let is_item = |block: &Block| matches!(block.kind, BlockKind::Item { .. });
    let is_meant = page.blocks.iter().any(|block| {
        let text = block.text.text(page.source);
        (is_line(block) && double_colon(text).is_some())
            || ((is_line(block) || is_item(block)) && is_scheduled(text))
    });
    let fewest = if is_meant { 1 } else { FEWEST };
    for at in 0..=page.blocks.len() {
        if front_at(page, at).is_some() {
            run.push(at);
            continue;
        }
        let fronts: HashSet<&str> = run.iter().filter_map(|at| front_at(page, *at)).collect();
        if run.len() >= fewest && fronts.len() == run.len() {
            found.append(&mut run);
        }
        run.clear();
    }
    found
}

/// What stands before the colons of the line at a place.
fn front_at<'a>(page: &'a Page<'_>, at: usize) -> Option<&'a str> {
    let is_line = matches!(
        page.block(at)?.kind,
        BlockKind::Line | BlockKind::Item { .. }
    );
    let text = page.text(at);
    let (place, _) = tight_colons(text).filter(|_| is_line)?;
    text.get(..place)
}

/// A line without the comment in which Obsidian's plugin keeps when it is due.
pub(super) fn without_schedule(text: &str) -> &str {
    text.split_once("<!--SR:")
        .map_or(text, |(said, _)| said.trim_end())
}

/// Whether such a comment stands behind a line with colons.
fn is_scheduled(text: &str) -> bool {
    // Looked at first: most lines have none.
    if colons_in(text).is_none() {
        return false;
    }
    let said = without_schedule(text);
    said.len() < text.len() && tight_colons(said).is_some()
}

/// The place and length of the one `::` or `:::` in a line, with words on both sides of it.
pub(super) fn tight_colons(text: &str) -> Option<(usize, usize)> {
    let place = colons_in(text)?;
    let text = without_schedule(text);
    if text.len() > LONGEST {
        return None;
    }
    if text.contains(['`', ';', '{', '}', '<', '>', '=']) {
        return None;
    }
    let (front, rest) = text.split_at_checked(place)?;
    let back = rest.trim_start_matches(':');
    let length = bytes_before(rest, back);
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, ')' | '"' | '?' | '$' | '*' | '!');
    let fits = (2..=3).contains(&length)
        && front.ends_with(is_word)
        && back.starts_with(|c: char| is_word(c) || c == '(')
        && !back.contains("::");
    fits.then_some((place, length))
}

#[cfg(test)]
mod tests {
    use super::tight_colons;

    #[test]
    fn words_on_both_sides_of_the_colons_make_a_line() {
        assert_eq!(tight_colons("Berlin Wall fell::1989"), Some((16, 2)));
        assert_eq!(tight_colons("Hund:::dog"), Some((4, 3)));
        assert_eq!(
            tight_colons("Hund:::dog <!--SR:!2026-01-10,4,285-->"),
            Some((4, 3))
        );
        for text in [
            "use std::fmt;",
            "a::b::c",
            "`a::b` is code",
            "std::vector<int>",
            "a: b",
            "::a",
        ] {
            assert_eq!(tight_colons(text), None, "{text}");
        }
    }
}
