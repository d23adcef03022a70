//! Options with a letter and nothing behind it, `A one`, `B two`, `C three` in lines of their own, as
//! printed tests have them, or with the colon of a label: `A: one`. One such line says nothing, since sentences begin with `A`; several in the
//! order of the letters do.

use super::block::{Block, BlockKind};
use super::option_letter::{OptionLetter, letter_named, option_letter};
use super::span::Span;

/// The fewest lines that make such a list: a sentence about A and one about B make two.
const FEWEST: usize = 3;

/// The places of such options, in order.
#[derive(Debug, Default)]
pub struct BareLetters {
    places: Vec<usize>,
}

impl BareLetters {
    /// Finds them.
    pub fn of(source: &str, blocks: &[Block]) -> BareLetters {
        let mut places = Vec::new();
        let mut run: Vec<usize> = Vec::new();
        let mut next = 'A';
        for (at, block) in blocks.iter().enumerate() {
            let letter = bare_letter(source, block).map(|found| found.letter);
            if letter != Some(next) {
                settle(&mut run, &mut places);
                next = 'A';
            }
            if letter == Some(next) {
                run.push(at);
                next = char::from_u32(u32::from(next).saturating_add(1)).unwrap_or('Z');
            }
        }
        settle(&mut run, &mut places);
        BareLetters { places }
    }

    /// The letter of the option at a place, when the block there is one of such a list.
    pub fn letter(&self, source: &str, blocks: &[Block], at: usize) -> Option<OptionLetter> {
        self.places.binary_search(&at).ok()?;
        bare_letter(source, blocks.get(at)?)
    }
}

/// Whether such a list begins at a place.
pub(super) fn begin(source: &str, blocks: &[Block], at: usize) -> bool {
    let found = blocks.get(at..).unwrap_or_default().iter();
    let letters = found.map_while(|block| bare_letter(source, block));
    let expected = ('A'..='Z').take(FEWEST);
    letters.map(|found| found.letter).take(FEWEST).eq(expected)
}

/// Keeps a list that is long enough.
fn settle(run: &mut Vec<usize>, places: &mut Vec<usize>) {
    if run.len() >= FEWEST {
        places.append(run);
    }
    run.clear();
}

/// The options that the lines of a piece of code are: a letter with a sign, a space or nothing behind it,
/// the last only where each line begins so, in the order of the letters.
pub fn options_of_code(source: &str, lines: &[Span]) -> Vec<OptionLetter> {
    let read = |line: &Span| option_letter(source, *line).or_else(|| glued_letter(source, *line));
    let found: Vec<OptionLetter> = lines.iter().filter_map(read).collect();
    if found.len() >= 2 {
        return found;
    }
    let tight: Option<Vec<OptionLetter>> = lines
        .iter()
        .map(|line| tight_letter(source, *line))
        .collect();
    let in_order = |found: &Vec<OptionLetter>| {
        found.len() >= FEWEST
            && found
                .iter()
                .map(|option| option.letter)
                .eq(('A'..='Z').take(found.len()))
    };
    tight.filter(in_order).unwrap_or_default()
}

/// `AALTER TABLE`: the letter A, and a text.
fn tight_letter(source: &str, line: Span) -> Option<OptionLetter> {
    let whole = line.text(source);
    let letter = whole.chars().next().filter(char::is_ascii_uppercase)?;
    let rest = whole.get(1..).filter(|rest| !rest.trim().is_empty())?;
    Some(OptionLetter {
        letter,
        rest: Span::new(line.end().saturating_sub(rest.len()), line.end()),
    })
}

/// `A原子性`: an option whose letter stands right before its text, where lines around it say that it is one.
fn glued_letter(source: &str, text: Span) -> Option<OptionLetter> {
    let whole = text.text(source);
    let sign = whole.chars().next().filter(char::is_ascii_uppercase)?;
    let rest = glued(whole.get(1..)?)?;
    Some(OptionLetter {
        letter: letter_named(sign)?,
        rest: Span::new(text.end().saturating_sub(rest.len()), text.end()),
    })
}

/// A text in a script that needs no space behind a letter.
fn glued(behind: &str) -> Option<&str> {
    let begins = |sign: char| sign >= '\u{2e80}' && sign.is_alphanumeric();
    behind.starts_with(begins).then_some(behind)
}

/// `A text`, `A: text`: an upper-case letter, a space, and a text.
fn bare_letter(source: &str, block: &Block) -> Option<OptionLetter> {
    let text = block.text.text(source);
    // `- **A** one`
    let bold = text
        .strip_prefix("**")
        .and_then(|bold| bold.split_once("** "));
    if let Some((sign, rest)) = bold.filter(|(sign, _)| sign.len() == 1) {
        let letter = sign.chars().next().filter(char::is_ascii_uppercase)?;
        let is_text = matches!(block.kind, BlockKind::Line | BlockKind::Item { .. });
        let rest = Span::new(
            block.text.end().saturating_sub(rest.len()),
            block.text.end(),
        );
        return is_text.then_some(OptionLetter { letter, rest });
    }
    if block.kind != BlockKind::Line {
        return None;
    }
    let sign = text.chars().next().filter(|sign| sign.is_uppercase())?;
    let letter = letter_named(sign)?;
    let behind = text.get(sign.len_utf8()..)?;
    let parted = behind.strip_prefix([' ', '\t', '\u{a0}']);
    let parted = parted.or_else(|| behind.strip_prefix(": "));
    let rest = parted.map(str::trim_start).or_else(|| glued(behind))?;
    rest.starts_with(char::is_alphanumeric)
        .then(|| OptionLetter {
            letter,
            rest: Span::new(
                block.text.end().saturating_sub(rest.len()),
                block.text.end(),
            ),
        })
}
