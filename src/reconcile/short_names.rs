//! Names of one thing, one of them longer: `attrs` and `attributes`, `insertAt` and `insert`. It must never take
//! sentences for names, nor signs of a few letters.

/// A shorter name is in too many others.
const SHORTEST: usize = 4;

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
    use super::is_another_form;

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
