//! Numbered lines with a question and a plain sentence behind it: nothing but the mark parts them, so that nearly all
//! that ask must be so.

use super::answered_lists::answered_lists;
use super::block::{Block, BlockKind, Marker};
use super::one_line::Cut;

/// The most bytes of such a line.
const LONGEST: usize = 4000;
/// The fewest such lines.
const FEWEST: usize = 3;

/// Numbered lines with a question and a sentence behind it, where nearly all that ask are so: `1. What is
/// it? A disk.` What only asks further, `Explain.`, is no answer.
pub(super) fn plain_answers(source: &str, blocks: &[Block]) -> Vec<(usize, Cut)> {
    let is_numbered = |block: &Block| {
        matches!(
            block.kind,
            BlockKind::Item {
                marker: Marker::Number(_),
                ..
            }
        )
    };
    let mut asking = 0_usize;
    let mut found = Vec::new();
    for (at, block) in blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| is_numbered(block))
    {
        let text = block.text.text(source);
        if text.len() > LONGEST || !text.contains('?') {
            continue;
        }
        asking = asking.saturating_add(1);
        if let Some(cut) = plain_answer(block, text) {
            found.push((at, cut));
        }
    }
    let most = found.len().saturating_mul(10) >= asking.saturating_mul(8);
    if found.len() < FEWEST || !most {
        found.clear();
    }
    found.extend(answered_lists(source, blocks));
    found.sort_by_key(|(at, _)| *at);
    found
}

/// Where the question of a numbered line ends and where the sentence behind it begins.
pub(super) fn plain_answer(block: &Block, text: &str) -> Option<Cut> {
    const ASKS_ON: [&str; 29] = [
        "explain",
        "give",
        "describe",
        "why",
        "how",
        "what",
        "list",
        "provide",
        "name",
        "discuss",
        "if",
        "justify",
        "show",
        "compare",
        "choose",
        "select",
        "which",
        "write",
        "state",
        "use",
        "consider",
        "illustrate",
        "elaborate",
        "can",
        "when",
        "support",
        "draw",
        "sketch",
        "define",
    ];
    let (question, answer) = text.split_once("? ")?;
    let answer = answer.trim_start();
    let first = answer.split(|sign: char| !sign.is_alphanumeric()).next()?;
    let says = answer.starts_with(|sign: char| sign.is_uppercase() || sign.is_ascii_digit())
        && !answer.contains('?')
        && !ASKS_ON.iter().any(|word| word.eq_ignore_ascii_case(first))
        && question.split_whitespace().nth(2).is_some();
    let end = block
        .text
        .start()
        .saturating_add(question.len())
        .saturating_add(1);
    says.then(|| (end, block.text.end().saturating_sub(answer.len())))
}
