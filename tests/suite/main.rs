//! Everything that is tested from outside of the library, in one target, so that it is linked once.
//! tests/README.md says which file a new test belongs to.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod aliases;
mod anki_damage;
mod anki_round_trip;
mod architecture;
mod cards_as_text;
mod combined_forms;
mod commands;
mod documents;
mod edited_text;
mod faults;
mod full_screen;
mod golden;
mod grammar;
mod import_undo;
mod log;
mod log_properties;
mod page_in_browser;
mod readme;
mod real_anki;
mod reconcile_properties;
mod sm2_properties;
mod sm2_vectors;
mod sm2_wrong;
mod timelines;
