//! The table form of cards, as it is written and read: one row a card, the columns by name, and how
//! cells are kept from being formulas. What goes out comes in.

use crate::cards::{Answer, Card, Kind, Prompt};

/// The column of the front.
pub(super) const PROMPT: &str = "prompt";
/// The column of the back.
pub(super) const ANSWER: &str = "answer";
/// The column of tags, parted by spaces.
pub(super) const TAGS: &str = "tags";
/// The column of the deck.
pub(super) const DECK: &str = "deck";
/// The column of the headings above the card.
pub(super) const SECTION: &str = "section";
/// The column of the kind of card.
pub(super) const KIND: &str = "kind";
/// The column of the lasting id.
pub(super) const ID: &str = "id";
/// The column of what the others cannot hold: the card as `srm-deck` JSON.
pub(super) const DETAILS: &str = "details";

/// The columns of a card, in the order in which they are written.
pub(super) const COLUMNS: [&str; 8] = [PROMPT, ANSWER, TAGS, DECK, SECTION, KIND, ID, DETAILS];

/// The columns of what was learned, in the order in which they are written.
pub(super) const PROGRESS: [&str; 9] = [
    "state",
    "due",
    "interval_days",
    "ease",
    "repetitions",
    "reviews",
    "lapses",
    "last_review",
    "suspended",
];

/// What parts headings in their column.
pub(super) const SECTION_PARTS: &str = " > ";

/// Whether a spreadsheet may take a cell that begins so for a formula. The full-width signs are
/// those that spreadsheets read as the narrow ones; a control character is one that they may pass over.
fn is_formula_sign(c: char) -> bool {
    c.is_control() || matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

/// Whether a cell is a formula sign behind any number of apostrophes.
fn is_guarded_or_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(is_formula_sign)
}

/// A cell that no spreadsheet takes for a formula: an apostrophe goes before it where it begins with
/// a formula sign, or with apostrophes and one. [`unguarded`] takes it off again.
pub(super) fn guarded(cell: &str) -> std::borrow::Cow<'_, str> {
    match is_guarded_or_formula(cell) {
        true => format!("'{cell}").into(),
        false => cell.into(),
    }
}

/// A cell as it was before [`guarded`].
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(bare) if is_guarded_or_formula(bare) => bare,
        _ => cell,
    }
}

/// The card that the plain columns of a row say.
pub(super) fn plain_card(
    kind: Kind,
    section: &[String],
    prompt: &str,
    answer: &str,
    tags: &[String],
) -> Card {
    Card {
        kind,
        section: section.into(),
        prompt: Prompt::Text(prompt.into()),
        answer: Answer::Text(answer.into()),
        tags: tags.into(),
        line: 0,
    }
}

/// The headings of a section column.
pub(super) fn section_of(cell: &str) -> Vec<String> {
    let parts = cell.split(SECTION_PARTS).map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The tags of a tags column, sorted: parted by spaces and commas, without `#` before them.
pub(super) fn tags_of(cell: &str) -> Vec<String> {
    let parts = cell.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    let mut tags: Vec<String> = parts
        .map(|tag| tag.trim_start_matches('#'))
        .filter(|tag| !tag.is_empty())
        .map(str::to_owned)
        .collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_guarded_and_other_cells_stay() {
        for (cell, out) in [
            ("=1+1", "'=1+1"),
            ("- a list", "'- a list"),
            ("@x", "'@x"),
            ("\t=x", "'\t=x"),
            ("\0=x", "'\0=x"),
            ("\u{b}=x", "'\u{b}=x"),
            ("'=x", "''=x"),
            ("it's", "it's"),
            ("'quoted'", "'quoted'"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), out, "{cell:?}");
            assert_eq!(unguarded(out), cell, "{out:?}");
        }
    }

    proptest! {
        #[test]
        fn no_cell_begins_with_a_formula_and_all_come_back(cell in "['=+@\t\r\n＝a-]{0,6}|.{0,20}") {
            let out = guarded(&cell).into_owned();
            prop_assert!(!out.starts_with(is_formula_sign));
            prop_assert_eq!(unguarded(&out), cell);
        }
    }

    #[test]
    fn tags_are_parted_by_spaces_and_commas() {
        assert_eq!(tags_of(" b, #a;b  c::d"), ["a", "b", "c::d"]);
        assert_eq!(section_of("1. One > Two > "), ["1. One", "Two"]);
    }
}
