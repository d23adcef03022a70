//! The header of a table without a delimiter row: its first row, where that names columns. It must
//! never take a row away that a learner would want to be asked.

use super::block::{Block, BlockKind};
use super::cells::cells;

/// The fewest rows of a table whose first may name the columns.
const FEWEST_ROWS: usize = 3;
/// The most words of a column's name.
const MOST_WORDS: usize = 4;

/// Words that end the name of a column, in lower case. A row that consists of them names columns.
const NAMES: [&str; 64] = [
    "name",
    "names",
    "term",
    "terms",
    "word",
    "words",
    "meaning",
    "meanings",
    "definition",
    "definitions",
    "description",
    "explanation",
    "details",
    "service",
    "services",
    "use",
    "uses",
    "usage",
    "case",
    "cases",
    "purpose",
    "port",
    "ports",
    "protocol",
    "protocols",
    "command",
    "commands",
    "example",
    "examples",
    "type",
    "types",
    "key",
    "keys",
    "value",
    "values",
    "question",
    "answer",
    "feature",
    "features",
    "category",
    "concept",
    "function",
    "action",
    "shortcut",
    "note",
    "notes",
    "default",
    "tool",
    "version",
    "symbol",
    "method",
    "operator",
    "option",
    "flag",
    "syntax",
    "difference",
    "property",
    "parameter",
    "complexity",
    "layer",
    "code",
    "formula",
    "translation",
    "acronym",
];

/// Makes headers of the first rows that name columns.
pub(super) fn mark(source: &str, blocks: &mut [Block]) {
    for block in blocks {
        let BlockKind::Table(table) = &mut block.kind else {
            continue;
        };
        let first = table.rows.first().copied();
        if let Some(first) = first
            && table.header.is_none()
            && table.rows.len() >= FEWEST_ROWS
            && names_columns(
                cells(source, first, None)
                    .iter()
                    .map(|cell| cell.text(source)),
            )
        {
            table.rows.remove(0);
            table.header = Some(first);
        }
    }
}

/// Whether at least half of some cells end in a word that names columns, and all look like names.
pub fn names_columns<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let (mut all, mut known) = (0_usize, 0_usize);
    for cell in cells {
        let cell = cell.trim_matches(['*', '_', ' ']);
        let looks_like_name = cell.starts_with(char::is_uppercase)
            && cell.split_whitespace().count() <= MOST_WORDS
            && cell
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, ' ' | '/' | '-' | '(' | ')'));
        if !looks_like_name {
            return false;
        }
        let last = cell.rsplit([' ', '/']).next().unwrap_or_default();
        all = all.saturating_add(1);
        known = known.saturating_add(usize::from(
            NAMES.iter().any(|name| name.eq_ignore_ascii_case(last)),
        ));
    }
    all >= 2 && known.saturating_mul(2) >= all
}

#[cfg(test)]
mod tests {
    use super::names_columns;

    #[test]
    fn names_of_columns_are_told_from_the_first_row() {
        let is_header = |row: &[&str]| names_columns(row.iter().copied());
        assert!(is_header(&["Service", "Use"]));
        assert!(is_header(&["Port", "Protocol", "Encrypted"]));
        assert!(is_header(&["**Key Term**", "**Meaning**"]));
        assert!(!is_header(&["EC2", "servers"]));
        assert!(!is_header(&["`:w`", "Command"]));
        assert!(!is_header(&["Lambda", "Functions", "Events"]));
        assert!(!is_header(&["Name"]));
    }
}
