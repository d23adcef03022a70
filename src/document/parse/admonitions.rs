//! Boxes that notes write as code: ` ```ad-question ` with a `title:` and text up to the closing marks. What stands
//! inside is text like any other.

use super::{Line, Parser};
use crate::document::span::Span;

impl Parser<'_> {
    /// Takes the marks that open or close such a box.
    pub(super) fn admonition(&mut self, line: Line, fence: char, marks: usize) -> bool {
        let info = line.text.text(self.source);
        if self.box_marks.is_none() && info.starts_with("ad-") {
            self.box_marks = Some((fence, marks));
            return true;
        }
        let closes = info.is_empty()
            && self
                .box_marks
                .is_some_and(|(open, count)| open == fence && marks >= count);
        if closes {
            self.box_marks = None;
        }
        closes
    }

    /// The text of a line in such a box without the name of its field; none where the field is about looks.
    pub(super) fn in_admonition(&self, text: Span) -> Option<Span> {
        if self.box_marks.is_none() {
            return Some(text);
        }
        let words = text.text(self.source);
        let looks = ["collapse:", "icon:", "color:"];
        if looks.iter().any(|name| words.starts_with(name)) {
            return None;
        }
        let title = words.strip_prefix("title:").map(str::trim_start);
        Some(title.map_or(text, |title| {
            text.with_start(text.end().saturating_sub(title.len()))
        }))
    }
}
