//! The `srm-deck` JSON form, version 1: the same types are written and read, so that what goes out
//! comes in. Field order is the order of the declarations; absent fields are left out.

use std::cell::RefCell;
use std::rc::Rc;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

use super::note::NoteType;

/// The name of a single deck's form.
pub(super) const DECK_FORMAT: &str = "srm-deck";
/// The name of the form of several decks.
pub(super) const COLLECTION_FORMAT: &str = "srm-collection";
/// The version this program writes and reads.
pub(super) const VERSION: u64 = 1;

/// Under which name the unknown fields of `deck` are kept beside those of the file.
pub(super) const DECK_FIELDS: &str = "deck";

#[derive(Serialize)]
pub(super) struct CollectionForm<D> {
    pub(super) format: &'static str,
    pub(super) version: u64,
    pub(super) decks: D,
}

/// How it is read: `import/json_deck.rs`. Its fields are written in this order, one after the other.
#[derive(Serialize)]
pub(super) struct DeckFile<C, E> {
    pub(super) format: &'static str,
    pub(super) version: u64,
    pub(super) deck: DeckForm,
    pub(super) cards: C,
    pub(super) events: E,
    /// The types of the notes that cards come from, which these name by their place.
    #[serde(skip_serializing_if = "NoteTypes::is_empty")]
    pub(super) note_types: NoteTypes,
    /// What a newer or another program wrote.
    #[serde(flatten)]
    pub(super) unknown: Map<String, Value>,
}

/// Types of notes, which become known while the cards before them are written.
#[derive(Clone, Default)]
pub(super) struct NoteTypes(Rc<RefCell<Vec<NoteType>>>);

impl NoteTypes {
    fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    /// The place of a type, from 0.
    pub(super) fn place(&self, kind: &NoteType) -> usize {
        let mut types = self.0.borrow_mut();
        let known = types.iter().position(|known| known == kind);
        known.unwrap_or_else(|| {
            types.push(kind.clone());
            types.len().saturating_sub(1)
        })
    }
}

impl Serialize for NoteTypes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.borrow().serialize(serializer)
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct DeckForm {
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<SourceForm>,
    #[serde(flatten)]
    pub(super) unknown: Map<String, Value>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct SourceForm {
    pub(super) path: String,
    pub(super) blake3: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct CardForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    pub(super) kind: String,
    #[serde(default)]
    pub(super) section: Vec<String>,
    /// The prompt of a card whose front is put together: a row's key, a scenario's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) key: Option<String>,
    pub(super) front: String,
    #[serde(default)]
    pub(super) back: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) fields: Option<Vec<FieldForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) choices: Option<Vec<ChoiceForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) explanation: Option<String>,
    /// Whether the choices keep their order.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) pinned: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) unanswered: bool,
    /// The parts of the document that may hold the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) passages: Option<Vec<PassageForm>>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) retired: bool,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    #[serde(default)]
    pub(super) line: u32,
    /// The note that the card comes from in another program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<NoteForm>,
    #[serde(flatten)]
    pub(super) unknown: Map<String, Value>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct NoteForm {
    /// Its type, by its place in `note_types`, from 0.
    pub(super) note_type: usize,
    pub(super) guid: String,
    pub(super) number: i64,
    pub(super) changed_s: i64,
    pub(super) fields: String,
    pub(super) ordinal: u32,
    pub(super) card_number: i64,
    #[serde(default)]
    pub(super) given: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct FieldForm {
    pub(super) name: String,
    pub(super) text: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct ChoiceForm {
    pub(super) text: String,
    #[serde(default)]
    pub(super) correct: bool,
}

#[derive(Serialize, Deserialize)]
pub(super) struct PassageForm {
    pub(super) text: String,
    pub(super) line: u32,
}

#[derive(Default, Serialize, Deserialize)]
pub(super) struct EventForm {
    pub(super) device: String,
    pub(super) sequence: u64,
    pub(super) clock: i64,
    pub(super) at: String,
    pub(super) offset_minutes: i16,
    pub(super) kind: String,
    pub(super) card: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) quality: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) day: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) duration_ms: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) interval_before_days: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) interval_after_days: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) due: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) target: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) until: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) flag: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) of: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) payload: Option<String>,
}

/// Serde asks with a reference.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde asks for"
)]
fn is_false(value: &bool) -> bool {
    !value
}
