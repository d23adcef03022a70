//! Decks as `srm-deck` JSON. The same collection always gives the same bytes.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::cards::{Answer, Card, CardId, ChoiceOrder, Compiled, Prompt};
use crate::exchange::json_form::{
    COLLECTION_FORMAT, CardForm, ChoiceForm, CollectionForm, DECK_FIELDS, DECK_FORMAT, DeckFile,
    DeckForm, EventForm, FieldForm, NoteForm, PassageForm, SourceForm, VERSION,
};
use crate::exchange::{Beside, Collection, DeckRecord, NoteType, Progress, Sibling, Source};
use crate::review::{Deed, Event};

/// A collection as JSON: one deck as `srm-deck`, any other number of decks as `srm-collection`.
pub fn write(collection: &Collection, progress: Progress) -> Vec<u8> {
    if let [deck] = &collection.decks[..] {
        return bytes(&deck_file(deck, progress));
    }
    bytes(&CollectionForm {
        format: COLLECTION_FORMAT.to_owned(),
        version: VERSION,
        decks: Decks(&collection.decks, progress),
    })
}

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

/// As [`CollectionForm`], of compiled documents.
#[derive(Serialize)]
struct CompiledCollection<'a> {
    format: &'static str,
    version: u64,
    decks: Vec<CompiledFile<'a>>,
}

/// As [`DeckFile`], of a compiled document.
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

/// Decks that take their form while they are written.
struct Decks<'a>(&'a [DeckRecord], Progress);

impl Serialize for Decks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|deck| deck_file(deck, self.1)))
    }
}

/// The events of a deck, in their order. They take their form while they are written: a form is many times
/// as large as an event.
struct Events<'a> {
    events: Vec<&'a Event>,
    beside: &'a Beside,
}

impl Serialize for Events<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.events.iter().map(|event| {
            let mut form = event_form(event);
            if form.payload.is_none() {
                form.payload = self.beside.answers.get(&event.id).cloned();
            }
            form
        }))
    }
}

fn bytes(form: &impl Serialize) -> Vec<u8> {
    // Strings, numbers and lists always have a JSON form.
    let mut bytes = serde_json::to_vec_pretty(form).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn deck_file(deck: &DeckRecord, progress: Progress) -> DeckFile<Events<'_>> {
    let goes_along = |retired: bool| progress == Progress::With || !retired;
    let cards = deck
        .cards
        .iter()
        .filter(|record| goes_along(record.retired));
    let mut events: Vec<&Event> = match progress {
        Progress::With => deck.events.iter().collect(),
        Progress::Without => Vec::new(),
    };
    events.sort_unstable_by_key(|event| event.order());
    let mut note_types = Vec::new();
    let cards = cards.map(|record| {
        let mut form = card_form(record.id, &record.card, record.retired);
        if progress == Progress::With {
            let sibling = record.sibling.as_ref();
            form.note = sibling.map(|sibling| note_form(sibling, &mut note_types));
        }
        let unknown = deck.beside.cards.get(&record.id);
        form.unknown = unknown.map(|text| object(text)).unwrap_or_default();
        form
    });
    let cards = cards.collect();
    let mut unknown = object(&deck.beside.deck);
    let of_deck = match unknown.remove(DECK_FIELDS) {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    DeckFile {
        format: DECK_FORMAT.to_owned(),
        version: VERSION,
        deck: DeckForm {
            name: deck.name.to_string(),
            source: deck.source.as_ref().map(|source| match progress {
                Progress::With => source_form(source),
                // A deck to give away tells nobody the folders of its owner.
                Progress::Without => SourceForm {
                    path: file_name(&source.path).to_owned(),
                    blake3: source.blake3.clone(),
                },
            }),
            unknown: of_deck,
        },
        cards,
        events: Events {
            events,
            beside: &deck.beside,
        },
        note_types,
        unknown,
    }
}

/// The fields of a kept text; none where it is none.
fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}

/// A card's note, its type being one of the deck's.
fn note_form(sibling: &Sibling, types: &mut Vec<NoteType>) -> NoteForm {
    let note = &sibling.note;
    let known = types.iter().position(|kind| *kind == *note.kind);
    let note_type = known.unwrap_or(types.len());
    if known.is_none() {
        types.push((*note.kind).clone());
    }
    NoteForm {
        note_type,
        guid: note.guid.clone(),
        number: note.number,
        changed_s: note.changed_s,
        fields: note.fields.clone(),
        ordinal: sibling.ordinal,
        card_number: sibling.number,
        given: sibling.given.clone(),
    }
}

/// The last part of a path of any system.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn source_form(source: &Source) -> SourceForm {
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

fn event_form(event: &Event) -> EventForm {
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
