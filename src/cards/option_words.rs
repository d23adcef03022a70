//! The words around options: which letters an answer names, the marks of a right option, and options
//! that speak of others.

use crate::document::{behind_plus, letter_named};

use super::plain::plain;
use super::prompt_words::is_bold;

/// Whether a text is nothing but letters of options, `B`, `**A, C**` or `BDF`; behind a dash it may say why.
pub(super) fn are_letters(text: &str) -> bool {
    let letters = text.split(" - ").next().unwrap_or_default();
    let bare = letters.trim_matches(['*', '_', '`', ' ', '.', '(', ')']);
    let mut last = '@';
    let mut rises = |letter: char| std::mem::replace(&mut last, letter) < letter;
    !bare.is_empty()
        && bare.chars().all(|sign| match sign {
            'A'..='J' => rises(sign),
            _ => matches!(sign, ',' | ' ' | '&'),
        })
}

/// What stands before a dash and what behind it, such as letters and why they are right.
pub(super) fn parted_by_dash(text: &str) -> Option<(&str, &str)> {
    let mut dashes = [" - ", " – ", " — "].into_iter();
    dashes.find_map(|dash| text.split_once(dash))
}

/// Letters without anything between them, and why behind a dash or in the next line: `BDF - They are cheap.`
fn run_of_letters<'a>(answer: &'a str, known: &[char]) -> Option<(Vec<char>, &'a str)> {
    let (run, why) = parted_by_dash(answer).or_else(|| answer.split_once('\n'))?;
    let letters: Vec<char> = run.chars().take(known.len().saturating_add(1)).collect();
    let rise = letters.is_sorted_by(|one, next| one < next);
    let are_known = letters.iter().all(|letter| known.contains(letter));
    (letters.len() >= 2 && letters.len() == run.len() && rise && are_known)
        .then_some((letters, why))
}

/// The letters an answer begins with (`B`, `A, C`, `A and C`, `B) text`, `Option B`), and the rest.
pub(super) fn leading_letters<'a>(answer: &'a str, known: &[char]) -> (Vec<char>, &'a str) {
    let mut letters = Vec::new();
    let is_coded = answer.starts_with('`');
    let mut rest = answer.trim_start_matches(['*', '_', ' ', '(', '`', '✅']);
    for word in ["options", "option", "Options", "Option"] {
        let after = rest
            .strip_prefix(word)
            .filter(|after| after.starts_with(' '));
        rest = after.map_or(rest, str::trim_start);
    }
    let bare = rest.trim_end_matches(['*', '_', '.', ')', ' ', '`']);
    let letters_alone: Vec<char> = bare.chars().filter(|c| *c != ' ').collect();
    let together = letters_alone.len() >= 2 && letters_alone.iter().all(|c| known.contains(c));
    if together && letters_alone.len() <= known.len() {
        return (letters_alone, "");
    }
    if let Some(found) = run_of_letters(rest, known) {
        return found;
    }
    while let Some(first) = rest.chars().next() {
        let letter = letter_named(first).unwrap_or(first);
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
        let after = after
            .strip_prefix('`')
            .filter(|_| is_coded)
            .unwrap_or(after);
        rest = after.trim_start_matches([
            '*', '_', '.', ')', ':', ',', ' ', '&', '–', '-', '—', '、', '，',
        ]);
        let bare = after.trim_start_matches(['*', '_', ')', '.', ' ']);
        let joins = |text: &str| {
            ["and ", "et ", "und ", "y ", "e ", "и "]
                .iter()
                .find_map(|word| {
                    let behind = text.strip_prefix(word)?.trim_start();
                    let named = behind.chars().next().and_then(letter_named);
                    named.filter(|letter| known.contains(letter))?;
                    Some(text.len().saturating_sub(behind.len()))
                })
        };
        let separated = bare.starts_with([',', '&', '/', '、', '，']) || joins(bare).is_some();
        let joint = joins(rest).unwrap_or_default();
        rest = rest
            .get(joint..)
            .unwrap_or(rest)
            .trim_start_matches(['*', '/']);
        if !separated {
            break;
        }
    }
    (letters, rest.trim())
}

/// An option without emphasis of the whole.
pub(super) fn unemphasised(text: &str) -> &str {
    match is_bold(text) {
        true => text.trim_matches(['*', '_']),
        false => text,
    }
}

/// An option without the marks that say whether it is right.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unmarked {
    pub(super) text: String,
    pub(super) is_right: bool,
    /// What stands behind the mark.
    pub(super) note: String,
}

/// Signs that say that an option is right.
const TICKS: [&str; 5] = ["✅", "✔️", "✔", "✓", "☑"];
/// Signs that say that it is wrong.
const CROSSES: [&str; 4] = ["❌", "✗", "✘", "✖"];
/// Words at the end of an option that say that it is right.
const SAYINGS: [&str; 8] = [
    "(correct)",
    "(correct answer)",
    "(right)",
    "(answer)",
    "<-- correct",
    "<- correct",
    "← correct",
    " - correct",
];

/// Whether a text has signs of a regular expression, which begins with a caret as well.
fn is_pattern(text: &str) -> bool {
    text.contains(['+', '*', '$', '\\', '[', '{', '|'])
}

/// Takes ticks, crosses and words such as `(correct)` off an option.
pub(super) fn without_marks(text: &str) -> Unmarked {
    let text = text.trim();
    // `^Python`, as some quiz programs mark it.
    let (text, by_caret) = match text.strip_prefix('^') {
        Some(rest) if rest.starts_with(char::is_alphanumeric) && !is_pattern(rest) => (rest, true),
        _ => (text, false),
    };
    let (text, is_pointed) = without_arrow(text);
    let (bare, said) = without_saying(text);
    let (text, note, ticked) = without_sign(bare, &TICKS);
    let (text, wrong, _) = without_sign(text, &CROSSES);
    let note = if ticked { note } else { wrong };
    let (text, starred) = without_star(text);
    let (spoken, by_x) = without_x(text);
    let (note, said_behind) = without_saying(note);
    // `**B. two** ✔️`, whose emphasis began before the letter.
    let spoken = match spoken.strip_suffix("**") {
        Some(bare) if !bare.contains("**") => bare.trim_end(),
        _ => spoken,
    };
    Unmarked {
        text: spoken.to_owned(),
        is_right: is_pointed || said || ticked || starred || by_x || by_caret || said_behind,
        note: note
            .trim_matches(['*', '_', ' ', '–', '—', '-', ':', '.'])
            .to_owned(),
    }
}

/// `→ two`: an arrow behind the letter of an option.
fn without_arrow(text: &str) -> (&str, bool) {
    let arrows = ["→ ", "➡ ", "➔ ", "👉 "].into_iter();
    match arrows.filter_map(|sign| text.strip_prefix(sign)).next() {
        Some(rest) => (rest.trim_start(), true),
        None => (text, false),
    }
}

/// Whether a text is struck out as a whole: `~~this~~`.
pub(super) fn is_struck(text: &str) -> bool {
    let bare = text.trim();
    bare.len() > 4 && bare.starts_with("~~") && bare.ends_with("~~")
}

/// A text without the marks that strike it out.
pub(super) fn unstruck(text: &str) -> &str {
    text.trim()
        .trim_start_matches("~~")
        .trim_end_matches("~~")
        .trim()
}

/// Takes a saying off the end, with the emphasis around it.
fn without_saying(text: &str) -> (&str, bool) {
    let bare = text.trim_end_matches(['*', '_', ' ']);
    for saying in SAYINGS {
        let Some(at) = bare.len().checked_sub(saying.len()) else {
            continue;
        };
        if let (Some(before), Some(end)) = (bare.get(..at), bare.get(at..))
            && end.eq_ignore_ascii_case(saying)
        {
            return (before.trim_end_matches(['*', '_', ' ']), true);
        }
    }
    (text, false)
}

/// The text without a sign, what stands behind the sign, and whether there is one. A sign inside the
/// text that neither begins nor ends it is part of it, unless a dash follows.
fn without_sign<'a>(text: &'a str, signs: &[&str]) -> (&'a str, &'a str, bool) {
    for sign in signs {
        if let Some(rest) = text.strip_prefix(sign) {
            return (rest.trim_start(), "", true);
        }
        let Some((before, after)) = text.split_once(sign) else {
            continue;
        };
        let after = after.trim();
        let speaks_of_it = after.is_empty() || after.starts_with(['(', '*', '–', '—', '-', ':']);
        if speaks_of_it {
            return (before.trim_end(), after, true);
        }
    }
    (text, "", false)
}

/// `two *`: a lone star at the end of an option.
fn without_star(text: &str) -> (&str, bool) {
    match text.strip_suffix('*') {
        Some(bare) if !bare.contains('*') && !bare.is_empty() => (bare.trim_end(), true),
        _ => (text, false),
    }
}

/// Whether a line points at its option: `*B. two`, `-> B. two`.
pub(super) fn is_pointed_at(text: &str) -> bool {
    let is_starred = text
        .strip_prefix('*')
        .is_some_and(|rest| !rest.contains('*'));
    is_starred
        || behind_plus(text).is_some()
        || ["->", "=>", "→", "➡", "➔", "☛", "👉"]
            .iter()
            .any(|sign| text.starts_with(sign))
}

/// Whether a text is set off as a whole: `==this==`, `<u>this</u>`, `<span style="color:red">this</span>`.
pub(super) fn is_highlighted(text: &str) -> bool {
    let bare = text.trim();
    let wrapped = bare.len() > 4 && bare.starts_with("==") && bare.ends_with("==");
    let tags = [
        "<u>",
        "<mark>",
        "<ins>",
        "<b>",
        "<strong>",
        "<font ",
        "<span style",
    ];
    let closes = [
        "</u>",
        "</mark>",
        "</ins>",
        "</b>",
        "</strong>",
        "</font>",
        "</span>",
    ];
    wrapped
        || (tags.iter().any(|tag| bare.starts_with(tag))
            && closes.iter().any(|tag| bare.ends_with(tag)))
}

/// A text without the marks that set it off.
pub(super) fn without_highlight(text: &str) -> &str {
    text.trim().trim_start_matches("==").trim_end_matches("==")
}

/// `Two        x`: an `x` far behind an option ticks it.
fn without_x(text: &str) -> (&str, bool) {
    let bare = text.strip_suffix(['x', 'X']).unwrap_or(text);
    let far = bare.len() < text.len() && (bare.ends_with("  ") || bare.ends_with('\t'));
    if far {
        (bare.trim_end(), true)
    } else {
        (text, false)
    }
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
    fn marks_are_taken_off_and_understood() {
        for (text, bare, is_right, note) in [
            ("two ✅", "two", true, ""),
            ("✅ two", "two", true, ""),
            ("two ✅ *(Correct)*", "two", true, ""),
            ("two ✅ – a document", "two", true, "a document"),
            ("two (correct)", "two", true, ""),
            ("two <-- correct", "two", true, ""),
            ("two        x", "two", true, ""),
            ("one ❌", "one", false, ""),
            ("two *", "two", true, ""),
            ("*two*", "*two*", false, ""),
            ("the sign ✓ in a list", "the sign ✓ in a list", false, ""),
            ("x", "x", false, ""),
        ] {
            let found = without_marks(text);
            let expected = Unmarked {
                text: bare.into(),
                is_right,
                note: note.into(),
            };
            assert_eq!(found, expected, "{text}");
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
