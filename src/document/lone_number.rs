//! A number or the letter of an option alone on its line, above its text, as textbooks print their questions and
//! pages of quizzes are pasted. Both lines become one item. It must never join them with anything but the text
//! right below.

use super::block::{Block, BlockKind, Marker, Task};

/// Joins numbers and letters with their texts.
pub(super) fn join(source: &str, blocks: &mut Vec<Block>) {
    let letters = letters(source, blocks);
    let mut letters = letters.into_iter().peekable();
    let mut lone = Vec::new();
    for at in 0..blocks.len() {
        let letter = letters.next_if(|(place, _)| *place == at);
        let marker = letter
            .map(|(_, letter)| Marker::Letter(letter))
            .or_else(|| lone_number(source, blocks, at));
        if let Some(marker) = marker {
            lone.push((at, marker));
        }
    }
    if lone.is_empty() {
        return;
    }
    for (at, marker) in &lone {
        let Some(text) = blocks
            .get(at.saturating_add(1))
            .map(|block| (block.text, block.span))
        else {
            continue;
        };
        if let Some(sign) = blocks.get_mut(*at) {
            sign.kind = BlockKind::Item {
                marker: *marker,
                task: Task::None,
            };
            sign.text = text.0;
            sign.span = sign.span.to(text.1);
        }
    }
    let mut at = 0_usize;
    blocks.retain(|_| {
        let above = at.checked_sub(1);
        at = at.saturating_add(1);
        above.is_none_or(|above| lone.binary_search_by_key(&above, |(at, _)| *at).is_err())
    });
}

/// The number that stands alone above a text: `7.`, `• 7.`
fn lone_number(source: &str, blocks: &[Block], at: usize) -> Option<Marker> {
    let block = blocks
        .get(at)
        .filter(|_| is_line(blocks, at.saturating_add(1)))?;
    match block.kind {
        BlockKind::Item { marker, .. } if matches!(marker, Marker::Number(_)) => {
            (block.text.start() >= block.text.end()).then_some(marker)
        }
        BlockKind::Item {
            task: Task::None, ..
        } => {
            let number = block.text.text(source).strip_suffix(['.', ')'])?;
            number.parse().ok().map(Marker::Number)
        }
        _ => None,
    }
}

/// The letters of options that stand alone, each above one line: `• A.` from A on.
fn letters(source: &str, blocks: &[Block]) -> Vec<(usize, char)> {
    let letter = |at: usize| {
        let block = blocks
            .get(at)
            .filter(|_| is_line(blocks, at.saturating_add(1)))?;
        let is_text = matches!(
            block.kind,
            BlockKind::Line
                | BlockKind::Item {
                    task: Task::None,
                    ..
                }
        );
        let sign = block.text.text(source).strip_suffix(['.', ')'])?;
        let mut signs = sign.chars();
        let first = signs.next().filter(|sign| sign.is_ascii_alphabetic())?;
        (is_text && signs.next().is_none()).then(|| first.to_ascii_uppercase())
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let run = || (at..).step_by(2).zip('A'..='J');
        let all = run()
            .take_while(|(at, expected)| letter(*at) == Some(*expected))
            .count();
        if all >= 2 {
            found.extend(run().take(all));
        }
        at = at.saturating_add(all.saturating_mul(2).max(1));
    }
    found
}

fn is_line(blocks: &[Block], at: usize) -> bool {
    blocks
        .get(at)
        .is_some_and(|block| block.kind == BlockKind::Line)
}

#[cfg(test)]
mod tests {
    use crate::document::{BlockKind, Marker, parse};

    #[test]
    fn a_number_alone_numbers_the_text_below() {
        let source = "# T\n\n6. \n\nWhat is it?\nSay it.\n\n7. Whole\n";
        let blocks = parse(source).blocks;
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.text(source)).collect();
        assert_eq!(texts, ["T", "What is it?", "Say it.", "Whole"]);
        let number = BlockKind::Item {
            marker: Marker::Number(6),
            task: crate::document::Task::None,
        };
        assert_eq!(blocks.get(1).map(|block| &block.kind), Some(&number));
    }

    #[test]
    fn letters_alone_stand_for_the_lines_below() {
        let source = "• 1.\nWhich floats?\n• A.\nA stone\n• B.\nA log\nAnswer: B\n";
        let blocks = parse(source).blocks;
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.text(source)).collect();
        assert_eq!(texts, ["Which floats?", "A stone", "A log", "Answer: B"]);
    }
}
