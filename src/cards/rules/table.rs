//! Table rows: the first column is the key, the other columns answer, one card a row.
//!
//! ```text
//! | Service | AWS Manages | Customer Manages |
//! |---------|-------------|------------------|
//! | EC2     | hardware    | guest OS         |
//! ```
//!
//! asks `EC2: AWS Manages? Customer Manages?`. An empty cell is left out and never asked for.
//! Where the headers are themselves a question and its answer, the key alone is the front.

use std::sync::Arc;

use crate::cards::card::{Answer, Field, Kind, Prompt};
use crate::document::{BlockKind, Span, Table, cells, inline};

use super::super::page::Page;
use super::{Draft, Found};

pub(super) fn apply(page: &Page<'_>, at: usize) -> Option<Found> {
    let BlockKind::Table(table) = &page.block(at)?.kind else {
        return None;
    };
    let names = names(page, table);
    let drafts = table
        .rows
        .iter()
        .filter_map(|row| draft(page, *row, &names))
        .collect();
    Some(Found {
        end: at + 1,
        drafts,
        problems: Vec::new(),
    })
}

/// The names of the columns; none for a table without header.
fn names(page: &Page<'_>, table: &Table) -> Vec<Arc<str>> {
    let Some(header) = table.header else {
        return Vec::new();
    };
    cells(page.source, header, None)
        .into_iter()
        .map(|cell| Arc::from(inline::name(cell.text(page.source)).trim_end_matches(':')))
        .collect()
}

fn draft(page: &Page<'_>, row: Span, names: &[Arc<str>]) -> Option<Draft> {
    let columns = (!names.is_empty()).then_some(names.len());
    let mut cells = cells(page.source, row, columns).into_iter();
    let key = inline::name(&inline::cell(cells.next()?.text(page.source)));
    let unnamed: Arc<str> = Arc::from("");
    let fields: Vec<Field> = cells
        .zip(names.iter().skip(1).chain(std::iter::repeat(&unnamed)))
        .map(|(cell, name)| Field {
            name: Arc::clone(name),
            text: inline::cell(cell.text(page.source)),
        })
        .filter(|field| !field.text.is_empty())
        .collect();
    if key.is_empty() || fields.is_empty() {
        return None;
    }
    let (prompt, answer) = match &fields[..] {
        [only] if asks_itself(names) => (Prompt::Text(key), Answer::Text(only.text.clone())),
        _ => (Prompt::Key(key), Answer::Fields(fields)),
    };
    Some(Draft {
        kind: Kind::TableRow,
        prompt,
        answer,
        span: row,
    })
}

/// Whether the headers say that the first column is the question and the second its answer.
fn asks_itself(names: &[Arc<str>]) -> bool {
    let [first, second] = names else { return false };
    let (first, second) = (first.to_lowercase(), second.to_lowercase());
    (first.starts_with("question") || first == "q" || first == "prompt")
        && (second.starts_with("answer") || second == "a")
}
