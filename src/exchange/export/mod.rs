//! Exporters: a collection in, bytes out. Who writes them, and where, is none of their business.

pub mod anki;
pub mod json;
