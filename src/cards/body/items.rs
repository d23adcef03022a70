//! Options without letters and boxes: a list, or lines below the question, of which the answer names one.

use super::Body;
use crate::cards::page::Page;
use crate::cards::pieces::{Piece, text_of};
use crate::cards::plain::plain;
use crate::cards::prompt_words::asks;
use crate::document::{BlockKind, Gap, Task, inline};

/// The most lines that are options.
const MOST_LINES: usize = 8;
/// The most bytes of a line that is one.
const LONGEST_LINE: usize = 200;

impl Body {
    /// Items or lines without letters are options where the answer is one of them.
    pub(super) fn adopt_items(&mut self, page: &Page<'_>, question: &str) {
        let said = text_of(page, &self.answer);
        if self.options.is_choice() || said.is_empty() {
            return;
        }
        let said = said.lines().next().unwrap_or_default();
        if !self.adopt_list(page, said) {
            self.adopt_lines(page, said, question);
        }
    }

    /// What was taken for an answer is the options where it is a numbered list and the key names one of its
    /// numbers.
    pub(super) fn release_items(&mut self, page: &Page<'_>, said: &str) {
        /// The fewest items of such a list.
        const FEWEST: usize = 3;
        let is_next = |(nth, piece): (usize, &Piece)| {
            let Piece::Block(at) = piece else {
                return false;
            };
            let number = page
                .item_number(*at)
                .and_then(|at| usize::try_from(at).ok());
            number == Some(nth.saturating_add(1))
        };
        let all = self.answer.len();
        let names_one = || {
            numbers(said, all).is_some() || {
                let items: Option<Vec<usize>> = self
                    .answer
                    .iter()
                    .map(|piece| match piece {
                        Piece::Block(at) => Some(*at),
                        _ => None,
                    })
                    .collect();
                items.is_some_and(|items| named(page, &items, said).is_some())
            }
        };
        if all >= FEWEST && self.answer.iter().enumerate().all(is_next) && names_one() {
            self.stem.append(&mut self.answer);
        }
    }

    fn adopt_list(&mut self, page: &Page<'_>, said: &str) -> bool {
        let is_item = |piece: &Piece| {
            let Piece::Block(at) = piece else { return None };
            let kind = &page.block(*at)?.kind;
            matches!(
                kind,
                BlockKind::Item {
                    task: Task::None,
                    ..
                }
            )
            .then_some(*at)
        };
        // What stands between the items and the answer explains.
        let behind = self
            .stem
            .iter()
            .rev()
            .take_while(|piece| is_item(piece).is_none());
        let behind = match behind.count() {
            all if all == self.stem.len() => 0,
            behind => behind,
        };
        let listed = self.stem.iter().rev().skip(behind).map_while(is_item);
        let mut items: Vec<usize> = listed.collect();
        items.reverse();
        if items.len() < 2 {
            return false;
        }
        let numbered = items.iter().all(|at| page.item_number(*at).is_some());
        let by_number = || numbers(said, items.len()).filter(|_| numbered);
        let by_text = named(page, &items, said).map(|right| vec![right]);
        match by_text.or_else(by_number) {
            Some(right) => self.adopt(page, &items, &right, behind),
            None => {
                let by_letter = || lettered(said, items.len()).filter(|_| numbered);
                let Some((right, why)) = said_first(page, &items, said).or_else(by_letter) else {
                    return false;
                };
                self.adopt(page, &items, &[right], behind);
                // What follows the answer goes on with why.
                let more = std::mem::take(&mut self.answer);
                let why = Some(why).filter(|why| !why.is_empty()).map(Piece::Text);
                self.explanation.splice(0..0, why.into_iter().chain(more));
            }
        }
        true
    }

    /// Lines right below the one that asks, one option each, as a page that lost its list has them.
    fn adopt_lines(&mut self, page: &Page<'_>, said: &str, question: &str) {
        let asks_at = |piece: &Piece| matches!(piece, Piece::Block(at) if page.asks(*at));
        let first = match self.stem.iter().rposition(asks_at) {
            Some(last) => last.saturating_add(1),
            None if asks(question) => 0,
            None => return,
        };
        let is_line = |(nth, piece): (usize, &Piece)| {
            let Piece::Block(at) = piece else { return None };
            let block = page.block(*at)?;
            let goes_on = nth == 0 || block.gap == Gap::None;
            let is_short = block.text.end().saturating_sub(block.text.start()) <= LONGEST_LINE;
            (block.kind == BlockKind::Line && goes_on && is_short).then_some(*at)
        };
        let below = self.stem.iter().skip(first).enumerate();
        let lines: Vec<usize> = below.map_while(is_line).collect();
        if !(2..=MOST_LINES).contains(&lines.len()) {
            return;
        }
        if let Some(right) = named(page, &lines, said) {
            let behind = self
                .stem
                .len()
                .saturating_sub(first)
                .saturating_sub(lines.len());
            self.adopt(page, &lines, &[right], behind);
        }
    }

    /// Makes options of blocks of the stem; the pieces `behind` them explain.
    fn adopt(&mut self, page: &Page<'_>, items: &[usize], right: &[usize], behind: usize) {
        let explaining = self.stem.split_off(self.stem.len().saturating_sub(behind));
        self.explanation.splice(0..0, explaining);
        self.stem
            .truncate(self.stem.len().saturating_sub(items.len()));
        self.options.take_items(page, items, right);
        self.answer.remove(0);
    }
}

/// The places that an answer names by their numbers: `2`, `1, 3`, `1 and 3`.
fn numbers(said: &str, all: usize) -> Option<Vec<usize>> {
    let said = said.trim_matches(['*', '`', '(', ')', ' ']);
    let words = said.split([',', '&', ' ', ';']);
    let words = words.filter(|word| !word.is_empty() && *word != "and");
    let place = |word: &str| {
        let number = word.trim_end_matches(['.', ')']).parse::<usize>().ok()?;
        number.checked_sub(1).filter(|place| *place < all)
    };
    let places: Option<Vec<usize>> = words.map(place).collect();
    places.filter(|places| !places.is_empty() && places.len() < all)
}

/// The place that an answer names by its letter, though numbers count the items, and what it says besides: `B. It
/// floats.`
fn lettered(said: &str, all: usize) -> Option<(usize, String)> {
    /// The fewest items that are options.
    const FEWEST: usize = 3;
    let bare = said.trim_matches(['*', '`', ' ']);
    let letter = bare.chars().next().filter(char::is_ascii_uppercase)?;
    let place = usize::try_from(u32::from(letter).checked_sub(u32::from('A'))?).ok()?;
    let behind = bare.get(1..)?;
    let why = behind.trim_start_matches(['.', ')', ':', ',', '*', '-', '–', '—', ' ']);
    // `A lock lifts ships.` begins with an article.
    let parted = behind.get(..behind.len().saturating_sub(why.len()))?;
    let is_parted = behind.is_empty() || !parted.trim().is_empty();
    (is_parted && all >= FEWEST && place < all).then(|| (place, inline::text(why).into_owned()))
}

/// The item that an answer begins with, and what it says besides: `**A hash map.** Its buckets …`
fn said_first(page: &Page<'_>, items: &[usize], said: &str) -> Option<(usize, String)> {
    let said = inline::text(said).replace("**", "");
    let behind = |at: &usize| {
        let item = inline::text(page.text(*at));
        let rest = said.strip_prefix(item.trim_end_matches('.').trim())?;
        let why = rest.trim_start_matches(['.', ':', '–', '—', ' ']);
        let ends = rest.starts_with(['.', ':']) || rest.starts_with(" –") || rest.starts_with(" —");
        (ends && !why.is_empty()).then(|| why.to_owned())
    };
    items
        .iter()
        .enumerate()
        .find_map(|(nth, at)| Some((nth, behind(at)?)))
}

/// The block whose text an answer is.
fn named(page: &Page<'_>, items: &[usize], said: &str) -> Option<usize> {
    let bare = |text: &str| plain(text).trim_end_matches('.').to_owned();
    let said = bare(said);
    let text = |at: usize| bare(&inline::text(page.text(at)));
    let by_text = items.iter().position(|at| text(*at) == said);
    by_text.or_else(|| {
        // `2. the lock`: the number of the item, and its text once more.
        let (number, behind) = said.split_once(['.', ')'])?;
        let place = number.parse::<usize>().ok()?.checked_sub(1)?;
        let at = items
            .get(place)
            .filter(|at| page.item_number(**at).is_some())?;
        (text(*at) == behind.trim_start()).then_some(place)
    })
}
