//! Typed answers: which cards ask for one, and how what was typed differs from what was expected.
//! Case, spaces, the shape of quotes and the way accents are composed never count.
//! It must never decide the grade; it proposes one.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::cards::{Answer, Card};
use crate::document::pictures;
use crate::exchange::anki::media_shown;
use crate::scheduler::{Grade, Quality};

use super::card_view;

/// The tag that asks for a typed answer.
pub const TAG: &str = "typed";
/// The longest answer that a person is asked to type, in graphemes.
const LONGEST_EXPECTED: usize = 100;
/// The longest answer that is compared, in graphemes.
const LONGEST_TYPED: usize = 400;
/// From this share of the graphemes on an answer is close: one slip in a short word, two in a name.
const CLOSE_PERCENT: usize = 80;

/// Which cards ask for a typed answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Typing {
    /// Those that carry [`TAG`].
    #[default]
    Tagged,
    /// All whose answer is short enough.
    Always,
    /// None.
    Never,
}

/// The answer to type, when the card asks for one: a single line, short enough to be typed.
pub fn expected(card: &Card, typing: Typing) -> Option<String> {
    let asks = match typing {
        Typing::Never => false,
        Typing::Always => true,
        Typing::Tagged => card.tags.iter().any(|tag| tag == TAG),
    };
    let text = match &card.answer {
        _ if !asks => return None,
        Answer::Text(text) => text.to_string(),
        Answer::Fields(fields) => {
            let mut fields = fields.iter();
            let only = fields.next()?;
            match fields.next() {
                None => only.text.to_owned(),
                Some(_) => return None,
            }
        }
        Answer::Choices(_) | Answer::Unanswered(_) => return None,
    };
    // Nobody can type a picture or a sound, or knows how to type what is struck out.
    let is_struck = text.contains("~~");
    if is_struck || !pictures(&text).is_empty() || !media_shown(&text).is_empty() {
        return None;
    }
    let lines = card_view::lines(&text, None);
    match &lines[..] {
        [line] if line.graphemes(true).count() <= LONGEST_EXPECTED => Some(line.clone()),
        _ => None,
    }
}

/// A piece of an answer beside what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Expected and not typed.
    Missing(String),
    /// Typed and not expected.
    Extra(String),
}

/// How a typed answer stands to the expected one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The pieces, in order.
    pub pieces: Vec<Piece>,
    /// How much of both is the same, in percent; 100 only for equal answers.
    pub percent: u8,
}

impl Comparison {
    /// Whether both are the same.
    pub fn is_right(&self) -> bool {
        self.percent == 100
    }

    /// Whether they differ by little.
    pub fn is_close(&self) -> bool {
        usize::from(self.percent) >= CLOSE_PERCENT
    }

    /// The pieces as text, with signs for what differs: `S3 [-Glacier -]{+Deep+}`.
    pub fn marked(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Same(text) => text.clone(),
            Piece::Missing(text) => format!("[-{text}-]"),
            Piece::Extra(text) => format!("{{+{text}+}}"),
        };
        self.pieces.iter().map(piece).collect()
    }

    /// The grade to propose: good for the right answer, hard for one that is close.
    pub fn proposed(&self) -> Quality {
        match self.percent {
            100 => Grade::Good.quality(),
            _ if self.is_close() => Grade::Hard.quality(),
            _ => Grade::Again.quality(),
        }
    }

    /// One word for it.
    pub fn verdict(&self) -> &'static str {
        match self.percent {
            100 => "right",
            _ if self.is_close() => "close",
            _ => "wrong",
        }
    }
}

/// Compares what was typed with what was expected.
pub fn compare(typed: &str, expected: &str) -> Comparison {
    let typed = graphemes(typed);
    let expected = graphemes(expected);
    let common = common(&typed, &expected);
    let mut same = 0_usize;
    let mut pieces = Vec::new();
    let (mut t, mut e) = (0_usize, 0_usize);
    while let (Some(left), Some(right)) = (typed.get(t), expected.get(e)) {
        if fold(left) == fold(right) {
            push(&mut pieces, Piece::Same(right.clone()));
            (t, e, same) = (
                t.saturating_add(1),
                e.saturating_add(1),
                same.saturating_add(1),
            );
        } else if at(&common, t, e.saturating_add(1)) >= at(&common, t.saturating_add(1), e) {
            push(&mut pieces, Piece::Missing(right.clone()));
            e = e.saturating_add(1);
        } else {
            push(&mut pieces, Piece::Extra(left.clone()));
            t = t.saturating_add(1);
        }
    }
    for left in typed.iter().skip(t) {
        push(&mut pieces, Piece::Extra(left.clone()));
    }
    for right in expected.iter().skip(e) {
        push(&mut pieces, Piece::Missing(right.clone()));
    }
    Comparison {
        percent: percent(same, typed.len().saturating_add(expected.len())),
        pieces,
    }
}

/// The share of the same graphemes among all, rounded down, so that 100 means equal.
fn percent(same: usize, all: usize) -> u8 {
    let share = same.saturating_mul(200).checked_div(all).unwrap_or(100);
    u8::try_from(share).unwrap_or(100)
}

/// The graphemes of a text with single spaces between its words, composed (NFC).
fn graphemes(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let composed: String = words.join(" ").nfc().collect();
    let graphemes = composed.graphemes(true).take(LONGEST_TYPED);
    graphemes.map(str::to_owned).collect()
}

/// A grapheme without its case and with plain quotes.
fn fold(grapheme: &str) -> String {
    let plain = |c: char| match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2032}' | '`' | '´' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}' | '«' | '»' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => c,
    };
    // Twice, since some letters have a capital that is two: ß is SS, and its small form is ss.
    let upper: String = grapheme
        .chars()
        .map(plain)
        .flat_map(char::to_uppercase)
        .collect();
    upper.to_lowercase().nfc().collect()
}

/// The length of the longest common subsequence from each pair of places on.
fn common(typed: &[String], expected: &[String]) -> Vec<Vec<usize>> {
    let folded = |texts: &[String]| texts.iter().map(|text| fold(text)).collect::<Vec<_>>();
    let (left, right) = (folded(typed), folded(expected));
    let mut table = vec![vec![0; right.len().saturating_add(1)]; left.len().saturating_add(1)];
    for (t, l) in left.iter().enumerate().rev() {
        for (e, r) in right.iter().enumerate().rev() {
            let longest = match l == r {
                true => at(&table, t.saturating_add(1), e.saturating_add(1)).saturating_add(1),
                false => at(&table, t.saturating_add(1), e).max(at(&table, t, e.saturating_add(1))),
            };
            if let Some(place) = table.get_mut(t).and_then(|row| row.get_mut(e)) {
                *place = longest;
            }
        }
    }
    table
}

fn at(table: &[Vec<usize>], t: usize, e: usize) -> usize {
    table
        .get(t)
        .and_then(|row| row.get(e))
        .copied()
        .unwrap_or(0)
}

/// Adds a piece, joined to the one before where both are of a kind.
fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), &piece) {
        (Some(Piece::Same(before)), Piece::Same(text))
        | (Some(Piece::Missing(before)), Piece::Missing(text))
        | (Some(Piece::Extra(before)), Piece::Extra(text)) => before.push_str(text),
        _ => pieces.push(piece),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_to_type(answer: &str) -> Option<String> {
        let deck = crate::cards::DeckName::new("N").unwrap();
        let text = format!("# N\n\nQ: What is it?\nA: {answer}\n");
        let card = crate::cards::compile(&text, &deck).cards.remove(0).card;
        expected(&card, Typing::Always)
    }

    #[test]
    fn nobody_is_asked_to_type_a_picture_or_a_sound() {
        assert_eq!(asked_to_type("A **cat**").as_deref(), Some("A cat"));
        for answer in [
            "~~A dog~~ A cat",
            "A cat ![cat](cat.png)",
            "![](cat.png)",
            "Meow [sound:meow.mp3]",
        ] {
            assert_eq!(asked_to_type(answer), None, "{answer}");
        }
    }

    fn check(typed: &str, expected: &str, marked: &str, percent: u8) {
        let comparison = compare(typed, expected);
        assert_eq!(comparison.marked(), marked);
        assert_eq!(comparison.percent, percent, "{marked}");
    }

    #[test]
    fn case_spaces_quotes_and_composition_do_not_count() {
        for (typed, expected) in [
            (" s3   glacier ", "S3 Glacier"),
            ("cafe\u{301}", "café"),
            ("it’s “here”", "it's \"here\""),
            ("STRASSE", "strasse"),
            ("Ελλασ", "Ελλας"),
            ("東京", "東京"),
            ("", " "),
        ] {
            let comparison = compare(typed, expected);
            assert!(comparison.is_right(), "{typed}: {comparison:?}");
        }
    }

    #[test]
    fn what_differs_is_marked() {
        // 2 * 10 of 15 + 10.
        check("S3 Glacier", "S3 Deep Glacier", "S3 [-Deep -]Glacier", 80);
        // 2 * 3 of 4 + 3: the extra letter.
        check("EFSS", "EFS", "EFS{+S+}", 85);
        check("", "EBS", "[-EBS-]", 0);
        check("EBS", "", "{+EBS+}", 0);
        assert_eq!(compare("S3 Glacier", "S3 Deep Glacier").verdict(), "close");
        assert_eq!(compare("x", "EFS").verdict(), "wrong");
    }

    #[test]
    fn an_accent_counts_as_a_letter() {
        check("cafe", "café", "caf[-é-]{+e+}", 75);
    }

    #[test]
    fn a_pasted_book_is_compared_by_its_beginning() {
        let book = "a".repeat(100_000);
        assert_eq!(compare(&book, "aaa").percent, 1);
    }
}
