//! Exporters: a collection in, bytes out. Who writes them, and where, is none of their business.

pub mod anki;
pub mod json;
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
pub const FORMATS: [Format; 4] = [
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
        name: "tsv",
        about: "a table with tabs",
    },
];
