//! A section of the statistics: sentences, which are broken where the terminal ends, and lines that are
//! laid out already, which are not.

use std::io;

use crate::terminal::line::{Line, Look};
use crate::terminal::output::Screen;

/// Some lines that belong together.
#[derive(Clone, Debug, Default)]
pub(super) struct Section(Vec<Row>);

#[derive(Clone, Debug)]
enum Row {
    Sentence(Line),
    Laid(Line),
}

impl Section {
    /// A section with a title; see [`Section::title`].
    pub(super) fn titled(text: impl AsRef<str>) -> Section {
        let mut section = Section::default();
        section.title(text);
        section
    }

    /// Adds a sentence that begins something; what stands before its first colon is its title.
    pub(super) fn title(&mut self, text: impl AsRef<str>) {
        let text = text.as_ref();
        let line = match text.split_once(": ") {
            Some((word, rest)) => {
                Line::of(&format!("{word}:"), Look::Strong).and(&format!(" {rest}"), Look::Plain)
            }
            None => Line::of(text, Look::Strong),
        };
        self.0.push(Row::Sentence(line));
    }

    /// Adds a sentence.
    pub(super) fn say(&mut self, text: impl AsRef<str>) {
        let line = Line::of(text.as_ref(), Look::Plain);
        self.0.push(Row::Sentence(line));
    }

    /// Adds lines that are laid out.
    pub(super) fn lay(&mut self, lines: impl IntoIterator<Item = Line>) {
        self.0.extend(lines.into_iter().map(Row::Laid));
    }

    /// The section with lines that are laid out, such as a table, at its end.
    pub(super) fn with(mut self, lines: impl IntoIterator<Item = Line>) -> Section {
        self.lay(lines);
        self
    }

    /// Whether there is nothing to say.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Shows it.
    pub(super) fn show(&self, screen: &mut Screen<'_>) -> io::Result<()> {
        self.0.iter().try_for_each(|row| match row {
            Row::Sentence(line) => screen.prose_of(line),
            Row::Laid(line) => screen.show(line),
        })
    }
}
