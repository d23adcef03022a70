//! Cards recognised by how their prompt begins: questions of several lines by the first line, since options,
//! code or an example under it may come, go and change; functions by their name, since their arguments may.
//! It must never pair cards of which another one begins in the same way.

use std::collections::HashMap;

use super::Search;
use crate::cards::Kind;
use crate::reconcile::pairs::groups;
use crate::reconcile::plan::Reason;
use crate::reconcile::side::{SectionNumber, Side};

/// A shorter first line says too little: `Which is true?`
const TELLING_HEAD: usize = 20;

type Head = (SectionNumber, String);

/// A shorter name is a sign: there each letter counts.
const TELLING_NAME: usize = 3;

impl Search<'_, '_> {
    /// The same first line in the same section.
    pub(super) fn same_head(&mut self) {
        self.same_beginning(telling_head);
    }

    /// The same name of a function in the same section.
    pub(super) fn same_name(&mut self) {
        self.same_beginning(name);
    }

    /// The same beginning in the same section, which no other card has, before or after.
    fn same_beginning(&mut self, beginning: fn(&Side<'_>) -> Option<String>) {
        if self.pairs.is_complete() {
            return;
        }
        let old = self.pairs.free_old(self.old, |side| side.rank == 0);
        let found = groups(
            self.pairs.free_fresh().into_iter().filter_map(|at| {
                let side = self.fresh.get(at)?;
                Some((at, (side.section, beginning(side)?)))
            }),
            old.into_iter().filter_map(|place| {
                let side = self.old.get(place)?;
                Some((place, (self.section_now(side), beginning(side)?)))
            }),
        );
        if found.is_empty() {
            return;
        }
        let fresh = self.fresh.iter().map(|side| (side.section, side));
        let after = count(fresh, beginning);
        let living = self.old.iter().filter(|side| side.rank == 0);
        let before = count(living.map(|side| (self.section_now(side), side)), beginning);
        for group in found {
            let ([at], [place]) = (&group.fresh[..], &group.old[..]) else {
                continue;
            };
            let Some(fresh) = self.fresh.get(*at) else {
                continue;
            };
            let Some(head) = beginning(fresh).map(|head| (fresh.section, head)) else {
                continue;
            };
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

/// What stands before the arguments of a key: `isIP` in `isIP(str)`, and in `isIP` itself; with a sign before it,
/// as in `@IsUUID()`.
fn name(side: &Side<'_>) -> Option<String> {
    if !matches!(side.kind, Kind::TableRow | Kind::Definition) {
        return None;
    }
    let key = side.prompt();
    let name = key.split_once('(').map_or(key, |(name, _)| name);
    let bare = name.strip_prefix(['@', '$', '.', '#', '!']).unwrap_or(name);
    let is_word = !name.contains(char::is_whitespace) && bare.starts_with(char::is_alphabetic);
    (is_word && name.chars().nth(TELLING_NAME - 1).is_some()).then(|| name.to_owned())
}

/// How many cards begin in each way.
fn count<'s, 'a: 's>(
    sides: impl Iterator<Item = (SectionNumber, &'s Side<'a>)>,
    beginning: fn(&Side<'_>) -> Option<String>,
) -> HashMap<Head, u32> {
    let mut heads: HashMap<Head, u32> = HashMap::new();
    for (section, side) in sides {
        if let Some(head) = beginning(side) {
            let cards = heads.entry((section, head)).or_default();
            *cards = cards.saturating_add(1);
        }
    }
    heads
}
