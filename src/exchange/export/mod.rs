//! Exporters: a collection in, bytes out. Who writes them, and where, is none of their business.

pub mod anki;
pub mod anki_text;
pub mod json;
mod json_decks;
pub mod markdown;
pub mod table;

/// A format that decks can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// Its name.
    pub name: &'static str,
    /// What it is good for.
    pub about: &'static str,
}

/// Every format. The command and its help are made from this list.
pub const FORMATS: [Format; 6] = [
    Format {
        name: "json",
        about: "srm decks, which lose nothing",
    },
    Format {
        name: "apkg",
        about: "an Anki package, which Anki and AnkiDroid read",
    },
    Format {
        name: "csv",
        about: "a table with commas, for spreadsheets",
    },
    Format {
        name: "anki-text",
        about: "notes as a text file for Anki, without progress",
    },
    Format {
        name: "md",
        about: "study documents, one for each deck",
    },
    Format {
        name: "tsv",
        about: "a table with tabs",
    },
];
