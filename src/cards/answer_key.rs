//! Answer keys: the table or list, often at the end of a document, that gives the answers of
//! numbered questions. Its rows are joined to the questions and are never cards of their own.

use std::collections::HashMap;

use crate::document::label::Label;
use crate::document::{BlockKind, Table, begins_with_verdict, cells, inline, is_reveal};

use super::answer_pairs;
use super::bold_number::bold_number;
use super::key_title::{names_key, names_key_of_line, opens_key, says_key};
use super::page::Page;
use super::pieces::append;
use super::prompt_words::is_bold;

mod asked;
mod borders;
mod columns;
mod on_line;
mod judged;
mod sections;
mod texts;
mod texts_on_line;

use asked::{Asked, Names};
use borders::{asks_itself, offers_below, says_right_one};
use columns::key_columns;
use texts::{
    begins_with_article, behind_chapter, counts_parts, is_shouted, leading_number, leading_part,
    names_options, names_part, question_number,
};
pub(super) use texts::{is_letter, split_answer};

/// The most rows of a table that is read as numbers with letters beside or below them.
const MOST_ROWS_OF_GRID: usize = 60;

/// What a key says of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyEntry {
    /// The answer: a letter, several, or a text.
    pub(super) answer: String,
    /// Why, when the key says so.
    pub(super) explanation: String,
    /// The words of the key, where its answer looks like a letter and may be an article.
    pub(super) sentence: Option<Box<str>>,
    /// The block of the key.
    at: usize,
    /// How it is written.
    form: Form,
}

/// How an entry of a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `7. B`, in a line or a row.
    Line,
    /// `### Answer 7` with the answer below it.
    Section,
    /// `### Question 7` with `Answer: B` below it.
    Labelled,
}

impl KeyEntry {
    /// Whether the answer stands in a section of its own, so that what stands under the question asks.
    pub(super) fn is_section(&self) -> bool {
        self.form != Form::Line
    }
}

/// All keys of a document.
#[derive(Debug, Default)]
pub(super) struct AnswerKey {
    entries: HashMap<u32, Vec<KeyEntry>>,
    places: Vec<usize>,
    /// The number of the entry added last.
    newest: Option<u32>,
    /// The numbers and places of the entries that judge a sentence or explain a term.
    verdicts: Vec<(u32, usize, Names)>,
    /// The numbers of questions in labels, headings and items.
    asked: Asked,
}

impl AnswerKey {
    pub(super) fn of(page: &Page<'_>) -> AnswerKey {
        let mut key = AnswerKey {
            asked: Asked::of(page),
            ..AnswerKey::default()
        };
        let mut in_key_section = false;
        // Headings below the key's own only part it.
        let mut key_level = u8::MAX;
        for (at, block) in page.blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Table(table) => key.table(page, at, table, in_key_section),
                BlockKind::Heading { level, .. } if opens_key(page, at) => {
                    in_key_section = true;
                    key_level = *level;
                }
                BlockKind::Heading { .. } if in_key_section && key.heading(page, at) => {}
                BlockKind::Heading { level, .. } if *level <= key_level => {
                    in_key_section = false;
                    key_level = u8::MAX;
                }
                BlockKind::Summary => {
                    let shows_key = in_key_section && is_reveal(page.text(at));
                    in_key_section = shows_key || names_key(page.text(at));
                }
                BlockKind::Line if key.line_of_all(page, at) => {}
                BlockKind::Line if opens_key(page, at) && !says_right_one(page, at) => {
                    in_key_section = true;
                }
                // `答案` may stand below each question: the next one, with its options, is no entry.
                BlockKind::Item { .. }
                    if in_key_section
                        && (offers_below(page, at) || asks_itself(page, at, &key.asked)) =>
                {
                    in_key_section = false;
                    key_level = u8::MAX;
                }
                BlockKind::Item { .. } | BlockKind::Line if in_key_section => key.line(page, at),
                BlockKind::Code if in_key_section => key.code(page, at),
                BlockKind::Item { .. } if key.begins_unnamed(page, at) => {
                    in_key_section = true;
                    key.line(page, at);
                }
                _ => {}
            }
        }
        key.asked.forget(&key.places);
        key.judge();
        key
    }

    /// The entry for a question: of the first key behind it, or of the last before it, if that one belongs
    /// to no question above it. Where as many entries with its number follow as questions stand above them, as
    /// in a document whose numbers begin anew in each chapter, it is the one of its turn.
    pub(super) fn entry(&self, number: u32, question: usize) -> Option<&KeyEntry> {
        let entries = self.entries.get(&number)?;
        // Entries stand in the order of the document.
        let next = entries.partition_point(|entry| entry.at <= question);
        let Some(first) = entries.get(next) else {
            let is_free = |entry: &&KeyEntry| !self.asked.is_before(number, entry.at);
            return entries.last().filter(is_free);
        };
        let above = next.checked_sub(1).and_then(|last| entries.get(last));
        let asked = self
            .asked
            .between(number, above.map(|entry| entry.at), first.at);
        let end = match self.asked.next(number, first.at) {
            Some(question) => entries.partition_point(|entry| entry.at < question),
            None => entries.len(),
        };
        let turns = entries.get(next..end).unwrap_or_default();
        let turn = asked
            .binary_search(&question)
            .ok()
            .filter(|_| asked.len() == turns.len());
        turn.and_then(|turn| turns.get(turn)).or(Some(first))
    }

    /// Whether there is an entry for the number of a title, which nothing has that asks by itself.
    pub(super) fn answers_title(&self, number: u32, title: usize) -> bool {
        !self.asked.asks(number) && self.entry(number, title).is_some()
    }

    /// Whether the block at a place is part of a key.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.places.binary_search(&at).is_ok()
    }

    /// A table of numbers and answers. Under the title of a key it is one though not all that it answers asks.
    fn table(&mut self, page: &Page<'_>, at: usize, table: &Table, is_titled: bool) {
        let Some(columns) = table.header.and_then(|header| key_columns(page, header)) else {
            return self.grid(page, at, table);
        };
        let mut found = Vec::new();
        for row in &table.rows {
            let cells = cells(page.source, *row, None);
            let text = |column: usize| cells.get(column).map_or("", |cell| cell.text(page.source));
            let Some(number) = question_number(text(0)).or_else(|| self.asked_part(text(0))) else {
                // `13-3`: parts, which are answered where they stand.
                if table.rows.iter().all(|row| counts_parts(page.source, *row)) {
                    self.places.push(at);
                }
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
        let is_asked = |(number, answer, _): &&(u32, String, String)| {
            self.asked.holds(*number)
                || (begins_with_verdict(answer) && self.asked.states(*number, at, Names::Sentence))
        };
        let asked = found.iter().filter(is_asked).count();
        let letters = found.iter().all(|(_, answer, _)| names_options(answer));
        if asked == 0 || (!letters && !is_titled && asked < found.len()) {
            return;
        }
        for (number, answer, explanation) in found {
            self.add(at, number, inline::name(&answer), explanation);
        }
        self.places.push(at);
    }

    /// A table of numbers with letters beside or below them and no names of columns.
    fn grid(&mut self, page: &Page<'_>, at: usize, table: &Table) {
        if self.asked.is_empty() || table.rows.len() > MOST_ROWS_OF_GRID {
            return;
        }
        let rows = table.header.iter().chain(&table.rows).map(|row| {
            let cells = cells(page.source, *row, None).into_iter();
            cells.map(|cell| cell.text(page.source)).collect()
        });
        let rows: Vec<Vec<&str>> = rows.collect();
        let found = answer_pairs::of_grid(&rows).unwrap_or_default();
        if self.take_pairs(at, found) {
            self.places.push(at);
        }
    }

    /// A line or item under a heading that names a key: `7. B`, `7. The whole text`,
    /// `**Q7: B** - since …`, `1-A, 2-B`, or an explanation of the entry above.
    fn line(&mut self, page: &Page<'_>, at: usize) {
        if let Some(found) = page.label(at)
            && found.label == Label::Explanation
            && self.is_right_below(at)
        {
            let text = inline::text(found.rest.text(page.source));
            self.explain(text.trim_matches(['*', ' ']));
            self.places.push(at);
            return;
        }
        if self.section(page, at) || self.labelled_answer(page, at) || self.labelled_entry(page, at)
        {
            return;
        }
        let mut text = page.text(at).to_owned();
        if let Some(number) = page.item_number(at) {
            text = format!("{number}. {text}");
        }
        let is_numbered =
            page.item_number(at).is_some() || is_bold(&text) || bold_number(&text).is_some();
        let is_pairs = self.pairs(at, &text)
            || texts::behind_section(&text).is_some_and(|rest| self.section_on_line(at, rest));
        if is_pairs || self.entry_of_line(at, &text, is_numbered) {
            self.places.push(at);
        } else {
            self.go_on(page, at);
        }
    }

    /// A key between marks of code, line by line.
    fn code(&mut self, page: &Page<'_>, at: usize) {
        let lines = page.text(at).lines().filter(|line| !line.trim().is_empty());
        let mut found = false;
        for line in lines {
            found |= self.pairs(at, line) || self.entry_of_line(at, line, false);
        }
        if found {
            self.places.push(at);
        } else {
            self.go_on(page, at);
        }
    }

    /// Takes `7. B`; behind a number that only marks the line, a text too.
    fn entry_of_line(&mut self, at: usize, text: &str, is_numbered: bool) -> bool {
        let parted = leading_part(text).filter(|(number, _)| self.asked.holds(*number));
        let Some((number, rest)) = parted.or_else(|| leading_number(text)) else {
            return false;
        };
        // Where nothing is to be chosen, `A weir` is no letter.
        let (answer, explanation) = match rest.starts_with("A ") && !self.asked.holds(number) {
            true => (inline::name(rest), String::new()),
            false => split_answer(rest),
        };
        // Where the key counts on, whatever stands under the number is asked.
        let goes_on =
            self.newest.is_some_and(|newest| number > newest) || self.begins_part(number, at);
        let is_verdict = || {
            let judges = begins_with_verdict(&answer);
            (judges && self.asked.states(number, at, Names::Sentence))
                || (is_numbered && goes_on && self.asked.states(number, at, Names::Term))
        };
        let is_entry =
            (self.asked.holds(number) && (is_numbered || names_options(&answer))) || is_verdict();
        if is_entry {
            let sentence = begins_with_article(rest).then(|| inline::text(rest).trim().into());
            self.push(
                number,
                KeyEntry {
                    answer,
                    explanation,
                    sentence,
                    at,
                    form: Form::Line,
                },
            );
        }
        is_entry
    }

    /// Whether the block above a place is part of a key.
    fn is_right_below(&self, at: usize) -> bool {
        let above = at.checked_sub(1);
        above.is_some_and(|above| self.places.last() == Some(&above))
    }

    /// What stands right below an entry goes on with it.
    fn go_on(&mut self, page: &Page<'_>, at: usize) {
        let text = page.text(at);
        let titles = behind_chapter(text).is_some_and(str::is_empty);
        if !self.is_right_below(at) || is_shouted(text) || names_part(text) || titles {
            return;
        }
        self.places.push(at);
        let text = page.markdown(&[at]);
        if let Some(entry) = self.newest_entry() {
            let side = match entry.form {
                Form::Section => &mut entry.answer,
                Form::Line | Form::Labelled => &mut entry.explanation,
            };
            append(side, &text, "\n");
        }
    }

    /// `Answers: 1-A, 2-B` on one line, anywhere.
    fn line_of_all(&mut self, page: &Page<'_>, at: usize) -> bool {
        if self.asked.is_empty() {
            return false;
        }
        let parted = page.text(at).split_once([':', '：']);
        let found = parted.is_some_and(|(name, behind)| {
            (names_key_of_line(name)
                && (self.pairs(at, behind) || self.texts(at, behind, texts_on_line::FEWEST)))
                || (says_key(name) && self.letters(at, behind))
        });
        if found {
            self.places.push(at);
        }
        found
    }

    /// Takes `B, C, D`: a letter for each question, when these are numbered from one on.
    fn letters(&mut self, at: usize, text: &str) -> bool {
        let last = u32::try_from(self.asked.count()).unwrap_or(u32::MAX);
        let is_whole = (1..=last).all(|number| self.asked.holds(number));
        is_whole && self.pairs(at, &format!("1-{last}: {text}"))
    }

    fn take_pairs(&mut self, at: usize, found: Vec<(u32, String)>) -> bool {
        let asked = found.iter().all(|(number, _)| self.asked.holds(*number));
        if found.len() < 2 || !asked {
            return false;
        }
        for (number, answer) in found {
            self.add(at, number, answer, String::new());
        }
        true
    }

    /// Adds why to the newest entry.
    fn explain(&mut self, text: &str) {
        if let Some(entry) = self.newest_entry() {
            text.clone_into(&mut entry.explanation);
        }
    }

    fn add(&mut self, at: usize, number: u32, answer: String, explanation: String) {
        let entry = KeyEntry {
            answer,
            explanation,
            sentence: None,
            at,
            form: Form::Line,
        };
        self.push(number, entry);
    }

    fn newest_entry(&mut self) -> Option<&mut KeyEntry> {
        let entries = self.entries.get_mut(&self.newest?)?;
        entries.last_mut()
    }

    fn push(&mut self, number: u32, entry: KeyEntry) {
        self.newest = Some(number);
        if entry.is_verdict() {
            self.verdicts.push((number, entry.at, Names::Sentence));
        } else if entry.says() && !self.asked.holds(number) {
            self.verdicts.push((number, entry.at, Names::Term));
        }
        self.entries.entry(number).or_default().push(entry);
    }
}
