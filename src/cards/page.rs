//! A page: a parsed document as the rules read it, with the questions every rule asks of it.

use crate::document::label::{self, Label, Labelled, OptionLetter};
use crate::document::{Block, BlockKind, Gap, Marker, Span, cells, inline, is_noise};

/// A document under the eyes of a rule.
pub(super) struct Page<'a> {
    /// The text.
    pub(super) source: &'a str,
    /// Its blocks.
    pub(super) blocks: &'a [Block],
}

impl Page<'_> {
    /// The block at a place.
    pub(super) fn block(&self, at: usize) -> Option<&Block> {
        self.blocks.get(at)
    }

    /// The text of the block at a place; empty past the end.
    pub(super) fn text(&self, at: usize) -> &str {
        self.block(at)
            .map_or("", |block| block.text.text(self.source))
    }

    /// The label that the block at a place begins with. Code and tables have none.
    pub(super) fn label(&self, at: usize) -> Option<Labelled> {
        let block = self.block(at)?;
        match block.kind {
            BlockKind::Line
            | BlockKind::Item { .. }
            | BlockKind::Heading { .. }
            | BlockKind::Quote => label::label(self.source, block.text),
            _ => None,
        }
    }

    /// The letter of the option that the block at a place is.
    pub(super) fn option_letter(&self, at: usize) -> Option<OptionLetter> {
        let block = self.block(at)?;
        match block.kind {
            BlockKind::Line | BlockKind::Item { .. } => {
                label::option_letter(self.source, block.text)
            }
            _ => None,
        }
    }

    /// Whether the block at a place begins a question or a scenario by its label.
    pub(super) fn begins_prompt(&self, at: usize) -> bool {
        self.label(at)
            .is_some_and(|found| matches!(found.label, Label::Question(_) | Label::Scenario(_)))
    }

    /// The level of the heading at a place.
    pub(super) fn heading_level(&self, at: usize) -> Option<u8> {
        match self.block(at)?.kind {
            BlockKind::Heading { level, .. } => Some(level),
            _ => None,
        }
    }

    /// Whether the block at a place is noise of the page.
    pub(super) fn is_noise(&self, at: usize) -> bool {
        self.block(at).is_some_and(|block| match block.kind {
            BlockKind::Line | BlockKind::Item { .. } | BlockKind::Summary => {
                is_noise(block.text.text(self.source))
            }
            _ => false,
        })
    }

    /// From the first of some blocks to the last.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        let first = self.block(from).map_or(Span::default(), |block| block.span);
        let last = to
            .checked_sub(1)
            .and_then(|at| self.block(at))
            .map_or(first, |block| block.span);
        first.to(last)
    }

    /// Some blocks as the Markdown of a card, noise and tags left out.
    pub(super) fn markdown(&self, places: &[usize]) -> String {
        let mut out = String::new();
        for (nth, at) in places.iter().enumerate() {
            let Some(block) = self.block(*at) else {
                continue;
            };
            if self.is_noise(*at) {
                continue;
            }
            let piece = self.piece(block);
            if piece.is_empty() {
                continue;
            }
            if nth > 0 && !out.is_empty() {
                out.push_str(if self.breaks_before(block) {
                    "\n\n"
                } else {
                    "\n"
                });
            }
            out.push_str(&piece);
        }
        out
    }

    fn breaks_before(&self, block: &Block) -> bool {
        block.gap == Gap::Blank
            || matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Table(_))
    }

    fn piece(&self, block: &Block) -> String {
        let text = block.text.text(self.source);
        match &block.kind {
            BlockKind::Line => inline::text(text).into_owned(),
            BlockKind::Item { marker, .. } => {
                let indent = " ".repeat(block.indent.min(12) as usize);
                let mark = match marker {
                    Marker::Bullet => "-".to_owned(),
                    Marker::Number(number) => format!("{number}."),
                };
                format!("{indent}{mark} {}", inline::text(text))
            }
            BlockKind::Heading { .. } | BlockKind::Summary => format!("**{}**", inline::name(text)),
            BlockKind::Quote => format!("> {}", inline::text(text)),
            BlockKind::Code | BlockKind::Table(_) => {
                block.span.text(self.source).trim_end().to_owned()
            }
            BlockKind::Rule | BlockKind::FoldEnd => String::new(),
        }
    }

    /// A piece of the document for the back of an unanswered card: a row as its cells.
    pub(super) fn passage(&self, span: Span) -> String {
        let text = span.text(self.source);
        if !text.starts_with('|') {
            return inline::text(text).into_owned();
        }
        let cells: Vec<String> = cells(self.source, span, None)
            .into_iter()
            .map(|cell| inline::text(cell.text(self.source)).into_owned())
            .filter(|cell| !cell.is_empty())
            .collect();
        match cells.split_first() {
            Some((key, rest)) if !rest.is_empty() => format!("{key}: {}", rest.join("; ")),
            _ => cells.join("; "),
        }
    }
}
