//! Notes: what another program keeps once and asks in several ways. A note has named fields; its cards
//! are siblings, one for each template of its type or each gap of its text. A note is kept as it came,
//! for the way back; what a review shows is in the cards.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// How the cards of a note come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// One card for each template.
    Normal,
    /// One card for each numbered gap.
    Cloze,
}

/// A way to ask a note.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Template {
    /// Its name.
    pub name: String,
    /// The question, HTML with fields.
    pub question: String,
    /// The answer, HTML with fields.
    pub answer: String,
}

/// A type of notes. Serialized, it is what the store and the way back keep of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NoteType {
    /// Its number in the program it comes from.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// How cards come about.
    pub kind: NoteKind,
    /// The names of the fields.
    pub fields: Vec<String>,
    /// The ways to ask.
    pub templates: Vec<Template>,
    /// The style sheet, kept for the way back only.
    #[serde(default)]
    pub css: String,
    /// The field that lists are sorted by.
    #[serde(default)]
    pub sort_field: u32,
}

/// A note as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its lasting name, the same in every collection.
    pub guid: String,
    /// Its number in the collection it comes from: milliseconds since 1970.
    pub number: i64,
    /// Its type.
    pub kind: Arc<NoteType>,
    /// When it was changed last, in seconds since 1970.
    pub changed_s: i64,
    /// Its fields as HTML, joined by U+001F as the other program has them.
    pub fields: String,
}

/// A card's place among the cards of its note, and what the other program had for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sibling {
    /// The note.
    pub note: Arc<Note>,
    /// Which of its cards, from 0.
    pub ordinal: u32,
    /// The card's number in the collection it comes from: milliseconds since 1970.
    pub number: i64,
    /// Its schedule as the other program wrote it, for the way back; JSON text.
    pub given: String,
}
