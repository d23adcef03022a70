//! Bytes of a text file as text. The encoding is what the first bytes announce, UTF-8 where they
//! announce nothing. It must never guess at a legacy encoding: a wrong guess changes what people learn.

use std::borrow::Cow;

/// The encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8, with or without a mark at the beginning.
    Utf8,
    /// UTF-16 with the lower byte first, as spreadsheets call "Unicode text".
    Utf16Le,
    /// UTF-16 with the higher byte first.
    Utf16Be,
}

impl Encoding {
    /// Its name for people.
    pub(super) fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
        }
    }
}

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoText {
    /// They are no text in their encoding.
    #[error("line {line}: this is no {encoding} text")]
    Encoding {
        /// The line, from 1.
        line: u64,
        /// The name of the encoding.
        encoding: &'static str,
    },
    /// A character that no text has.
    #[error("line {line}: a zero byte, so this is no text")]
    Zero {
        /// The line, from 1.
        line: u64,
    },
}

/// The text of a file, without the mark at its beginning.
///
/// # Errors
/// When the bytes are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), NoText> {
    let (text, encoding) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (Cow::Borrowed(utf8(rest)?), Encoding::Utf8),
        [0xff, 0xfe, rest @ ..] => {
            let units = rest
                .as_chunks()
                .0
                .iter()
                .map(|pair| u16::from_le_bytes(*pair));
            (Cow::Owned(utf16(units, rest.len())?), Encoding::Utf16Le)
        }
        [0xfe, 0xff, rest @ ..] => {
            let units = rest
                .as_chunks()
                .0
                .iter()
                .map(|pair| u16::from_be_bytes(*pair));
            (Cow::Owned(utf16(units, rest.len())?), Encoding::Utf16Be)
        }
        _ => (Cow::Borrowed(utf8(bytes)?), Encoding::Utf8),
    };
    match text.bytes().position(|byte| byte == 0) {
        None => Ok((text, encoding)),
        Some(at) => Err(NoText::Zero {
            line: line_of(text.as_bytes(), at),
        }),
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, NoText> {
    std::str::from_utf8(bytes).map_err(|error| NoText::Encoding {
        line: line_of(bytes, error.valid_up_to()),
        encoding: Encoding::Utf8.name(),
    })
}

fn utf16(units: impl Iterator<Item = u16>, length: usize) -> Result<String, NoText> {
    let mut text = String::with_capacity(length / 2);
    let broken = |text: &str| NoText::Encoding {
        line: line_of(text.as_bytes(), text.len()),
        encoding: Encoding::Utf16Le.name(),
    };
    for unit in char::decode_utf16(units) {
        match unit {
            Ok(c) => text.push(c),
            Err(_) => return Err(broken(&text)),
        }
    }
    match length % 2 {
        0 => Ok(text),
        _ => Err(broken(&text)),
    }
}

/// The line, from 1, that holds this byte.
pub(super) fn line_of(bytes: &[u8], at: usize) -> u64 {
    let before = bytes.get(..at).unwrap_or_default();
    let ends = before.iter().filter(|byte| **byte == b'\n').count() as u64;
    ends.saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_at_the_beginning_say_the_encoding() {
        let read = |bytes: &[u8]| decode(bytes).map(|(text, _)| text.into_owned());
        assert_eq!(read("\u{feff}é".as_bytes()), Ok("é".into()));
        assert_eq!(read("é".as_bytes()), Ok("é".into()));
        assert_eq!(read(b"\xff\xfe\xe9\x00a\x00"), Ok("éa".into()));
        assert_eq!(read(b"\xfe\xff\x00\xe9\x00a"), Ok("éa".into()));
    }

    #[test]
    fn what_is_no_text_is_told_with_its_line() {
        let said = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
        assert_eq!(said(b"a\nb\xff"), "line 2: this is no UTF-8 text");
        assert_eq!(said(b"a\nb\n\0"), "line 3: a zero byte, so this is no text");
        // Half a pair, and half a unit.
        assert_eq!(said(b"\xff\xfe\x00\xd8"), "line 1: this is no UTF-16 text");
        assert_eq!(
            said(b"\xff\xfea\x00\n\x00b"),
            "line 2: this is no UTF-16 text"
        );
    }
}
