//! A question and its answer on one line: `What is λ? **Answer:** 0.25.` They become two lines, so
//! that whatever reads lines reads these. It must never cut inside of anything but such a line.

use super::block::{Block, BlockKind};
use super::label::{self, Label};
use super::span::Span;

/// The most bytes of a line with a question and its answer: labels are looked for behind each mark.
const LONGEST: usize = 4000;
/// Columns that the answer of an item is indented under it.
const UNDER_ITEM: u32 = 2;

/// Where a question ends and where its answer begins.
type Cut = (usize, usize);

/// Parts the questions from their answers.
pub(super) fn part(source: &str, blocks: &mut Vec<Block>) {
    let cuts: Vec<(usize, Cut)> = (0..blocks.len())
        .filter_map(|at| {
            let block = blocks.get(at)?;
            let cut = answer_in(source, block)
                .or_else(|| behind_label(source, block, blocks.get(at + 1)))?;
            Some((at, cut))
        })
        .collect();
    if cuts.is_empty() {
        return;
    }
    let mut cuts = cuts.into_iter().peekable();
    let mut parted = Vec::with_capacity(blocks.len() + cuts.len());
    for (at, mut block) in blocks.drain(..).enumerate() {
        let Some((_, (cut, answer))) = cuts.next_if(|(place, _)| *place == at) else {
            parted.push(block);
            continue;
        };
        let span = Span::new(answer, block.text.end());
        let indent = match block.kind {
            BlockKind::Item { .. } => block.indent + UNDER_ITEM,
            _ => block.indent,
        };
        let below = Block {
            kind: BlockKind::Line,
            span,
            text: span,
            indent,
            gap: super::block::Gap::None,
        };
        block.text = block.text.with_end(cut);
        block.span = block.span.with_end(cut);
        parted.push(block);
        parted.push(below);
    }
    *blocks = parted;
}

/// Where the question of a line ends and where the label of its answer begins.
fn answer_in(source: &str, block: &Block) -> Option<Cut> {
    if !matches!(block.kind, BlockKind::Line | BlockKind::Item { .. }) {
        return None;
    }
    let text = block.text.text(source);
    if text.len() > LONGEST {
        return None;
    }
    if let Some(cut) = behind_bold_question(text) {
        let rest = text.get(cut..).unwrap_or_default();
        let start = block.text.end() - rest.trim_start().len();
        return Some((block.text.start() + cut, start));
    }
    text.match_indices('?').find_map(|(at, mark)| {
        let behind = text.get(at + mark.len()..)?;
        let closing = behind.len() - behind.trim_start_matches(['*', '_', ')', '"', '”']).len();
        let gap = behind.get(closing..)?;
        let label = gap.trim_start();
        let is_parted = label.len() < gap.len();
        let word = label.trim_start_matches(|c: char| !c.is_alphanumeric());
        // Most question marks are followed by something else, and labels cost more to read.
        let may_answer = word.starts_with(['A', 'a', 'C', 'c', 'S', 's']);
        if !is_parted || !may_answer {
            return None;
        }
        let start = block.text.end() - label.len();
        let found = label::label(source, Span::new(start, block.text.end()))?;
        let says = !found.rest.text(source).is_empty();
        // `A:` alone answers `Q:`; elsewhere it may be the first of some options.
        let is_letter = found.name.text(source).len() == 1
            && !matches!(
                label::label(source, block.text),
                Some(question) if matches!(question.label, Label::Question(_))
            );
        (found.label == Label::Answer && says && !is_letter)
            .then_some((block.text.start() + at + mark.len() + closing, start))
    })
}

/// Where a text ends that is a question in bold, with a sentence behind it: `**Why?** Because …`.
fn behind_bold_question(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("**")?;
    let close = inner.find("**")?;
    let question = inner.get(..close)?;
    let rest = inner.get(close + 2..)?;
    let answer = rest.trim_start();
    let answers = answer.len() < rest.len()
        && answer.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '`' | '$' | '"'))
        && answer.split_whitespace().nth(2).is_some()
        && !answer.contains('?');
    (question.ends_with('?') && answers).then_some(close + 4)
}

/// Where `Q. Why? Because …` is cut, which lost its emphasis: the next question follows at once, so that
/// nothing else answers.
fn behind_label(source: &str, block: &Block, next: Option<&Block>) -> Option<Cut> {
    let text = block.text.text(source);
    if block.kind != BlockKind::Line || text.len() > LONGEST || !text.contains("? ") {
        return None;
    }
    let is_question = |block: &Block| {
        label::label(source, block.text)
            .is_some_and(|found| matches!(found.label, Label::Question(_)))
    };
    let ends = next.is_none_or(|next| {
        matches!(next.kind, BlockKind::Heading { .. } | BlockKind::Rule)
            || is_question(next)
            || (next.kind == BlockKind::Line && next.text.text(source).ends_with('?'))
    });
    let (question, answer) = text.split_once("? ")?;
    let answers = answer.trim_start().starts_with(char::is_uppercase)
        && answer.split_whitespace().nth(2).is_some()
        && !answer.contains('?');
    if !ends || !answers || !is_question(block) {
        return None;
    }
    let cut = block.text.start() + question.len() + 1;
    Some((cut, block.text.end() - answer.trim_start().len()))
}

#[cfg(test)]
mod tests {
    use crate::document::{BlockKind, parse};

    fn texts(source: &str) -> Vec<(bool, &str)> {
        let document = parse(source);
        let text = |block: &crate::document::Block| {
            let is_item = matches!(block.kind, BlockKind::Item { .. });
            (is_item, block.text.text(source))
        };
        document.blocks.iter().map(text).collect()
    }

    #[test]
    fn an_answer_behind_its_question_stands_on_a_line_of_its_own() {
        assert_eq!(
            texts("\n\nWhat is λ? **Answer:** 0.25."),
            [(false, "What is λ?"), (false, "**Answer:** 0.25.")]
        );
        assert_eq!(
            texts("- **Who?** Answer: we"),
            [(true, "**Who?**"), (false, "Answer: we")]
        );
        assert_eq!(
            texts("Q: Who? A: we"),
            [(false, "Q: Who?"), (false, "A: we")]
        );
    }

    #[test]
    fn a_sentence_behind_a_bold_question_answers_it() {
        assert_eq!(
            texts("\n\n**Q. Why?** Because it is so."),
            [(false, "**Q. Why?**"), (false, "Because it is so.")]
        );
    }

    #[test]
    fn other_lines_stay_whole() {
        for line in [
            "Who? A: me, B: you",
            "Is it? And: why",
            "Why? Answer the question.",
            "What?Answer: x",
            "Who? Answer:",
        ] {
            assert_eq!(texts(&format!("\n\n{line}")), [(false, line)], "{line}");
        }
    }
}
