//! Decks from `srm-deck` JSON. Everything is checked before anything is returned; a stranger's file
//! is told what is wrong with it, and where.

use std::collections::{HashMap, HashSet};
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;

use serde::de::DeserializeSeed;
use serde_json::de::Read as JsonRead;
use serde_json::{Deserializer, Map, Value};

use crate::cards::{
    Answer, Card, CardId, Choice, ChoiceOrder, Choices, DeckName, Fields, Fingerprint, Kind,
    Passage, Prompt, Room, Unanswered,
};
use crate::exchange::json_form::{
    COLLECTION_FORMAT, CardForm, DECK_FIELDS, DECK_FORMAT, NoteForm, VERSION,
};
use crate::exchange::{
    Beside, CardRecord, Collection, DeckRecord, Note, NoteType, Sibling, Source,
};
use crate::review::Event;

use super::json_deck::{CollectionReader, DeckRead, DeckReader, Head, HeadReader};
pub use super::json_error::Error;
use super::json_room::{Bounded, FileRoom};
pub use super::json_room::{LARGEST, MOST_ENTRIES};

/// What some programs begin a text with.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Reads one deck or several out of a file that is in memory.
///
/// # Errors
/// When the bytes are no deck of ours, whole and sound.
pub fn read(bytes: &[u8]) -> Result<Collection, Error> {
    if bytes.len() > LARGEST {
        return Err(Error::TooLarge);
    }
    read_long(Cursor::new(bytes))
}

/// Reads one deck or several out of a file that is not held: its log may be far longer than [`LARGEST`].
///
/// # Errors
/// When it cannot be read, or is no deck of ours, whole and sound.
pub fn read_long(mut file: impl Read + Seek) -> Result<Collection, Error> {
    read_within(&mut file, &FileRoom::default())
}

/// A file, or bytes that are read as one.
pub(super) trait File: Read + Seek {}

impl<F: Read + Seek> File for F {}

// One piece of code for all kinds of files: it is large.
pub(super) fn read_within(file: &mut dyn File, room: &FileRoom) -> Result<Collection, Error> {
    let mut file = BufReader::new(file);
    let mut first = [0; BYTE_ORDER_MARK.len()];
    let is_marked = file.read_exact(&mut first).is_ok() && first == BYTE_ORDER_MARK;
    let begin = SeekFrom::Start(if is_marked { first.len() as u64 } else { 0 });
    file.seek(begin)?;
    let of_head = FileRoom::default();
    let bounded = Bounded::new(&mut file, &of_head);
    let shape = shape(&mut Deserializer::from_reader(bounded))?;
    file.seek(begin)?;
    let bounded = Bounded::new(&mut file, room);
    collection(decks(shape, &mut Deserializer::from_reader(bounded), room)?)
}

/// What a file holds, by what it says of itself.
#[derive(Clone, Copy)]
enum Shape {
    Deck,
    Collection,
}

fn shape<'de>(from: &mut Deserializer<impl JsonRead<'de>>) -> Result<Shape, Error> {
    let mut head = Head::default();
    match HeadReader(&mut head).deserialize(from) {
        // What follows is read afterwards.
        _ if head.is_whole() => {}
        // Sound JSON of another shape is somebody else's file.
        Err(error) if error.is_data() => return Err(Error::Format("missing".to_owned())),
        read => read?,
    }
    let shape = match head.format.as_deref() {
        Some(DECK_FORMAT) => Shape::Deck,
        Some(COLLECTION_FORMAT) => Shape::Collection,
        None | Some("") => return Err(Error::Format("missing".to_owned())),
        Some(other) => return Err(Error::Format(format!("{other:?}"))),
    };
    match head.version {
        Some(VERSION) => Ok(shape),
        other => Err(Error::Version(other.unwrap_or(0))),
    }
}

fn decks<'de, R: JsonRead<'de>>(
    shape: Shape,
    from: &mut Deserializer<R>,
    room: &FileRoom,
) -> Result<Vec<DeckRead>, Error> {
    let decks = match shape {
        Shape::Deck => vec![DeckReader(room).deserialize(&mut *from)?],
        Shape::Collection => CollectionReader(room).deserialize(&mut *from)?,
    };
    from.end()?;
    Ok(decks)
}

fn collection(files: Vec<DeckRead>) -> Result<Collection, Error> {
    let mut ids = HashSet::new();
    let mut decks = Vec::with_capacity(files.len());
    for (number, file) in (1..).zip(files) {
        decks.push(deck(number, file, &mut ids)?);
    }
    check_twins(&decks)?;
    decks.sort_by(|one, other| order_of(one).cmp(&order_of(other)));
    Ok(Collection { decks })
}

fn deck(number: usize, mut file: DeckRead, ids: &mut HashSet<CardId>) -> Result<DeckRecord, Error> {
    let name = DeckName::new(&file.deck.name).ok_or(Error::NoName(number))?;
    let mut beside = Beside {
        deck: kept_of_deck(&mut file),
        ..Beside::default()
    };
    let types: Vec<Arc<NoteType>> = file.note_types.into_iter().map(Arc::new).collect();
    let cards = cards(&name, file.cards, ids, (&types, &mut beside))?;
    if let Some((number, what)) = file.log.wrong {
        return Err(Error::Event {
            deck: name,
            number,
            what,
        });
    }
    beside.answers.extend(file.log.besides);
    let mut events = file.log.events;
    events.sort_unstable_by_key(Event::order);
    let source = file.deck.source;
    let source = source.map(|source| Source {
        path: source.path,
        blake3: source.blake3,
    });
    Ok(DeckRecord {
        name,
        source,
        cards,
        events,
        beside,
    })
}

/// The fields of a file and of its deck that are not known here, as one text.
fn kept_of_deck(file: &mut DeckRead) -> String {
    let mut kept = std::mem::take(&mut file.unknown);
    let of_deck = std::mem::take(&mut file.deck.unknown);
    if !of_deck.is_empty() {
        kept.insert(DECK_FIELDS.to_owned(), Value::Object(of_deck));
    }
    text_of(&kept)
}

/// A JSON object as text; empty for an empty one.
fn text_of(fields: &Map<String, Value>) -> String {
    match fields.is_empty() {
        true => String::new(),
        // What was read as JSON has a JSON form.
        false => serde_json::to_string(fields).unwrap_or_default(),
    }
}

/// The order of decks in a collection: by name, then by document.
fn order_of(deck: &DeckRecord) -> (&DeckName, Option<&str>) {
    (
        &deck.name,
        deck.source.as_ref().map(|source| source.path.as_str()),
    )
}

/// Two events of one name must be one event.
fn check_twins(decks: &[DeckRecord]) -> Result<(), Error> {
    let mut known = HashSet::new();
    for deck in decks {
        for (number, event) in (1..).zip(&deck.events) {
            if !known.insert(event.id) {
                let what = format!("another event has the name {}", event.id);
                return Err(Error::Event {
                    deck: deck.name.clone(),
                    number,
                    what,
                });
            }
        }
    }
    Ok(())
}

/// The cards of a deck. Written ids are taken first, so that an id born from content never takes one.
fn cards(
    deck: &DeckName,
    forms: Vec<CardForm>,
    ids: &mut HashSet<CardId>,
    (types, beside): (&[Arc<NoteType>], &mut Beside),
) -> Result<Vec<CardRecord>, Error> {
    let mut read = Vec::with_capacity(forms.len());
    let mut last: Option<Arc<Note>> = None;
    for (number, mut form) in (1..).zip(forms) {
        let wrong = |what: String| Error::Card {
            deck: deck.clone(),
            number,
            what,
        };
        let (given, retired) = (form.id.clone(), form.retired);
        let kept = text_of(&std::mem::take(&mut form.unknown));
        let sibling = match form.note.take() {
            Some(note) => Some(sibling(note, types, &mut last).map_err(wrong)?),
            None => None,
        };
        let card = card(form).map_err(wrong)?;
        // Such a file repeats nothing, so that only the card itself can be too long.
        Room::default()
            .take(&card)
            .map_err(|why| wrong(why.to_string()))?;
        let id = match given {
            Some(text) => Some(
                text.parse()
                    .map_err(|error| wrong(format!("id: {error}")))?,
            ),
            None => None,
        };
        if id.is_some_and(|id| !ids.insert(id)) {
            return Err(wrong("id: another card has it".into()));
        }
        read.push((id, card, retired, sibling, kept));
    }
    let mut born: HashMap<Fingerprint, u32> = HashMap::new();
    let mut records = Vec::with_capacity(read.len());
    for (id, card, retired, sibling, kept) in read {
        let id = id.unwrap_or_else(|| free_id(deck, &card, &mut born, ids));
        if !kept.is_empty() {
            beside.cards.insert(id, kept);
        }
        records.push(CardRecord {
            id,
            card,
            retired,
            sibling,
        });
    }
    Ok(records)
}

/// A card's note. Siblings come one behind the other and share it.
fn sibling(
    form: NoteForm,
    types: &[Arc<NoteType>],
    last: &mut Option<Arc<Note>>,
) -> Result<Sibling, String> {
    let kind = types
        .get(form.note_type)
        .ok_or("note: its type is not in the file")?;
    let note = Note {
        guid: form.guid,
        number: form.number,
        kind: kind.clone(),
        changed_s: form.changed_s,
        fields: form.fields,
    };
    let note = match last {
        Some(known) if **known == note => known.clone(),
        _ => Arc::new(note),
    };
    *last = Some(note.clone());
    Ok(Sibling {
        note,
        ordinal: form.ordinal,
        number: form.card_number,
        given: form.given,
    })
}

/// The id of a card that has none: born from its content, the first that is free.
fn free_id(
    deck: &DeckName,
    card: &Card,
    born: &mut HashMap<Fingerprint, u32>,
    ids: &mut HashSet<CardId>,
) -> CardId {
    let fingerprint = Fingerprint::of(card);
    let occurrence = born.entry(fingerprint).or_default();
    loop {
        let id = CardId::born(deck, fingerprint, *occurrence);
        *occurrence = occurrence.saturating_add(1);
        if ids.insert(id) || *occurrence == u32::MAX {
            return id;
        }
    }
}

pub(super) fn card(form: CardForm) -> Result<Card, String> {
    let kind: Kind = form
        .kind
        .parse()
        .map_err(|error| format!("kind: {error}"))?;
    if form.front.trim().is_empty() {
        return Err("front: it is empty".into());
    }
    let key = form.key.clone().filter(|key| !key.trim().is_empty());
    let front = form.front.clone();
    let mut card = Card {
        kind,
        section: Arc::from(form.section.clone()),
        tags: sorted(form.tags.clone()),
        line: form.line,
        answer: answer(form)?,
        prompt: Prompt::Text(front.as_str().into()),
    };
    if let Some(key) = key {
        card.prompt = Prompt::Key(key.into());
        // A front that someone changed by hand is what they want to be asked.
        if card.front() != front {
            card.prompt = Prompt::Text(front.into());
        }
    }
    Ok(card)
}

fn sorted(mut tags: Vec<String>) -> Arc<[String]> {
    tags.sort_unstable();
    tags.dedup();
    Arc::from(tags)
}

fn answer(form: CardForm) -> Result<Answer, String> {
    if form.unanswered {
        let options = form.choices.unwrap_or_default();
        let passages = form.passages.unwrap_or_default();
        return Ok(Answer::Unanswered(Box::new(Unanswered {
            options: options.into_iter().map(|choice| choice.text).collect(),
            passages: passages
                .into_iter()
                .map(|passage| Passage {
                    text: passage.text,
                    line: passage.line,
                })
                .collect(),
        })));
    }
    if let Some(choices) = form.choices.filter(|choices| !choices.is_empty()) {
        if !choices.iter().any(|choice| choice.correct) {
            return Err("choices: none is correct".into());
        }
        return Ok(Answer::Choices(Box::new(Choices {
            choices: choices
                .into_iter()
                .map(|choice| Choice {
                    text: choice.text,
                    correct: choice.correct,
                })
                .collect(),
            explanation: form.explanation,
            order: if form.pinned {
                ChoiceOrder::Pinned
            } else {
                ChoiceOrder::Free
            },
        })));
    }
    if let Some(fields) = form.fields.filter(|fields| !fields.is_empty()) {
        let fields = fields.iter().map(|field| (&*field.name, &*field.text));
        return Ok(Answer::Fields(Fields::new(fields)));
    }
    if form.back.trim().is_empty() {
        return Err("back: it is empty, and the card is not marked unanswered".into());
    }
    Ok(Answer::Text(form.back.into()))
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
