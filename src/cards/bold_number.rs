//! Questions whose number is no item's: in bold before plain text, `**12.** A man …`, or with the sign that keeps
//! it from being one, `12\. Who?`, as word processors write it. Nothing else may begin so.

use crate::document::part_number;

/// The most bytes of the words in parentheses behind a number.
const LONGEST_SOURCE: usize = 60;
/// The most digits of a question's number.
const MOST_DIGITS: usize = 3;

/// The number at the beginning of a text, and the words behind it.
pub(super) fn bold_number(text: &str) -> Option<(u32, &str)> {
    if let Some(found) = escaped_number(text).or_else(|| blank_number(text)) {
        return Some(found);
    }
    let inner = text.strip_prefix("**")?;
    if let Some((number, behind)) = part_number(inner) {
        let words = behind_bold(behind).or_else(|| behind.strip_prefix("** "))?;
        return Some((number, words)).filter(|_| is_text(words));
    }
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = inner.get(..inner.len().saturating_sub(rest.len()))?;
    if digits.is_empty() || digits.len() > MOST_DIGITS {
        return None;
    }
    if let Some(words) = behind_remark(rest) {
        return Some((digits.parse().ok()?, words));
    }
    let words = behind_bold(rest).filter(|words| is_text(words))?;
    Some((digits.parse().ok()?, words))
}

/// The words of `**12.** text`, `**12**. text` behind the digits.
fn behind_bold(rest: &str) -> Option<&str> {
    let behind = [".**", ")**", "**.", "**)", ":**"]
        .iter()
        .find_map(|sign| rest.strip_prefix(sign))?;
    Some(behind.strip_prefix(' ')?.trim_start())
}

fn is_text(words: &str) -> bool {
    words.starts_with(|c: char| c.is_alphanumeric() || !c.is_ascii() || c == '`')
}

/// The words of `**12. (2021)** text` or `**12. [Open]** text`: where a question comes from, or of what sort it is, is no
/// part of it.
fn behind_remark(rest: &str) -> Option<&str> {
    let remark = rest.strip_prefix(". ")?;
    let (remark, words) = [("(", ")** "), ("[", "]** ")]
        .iter()
        .find_map(|(open, close)| remark.strip_prefix(open)?.split_once(close))?;
    (remark.len() <= LONGEST_SOURCE && !remark.contains("**")).then(|| words.trim_start())
}

/// Whether the sort of a question stands in brackets behind its number: `**12. [Open]** …`
pub(super) fn has_sort(text: &str) -> bool {
    let rest = text
        .strip_prefix("**")
        .map(|inner| inner.trim_start_matches(|sign: char| sign.is_ascii_digit()));
    rest.is_some_and(|rest| rest.starts_with(". [") && behind_remark(rest).is_some())
}

/// The number of `**12. Who?**`, which is in bold as a whole.
pub(super) fn number_in_bold(text: &str) -> Option<u32> {
    let inner = text.strip_prefix("**")?.strip_suffix("**")?;
    let parted = || {
        let (number, behind) = part_number(inner)?;
        let words = behind.trim_start_matches(['.', ')', ':']);
        words.starts_with(' ').then_some(number)
    };
    numbered_by(inner, [".", ")"])
        .map(|(number, _)| number)
        .or_else(parted)
}

/// The number that a line or heading is and nothing else: `**12**`, `12.`
pub(super) fn number_alone(text: &str) -> Option<u32> {
    /// The most bytes of such a line.
    const LONGEST: usize = 8;
    if text.len() > LONGEST {
        return None;
    }
    let digits = text.trim_matches(['*', '_', '.', ')', '#', ' ']);
    let is_number = !digits.is_empty()
        && digits.len() <= MOST_DIGITS
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

/// The words of `**12. The moon is full.** (True / False)`, without the number and that emphasis.
pub(super) fn counted_in_bold(text: &str) -> Option<String> {
    let inner = text.strip_prefix("**")?;
    let (_, words) = numbered_by(inner, [".", ")"])?;
    let (bold, rest) = words.split_once("**")?;
    (!rest.is_empty()).then(|| format!("{bold}{rest}"))
}

/// `____ 12. The moon is full.`, as printed tests have it: the blank before the number waits for the answer.
pub(super) fn blank_number(text: &str) -> Option<(u32, &str)> {
    let numbered = text.trim_start_matches('_');
    if text.len() < numbered.len().saturating_add(2) {
        return None;
    }
    numbered_by(numbered.trim_start(), [".", ")"])
}

/// `12\. Who?`
fn escaped_number(text: &str) -> Option<(u32, &str)> {
    numbered_by(text, ["\\.", "\\)"])
}

/// The number that one of two signs and a space follow, and the words behind it.
fn numbered_by<'t>(text: &'t str, signs: [&str; 2]) -> Option<(u32, &'t str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.get(..text.len().saturating_sub(rest.len()))?;
    let behind = signs.iter().find_map(|sign| rest.strip_prefix(sign))?;
    let words = behind.strip_prefix(' ')?.trim_start();
    let is_number = !digits.is_empty() && digits.len() <= MOST_DIGITS && !words.is_empty();
    Some((digits.parse().ok().filter(|_| is_number)?, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_bold_stands_before_plain_words() {
        assert_eq!(bold_number("**1.** Who sues?"), Some((1, "Who sues?")));
        assert_eq!(bold_number("**12)** Who?"), Some((12, "Who?")));
        assert_eq!(bold_number("**12**. Who?"), Some((12, "Who?")));
        assert_eq!(bold_number("**3. (FCC, 2021)** It is"), Some((3, "It is")));
        assert_eq!(bold_number("**1. Who?**"), None);
        assert_eq!(number_in_bold("**1. Who?**"), Some(1));
        assert_eq!(number_in_bold("**1.** Who?"), None);
        assert_eq!(bold_number("**1.** **C is correct.** At law"), None);
        assert_eq!(bold_number("**2024.** A year"), None);
        assert_eq!(bold_number("12\\. **Who?**"), Some((12, "**Who?**")));
        assert_eq!(bold_number("____ 4. It is."), Some((4, "It is.")));
        assert_eq!(bold_number("____ is it."), None);
        let words = counted_in_bold("**4. It is.** (True / False)");
        assert_eq!(words.as_deref(), Some("It is. (True / False)"));
        assert_eq!(counted_in_bold("**4. It is.**"), None);
        assert_eq!(bold_number("1. Who?"), None);
        let parted = part_number("1.2").map(|(number, _)| number);
        for text in ["**1.2.** Who?", "**1-2** Who?", "**1.2)** Who?"] {
            let found = bold_number(text);
            assert_eq!(found, parted.map(|number| (number, "Who?")), "{text}");
        }
        assert_eq!(number_in_bold("**1.2 Who?**"), parted);
    }
}
