//! Questions of several lines, recognised by their first line: options, code or an example under it
//! may come, go and change.

use std::collections::HashMap;

use super::Search;
use crate::reconcile::pairs::groups;
use crate::reconcile::plan::Reason;
use crate::reconcile::side::{SectionNumber, Side};

/// A shorter first line says too little: `Which is true?`
const TELLING_HEAD: usize = 20;

type Head = (SectionNumber, String);

impl Search<'_, '_> {
    /// The same first line in the same section, which no other card has, before or after.
    pub(super) fn same_head(&mut self) {
        if self.pairs.is_complete() {
            return;
        }
        let old = self.pairs.free_old(self.old, |side| side.rank == 0);
        let found = groups(
            self.pairs.free_fresh().into_iter().filter_map(|at| {
                let side = self.fresh.get(at)?;
                Some((at, (side.section, telling_head(side)?)))
            }),
            old.into_iter().filter_map(|place| {
                let side = self.old.get(place)?;
                Some((place, (self.section_now(side), telling_head(side)?)))
            }),
        );
        if found.is_empty() {
            return;
        }
        let after = heads(self.fresh.iter().map(|side| (side.section, side)));
        let living = self.old.iter().filter(|side| side.rank == 0);
        let before = heads(living.map(|side| (self.section_now(side), side)));
        for group in found {
            let ([at], [place]) = (&group.fresh[..], &group.old[..]) else {
                continue;
            };
            let Some(fresh) = self.fresh.get(*at) else {
                continue;
            };
            let head = (fresh.section, fresh.head());
            if after.get(&head) == Some(&1) && before.get(&head) == Some(&1) {
                self.pairs.pair(*at, *place, Reason::SamePrompt);
            }
        }
    }
}

fn telling_head(side: &Side<'_>) -> Option<String> {
    let head = side.head();
    head.chars().nth(TELLING_HEAD - 1).is_some().then_some(head)
}

/// How many cards begin with each first line.
fn heads<'s, 'a: 's>(
    sides: impl Iterator<Item = (SectionNumber, &'s Side<'a>)>,
) -> HashMap<Head, u32> {
    let mut heads: HashMap<Head, u32> = HashMap::new();
    for (section, side) in sides {
        let cards = heads.entry((section, side.head())).or_default();
        *cards = cards.saturating_add(1);
    }
    heads
}
