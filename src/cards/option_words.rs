//! The words around options: which letters an answer names, the marks of a right option, and options
//! that speak of others.

use super::identity::plain;

/// The letters an answer begins with (`B`, `A, C`, `A and C`, `B) text`, `Option B`), and the rest.
pub(super) fn leading_letters<'a>(answer: &'a str, known: &[char]) -> (Vec<char>, &'a str) {
    let mut letters = Vec::new();
    let mut rest = answer.trim_start_matches(['*', '_', ' ', '(', '`', '✅']);
    for word in ["options", "option", "Options", "Option"] {
        let after = rest
            .strip_prefix(word)
            .filter(|after| after.starts_with(' '));
        rest = after.map_or(rest, str::trim_start);
    }
    let bare = rest.trim_end_matches(['*', '_', '.', ')', ' ', '`']);
    let together = bare.chars().count() >= 2 && bare.chars().all(|c| known.contains(&c));
    if together && bare.len() <= known.len() {
        return (bare.chars().collect(), "");
    }
    while let Some(first) = rest.chars().next() {
        let letter = first.to_ascii_uppercase();
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        let ends = !after.starts_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '’');
        // A lone lower-case `a` before a word is an article.
        let article = first == 'a'
            && after.starts_with(' ')
            && !after.trim_start().starts_with(['&', 'a', '-', '–']);
        if !known.contains(&letter) || letters.contains(&letter) || !ends || article {
            break;
        }
        letters.push(letter);
        rest =
            after.trim_start_matches(['*', '_', '.', ')', ':', ',', ' ', '&', '–', '-', '—', '`']);
        let bare = after.trim_start_matches(['*', '_', ')', '.', ' ']);
        let separated = bare.starts_with([',', '&', '/']) || bare.starts_with("and ");
        rest = rest
            .strip_prefix("and ")
            .map_or(rest, str::trim_start)
            .trim_start_matches(['*', '/']);
        if !separated {
            break;
        }
    }
    (letters, rest.trim())
}

/// Takes a trailing tick or `(correct)` off an option.
pub(super) fn without_mark(text: &str) -> (&str, bool) {
    let marks = [
        "✅",
        "✓",
        "✔️",
        "✔",
        "(correct)",
        "(Correct)",
        "**(correct)**",
        "*(correct)*",
    ];
    let found = marks.into_iter().find_map(|mark| text.strip_suffix(mark));
    found.map_or((text, false), |bare| (bare.trim_end(), true))
}

/// Whether an option makes sense only in its place.
pub(super) fn speaks_of_others(option: &str) -> bool {
    let folded = plain(option);
    let pairs = [
        "a and b", "b and c", "a and c", "a & b", "b & c", "c and d", "a or b", "b and d",
    ];
    folded.contains("of the above")
        || folded.contains("of these")
        || folded.contains("the above")
        || folded.starts_with("both a")
        || folded.starts_with("both b")
        || folded.starts_with("options a")
        || pairs
            .into_iter()
            .any(|words| folded == words || folded == format!("{words}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_an_answer_are_told_from_words() {
        let known = ['A', 'B', 'C', 'D'];
        for (answer, letters, rest) in [
            ("B", "B", ""),
            ("b", "B", ""),
            ("B. The guest OS", "B", "The guest OS"),
            ("B) The guest OS", "B", "The guest OS"),
            ("A, C", "AC", ""),
            ("A, C and D", "ACD", ""),
            ("a and c", "AC", ""),
            ("A & B", "AB", ""),
            ("AC", "AC", ""),
            ("**D**", "D", ""),
            ("Option C", "C", ""),
            ("B - because", "B", "because"),
            ("a disk", "", "a disk"),
            ("AWS", "", "AWS"),
            ("Data", "", "Data"),
        ] {
            let (found, more) = leading_letters(answer, &known);
            let found: String = found.iter().collect();
            assert_eq!((found.as_str(), more), (letters, rest), "{answer}");
        }
    }

    #[test]
    fn options_that_speak_of_others_pin_the_order() {
        for text in [
            "All of the above",
            "None of the above.",
            "Both a and b (cả a và b)",
            "A and C",
        ] {
            assert!(speaks_of_others(text), "{text}");
        }
        for text in ["A container and an image", "Both"] {
            assert!(!speaks_of_others(text), "{text}");
        }
    }
}
