//! Text that may reach a terminal. A deck from the internet, a file name or an error message can
//! hold escape sequences that move the cursor, rename the window or turn the order of letters; here
//! they become visible marks. Nothing may be printed that has not passed through here.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::io;

/// Shows a text with every character that a terminal would obey replaced by a visible mark.
/// Line breaks and tabs stay.
#[derive(Clone, Copy, Debug)]
pub struct Safe<'a>(pub &'a str);

impl fmt::Display for Safe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Nearly all text is nothing else, and to look at its characters took longer than to write it.
        if self
            .0
            .bytes()
            .all(|byte| is_printable(byte) || matches!(byte, b'\n' | b'\t'))
        {
            return f.write_str(self.0);
        }
        // What is safe goes out in one piece.
        let mut begin = 0;
        for (at, c) in self.0.char_indices() {
            if is_unsafe(c) && !matches!(c, '\n' | '\t') {
                f.write_str(self.0.get(begin..at).unwrap_or_default())?;
                write_visible(c, f)?;
                begin = at.saturating_add(c.len_utf8());
            }
        }
        f.write_str(self.0.get(begin..).unwrap_or_default())
    }
}

/// The text on one line: as [`Safe`], with line breaks and tabs as spaces.
pub fn one_line(text: &str) -> Cow<'_, str> {
    // Without this the cards of 100,000 rows took three times as long to show.
    if text.bytes().all(is_printable) {
        return Cow::Borrowed(text);
    }
    let flat = text.replace("\r\n", " ").replace(['\n', '\t'], " ");
    Cow::Owned(Safe(&flat).to_string())
}

/// Whether a byte is a character that every terminal shows in one column.
pub(in crate::terminal) fn is_printable(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// Whether a terminal may act on this character instead of showing it. The marks U+200E and U+200F
/// only choose a side for the characters next to them, and right-to-left texts need them, so they stay.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn write_visible(c: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let code = u32::from(c);
    match code {
        // The pictures of the control characters stand in the same order, from U+2400 on.
        0..0x20 => f.write_char(char::from_u32(code.saturating_add(0x2400)).unwrap_or('\u{fffd}')),
        0x7f => f.write_char('\u{2421}'),
        _ if is_unsafe(c) => write!(f, "<U+{code:04X}>"),
        _ => f.write_char(c),
    }
}

/// JSON with the same characters written as `\u` escapes: the same data, safe on a terminal.
/// They can stand in strings only, so no escape is written where JSON has none.
pub fn safe_json(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && is_unsafe(c) {
            // All of them are in the basic plane, so that four digits hold each.
            let _ = write!(safe, "\\u{:04x}", u32::from(c));
        } else {
            safe.push(c);
        }
    }
    safe
}

/// A writer of JSON that comes in pieces, with the same characters written as `\u` escapes. No piece
/// may end within a character; those of a JSON writer do not. What was written last comes out at `flush`.
pub struct SafeJson<W> {
    to: W,
    /// Pieces that are looked at together: one look at each sign and name of `srm compile --json` was half of
    /// its time.
    gathered: Vec<u8>,
}

/// How many bytes are gathered before they are looked at.
const TOGETHER: usize = 16 << 10;

impl<W: io::Write> SafeJson<W> {
    /// Writes to `to`.
    pub fn new(to: W) -> SafeJson<W> {
        SafeJson {
            to,
            gathered: Vec::with_capacity(TOGETHER),
        }
    }

    fn write_gathered(&mut self) -> io::Result<()> {
        let piece = self.gathered.as_slice();
        // What stands below the space is escaped by JSON itself, so that of ASCII only one character is left.
        if piece.is_ascii() && memchr::memchr(0x7f, piece).is_none() {
            self.to.write_all(piece)?;
        } else {
            let text = std::str::from_utf8(piece)
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
            match text.chars().any(|c| c != '\n' && is_unsafe(c)) {
                true => self.to.write_all(safe_json(text).as_bytes())?,
                false => self.to.write_all(piece)?,
            }
        }
        self.gathered.clear();
        Ok(())
    }
}

impl<W: io::Write> io::Write for SafeJson<W> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.write_all(piece).map(|()| piece.len())
    }

    fn write_all(&mut self, piece: &[u8]) -> io::Result<()> {
        if self.gathered.len().saturating_add(piece.len()) > TOGETHER {
            self.write_gathered()?;
        }
        self.gathered.extend_from_slice(piece);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.write_gathered()?;
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn json_in_pieces_is_as_safe_as_json_in_one() {
        let long = "é\u{202e}".repeat(TOGETHER);
        let list = [
            "a\u{1b}[2J",
            "\u{202e}gnp.exe",
            &long,
            "東京 é\n\t\"",
            "",
            "\u{7f}",
        ];
        let mut pieces = Vec::new();
        let mut writer = SafeJson::new(&mut pieces);
        serde_json::to_writer_pretty(&mut writer, &list).unwrap();
        writer.flush().unwrap();
        let whole = safe_json(&serde_json::to_string_pretty(&list).unwrap());
        assert_eq!(String::from_utf8(pieces).unwrap(), whole);
        assert!(!whole.contains('\u{202e}'));
    }

    #[test]
    fn what_a_terminal_obeys_becomes_visible() {
        let check = |text, shown| assert_eq!(Safe(text).to_string(), shown);
        check("a\u{1b}[2Jb", "a␛[2Jb");
        check("bell\u{7} back\u{8} del\u{7f} cr\r", "bell␇ back␈ del␡ cr␍");
        check("csi\u{9b}31m", "csi<U+009B>31m");
        check("\u{202e}gnp.exe\u{2066}", "<U+202E>gnp.exe<U+2066>");
        check("one\n\ttwo", "one\n\ttwo");
        check("東京 é שלום \u{200f}", "東京 é שלום \u{200f}");
    }

    #[test]
    fn nothing_unsafe_is_left_of_any_character() {
        for c in (0..=0x10ffff).filter_map(char::from_u32) {
            let text = c.to_string();
            assert!(!one_line(&text).chars().any(is_unsafe), "{c:?}");
            assert!(
                !safe_json(&text).chars().any(|c| c != '\n' && is_unsafe(c)),
                "{c:?}"
            );
        }
    }

    #[test]
    fn one_line_is_one_line() {
        assert_eq!(one_line("a\r\nb\nc\td"), "a b c d");
    }

    #[test]
    fn json_keeps_its_meaning() {
        let json = "{\"a\":\"x\u{9b}\u{202e}\u{7f}é\"}\n";
        let safe = safe_json(json);
        assert_eq!(safe, "{\"a\":\"x\\u009b\\u202e\\u007fé\"}\n");
        let before: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&safe).unwrap(),
            before
        );
    }
}
