//! Lines numbered in two parts, `3.1 How many?`, which ask behind a numbered question.

use crate::document::BlockKind;

use super::asking_lines::LONGEST_LINE;
use super::page::Page;

/// Lines that ask and whose number has two parts, in a document of numbered questions.
pub(super) fn parts_of_questions(page: &Page<'_>, numbered: &[usize]) -> Vec<usize> {
    let is_part = |at: &usize| {
        let text = page.text(*at);
        let is_line = page
            .block(*at)
            .is_some_and(|block| block.kind == BlockKind::Line);
        is_line && text.len() <= LONGEST_LINE && begins_with_part(text) && page.asks(*at)
    };
    let lines = match numbered.first() {
        Some(first) => *first..page.blocks.len(),
        None => 0..0,
    };
    lines.filter(is_part).collect()
}

/// Whether a text begins with a number such as `3.1`.
pub(super) fn begins_with_part(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    let number = word.strip_suffix(['.', ')']).unwrap_or(word);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    number
        .split_once('.')
        .is_some_and(|(whole, part)| digits(whole) && digits(part))
}
