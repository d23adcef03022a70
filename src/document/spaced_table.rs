//! Tables whose columns are parted by spaces alone, as a pasted page may leave them. Only lines that stand
//! exactly below each other, under names of columns, are one: verse and code must never be.

use super::block::{Block, BlockKind};
use super::cells::by_spaces;
use super::header_row::names_columns;
use super::table_lines;

/// The most bytes of such a line.
const LONGEST: usize = 400;

/// Turns runs of lines with the same columns into tables.
pub(super) fn mark(source: &str, blocks: &mut Vec<Block>) {
    let is_header = |block: &Block| {
        starts(source, block).is_some()
            && names_columns(
                by_spaces(source, block.text)
                    .iter()
                    .map(|cell| cell.text(source)),
            )
    };
    if !blocks.iter().any(is_header) {
        return;
    }
    table_lines::mark(blocks, |block| starts(source, block), is_header);
}

/// Where the cells of a line begin, in characters; none where it has fewer than two.
fn starts(source: &str, block: &Block) -> Option<Vec<usize>> {
    let text = block.text.text(source);
    // Most lines have no two spaces in them.
    if block.kind != BlockKind::Line || text.len() > LONGEST || !text.contains("  ") {
        return None;
    }
    if text.contains(['|', '\t']) {
        return None;
    }
    let before = |at: usize| source.get(block.text.start()..at).unwrap_or_default();
    let cells = by_spaces(source, block.text);
    let found: Vec<usize> = cells
        .iter()
        .map(|cell| before(cell.start()).chars().count())
        .collect();
    (found.len() >= 2).then_some(found)
}

#[cfg(test)]
mod tests {
    use crate::document::{BlockKind, cells, parse};

    #[test]
    fn lines_below_each_other_are_a_table_under_names_of_columns() {
        let source =
            "Port    Protocol  Use\n22      SSH       a remote shell\n80      HTTP      pages";
        let blocks = parse(source).blocks;
        let BlockKind::Table(table) = &blocks[0].kind else {
            panic!("{blocks:?}");
        };
        let texts: Vec<&str> = cells(source, table.rows[0], Some(3))
            .iter()
            .map(|cell| cell.text(source))
            .collect();
        assert_eq!(texts, ["22", "SSH", "a remote shell"]);
        assert_eq!(table.rows.len(), 2);
    }

    #[test]
    fn verse_code_and_what_programs_print_are_none() {
        for source in [
            "The fox    runs over\nthe hill   and away\nand I      stay here",
            "int  x  =  3;\nint  y  =  4;\nint  z  =  5;",
            "NAME    READY   STATUS\nweb-1   1/1     Running\nweb-2   1/1     Running",
            "Name    Use\nnail  to hang\nsaw   to cut",
            "Name    Use\nnail    to hang",
        ] {
            let blocks = parse(source).blocks;
            let is_table =
                |block: &crate::document::Block| matches!(block.kind, BlockKind::Table(_));
            assert!(!blocks.iter().any(is_table), "{source}");
        }
    }
}
