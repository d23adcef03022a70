//! Words looked for in a text whatever its case. A text in ASCII, as most are, is not copied for it:
//! of 10 MB of lines that ask, copies in lower case took a fifth of the time. Words are in lower case.

use std::borrow::Cow;

/// Whether one of some words stands anywhere in a text.
pub(super) fn holds_one_of(text: &str, words: &[&str]) -> bool {
    if !text.is_ascii() {
        let folded = text.to_lowercase();
        return words.iter().any(|word| folded.contains(word));
    }
    if words.iter().all(|word| word.len() > text.len()) {
        return false;
    }
    // A text is walked through once, and words are compared only where the first two signs of one of
    // them stand.
    let signs = |nth: usize| {
        let sign = |word: &&str| word.as_bytes().get(nth).copied().map_or(u128::MAX, bit);
        words.iter().map(sign).fold(0, |all, sign| all | sign)
    };
    let (firsts, seconds) = (signs(0), signs(1));
    let bytes = text.as_bytes();
    let may_begin = |at: usize, byte: u8| {
        let second = bytes.get(at.saturating_add(1)).copied();
        firsts & bit(byte) != 0 && second.is_none_or(|byte| seconds & bit(byte) != 0)
    };
    bytes.iter().enumerate().any(|(at, byte)| {
        may_begin(at, *byte)
            && bytes
                .get(at..)
                .is_some_and(|rest| words.iter().any(|word| begins_with(rest, word)))
    })
}

/// What stands behind a word at the beginning of a text.
pub(super) fn behind<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    begins_with(text.as_bytes(), word).then(|| text.get(word.len()..))?
}

/// A text in lower case, copied only where it must be: what is in ASCII stays, for comparing without case.
pub(super) fn folded(text: &str) -> Cow<'_, str> {
    match text.is_ascii() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.to_lowercase()),
    }
}

fn begins_with(bytes: &[u8], word: &str) -> bool {
    let word = word.as_bytes();
    // The first sign tells most words apart.
    let same = |one: &u8, other: &u8| one.eq_ignore_ascii_case(other);
    match (bytes.first(), word.first()) {
        (Some(one), Some(other)) if same(one, other) => {
            let begin = bytes.get(..word.len());
            begin.is_some_and(|begin| begin.eq_ignore_ascii_case(word))
        }
        (_, None) => true,
        _ => false,
    }
}

/// A sign as one bit of a set of them, whatever its case. Others share the bit: it only says what may be.
fn bit(byte: u8) -> u128 {
    1_u128.rotate_left(u32::from(byte.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_script() {
        let words = ["quiz", "câu hỏi", "q&a"];
        for text in ["A Quiz", "quiz", "the Q&A", "CÂU HỎI 1", "é QUIZ"] {
            assert!(holds_one_of(text, &words), "{text}");
        }
        for text in ["", "qui", "Q & A", "cau hoi"] {
            assert!(!holds_one_of(text, &words), "{text}");
        }
    }

    #[test]
    fn what_is_behind_a_word_is_given() {
        assert_eq!(behind("Show it", "show"), Some(" it"));
        assert_eq!(behind("lösung a", "lösung"), Some(" a"));
        assert_eq!(behind("sho", "show"), None);
        assert_eq!(behind("éa", "e"), None);
    }
}
