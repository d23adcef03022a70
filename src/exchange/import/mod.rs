//! Importers: bytes in, a collection out, or what is wrong with them. Nothing is ever half read.

pub mod anki;
pub mod json;
mod json_event;
