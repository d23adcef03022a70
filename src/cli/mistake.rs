//! What a mistake in the program does: it ends it at once, as a kill would, with exit code 101. What was
//! answered is on the disk by then, and whatever was being written is what it was before.

use std::panic::{set_hook, take_hook};
use std::process::exit;

/// The exit code of a program of Rust that found a mistake in itself.
const MISTAKE: i32 = 101;

/// From here on a panic says what it is and ends the program, whichever thread it is in. So the program can be
/// built without the code that would unwind it: half a megabyte.
#[expect(
    clippy::exit,
    reason = "what is not on the disk by now is not to come there"
)]
pub fn end_at_a_mistake() {
    let say = take_hook();
    set_hook(Box::new(move |mistake| {
        say(mistake);
        exit(MISTAKE);
    }));
}
