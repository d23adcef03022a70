//! Lists whose numbers an answer key names as options: `Answers:` over `1. 3`. It must never take the key itself for one.

use super::key_title::names_key;
use super::page::Page;

/// Whether the document has a key that names options by their numbers: `Answers:` over `1. 3`, `2. 1, 4`.
pub(super) fn has_counting_key(page: &Page<'_>) -> bool {
    let counts = |at: usize| {
        let text = page.text(at);
        // `1. Ans: 2 since …`
        let labelled = ["Ans: ", "Ans. ", "Answer: "]
            .iter()
            .find_map(|word| text.strip_prefix(word));
        let text = labelled.map_or(text, |rest| {
            rest.split([' ', '.', ')']).next().unwrap_or_default()
        });
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | ' ');
        page.item_number(at).is_some() && !text.is_empty() && text.chars().all(is_number)
    };
    let opens = |at: &usize| {
        counts(at.saturating_add(1)) && counts(at.saturating_add(2)) && names_key(page.text(*at))
    };
    (0..page.blocks.len()).any(|at| opens(&at))
}

/// Whether a numbered list, by the place of its first item, is indented under a numbered item.
pub(super) fn is_under_number(page: &Page<'_>, first: usize) -> bool {
    let indent = |at: usize| page.block(at).map(|block| block.indent);
    first.checked_sub(1).is_some_and(|above| {
        page.item_number(first).is_some()
            && page.item_number(above).is_some()
            && (indent(above) < indent(first) || page.asks(above))
    })
}
