//! Sections whose heading was written anew: `send(chat, photo)` became `send(chat, photo, [options])`, or the same
//! heading came to stand under another one. Known before any card is moved, since `chat` in the table of every
//! function tells by itself nothing. It must never join sections that both still stand, or of which two are named so.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::Search;
use super::ways::Way;
use crate::reconcile::side::{SectionNumber, Sections};

/// A shorter name, or heading, is one that many sections may have.
const TELLING: usize = 3;

/// What a section is called, whatever else its heading says.
type Name<'p> = (&'p [String], &'p str);

impl Search<'_, '_> {
    /// The sections that went, each with the one that came in its place.
    pub(super) fn written_anew(
        &self,
        sections: &Sections<'_>,
    ) -> HashMap<SectionNumber, SectionNumber> {
        let (before, after) = self.sections_before_and_after();
        if before.is_subset(&after) || after.is_subset(&before) {
            return HashMap::default();
        }
        let paths = sections.paths();
        let by_leaf = pairs_by(leaf, &paths, &before, &after);
        // What is called so in the same place goes before what is called so anywhere.
        let by_function = pairs_by(function, &paths, &before, &after);
        by_leaf.into_iter().chain(by_function).collect()
    }

    /// The same text in a section whose heading was written anew.
    pub(super) fn same_text_in_renamed_section(&mut self) {
        if self.renamed.is_empty() {
            return;
        }
        let found = self.grouped(
            |_, side| Some((side.fingerprint, side.section)),
            |side| {
                let section = self.renamed.get(&side.section);
                let section = section.filter(|_| side.lives())?;
                Some((side.fingerprint, *section))
            },
        );
        self.pair_moved(found);
    }
}

/// Sections of which one side has the name once, and the other side once, in another heading.
fn pairs_by<'p>(
    name: fn(&'p [String]) -> Option<Name<'p>>,
    paths: &HashMap<SectionNumber, &'p [String]>,
    before: &BTreeSet<SectionNumber>,
    after: &BTreeSet<SectionNumber>,
) -> Vec<(SectionNumber, SectionNumber)> {
    let came = named(name, paths, after);
    let pairs = named(name, paths, before).into_iter();
    let pairs = pairs.filter_map(|(name, gone)| match (&gone[..], &came.get(&name)?[..]) {
        ([gone], [came]) if !after.contains(gone) && !before.contains(came) => Some((*gone, *came)),
        _ => None,
    });
    pairs.collect()
}

/// The sections of each name.
fn named<'p>(
    name: fn(&'p [String]) -> Option<Name<'p>>,
    paths: &HashMap<SectionNumber, &'p [String]>,
    numbers: &BTreeSet<SectionNumber>,
) -> BTreeMap<Name<'p>, Vec<SectionNumber>> {
    let mut named: BTreeMap<Name<'p>, Vec<SectionNumber>> = BTreeMap::new();
    for number in numbers {
        if let Some(name) = paths.get(number).and_then(|path| name(path)) {
            named.entry(name).or_default().push(*number);
        }
    }
    named
}

/// Sections that went, each with the first of several that came under its heading: they are copies of it.
pub(super) fn of_copies(
    paths: &HashMap<SectionNumber, &[String]>,
    gone: &BTreeSet<SectionNumber>,
    came: &BTreeSet<SectionNumber>,
) -> Vec<Way> {
    let came = named(leaf, paths, came);
    let copies = named(leaf, paths, gone).into_iter();
    let copies = copies.filter_map(|(name, gone)| match (&gone[..], &came.get(&name)?[..]) {
        ([gone], [first, _, ..]) => Some((*gone, *first)),
        _ => None,
    });
    copies.collect()
}

/// The heading itself, wherever it stands.
fn leaf(path: &[String]) -> Option<Name<'_>> {
    let (heading, _) = path.split_last()?;
    is_telling(heading).then_some((&[], heading))
}

/// What stands before the arguments of a heading, under the same headings.
fn function(path: &[String]) -> Option<Name<'_>> {
    let (heading, above) = path.split_last()?;
    let (name, _) = heading.split_once('(')?;
    let is_word = !name.contains(char::is_whitespace);
    (is_word && is_telling(name)).then_some((above, name))
}

fn is_telling(name: &str) -> bool {
    name.chars().nth(TELLING - 1).is_some()
}
