//! Names of one thing, one of them longer: `attrs` and `attributes`, `insertAt` and `insert`. It must never take
//! sentences for names, nor signs of a few letters.

/// A shorter name is in too many others.
const SHORTEST: usize = 4;

/// In a shorter one every letter counts.
const SHORTEST_SLIP: usize = 6;

/// Whether one of two names begins or ends with the other, or shortens it within.
pub(super) fn is_another_form(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (letters(one), letters(other)) else {
        return false;
    };
    let (short, long) = match one.len() <= other.len() {
        true => (one, other),
        false => (other, one),
    };
    let is_cut = long.starts_with(&short) || long.ends_with(&short);
    short.len() >= SHORTEST && (is_cut || is_shortened(&short, &long))
}

/// Whether two names differ in a slip of the fingers: two letters within changed places, or one was left out or
/// typed twice. `setItem` is no slip of `getItem`, and `x10` none of `x100`.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = match one.len() <= other.len() {
        true => (one, other),
        false => (other, one),
    };
    let head = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    let (ours, theirs) = (short.get(head..), long.get(head..));
    let (Some(ours), Some(theirs)) = (ours, theirs) else {
        return false;
    };
    let is_within = head > 0 && short.len() >= SHORTEST_SLIP;
    let is_mended = match (ours, theirs) {
        ([a, b, ours @ ..], [c, d, theirs @ ..]) if short.len() == long.len() => {
            a == d && b == c && a.is_alphabetic() && b.is_alphabetic() && ours == theirs
        }
        (_, [letter, theirs @ ..]) => letter.is_alphabetic() && !ours.is_empty() && ours == theirs,
        _ => false,
    };
    is_within && is_mended
}

/// The letters and digits of a single word, whatever joins its parts.
fn letters(name: &str) -> Option<Vec<char>> {
    let is_word = !name.contains(char::is_whitespace);
    is_word.then(|| name.chars().filter(|sign| sign.is_alphanumeric()).collect())
}

/// Whether letters were left out within a name, and no more than half of them.
fn is_shortened(short: &[char], long: &[char]) -> bool {
    let mut left = long.iter();
    short.len().saturating_mul(2) >= long.len()
        && short.first() == long.first()
        && short.last() == long.last()
        && short.iter().all(|letter| left.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::{is_another_form, is_slip};

    #[test]
    fn a_slip_of_the_fingers_changes_no_first_letter_and_no_number() {
        for (one, other, is) in [
            ("language", "lanugage", true),
            ("--no-color", "--no-colro", true),
            ("buffered", "bufffered", true),
            ("buffered", "bufered", true),
            ("getitem", "setitem", false),
            ("minwidth", "maxwidth", false),
            ("level1", "level10", false),
            ("version12", "version21", false),
            ("statement", "statements", false),
            ("form", "from", false),
            ("language", "language", false),
        ] {
            assert_eq!(is_slip(one, other), is, "{one} {other}");
            assert_eq!(is_slip(other, one), is, "{other} {one}");
        }
    }

    #[test]
    fn only_single_names_have_forms() {
        for (one, other, is) in [
            ("attrs", "attributes", true),
            ("insertat", "insert", true),
            (
                "fork-ts-checker-service-before-start",
                "servicebeforestart",
                true,
            ),
            ("@notempty()", "@isnotempty()", true),
            ("min", "minlength", false),
            ("mode", "model name", false),
            ("width", "height", false),
            ("base64", "objecturl", false),
        ] {
            assert_eq!(is_another_form(one, other), is, "{one} {other}");
            assert_eq!(is_another_form(other, one), is, "{other} {one}");
        }
    }
}
