//! A number alone on its line, above the text that it numbers, as textbooks print their questions. Both
//! become one numbered item. It must never join a number with anything but the text below it.

use super::block::{Block, BlockKind, Marker};

/// Joins the numbers with their texts.
pub(super) fn join(blocks: &mut Vec<Block>) {
    let is_lone = |at: usize| {
        let [number, text] = [blocks.get(at)?, blocks.get(at.saturating_add(1))?];
        let numbers = matches!(
            number.kind,
            BlockKind::Item {
                marker: Marker::Number(_),
                ..
            }
        );
        let is_empty = number.text.start() >= number.text.end();
        (numbers && is_empty && text.kind == BlockKind::Line).then_some(at)
    };
    let lone: Vec<usize> = (0..blocks.len()).filter_map(is_lone).collect();
    if lone.is_empty() {
        return;
    }
    for at in &lone {
        let Some(text) = blocks
            .get(at.saturating_add(1))
            .map(|block| (block.text, block.span))
        else {
            continue;
        };
        if let Some(number) = blocks.get_mut(*at) {
            number.text = text.0;
            number.span = number.span.to(text.1);
        }
    }
    let mut at = 0_usize;
    blocks.retain(|_| {
        let above = at.checked_sub(1);
        at = at.saturating_add(1);
        above.is_none_or(|above| lone.binary_search(&above).is_err())
    });
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
}
