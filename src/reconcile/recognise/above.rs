//! Where sections went whose cards tell nothing: the headings above them, or the file, were written anew, and
//! other sections under these say what became of them. It must never send a section where one stood before.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::ways::Way;
use crate::reconcile::side::SectionNumber;

/// Headings, and what more cards say became of them than became of them otherwise.
type Became<'p> = BTreeMap<&'p [String], &'p [String]>;

/// Ways of these sections that went, each under the headings that stand in place of those above it.
pub(super) fn of_headings_above(
    paths: &HashMap<SectionNumber, &[String]>,
    known: &[(Way, u32)],
    gone: &BTreeSet<SectionNumber>,
    came: &BTreeSet<SectionNumber>,
) -> Vec<Way> {
    let became = became(paths, known);
    let numbers = came
        .iter()
        .filter_map(|number| Some((*paths.get(number)?, *number)));
    let numbers: HashMap<&[String], SectionNumber> = numbers.collect();
    let found = gone.iter().filter_map(|from| {
        let path = paths.get(from)?;
        let mut cuts = (0..=path.len())
            .rev()
            .filter_map(|end| path.split_at_checked(end));
        let (now, below) = cuts.find_map(|(above, below)| Some((became.get(above)?, below)))?;
        let to = [now, below].concat();
        Some((*from, *numbers.get(&to[..])?))
    });
    found.collect()
}

/// What became of headings: what is left of a way when the headings at its end that stayed are taken off.
fn became<'p>(paths: &HashMap<SectionNumber, &'p [String]>, known: &[(Way, u32)]) -> Became<'p> {
    let mut votes: BTreeMap<(&[String], &[String]), u32> = BTreeMap::new();
    for ((from, to), cards) in known {
        if let (Some(before), Some(after)) = (paths.get(from), paths.get(to))
            && before != after
        {
            let vote = votes.entry(without_same_end(before, after)).or_default();
            *vote = vote.saturating_add(*cards);
        }
    }
    let mut votes: Vec<_> = votes.into_iter().collect();
    votes.sort_by_key(|(_, cards)| *cards);
    votes.into_iter().map(|(way, _)| way).collect()
}

fn without_same_end<'p>(before: &'p [String], after: &'p [String]) -> (&'p [String], &'p [String]) {
    let ends = before.iter().rev().zip(after.iter().rev());
    let same = ends.take_while(|(one, other)| one == other).count();
    let without = |path: &'p [String]| path.get(..path.len().saturating_sub(same)).unwrap_or(&[]);
    (without(before), without(after))
}
