//! The bytes of a terminal as keys and pasted texts. Any bytes can come in: what makes no sense is
//! left out, and nothing here grows without end.

use super::key::Key;

/// The most bytes of a paste that are kept; the rest is dropped.
const LONGEST_PASTE: usize = 4096;
/// The most bytes of an escape sequence.
const LONGEST_SEQUENCE: usize = 64;

/// What a person did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// Pressed a key.
    Key(Key),
    /// Pasted a text.
    Paste(String),
}

/// Reads bytes as they come in.
#[derive(Debug, Default)]
pub(super) struct Reader {
    /// A character or a sequence that has only begun.
    begun: Vec<u8>,
    /// The text of a paste that has only begun.
    paste: Option<Vec<u8>>,
}

/// What the first bytes are.
enum Piece {
    /// This many bytes are this.
    Done(usize, Option<Key>),
    /// This many bytes begin a paste.
    Paste(usize),
    /// They have only begun.
    Begun,
}

const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

impl Reader {
    /// Whether more bytes may belong to those read last. A lone Esc looks like the beginning of an
    /// arrow key, so whoever reads waits a moment and then calls [`Reader::settle`].
    pub(super) fn is_waiting(&self) -> bool {
        !self.begun.is_empty() && self.paste.is_none()
    }

    /// Nothing more came: what has only begun is all there is.
    pub(super) fn settle(&mut self) -> Option<Typed> {
        let begun = std::mem::take(&mut self.begun);
        (self.paste.is_none() && begun == b"\x1b").then_some(Typed::Key(Key::Esc))
    }

    /// Takes in bytes.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Vec<Typed> {
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        let mut rest = all.as_slice();
        let mut typed = Vec::new();
        while !rest.is_empty() {
            if self.paste.is_some() {
                rest = self.take_paste(rest, &mut typed);
                continue;
            }
            match piece(rest) {
                Piece::Done(length, key) => {
                    typed.extend(key.map(Typed::Key));
                    rest = rest.get(length.max(1)..).unwrap_or_default();
                }
                Piece::Paste(length) => {
                    self.paste = Some(Vec::new());
                    rest = rest.get(length..).unwrap_or_default();
                }
                Piece::Begun => {
                    self.begun = rest.to_vec();
                    break;
                }
            }
        }
        typed
    }

    /// Takes what belongs to a paste, and gives back what comes after it.
    fn take_paste<'b>(&mut self, bytes: &'b [u8], typed: &mut Vec<Typed>) -> &'b [u8] {
        let paste = self.paste.get_or_insert_default();
        let end = bytes
            .windows(PASTE_ENDS.len())
            .position(|window| window == PASTE_ENDS);
        let room = LONGEST_PASTE.saturating_sub(paste.len());
        // The end mark may come in two pieces; its beginning waits for the rest.
        let kept = match end {
            Some(end) => end,
            None => bytes.len().saturating_sub(begun_mark(bytes)),
        };
        let text = bytes.get(..kept).unwrap_or_default();
        paste.extend_from_slice(text.get(..room.min(text.len())).unwrap_or_default());
        match end {
            Some(end) => {
                let text = self.paste.take().unwrap_or_default();
                typed.push(Typed::Paste(String::from_utf8_lossy(&text).into_owned()));
                bytes
                    .get(end.saturating_add(PASTE_ENDS.len())..)
                    .unwrap_or_default()
            }
            None => {
                self.begun = bytes.get(kept..).unwrap_or_default().to_vec();
                &[]
            }
        }
    }
}

/// How many of the last bytes may be the beginning of the mark that ends a paste.
fn begun_mark(bytes: &[u8]) -> usize {
    (1..PASTE_ENDS.len())
        .rev()
        .find(|length| {
            PASTE_ENDS
                .get(..*length)
                .is_some_and(|mark| bytes.ends_with(mark))
        })
        .unwrap_or(0)
}

/// The key that the first bytes are.
fn piece(bytes: &[u8]) -> Piece {
    match bytes {
        [0x1b] => Piece::Begun,
        [0x1b, b'[', ..] => sequence(bytes),
        [0x1b, b'O'] => Piece::Begun,
        [0x1b, b'O', letter, ..] => Piece::Done(3, letter_key(*letter)),
        // Alt with a key, or Esc just before one: a person who leaves a field and types on.
        [0x1b, ..] => Piece::Done(1, Some(Key::Esc)),
        [b'\r' | b'\n', ..] => Piece::Done(1, Some(Key::Enter)),
        [b'\t', ..] => Piece::Done(1, Some(Key::Tab)),
        [0x7f | 0x08, ..] => Piece::Done(1, Some(Key::Backspace)),
        // Ctrl takes a letter's upper bits.
        [byte @ 1..=26, ..] => Piece::Done(1, Some(Key::Ctrl(char::from(byte | 0x60)))),
        [byte, ..] if *byte < 0x20 => Piece::Done(1, None),
        _ => character(bytes),
    }
}

/// A character of UTF-8; bytes that are none are left out.
fn character(bytes: &[u8]) -> Piece {
    let first = bytes.get(..4).unwrap_or(bytes);
    let (valid, error) = match std::str::from_utf8(first) {
        Ok(text) => (text, None),
        Err(error) => {
            let valid = first.get(..error.valid_up_to()).unwrap_or_default();
            (std::str::from_utf8(valid).unwrap_or_default(), Some(error))
        }
    };
    match (valid.chars().next(), error) {
        (Some(c), _) => Piece::Done(c.len_utf8(), (!c.is_control()).then_some(Key::Char(c))),
        (None, Some(error)) => match error.error_len() {
            Some(length) => Piece::Done(length, None),
            None => Piece::Begun,
        },
        (None, None) => Piece::Done(1, None),
    }
}

/// `ESC [`, parameters, and a letter or `~`.
fn sequence(bytes: &[u8]) -> Piece {
    let parameters = bytes.get(2..).unwrap_or_default();
    let Some(end) = parameters
        .iter()
        .position(|byte| !(0x20..=0x3f).contains(byte))
    else {
        return match bytes.len() > LONGEST_SEQUENCE {
            true => Piece::Done(bytes.len(), None),
            false => Piece::Begun,
        };
    };
    if !parameters
        .get(end)
        .is_some_and(|byte| (0x40..=0x7e).contains(byte))
    {
        // It breaks off, as where another sequence begins: what comes next counts by itself.
        return Piece::Done(end.saturating_add(2), None);
    }
    let length = end.saturating_add(3);
    if bytes.starts_with(PASTE_BEGINS) {
        return Piece::Paste(length);
    }
    let number = parameters.get(..end).unwrap_or_default();
    let number = number
        .split(|byte| *byte == b';')
        .next()
        .unwrap_or_default();
    let key = match parameters.get(end) {
        Some(b'~') => number_key(number),
        Some(letter) => letter_key(*letter),
        None => None,
    };
    Piece::Done(length, key)
}

fn letter_key(letter: u8) -> Option<Key> {
    Some(match letter {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'H' => Key::Home,
        b'F' => Key::End,
        _ => return None,
    })
}

fn number_key(number: &[u8]) -> Option<Key> {
    Some(match number {
        b"1" | b"7" => Key::Home,
        b"4" | b"8" => Key::End,
        b"3" => Key::Delete,
        b"5" => Key::PageUp,
        b"6" => Key::PageDown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Vec<Typed> {
        let mut reader = Reader::default();
        let mut typed = reader.take(bytes);
        typed.extend(reader.settle());
        typed
    }

    fn keys(bytes: &[u8]) -> Vec<Key> {
        let key = |typed| match typed {
            Typed::Key(key) => key,
            Typed::Paste(text) => panic!("pasted {text}"),
        };
        read(bytes).into_iter().map(key).collect()
    }

    #[test]
    fn keys_are_read() {
        assert_eq!(keys(b"u "), [Key::Char('u'), Key::Char(' ')]);
        assert_eq!(keys(b"\r\x7f\t"), [Key::Enter, Key::Backspace, Key::Tab]);
        assert_eq!(
            keys(b"\x1b[A\x1bOB\x1b[5~"),
            [Key::Up, Key::Down, Key::PageUp]
        );
        assert_eq!(keys(b"\x1b[1;5C"), [Key::Right]);
        assert_eq!(keys(b"\x01"), [Key::Ctrl('a')]);
        assert_eq!(
            keys("é東🏳".as_bytes()),
            "é東🏳".chars().map(Key::Char).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_lone_esc_is_esc_and_before_a_letter_too() {
        assert_eq!(keys(b"\x1b"), [Key::Esc]);
        assert_eq!(keys(b"\x1bq"), [Key::Esc, Key::Char('q')]);
    }

    #[test]
    fn what_makes_no_sense_is_left_out() {
        assert_eq!(keys(b"\xff\xfe\x80u"), [Key::Char('u')]);
        // A mouse, a key of function, a sequence without an end.
        assert_eq!(keys(b"\x1b[<0;10;10M\x1b[15~u"), [Key::Char('u')]);
        assert_eq!(keys(b"\x1b["), []);
        assert_eq!(
            keys(b"\x1b[\x1b[A\x1b[1\x1b[Bu"),
            [Key::Up, Key::Down, Key::Char('u')]
        );
        assert_eq!(
            read(b"\x1b[\x1b[200~3\r\x1b[201~"),
            [Typed::Paste("3\r".to_owned())]
        );
    }

    #[test]
    fn a_paste_is_one_text_however_it_arrives() {
        let paste = b"a\x1b[200~3\r\x1b[A3\x1b[201~b";
        let expected = [
            Typed::Key(Key::Char('a')),
            Typed::Paste("3\r\x1b[A3".to_owned()),
            Typed::Key(Key::Char('b')),
        ];
        assert_eq!(read(paste), expected);
        for cut in 0..paste.len() {
            let mut reader = Reader::default();
            let mut typed = reader.take(&paste[..cut]);
            typed.extend(reader.take(&paste[cut..]));
            assert_eq!(typed, expected, "cut at {cut}");
        }
    }

    #[test]
    fn a_long_paste_is_cut() {
        let mut bytes = PASTE_BEGINS.to_vec();
        bytes.extend(vec![b'x'; 200_000]);
        bytes.extend(PASTE_ENDS);
        let [Typed::Paste(text)] = &read(&bytes)[..] else {
            panic!()
        };
        assert_eq!(text.len(), LONGEST_PASTE);
    }

    proptest! {
        #[test]
        fn any_bytes_in_any_pieces_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0usize..200) {
            let mut reader = Reader::default();
            let (one, two) = bytes.split_at(cut.min(bytes.len()));
            reader.take(one);
            reader.take(two);
            prop_assert!(reader.begun.len() <= LONGEST_SEQUENCE);
        }
    }
}
