//! Blocks as the text of a card.

use super::Page;
use crate::document::{Block, BlockKind, Gap, Marker, Span, as_written, cells, inline};

impl Page<'_> {
    /// Some blocks as the Markdown of a card, noise and tags left out.
    pub(in crate::cards) fn markdown(&self, places: &[usize]) -> String {
        let mut out = String::new();
        let is_item = |block: &&Block| matches!(block.kind, BlockKind::Item { .. });
        let items = places
            .iter()
            .filter_map(|at| self.block(*at))
            .filter(is_item);
        let outer = items.map(|block| block.indent).min().unwrap_or(0);
        for (nth, at) in places.iter().enumerate() {
            let Some(block) = self.block(*at) else {
                continue;
            };
            if self.is_noise(*at) {
                continue;
            }
            let piece = self.piece(block, outer);
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

    /// One block as Markdown; `outer` is the indentation of the outermost items beside it.
    fn piece(&self, block: &Block, outer: u32) -> String {
        let text = block.text.text(self.source);
        match &block.kind {
            BlockKind::Line => inline::text(text).into_owned(),
            BlockKind::Item { marker, .. } => {
                let indent = " ".repeat(block.indent.saturating_sub(outer).min(12) as usize);
                let mark = match marker {
                    Marker::Bullet => "-".to_owned(),
                    Marker::Number(number) => format!("{}.", as_written(*number)),
                    Marker::Letter(letter) => format!("{letter}."),
                };
                format!("{indent}{mark} {}", inline::text(text))
            }
            BlockKind::Heading { .. } | BlockKind::Summary => format!("**{}**", inline::name(text)),
            BlockKind::Quote => format!("> {}", inline::text(text)),
            BlockKind::Table(table)
                if block.span.text(self.source).trim_start().starts_with('<') =>
            {
                let rows = table.header.iter().chain(&table.rows);
                let lines: Vec<String> = rows.map(|row| self.passage(*row)).collect();
                lines.join("\n")
            }
            BlockKind::Table(_) if block.span.text(self.source).contains("\n>") => {
                let lines = block.span.text(self.source).lines();
                let inner: Vec<&str> = lines
                    .map(|line| line.trim_start_matches(['>', ' ']).trim_end())
                    .collect();
                inner.join("\n")
            }
            BlockKind::Code if block.span.text(self.source).trim_start().starts_with('<') => {
                format!("```\n{}\n```", text.trim_matches('\n').trim_end())
            }
            BlockKind::Code | BlockKind::Table(_) => {
                outdented(block.span.text(self.source).trim_end(), block.indent)
            }
            BlockKind::Rule | BlockKind::FoldEnd | BlockKind::Comment => String::new(),
        }
    }

    /// A piece of the document for the back of an unanswered card: a row as its cells.
    pub(in crate::cards) fn passage(&self, span: Span) -> String {
        let text = span.text(self.source);
        if !text.starts_with(['|', '<']) {
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

/// Lines without the indentation of the first one: in a list it says only what they belong to.
fn outdented(text: &str, indent: u32) -> String {
    let spaces = indent as usize;
    if spaces == 0 {
        return text.to_owned();
    }
    let bare = |line: &str| {
        let inner = line.trim_start_matches(' ');
        let cut = line.len().saturating_sub(inner.len()).min(spaces);
        line.get(cut..).unwrap_or(line).to_owned()
    };
    let lines: Vec<String> = text.lines().map(bare).collect();
    lines.join("\n")
}
