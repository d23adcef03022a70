//! Exporters: a collection in, bytes out. Who writes them, and where, is none of their business.

pub mod anki;
pub mod anki_text;
pub mod json;
mod json_decks;
pub mod markdown;
pub mod table;

use std::path::Path;

/// A format that decks can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// Its name.
    pub name: &'static str,
    /// What it is good for.
    pub about: &'static str,
    /// How names of such files end, behind the dot.
    pub extension: &'static str,
}

/// The format that the name of a file asks for.
pub fn format_of(path: &Path) -> Option<&'static Format> {
    let extension = path.extension()?.to_str()?;
    FORMATS
        .iter()
        .find(|format| format.extension.eq_ignore_ascii_case(extension))
}

/// Every format. The command and its help are made from this list.
pub const FORMATS: [Format; 6] = [
    Format {
        name: "json",
        about: "srm decks, which lose nothing",
        extension: "json",
    },
    Format {
        name: "apkg",
        about: "an Anki package, which Anki and AnkiDroid read",
        extension: "apkg",
    },
    Format {
        name: "csv",
        about: "a table with commas, for spreadsheets",
        extension: "csv",
    },
    Format {
        name: "anki-text",
        about: "notes as a text file for Anki, without progress",
        extension: "txt",
    },
    Format {
        name: "md",
        about: "study documents, one for each deck",
        extension: "md",
    },
    Format {
        name: "tsv",
        about: "a table with tabs",
        extension: "tsv",
    },
];
