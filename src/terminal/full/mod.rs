//! The full-screen face of a review, over the same session and the same desk as the plain one.
//! `face` is what happens, `picture` what is seen, `window` the terminal; none of them knows the others.
//! It must never know where answers are kept.

mod asked;
mod card_body;
mod cover_body;
mod deeds;
#[cfg(unix)]
mod events;
mod face;
mod field;
mod key;
mod key_table;
mod paint;
mod picture;
mod rows;
#[cfg(unix)]
mod run;
mod typing;
#[cfg(unix)]
mod window;

pub use key::{Key, NoKey};
pub use key_table::{Action, ENTRIES, Entry, Keys, NoBinding};
pub use picture::{SMALLEST, Size};
#[cfg(unix)]
pub use run::hold;
#[cfg(unix)]
pub use window::size;

use super::manner::Ending;

/// How a session on the full screen came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Why it ended; none when it was interrupted.
    pub ending: Option<Ending>,
    /// How many answers are saved.
    pub saved: u32,
}

/// There is no full screen on this system: it has no size.
#[cfg(not(unix))]
pub fn size() -> Option<Size> {
    None
}

#[cfg(test)]
mod tests;
