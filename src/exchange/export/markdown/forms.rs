//! The forms that a card has in a document, the plainest first.

use crate::cards::{Answer, Card, Choices, Fields, Kind, Prompt};

/// What stands in a cloze for the part that is asked.
const GAP: &str = "[…]";

/// The header of the column of keys, which no card knows.
const KEY: &str = "Key";

/// A card or several that are written together, and the form they are written in.
pub(super) struct Block {
    /// Their places among the cards.
    pub(super) cards: Vec<usize>,
    form: usize,
    forms: usize,
    /// Whether a heading stands before it, so that what is above ends there.
    pub(super) is_apart: bool,
}

/// The cards in blocks: rows of one table together, all others alone.
pub(super) fn blocks(cards: &[&Card]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut before: Option<&Card> = None;
    for (at, card) in cards.iter().enumerate() {
        let joins = before.is_some_and(|before| is_one_table(before, card));
        match blocks.last_mut().filter(|_| joins) {
            Some(block) => block.cards.push(at),
            None => blocks.push(Block {
                cards: vec![at],
                form: 0,
                forms: forms_of(card),
                is_apart: false,
            }),
        }
        before = Some(card);
    }
    blocks
}

fn forms_of(card: &Card) -> usize {
    match (&card.answer, card.kind) {
        (_, Kind::TableRow) => 1,
        (Answer::Text(_), Kind::Question) => 3,
        (Answer::Choices(_), _) => 3,
        (Answer::Text(_), Kind::Cloze | Kind::Definition) => 2,
        _ => 2,
    }
}

fn is_one_table(one: &Card, other: &Card) -> bool {
    let is_row = |card: &Card| card.kind == Kind::TableRow;
    is_row(one)
        && is_row(other)
        && one.section == other.section
        && one.tags == other.tags
        && is_key(one) == is_key(other)
}

fn is_key(card: &Card) -> bool {
    matches!(card.prompt, Prompt::Key(_))
}

impl Block {
    /// Goes on to the next form: first the same behind a heading, then another. Rows of a table that
    /// does not come back are tried one by one: the new blocks come behind this one.
    pub(super) fn next_form(&mut self) -> Vec<Block> {
        if self.cards.len() > 1 {
            let others = self.cards.split_off(1);
            return others
                .into_iter()
                .map(|at| Block {
                    cards: vec![at],
                    form: 0,
                    forms: self.forms,
                    is_apart: true,
                })
                .collect();
        }
        match self.is_apart {
            false => self.is_apart = true,
            true => self.form = self.form.saturating_add(1),
        }
        Vec::new()
    }

    /// Gives it up.
    pub(super) fn leave_out(&mut self) {
        self.form = self.forms;
    }

    /// Whether there is no form for it.
    pub(super) fn is_left_out(&self) -> bool {
        self.form >= self.forms
    }

    /// Its text, whole lines.
    pub(super) fn text(&self, cards: &[&Card]) -> String {
        let cards: Vec<&Card> = self
            .cards
            .iter()
            .filter_map(|at| cards.get(*at).copied())
            .collect();
        let Some(first) = cards.first() else {
            return String::new();
        };
        let mut text = match (first.kind, &first.answer) {
            (Kind::TableRow, _) => table(&cards),
            (_, Answer::Choices(asked)) => choices(first, asked, self.form),
            (_, Answer::Unanswered(open)) => unanswered(first, &open.options, self.form),
            (Kind::Scenario, Answer::Fields(fields)) => scenario(first, fields),
            (Kind::List, _) => list(first),
            (Kind::Cloze, Answer::Text(answer)) => cloze(first.prompt.text(), answer, self.form),
            (Kind::Definition, Answer::Text(answer)) => {
                definition(first.prompt.text(), answer, self.form)
            }
            (Kind::Scenario, Answer::Text(answer)) => answered_scenario(first, answer),
            (_, _) => question(first, self.form),
        };
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }
}

fn question(card: &Card, form: usize) -> String {
    let (prompt, answer) = (card.prompt.text(), card.back());
    match form {
        0 => format!("Q: {prompt}\nA: {answer}\n"),
        1 => format!("Q: {prompt}\n\nA:\n\n{answer}\n"),
        _ => format!("{prompt}\n?\n{answer}\n"),
    }
}

fn definition(prompt: &str, answer: &str, form: usize) -> String {
    match form {
        0 => format!("{prompt} :: {answer}\n"),
        _ => format!(
            "<!-- srm: kinds=+definition -->\n- **{prompt}:** {answer}\n\n<!-- srm: kinds=-definition -->\n"
        ),
    }
}

fn cloze(prompt: &str, answer: &str, form: usize) -> String {
    match form {
        0 => format!(
            "{}\n",
            prompt.replace(GAP, &format!("{{{{c1::{answer}}}}}"))
        ),
        _ => format!("C: {}\n", prompt.replace(GAP, &format!("[{answer}]"))),
    }
}

fn scenario(card: &Card, fields: &Fields) -> String {
    let mut text = format!("Scenario: {}\n", card.prompt.text());
    for field in fields.iter() {
        text.push_str(&format!("- {}: {}\n", field.name, indented(field.text)));
    }
    text
}

fn answered_scenario(card: &Card, answer: &str) -> String {
    format!("Scenario: {}\n\nAnswer:\n\n{answer}\n", card.prompt.text())
}

fn list(card: &Card) -> String {
    let prompt = card.prompt.text();
    // The number of items is put behind the prompt by the compiler.
    let bare = prompt.rsplit_once(" (").map_or(prompt, |(bare, _)| bare);
    format!(
        "<!-- srm: kinds=+list -->\n{bare}\n{}\n\n<!-- srm: kinds=-list -->\n",
        card.back()
    )
}

fn choices(card: &Card, asked: &Choices, form: usize) -> String {
    let mut text = format!("Q: {}\n", card.prompt.text());
    if form == 2 {
        text.push('\n');
    }
    let mut right = Vec::new();
    for (letter, choice) in ('A'..='Z').cycle().zip(&asked.choices) {
        if choice.correct {
            right.push(letter.to_string());
        }
        let option = indented(&choice.text);
        match form {
            0 => text.push_str(&format!("{letter}. {option}\n")),
            _ => {
                let mark = if choice.correct { 'x' } else { ' ' };
                text.push_str(&format!("- [{mark}] {option}\n"));
            }
        }
    }
    if form == 0 {
        text.push_str(&format!("Answer: {}\n", right.join(", ")));
    }
    if let Some(explanation) = &asked.explanation {
        text.push_str(&format!("Explanation: {explanation}\n"));
    }
    text
}

fn unanswered(card: &Card, options: &[String], form: usize) -> String {
    let mut text = match form {
        0 => format!("Q: {}\n", card.prompt.text()),
        _ => format!("Q1. {}\n", card.prompt.text()),
    };
    for (letter, option) in ('A'..='Z').zip(options) {
        text.push_str(&format!("{letter}. {}\n", indented(option)));
    }
    text
}

/// Lines behind the first, indented so that they belong to their item.
fn indented(text: &str) -> String {
    text.replace('\n', "\n  ")
}

/// Rows of one table. The columns are the names of all fields, in the order in which they come.
fn table(cards: &[&Card]) -> String {
    let keyed = cards.first().is_some_and(|card| is_key(card));
    let mut names: Vec<&str> = Vec::new();
    for field in cards.iter().flat_map(|card| fields(card)) {
        if !names.contains(&field.0) {
            names.push(field.0);
        }
    }
    let header = match keyed {
        true => [&[KEY][..], &names].concat(),
        false => vec!["Question", "Answer"],
    };
    let mut text = row(header.iter().map(|name| (*name).to_owned()));
    text.push_str(&row(header.iter().map(|_| "---".to_owned())));
    for card in cards {
        let said = fields(card);
        let cell = |name: &&str| {
            let found = said.iter().find(|(known, _)| known == name);
            found.map_or(String::new(), |(_, text)| text.clone())
        };
        let key = std::iter::once(card.prompt.text().to_owned());
        text.push_str(&match keyed {
            true => row(key.chain(names.iter().map(cell))),
            false => row(key.chain([card.back()])),
        });
    }
    text
}

fn fields(card: &Card) -> Vec<(&str, String)> {
    match &card.answer {
        Answer::Fields(fields) => fields
            .iter()
            .map(|field| (field.name, field.text.to_owned()))
            .collect(),
        _ => vec![("", card.back())],
    }
}

fn row(cells: impl Iterator<Item = String>) -> String {
    let cells = cells.map(|cell| cell.replace('|', "\\|").replace('\n', "<br>"));
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}
