//! Levels of headings that are questions: catalogues of numbered ones, and demands among headings that ask. A level
//! says nothing of the others.

use std::collections::HashMap;

use crate::document::bytes_before;

use super::answer_key::AnswerKey;
use super::page::Page;
use super::survey::starts_with_number;

/// The fewest numbered headings of a level that make a catalogue of questions.
const FEWEST_HEADINGS: usize = 3;

/// A level whose numbered headings mostly ask is a catalogue: `13. Define variance` asks too.
pub(super) fn numbered_levels_ask(page: &Page<'_>, key: &AnswerKey) -> [bool; 7] {
    let mut numbered: HashMap<u8, (usize, usize)> = HashMap::new();
    for at in 0..page.blocks.len() {
        let Some(level) = page.heading_level(at) else {
            continue;
        };
        let text = page.text(at);
        if starts_with_number(text) {
            let counts = numbered.entry(level).or_default();
            let asks_here = page.asks(at) || page.is_imperative(at) || is_in_key(page, key, at);
            counts.0 = counts.0.saturating_add(1);
            counts.1 = counts.1.saturating_add(usize::from(asks_here));
        }
    }
    let mut levels = [false; 7];
    for (level, slot) in (0_u8..).zip(levels.iter_mut()) {
        let (all, asking) = numbered.get(&level).copied().unwrap_or_default();
        if all >= FEWEST_HEADINGS && asking.saturating_mul(2) > all {
            // Numbered headings below these belong to the answers.
            *slot = true;
            break;
        }
    }
    levels
}

/// Whether a key answers the number of a heading, and of nothing else that has it.
fn is_in_key(page: &Page<'_>, key: &AnswerKey, at: usize) -> bool {
    let text = page.text(at);
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = text.get(..bytes_before(text, digits)).map(str::parse);
    matches!(number, Some(Ok(number)) if key.answers_title(number, at))
}

/// Where two headings of a level ask, `Explain the heap` of that level asks as well.
pub(super) fn demanding_levels_ask(page: &Page<'_>) -> [bool; 7] {
    /// The fewest headings that ask.
    const FEWEST: usize = 2;
    let mut asking = [0_usize; 7];
    for at in 0..page.blocks.len() {
        let level = page.heading_level(at).filter(|_| page.title != Some(at));
        let count = level.and_then(|level| asking.get_mut(usize::from(level)));
        if let Some(count) = count.filter(|_| page.asks(at)) {
            *count = count.saturating_add(1);
        }
    }
    asking.map(|count| count >= FEWEST)
}
