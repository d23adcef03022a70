//! Decks from `srm-deck` JSON. Everything is checked before anything is returned; a stranger's file
//! is told what is wrong with it, and where.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::calendar::{Moment, StudyDay};
use crate::cards::{
    Answer, Card, CardId, Choice, ChoiceOrder, DeckName, Field, Fingerprint, Kind, Passage, Prompt,
};
use crate::exchange::json_form::{
    COLLECTION_FORMAT, CardForm, CollectionForm, DECK_FORMAT, DeckFile, EventForm, Head, VERSION,
};
use crate::exchange::{CardRecord, Collection, DeckRecord, Source};
use crate::review::{Deed, Drill, Event, EventId, Flag, Review};
use crate::scheduler::{Interval, Quality};

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 256 << 20;

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is larger than [`LARGEST`].
    #[error("the file is larger than {} MiB", LARGEST >> 20)]
    TooLarge,
    /// It is no JSON, or its JSON has another shape.
    #[error("line {line}, column {column}: {message}")]
    Broken {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the reader says.
        message: String,
    },
    /// It is JSON of some other kind.
    #[error("this is no srm deck: \"format\" is {0}")]
    Format(String),
    /// A newer program wrote it.
    #[error("the deck has version {0}; this program reads version {VERSION}")]
    Version(u64),
    /// A deck has no name.
    #[error("deck {0} has no name")]
    NoName(usize),
    /// A card makes no sense.
    #[error("deck {deck}, card {number}: {what}")]
    Card {
        /// The deck's name.
        deck: DeckName,
        /// The card's place in it, from 1.
        number: usize,
        /// What is the matter.
        what: String,
    },
    /// An event makes no sense.
    #[error("deck {deck}, event {number}: {what}")]
    Event {
        /// The deck's name.
        deck: DeckName,
        /// The event's place in it, from 1.
        number: usize,
        /// What is the matter.
        what: String,
    },
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Error {
        let full = error.to_string();
        let at = format!(" at line {} column {}", error.line(), error.column());
        let message = full.strip_suffix(&at).unwrap_or(&full).to_owned();
        Error::Broken {
            line: error.line(),
            column: error.column(),
            message,
        }
    }
}

/// Reads one deck or several.
///
/// # Errors
/// When the bytes are no deck of ours, whole and sound.
pub fn read(bytes: &[u8]) -> Result<Collection, Error> {
    if bytes.len() > LARGEST {
        return Err(Error::TooLarge);
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let head: Head = serde_json::from_slice(bytes)?;
    let format = head.format.unwrap_or_default();
    if format != DECK_FORMAT && format != COLLECTION_FORMAT {
        let shown = if format.is_empty() {
            "missing".to_owned()
        } else {
            format!("{format:?}")
        };
        return Err(Error::Format(shown));
    }
    match head.version {
        Some(VERSION) => {}
        other => return Err(Error::Version(other.unwrap_or(0))),
    }
    let files = if format == DECK_FORMAT {
        vec![serde_json::from_slice::<DeckFile>(bytes)?]
    } else {
        serde_json::from_slice::<CollectionForm>(bytes)?.decks
    };
    let mut ids = HashSet::new();
    let mut decks = Vec::with_capacity(files.len());
    for (number, file) in (1..).zip(files) {
        decks.push(deck(number, file, &mut ids)?);
    }
    decks.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(Collection { decks })
}

fn deck(number: usize, file: DeckFile, ids: &mut HashSet<CardId>) -> Result<DeckRecord, Error> {
    let name = DeckName::new(&file.deck.name).ok_or(Error::NoName(number))?;
    let mut born: HashMap<Fingerprint, u32> = HashMap::new();
    let mut cards = Vec::with_capacity(file.cards.len());
    for (number, form) in (1..).zip(file.cards) {
        let wrong = |what: String| Error::Card {
            deck: name.clone(),
            number,
            what,
        };
        let (given, retired) = (form.id.clone(), form.retired);
        let card = card(form).map_err(wrong)?;
        let id = match given {
            Some(text) => text
                .parse()
                .map_err(|error| wrong(format!("id: {error}")))?,
            None => {
                let fingerprint = Fingerprint::of(&card);
                let occurrence = born.entry(fingerprint).or_default();
                *occurrence += 1;
                CardId::born(&name, fingerprint, *occurrence - 1)
            }
        };
        if !ids.insert(id) {
            return Err(wrong(format!("another card has the id {id}")));
        }
        cards.push(CardRecord { id, card, retired });
    }
    let mut events = Vec::with_capacity(file.events.len());
    for (number, form) in (1..).zip(file.events) {
        let wrong = |what: String| Error::Event {
            deck: name.clone(),
            number,
            what,
        };
        events.push(event(form).map_err(wrong)?);
    }
    events.sort_by_key(Event::order);
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
    })
}

fn card(form: CardForm) -> Result<Card, String> {
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
        tags: Arc::from(form.tags.clone()),
        line: form.line,
        answer: answer(form)?,
        prompt: Prompt::Text(front.clone()),
    };
    if let Some(key) = key {
        card.prompt = Prompt::Key(key);
        // A front that someone changed by hand is what they want to be asked.
        if card.front() != front {
            card.prompt = Prompt::Text(front);
        }
    }
    Ok(card)
}

fn answer(form: CardForm) -> Result<Answer, String> {
    if form.unanswered {
        let options = form.choices.unwrap_or_default();
        let passages = form.passages.unwrap_or_default();
        return Ok(Answer::Unanswered {
            options: options.into_iter().map(|choice| choice.text).collect(),
            passages: passages
                .into_iter()
                .map(|passage| Passage {
                    text: passage.text,
                    line: passage.line,
                })
                .collect(),
        });
    }
    if let Some(choices) = form.choices {
        if !choices.iter().any(|choice| choice.correct) {
            return Err("choices: none is correct".into());
        }
        return Ok(Answer::Choices {
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
        });
    }
    if let Some(fields) = form.fields.filter(|fields| !fields.is_empty()) {
        return Ok(Answer::Fields(
            fields
                .into_iter()
                .map(|field| Field {
                    name: Arc::from(field.name),
                    text: field.text,
                })
                .collect(),
        ));
    }
    if form.back.trim().is_empty() {
        return Err("back: it is empty, and the card is not marked unanswered".into());
    }
    Ok(Answer::Text(form.back))
}

fn event(form: EventForm) -> Result<Event, String> {
    let device = form
        .device
        .parse()
        .map_err(|error| format!("device: {error}"))?;
    if form.sequence == 0 || i64::try_from(form.sequence).is_err() {
        return Err("sequence: it counts from 1".into());
    }
    Ok(Event {
        id: EventId {
            device,
            sequence: form.sequence,
        },
        clock: form.clock,
        at: Moment {
            utc_ms: form.at_ms,
            offset_minutes: form.offset_minutes,
        },
        card: form
            .card
            .parse()
            .map_err(|error| format!("card: {error}"))?,
        deed: deed(form)?,
    })
}

fn deed(form: EventForm) -> Result<Deed, String> {
    let day = |name: &str, text: &Option<String>| -> Result<StudyDay, String> {
        let text = text
            .as_deref()
            .ok_or_else(|| format!("{name}: it is missing"))?;
        text.parse().map_err(|error| format!("{name}: {error}"))
    };
    let quality = || {
        form.quality
            .and_then(Quality::new)
            .ok_or_else(|| "quality: it is no number from 0 to 5".to_owned())
    };
    let interval = |name: &str, days: Option<u32>| match days {
        Some(days) if days <= Interval::MAX.days() => Ok(Interval::from_days(u64::from(days))),
        _ => Err(format!(
            "{name}: it is no number from 0 to {}",
            Interval::MAX.days()
        )),
    };
    let duration = || {
        form.duration_ms
            .ok_or_else(|| "duration_ms: it is missing".to_owned())
    };
    Ok(match form.kind.as_str() {
        "review" => Deed::Review(Review {
            quality: quality()?,
            day: day("day", &form.day)?,
            duration_ms: duration()?,
            interval_before: interval("interval_before_days", form.interval_before_days)?,
            interval_after: interval("interval_after_days", form.interval_after_days)?,
            due: day("due", &form.due)?,
        }),
        "drill" => Deed::Drill(Drill {
            quality: quality()?,
            day: day("day", &form.day)?,
            duration_ms: duration()?,
        }),
        "void" => {
            let target = form.target.unwrap_or_default();
            Deed::Void(target.parse().map_err(|error| format!("target: {error}"))?)
        }
        "suspend" => Deed::Suspend,
        "unsuspend" => Deed::Unsuspend,
        "bury" => Deed::Bury(day("until", &form.until)?),
        "flag" => {
            let flag = form.flag.and_then(Flag::new);
            Deed::Flag(flag.ok_or("flag: it is no number from 0 to 7")?)
        }
        "alias" => {
            let of = form.of.unwrap_or_default();
            Deed::Alias(of.parse().map_err(|error| format!("of: {error}"))?)
        }
        "" => return Err("kind: it is empty".into()),
        _ => Deed::Unknown {
            kind: form.kind,
            payload: form.payload.unwrap_or_default(),
        },
    })
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
