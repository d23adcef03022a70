//! Texts for comparison: what counts of a text when cards are told apart. A change here is another scheme
//! of fingerprints, and needs a new name in `identity`.

use crate::document::bytes_before;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A text for comparison: NFC, lower case, without Markdown marks, with single spaces, and without
/// the numbering of a question or list item at its beginning.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    plain_into(text, &mut plain);
    plain
}

/// As [`plain`], into an empty buffer.
pub(super) fn plain_into(text: &str, plain: &mut String) {
    fold_into(text, Begins::Text, plain);
}

/// As [`plain`] folds what stands behind other words, into an empty buffer: a number there is content.
pub(super) fn plain_words_into(text: &str, plain: &mut String) {
    fold_into(text, Begins::Within, plain);
}

/// Where a text that is folded begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begins {
    Text,
    Within,
}

fn fold_into(text: &str, begins: Begins, plain: &mut String) {
    let counted = |text| match begins {
        Begins::Text => without_numbering(text),
        Begins::Within => text,
    };
    if text.is_ascii() {
        return fold_ascii_into(counted(text.trim_start()), plain);
    }
    let folded = match is_nfc(text) {
        true => text.to_lowercase(),
        false => text.nfc().collect::<String>().to_lowercase(),
    };
    for word in counted(folded.trim_start()).split_whitespace() {
        let before = plain.len();
        if before > 0 {
            plain.push(' ');
        }
        let marked = plain.len();
        for part in word.split(['*', '`', '_', '~', '\\']) {
            plain.push_str(part);
        }
        if plain.len() == marked {
            plain.truncate(before);
        }
    }
    plain.make_ascii_lowercase();
}

/// Folds what is in ASCII, as most texts are, a sign at a time by a table: every card is folded twice.
fn fold_ascii_into(text: &str, plain: &mut String) {
    let mut is_parted = false;
    for piece in text.as_bytes().chunks(PIECE) {
        // Each sign, with a space before it at most.
        let mut folded = [0; 2 * PIECE];
        let mut length = 0_usize;
        for sign in piece {
            let sign = FOLDED.get(usize::from(*sign)).copied().unwrap_or(MARK);
            match sign {
                MARK => {}
                b' ' => is_parted = true,
                _ => {
                    if is_parted && (length > 0 || !plain.is_empty()) {
                        push(&mut folded, &mut length, b' ');
                    }
                    is_parted = false;
                    push(&mut folded, &mut length, sign);
                }
            }
        }
        let folded = folded.get(..length).unwrap_or_default();
        plain.push_str(str::from_utf8(folded).unwrap_or_default());
    }
}

fn push(folded: &mut [u8], length: &mut usize, sign: u8) {
    if let Some(place) = folded.get_mut(*length) {
        *place = sign;
        *length = length.saturating_add(1);
    }
}

/// How many signs are folded before they are added to the text.
const PIECE: usize = 64;

/// What stands in the table for a mark of Markdown, which does not count; no sign of ASCII is it.
const MARK: u8 = u8::MAX;

/// What each sign of ASCII is folded to: a space where it parts two words, as `char::is_whitespace` has it.
const FOLDED: [u8; 128] = folded_signs();

// A place or a sum that is wrong here does not compile.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)]
const fn folded_signs() -> [u8; 128] {
    let mut table = [0; 128];
    let mut sign: u8 = 0;
    while sign < 128 {
        table[sign as usize] = match sign {
            b' ' | b'\t'..=b'\r' => b' ',
            b'*' | b'`' | b'_' | b'~' | b'\\' => MARK,
            _ => sign.to_ascii_lowercase(),
        };
        sign += 1;
    }
    table
}

/// Takes off `q12.`, `3)`, `question 4:` and the like; the rest of the text otherwise.
fn without_numbering(text: &str) -> &str {
    let after = |word: &str| {
        let (begin, rest) = text.split_at_checked(word.len())?;
        begin.eq_ignore_ascii_case(word).then_some(rest)
    };
    let word = after("question ").or_else(|| after("q")).unwrap_or(text);
    let digits = bytes_before(word, word.trim_start_matches(|c: char| c.is_ascii_digit()));
    let Some((number, rest)) = word.split_at_checked(digits) else {
        return text;
    };
    if number.is_empty() || number.len() > 4 {
        return text;
    }
    match rest.strip_prefix(['.', ')', ':']) {
        Some(rest) if rest.starts_with(char::is_whitespace) => rest.trim_start(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_case_spaces_and_numbering_do_not_count() {
        for (one, other) in [
            ("**Who**  patches `EC2`?", "who patches ec2?"),
            ("Q1. Who?", "who?"),
            ("Question 12: Who?", "Who?"),
            ("3) Who?", "Who?"),
            ("Cafe\u{301}", "caf\u{e9}"),
            ("a * b", "a b"),
        ] {
            assert_eq!(plain(one), plain(other), "{one}");
        }
    }

    #[test]
    fn numbers_that_are_content_stay() {
        assert_ne!(plain("3.5 metres"), plain("5 metres"));
        assert_ne!(plain("2026 was"), plain("was"));
        assert_ne!(plain("q1"), plain(""));
    }

    #[test]
    fn ascii_is_folded_as_other_texts_are() {
        for text in [
            "",
            " * ",
            "a\tb\u{b}c",
            "**A** `b`  _c_",
            "a\\*b",
            "~x~ ~",
            "Q1. A * b ",
            "One Two",
            "one  two",
            "one\n",
            "one two  **three** fo_ur \tfive",
            "a *b* ~",
        ] {
            let (mut ascii, mut other) = (String::new(), String::new());
            plain_into(text, &mut ascii);
            plain_into(&format!("{text} é"), &mut other);
            let expected = if ascii.is_empty() {
                "é".to_owned()
            } else {
                format!("{ascii} é")
            };
            assert_eq!(other, expected, "{text:?}");
        }
    }
}
