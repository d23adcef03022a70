//! A compiled document as text that a person can read and check against the document.

use std::fmt::Write as _;

use srm::cards::{Answer, Compiled, CompiledCard};
use srm::document::LineIndex;

/// All cards, blank lines between them.
pub(crate) fn cards(compiled: &Compiled) -> String {
    compiled
        .cards
        .iter()
        .map(card)
        .collect::<Vec<_>>()
        .join("\n")
}

/// One card: its kind and line, its front, its options, its back. Blank lines are left out.
fn card(compiled: &CompiledCard) -> String {
    let card = &compiled.card;
    let unanswered = if card.is_unanswered() {
        ", unanswered"
    } else {
        ""
    };
    let mut text = format!("{}, line {}{unanswered}\n", card.kind, card.line);
    indented(&mut text, "front: ", &card.front());
    match &card.answer {
        Answer::Choices(asked) => {
            for choice in &asked.choices {
                let mark = if choice.correct { 'x' } else { ' ' };
                writeln!(text, "  ({mark}) {}", choice.text).unwrap();
            }
        }
        Answer::Unanswered(open) => {
            for option in &open.options {
                writeln!(text, "  (?) {option}").unwrap();
            }
        }
        Answer::Text(_) | Answer::Fields(_) => {}
    }
    indented(&mut text, "back:  ", &card.back());
    text
}

fn indented(text: &mut String, name: &str, content: &str) {
    let mut lines = content.lines().filter(|line| !line.trim().is_empty());
    writeln!(text, "{name}{}", lines.next().unwrap_or_default()).unwrap();
    for line in lines {
        writeln!(text, "       {line}").unwrap();
    }
}

/// The problems, one a line: place, code, message.
pub(crate) fn problems(source: &str, compiled: &Compiled) -> String {
    let lines = LineIndex::new(source);
    let mut text = String::new();
    for problem in &compiled.problems {
        let place = lines.position(source, problem.span.start());
        let severity = problem.code.severity().name();
        writeln!(
            text,
            "{}:{}: {severity}[{}]: {}",
            place.line, place.column, problem.code, problem.message
        )
        .unwrap();
    }
    text
}
