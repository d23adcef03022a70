//! Options without letters and boxes: a list of which the answer names one.

use super::Body;
use crate::cards::identity::plain;
use crate::cards::page::Page;
use crate::cards::pieces::{Piece, text_of};
use crate::document::{BlockKind, Task, inline};

impl Body {
    /// Items without letters are options where the answer is one of them.
    pub(super) fn adopt_items(&mut self, page: &Page<'_>) {
        let said = text_of(page, &self.answer);
        if self.options.is_choice() || said.is_empty() {
            return;
        }
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
        let said = said.lines().next().unwrap_or_default();
        let number = said.trim_end_matches(['.', ')']).parse::<usize>().ok();
        let plain_said = plain(said);
        let by_text = items
            .iter()
            .position(|at| plain(&inline::text(page.text(*at))) == plain_said);
        let by_number = number
            .filter(|number| (1..=items.len()).contains(number))
            .map(|number| number - 1);
        let numbered = items.iter().all(|at| page.item_number(*at).is_some());
        let right = by_text.or(by_number.filter(|_| numbered));
        if items.len() >= 2
            && let Some(right) = right
        {
            let explaining = self.stem.split_off(self.stem.len() - behind);
            self.explanation.splice(0..0, explaining);
            self.stem.truncate(self.stem.len() - items.len());
            self.options.take_items(page, &items, right);
            self.answer.remove(0);
        }
    }
}
