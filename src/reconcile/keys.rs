//! Pairing by keys: two sides of cards, of which equal ones belong together.

use std::collections::HashMap;
use std::hash::Hash;

use crate::cards::{CompiledCard, Fingerprint, Kind, Section, plain};

use super::plan::Known;

/// A card of either side, as far as pairing needs it.
#[derive(Debug)]
pub(super) struct Side<'a> {
    pub(super) fingerprint: Fingerprint,
    pub(super) kind: Kind,
    pub(super) section: &'a Section,
    pub(super) prompt: String,
}

impl<'a> Side<'a> {
    pub(super) fn of_compiled(card: &'a CompiledCard) -> Side<'a> {
        Side {
            fingerprint: card.fingerprint,
            kind: asked_as(card.card.kind),
            section: &card.card.section,
            prompt: plain(card.card.prompt.text()),
        }
    }

    pub(super) fn of_known(known: &'a Known) -> Side<'a> {
        Side {
            fingerprint: known.fingerprint,
            kind: asked_as(known.kind),
            section: &known.section,
            prompt: plain(&known.prompt),
        }
    }
}

/// A question that got options is the same question.
fn asked_as(kind: Kind) -> Kind {
    if kind == Kind::Choice {
        Kind::Question
    } else {
        kind
    }
}

/// Which card of one side is which of the other. No card is ever in two pairs.
#[derive(Debug)]
pub(super) struct Pairs {
    of_fresh: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairs {
    pub(super) fn new(fresh: usize, old: usize) -> Pairs {
        Pairs {
            of_fresh: vec![None; fresh],
            taken: vec![false; old],
        }
    }

    /// The known card that a compiled card was paired with.
    pub(super) fn of_fresh(&self, at: usize) -> Option<usize> {
        self.of_fresh.get(at).copied().flatten()
    }

    fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).copied().unwrap_or(true)
    }

    fn pair(&mut self, fresh: usize, old: usize) {
        if let (Some(slot), Some(taken)) = (self.of_fresh.get_mut(fresh), self.taken.get_mut(old)) {
            *slot = Some(old);
            *taken = true;
        }
    }

    /// The places of one side that are still free, by key, in order.
    fn free<K: Hash + Eq>(
        side: &[Side<'_>],
        is_free: impl Fn(usize) -> bool,
        key: &impl Fn(&Side<'_>) -> K,
    ) -> HashMap<K, Vec<usize>> {
        let mut places: HashMap<K, Vec<usize>> = HashMap::new();
        for (at, card) in side.iter().enumerate().filter(|(at, _)| is_free(*at)) {
            places.entry(key(card)).or_default().push(at);
        }
        places
    }

    /// Pairs free cards with equal keys, the first with the first, the second with the second.
    pub(super) fn equal<K: Hash + Eq>(
        &mut self,
        fresh: &[Side<'_>],
        old: &[Side<'_>],
        key: impl Fn(&Side<'_>) -> K,
    ) {
        let mut known = Pairs::free(old, |at| !self.is_taken(at), &key);
        known.values_mut().for_each(|places| places.reverse());
        for (at, card) in fresh.iter().enumerate() {
            if self.of_fresh(at).is_none()
                && let Some(place) = known.get_mut(&key(card)).and_then(Vec::pop)
            {
                self.pair(at, place);
            }
        }
    }
}

/// Pairs free cards whose key is unique on both sides.
pub(super) fn pair_unique<K: Hash + Eq>(
    pairs: &mut Pairs,
    fresh: &[Side<'_>],
    old: &[Side<'_>],
    key: impl Fn(&Side<'_>) -> K,
) {
    let known = Pairs::free(old, |at| !pairs.is_taken(at), &key);
    let ours = Pairs::free(fresh, |at| pairs.of_fresh(at).is_none(), &key);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, card) in fresh
        .iter()
        .enumerate()
        .filter(|(at, _)| pairs.of_fresh(*at).is_none())
    {
        let key = key(card);
        if let (Some([_]), Some([place])) = (
            ours.get(&key).map(Vec::as_slice),
            known.get(&key).map(Vec::as_slice),
        ) {
            found.push((at, *place));
        }
    }
    found
        .into_iter()
        .for_each(|(at, place)| pairs.pair(at, place));
}
