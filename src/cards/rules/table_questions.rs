//! Tables whose rows are whole questions: a column asks, one or several hold the options, and one names the right
//! one. A table of questions and answers without options is none of them.

use crate::cards::card::{Answer, Kind, Prompt, Unanswered};
use crate::cards::options::Options;
use crate::cards::page::Page;
use crate::document::{Span, Table, cells, inline, option_letter, options_on_line};

use super::{Draft, Origin};

/// Where the parts of a question stand.
struct Columns {
    question: usize,
    options: Vec<usize>,
    answer: usize,
    explanation: Option<usize>,
}

/// The cards of a table whose header names a question, its options and its answer.
pub(super) fn choices(page: &Page<'_>, table: &Table) -> Option<Vec<Draft>> {
    let columns = columns(page, table.header?)?;
    let drafts = table.rows.iter().map(|row| draft(page, *row, &columns));
    drafts.collect()
}

fn columns(page: &Page<'_>, header: Span) -> Option<Columns> {
    let names: Vec<String> = cells(page.source, header, None)
        .into_iter()
        .map(|cell| inline::name(cell.text(page.source)).to_lowercase())
        .collect();
    let place = |is: &dyn Fn(&str) -> bool| names.iter().position(|name| is(name));
    let question = place(&|name| ["question", "questions", "prompt", "stem"].contains(&name))?;
    let answer = place(&|name| {
        let begins = ["correct", "answer", "ans", "key", "right"].into_iter();
        begins.into_iter().any(|word| name.starts_with(word))
    })?;
    let is_options = |name: &str| name.starts_with("options") || name.starts_with("choices");
    let options = match place(&is_options) {
        Some(all) => vec![all],
        None => lettered(&names),
    };
    let explains = |name: &str| ["explanation", "why", "reason", "rationale"].contains(&name);
    (!options.is_empty()).then(|| Columns {
        question,
        options,
        answer,
        explanation: place(&explains),
    })
}

/// The columns `A`, `B`, `C` or `Option A`, `Option B`.
fn lettered(names: &[String]) -> Vec<usize> {
    let is = |name: &str, letter: char| {
        let bare = name.strip_prefix("option ").unwrap_or(name);
        bare.chars().eq([letter])
    };
    let place = |letter: char| names.iter().position(|name| is(name, letter));
    let found: Vec<usize> = ('a'..='j').map_while(place).collect();
    match found.len() >= 2 {
        true => found,
        false => Vec::new(),
    }
}

/// The card of one row; none where the row has no question or no options.
fn draft(page: &Page<'_>, row: Span, columns: &Columns) -> Option<Draft> {
    let cells = cells(page.source, row, None);
    let cell = |column: usize| {
        let cell = cells.get(column).map_or("", |cell| cell.text(page.source));
        inline::cell(cell)
    };
    let question = cell(columns.question);
    let texts: Vec<String> = match columns.options[..] {
        [all] => options_of(&cell(all)),
        _ => {
            let texts = columns.options.iter().map(|column| cell(*column).into());
            texts.filter(|text: &String| !text.is_empty()).collect()
        }
    };
    if question.is_empty() || texts.len() < 2 {
        return None;
    }
    let mut options = Options::default();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    options.take_texts(&texts);
    let (right, mut why) = options.right(&cell(columns.answer));
    if let Some(column) = columns.explanation.filter(|_| why.is_empty()) {
        why = cell(column).into();
    }
    let answer = match right.is_empty() {
        true => Answer::Unanswered(Box::new(Unanswered {
            options: options.into_texts(),
            passages: Vec::new(),
        })),
        false => options.into_answer(&right, why),
    };
    Some(Draft {
        kind: Kind::Choice,
        prompt: Prompt::Text(question.to_string().into()),
        answer,
        span: row,
        origin: Origin::Structure,
    })
}

/// The options of one cell, a line each.
fn options_of(cell: &str) -> Vec<String> {
    let on_line = options_on_line(cell, Span::new(0, cell.len()));
    if on_line.len() >= 2 && !cell.contains('\n') {
        let texts = on_line.iter().map(|found| found.rest.text(cell).to_owned());
        return texts.collect();
    }
    let glued = glued_options(cell);
    if glued.len() >= 2 && !cell.contains('\n') {
        return glued;
    }
    let lines = cell.lines().map(str::trim).filter(|line| !line.is_empty());
    let text = |line: &str| {
        let found = option_letter(line, Span::new(0, line.len()));
        found.map_or(line, |found| found.rest.text(line)).to_owned()
    };
    lines.map(text).collect()
}

/// Options whose breaks a pasted page has lost: `A. a damB. a lockC. a crane`.
fn glued_options(cell: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = cell.strip_prefix("A. ");
    for next in 'B'..='J' {
        let Some(text) = rest else { break };
        let parted = text.split_once(&format!("{next}. "));
        texts.push(parted.map_or(text, |(text, _)| text).trim().to_owned());
        rest = parted.map(|(_, behind)| behind);
    }
    texts
}
