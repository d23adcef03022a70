//! Tables as a browser or a spreadsheet pastes them: lines whose cells are parted by tabs.

use super::block::{Block, BlockKind, Gap, Table};

/// The fewest lines that make a table: its names and two rows.
const FEWEST_LINES: usize = 3;

/// Turns runs of lines with the same number of tabs into tables. The first line names the columns.
pub(super) fn mark(source: &str, blocks: &mut Vec<Block>) {
    if !source.contains('\t') {
        return;
    }
    let tabs = |block: &Block| match block.kind {
        BlockKind::Line => block.text.text(source).matches('\t').count(),
        _ => 0,
    };
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut rest = blocks.drain(..).peekable();
    while let Some(first) = rest.next() {
        let columns = tabs(&first);
        let mut run = vec![first];
        while columns > 0
            && let Some(next) = rest.next_if(|next| next.gap == Gap::None && tabs(next) == columns)
        {
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
            rows: rows.iter().map(|row| row.text).collect(),
        })),
        span: first.span.to(last.span),
        ..first.clone()
    })
}
