//! The shape of a file of decks, read entry by entry: an entry of the log becomes an event at once, so that
//! a log of millions is never held as text. What cards mean is said in `json`; nothing here may say it.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::exchange::NoteType;
use crate::exchange::json_form::{CardForm, DeckForm, EventForm};
use crate::review::{Event, EventId};

use super::json_event::event;
use super::json_room::FileRoom;

/// What a file says of itself. It stands at the beginning of ours, so that no more is read for it.
#[derive(Default)]
pub(super) struct Head {
    pub(super) format: Option<String>,
    pub(super) version: Option<u64>,
}

impl Head {
    /// Whether everything is known, whatever follows.
    pub(super) fn is_whole(&self) -> bool {
        self.format.is_some() && self.version.is_some()
    }
}

/// A deck as it stands in a file, its log being made of events already.
pub(super) struct DeckRead {
    pub(super) deck: DeckForm,
    pub(super) cards: Vec<CardForm>,
    pub(super) log: Log,
    pub(super) note_types: Vec<NoteType>,
    pub(super) unknown: Map<String, Value>,
}

/// The log of a deck.
#[derive(Default)]
pub(super) struct Log {
    pub(super) events: Vec<Event>,
    /// What another program wrote beside an answer.
    pub(super) besides: Vec<(EventId, String)>,
    /// The place, from 1, of the first entry that makes no sense, and why. Nothing is kept behind it.
    pub(super) wrong: Option<(usize, String)>,
}

impl Log {
    fn take(&mut self, form: EventForm) {
        let is_answer = matches!(form.kind.as_str(), "review" | "drill");
        let besides = form.payload.clone().filter(|_| is_answer);
        match event(form) {
            Ok(event) => {
                self.besides.extend(besides.map(|text| (event.id, text)));
                self.events.push(event);
            }
            Err(why) => self.wrong = Some((self.events.len().saturating_add(1), why)),
        }
    }
}

/// Reads what a file says of itself into the head.
pub(super) struct HeadReader<'a>(pub(super) &'a mut Head);

impl<'de> DeserializeSeed<'de> for HeadReader<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for HeadReader<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while !self.0.is_whole()
            && let Some(name) = map.next_key::<String>()?
        {
            match name.as_str() {
                "format" => self.0.format = map.next_value()?,
                "version" => self.0.version = map.next_value()?,
                _ => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(())
    }
}

/// Reads one deck.
#[derive(Clone, Copy)]
pub(super) struct DeckReader<'a>(pub(super) &'a FileRoom);

impl<'de> DeserializeSeed<'de> for DeckReader<'_> {
    type Value = DeckRead;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<DeckRead, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for DeckReader<'_> {
    type Value = DeckRead;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a deck")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<DeckRead, A::Error> {
        let (mut format, mut version) = (None::<String>, None::<u64>);
        let (mut deck, mut cards, mut log, mut note_types) = (None, None, None, None);
        let mut unknown = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "format" => once(&mut format, "format", map.next_value()?)?,
                "version" => once(&mut version, "version", map.next_value()?)?,
                "deck" => once(&mut deck, "deck", map.next_value()?)?,
                "cards" => once(&mut cards, "cards", map.next_value()?)?,
                "events" => once(&mut log, "events", map.next_value_seed(LogReader(self.0))?)?,
                "note_types" => once(&mut note_types, "note_types", map.next_value()?)?,
                _ => _ = unknown.insert(name, map.next_value()?),
            }
        }
        there("format", format)?;
        there("version", version)?;
        Ok(DeckRead {
            deck: there("deck", deck)?,
            cards: there("cards", cards)?,
            log: log.unwrap_or_default(),
            note_types: note_types.unwrap_or_default(),
            unknown,
        })
    }
}

fn once<T, E: Error>(place: &mut Option<T>, name: &'static str, value: T) -> Result<(), E> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(E::duplicate_field(name)),
    }
}

fn there<T, E: Error>(name: &'static str, value: Option<T>) -> Result<T, E> {
    value.ok_or_else(|| E::missing_field(name))
}

/// Reads the decks of a collection.
pub(super) struct CollectionReader<'a>(pub(super) &'a FileRoom);

impl<'de> DeserializeSeed<'de> for CollectionReader<'_> {
    type Value = Vec<DeckRead>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Vec<DeckRead>, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for CollectionReader<'_> {
    type Value = Vec<DeckRead>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a collection")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<DeckRead>, A::Error> {
        let mut decks = None;
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "decks" => once(
                    &mut decks,
                    "decks",
                    map.next_value_seed(DecksReader(self.0))?,
                )?,
                _ => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        there("decks", decks)
    }
}

/// Reads a list of decks.
struct DecksReader<'a>(&'a FileRoom);

impl<'de> DeserializeSeed<'de> for DecksReader<'_> {
    type Value = Vec<DeckRead>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Vec<DeckRead>, D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for DecksReader<'_> {
    type Value = Vec<DeckRead>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of decks")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<DeckRead>, A::Error> {
        let mut decks = Vec::new();
        while let Some(deck) = list.next_element_seed(DeckReader(self.0))? {
            decks.push(deck);
        }
        Ok(decks)
    }
}

/// Reads a log.
struct LogReader<'a>(&'a FileRoom);

impl<'de> DeserializeSeed<'de> for LogReader<'_> {
    type Value = Log;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Log, D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for LogReader<'_> {
    type Value = Log;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of events")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Log, A::Error> {
        let mut log = Log::default();
        self.0.begin_log();
        while let Some(form) = list.next_element::<EventForm>()? {
            let kept = form.payload.as_ref().map_or(0, String::len);
            let kept = kept.saturating_add(form.kind.len());
            self.0.end_entry(kept).map_err(A::Error::custom)?;
            // Behind an entry that makes no sense only the shape counts.
            if log.wrong.is_none() {
                log.take(form);
            }
        }
        Ok(log)
    }
}
