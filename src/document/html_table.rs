//! Tables written in HTML tags: rows and cells as spans of the source, like those of pipe tables.
//! A row is known by its `<tr`, so that whoever reads cells needs no other mark.

use memchr::memchr_iter;

use super::block::Table;
use super::span::{Span, bytes_before};

/// Whether a table in tags begins on a line.
pub(super) fn opens(text: &str) -> bool {
    is_tag_at(text, 0, "<table")
}

/// Whether it ends on a line.
pub(super) fn closes(text: &str) -> bool {
    find_tag(text, "</table").is_some()
}

/// The rows of a table; the first is the header where it has header cells.
pub(super) fn read(source: &str, table: Span) -> Table {
    let mut rows = Vec::new();
    let mut from = table.start();
    while let Some(start) = find_from(source, from, table.end(), "<tr") {
        let next =
            find_from(source, start.saturating_add(3), table.end(), "<tr").unwrap_or(table.end());
        let end = find_from(source, start, next, "</tr").unwrap_or(next);
        rows.push(Span::new(start, end));
        from = next.max(start.saturating_add(3));
    }
    let has_header = rows
        .first()
        .is_some_and(|row| find_from(source, row.start(), row.end(), "<th").is_some());
    let header = has_header.then(|| rows.remove(0));
    Table { header, rows }
}

/// Whether a row is one of a table in tags.
pub(super) fn is_row(text: &str) -> bool {
    text.starts_with('<') && find_tag(text, "<tr").is_some_and(|at| at == 0)
}

/// The cells of a row in tags, without the tags of the cells themselves.
pub(super) fn cells(source: &str, row: Span) -> Vec<Span> {
    let mut cells = Vec::new();
    let mut from = row.start();
    while let Some(open) = next_cell(source, from, row.end()) {
        let Some(close) = find_from(source, open, row.end(), ">") else {
            break;
        };
        let start = close.saturating_add(1);
        let next = next_cell(source, start, row.end()).unwrap_or(row.end());
        let end = ["</td", "</th"]
            .into_iter()
            .filter_map(|tag| find_from(source, start, next, tag))
            .min()
            .unwrap_or(next);
        cells.push(trimmed(source, Span::new(start, end)));
        from = next;
    }
    cells
}

fn next_cell(source: &str, from: usize, to: usize) -> Option<usize> {
    let at = |tag| find_from(source, from, to, tag);
    [at("<td"), at("<th")].into_iter().flatten().min()
}

fn trimmed(source: &str, span: Span) -> Span {
    let text = span.text(source);
    let start = span
        .start()
        .saturating_add(bytes_before(text, text.trim_start()));
    Span::sized(start, text.trim().len())
}

fn find_from(source: &str, from: usize, to: usize, tag: &str) -> Option<usize> {
    find_tag(source.get(from..to)?, tag).map(|at| from.saturating_add(at))
}

/// Where a tag begins, whatever its case; `<th` is not taken for the beginning of `<thead`.
fn find_tag(text: &str, tag: &str) -> Option<usize> {
    // Byte by byte, and to the end of each line, this was half of the time that a line of 100 MB took.
    let mut starts = memchr_iter(*tag.as_bytes().first()?, text.as_bytes());
    starts.find(|at| is_tag_at(text, *at, tag))
}

fn is_tag_at(text: &str, at: usize, tag: &str) -> bool {
    let after = at.saturating_add(tag.len());
    let bytes = text.as_bytes();
    let matches = bytes
        .get(at..after)
        .is_some_and(|part| part.eq_ignore_ascii_case(tag.as_bytes()));
    let goes_on = bytes.get(after).is_some_and(u8::is_ascii_alphanumeric);
    matches && (!goes_on || tag == ">")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_cells_are_found_whatever_the_layout_of_the_tags() {
        let source = "<table>\n<thead><TR><th>Case</th><th>Ending</th></tr></thead>\n\
                      <tr><td class=\"x\">dative\n<td>-i</tr>\n</table>";
        let table = read(source, Span::new(0, source.len()));
        let texts = |row| -> Vec<&str> {
            cells(source, row)
                .into_iter()
                .map(|cell| cell.text(source))
                .collect()
        };
        assert_eq!(texts(table.header.unwrap()), ["Case", "Ending"]);
        assert_eq!(table.rows.len(), 1);
        assert_eq!(texts(table.rows[0]), ["dative", "-i"]);
    }

    #[test]
    fn broken_tags_give_what_can_be_read() {
        for source in [
            "<table",
            "<table><tr",
            "<table><tr><td",
            "<table><tr><td>é</table>",
        ] {
            let table = read(source, Span::new(0, source.len()));
            table.rows.iter().for_each(|row| drop(cells(source, *row)));
        }
    }
}
