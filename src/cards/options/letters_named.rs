//! Explanations that speak of options by their letters: `B is wrong, since …`. Shuffled options would have other
//! letters. A single letter in a word of its own is enough: to keep an order that might change costs little.

/// The most bytes of an explanation that is read.
const LONGEST: usize = 4000;
/// Words before a letter that is one of an option, whatever the letter is.
const WORDS: [&str; 10] = [
    "option",
    "options",
    "answer",
    "choice",
    "statement",
    "opción",
    "opção",
    "antwort",
    "réponse",
    "вариант",
];

/// Whether an explanation names one of so many options by its letter.
pub(super) fn names_letters(explanation: &str, options: usize) -> bool {
    if explanation.len() > LONGEST {
        return false;
    }
    // A search for each letter is far cheaper than a walk through all words.
    ('A'..='J').take(options).any(|letter| {
        let mut places = explanation.match_indices(letter);
        places.any(|(at, _)| is_named(explanation, at, letter))
    })
}

/// Whether a letter stands at a place as a word of its own, and for an option.
fn is_named(text: &str, at: usize, letter: char) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at.saturating_add(1)..).unwrap_or_default();
    // `C++` and `F#` are languages.
    let goes_on = |sign: char| sign.is_alphanumeric() || matches!(sign, '+' | '#' | '\'' | '’');
    if before.ends_with(char::is_alphanumeric) || after.starts_with(goes_on) {
        return false;
    }
    // `A` begins sentences, and `I` speaks.
    if !matches!(letter, 'A' | 'I') || after.starts_with([')', ':']) {
        return true;
    }
    let word = before.trim_end_matches(['(', '*', ' ']);
    let word = word.rsplit(' ').next().unwrap_or_default();
    let word = word.trim_matches(|sign: char| !sign.is_alphanumeric());
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::names_letters;

    #[test]
    fn letters_of_options_are_told_from_words() {
        for text in [
            "B is wrong.",
            "Option A sinks.",
            "Not (C), since it floats.",
            "A) is larger",
        ] {
            assert!(names_letters(text, 4), "{text}");
        }
        for text in [
            "A lock lifts ships.",
            "It is written in C++.",
            "Vitamin E",
            "I think so.",
        ] {
            assert!(!names_letters(text, 4), "{text}");
        }
    }
}
