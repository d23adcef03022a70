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

/// The tables that begin on a line of their own and that no tag ends, by the places of their tags; sorted. Tables
/// may stand inside of others, so that a tag ends the last one that is open.
pub(super) fn unended(source: &str) -> Vec<usize> {
    let mut open = Vec::new();
    for at in memchr_iter(b'<', source.as_bytes()) {
        if is_tag_at(source, at, "</table") && !is_code(source, at) {
            open.pop();
        } else if is_tag_at(source, at, "<table") && begins_line(source, at) {
            open.push(at);
        }
    }
    open
}

/// `` `</table>` `` speaks of the tag.
fn is_code(source: &str, at: usize) -> bool {
    let before = at.checked_sub(1);
    before.is_some_and(|before| source.as_bytes().get(before) == Some(&b'`'))
}

fn begins_line(source: &str, at: usize) -> bool {
    let before = source.get(..at).unwrap_or_default();
    let bare = before.trim_end_matches([' ', '\t', '\u{a0}', '\u{feff}']);
    bare.is_empty() || bare.ends_with('\n')
}

/// The tags inside of a table.
const TAGS: [&str; 17] = [
    "<tr",
    "<td",
    "<th",
    "</tr",
    "</td",
    "</th",
    "<thead",
    "<tbody",
    "<tfoot",
    "</thead",
    "</tbody",
    "</tfoot",
    "<caption",
    "</caption",
    "<colgroup",
    "</colgroup",
    "<col",
];

/// Those that end a cell or stand behind one.
const ENDS: [&str; 7] = [
    "</td",
    "</th",
    "</tr",
    "</thead",
    "</tbody",
    "</tfoot",
    "</caption",
];

/// Those that end a row: it needs none of its own where the next part begins.
const ROW_ENDS: [&str; 6] = ["</tr", "</thead", "</tbody", "</tfoot", "<tbody", "<tfoot"];

/// Whether a text begins with a tag of a table.
pub(super) fn begins_with_tag(text: &str) -> bool {
    text.starts_with('<') && TAGS.iter().any(|tag| is_tag_at(text, 0, tag))
}

/// Whether a row stands right behind the tag of a table.
pub(super) fn has_rows(source: &str, table: usize) -> bool {
    /// The most bytes of the tag.
    const LONGEST: usize = 1000;
    let near = source.as_bytes().get(table..).unwrap_or_default();
    let near = near.get(..LONGEST).unwrap_or(near);
    let end = memchr::memchr(b'>', near).map(|end| table.saturating_add(end).saturating_add(1));
    let behind = end.and_then(|end| source.get(end..)).unwrap_or_default();
    begins_with_tag(behind.trim_start())
}

/// Whether a tag that ends a cell is the last thing before a place.
pub(super) fn ends_cell(source: &str, place: usize) -> bool {
    /// The most bytes of such a tag.
    const LONGEST: usize = 20;
    let before = source.get(..place).unwrap_or_default().trim_end();
    let Some(inner) = before.as_bytes().strip_suffix(b">") else {
        return false;
    };
    let near = inner
        .get(inner.len().saturating_sub(LONGEST)..)
        .unwrap_or(inner);
    let tag = memchr::memrchr(b'<', near);
    let at = tag.map(|tag| inner.len().saturating_sub(near.len()).saturating_add(tag));
    at.is_some_and(|at| ENDS.iter().any(|tag| is_tag_at(source, at, tag)))
}

/// Where the tag stands that ends the cell which goes on at a place; none where another table, row or cell begins
/// first, or a heading.
pub(super) fn end_of_cell(source: &str, place: usize) -> Option<usize> {
    let text = source.get(place..)?;
    let is_tag = |at: &usize| {
        is_tag_at(text, *at, "<table") || TAGS.iter().any(|tag| is_tag_at(text, *at, tag))
    };
    let at = memchr_iter(b'<', text.as_bytes()).find(is_tag)?;
    let ends = ENDS.iter().any(|tag| is_tag_at(text, at, tag));
    let has_heading = text.get(..at)?.contains("\n#");
    (ends && !has_heading).then(|| place.saturating_add(at))
}

/// The rows of a table; the first is the header where it has header cells.
pub(super) fn read(source: &str, table: Span) -> Table {
    let mut rows = Vec::new();
    let mut from = table.start();
    while let Some(start) = find_from(source, from, table.end(), "<tr") {
        let next =
            find_from(source, start.saturating_add(3), table.end(), "<tr").unwrap_or(table.end());
        let ends = ROW_ENDS.into_iter();
        let end = ends
            .filter_map(|tag| find_from(source, start, next, tag))
            .min();
        let end = end.unwrap_or(next);
        rows.push(Span::new(start, end));
        from = next.max(start.saturating_add(3));
    }
    let has_header = rows
        .first()
        .is_some_and(|row| find_from(source, row.start(), row.end(), "<th").is_some());
    let header = has_header.then(|| rows.remove(0));
    Table {
        header,
        second_header: None,
        rows,
    }
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

/// How many columns and rows each cell of a row takes.
pub(super) fn spans_of_cells(source: &str, row: Span) -> Vec<(usize, usize)> {
    /// The most columns that one name holds for.
    const MOST: usize = 20;
    let mut found = Vec::new();
    let mut from = row.start();
    while let Some(open) = next_cell(source, from, row.end()) {
        let Some(close) = find_from(source, open, row.end(), ">") else {
            break;
        };
        let tag = source.get(open..close).unwrap_or_default();
        let value = |name: &str| {
            let (_, behind) = tag.split_once(name)?;
            let digits = behind.trim_start_matches(['=', '"', '\'', ' ']);
            let end = digits.find(|sign: char| !sign.is_ascii_digit());
            let count: usize = digits.get(..end.unwrap_or(digits.len()))?.parse().ok()?;
            Some(count.clamp(1, MOST))
        };
        found.push((value("colspan").unwrap_or(1), value("rowspan").unwrap_or(1)));
        from = close.saturating_add(1);
    }
    found
}

/// Whether all cells of a row are names.
pub(super) fn is_header(source: &str, row: Span) -> bool {
    let finds = |tag| find_from(source, row.start(), row.end(), tag).is_some();
    finds("<th") && !finds("<td")
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
    fn a_table_is_ended_by_the_next_tag_that_ends_one() {
        let places = |source: &str| unended(source);
        assert_eq!(places("<table>\n<tr><td>a\n</table>"), [0; 0]);
        assert_eq!(places("<table>\n<tr><td>a\n<table>\n</table>"), [0]);
        assert_eq!(places("the `<table>` tag\n\n  <TABLE>\n<tr>"), [21]);
        assert_eq!(places("<table>\n<td>\n<table>\n</table>\n</table>"), [0; 0]);
        assert!(has_rows("<table class=\"x\">\n\n<thead><tr>", 0));
        assert!(!has_rows("<table> is a tag", 0));
        assert!(ends_cell("<td>a</TD> \n", 12));
        assert!(!ends_cell("<td>a<br>", 9));
        assert_eq!(end_of_cell("a\n\nb</td>", 0), Some(4));
        assert_eq!(end_of_cell("a\n\nb<td>", 0), None);
    }

    #[test]
    fn broken_tags_give_what_can_be_read() {
        let source = "<table><thead><tr><th>a<th>b<tbody><tr><td>c<td>d</tbody></table>";
        let table = read(source, Span::new(0, source.len()));
        let header = cells(source, table.header.unwrap());
        assert_eq!(header[1].text(source), "b");
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
