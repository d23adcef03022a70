//! Decks as `srm-deck` JSON. The same collection always gives the same bytes.
//! It must never hold more than one card or event: a log of years is as long as a learner is patient.

use std::cell::{Cell, RefCell};
use std::io::{self, Write};
use std::ops::ControlFlow;

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::exchange::json_form::{
    COLLECTION_FORMAT, CardForm, CollectionForm, DECK_FIELDS, DECK_FORMAT, DeckFile, DeckForm,
    NoteForm, NoteTypes, SourceForm, VERSION,
};
use crate::exchange::{CardRecord, Collection, Progress, Shelf, Sibling, Source};

use super::json::{card_form, event_form, source_form};

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Decks, each document of a deck by itself.
    pub decks: usize,
    /// Cards.
    pub cards: u64,
}

/// Why decks could not be written whole.
#[derive(Debug)]
pub enum WriteError<E> {
    /// They cannot be read.
    Read(E),
    /// They cannot be written.
    Write(io::Error),
}

/// A collection as JSON: one deck as `srm-deck`, any other number of decks as `srm-collection`.
pub fn write(collection: &Collection, progress: Progress) -> Vec<u8> {
    let mut bytes = Vec::new();
    // A collection in memory can be read, and memory takes what is written.
    let _ = write_decks(collection, progress, &mut bytes);
    bytes
}

/// Writes decks as [`write()`] does, reading them meanwhile.
///
/// # Errors
/// When they cannot be read, or what takes the text cannot take it.
pub fn write_decks<S: Shelf>(
    shelf: &S,
    progress: Progress,
    to: &mut dyn Write,
) -> Result<Written, WriteError<S::Error>> {
    let export = Export {
        shelf,
        progress,
        cards: Cell::new(0),
        failed: RefCell::new(None),
    };
    let written = export.write(to);
    if let Some(error) = export.failed.into_inner() {
        return Err(WriteError::Read(error));
    }
    written.map_err(WriteError::Write)?;
    Ok(Written {
        decks: shelf.decks().len(),
        cards: export.cards.get(),
    })
}

/// Decks while they are written.
struct Export<'a, S: Shelf> {
    shelf: &'a S,
    progress: Progress,
    /// How many were written.
    cards: Cell<u64>,
    /// Why the shelf could not be read on.
    failed: RefCell<Option<S::Error>>,
}

impl<S: Shelf> Export<'_, S> {
    fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        match self.shelf.decks() {
            [deck] => serde_json::to_writer_pretty(&mut *to, &self.file(deck))?,
            _ => serde_json::to_writer_pretty(
                &mut *to,
                &CollectionForm {
                    format: COLLECTION_FORMAT,
                    version: VERSION,
                    decks: Decks(self),
                },
            )?,
        }
        to.write_all(b"\n")
    }

    fn file<'b>(&'b self, deck: &'b S::Deck) -> DeckFile<Cards<'b, S>, Events<'b, S>> {
        let head = self.shelf.head(deck);
        let mut unknown = object(head.kept);
        let of_deck = match unknown.remove(DECK_FIELDS) {
            Some(Value::Object(fields)) => fields,
            _ => Map::new(),
        };
        let note_types = NoteTypes::default();
        DeckFile {
            format: DECK_FORMAT,
            version: VERSION,
            deck: DeckForm {
                name: head.name.to_owned(),
                source: head.source.map(|source| self.source(source)),
                unknown: of_deck,
            },
            cards: Cards {
                export: self,
                deck,
                note_types: note_types.clone(),
            },
            events: Events { export: self, deck },
            note_types,
            unknown,
        }
    }

    fn source(&self, source: &Source) -> SourceForm {
        match self.progress {
            Progress::With => source_form(source),
            // A deck to give away tells nobody the folders of its owner.
            Progress::Without => SourceForm {
                path: file_name(&source.path).to_owned(),
                blake3: source.blake3.clone(),
            },
        }
    }

    /// What reading ended with, and what writing meanwhile did.
    fn ended<E: serde::ser::Error>(
        &self,
        read: Result<(), S::Error>,
        written: Result<(), E>,
    ) -> Result<(), E> {
        written?;
        read.map_err(|error| {
            self.failed.replace(Some(error));
            E::custom("the decks cannot be read on")
        })
    }
}

struct Decks<'a, 'b, S: Shelf>(&'a Export<'b, S>);

impl<S: Shelf> Serialize for Decks<'_, '_, S> {
    fn serialize<W: Serializer>(&self, serializer: W) -> Result<W::Ok, W::Error> {
        let decks = self.0.shelf.decks().iter();
        serializer.collect_seq(decks.map(|deck| self.0.file(deck)))
    }
}

/// The cards of a deck.
struct Cards<'a, S: Shelf> {
    export: &'a Export<'a, S>,
    deck: &'a S::Deck,
    note_types: NoteTypes,
}

impl<S: Shelf> Cards<'_, S> {
    fn form(&self, record: &CardRecord, kept: Option<&str>) -> CardForm {
        let mut form = card_form(record.id, &record.card, record.retired);
        if self.export.progress == Progress::With {
            let sibling = record.sibling.as_ref();
            form.note = sibling.map(|sibling| note_form(sibling, &self.note_types));
        }
        form.unknown = kept.map(object).unwrap_or_default();
        form
    }
}

impl<S: Shelf> Serialize for Cards<'_, S> {
    fn serialize<W: Serializer>(&self, serializer: W) -> Result<W::Ok, W::Error> {
        let Export {
            shelf,
            progress,
            cards,
            ..
        } = self.export;
        let mut list = serializer.serialize_seq(None)?;
        let mut written = Ok(());
        let read = shelf.cards(self.deck, *progress, &mut |record, kept| {
            cards.set(cards.get().saturating_add(1));
            written = list.serialize_element(&self.form(record, kept));
            go_on(&written)
        });
        self.export.ended(read, written)?;
        list.end()
    }
}

/// The events of a deck, in their order.
struct Events<'a, S: Shelf> {
    export: &'a Export<'a, S>,
    deck: &'a S::Deck,
}

impl<S: Shelf> Serialize for Events<'_, S> {
    fn serialize<W: Serializer>(&self, serializer: W) -> Result<W::Ok, W::Error> {
        let mut list = serializer.serialize_seq(None)?;
        if self.export.progress == Progress::Without {
            return list.end();
        }
        let mut written = Ok(());
        let read = self.export.shelf.events(self.deck, &mut |event, said| {
            let mut form = event_form(event);
            if form.payload.is_none() {
                form.payload = said.map(str::to_owned);
            }
            written = list.serialize_element(&form);
            go_on(&written)
        });
        self.export.ended(read, written)?;
        list.end()
    }
}

fn go_on<E>(written: &Result<(), E>) -> ControlFlow<()> {
    match written {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    }
}

/// The fields of a kept text; none where it is none.
fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}

/// A card's note, its type being one of the deck's.
fn note_form(sibling: &Sibling, types: &NoteTypes) -> NoteForm {
    let note = &sibling.note;
    NoteForm {
        note_type: types.place(&note.kind),
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

#[cfg(test)]
#[path = "json_decks_tests.rs"]
mod tests;
