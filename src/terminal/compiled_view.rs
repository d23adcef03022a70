//! A compiled document: its cards to read through, and how many of which kind.

use std::io;

use crate::cards::{Card, Compiled, Kind};

use super::card_view::lines;
use super::output::Screen;
use super::words::count;

/// Shows every card with its front and back.
pub fn show_cards<'a>(
    screen: &mut Screen<'_>,
    cards: impl IntoIterator<Item = &'a Card>,
) -> io::Result<()> {
    for (index, card) in cards.into_iter().enumerate() {
        if index > 0 {
            screen.gap()?;
        }
        screen.line(&format!(
            "Card {}. {}, line {}.",
            index + 1,
            card.kind,
            card.line
        ))?;
        show_side(screen, "Front: ", &card.front())?;
        show_side(screen, "Back: ", &card.back())?;
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
    // A list reads better when it begins on its own line.
    let gap = if text.first().is_some_and(|line| line.starts_with("- ")) {
        "\n"
    } else {
        ""
    };
    screen.block(&format!(
        "{}{gap}{}",
        if gap.is_empty() {
            name
        } else {
            name.trim_end()
        },
        text.join("\n")
    ))
}

/// A kind in words, one or several.
pub fn kind_in_words(kind: Kind, number: usize) -> String {
    let (one, many) = match kind {
        Kind::TableRow => ("table row", "table rows"),
        Kind::Scenario => ("scenario", "scenarios"),
        Kind::Question => ("question", "questions"),
        Kind::Choice => ("multiple-choice question", "multiple-choice questions"),
        Kind::Cloze => ("cloze", "clozes"),
        Kind::Definition => ("definition", "definitions"),
        Kind::List => ("list", "lists"),
    };
    count(number as u64, one, many)
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
