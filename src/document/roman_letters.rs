//! Options counted in Roman numerals: `i. one`, `ii. two`, `(iii) three`. Statements are counted so as well, and
//! steps, so that such lines are options only in a document that answers with Roman numerals, and where no
//! lettered options stand below them.

use super::block::{Block, BlockKind, Marker};
use super::cells::cells;
use super::label::{Label, Labelled, label, trimmed};
use super::option_letter::{OptionLetter, option_letter};
use super::span::{Span, bytes_before};

/// The fewest lines that make such a list.
const FEWEST: usize = 3;
/// How far below such a list lettered options are looked for.
const REACH: usize = 3;
/// The most bytes of an answer that is looked at.
const LONGEST_ANSWER: usize = 200;
/// The numerals, from one on.
const NUMERALS: [&str; 8] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"];

/// The number that a numeral stands for.
pub fn roman(text: &str) -> Option<u8> {
    let is = |known: &&str| known.eq_ignore_ascii_case(text);
    let nth = NUMERALS.iter().position(is)?;
    u8::try_from(nth).ok()?.checked_add(1)
}

/// The places of such options, in order, with their letters.
#[derive(Debug, Default)]
pub struct RomanLetters {
    places: Vec<(usize, OptionLetter)>,
}

impl RomanLetters {
    /// Finds them.
    pub fn of(source: &str, blocks: &[Block]) -> RomanLetters {
        let mut places = Vec::new();
        let mut run: Vec<(usize, OptionLetter)> = Vec::new();
        for (at, block) in blocks.iter().enumerate() {
            let found = counted(source, block);
            let next = run
                .last()
                .map_or('A', |(_, last)| letter_behind(last.letter));
            if found.is_none_or(|found| found.letter != next) {
                settle(source, blocks, at, &mut run, &mut places);
            }
            let fits = |found: &OptionLetter| match run.last() {
                Some(last) => found.letter == letter_behind(last.1.letter),
                None => found.letter == 'A',
            };
            run.extend(found.filter(fits).map(|found| (at, found)));
        }
        settle(source, blocks, blocks.len(), &mut run, &mut places);
        if !places.is_empty() && !blocks.iter().any(|block| answers(source, block)) {
            places.clear();
        }
        RomanLetters { places }
    }

    /// The letter of the option at a place, when the block there is one of such a list.
    pub fn letter(&self, at: usize) -> Option<OptionLetter> {
        let found = self.places.binary_search_by_key(&at, |(place, _)| *place);
        self.places.get(found.ok()?).map(|(_, letter)| *letter)
    }
}

fn letter_behind(letter: char) -> char {
    char::from_u32(u32::from(letter).saturating_add(1)).unwrap_or('Z')
}

/// Keeps a list that is long enough and has no lettered options below it.
fn settle(
    source: &str,
    blocks: &[Block],
    end: usize,
    run: &mut Vec<(usize, OptionLetter)>,
    places: &mut Vec<(usize, OptionLetter)>,
) {
    let lettered =
        |block: &Block| option_letter(source, block.text).is_some_and(|found| found.letter == 'A');
    let is_text = |block: &&Block| match block.kind {
        BlockKind::Heading { .. } => false,
        BlockKind::Item { marker, .. } => !matches!(marker, Marker::Number(_)),
        _ => true,
    };
    let below = blocks.iter().skip(end).take(REACH);
    let mut below = below.take_while(is_text);
    if run.len() >= FEWEST && !below.any(lettered) {
        places.append(run);
    }
    run.clear();
}

/// `ii. text`, `(ii) text`, `**ii)** text`
fn counted(source: &str, block: &Block) -> Option<OptionLetter> {
    if !matches!(block.kind, BlockKind::Line | BlockKind::Item { .. }) {
        return None;
    }
    let text = block.text.text(source);
    let bare = text.trim_start_matches(['(', '*']);
    let word = bytes_before(bare, bare.trim_start_matches(['i', 'v', 'I', 'V']));
    // Most lines end here.
    let number = roman(bare.get(..word).filter(|word| !word.is_empty())?)?;
    let behind = bare.get(word..)?.trim_start_matches('*');
    let rest = behind.strip_prefix(['.', ')'])?;
    let is_parted = rest.starts_with([' ', '\t', '*']) && !rest.trim().is_empty();
    is_parted.then(|| OptionLetter {
        letter: char::from(b'@'.saturating_add(number)),
        rest: trimmed(
            source,
            Span::new(
                block.text.end().saturating_sub(rest.len()),
                block.text.end(),
            ),
        ),
    })
}

/// The pieces of a line that numerals in parentheses begin, `(i) one (ii) two`; none where the line does not
/// begin so.
pub(super) fn numerals_on_line(source: &str, line: Span) -> Vec<Span> {
    let text = line.text(source);
    let mut starts = Vec::new();
    let mut from = 0_usize;
    for numeral in NUMERALS {
        let sign = format!("({numeral})");
        let behind = text.get(from..).unwrap_or_default();
        let Some(place) = behind.find(&sign) else {
            break;
        };
        let start = from.saturating_add(place);
        let before = text.get(..start).unwrap_or_default();
        starts.push(before.trim_end_matches('*').len());
        from = start.saturating_add(sign.len());
    }
    if starts.first() != Some(&0) {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let pieces = starts.iter().zip(ends).filter_map(|(start, end)| {
        let piece = text.get(*start..end)?.trim_end_matches([' ', ',', ';']);
        let start = line.start().saturating_add(*start);
        Some(Span::sized(start, piece.len()))
    });
    pieces.collect()
}

/// Whether a block answers with a numeral: `Answer: ii`, `3. iv`, a row of numerals.
fn answers(source: &str, block: &Block) -> bool {
    let text = block.text.text(source);
    // One letter alone may be that of an option.
    let is_numeral = |text: &str| {
        let bare = text.trim_matches(['*', '(', ')', '.', '`', ' ']);
        bare.len() > 1 && roman(bare).is_some()
    };
    match &block.kind {
        BlockKind::Table(table) => {
            let rows = table.header.iter().chain(&table.rows).take(REACH);
            rows.flat_map(|row| cells(source, *row, None))
                .filter(|cell| is_numeral(cell.text(source)))
                .nth(1)
                .is_some()
        }
        BlockKind::Line | BlockKind::Item { .. } | BlockKind::Quote
            if text.len() <= LONGEST_ANSWER =>
        {
            let answers = |found: &Labelled| match found.label {
                Label::Answer => true,
                // `Question 2: iii` in a key.
                Label::Question(number) => number.is_some(),
                _ => false,
            };
            let labelled = label(source, block.text).filter(answers);
            let first = |text: &str| {
                text.split([' ', ',', ':', '-'])
                    .next()
                    .is_some_and(is_numeral)
            };
            // `2. **ii** – since …`, `**2.** ii`
            let counted = || {
                let behind = text.trim_start_matches(|sign: char| {
                    sign.is_ascii_digit() || matches!(sign, '*' | '.' | ')' | ' ')
                });
                let is_item = matches!(block.kind, BlockKind::Item { .. });
                let is_counted = behind.len().saturating_add(2) < text.len();
                let is_bold = text.starts_with("**") && (is_counted || text.ends_with("**"));
                (is_item || is_bold) && text.len() <= LONGEST_ANSWER && first(behind)
            };
            let is_marked = || {
                let marks = ["✅", "✓", "✔", "(correct)"];
                self::counted(source, block).is_some()
                    && marks.iter().any(|mark| text.contains(mark))
            };
            is_numeral(text)
                || is_marked()
                || counted()
                || labelled.is_some_and(|found| first(found.rest.text(source)))
                || pairs(text)
        }
        _ => false,
    }
}

/// Whether a line pairs numbers with numerals: `1-ii, 2-iii`.
fn pairs(text: &str) -> bool {
    let is_pair = |word: &str| {
        word.trim_end_matches([',', ';', '.'])
            .split_once(['-', '.', ')', ':'])
            .is_some_and(|(number, numeral)| {
                number.bytes().all(|byte| byte.is_ascii_digit()) && roman(numeral).is_some()
            })
    };
    text.split_whitespace()
        .filter(|word| is_pair(word))
        .nth(1)
        .is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn letters(source: &str) -> String {
        let blocks = parse(source).blocks;
        let found = RomanLetters::of(source, &blocks);
        let letters = (0..blocks.len()).filter_map(|at| found.letter(at));
        letters.map(|found| found.letter).collect()
    }

    #[test]
    fn numerals_on_a_line_are_told_apart() {
        let line = "**(i)** one **(ii)** two (iii) three";
        let found = numerals_on_line(line, Span::new(0, line.len()));
        let texts: Vec<&str> = found.iter().map(|piece| piece.text(line)).collect();
        assert_eq!(texts, ["**(i)** one", "**(ii)** two", "(iii) three"]);
    }

    #[test]
    fn numerals_are_options_where_an_answer_names_one() {
        let list = "Which?\n\ni. one\nii. two\n(iii) three\n\n";
        assert_eq!(letters(&format!("{list}Answer: ii\n")), "ABC");
        assert_eq!(letters(&format!("{list}Key: 1-ii, 2-i\n")), "ABC");
        assert_eq!(
            letters(&format!("{list}| 1 | 2 |\n|---|---|\n| ii | iv |\n")),
            "ABC"
        );
        assert_eq!(letters(&format!("{list}Answer: B\n")), "");
        assert_eq!(
            letters(&format!("{list}a) i only\nb) all\n\nAnswer: ii\n")),
            ""
        );
        assert_eq!(letters("i. one\nii. two\n\nAnswer: ii\n"), "");
    }
}
