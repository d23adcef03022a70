//! Answers with their explanation on the same line, `**Answer:** B) 1945 || **Explanation:** …`. They become two
//! lines. A text that only speaks of reasons stays whole.

use super::block::Block;
use super::label::{self, Label};
use super::parting::{self, Indent, is_line};
use super::span::Span;

/// The words between the two.
const SIGNS: [&str; 3] = ["Explanation:", "Rationale:", "Reason:"];
/// The most bytes of a line.
const LONGEST: usize = 4000;

/// Parts the answers from their explanations.
pub(super) fn part(source: &str, blocks: &mut Vec<Block>) {
    // Most documents have none, and their lines are not looked at.
    let has = |sign: &str| memchr::memmem::find(source.as_bytes(), sign.as_bytes()).is_some();
    if !SIGNS.iter().any(|sign| has(sign)) {
        return;
    }
    let found: Vec<(usize, (usize, usize))> = blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| Some((at, cut(source, block)?)))
        .collect();
    parting::part(
        blocks,
        found,
        Indent::UnderItem,
        |block, (end, start), below| {
            below.push(Span::new(start, block.text.end()));
            block.text.with_end(end)
        },
    );
}

/// Where the answer of a line ends and where the label of its explanation begins.
fn cut(source: &str, block: &Block) -> Option<(usize, usize)> {
    let text = block.text.text(source);
    if !is_line(block) || text.len() > LONGEST {
        return None;
    }
    let before = memchr::memchr_iter(b':', text.as_bytes()).find_map(|colon| {
        let to_colon = text.get(..=colon)?;
        SIGNS.iter().find_map(|sign| to_colon.strip_suffix(sign))
    })?;
    let label = before.trim_end_matches(['*', '_']);
    let answer = label.trim_end_matches([' ', '|', '-', '–', '—']);
    let found = label::label(source, block.text)?;
    let is_answer = found.label == Label::Answer && answer.len() < label.len();
    let says = found.rest.start() < block.text.start().saturating_add(answer.len());
    let start = block.text.start();
    (is_answer && says).then(|| {
        (
            start.saturating_add(answer.len()),
            start.saturating_add(label.len()),
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::document::parting::texts;

    #[test]
    fn an_explanation_stands_on_a_line_of_its_own() {
        let line = "\n\n**Answer:** B) 1945 || **Explanation:** It ended then.";
        assert_eq!(
            texts(line),
            ["**Answer:** B) 1945", "**Explanation:** It ended then."]
        );
        assert_eq!(
            texts("\n\nAnswer: B - Reason: it floats"),
            ["Answer: B", "Reason: it floats"]
        );
        for line in [
            "Explanation: it floats",
            "No answer. Reason: none",
            "Answer: Explanation: x",
        ] {
            assert_eq!(texts(&format!("\n\n{line}")), [line]);
        }
    }
}
