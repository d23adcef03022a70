//! Where a section went of a document that was taken apart, or put together: a heading `aspirin` in one file, or
//! the file `aspirin.md`, names the same thing, whatever stands above it and whatever sections it is divided
//! into. It must never take a heading for a name that stands in several places.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::ways::{MOST_COMPARED, Way};
use crate::reconcile::side::SectionNumber;

/// A shorter name is one that many things may have.
const TELLING: usize = 4;

/// What the name of a file of text ends in.
const ENDINGS: [&str; 3] = [".md", ".markdown", ".txt"];

/// What each section is about: the innermost name above it that stands in one place of its side, then the names
/// around that one under which it is the only section.
type Things<'p> = BTreeMap<SectionNumber, Vec<Cow<'p, str>>>;

/// Ways between sections of things that are named once on each side. Several sections of a thing have ways to
/// each of its others: what says the same there is the same. A heading that only one side has may have come or
/// gone within a thing, where nothing else is told of it.
pub(super) fn of_things(
    paths: &HashMap<SectionNumber, &[String]>,
    (before, after): (&BTreeSet<SectionNumber>, &BTreeSet<SectionNumber>),
    (gone, came): (&BTreeSet<SectionNumber>, &BTreeSet<SectionNumber>),
) -> Vec<Way> {
    let (old, new) = (things(paths, before), things(paths, after));
    let (of_old, of_new) = (about(&old, gone), about(&new, came));
    let inner = of_old.iter().filter_map(|(thing, from)| {
        let to = of_new.get(thing)?;
        // 3,000 words of one file under other headings took ten times as long, and thirteen times the memory.
        (from.len().saturating_mul(to.len()) <= MOST_COMPARED).then_some((from, to))
    });
    let inner = inner.flat_map(|(from, to)| {
        from.iter()
            .flat_map(move |from| to.iter().map(move |to| (*from, *to)))
    });
    let came_within = around(&new, came, &of_old).map(|(to, from)| (from, to));
    inner
        .chain(around(&old, gone, &of_new))
        .chain(came_within)
        .collect()
}

/// The sections of each thing.
fn about<'t>(
    things: &'t Things<'_>,
    of: &BTreeSet<SectionNumber>,
) -> BTreeMap<&'t str, Vec<SectionNumber>> {
    let mut about: BTreeMap<&str, Vec<SectionNumber>> = BTreeMap::new();
    for (section, names) in things.iter().filter(|(section, _)| of.contains(section)) {
        if let Some(thing) = names.first() {
            about.entry(thing).or_default().push(*section);
        }
    }
    about
}

/// Sections whose thing the other side does not name, with those of the thing around it there.
fn around<'t>(
    things: &'t Things<'_>,
    of: &'t BTreeSet<SectionNumber>,
    others: &'t BTreeMap<&str, Vec<SectionNumber>>,
) -> impl Iterator<Item = (SectionNumber, SectionNumber)> + 't {
    let sections = things.iter().filter(|(section, _)| of.contains(section));
    sections.flat_map(|(section, names)| {
        let mut found = names.iter().map(|name| others.get(&**name));
        let is_named = found.next().is_none_or(|inner| inner.is_some());
        let outer = found.flatten().next().filter(|_| !is_named);
        outer.into_iter().flatten().map(|other| (*section, *other))
    })
}

fn things<'p>(
    paths: &HashMap<SectionNumber, &'p [String]>,
    sections: &BTreeSet<SectionNumber>,
) -> Things<'p> {
    let paths: BTreeMap<SectionNumber, &[String]> = sections
        .iter()
        .filter_map(|section| Some((*section, *paths.get(section)?)))
        .collect();
    let mut named: BTreeMap<Cow<'p, str>, Named<'p>> = BTreeMap::new();
    for path in paths.values() {
        let mut above = BTreeSet::new();
        for (end, heading) in (1..).zip(path.iter()) {
            let name = name(heading);
            // A heading in a file of the same name is no second place.
            if let Some(place) = path.get(..end)
                && above.insert(name.clone())
            {
                let named = named.entry(name).or_default();
                named.places.insert(place);
                named.sections = named.sections.saturating_add(1);
            }
        }
    }
    let names = |path: &&'p [String]| {
        let names = path.iter().rev().map(|heading| name(heading));
        let telling = names.filter(|name| name.chars().nth(TELLING - 1).is_some());
        let once = telling.filter_map(|name| {
            let named = named.get(&name).filter(|named| named.places.len() == 1)?;
            Some((name, named.sections))
        });
        let around = once.enumerate();
        let around = around.take_while(|(at, (_, sections))| *at == 0 || *sections == 1);
        around.map(|(_, (name, _))| name).collect()
    };
    let found = paths.iter();
    found
        .map(|(section, path)| (*section, names(path)))
        .collect()
}

/// Where a name stands, and over how many sections.
#[derive(Default)]
struct Named<'p> {
    places: BTreeSet<&'p [String]>,
    sections: usize,
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
    use std::collections::BTreeSet;

    use super::{name, of_things};

    /// How many ways there are where so many sections of one file got other headings, too short to name a thing.
    fn ways(sections: u32) -> usize {
        let path = |number: u32| vec!["vocabulary.md".to_owned(), format!("{number:x}")];
        let paths: Vec<Vec<String>> = (0..sections * 2).map(path).collect();
        let paths = (0..).zip(&paths).map(|(at, path)| (at, path.as_slice()));
        let (before, after): (BTreeSet<u32>, BTreeSet<u32>) =
            ((0..sections).collect(), (sections..sections * 2).collect());
        let sides = (&before, &after);
        of_things(&paths.collect(), sides, sides).len()
    }

    #[test]
    fn many_sections_of_one_thing_are_not_all_tied_to_each_other() {
        assert_eq!(ways(3), 9);
        assert_eq!(ways(200), 40_000);
        assert_eq!(ways(201), 0);
    }

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
