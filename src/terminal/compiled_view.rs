//! A compiled document: its cards to read through, and how many of which kind.

use std::io;

use crate::cards::{Answer, Card, Compiled, CompiledCard, Kind};

use super::card_view::{is_list, lines, summary};
use super::output::Screen;
use super::problem_view::Source;
use super::words::count;

/// The most source lines shown of one card.
const MOST_LINES: usize = 40;

/// Shows every card with its front and back.
pub fn show_cards<'a>(
    screen: &mut Screen<'_>,
    cards: impl IntoIterator<Item = &'a Card>,
) -> io::Result<()> {
    for (index, card) in cards.into_iter().enumerate() {
        if index > 0 {
            screen.gap()?;
        }
        show_card(screen, index.saturating_add(1), card)?;
    }
    Ok(())
}

/// Shows a card; the number says the how-manieth it is, from 1.
fn show_card(screen: &mut Screen<'_>, number: usize, card: &Card) -> io::Result<()> {
    let unanswered = if card.is_unanswered() {
        ", unanswered"
    } else {
        ""
    };
    screen.line(&format!(
        "Card {number}. {}, line {}{unanswered}.",
        kind_name(card.kind),
        card.line
    ))?;
    show_side(screen, "Front: ", &card.front())?;
    show_options(screen, card)?;
    show_side(screen, "Back: ", &card.back())
}

/// A kind as a heading has it.
fn kind_name(kind: Kind) -> String {
    let (name, _) = names_of_kind(kind);
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The options of a card, the right ones marked.
pub fn show_options(screen: &mut Screen<'_>, card: &Card) -> io::Result<()> {
    match &card.answer {
        Answer::Choices(asked) => {
            for choice in &asked.choices {
                let mark = if choice.correct { 'x' } else { ' ' };
                screen.line(&format!("  ({mark}) {}", summary(&choice.text)))?;
            }
        }
        Answer::Unanswered(open) => {
            for option in &open.options {
                screen.line(&format!("  (?) {}", summary(option)))?;
            }
        }
        Answer::Text(_) | Answer::Fields(_) => {}
    }
    Ok(())
}

/// Says which rule made a card, from which lines.
pub fn show_origin(
    screen: &mut Screen<'_>,
    source: &Source<'_>,
    (number, compiled): (usize, &CompiledCard),
) -> io::Result<()> {
    let (first, last) = (
        source.position(compiled.span.start()),
        source.position(compiled.span.end()),
    );
    show_card(screen, number, &compiled.card)?;
    screen.gap()?;
    screen.line(&format!("Id: {}", compiled.id))?;
    screen.line(&format!(
        "Rule: {}: {}",
        compiled.rule.name(),
        compiled.rule.summary()
    ))?;
    screen.line(&format!(
        "From: {}, lines {} to {}:",
        source.name(),
        first.line,
        last.line
    ))?;
    for line in source.text_of(compiled.span).lines().take(MOST_LINES) {
        screen.line(&format!("  {line}"))?;
    }
    Ok(())
}

/// Shows one side of a card after its name.
pub fn show_side(screen: &mut Screen<'_>, name: &str, markdown: &str) -> io::Result<()> {
    let text = lines(
        markdown,
        screen
            .columns()
            .map(|columns| columns.saturating_sub(name.len())),
    );
    let mut block = name.to_owned();
    if is_list(&text) {
        block.truncate(name.trim_end().len());
        block.push('\n');
    }
    block.push_str(&text.join("\n"));
    screen.block(&block)
}

/// A kind in words, one or several.
pub fn kind_in_words(kind: Kind, number: usize) -> String {
    let (one, many) = names_of_kind(kind);
    count(number as u64, one, many)
}

/// The name of a kind, for one card and for several.
fn names_of_kind(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::TableRow => ("table row", "table rows"),
        Kind::Scenario => ("scenario", "scenarios"),
        Kind::Question => ("question", "questions"),
        Kind::Choice => ("multiple-choice question", "multiple-choice questions"),
        Kind::Cloze => ("cloze", "clozes"),
        Kind::Definition => ("definition", "definitions"),
        Kind::List => ("list", "lists"),
    }
}

/// How many cards of which kind: `27 cards: 18 table rows, 3 scenarios, 6 questions (6 unanswered)`.
pub fn tally(compiled: &Compiled) -> String {
    let cards = || compiled.cards.iter().map(|compiled| &compiled.card);
    let kinds: Vec<String> = Kind::ALL
        .into_iter()
        .map(|kind| (kind, cards().filter(|card| card.kind == kind).count()))
        .filter(|(_, number)| *number > 0)
        .map(|(kind, number)| kind_in_words(kind, number))
        .collect();
    let unanswered = cards().filter(|card| card.is_unanswered()).count();
    let mut tally = count(compiled.cards.len() as u64, "card", "cards");
    if !kinds.is_empty() {
        tally.push_str(": ");
        tally.push_str(&kinds.join(", "));
    }
    if unanswered > 0 {
        tally.push_str(&format!(" ({unanswered} unanswered)"));
    }
    tally
}
