//! Cards recognised by how their prompt begins: questions of several lines by the first line, since options,
//! code or an example under it may come, go and change; functions by their name, since their arguments may.
//! It must never pair cards of which another one begins in the same way.

use foldhash::{HashMap, HashSet};

use super::Search;
use crate::cards::Kind;
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
        self.same_beginning(telling_head, |_, _, _| true);
        self.same_beginning_in_sections_written_anew(telling_head);
    }

    /// The same name of a function in the same section.
    pub(super) fn same_name(&mut self) {
        self.same_beginning(name, |_, _, _| true);
        self.same_beginning(without_remark, Self::says_as_much);
        self.same_beginning_in_sections_written_anew(name);
    }

    /// The same beginning anywhere, where the sections of both are others now, as long as most of what is said
    /// of it stayed.
    fn same_beginning_in_sections_written_anew(
        &mut self,
        beginning: fn(&Side<'_>) -> Option<String>,
    ) {
        if self.pairs.is_complete() {
            return;
        }
        let after: HashSet<SectionNumber> = self.fresh.iter().map(|side| side.section).collect();
        let found = self.grouped(
            |_, side| beginning(side).filter(|_| !self.shared.has_stood(side.section)),
            |side| match side.lives() && !after.contains(&side.section) {
                true => beginning(side),
                false => None,
            },
        );
        if found.is_empty() {
            return;
        }
        // Whatever the section: it is told by the beginning alone.
        let after = count(self.fresh.iter().map(|side| (0, side)), beginning);
        let before = count(self.living().map(|side| (0, side)), beginning);
        for group in found {
            let ([at], [place]) = (&group.fresh[..], &group.old[..]) else {
                continue;
            };
            let head = self
                .fresh
                .get(*at)
                .and_then(beginning)
                .map(|head| (0, head));
            let is_only = |heads: &HashMap<Head, u32>| {
                head.as_ref().and_then(|head| heads.get(head)) == Some(&1)
            };
            if is_only(&after) && is_only(&before) && self.says_as_much(*at, *place) {
                self.pairs.pair(*at, *place, Reason::SamePrompt);
            }
        }
    }

    /// The same beginning in the same section, which no other card has, before or after.
    fn same_beginning(
        &mut self,
        beginning: fn(&Side<'_>) -> Option<String>,
        may: fn(&Self, usize, usize) -> bool,
    ) {
        if self.pairs.is_complete() {
            return;
        }
        let found = self.grouped(
            |_, side| Some((side.section, beginning(side)?)),
            |side| match side.lives() {
                true => Some((self.section_now(side), beginning(side)?)),
                false => None,
            },
        );
        if found.is_empty() {
            return;
        }
        let fresh = self.fresh.iter().map(|side| (side.section, side));
        let after = count(fresh, beginning);
        let living = self.living().map(|side| (self.section_now(side), side));
        let before = count(living, beginning);
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
            let is_only = after.get(&head) == Some(&1) && before.get(&head) == Some(&1);
            if is_only && may(self, *at, *place) {
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
/// as in `@IsUUID()`. Before its type, where the key is code: `page` in `page: number`.
fn name(side: &Side<'_>) -> Option<String> {
    if !matches!(side.kind, Kind::TableRow | Kind::Definition) {
        return None;
    }
    let key = side.prompt();
    if key.starts_with('-') {
        return option(key);
    }
    let untyped = match side.is_sign() {
        true => key.split_once(": ").map_or(key, |(name, _)| name),
        false => key,
    };
    let name = untyped.split_once('(').map_or(untyped, |(name, _)| name);
    let bare = name.strip_prefix(['@', '$', '.', '#', '!']).unwrap_or(name);
    let is_word = !name.contains(char::is_whitespace) && bare.starts_with(char::is_alphabetic);
    (is_word && name.chars().nth(TELLING_NAME - 1).is_some()).then(|| name.to_owned())
}

/// A key without the remark behind it: `SSH` in `SSH (secure shell)`, and in `SSH` itself.
fn without_remark(side: &Side<'_>) -> Option<String> {
    let key = side.prompt();
    let remarked = key
        .strip_suffix(')')
        .and_then(|open| open.rsplit_once(" ("));
    let bare = remarked.map_or(key, |(bare, _)| bare.trim());
    let is_key = matches!(side.kind, Kind::TableRow | Kind::Definition);
    (is_key && !bare.is_empty()).then(|| bare.to_owned())
}

/// The long name of an option of a command: `--header` in `-h, --header <name>`.
fn option(key: &str) -> Option<String> {
    let is_part = |sign: char| sign.is_alphanumeric() || sign == '-';
    let mut words = key.split(|sign: char| !is_part(sign));
    let name = words.find(|word| word.starts_with("--") && word.len() > "--".len())?;
    Some(name.to_owned())
}

/// How many cards begin in each way.
fn count<'s, 'a: 's>(
    sides: impl Iterator<Item = (SectionNumber, &'s Side<'a>)>,
    beginning: fn(&Side<'_>) -> Option<String>,
) -> HashMap<Head, u32> {
    let mut heads: HashMap<Head, u32> = HashMap::default();
    for (section, side) in sides {
        if let Some(head) = beginning(side) {
            let cards = heads.entry((section, head)).or_default();
            *cards = cards.saturating_add(1);
        }
    }
    heads
}
