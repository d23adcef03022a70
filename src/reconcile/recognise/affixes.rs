//! Keys that were renamed together: `plugin/rule-a`, `plugin/rule-b` and `plugin/rule-c` became `rule-a`,
//! `rule-b` and `rule-c`. One such pair proves nothing; several with the same words gone from the same
//! end are one edit. It must never pair rows of different sections.

use std::collections::BTreeMap;

use super::Search;
use crate::cards::Kind;
use crate::reconcile::plan::Reason;
use crate::reconcile::side::{SectionNumber, Side};

/// Fewer rows that differ in the same words may do so by chance.
const TOGETHER: usize = 3;

/// How many words may come or go.
const LONGEST_AFFIX: usize = 3;

/// Where words came or went, and on which side they stand.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Affix {
    Dropped(End, String),
    Added(End, String),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum End {
    Front,
    Back,
}

/// The row in this section whose key has these words; none where several have.
type Rows = BTreeMap<(SectionNumber, String), Option<usize>>;

impl Search<'_, '_> {
    /// Pairs rows of a section whose keys lost or got the same words.
    pub(super) fn renamed_together(&mut self) {
        let before = self.pairs.free_old(self.old, |side| side.rank == 0);
        let old = rows(before.into_iter().filter_map(|place| {
            let side = self.old.get(place)?;
            Some((place, self.section_now(side), side))
        }));
        if old.len() < TOGETHER {
            return;
        }
        let fresh = rows(self.pairs.free_fresh().into_iter().filter_map(|at| {
            let side = self.fresh.get(at)?;
            Some((at, side.section, side))
        }));
        let mut renamed: BTreeMap<(SectionNumber, Affix), Vec<(usize, usize)>> = BTreeMap::new();
        let mut add = |section, affix, pair| {
            renamed.entry((section, affix)).or_default().push(pair);
        };
        for (section, end, affix, longer, shorter) in shortened(&old, &fresh) {
            add(section, Affix::Dropped(end, affix), (shorter, longer));
        }
        for (section, end, affix, longer, shorter) in shortened(&fresh, &old) {
            add(section, Affix::Added(end, affix), (longer, shorter));
        }
        let mut together: Vec<_> = renamed
            .into_iter()
            .filter(|(_, pairs)| pairs.len() >= TOGETHER)
            .collect();
        // The edit that explains most comes first.
        together.sort_by(|(one, ours), (other, theirs)| {
            theirs.len().cmp(&ours.len()).then_with(|| one.cmp(other))
        });
        for (at, place) in together.into_iter().flat_map(|(_, pairs)| pairs) {
            self.pairs.pair(at, place, Reason::SamePrompt);
        }
    }
}

fn rows<'s, 'a: 's>(sides: impl Iterator<Item = (usize, SectionNumber, &'s Side<'a>)>) -> Rows {
    let mut rows = Rows::new();
    for (place, section, side) in sides {
        if side.kind == Kind::TableRow {
            let row = rows.entry((section, words(side.prompt()).join(" ")));
            row.and_modify(|row| *row = None).or_insert(Some(place));
        }
    }
    rows
}

fn words(prompt: &str) -> Vec<&str> {
    let words = prompt.split(|sign: char| !sign.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect()
}

/// Keys of one side that are keys of the other when words are taken from an end of them: the section,
/// the end, those words, and both rows.
fn shortened(long: &Rows, short: &Rows) -> Vec<(SectionNumber, End, String, usize, usize)> {
    let mut found = Vec::new();
    for ((section, key), longer) in long {
        let words: Vec<&str> = key.split(' ').collect();
        for count in 1..=LONGEST_AFFIX.min(words.len().saturating_sub(1)) {
            let front = words.split_at_checked(count);
            let back = words.split_at_checked(words.len() - count);
            let cuts = [
                (End::Front, front),
                (End::Back, back.map(|(rest, affix)| (affix, rest))),
            ];
            for (end, cut) in cuts {
                let Some((affix, rest)) = cut else { continue };
                let shorter = short.get(&(*section, rest.join(" ")));
                if let (Some(Some(shorter)), Some(longer)) = (shorter, longer) {
                    found.push((*section, end, affix.join(" "), *longer, *shorter));
                }
            }
        }
    }
    found.sort_unstable_by_key(|(_, _, _, longer, shorter)| (*longer, *shorter));
    found
}
