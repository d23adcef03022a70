//! Where a section went of a document that was taken apart, or put together: a heading `aspirin` in one file, or
//! the file `aspirin.md`, names the same thing, whatever stands above it and whatever sections it is divided
//! into. It must never take a heading for a name that stands in several places.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::ways::Way;
use crate::reconcile::side::SectionNumber;

/// A shorter name is one that many things may have.
const TELLING: usize = 4;

/// What the name of a file of text ends in.
const ENDINGS: [&str; 3] = [".md", ".markdown", ".txt"];

/// The thing that each section is about, as far as one heading or file on its side is called so.
type Things<'p> = BTreeMap<SectionNumber, Cow<'p, str>>;

/// Ways between sections of things that are named once on each side. Several sections of a thing have ways to
/// each of its others: what says the same there is the same.
pub(super) fn of_things(
    paths: &HashMap<SectionNumber, &[String]>,
    (before, after): (&BTreeSet<SectionNumber>, &BTreeSet<SectionNumber>),
    (gone, came): (&BTreeSet<SectionNumber>, &BTreeSet<SectionNumber>),
) -> Vec<Way> {
    let (old, new) = (things(paths, before), things(paths, after));
    let mut of_new: BTreeMap<&str, Vec<SectionNumber>> = BTreeMap::new();
    for (section, thing) in new.iter().filter(|(section, _)| came.contains(section)) {
        of_new.entry(thing).or_default().push(*section);
    }
    let went = old.iter().filter(|(section, _)| gone.contains(section));
    let ways = went.flat_map(|(from, thing)| {
        let to = of_new.get(&**thing).into_iter().flatten();
        to.map(|to| (*from, *to))
    });
    ways.collect()
}

/// The innermost name above each section that stands in one place of its side.
fn things<'p>(
    paths: &HashMap<SectionNumber, &'p [String]>,
    sections: &BTreeSet<SectionNumber>,
) -> Things<'p> {
    let paths: BTreeMap<SectionNumber, &[String]> = sections
        .iter()
        .filter_map(|section| Some((*section, *paths.get(section)?)))
        .collect();
    let mut places: BTreeMap<Cow<'p, str>, BTreeSet<&[String]>> = BTreeMap::new();
    for path in paths.values() {
        let mut above = BTreeSet::new();
        for (end, heading) in (1..).zip(path.iter()) {
            let name = name(heading);
            // A heading in a file of the same name is no second place.
            if let Some(place) = path.get(..end)
                && above.insert(name.clone())
            {
                places.entry(name).or_default().insert(place);
            }
        }
    }
    let thing = |path: &&'p [String]| {
        let mut names = path.iter().rev().map(|heading| name(heading));
        names.find(|name| {
            let stands = places.get(name).map(BTreeSet::len);
            stands == Some(1) && name.chars().nth(TELLING - 1).is_some()
        })
    };
    let found = paths.iter();
    found
        .filter_map(|(section, path)| Some((*section, thing(path)?)))
        .collect()
}

/// What a heading or a file is called, however its words are joined and marked as code.
fn name(heading: &str) -> Cow<'_, str> {
    let bare = ENDINGS.iter().find_map(|end| heading.strip_suffix(end));
    let bare = bare.unwrap_or(heading);
    let is_joint = |sign: char| matches!(sign, ' ' | '-' | '_');
    if !bare.contains(|sign: char| is_joint(sign) || sign == '<' || sign.is_uppercase()) {
        return Cow::Borrowed(bare);
    }
    let bare = bare.to_lowercase();
    let bare = bare.replace("<code>", "").replace("</code>", "");
    Cow::Owned(bare.replace(is_joint, ""))
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_file_and_a_heading_are_called_the_same() {
        for called in [
            "require-returns_type.md",
            "Require returns type",
            "<code>require-returns-type</code>",
        ] {
            assert_eq!(name(called), "requirereturnstype");
        }
        assert_eq!(name("node.js"), "node.js");
    }
}
