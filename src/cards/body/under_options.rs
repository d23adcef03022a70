//! What stands under an option and belongs to it: its text as code or picture, or a note. It must never take the answer.

use super::super::page::Page;
use super::{Body, goes_on};
use crate::document::{BlockKind, Gap};

impl Body {
    /// Takes what stands under an option and belongs to it: its text, as code or image, or a note.
    pub(super) fn takes_under_option(&mut self, page: &Page<'_>, at: usize) -> bool {
        let is_picture = page.text(at).starts_with("![");
        let is_code = page
            .block(at)
            .is_some_and(|block| block.kind == BlockKind::Code);
        if self.options.is_waiting() && (is_code || is_picture) {
            self.options.fill(page.markdown(&[at]));
            return true;
        }
        // In a pasted page the code has lost its fence.
        let is_code = page.is_gapless && page.is_below_letter(at);
        if is_code && (self.options.is_waiting() || self.options.is_filled()) {
            let line = page
                .block(at)
                .map_or("", |block| block.span.text(page.source));
            self.options.fill(line.trim_end().to_owned());
            return true;
        }
        let is_wrapped = page
            .block(at)
            .is_some_and(|block| block.gap == Gap::None && goes_on(block, page.text(at)));
        // Beside ticked items whatever stands below one is its note.
        let is_apart = page.block(at).is_some_and(|block| {
            block.indent > 0 || matches!(block.kind, BlockKind::Quote | BlockKind::Code)
        });
        let is_note = (self.is_ticked && is_apart)
            || page.is_note_among_options(at, Some(self.options.next_letter()));
        if is_wrapped || !is_note {
            return false;
        }
        let note = page.markdown(&[at]);
        self.options.note(note.trim_start_matches(['>', '-', ' ']));
        true
    }
}
