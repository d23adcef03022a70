//! Cards on their way to Anki: what they say as notes, how they stand as numbers of Anki's scheduler,
//! and what was answered as rows of its log. The way back of `import::anki`.
//! It must never open a file or a database: it makes rows, others write them.

mod days;
pub(super) mod html;
mod log;
mod own_note;
mod standing;

pub use days::DayCount;
pub use html::NameOfPicture;
pub use log::{LogPart, log_row_of_anki, own_log_row};
pub use own_note::{own_fields, own_note_type, tags_text};
pub use standing::{Schedule, Standing, new_card, schedule};
