//! Cards whose text was split or joined: a new card that says what a known one said and says no more, and a
//! retired one whose text now stands in another. They are only named: a history is one card's, never two.

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::pairs::Pairs;
use super::side::Side;
use super::similarity::is_small;

/// Fewer words that carry meaning are shared by chance.
const FEWEST_WORDS: usize = 3;

/// A word in more cards than this tells nothing.
const COMMON: usize = 48;

/// What stands inside another text: so many of its words, in tenths.
const MOST: usize = 8;

/// A card and the one that it is a part of, as places on the sides they were looked for on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) part: usize,
    pub(super) whole: usize,
}

/// The words of a card that carry meaning, sorted, each once.
type Words = Vec<u64>;

/// New cards that are parts of known ones: places of compiled cards in places of known ones.
pub(super) fn split(fresh: &[Side<'_>], old: &[Side<'_>], pairs: &Pairs) -> Vec<Piece> {
    let new = pairs.free_fresh();
    if new.is_empty() {
        return Vec::new();
    }
    let mut now: HashMap<usize, usize> = HashMap::default();
    for (at, side) in fresh.iter().enumerate() {
        if let Some((place, _)) = pairs.of_fresh(at)
            && old
                .get(place)
                .is_some_and(|old| old.fingerprint != side.fingerprint)
        {
            now.insert(place, at);
        }
    }
    let living = |place: &usize| old.get(*place).is_some_and(|side| side.lives());
    let changed = now.keys().copied();
    let gone = pairs.free_old(old, |side| side.lives());
    let wholes = changed.chain(gone).filter(living);
    pieces(
        &Texts::of(fresh, new.into_iter()),
        &Texts::of(old, wholes),
        |whole| Some(words_of(fresh.get(*now.get(&whole)?)?)),
    )
}

/// Retired cards that became parts of others: places of known cards in places of compiled ones.
pub(super) fn joined(fresh: &[Side<'_>], old: &[Side<'_>], pairs: &Pairs) -> Vec<Piece> {
    let gone = pairs.free_old(old, |side| side.lives());
    if gone.is_empty() {
        return Vec::new();
    }
    let before = |at: usize| pairs.of_fresh(at).and_then(|(place, _)| old.get(place));
    let wholes = fresh
        .iter()
        .enumerate()
        .filter(|(at, side)| before(*at).is_none_or(|old| old.fingerprint != side.fingerprint));
    pieces(
        &Texts::of(old, gone.into_iter()),
        &Texts::of(fresh, wholes.map(|(at, _)| at)),
        |whole| before(whole).map(words_of),
    )
}

/// Cards by their place, with their words.
struct Texts(BTreeMap<usize, Words>);

impl Texts {
    fn of(sides: &[Side<'_>], places: impl Iterator<Item = usize>) -> Texts {
        Texts(
            places
                .filter_map(|place| Some((place, words_of(sides.get(place)?))))
                .collect(),
        )
    }
}

/// The parts and what they are parts of. `other` is what the whole says on the other side: what still
/// stands there, or stood there before, was not split off or joined.
fn pieces(parts: &Texts, wholes: &Texts, other: impl Fn(usize) -> Option<Words>) -> Vec<Piece> {
    if parts.0.is_empty() || wholes.0.is_empty() {
        return Vec::new();
    }
    let mut by_word: HashMap<u64, Vec<usize>> = HashMap::default();
    for (whole, words) in &wholes.0 {
        for word in words {
            by_word.entry(*word).or_default().push(*whole);
        }
    }
    by_word.retain(|_, wholes| wholes.len() <= COMMON);
    let found = parts.0.iter().filter_map(|(part, words)| {
        if words.len() < FEWEST_WORDS {
            return None;
        }
        let mut near: Vec<usize> = words
            .iter()
            .filter_map(|word| by_word.get(word))
            .flatten()
            .copied()
            .collect();
        near.sort_unstable();
        near.dedup();
        let inside = near.into_iter().filter_map(|whole| {
            let held = wholes.0.get(&whole)?;
            let common = common(words, held);
            let stayed = other(whole).map_or(0, |other| {
                common
                    .iter()
                    .filter(|word| other.binary_search(word).is_ok())
                    .count()
            });
            let is_part = common.len().saturating_mul(10) >= words.len().saturating_mul(MOST)
                && words.len() < held.len()
                && stayed.saturating_mul(2) <= common.len();
            is_part.then_some((
                common.len().saturating_sub(stayed),
                std::cmp::Reverse(whole),
            ))
        });
        let (_, std::cmp::Reverse(whole)) = inside.max()?;
        Some(Piece { part: *part, whole })
    });
    let found: Vec<Piece> = found.collect();
    // One part alone of a text that is nowhere on the other side is a shorter text, and no part.
    let mut parts_of: HashMap<usize, u32> = HashMap::default();
    for piece in &found {
        let parts = parts_of.entry(piece.whole).or_default();
        *parts = parts.saturating_add(1);
    }
    let is_told =
        |piece: &Piece| other(piece.whole).is_some() || parts_of.get(&piece.whole) > Some(&1);
    found.into_iter().filter(is_told).collect()
}

fn common(ours: &Words, theirs: &Words) -> Words {
    let is_there = |word: &&u64| theirs.binary_search(word).is_ok();
    ours.iter().filter(is_there).copied().collect()
}

fn words_of(side: &Side<'_>) -> Words {
    let texts = side.texts();
    let back = texts.back.iter().flat_map(|back| back.words.iter());
    let words = texts.front.words.iter().chain(back);
    let mut words: Words = words.filter(|word| !is_small(**word)).copied().collect();
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use crate::cards::CardId;
    use crate::reconcile::recognise_tests::{cards, known};
    use crate::reconcile::{Known, Plan, reconcile};

    fn reconciled(before: &str, after: &str) -> (Plan, Vec<Known>) {
        let known = known(before);
        (reconcile(&cards(after), &known), known)
    }

    #[test]
    fn a_card_that_was_split_and_cards_that_were_joined_are_told() {
        let whole = "Q: What do stateful and stateless firewalls do?\nA: A stateful one remembers connections and lets answers through, a stateless one looks at each packet alone.\n";
        let halves = "Q: What does a stateful firewall do?\nA: It remembers connections and lets answers through.\n\nQ: What does a stateless firewall do?\nA: It looks at each packet alone.\n";
        let (plan, known) = reconciled(whole, halves);
        let heir = plan
            .placements
            .iter()
            .filter(|placement| placement.id == known[0].id)
            .count();
        assert!(heir < 2);
        assert_eq!(plan.split.len() + heir, 2, "{plan:?}");
        assert!(plan.split.iter().all(|part| part.known == known[0].id));
        let (plan, known) = reconciled(halves, whole);
        let gone: Vec<CardId> = plan.joined.iter().map(|part| part.known).collect();
        assert!(!gone.is_empty(), "{plan:?}");
        assert!(
            gone.iter()
                .all(|id| known.iter().any(|known| known.id == *id))
        );
        assert!(plan.joined.iter().all(|part| part.compiled == 0));
    }

    #[test]
    fn a_row_of_which_each_cell_became_a_card_is_split() {
        let row = "# T\n| S | AWS manages | You manage |\n|---|---|---|\n| EC2 | hypervisor and hardware | guest system patches |\n";
        let (plan, known) = reconciled(
            row,
            &row.replace("# T\n", "# T\n<!-- srm: table split -->\n"),
        );
        assert_eq!(
            plan.placements
                .iter()
                .filter(|placement| placement.id == known[0].id)
                .count(),
            1
        );
        assert_eq!((plan.split.len(), plan.joined.len()), (1, 0), "{plan:?}");
    }

    #[test]
    fn a_new_card_in_words_of_one_that_stays_is_no_part_of_it() {
        let before = "Q: What does a stateful firewall do for connections?\nA: It remembers connections and lets answers through.\n";
        let after = format!(
            "{}\nQ: What remembers connections?\nA: A stateful firewall.\n",
            before.replace("lets", "let")
        );
        let (plan, _) = reconciled(before, &after);
        assert_eq!((plan.split, plan.joined), (vec![], vec![]));
    }
}
