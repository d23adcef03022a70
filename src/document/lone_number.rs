//! A number, the letter of an option or a bullet alone on its line, above its text, as textbooks print their questions,
//! pages of quizzes are pasted and text is taken from print. Both lines become one item. It must never join them with
//! anything but the text right below.

use super::block::{Block, BlockKind, Gap, Marker, Task};
use super::label::{self, Label};

/// Columns of indentation of what belongs to an item.
const UNDER_ITEM: u32 = 2;

/// Joins numbers, letters and bullets with their texts.
pub(super) fn join(source: &str, blocks: &mut Vec<Block>) {
    let letters = letters(source, blocks);
    let has_bullets = lone_bullets(blocks).nth(1).is_some();
    if has_bullets {
        indent_wrapped(source, blocks);
    }
    let mut letters = letters.into_iter().peekable();
    let mut lone = Vec::new();
    for at in 0..blocks.len() {
        let letter = letters.next_if(|(place, _)| *place == at);
        let marker = letter
            .map(|(_, letter)| Marker::Letter(letter))
            .or_else(|| lone_number(source, blocks, at))
            .or_else(|| (has_bullets && is_lone_bullet(blocks, at)).then_some(Marker::Bullet));
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

/// Whether a bullet stands alone above a text.
fn is_lone_bullet(blocks: &[Block], at: usize) -> bool {
    let is_bullet = blocks.get(at).is_some_and(|block| {
        let kind = BlockKind::Item {
            marker: Marker::Bullet,
            task: Task::None,
        };
        block.kind == kind && block.text.start() >= block.text.end()
    });
    is_bullet && is_line(blocks, at.saturating_add(1))
}

fn lone_bullets(blocks: &[Block]) -> impl Iterator<Item = usize> {
    (0..blocks.len()).filter(|at| is_lone_bullet(blocks, *at))
}

/// Indents the lines that an item wraps over, from one such bullet to the next below it.
fn indent_wrapped(source: &str, blocks: &mut [Block]) {
    /// The most lines of an item.
    const LONGEST: usize = 6;
    let bullets: Vec<usize> = lone_bullets(blocks).collect();
    for pair in bullets.windows(2) {
        let [one, next] = pair else {
            continue;
        };
        let wrapped = one.saturating_add(2)..*next;
        let goes_on = |block: &Block| {
            let is_line = block.kind == BlockKind::Line && block.gap == Gap::None;
            is_line
                && label::label(source, block.text).is_none_or(|found| found.label == Label::Other)
        };
        let Some(lines) = blocks
            .get_mut(wrapped)
            .filter(|lines| lines.len() < LONGEST)
        else {
            continue;
        };
        if lines.iter().all(goes_on) {
            for line in lines {
                line.indent = line.indent.max(UNDER_ITEM);
            }
        }
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
    fn bullets_alone_stand_for_the_lines_below() {
        let source = "Which floats?\n•\nA.  A stone of\nBath\n•\nB.  A log\nAnswer: B\n";
        let blocks = parse(source).blocks;
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.text(source)).collect();
        let expected = [
            "Which floats?",
            "A.  A stone of",
            "Bath",
            "B.  A log",
            "Answer: B",
        ];
        assert_eq!(texts, expected);
        assert_eq!(blocks[2].indent, 2);
        assert_eq!(parse("•\nA stone\n").blocks.len(), 2);
    }

    #[test]
    fn letters_alone_stand_for_the_lines_below() {
        let source = "• 1.\nWhich floats?\n• A.\nA stone\n• B.\nA log\nAnswer: B\n";
        let blocks = parse(source).blocks;
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.text(source)).collect();
        assert_eq!(texts, ["Which floats?", "A stone", "A log", "Answer: B"]);
    }
}
