//! The words of the small language in which an author says what to make of a document: in a comment
//! `<!-- srm: split key=2 -->`, in front matter, on the command line, in a file beside the document.
//! Here they are only told apart; what they mean is decided by whoever asked for them.

use super::span::{Span, bytes_before};

/// One word, with its value when there is one: `key=2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The name.
    pub name: Span,
    /// What stands behind `=`, without quotes.
    pub value: Option<Span>,
}

impl Word {
    /// Name and value as one place.
    pub fn span(self) -> Span {
        self.value.map_or(self.name, |value| self.name.to(value))
    }
}

/// Splits a text at its spaces; a value in double quotes may hold some.
pub fn words(source: &str, text: Span) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = text.start();
    while at < text.end() {
        let rest = source.get(at..text.end()).unwrap_or_default();
        let trimmed = rest.trim_start();
        at = at.saturating_add(bytes_before(rest, trimmed));
        if trimmed.is_empty() {
            break;
        }
        let length = trimmed
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(trimmed.len());
        let name = Span::sized(at, length);
        at = name.end();
        let mut value = None;
        if source
            .get(at..text.end())
            .is_some_and(|rest| rest.starts_with('='))
        {
            let (found, end) = value_at(source, at.saturating_add(1), text.end());
            value = Some(found);
            at = end;
        }
        words.push(Word { name, value });
    }
    words
}

/// The value at a place, and where it ends, quotes included.
fn value_at(source: &str, at: usize, end: usize) -> (Span, usize) {
    let rest = source.get(at..end).unwrap_or_default();
    if let Some(quoted) = rest.strip_prefix('"') {
        let length = quoted.find('"').unwrap_or(quoted.len());
        return (
            Span::sized(at.saturating_add(1), length),
            at.saturating_add(length).saturating_add(2).min(end),
        );
    }
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    (Span::sized(at, length), at.saturating_add(length))
}

/// One line `name: value` or `name = value` of front matter; names have no spaces.
pub fn entry(source: &str, line: Span) -> Option<(Span, Span)> {
    let text = line.text(source);
    let at = text.find([':', '='])?;
    let name = text.get(..at)?.trim_end();
    if name.is_empty() || name.contains(char::is_whitespace) || name.starts_with(['#', '-']) {
        return None;
    }
    let value = text.get(at.saturating_add(1)..)?;
    let inner = value.trim().trim_matches(['"', '\'']);
    let start = line
        .start()
        .saturating_add(at)
        .saturating_add(1)
        .saturating_add(value.find(inner).unwrap_or(0));
    Some((
        Span::sized(line.start(), name.len()),
        Span::sized(start, inner.len()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_names_and_values() {
        let source = "srm: split  key=2 deck=\"A b\" tags=x,y ";
        let found: Vec<(&str, Option<&str>)> = words(source, Span::new(4, source.len()))
            .into_iter()
            .map(|word| {
                (
                    word.name.text(source),
                    word.value.map(|value| value.text(source)),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                ("split", None),
                ("key", Some("2")),
                ("deck", Some("A b")),
                ("tags", Some("x,y"))
            ]
        );
        assert_eq!(words("deck=\"open", Span::new(0, 10)).len(), 1);
        assert_eq!(words("=", Span::new(0, 1)).len(), 1);
    }

    #[test]
    fn entries_are_read_in_both_spellings() {
        let read = |text: &'static str| {
            entry(text, Span::new(0, text.len()))
                .map(|(name, value)| (name.text(text), value.text(text)))
        };
        assert_eq!(read("title: \"A: b\""), Some(("title", "A: b")));
        assert_eq!(read("name = 'NumPy'"), Some(("name", "NumPy")));
        assert_eq!(read("- item: x"), None);
        assert_eq!(read("no entry"), None);
    }
}
