//! The lines at the top of a text file of Anki, and what they leave to be guessed.

use crate::cards::DeckName;

use super::TextError;

/// How much is looked at for a separator, in bytes, as Anki does.
const LOOKED_AT: usize = 8 << 10;

/// Separators in the order in which Anki looks for them.
const SEPARATORS: [u8; 6] = [b'\t', b'|', b';', b':', b',', b' '];

/// The keys of the lines at the top.
const KEYS: [&str; 12] = [
    "separator",
    "html",
    "tags",
    "columns",
    "notetype",
    "deck",
    "notetype column",
    "deck column",
    "tags column",
    "guid column",
    "if matches",
    "match scope",
];

/// Whether fields are HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    /// They are.
    Html,
    /// They are plain text.
    Plain,
}

/// What the lines at the top say. Columns count from 0.
#[derive(Debug, Default)]
pub(super) struct Top {
    pub(super) separator: Option<u8>,
    pub(super) markup: Option<Markup>,
    pub(super) tags: String,
    pub(super) deck: Option<DeckName>,
    pub(super) note_type: String,
    pub(super) guid_column: Option<usize>,
    pub(super) type_column: Option<usize>,
    pub(super) deck_column: Option<usize>,
    pub(super) tags_column: Option<usize>,
}

/// Whether a text file is one of Anki's: its first line is one that only such files begin with.
pub fn is_anki_text(bytes: &[u8]) -> bool {
    let begin = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let begin = begin.strip_prefix("\u{feff}".as_bytes()).unwrap_or(begin);
    let line = begin
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    std::str::from_utf8(line).is_ok_and(|line| entry(line).is_some())
}

/// The key and the value of a line at the top.
fn entry(line: &str) -> Option<(String, &str)> {
    let (key, value) = line.strip_prefix('#')?.split_once(':')?;
    let key = key.trim().to_lowercase();
    let value = value.trim_end_matches(['\r', '\n']);
    KEYS.contains(&key.as_str()).then_some((key, value))
}

impl Top {
    /// Reads the lines at the top; gives them, how many they are, and the rows behind them.
    pub(super) fn read(text: &str) -> Result<(Top, u64, &str), TextError> {
        let mut top = Top::default();
        let mut rest = text;
        let mut lines: u64 = 0;
        while rest.starts_with('#') {
            let end = rest
                .find('\n')
                .map_or(rest.len(), |at| at.saturating_add(1));
            let (line, behind) = rest.split_at(end);
            let Some((key, value)) = entry(line) else {
                break;
            };
            top.take(&key, value)?;
            rest = behind;
            lines = lines.saturating_add(1);
        }
        // The form of old versions.
        if let Some(line) = rest.strip_prefix("tags:") {
            let end = line
                .find('\n')
                .map_or(line.len(), |at| at.saturating_add(1));
            let (tags, behind) = line.split_at(end);
            top.tags = format!("{} {}", top.tags, tags.trim());
            rest = behind;
            lines = lines.saturating_add(1);
        }
        Ok((top, lines, rest))
    }

    fn take(&mut self, key: &str, value: &str) -> Result<(), TextError> {
        let column = || {
            let number = value.trim().parse::<usize>().ok();
            number.and_then(|number| number.checked_sub(1))
        };
        match key {
            "separator" => self.separator = Some(separator(value)?),
            "html" => {
                self.markup = Some(match value.trim().eq_ignore_ascii_case("true") {
                    true => Markup::Html,
                    false => Markup::Plain,
                });
            }
            "tags" => value.trim().clone_into(&mut self.tags),
            "deck" => self.deck = DeckName::new(value),
            "notetype" => value.trim().clone_into(&mut self.note_type),
            "guid column" => self.guid_column = column(),
            "notetype column" => self.type_column = column(),
            "deck column" => self.deck_column = column(),
            "tags column" => self.tags_column = column(),
            _ => {}
        }
        Ok(())
    }

    /// Whether a column holds something else than a field.
    pub(super) fn is_own(&self, column: usize) -> bool {
        [
            self.guid_column,
            self.type_column,
            self.deck_column,
            self.tags_column,
        ]
        .contains(&Some(column))
    }
}

fn separator(value: &str) -> Result<u8, TextError> {
    let named = match value.trim().to_lowercase().as_str() {
        "tab" => Some(b'\t'),
        "comma" => Some(b','),
        "semicolon" => Some(b';'),
        "space" => Some(b' '),
        "pipe" => Some(b'|'),
        "colon" => Some(b':'),
        _ => None,
    };
    let sign = match value.as_bytes() {
        [one] => Some(*one),
        _ => None,
    };
    let found = named.or(sign);
    found
        .filter(|sign| sign.is_ascii() && !matches!(sign, b'"' | b'\n' | b'\r'))
        .ok_or_else(|| TextError::Separator(value.trim().chars().take(20).collect()))
}

/// The separator that comes first in Anki's order.
pub(super) fn sniffed(text: &str) -> u8 {
    let begin = text.as_bytes();
    let begin = begin.get(..begin.len().min(LOOKED_AT)).unwrap_or_default();
    let found = SEPARATORS.into_iter().find(|sign| begin.contains(sign));
    found.unwrap_or(b'\t')
}
