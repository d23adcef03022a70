//! Anki's own shapes, for both directions: rows of its collection, its packages, and how cards,
//! answers and days there are named here.
//! It must never open a file or a database: rows and streams come in as arguments.

mod names;
mod package;
mod packing;
mod protobuf;
mod references;
mod rows;

pub use names::{
    DEVICE, OWN_FIELDS, OWN_NOTE_TYPE, SECTION_MARK, answer_id, card_id, moment_of, own_guid,
    state_id,
};
pub use package::{Limits, Manifest, MediaFile, PackageError, Version, open_package};
pub use packing::{PackError, Packer};
pub use protobuf::{Value, fields};
pub use references::{decoded, media_in, media_name, media_shown, other_name, with_renamed_media};
pub use rows::{AnkiCollection, AnkiDeck, CardRow, DAYS_AT, Given, LogRow, NoteRow, creation_day};
