//! Keys that were renamed together: `plugin/rule-a`, `plugin/rule-b` and `plugin/rule-c` became `rule-a`,
//! `rule-b` and `rule-c`, or the other way. One such pair proves nothing; several with the same words gone
//! from the same end, or come there, are one edit. It must never pair rows of different sections.

use std::collections::BTreeMap;

use super::Search;
use crate::cards::Kind;
use crate::reconcile::plan::Reason;
use crate::reconcile::side::{SectionNumber, Side};
use crate::reconcile::similarity::is_plural;

/// Fewer rows that differ in the same words may do so by chance.
const TOGETHER: usize = 3;

/// How many words may come or go.
const LONGEST_AFFIX: usize = 3;

/// More rows that end in the same words say nothing about which became which.
const MOST_ALIKE: usize = 4;

/// The words that an end of a key lost, and those that it got.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Renaming {
    end: End,
    gone: String,
    come: String,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Front,
    Back,
}

impl Renaming {
    /// Whether one of both is all of the other and more: `linux` in place of `windows` is another thing.
    fn adds_or_drops(&self) -> bool {
        let (gone, come) = (self.gone.as_str(), self.come.as_str());
        gone != come && (holds(gone, come) || holds(come, gone) || is_plural(gone, come))
    }
}

/// Whether these words stand among those, side by side: `script` does not stand in `typescript`.
fn holds(long: &str, short: &str) -> bool {
    short.is_empty() || format!(" {long} ").contains(&format!(" {short} "))
}

/// The row in this section whose key has these words; none where several have.
type Rows = BTreeMap<(SectionNumber, String), Option<usize>>;

impl Search<'_, '_> {
    /// Pairs rows of a section whose keys lost or got the same words at the same end.
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
        let renamed = renamings(&old, &fresh);
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

/// What each section's keys lost and got, with the rows that did: the fresh one, then the old.
fn renamings(old: &Rows, fresh: &Rows) -> BTreeMap<(SectionNumber, Renaming), Vec<(usize, usize)>> {
    let mut renamed: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut after = rests(fresh);
    for (rest, before) in rests(old) {
        let after = after.remove(&rest).unwrap_or_default();
        if before.len().max(after.len()) > MOST_ALIKE {
            continue;
        }
        let (section, end, _) = rest;
        for (gone, place) in &before {
            for (come, at) in &after {
                let (gone, come) = (gone.clone(), come.clone());
                let renaming = Renaming { end, gone, come };
                if renaming.adds_or_drops() {
                    let pairs = renamed.entry((section, renaming)).or_default();
                    pairs.push((*at, *place));
                }
            }
        }
    }
    renamed
}

fn rows<'s, 'a: 's>(sides: impl Iterator<Item = (usize, SectionNumber, &'s Side<'a>)>) -> Rows {
    let sides = sides.filter(|(_, _, side)| side.kind == Kind::TableRow);
    let mut in_words: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (place, section, side) in sides {
        let key = (section, words(side.prompt()).join(" "));
        let rows: &mut Vec<_> = in_words.entry(key).or_default();
        rows.push((place, side));
    }
    let mut rows = Rows::new();
    for ((section, key), alike) in in_words {
        let is_alone = alike.len() == 1;
        for (place, side) in alike {
            let key = match is_alone {
                true => key.clone(),
                false => format!("{}{key}", signs_before(side.prompt())),
            };
            let row = rows.entry((section, key));
            row.and_modify(|row| *row = None).or_insert(Some(place));
        }
    }
    rows
}

/// What tells `?(pattern)` from `+(pattern)`: the signs before the first word.
fn signs_before(prompt: &str) -> String {
    let signs = prompt.chars().take_while(|sign| !sign.is_alphanumeric());
    signs.filter(|sign| !sign.is_whitespace()).collect()
}

fn words(prompt: &str) -> Vec<&str> {
    let words = prompt.split(|sign: char| !sign.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect()
}

/// What is left of a key when words are taken from an end of it.
type Rest = (SectionNumber, End, String);

/// Each rest, with the words that were taken and the row.
fn rests(rows: &Rows) -> BTreeMap<Rest, Vec<(String, usize)>> {
    let mut rests: BTreeMap<Rest, Vec<(String, usize)>> = BTreeMap::new();
    for ((section, key), row) in rows {
        let Some(row) = row else { continue };
        let words: Vec<&str> = key.split(' ').collect();
        for count in 0..=LONGEST_AFFIX.min(words.len().saturating_sub(1)) {
            let front = words.split_at_checked(count);
            let back = words.split_at_checked(words.len().saturating_sub(count));
            let cuts = [
                (End::Front, front),
                (End::Back, back.map(|(rest, affix)| (affix, rest))),
            ];
            for (end, cut) in cuts {
                let Some((affix, rest)) = cut else { continue };
                let rest = rests.entry((*section, end, rest.join(" "))).or_default();
                rest.push((affix.join(" "), *row));
            }
        }
    }
    rests
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_come_and_go() {
        let renaming = |gone: &str, come: &str| Renaming {
            end: End::Front,
            gone: gone.to_owned(),
            come: come.to_owned(),
        };
        assert!(renaming("", "typescript").adds_or_drops());
        assert!(renaming("eslint plugin", "plugin").adds_or_drops());
        assert!(renaming("plugin", "my plugin two").adds_or_drops());
        assert!(renaming("statement", "statements").adds_or_drops());
        assert!(!renaming("script", "typescript").adds_or_drops());
        assert!(!renaming("linux", "windows").adds_or_drops());
        assert!(!renaming("linux", "linux").adds_or_drops());
    }
}
