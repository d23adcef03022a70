//! Options whose signs say which is right, `❌ a dam` and `✅ a lock` in lines of their own right below a question. They are
//! boxes, as `[ ]` and `[x]` are. It must never take a list of what to do and what to leave.

use super::block::Marker;
use super::block::{Block, BlockKind, Task};
use super::label::{self, Label};
use super::sentence::ends_asking;
use super::span::bytes_before;

/// The fewest and the most such lines.
const FEWEST: usize = 2;
const MOST: usize = 8;
/// The signs of the right ones, and those of the others.
const RIGHT: [&str; 3] = ["✅", "✔️", "✔"];
const OTHERS: [&str; 4] = ["❌", "✖", "✗", "✘"];

/// Makes boxes of such lines.
pub(super) fn mark(source: &str, blocks: &mut [Block]) {
    let mut at = 1;
    while at < blocks.len() {
        let run = blocks.get(at..).unwrap_or_default().iter();
        let signs: Vec<Sign> = run.map_while(|block| sign(source, block)).collect();
        let asks = at.checked_sub(1).and_then(|above| blocks.get(above));
        if is_choice(&signs) && asks.is_some_and(|above| is_question(source, above)) {
            let run = blocks.iter_mut().skip(at);
            run.zip(&signs).for_each(|(block, sign)| sign.mark(block));
        }
        at = at.saturating_add(signs.len().max(1));
    }
}

/// What the sign of a line says, and the bytes of the sign.
#[derive(Clone, Copy)]
struct Sign {
    is_right: bool,
    /// Whether it is one of these signs, or a circle that is a box already.
    bytes: usize,
}

impl Sign {
    fn mark(self, block: &mut Block) {
        block.text = block
            .text
            .with_start(block.text.start().saturating_add(self.bytes));
        block.kind = BlockKind::Item {
            marker: Marker::Bullet,
            task: if self.is_right {
                Task::Done
            } else {
                Task::Open
            },
        };
    }
}

fn sign(source: &str, block: &Block) -> Option<Sign> {
    let text = block.text.text(source);
    match block.kind {
        BlockKind::Line => {
            let behind = |signs: &[&str]| signs.iter().find_map(|sign| text.strip_prefix(sign));
            let right = behind(&RIGHT);
            let rest = right.or_else(|| behind(&OTHERS))?;
            let words = rest.strip_prefix(' ')?.trim_start();
            (!words.is_empty()).then(|| Sign {
                is_right: right.is_some(),
                bytes: bytes_before(text, words),
            })
        }
        // `🔘 a dam` is drawn beside `✅ a lock`.
        BlockKind::Item { task, .. } if task != Task::None => Some(Sign {
            is_right: false,
            bytes: 0,
        }),
        _ => None,
    }
}

/// Whether some signs are those of options: some are right, and some are not.
fn is_choice(signs: &[Sign]) -> bool {
    let right = signs.iter().filter(|sign| sign.is_right).count();
    (FEWEST..=MOST).contains(&signs.len()) && right > 0 && right < signs.len()
}

fn is_question(source: &str, block: &Block) -> bool {
    let is_text = matches!(
        block.kind,
        BlockKind::Line | BlockKind::Item { .. } | BlockKind::Heading { .. }
    );
    let text = block.text.text(source).trim_end_matches(['*', '_', ' ']);
    let is_labelled = || {
        let found = label::label(source, block.text);
        found.is_some_and(|found| matches!(found.label, Label::Question(_)))
    };
    is_text && (ends_asking(text) || is_labelled())
}

#[cfg(test)]
mod tests {
    use crate::document::{BlockKind, Task, parse};

    fn tasks(source: &str) -> Vec<Task> {
        let task = |kind| match kind {
            BlockKind::Item { task, .. } => Some(task),
            _ => None,
        };
        let blocks = parse(source).blocks.into_iter();
        blocks.filter_map(|block| task(block.kind)).collect()
    }

    #[test]
    fn signs_below_a_question_are_boxes() {
        let expected = [Task::Open, Task::Done, Task::Open];
        let source = "**Which one lifts ships?**\n❌ a dam\n✅ a lock\n❌ a sail\n";
        assert_eq!(tasks(source), expected);
        let source = "Question 2: Which one lifts ships?\n🔘 a dam\n✅ a lock\n🔘 a sail\n";
        assert_eq!(tasks(source), expected);
        for other in [
            "What to do:\n\n✅ call\n❌ wait\n",
            "Which ones?\n✅ a\n✅ b\n",
            "Which one?\n❌ a dam\n",
        ] {
            assert_eq!(tasks(other), [], "{other}");
        }
    }
}
