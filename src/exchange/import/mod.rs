//! Importers: bytes in, a collection out, or what is wrong with them. Nothing is ever half read.

pub mod anki;
mod decode;
pub mod json;
mod json_deck;
mod json_error;
mod json_event;
mod json_room;
pub mod peers;
mod reading;
pub mod table;

pub use reading::{Delivery, Reading, Skipped};

/// A format that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// Its name.
    pub name: &'static str,
    /// What the names of its files end with, without the dot.
    pub endings: &'static [&'static str],
    /// What such a file is, in the plural.
    pub files: &'static str,
}

/// Every format but documents, which have no importer of their own. The command and its help are
/// made from this list.
pub const FORMATS: [Format; 5] = [
    Format {
        name: "json",
        endings: &["json"],
        files: "srm decks",
    },
    Format {
        name: "apkg",
        endings: &["apkg", "colpkg"],
        files: "Anki packages",
    },
    Format {
        name: "anki-text",
        endings: &["txt"],
        files: "text files of Anki",
    },
    Format {
        name: "csv",
        endings: &["csv"],
        files: "comma-separated tables",
    },
    Format {
        name: "tsv",
        endings: &["tsv", "tab"],
        files: "tab-separated tables",
    },
];

/// The name of the format of files with this ending.
pub fn format_of(ending: &str) -> Option<&'static str> {
    let format = FORMATS
        .iter()
        .find(|format| format.endings.contains(&ending));
    format.map(|format| format.name)
}

/// All formats as a sentence says them: `srm decks (.json), Anki packages (.apkg, .colpkg)`.
pub fn formats_in_words() -> String {
    let words = FORMATS.iter().map(|format| {
        let endings: Vec<String> = format
            .endings
            .iter()
            .map(|ending| format!(".{ending}"))
            .collect();
        format!("{} ({})", format.files, endings.join(", "))
    });
    words.collect::<Vec<_>>().join(", ")
}
