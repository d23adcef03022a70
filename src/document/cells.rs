//! The cells of a pipe row.

use memchr::memchr3_iter;

use super::html_table;
use super::span::Span;

/// Splits a row at its pipes, as GitHub does: `\|` is no border. Where that gives more cells than
/// the table has columns, pipes inside code are taken for text, as other dialects have it.
pub fn cells(source: &str, row: Span, columns: Option<usize>) -> Vec<Span> {
    if html_table::is_row(row.text(source)) {
        return html_table::cells(source, row);
    }
    let text = row.text(source);
    if !text.contains('|') && text.contains('\t') {
        return by_tabs(source, row);
    }
    if !text.contains('|') && text.contains("  ") {
        return by_spaces(source, row);
    }
    let split = split(source, row, Code::Splits);
    match columns {
        Some(columns) if split.len() > columns && row.text(source).contains('`') => {
            let kept = self::split(source, row, Code::Keeps);
            if kept.len() <= columns { kept } else { split }
        }
        _ => split,
    }
}

fn by_tabs(source: &str, row: Span) -> Vec<Span> {
    let mut start = row.start();
    let cells = row.text(source).split('\t').map(|cell| {
        let span = Span::sized(start, cell.len());
        start = span.end().saturating_add(1);
        trimmed(source, span)
    });
    cells.collect()
}

/// The cells of a line that two spaces or more part.
pub(super) fn by_spaces(source: &str, row: Span) -> Vec<Span> {
    let text = row.text(source);
    let mut cells = Vec::with_capacity(4);
    let mut rest = text;
    while !rest.is_empty() {
        let start = row.end().saturating_sub(rest.len());
        let length = rest.find("  ").unwrap_or(rest.len());
        cells.push(Span::sized(start, length));
        rest = rest
            .get(length..)
            .unwrap_or_default()
            .trim_start_matches(' ');
    }
    cells
}

/// Whether a pipe inside code is a border.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Code {
    Splits,
    Keeps,
}

fn split(source: &str, row: Span, code: Code) -> Vec<Span> {
    let text = row.text(source);
    let mut cells = Vec::with_capacity(4);
    let mut start = 0;
    let mut in_code = false;
    // The sign behind a backslash is text, whatever it is.
    let mut escaped = None;
    for at in memchr3_iter(b'|', b'`', b'\\', text.as_bytes()) {
        if escaped == Some(at) {
            continue;
        }
        match text.as_bytes().get(at) {
            Some(b'\\') => escaped = Some(at.saturating_add(1)),
            Some(b'`') => in_code = !in_code,
            _ if code == Code::Keeps && in_code => {}
            _ => {
                cells.push(Span::new(
                    row.start().saturating_add(start),
                    row.start().saturating_add(at),
                ));
                start = at.saturating_add(1);
            }
        }
    }
    cells.push(Span::new(
        row.start().saturating_add(start),
        row.start().saturating_add(text.len()),
    ));
    drop_outer(source, &mut cells, text);
    cells
        .iter_mut()
        .for_each(|cell| *cell = trimmed(source, *cell));
    cells
}

/// The pieces before the first and after the last pipe are cells only where they hold text.
fn drop_outer(source: &str, cells: &mut Vec<Span>, text: &str) {
    if text.starts_with('|') && !cells.is_empty() {
        cells.remove(0);
    }
    if cells.len() > 1
        && cells
            .last()
            .is_some_and(|cell| cell.text(source).trim().is_empty())
    {
        cells.pop();
    }
}

fn trimmed(source: &str, span: Span) -> Span {
    let text = span.text(source);
    let inner = text.trim_start();
    let start = span.end().saturating_sub(inner.len());
    Span::sized(start, inner.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(row: &str, columns: Option<usize>) -> Vec<String> {
        let spans = cells(row, Span::new(0, row.len()), columns);
        spans
            .into_iter()
            .map(|cell| cell.text(row).to_owned())
            .collect()
    }

    #[test]
    fn rows_split_at_their_borders() {
        assert_eq!(of("| a | b |", None), ["a", "b"]);
        assert_eq!(of("a | b", None), ["a", "b"]);
        assert_eq!(of("| a | |", None), ["a", ""]);
        assert_eq!(of("|  | b |", None), ["", "b"]);
        assert_eq!(of(r"| a \| b | c |", None), [r"a \| b", "c"]);
        assert_eq!(of(r"| a \\| b |", None), [r"a \\", "b"]);
        assert_eq!(of("|", None), [""]);
    }

    #[test]
    fn pipes_in_code_are_text_where_the_columns_say_so() {
        assert_eq!(of("| `a | b` | c |", Some(2)), ["`a | b`", "c"]);
        assert_eq!(of("| `a | b` |", Some(2)), ["`a", "b`"]);
    }
}
