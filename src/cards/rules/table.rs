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

use std::ops::Range;
use std::sync::Arc;

use crate::cards::card::{Answer, Kind, Prompt};
use crate::cards::fields::{Field, FieldNames, FieldRow, Fields};
use crate::document::{BlockKind, Code, Problem, Span, Table, cells, column_names, inline};

use super::super::page::Page;
use super::super::placeholder::is_placeholder;
use super::super::prompt_words::asks;
use super::super::room::LONGEST;
use super::super::wishes::{Direction, Layout, Wishes};
use super::table_groups::Groups;
use super::table_questions;
use super::table_shape::{self, Purpose, purpose};
use super::{Draft, Found, Origin};

/// The fewest rows of a table whose missing header is worth a word.
const FEWEST_NAMELESS: usize = 3;

/// The most bytes of a title.
const LONGEST_TITLE: usize = 80;

/// How many blocks above a table its heading is looked for.
const HEADING_REACH: usize = 12;

pub(super) fn apply(page: &Page<'_>, at: usize, wishes: &Wishes) -> Option<Found> {
    let BlockKind::Table(table) = &page.block(at)?.kind else {
        return None;
    };
    let mut found = Found {
        end: at.saturating_add(1),
        ..Found::default()
    };
    if page.survey.is_key(at) {
        return Some(found);
    }
    if wishes.key.is_none()
        && let Some(drafts) = table_questions::choices(page, table)
    {
        found.drafts = drafts;
        return Some(found);
    }
    let purpose = match wishes.key {
        Some(key) => Purpose::Learn { key },
        None => purpose(page, table, heading_above(page, at)),
    };
    match purpose {
        Purpose::Learn { key } => {
            let names = names(page, table);
            if names.is_empty() && table.rows.len() >= FEWEST_NAMELESS {
                found.problems.push(no_header(table_shape::span(page, at)));
            }
            found.rows = Some(Rows {
                table: at,
                key,
                layout: wishes.layout,
                direction: wishes.direction,
                is_plain: wishes.layout == Layout::Row && wishes.direction == Direction::Forward,
                asks_itself: asks_itself(&names),
                answer_names: Arc::new(without(&names, key)),
                groups: match key {
                    0 => Groups::of(page.source, &table.rows, names.len()),
                    _ => Groups::default(),
                },
                names,
            });
        }
        Purpose::Skip(reason) => found.problems.push(Problem {
            code: Code::Skipped,
            span: table_shape::span(page, at),
            message: reason.message().into(),
            hint: None,
        }),
        Purpose::NoKey => found.problems.push(Problem {
            code: Code::NoKeyColumn,
            span: table_shape::span(page, at),
            message:
                "the columns of this table are compared and none names its rows; no cards were made"
                    .into(),
            hint: Some("add a first column that says what each row compares".into()),
        }),
    }
    Some(found)
}

/// The rows of a table to learn, each read when it is asked for.
#[derive(Debug)]
pub(in crate::cards) struct Rows {
    table: usize,
    key: usize,
    names: Vec<Arc<str>>,
    /// The same without the key's.
    answer_names: FieldNames,
    layout: Layout,
    direction: Direction,
    /// Rows that go on with one above.
    groups: Groups,
    /// One card a row, as most tables have it.
    is_plain: bool,
    asks_itself: bool,
}

impl Rows {
    /// How many rows there are.
    pub(in crate::cards) fn count(&self, page: &Page<'_>) -> usize {
        self.spans(page).len()
    }

    /// Hands over the cards of some of the rows in turn.
    pub(in crate::cards) fn each(
        &self,
        page: &Page<'_>,
        range: Range<usize>,
        mut take: impl FnMut(Draft),
    ) {
        let mut answers = FieldRow::default();
        for at in range {
            match self.read(page, at, &mut answers) {
                Some(row) if self.is_plain => take(row.into_draft(self.asks_itself)),
                Some(row) => row.drafts(self).into_iter().for_each(&mut take),
                None => {}
            }
        }
    }

    /// The same rows with names of their own: threads that count the users of one name wait for
    /// each other.
    pub(in crate::cards) fn apart(&self) -> Rows {
        let names: Vec<Arc<str>> = self.names.iter().map(|name| Arc::from(&**name)).collect();
        Rows {
            answer_names: Arc::new(without(&names, self.key)),
            names,
            groups: self.groups.clone(),
            ..*self
        }
    }

    fn spans<'a>(&self, page: &Page<'a>) -> &'a [Span] {
        match page.blocks.get(self.table).map(|block| &block.kind) {
            Some(BlockKind::Table(table)) => &table.rows,
            _ => &[],
        }
    }
}

fn no_header(span: Span) -> Problem {
    Problem {
        code: Code::NoHeader,
        span,
        message: "this table has no row of column names, so its cards ask without any".into(),
        hint: Some("add a row of names and below it a row such as `|---|---|`".into()),
    }
}

/// The nearest heading above a block, within reach.
fn heading_above<'a>(page: &Page<'a>, at: usize) -> Option<&'a str> {
    // In a pasted page the heading has lost its mark.
    let is_title = |at: usize| {
        page.block(at).is_some_and(|block| {
            block.kind == BlockKind::Line && page.text(at).len() <= LONGEST_TITLE
        })
    };
    let lost = at
        .checked_sub(1)
        .filter(|above| page.is_gapless && is_title(*above));
    let above = lost.or_else(|| {
        (0..at)
            .rev()
            .take(HEADING_REACH)
            .find(|at| page.heading_level(*at).is_some())
    })?;
    page.blocks
        .get(above)
        .map(|block| block.text.text(page.source))
}

/// The names of the columns; none for a table without header.
fn names(page: &Page<'_>, table: &Table) -> Vec<Arc<str>> {
    let names = column_names(page.source, table).into_iter();
    names.map(|name| column_name(&name)).collect()
}

/// The name of a column; a comment is none.
fn column_name(cell: &str) -> Arc<str> {
    if cell.starts_with("<!--") {
        return Arc::from("");
    }
    Arc::from(inline::name(cell).trim_end_matches(':'))
}

/// The names without the one of the key.
fn without(names: &[Arc<str>], key: usize) -> Vec<Arc<str>> {
    let others = names
        .iter()
        .enumerate()
        .filter(|(column, _)| *column != key);
    others.map(|(_, name)| Arc::clone(name)).collect()
}

/// A row with its key and its answers.
#[derive(Clone)]
struct Row {
    key: Box<str>,
    fields: Fields,
    span: Span,
}

impl Rows {
    /// Reads a row, with the memory of the rows before it.
    fn read(&self, page: &Page<'_>, at: usize, answers: &mut FieldRow) -> Option<Row> {
        let rows = self.spans(page);
        let row = *rows.get(at)?;
        let named = self.names.len();
        let cells = self.cells(page, row);
        let group = self.groups.of_row(at);
        let key = match group.filter(|group| group.holders.len() > 1) {
            Some(group) => self.key_of_group(page, &group.holders),
            None => key_text(cells.get(self.key)?.text(page.source)),
        };
        let first = group.map_or(0, |group| group.holders.len());
        answers.clear();
        for (column, cell) in cells.iter().enumerate() {
            let cell = cell.text(page.source);
            // A column that only counts the rows stands before a key further right.
            if column == self.key || column < first || (column < self.key && is_number(cell)) {
                continue;
            }
            let text = inline::cell(cell);
            if text.trim().is_empty() || is_placeholder(&text) {
                continue;
            }
            // More cells than columns: an unescaped pipe. What stands behind it is not lost.
            if named > 0 && column >= named && !answers.is_empty() {
                answers.go_on(" | ");
                answers.go_on(&text);
            } else {
                answers.put(column.saturating_sub(usize::from(column > self.key)), &text);
            }
        }
        let tail = group.map_or(0, |group| group.tail);
        for row in rows.iter().skip(at.saturating_add(1)).take(tail) {
            let cells = self.cells(page, *row);
            let text = cells.get(1).map_or("", |cell| cell.text(page.source));
            answers.go_on("\n");
            answers.go_on(&inline::cell(text));
        }
        let is_card = !is_placeholder(&key) && !answers.is_empty();
        is_card.then(|| Row {
            key,
            fields: answers.fields(&self.answer_names),
            span: row,
        })
    }

    fn cells(&self, page: &Page<'_>, row: Span) -> Vec<Span> {
        let named = self.names.len();
        cells(page.source, row, (named > 0).then_some(named))
    }

    /// The key of a row whose first cells stand in rows above.
    fn key_of_group(&self, page: &Page<'_>, holders: &[usize]) -> Box<str> {
        let rows = self.spans(page);
        let parts = holders.iter().enumerate().filter_map(|(column, row)| {
            let cells = self.cells(page, *rows.get(*row)?);
            let key = key_text(cells.get(column)?.text(page.source));
            (!is_placeholder(&key)).then_some(key)
        });
        let parts: Vec<Box<str>> = parts.collect();
        parts.join(" – ").into()
    }
}

impl Row {
    /// The cards of a row: one, or one for each column, and the same backwards on demand.
    fn drafts(&self, rows: &Rows) -> Vec<Draft> {
        let Row { key, fields, span } = self;
        let repeated = key.len().saturating_mul(fields.iter().count());
        // Each of the cards repeats the key.
        if repeated > LONGEST {
            return vec![self.clone().into_draft(rows.asks_itself)];
        }
        let mut drafts = match rows.layout {
            Layout::Row => vec![self.clone().into_draft(rows.asks_itself)],
            Layout::Split => {
                let split = |field: Field<'_>| {
                    let only = Fields::new([(field.name, field.text)]);
                    draft(*span, Prompt::Key(key.clone()), Answer::Fields(only))
                };
                fields.iter().map(split).collect()
            }
        };
        if rows.direction == Direction::Both {
            let key_name = rows.names.get(rows.key).map_or("", |name| &**name);
            let asked = |field: Field<'_>| {
                let back = Fields::new([(key_name, &**key)]);
                let prompt = field.text.replace('\n', " / ");
                draft(*span, Prompt::Key(prompt.into()), Answer::Fields(back))
            };
            drafts.extend(fields.iter().map(asked));
        }
        drafts
    }

    /// One card of the whole row. Its texts are moved, not copied.
    fn into_draft(self, asks_itself: bool) -> Draft {
        let Row { key, fields, span } = self;
        let mut all = fields.iter();
        if asks_itself
            && let (Some(only), None) = (all.next(), all.next())
            && reads_as_prompt(&key)
        {
            let answer = Answer::Text(only.text.into());
            return draft(span, Prompt::Text(key), answer);
        }
        drop(all);
        draft(span, Prompt::Key(key), Answer::Fields(fields))
    }
}

fn draft(span: Span, prompt: Prompt, answer: Answer) -> Draft {
    Draft {
        kind: Kind::TableRow,
        prompt,
        answer,
        span,
        origin: Origin::Structure,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ')' | '#'))
}

/// A key on one line, without emphasis.
fn key_text(cell: &str) -> Box<str> {
    let name = inline::name(&inline::cell(cell));
    if name.contains('\n') {
        return name.trim().replace('\n', " / ").into();
    }
    name.into()
}

/// Whether a key needs no column name to be a question: it asks, or is a whole sentence.
fn reads_as_prompt(key: &str) -> bool {
    asks(key) || key.split_whitespace().count() >= 4
}

/// Whether the headers say that the first column is the question and the second its answer.
fn asks_itself(names: &[Arc<str>]) -> bool {
    let [first, second] = names else { return false };
    let (first, second) = (first.to_lowercase(), second.to_lowercase());
    let asks = first.starts_with("question") || first == "q" || first == "prompt";
    (asks && (second.starts_with("answer") || second == "a"))
        || (first == "front" && second == "back")
}
