//! The media that a note or a card names: pictures and sounds by the names they have in Anki. A name is
//! never a path, and what it leads to is decided by whoever keeps the media.

use html5gum::{Token, Tokenizer};
use unicode_normalization::UnicodeNormalization;

/// The longest name, in bytes: what file systems take.
const LONGEST_NAME: usize = 255;

/// What a note that names a medium holds, in letters of any size.
const SIGNS: [&[u8]; 6] = [
    b"[sound:", b"<img", b"<audio", b"<video", b"<source", b"<object",
];

/// A name as it is kept: composed characters. `None` for what Anki would not take for a name.
pub fn media_name(name: &str) -> Option<String> {
    let name: String = name.nfc().collect();
    let is_name = !name.is_empty()
        && name != "."
        && name != ".."
        && name.len() <= LONGEST_NAME
        && !name.contains(['/', '\\', '\0'])
        && !name.chars().any(char::is_control);
    is_name.then_some(name)
}

/// The names in the fields of a note, in their order, each once.
pub fn media_in(fields: &str) -> Vec<String> {
    if !may_name_media(fields.as_bytes()) {
        return Vec::new();
    }
    let mut names = Vec::new();
    for Ok(token) in Tokenizer::new(fields) {
        match token {
            Token::String(text) => sounds(&String::from_utf8_lossy(&text), &mut names),
            Token::StartTag(tag) => {
                let value = |name: &str| {
                    let value = tag.attributes.get(name.as_bytes());
                    value.map(|value| text_of(value))
                };
                let named = match &**tag.name {
                    b"img" | b"audio" | b"video" | b"source" => value("src"),
                    b"object" => value("data"),
                    _ => None,
                };
                names.extend(named);
            }
            _ => {}
        }
    }
    tidy(names)
}

/// Most notes name none, and to tokenize a note takes far longer than to look for its signs.
fn may_name_media(fields: &[u8]) -> bool {
    memchr::memchr2_iter(b'<', b'[', fields).any(|at| {
        let behind = fields.get(at..).unwrap_or_default();
        SIGNS.iter().any(|sign| {
            let start = behind.get(..sign.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(sign))
        })
    })
}

fn text_of(value: &[u8]) -> String {
    String::from_utf8_lossy(value).trim().to_owned()
}

fn sounds(text: &str, names: &mut Vec<String>) {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("[sound:") {
        let Some((name, behind)) = after.split_once(']') else {
            return;
        };
        names.push(name.trim().to_owned());
        rest = behind;
    }
}

/// The names in the Markdown of a card: of pictures and recordings.
pub fn media_shown(markdown: &str) -> Vec<String> {
    let mut names = Vec::new();
    let plain = markdown.replace('\\', "");
    sounds(&plain.replace("[sound: ", "[sound:"), &mut names);
    let mut rest = markdown;
    while let Some((_, after)) = rest.split_once("![") {
        rest = after;
        let Some((_, target)) = after.split_once("](") else {
            break;
        };
        if let Some((target, _)) = target.split_once(')') {
            names.push(target.to_owned());
        }
    }
    tidy(names)
}

/// Names that can be names, each once; those in escapes of an address also without them.
fn tidy(names: Vec<String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names {
        let plain = decoded(&name);
        for name in [Some(name), plain].into_iter().flatten() {
            let name = media_name(&name);
            found.extend(name.filter(|name| !found.contains(name)));
        }
    }
    found
}

/// A name without the escapes of an address, where it has any.
pub fn decoded(name: &str) -> Option<String> {
    if !name.contains('%') {
        return None;
    }
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = after
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match escaped {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// Fields in which media have other names. Only whole names between quotes, or in the mark of a sound,
/// are names.
pub fn with_renamed_media(fields: String, renamed: &[(String, String)]) -> String {
    let mut fields = fields;
    for (old, new) in renamed {
        if !fields.contains(old.as_str()) {
            continue;
        }
        for (before, after) in [
            ("[sound:", "]"),
            ("\"", "\""),
            ("'", "'"),
            ("=", ">"),
            ("=", " "),
        ] {
            let known = format!("{before}{old}{after}");
            fields = fields.replace(&known, &format!("{before}{new}{after}"));
        }
    }
    fields
}

/// The name for a medium whose own is taken by another content: the beginning of its hash, which is the
/// same wherever this happens.
pub fn other_name(name: &str, hash: &str) -> String {
    let mark: String = hash.chars().take(12).collect();
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 8 => {
            let stem: String = stem.chars().take(40).collect();
            format!("{stem}-{mark}.{ending}")
        }
        _ => format!("{}-{mark}", name.chars().take(40).collect::<String>()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_name_a_medium_is_found() {
        let fields = "<img src=\"a b.png\" alt=x> <IMG SRC='c.png'><img src=d.png>[sound:e.mp3]\u{1f}\
             <audio src=\"f&amp;g.ogg\"></audio><object data=h.svg></object><img src=\"a b.png\">\
             <img src=\"i%20j.png\">";
        assert_eq!(
            media_in(fields),
            [
                "a b.png",
                "c.png",
                "d.png",
                "e.mp3",
                "f&g.ogg",
                "h.svg",
                "i%20j.png",
                "i j.png"
            ]
        );
        assert!(media_in("a < b, [sound, <b>x</b>").is_empty());
        assert!(media_in("<img src=\"../../etc/passwd\"><img src=/x><img>").is_empty());
    }

    #[test]
    fn what_a_card_shows_is_found_in_its_markdown() {
        let text = "![a map](a%20b.png) and [sound: c\\_d.mp3], [a link](https://x) ![](e.png)";
        assert_eq!(
            media_shown(text),
            ["c_d.mp3", "a%20b.png", "a b.png", "e.png"]
        );
        assert!(media_shown("![open [sound: ").is_empty());
    }

    #[test]
    fn a_name_is_never_a_path() {
        for name in [
            "",
            ".",
            "..",
            "a/b",
            "a\\b",
            "/x",
            "a\0",
            "a\nb",
            &"x".repeat(256),
        ] {
            assert_eq!(media_name(name), None, "{name:?}");
        }
        assert_eq!(media_name("e\u{301}.png").as_deref(), Some("\u{e9}.png"));
    }

    #[test]
    fn a_name_that_is_taken_becomes_another_in_the_fields_too() {
        let new = other_name("a.png", "0123456789abcdef");
        assert_eq!(new, "a-0123456789ab.png");
        assert_eq!(
            other_name("noending", "0123456789abcdef"),
            "noending-0123456789ab"
        );
        let renamed = [("a.png".to_owned(), new.clone())];
        let fields = "<img src=\"a.png\"> <img src=ba.png> [sound:a.png] a.png".to_owned();
        assert_eq!(
            with_renamed_media(fields, &renamed),
            format!("<img src=\"{new}\"> <img src=ba.png> [sound:{new}] a.png")
        );
    }
}
