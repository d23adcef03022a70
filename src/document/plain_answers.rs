//! Numbered lines with a question and a plain sentence behind it: nothing but the mark parts them, so that nearly all
//! that ask must be so.

use super::block::{Block, BlockKind, Marker, Task};
use super::one_line::Cut;

/// The most bytes of such a line.
const LONGEST: usize = 4000;
/// The fewest such lines.
const FEWEST: usize = 3;
/// The fewest where the line above says that questions follow.
const FEWEST_SAID: usize = 2;

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
    found.extend(bulleted(source, blocks));
    found.sort_by_key(|(at, _)| *at);
    found
}

/// Lists without numbers in which every item is a question with a sentence behind it.
fn bulleted(source: &str, blocks: &[Block]) -> Vec<(usize, Cut)> {
    let is_bullet = |block: &Block| {
        matches!(
            block.kind,
            BlockKind::Item {
                marker: Marker::Bullet,
                task: Task::None,
            }
        )
    };
    let is_below = |block: &Block| block.kind == BlockKind::Line && block.indent > 0;
    let mut found = Vec::new();
    let items: Vec<(usize, &Block)> = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| !is_below(block))
        .collect();
    for list in items.chunk_by(|(_, one), (_, other)| {
        is_bullet(one) && is_bullet(other) && one.indent == other.indent
    }) {
        let cuts = list.iter().map(|(at, block)| {
            let text = block.text.text(source);
            let cut =
                plain_answer(block, text).filter(|_| is_bullet(block) && text.len() <= LONGEST)?;
            // A hint on what to do asks in a few words: `Need more? See below.`
            let says = text.get(cut.1.saturating_sub(block.text.start())..)?;
            let goes_on = || blocks.get(at.saturating_add(1)).is_some_and(is_below);
            let is_sentence = says.split_whitespace().nth(FEWEST).is_some() || goes_on();
            is_sentence.then_some((*at, cut))
        });
        let above = list
            .first()
            .and_then(|(at, _)| blocks.get(at.checked_sub(1)?));
        let is_said = above.is_some_and(|above| says_questions(above.text.text(source)));
        let fewest = if is_said { FEWEST_SAID } else { FEWEST };
        if list.len() >= fewest
            && let Some(cuts) = cuts.collect::<Option<Vec<_>>>()
        {
            found.extend(cuts);
        }
    }
    found
}

/// Whether a short line names the questions below it: `Discussion questions to close`.
fn says_questions(text: &str) -> bool {
    /// The most bytes of such a line.
    const LONGEST: usize = 60;
    text.len() <= LONGEST && text.to_lowercase().contains("questions")
}

/// Where the question of a numbered line ends and where the sentence behind it begins.
fn plain_answer(block: &Block, text: &str) -> Option<Cut> {
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
