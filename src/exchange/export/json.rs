//! Compiled documents as `srm-deck` JSON, and the forms of a card and an event. The same cards always give
//! the same bytes. Decks of a collection: `json_decks.rs`.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::Map;

use crate::cards::{Answer, Card, CardId, ChoiceOrder, Compiled, Prompt};
use crate::exchange::Source;
use crate::exchange::json_form::{
    COLLECTION_FORMAT, CardForm, ChoiceForm, DECK_FORMAT, DeckForm, EventForm, FieldForm,
    PassageForm, SourceForm, VERSION,
};
use crate::review::{Deed, Event};

pub use super::json_decks::{WriteError, Written, write, write_decks};

/// Writes compiled documents as JSON, with the ids their cards would be born with: one as `srm-deck`, any
/// other number as `srm-collection`. Card by card: all of them as text would take more memory than the document.
///
/// # Errors
/// When what takes the text does.
pub fn write_compiled(
    documents: &[(&Compiled, Option<Source>)],
    to: &mut dyn Write,
) -> io::Result<()> {
    let mut files: Vec<CompiledFile<'_>> = documents
        .iter()
        .map(|(compiled, source)| CompiledFile {
            format: DECK_FORMAT,
            version: VERSION,
            deck: DeckForm {
                name: compiled.deck.to_string(),
                source: source.as_ref().map(source_form),
                unknown: Map::new(),
            },
            cards: CompiledCards(compiled),
            events: Vec::new(),
        })
        .collect();
    match (files.len(), files.pop()) {
        (1, Some(only)) => serde_json::to_writer_pretty(&mut *to, &only)?,
        (_, last) => {
            files.extend(last);
            let collection = CompiledCollection {
                format: COLLECTION_FORMAT,
                version: VERSION,
                decks: files,
            };
            serde_json::to_writer_pretty(&mut *to, &collection)?;
        }
    }
    to.write_all(b"\n")
}

/// As `CollectionForm`, of compiled documents.
#[derive(Serialize)]
struct CompiledCollection<'a> {
    format: &'static str,
    version: u64,
    decks: Vec<CompiledFile<'a>>,
}

/// As `DeckFile`, of a compiled document.
#[derive(Serialize)]
struct CompiledFile<'a> {
    format: &'static str,
    version: u64,
    deck: DeckForm,
    cards: CompiledCards<'a>,
    events: Vec<EventForm>,
}

/// Cards that take their form while they are written.
struct CompiledCards<'a>(&'a Compiled);

impl Serialize for CompiledCards<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cards = self.0.cards.iter();
        serializer.collect_seq(cards.map(|card| card_form(card.id, &card.card, false)))
    }
}

pub(super) fn source_form(source: &Source) -> SourceForm {
    SourceForm {
        path: source.path.clone(),
        blake3: source.blake3.clone(),
    }
}

pub(super) fn card_form(id: CardId, card: &Card, retired: bool) -> CardForm {
    let mut form = CardForm {
        id: Some(id.to_string()),
        kind: card.kind.name().to_owned(),
        section: card.section.to_vec(),
        key: match &card.prompt {
            Prompt::Key(key) => Some(key.to_string()),
            Prompt::Text(_) => None,
        },
        front: card.front(),
        back: card.back(),
        fields: None,
        choices: None,
        explanation: None,
        pinned: false,
        unanswered: card.is_unanswered(),
        passages: None,
        retired,
        tags: card.tags.to_vec(),
        line: card.line,
        note: None,
        unknown: Map::new(),
    };
    let choice = |text: &String, correct| ChoiceForm {
        text: text.clone(),
        correct,
    };
    match &card.answer {
        Answer::Text(_) => {}
        Answer::Fields(fields) => {
            let field = |field: crate::cards::Field<'_>| FieldForm {
                name: field.name.to_owned(),
                text: field.text.to_owned(),
            };
            form.fields = Some(fields.iter().map(field).collect());
        }
        Answer::Choices(asked) => {
            form.choices = Some(
                asked
                    .choices
                    .iter()
                    .map(|one| choice(&one.text, one.correct))
                    .collect(),
            );
            form.explanation.clone_from(&asked.explanation);
            form.pinned = asked.order == ChoiceOrder::Pinned;
        }
        Answer::Unanswered(open) => {
            let options: Vec<_> = open
                .options
                .iter()
                .map(|text| choice(text, false))
                .collect();
            form.choices = (!options.is_empty()).then_some(options);
            let passage = |passage: &crate::cards::Passage| PassageForm {
                text: passage.text.clone(),
                line: passage.line,
            };
            form.passages =
                (!open.passages.is_empty()).then(|| open.passages.iter().map(passage).collect());
        }
    }
    form
}

pub(super) fn event_form(event: &Event) -> EventForm {
    let mut form = EventForm {
        device: event.id.device.to_string(),
        sequence: event.id.sequence,
        clock: event.clock,
        at: event.at.to_rfc3339_utc(),
        offset_minutes: event.at.offset_minutes,
        kind: event.deed.kind().to_owned(),
        card: event.card.to_string(),
        ..EventForm::default()
    };
    match &event.deed {
        Deed::Review(review) => {
            form.quality = Some(review.quality.number());
            form.day = Some(review.day.to_string());
            form.duration_ms = Some(review.duration_ms);
            form.interval_before_days = Some(review.interval_before.days());
            form.interval_after_days = Some(review.interval_after.days());
            form.due = Some(review.due.to_string());
        }
        Deed::Drill(drill) => {
            form.quality = Some(drill.quality.number());
            form.day = Some(drill.day.to_string());
            form.duration_ms = Some(drill.duration_ms);
        }
        Deed::Void(target) => form.target = Some(target.to_string()),
        Deed::Bury(until) => form.until = Some(until.to_string()),
        Deed::Flag(flag) => form.flag = Some(flag.number()),
        Deed::Alias(of) => form.of = Some(of.to_string()),
        Deed::Adopt(adopted) => form.payload = Some(adopted.to_text()),
        Deed::LimitOfDay(limit) => form.payload = Some(limit.to_text()),
        Deed::Optimize(number) => form.payload = Some(number.to_string()),
        Deed::Unknown { payload, .. } => form.payload = Some(payload.clone()),
        Deed::Reschedule(due) => form.due = Some(due.to_string()),
        Deed::Suspend
        | Deed::Unsuspend
        | Deed::Unbury
        | Deed::Mark
        | Deed::Unmark
        | Deed::Reset => {}
    }
    form
}
