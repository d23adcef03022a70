//! Lines that stand as a table without its signs: what pastes tables has left of them. Which lines have the
//! same columns is told from outside; nothing here looks into a line.

use super::block::{Block, BlockKind, Gap, Table};

/// The fewest lines that make a table: its names and two rows.
const FEWEST_LINES: usize = 3;

/// Turns runs of lines with the same columns into tables; the first line of each names them. A line that
/// has none, or that `begins` refuses, begins no run.
pub(super) fn mark<C: PartialEq>(
    blocks: &mut Vec<Block>,
    columns: impl Fn(&Block) -> Option<C>,
    begins: impl Fn(&Block) -> bool,
) {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut rest = blocks.drain(..).peekable();
    while let Some(first) = rest.next() {
        let Some(shared) = columns(&first).filter(|_| begins(&first)) else {
            kept.push(first);
            continue;
        };
        let mut run = vec![first];
        let goes_on =
            |next: &Block| next.gap == Gap::None && columns(next).as_ref() == Some(&shared);
        while let Some(next) = rest.next_if(goes_on) {
            run.push(next);
        }
        if run.len() >= FEWEST_LINES {
            kept.extend(table(&run));
        } else {
            kept.append(&mut run);
        }
    }
    drop(rest);
    *blocks = kept;
}

fn table(lines: &[Block]) -> Option<Block> {
    let (first, rows) = lines.split_first()?;
    let last = rows.last()?;
    Some(Block {
        kind: BlockKind::Table(Box::new(Table {
            header: Some(first.text),
            second_header: None,
            rows: rows.iter().map(|row| row.text).collect(),
        })),
        span: first.span.to(last.span),
        ..first.clone()
    })
}
