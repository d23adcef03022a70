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
            _ => return false,
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
    let words = said.split([',', '&', ' ', ';']);
    let words = words.filter(|word| !word.is_empty() && *word != "and");
    let place = |word: &str| {
        let number = word.trim_end_matches(['.', ')']).parse::<usize>().ok()?;
        number.checked_sub(1).filter(|place| *place < all)
    };
    let places: Option<Vec<usize>> = words.map(place).collect();
    places.filter(|places| !places.is_empty() && places.len() < all)
}

/// The block whose text an answer is.
fn named(page: &Page<'_>, items: &[usize], said: &str) -> Option<usize> {
    let bare = |text: &str| plain(text).trim_end_matches('.').to_owned();
    let said = bare(said);
    items
        .iter()
        .position(|at| bare(&inline::text(page.text(*at))) == said)
}
