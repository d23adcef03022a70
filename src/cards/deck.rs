//! Deck names. A deck is one document's cards; `A::B` stands inside `A`.

use std::fmt;

/// The longest deck name, in bytes; a longer title is cut at a character.
const LONGEST: usize = 200;

/// A deck's full name: parts joined by `::`, no part empty, no control characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeckName(String);

impl DeckName {
    /// A name from any text: spaces folded, control characters and empty parts dropped, cut at
    /// 200 bytes. `None` when nothing is left.
    pub fn new(text: &str) -> Option<DeckName> {
        // Names from the database are: with 1,000 decks tidying them was a tenth of `srm due`.
        match is_tidy(text) {
            true => Some(DeckName(text.to_owned())),
            false => DeckName::tidied(text),
        }
    }

    fn tidied(text: &str) -> Option<DeckName> {
        let visible: String = text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let parts: Vec<String> = visible
            .split("::")
            .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
            // A colon at the edge of a part would join the `::` beside it, and be read otherwise.
            .map(|part| part.trim_matches([' ', ':']).to_owned())
            .filter(|part| !part.is_empty())
            .collect();
        let mut name = parts.join("::");
        while name.len() > LONGEST {
            name.pop();
        }
        let name = name.trim_end_matches([' ', ':']);
        (!name.is_empty()).then(|| DeckName(name.to_owned()))
    }

    /// The name of a deck that no name can be made for.
    pub fn unnamed() -> DeckName {
        DeckName("Deck".to_owned())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `other` is this deck or stands inside it.
    pub fn contains(&self, other: &DeckName) -> bool {
        match other.0.strip_prefix(&self.0) {
            Some(rest) => rest.is_empty() || rest.starts_with("::"),
            None => false,
        }
    }
}

/// Whether tidying a text would change nothing, where a look at its bytes is enough to say so.
fn is_tidy(text: &str) -> bool {
    let is_edge = |byte: Option<&u8>| byte.is_none_or(|byte| matches!(byte, b' ' | b':'));
    let is_tidy = |part: &str| {
        let bytes = part.as_bytes();
        let (mut is_plain, mut before) = (true, b'-');
        for byte in bytes {
            is_plain &= matches!(byte, b' '..=b'~') && (*byte, before) != (b' ', b' ');
            before = *byte;
        }
        is_plain && !is_edge(bytes.first()) && !is_edge(bytes.last())
    };
    text.len() <= LONGEST && text.split("::").all(is_tidy)
}

impl fmt::Display for DeckName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_tidied() {
        let name = |text| DeckName::new(text).map(|name| name.to_string());
        assert_eq!(name("  AWS ::  Storage "), Some("AWS::Storage".into()));
        assert_eq!(name("a\u{1b}[2J\nb"), Some("a [2J b".into()));
        assert_eq!(name(":: ::"), None);
        assert_eq!(name(""), None);
        assert_eq!(name(&"é".repeat(300)).map(|name| name.len()), Some(200));
    }

    #[test]
    fn a_deck_contains_itself_and_what_stands_inside() {
        let deck = |text| DeckName::new(text).unwrap();
        assert!(deck("AWS").contains(&deck("AWS")));
        assert!(deck("AWS").contains(&deck("AWS::Storage")));
        assert!(!deck("AWS").contains(&deck("AWSome")));
        assert!(!deck("AWS::Storage").contains(&deck("AWS")));
    }

    proptest! {
        #[test]
        fn a_name_that_is_tidy_is_what_tidying_gives(text in "[ab: ]{0,9}|[ab:\\s\u{1b}é]{0,12}|a{199,201}") {
            prop_assert_eq!(DeckName::new(&text), DeckName::tidied(&text));
        }

        #[test]
        fn a_name_is_read_back_as_it_is(text in "[ab:\\s\u{1b}é]{0,12}|.{0,300}") {
            if let Some(name) = DeckName::new(&text) {
                prop_assert_eq!(DeckName::new(name.as_str()), Some(name));
            }
        }
    }
}
