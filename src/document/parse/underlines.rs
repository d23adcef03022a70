//! Titles by the line of `=` under them. A line of dashes is read where rules are.

use super::Parser;
use crate::document::block::{Block, BlockKind, Gap, HeadingStyle};

impl Parser<'_> {
    /// `=====` under a line makes it a title.
    pub(super) fn is_title_underline(&mut self, text: &str) -> bool {
        let underline = text.len() >= 3 && text.bytes().all(|byte| byte == b'=');
        if underline
            && self.gap == Gap::None
            && let [.., above, block] = &mut self.blocks[..]
            && block.kind == BlockKind::Line
        {
            // Right under a line that is underlined itself stands its answer: this only parts.
            let is_answer = block.gap == Gap::None && is_underlined(self.source, above);
            block.kind = if is_answer {
                BlockKind::Line
            } else {
                BlockKind::Heading {
                    level: 1,
                    style: HeadingStyle::Marked,
                }
            };
            return true;
        }
        if underline
            && self.gap == Gap::None
            && let [block] = &mut self.blocks[..]
            && block.kind == BlockKind::Line
        {
            block.kind = BlockKind::Heading {
                level: 1,
                style: HeadingStyle::Marked,
            };
            return true;
        }
        false
    }
}

/// Whether a block is a heading by the dashes under it.
fn is_underlined(source: &str, block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { .. }) && block.span.text(source).ends_with('-')
}
