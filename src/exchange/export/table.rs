//! Decks as a table, one row a card: comma- or tab-separated, for spreadsheets and scripts. A plain
//! card is its front and back; what has more to it carries its whole form in the column `details`.
//! No cell can be taken for a formula.

use std::collections::HashMap;

use crate::cards::{Card, CardId, DeckName};
use crate::exchange::Collection;
use crate::exchange::table_form::{
    COLUMNS, PROGRESS, SECTION_PARTS, guarded, plain_card, section_of, tags_of,
};
use crate::review::CardState;
use crate::scheduler::Strength;

use super::json::card_form;

/// What stands between the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// A comma.
    Comma,
    /// A tab.
    Tab,
}

/// The live cards of a collection as a table, with what was learned where that is given.
pub fn write(
    collection: &Collection,
    separator: Separator,
    states: Option<&HashMap<CardId, CardState>>,
) -> Vec<u8> {
    let delimiter = match separator {
        Separator::Comma => b',',
        Separator::Tab => b'\t',
    };
    let mut table = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(Vec::new());
    let mut header: Vec<&str> = COLUMNS.to_vec();
    if states.is_some() {
        header.extend(PROGRESS);
    }
    // Writing into memory, and rows of one length: neither fails.
    let _ = table.write_record(&header);
    for deck in &collection.decks {
        for record in deck.cards.iter().filter(|record| !record.retired) {
            let mut row = cells(&deck.name, record.id, &record.card);
            if let Some(states) = states {
                row.extend(progress(states.get(&record.id)));
            }
            let _ = table.write_record(row.iter().map(|cell| guarded(cell).into_owned()));
        }
    }
    table.into_inner().unwrap_or_default()
}

/// The cells of a card, in the order of [`COLUMNS`].
fn cells(deck: &DeckName, id: CardId, card: &Card) -> Vec<String> {
    let answer = match card.is_unanswered() {
        true => String::new(),
        false => card.back(),
    };
    let (prompt, tags) = (card.front(), card.tags.join(" "));
    let section = card.section.join(SECTION_PARTS);
    let plain = plain_card(
        card.kind,
        &section_of(&section),
        prompt.trim(),
        answer.trim(),
        &tags_of(&tags),
    );
    let details = match says_the_same(&plain, card) {
        true => String::new(),
        false => details(id, card),
    };
    vec![
        prompt,
        answer,
        tags,
        deck.to_string(),
        section,
        card.kind.name().to_owned(),
        id.to_string(),
        details,
    ]
}

/// Whether two cards are one; the line of a document means nothing in a table.
fn says_the_same(one: &Card, other: &Card) -> bool {
    one.kind == other.kind
        && one.prompt == other.prompt
        && one.answer == other.answer
        && one.section == other.section
        && one.tags == other.tags
}

fn details(id: CardId, card: &Card) -> String {
    let mut form = card_form(id, card, false);
    form.id = None;
    form.line = 0;
    // Strings, numbers and lists always have a JSON form.
    serde_json::to_string(&form).unwrap_or_default()
}

/// The cells of what was learned, in the order of [`PROGRESS`].
fn progress(state: Option<&CardState>) -> Vec<String> {
    let state = state.copied().unwrap_or_default();
    let memory = state.memory;
    let ease = match memory.strength {
        Strength::Ease(ease) => {
            let hundredths = ease.hundredths();
            format!("{}.{:02}", hundredths / 100, hundredths % 100)
        }
        Strength::Trace(_) => String::new(),
    };
    let day =
        |day: Option<crate::calendar::StudyDay>| day.map_or(String::new(), |day| day.to_string());
    vec![
        state.maturity().name().to_owned(),
        day(state.due),
        memory.interval.days().to_string(),
        ease,
        memory.repetitions.to_string(),
        state.reviews.to_string(),
        state.lapses.to_string(),
        day(state.last_review),
        if state.suspended { "yes" } else { "no" }.to_owned(),
    ]
}
