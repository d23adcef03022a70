//! What stands between two tags over several lines: summaries, code, and what a page does not show. A tag
//! that nothing ends opens nothing.

use super::{Line, Open, Parser};
use crate::document::block::BlockKind;
use crate::document::html::{self, Hiding};
use crate::document::span::Span;

/// The most bytes of a summary.
const LONGEST_SUMMARY: usize = 4000;

/// Where the last tag stands that ends what opens over several lines.
#[derive(Debug)]
pub(super) struct LastEnds {
    hidden: [Option<usize>; 2],
    code: Option<usize>,
}

impl LastEnds {
    pub(super) fn of(source: &str) -> LastEnds {
        // From the front: looking back from the end took twenty times as long where there is none.
        let last = |tag: &str| memchr::memmem::find_iter(source.as_bytes(), tag.as_bytes()).last();
        LastEnds {
            hidden: Hiding::ALL.map(|hiding| last(hiding.end())),
            code: last(html::CODE_END),
        }
    }

    /// Whether something ends that opens at a place.
    fn ends_hidden(&self, hiding: Hiding, place: usize) -> bool {
        let ends = Hiding::ALL.iter().zip(self.hidden);
        let last = ends.filter(|(one, _)| **one == hiding);
        last.filter_map(|(_, last)| last).any(|last| last > place)
    }
}

impl Parser<'_> {
    /// Takes a line that opens what a page does not show, or code between tags.
    pub(super) fn opens_between_tags(&mut self, line: Line) -> bool {
        let text = line.text.text(self.source);
        let start = line.text.start();
        if let Some(hiding) = html::hides(text).filter(|one| self.ends.ends_hidden(*one, start)) {
            self.take_hidden(hiding, line);
            return true;
        }
        let ends = self.ends.code.is_some_and(|last| last > start);
        match html::code_begin(text).filter(|_| ends) {
            Some(begin) => {
                let begin = start.saturating_add(begin);
                let text = Span::new(begin, begin);
                self.push(Line { text, ..line }, BlockKind::Code);
                self.code_between_tags(line, Span::new(begin, line.text.end()));
                true
            }
            None => false,
        }
    }

    pub(super) fn take_hidden(&mut self, hiding: Hiding, line: Line) {
        let ends = line.span.text(self.source).contains(hiding.end());
        self.open = match ends {
            true => Open::Nothing,
            false => Open::Hidden(hiding),
        };
    }

    pub(super) fn take_code_in_tags(&mut self, line: Line) {
        self.code_between_tags(line, line.span);
    }

    /// Takes a line of code between tags, or what stands of it before the tag that ends it.
    fn code_between_tags(&mut self, line: Line, inner: Span) {
        let text = inner.text(self.source);
        let end = text.find(html::CODE_END);
        let bare = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
        let bare = bare.strip_suffix("</code>").unwrap_or(bare);
        self.open = match end {
            Some(_) => Open::Nothing,
            None => Open::CodeInTags,
        };
        let Some(block) = self.blocks.last_mut() else {
            return;
        };
        block.span = block.span.with_end(line.span.end());
        if bare.trim().is_empty() {
            return;
        }
        if block.text.start() == block.text.end() {
            block.text = block.text.with_start(inner.start());
        }
        let end = inner.start().saturating_add(bare.len());
        block.text = block.text.with_end(end);
    }

    /// A summary, and what stands behind it on its line: `<summary>Answer</summary>B</details>`.
    pub(super) fn summary(&mut self, line: Line, inner: Span, rest: Span) {
        let text = line.text.text(self.source);
        if !text.contains("</summary>")
            && let Some(close) = self.end_of_summary(line.span.end())
        {
            let inner = Span::new(inner.start(), close);
            let inner = html::within_tags(self.source, inner);
            let span = line.span.with_end(close);
            self.push(
                Line {
                    text: inner,
                    span,
                    ..line
                },
                BlockKind::Summary,
            );
            self.open = Open::Summary(close);
            return;
        }
        self.push(
            Line {
                text: inner,
                ..line
            },
            BlockKind::Summary,
        );
        self.behind_summary(line, rest);
    }

    /// Where the tag stands that ends a summary which goes on behind its first line.
    fn end_of_summary(&self, from: usize) -> Option<usize> {
        let rest = self.source.as_bytes().get(from..)?;
        let near = rest.get(..LONGEST_SUMMARY).unwrap_or(rest);
        let tags = memchr::memchr_iter(b'<', near).filter_map(|at| Some((at, near.get(at..)?)));
        let ends = [&b"</summary>"[..], b"<summary", b"</details", b"<details"];
        let mut found = tags.filter(|(_, tag)| ends.iter().any(|end| tag.starts_with(end)));
        let (at, tag) = found.next()?;
        tag.starts_with(b"</summary>")
            .then(|| from.saturating_add(at))
    }

    /// A line of such a summary; the last may have text behind it.
    pub(super) fn take_rest_of_summary(&mut self, close: usize, line: Line) {
        if line.span.end() <= close {
            return;
        }
        self.open = Open::Nothing;
        let behind = close
            .saturating_add("</summary>".len())
            .min(line.span.end());
        let rest = html::without_outer_tags(self.source, Span::new(behind, line.span.end()));
        self.behind_summary(line, rest);
    }

    fn behind_summary(&mut self, line: Line, rest: Span) {
        if rest.start() < rest.end() {
            self.push(Line { text: rest, ..line }, BlockKind::Line);
        }
        if html::ends_fold(line.span.text(self.source)) {
            self.push(line, BlockKind::FoldEnd);
        }
    }
}
