//! Answer keys: the table or list, often at the end of a document, that gives the answers of
//! numbered questions. Its rows are joined to the questions and are never cards of their own.

use std::collections::{HashMap, HashSet};

use crate::document::label::Label;
use crate::document::{BlockKind, Marker, Table, cells, inline};

use super::page::Page;

/// What a key says of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyEntry {
    /// The answer: a letter, several, or a text.
    pub(super) answer: String,
    /// Why, when the key says so.
    pub(super) explanation: String,
    /// The block of the key.
    at: usize,
}

/// All keys of a document.
#[derive(Debug, Default)]
pub(super) struct AnswerKey {
    entries: HashMap<u32, Vec<KeyEntry>>,
    places: Vec<usize>,
    /// The numbers that questions of the document carry in their labels or headings.
    asked: HashSet<u32>,
}

impl AnswerKey {
    pub(super) fn of(page: &Page<'_>) -> AnswerKey {
        let mut key = AnswerKey {
            asked: asked_numbers(page),
            ..AnswerKey::default()
        };
        let mut in_key_section = false;
        for (at, block) in page.blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Table(table) => key.table(page, at, table),
                BlockKind::Heading { .. } | BlockKind::Summary => {
                    in_key_section = names_key(page.text(at));
                }
                BlockKind::Line if names_key(page.text(at)) => in_key_section = true,
                BlockKind::Item { marker, .. } if in_key_section => key.item(page, at, *marker),
                _ => {}
            }
        }
        key
    }

    /// The entry for a question: of the first key behind it, or of the last before it.
    pub(super) fn entry(&self, number: u32, question: usize) -> Option<&KeyEntry> {
        let entries = self.entries.get(&number)?;
        // Entries stand in the order of the document.
        let next = entries.partition_point(|entry| entry.at <= question);
        entries.get(next).or_else(|| entries.last())
    }

    /// Whether the block at a place is part of a key.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.places.binary_search(&at).is_ok()
    }

    fn table(&mut self, page: &Page<'_>, at: usize, table: &Table) {
        let Some(columns) = table.header.and_then(|header| key_columns(page, header)) else {
            return;
        };
        let mut found = Vec::new();
        for row in &table.rows {
            let cells = cells(page.source, *row, None);
            let text = |column: usize| cells.get(column).map_or("", |cell| cell.text(page.source));
            let Some(number) = question_number(text(0)) else {
                return;
            };
            let explanation = columns.explanation.map_or("", text);
            found.push((
                number,
                text(columns.answer).to_owned(),
                inline::text(explanation).into_owned(),
            ));
        }
        // A vocabulary of numbers is no key: a key has letters, and questions it belongs to.
        let asked = found
            .iter()
            .filter(|(number, ..)| self.asked.contains(number))
            .count();
        let letters = found.iter().all(|(_, answer, _)| names_options(answer));
        if asked == 0 || (!letters && asked < found.len()) {
            return;
        }
        for (number, answer, explanation) in found {
            self.add(
                number,
                KeyEntry {
                    answer: inline::name(&answer),
                    explanation,
                    at,
                },
            );
        }
        self.places.push(at);
    }

    /// `7. B` or `7. The whole text` under a heading that names a key.
    fn item(&mut self, page: &Page<'_>, at: usize, marker: Marker) {
        let Marker::Number(number) = marker else {
            return;
        };
        if self.asked.contains(&number) {
            let answer = inline::name(page.text(at));
            self.add(
                number,
                KeyEntry {
                    answer,
                    explanation: String::new(),
                    at,
                },
            );
            self.places.push(at);
        }
    }

    fn add(&mut self, number: u32, entry: KeyEntry) {
        self.entries.entry(number).or_default().push(entry);
    }
}

/// The numbers of questions: `Q7.`, `### Q7`, `## 7. Why?`.
fn asked_numbers(page: &Page<'_>) -> HashSet<u32> {
    let labelled = |at: usize| match page.label(at)?.label {
        Label::Question(number) => number,
        _ => None,
    };
    let headed = |at: usize| {
        page.heading_level(at)?;
        let text = page.text(at);
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        text.get(..digits)?.parse().ok()
    };
    let numbered = |at: usize| {
        page.item_number(at)
            .filter(|_| page.text(at).ends_with('?'))
    };
    (0..page.blocks.len())
        .filter_map(|at| labelled(at).or_else(|| headed(at)).or_else(|| numbered(at)))
        .collect()
}

/// Whether an answer is letters of options or true or false.
fn names_options(answer: &str) -> bool {
    let folded = answer
        .trim_matches(['*', '_', '`', ' ', '(', ')', '.'])
        .to_lowercase();
    let letters = folded
        .split([',', '&', ' ', '/', ';'])
        .filter(|part| !part.is_empty());
    matches!(folded.as_str(), "true" | "false" | "t" | "f" | "yes" | "no")
        || letters.into_iter().all(|part| {
            part == "and"
                || (part.len() == 1 && part.starts_with(|c: char| ('a'..='j').contains(&c)))
        })
}

/// The number in a cell that holds nothing else: `7`, `Q7`, `7.`, `Question 7`.
fn question_number(cell: &str) -> Option<u32> {
    let bare = cell.trim_matches(['*', '_', '`', ' ', '.', ')', '#']);
    let bare = ["Question", "question", "Q", "q"]
        .into_iter()
        .find_map(|word| bare.strip_prefix(word))
        .unwrap_or(bare);
    bare.trim_matches([' ', '.', '#']).parse().ok()
}

struct Columns {
    answer: usize,
    explanation: Option<usize>,
}

/// Where answer and explanation stand, if the first header names question numbers.
fn key_columns(page: &Page<'_>, header: crate::document::Span) -> Option<Columns> {
    let names: Vec<String> = cells(page.source, header, None)
        .into_iter()
        .map(|cell| inline::name(cell.text(page.source)).to_lowercase())
        .collect();
    let first = names.first()?.trim_end_matches('.');
    if !matches!(
        first,
        "q" | "#"
            | "no"
            | "question"
            | "questions"
            | "question #"
            | "nr"
            | "number"
            | "q#"
            | "q no"
            | ""
    ) {
        return None;
    }
    let column = |words: &[&str]| {
        names
            .iter()
            .skip(1)
            .position(|name| words.iter().any(|word| name.starts_with(word)))
            .map(|at| at + 1)
    };
    let answer = column(&["answer", "correct", "key", "solution", "ans"])?;
    Some(Columns {
        answer,
        explanation: column(&["explanation", "reason", "why", "rationale"]),
    })
}

fn names_key(text: &str) -> bool {
    if text.len() > 80 {
        return false;
    }
    let folded = text.to_lowercase();
    ["answer key", "answers", "answer sheet", "solutions"]
        .into_iter()
        .any(|name| {
            folded
                .trim_matches(|c: char| !c.is_alphanumeric())
                .starts_with(name)
        })
}
