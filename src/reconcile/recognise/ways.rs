//! Which section that came is which that went, as their headings or all of their texts tell. It must never take
//! one of two for it.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use crate::cards::Fingerprint;
use crate::reconcile::short_names::is_another_form;
use crate::reconcile::side::{SectionNumber, Side};
use crate::reconcile::similarity::Text;

/// A way of cards from one section to another.
pub(super) type Way = (SectionNumber, SectionNumber);

/// More headings are not compared with each other.
pub(super) const MOST_COMPARED: usize = 40_000;

/// Sections whose headings are names of one thing, one of them longer, and of no other section.
pub(super) fn of_names(
    paths: &HashMap<SectionNumber, &[String]>,
    gone: &BTreeSet<SectionNumber>,
    came: &BTreeSet<SectionNumber>,
) -> Vec<Way> {
    if gone.len().saturating_mul(came.len()) > MOST_COMPARED {
        return Vec::new();
    }
    let named = |sections: &BTreeSet<SectionNumber>| -> Vec<(SectionNumber, &str)> {
        let sections = sections.iter();
        let named = sections.filter_map(|section| Some((*section, name(paths.get(section)?)?)));
        named.collect()
    };
    let (gone, came) = (named(gone), named(came));
    let alike = gone.iter().flat_map(|(from, old)| {
        let forms = came.iter().filter(|(_, new)| is_longer(old, new));
        forms.map(|(to, _)| (*from, *to))
    });
    only(&alike.collect::<Vec<_>>())
}

/// What a heading calls its section: a function by its name.
fn name(path: &[String]) -> Option<&str> {
    let heading = path.last()?;
    Some(heading.split_once('(').map_or(heading, |(name, _)| name))
}

fn is_longer(one: &str, other: &str) -> bool {
    let words = [one, other].map(|name| Text::new(name.to_owned()));
    let [ours, theirs] = words;
    is_another_form(one, other) || ours.is_extension(&theirs)
}

/// Ways that share neither end with another one.
pub(super) fn only(ways: &[Way]) -> Vec<Way> {
    let (mut from, mut to) = (BTreeMap::new(), BTreeMap::new());
    for way in ways {
        let (leaving, coming) = (from.entry(way.0), to.entry(way.1));
        leaving.and_modify(|alone| *alone = false).or_insert(true);
        coming.and_modify(|alone| *alone = false).or_insert(true);
    }
    let alone = ways.iter().copied();
    alone
        .filter(|way| from.get(&way.0) == Some(&true) && to.get(&way.1) == Some(&true))
        .collect()
}

/// Sections of which one went and one came that say the same.
pub(super) fn of_texts<'s, 'a: 's>(
    old: (impl Iterator<Item = &'s Side<'a>>, &BTreeSet<SectionNumber>),
    fresh: (impl Iterator<Item = &'s Side<'a>>, &BTreeSet<SectionNumber>),
) -> Vec<Way> {
    let (gone, came) = (said(old.0, old.1), said(fresh.0, fresh.1));
    let alike = gone
        .iter()
        .filter_map(|(texts, from)| match (&from[..], &came.get(texts)?[..]) {
            ([from], [to]) => Some((*from, *to)),
            _ => None,
        });
    alike.collect()
}

/// The sections that say each list of texts.
fn said<'s, 'a: 's>(
    sides: impl Iterator<Item = &'s Side<'a>>,
    of: &BTreeSet<SectionNumber>,
) -> BTreeMap<Vec<Fingerprint>, Vec<SectionNumber>> {
    let mut texts: BTreeMap<SectionNumber, Vec<Fingerprint>> = BTreeMap::new();
    for side in sides.filter(|side| of.contains(&side.section)) {
        let said = texts.entry(side.section).or_default();
        said.push(side.fingerprint);
    }
    let mut sections: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (section, mut said) in texts {
        said.sort_unstable();
        sections.entry(said).or_default().push(section);
    }
    sections
}
