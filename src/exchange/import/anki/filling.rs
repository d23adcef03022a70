//! What fills the templates of one note: its fields, Anki's own names, and Anki's filters.

use std::borrow::Cow;
use std::collections::HashMap;

use super::cloze::{self, Side};
use super::markdown::markdown;
use super::template::Filling;

/// A note on its way into a template.
pub(super) struct NoteFilling<'a> {
    /// The places of fields, by name.
    pub(super) places: &'a HashMap<String, usize>,
    /// The fields, as HTML.
    pub(super) fields: &'a [&'a str],
    /// The tags as they stand in the note.
    pub(super) tags: &'a str,
    /// The name of the note's type.
    pub(super) note_type: &'a str,
    /// The name of the template.
    pub(super) template: &'a str,
    /// The full name of the deck.
    pub(super) deck: &'a str,
    /// The card's colour.
    pub(super) flag: i64,
    /// Which card of its note, from 0.
    pub(super) ordinal: u32,
    /// Which side is made.
    pub(super) side: Side,
}

impl Filling for NoteFilling<'_> {
    fn field(&self, name: &str) -> Option<Cow<'_, str>> {
        if let Some(place) = self.places.get(name) {
            return self.fields.get(*place).map(|field| Cow::Borrowed(*field));
        }
        let own = match name {
            "Tags" => self.tags.trim().into(),
            "Type" => self.note_type.into(),
            "Card" => self.template.into(),
            "Deck" => self.deck.into(),
            "Subdeck" => self.deck.rsplit("::").next().unwrap_or_default().into(),
            "CardFlag" if self.flag > 0 => format!("flag{}", self.flag).into(),
            // The front is shown above the back already.
            "FrontSide" | "CardFlag" | "CardID" => "".into(),
            // `{{#c1}}`: only on the card of the first gap.
            _ => match name.strip_prefix('c').map(str::parse::<u32>) {
                Some(Ok(number)) if number == self.ordinal.saturating_add(1) => "1".into(),
                _ => return None,
            },
        };
        Some(own)
    }

    fn filtered(&self, filter: &str, _name: &str, content: String) -> String {
        let number = self.ordinal.saturating_add(1);
        match filter {
            "cloze" => cloze::shown(&content, number, self.side),
            "cloze-only" => cloze::only(&content, number, self.side),
            // What is typed, and what a click would show, is no part of the question.
            "type" | "hint" if self.side == Side::Question => String::new(),
            "text" => escaped(&markdown(&content)),
            "furigana" => with_readings(&content, Reading::Both),
            "kanji" => with_readings(&content, Reading::Below),
            "kana" => with_readings(&content, Reading::Above),
            _ if filter.starts_with("tts") => String::new(),
            _ => content,
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Both,
    Below,
    Above,
}

/// Readings in brackets behind words: `食[た]べる`. A space before the word says where it begins.
fn with_readings(content: &str, reading: Reading) -> String {
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    while let Some((before, after)) = rest.split_once('[') {
        let Some((above, behind)) = after.split_once(']') else {
            break;
        };
        if above.starts_with("sound:") {
            out.push_str(before);
            out.push('[');
            out.push_str(above);
            out.push(']');
            rest = behind;
            continue;
        }
        let begin = before.rfind([' ', '>', '\u{a0}']).map_or(0, |at| {
            let sign = before.get(at..).and_then(|rest| rest.chars().next());
            at.saturating_add(sign.map_or(1, char::len_utf8))
        });
        let (outside, below) = before.split_at(begin);
        // The space is a mark and no part of the text.
        out.push_str(outside.strip_suffix(' ').unwrap_or(outside));
        match reading {
            Reading::Both => out.extend([below, "(", above, ")"]),
            Reading::Below => out.push_str(below),
            Reading::Above => out.push_str(above),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_stand_behind_above_or_alone() {
        let text = "私は 食[た]べる[sound:a.mp3]";
        assert_eq!(
            with_readings(text, Reading::Both),
            "私は食(た)べる[sound:a.mp3]"
        );
        assert_eq!(
            with_readings(text, Reading::Below),
            "私は食べる[sound:a.mp3]"
        );
        assert_eq!(
            with_readings(text, Reading::Above),
            "私はたべる[sound:a.mp3]"
        );
        assert_eq!(with_readings("open [x", Reading::Both), "open [x");
    }
}
