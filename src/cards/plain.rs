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

/// Folds what is in ASCII, in runs that stay as they are but for their case: most texts are one. A sign at a time
/// they took three times as long, and every card is folded twice.
fn fold_ascii_into(text: &str, plain: &mut String) {
    let mut rest = text;
    let mut is_parted = false;
    while let Some(first) = rest.bytes().next() {
        let length = run_length(rest);
        let (run, behind) = rest.split_at_checked(length.max(1)).unwrap_or((rest, ""));
        rest = behind;
        if length == 0 {
            is_parted |= is_space(first);
            continue;
        }
        if is_parted && !plain.is_empty() {
            plain.push(' ');
        }
        let words = run.strip_suffix(' ');
        is_parted = words.is_some();
        plain.push_str(words.unwrap_or(run));
    }
    plain.make_ascii_lowercase();
}

/// How long a text goes on without marks, and with no spaces but single ones behind words.
fn run_length(text: &str) -> usize {
    let mut before = b' ';
    let stays = text.bytes().take_while(|byte| {
        let stays = match byte {
            b' ' => before != b' ',
            _ => !is_mark(*byte) && !is_space(*byte),
        };
        before = *byte;
        stays
    });
    stays.count()
}

/// Whether a sign parts two words, as `char::is_whitespace` has it.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Whether a sign is a mark of Markdown, which does not count.
fn is_mark(byte: u8) -> bool {
    matches!(byte, b'*' | b'`' | b'_' | b'~' | b'\\')
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
