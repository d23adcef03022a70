//! Options with a letter and nothing behind it: `A one`, `B two`, `C three` in lines of their own, as
//! printed tests have them. One such line says nothing, since sentences begin with `A`; several in the
//! order of the letters do.

use super::block::{Block, BlockKind};
use super::option_letter::{OptionLetter, letter_named};
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

/// `A text`: an upper-case letter, a space, and a text.
fn bare_letter(source: &str, block: &Block) -> Option<OptionLetter> {
    if block.kind != BlockKind::Line {
        return None;
    }
    let text = block.text.text(source);
    let sign = text.chars().next().filter(|sign| sign.is_uppercase())?;
    let letter = letter_named(sign)?;
    let behind = text.get(sign.len_utf8()..)?;
    let rest = behind.strip_prefix([' ', '\t', '\u{a0}'])?.trim_start();
    rest.starts_with(char::is_alphanumeric)
        .then(|| OptionLetter {
            letter,
            rest: Span::new(
                block.text.end().saturating_sub(rest.len()),
                block.text.end(),
            ),
        })
}
