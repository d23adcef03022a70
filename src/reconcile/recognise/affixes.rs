//! Keys that were renamed together: `plugin/rule-a`, `plugin/rule-b` and `plugin/rule-c` became `rule-a`,
//! `rule-b` and `rule-c`, or the other way. One such pair proves nothing; several with the same words gone
//! from the same end, or come there, are one edit. So are other words in the place of those, where the rows say
//! what they said. It must never pair rows of different sections.

use std::collections::{BTreeMap, BTreeSet};

use super::Search;
use crate::cards::Kind;
use crate::reconcile::plan::Reason;
use crate::reconcile::side::{SectionNumber, Side};
use crate::reconcile::similarity::is_plural;

/// Fewer rows that differ in the same words may do so by chance.
const TOGETHER: usize = 3;

/// How many words may come or go.
const LONGEST_AFFIX: usize = 3;

/// From here on the backs of two rows whose keys got another name say the same.
const SAME_BACK: u32 = 7_500;

/// More rows that end in the same words say nothing about which became which.
const MOST_ALIKE: usize = 4;

/// The words that an end of a key lost, and those that it got.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Renaming {
    end: End,
    gone: String,
    come: String,
}

/// What each section's keys lost and got, with the rows that did: the fresh one, then the old.
type Renamings = BTreeMap<(SectionNumber, Renaming), Vec<(usize, usize)>>;

/// Words at an end of the keys of a section.
type Family = (SectionNumber, End, String);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Front,
    Back,
}

impl Renaming {
    /// Whether one of both is all of the other and more: `linux` in place of `windows` is another thing.
    fn adds_or_drops(&self) -> bool {
        let (gone, come) = (self.gone.as_str(), self.come.as_str());
        holds(gone, come) || holds(come, gone) || is_plural(gone, come)
    }

    /// Whether one is another name for the other: another number is none.
    fn is_another_name(&self) -> bool {
        let has_digit = |words: &str| words.contains(|sign: char| sign.is_ascii_digit());
        !has_digit(&self.gone) || !has_digit(&self.come)
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
        let before = self.pairs.free_old(self.old, |side| side.lives());
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
        let mut renamed = renamings(&old, &fresh);
        renamed.retain(|_, pairs| pairs.len() >= TOGETHER);
        self.keep_whole_families(&mut renamed);
        let mut together: Vec<_> = renamed.into_iter().collect();
        // The edit that explains most comes first.
        together.sort_by(|(one, ours), (other, theirs)| {
            theirs.len().cmp(&ours.len()).then_with(|| one.cmp(other))
        });
        for (at, place) in together.into_iter().flat_map(|(_, pairs)| pairs) {
            self.pairs.pair(at, place, Reason::SamePrompt);
        }
    }

    /// Of the keys that got another name, those that say what they said. All that had the one name have to be
    /// gone, and none may have had the other: else some were taken out, and some of another kind added.
    fn keep_whole_families(&self, renamed: &mut Renamings) {
        for ((_, renaming), pairs) in &mut *renamed {
            if !renaming.adds_or_drops() {
                pairs.retain(|(at, place)| self.back_points(*at, *place) >= SAME_BACK);
            }
        }
        renamed.retain(|_, pairs| pairs.len() >= TOGETHER);
        let others = || renamed.keys().filter(|(_, it)| !it.adds_or_drops());
        let gone = others().map(|(section, it)| (*section, it.end, it.gone.clone()));
        let fresh = self.fresh.iter().map(|side| (side.section, side));
        let stayed = families(fresh, &gone.collect());
        let came = others().map(|(section, it)| (*section, it.end, it.come.clone()));
        let old = self.living().map(|side| (self.section_now(side), side));
        let stood = families(old, &came.collect());
        renamed.retain(|(section, it), _| {
            let [gone, come] = [&it.gone, &it.come].map(|name| (*section, it.end, name.clone()));
            it.adds_or_drops() || !(stayed.contains(&gone) || stood.contains(&come))
        });
    }
}

/// Those of these families that a row is of.
fn families<'s, 'a: 's>(
    sides: impl Iterator<Item = (SectionNumber, &'s Side<'a>)>,
    of: &BTreeSet<Family>,
) -> BTreeSet<Family> {
    let sections: BTreeSet<SectionNumber> = of.iter().map(|(section, _, _)| *section).collect();
    let rows =
        sides.filter(|(section, side)| side.kind == Kind::TableRow && sections.contains(section));
    let found = rows.flat_map(|(section, side)| {
        let words = words(side.prompt());
        let affixes = cuts(&words).map(|(end, affix, _)| (section, end, affix));
        affixes.collect::<Vec<_>>()
    });
    found.filter(|family| of.contains(family)).collect()
}

fn renamings(old: &Rows, fresh: &Rows) -> Renamings {
    let mut renamed = Renamings::new();
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
                if renaming.gone != renaming.come
                    && (renaming.adds_or_drops() || renaming.is_another_name())
                {
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
        for (end, affix, rest) in cuts(&words) {
            let rest = rests.entry((*section, end, rest)).or_default();
            rest.push((affix, *row));
        }
    }
    rests
}

/// What stands at each end of a key, and what is left of it without that.
fn cuts<'w>(words: &'w [&str]) -> impl Iterator<Item = (End, String, String)> + 'w {
    let counts = 0..=LONGEST_AFFIX.min(words.len().saturating_sub(1));
    counts.flat_map(|count| {
        let front = words.split_at_checked(count);
        let back = words.split_at_checked(words.len().saturating_sub(count));
        let back = back.map(|(rest, affix)| (affix, rest));
        let cuts = [(End::Front, front), (End::Back, back)].into_iter();
        cuts.filter_map(|(end, cut)| {
            let (affix, rest) = cut?;
            Some((end, affix.join(" "), rest.join(" ")))
        })
    })
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
        assert!(renaming("linux", "windows").is_another_name());
        assert!(!renaming("2023", "2024").is_another_name());
    }
}
