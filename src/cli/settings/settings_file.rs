//! A settings file as keys and values with their lines. What a key means is not decided here.

use std::io::{ErrorKind, Read};
use std::ops::Range;
use std::path::Path;

use toml_edit::{Document, Item, Table, Value};

use crate::terminal::problem_view::path_name;

use super::super::failure::Failure;
use super::super::source_file::open_regular;

/// The largest settings file that is read: all settings there are fit many times.
const LARGEST_BYTES: u64 = 1 << 16;

/// One key of a file.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its full name, such as `review.new_per_day`.
    pub(super) key: String,
    /// Its value; none for a table with nothing in it.
    pub(super) value: Option<Value>,
    /// Its line, from 1.
    pub(super) line: usize,
}

/// The text of a settings file; none when there is no file.
pub(in crate::cli) fn read(path: &Path) -> Result<Option<String>, Failure> {
    let cannot = |why: &dyn std::fmt::Display| {
        let name = path_name(path);
        Failure::failed(format!("the settings file {name} cannot be read: {why}"))
            .hint(format!("Correct {name}, or remove it."))
    };
    let file = match open_regular(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(cannot(&error)),
    };
    let mut text = String::new();
    file.take(LARGEST_BYTES + 1)
        .read_to_string(&mut text)
        .map_err(|error| cannot(&error))?;
    if text.len() as u64 > LARGEST_BYTES {
        return Err(cannot(&"it is larger than 64 KiB"));
    }
    Ok(Some(text))
}

/// The keys of a settings file, in its order.
pub(super) fn entries(text: &str) -> Result<Vec<Entry>, Failure> {
    let document = Document::parse(text).map_err(|error| {
        let line = line_of(text, error.span());
        Failure::usage(format!("line {line}: {}", error.message().trim()))
    })?;
    let mut entries = Vec::new();
    collect(text, document.as_table(), "", &mut entries);
    Ok(entries)
}

fn collect(text: &str, table: &Table, outer: &str, entries: &mut Vec<Entry>) {
    for (name, item) in table {
        let key = match outer {
            "" => name.to_owned(),
            _ => format!("{outer}.{name}"),
        };
        let span = table.key(name).and_then(|key| key.span());
        match item {
            Item::Table(inner) if !inner.is_empty() => collect(text, inner, &key, entries),
            Item::Value(Value::InlineTable(inner)) if !inner.is_empty() => {
                collect(text, &inner.clone().into_table(), &key, entries);
            }
            _ => entries.push(Entry {
                key,
                value: match item {
                    Item::Table(_) => None,
                    _ => Some(item.as_value().cloned().unwrap_or_else(|| Value::from(""))),
                },
                line: line_of(text, span.or_else(|| item.span())),
            }),
        }
    }
}

/// The line, from 1, on which a place stands.
fn line_of(text: &str, span: Option<Range<usize>>) -> usize {
    let start = span.map_or(0, |span| span.start);
    text.get(..start)
        .unwrap_or_default()
        .matches('\n')
        .count()
        .saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<(String, usize)> {
        let entries = entries(text).unwrap();
        entries
            .into_iter()
            .map(|entry| (entry.key, entry.line))
            .collect()
    }

    #[test]
    fn every_way_to_write_a_key_gives_its_name_and_line() {
        let text = "[review]\n\nnew_per_day = 5\n";
        assert_eq!(keys(text), [("review.new_per_day".to_owned(), 3)]);
        let text = "# x\nreview.grades = \"0-5\"";
        assert_eq!(keys(text), [("review.grades".to_owned(), 2)]);
        let text = "review = { update = true }";
        assert_eq!(keys(text), [("review.update".to_owned(), 1)]);
        assert_eq!(keys(""), []);
    }

    #[test]
    fn an_empty_table_with_an_unknown_name_is_not_overlooked() {
        assert_eq!(keys("[reviews]\n"), [("reviews".to_owned(), 1)]);
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_line() {
        let message = entries("[review]\nnew_per_day = = 3").unwrap_err().message;
        assert!(message.starts_with("line 2: "), "{message}");
    }
}
