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
    let letters = || ('A'..='J').take(options);
    let mut before = "";
    let mut words = explanation.split(|sign: char| sign.is_whitespace() || sign == '/');
    words.any(|word| {
        let bare = word.trim_matches(|sign: char| !sign.is_alphanumeric());
        let mut signs = bare.chars();
        let letter = signs.next().filter(|_| signs.next().is_none());
        let is_known = letter.is_some_and(|letter| letters().any(|known| known == letter));
        let is_said = WORDS.iter().any(|known| known.eq_ignore_ascii_case(before));
        // `A` begins sentences, `I` speaks, and `C++` and `F#` are languages.
        let is_free = !matches!(bare, "A" | "I") && !word.contains(['+', '#']);
        let is_signed = word.ends_with([')', ':', '.']) && before.is_empty();
        if !bare.is_empty() {
            before = bare;
        }
        is_known && (is_said || is_free || is_signed)
    })
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
