//! Which card of one side is which of the other. No card is ever in two pairs.

use std::hash::Hash;

use foldhash::HashMap;

use super::plan::Reason;
use super::side::Side;

/// The pairs found so far.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    of_fresh: Vec<Option<(usize, Reason)>>,
    taken: Vec<bool>,
    fresh_left: usize,
    old_left: usize,
}

/// The free places of both sides that share a key.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) fresh: Vec<usize>,
    pub(super) old: Vec<usize>,
}

impl Pairs {
    pub(super) fn new(fresh: usize, old: usize) -> Pairs {
        Pairs {
            of_fresh: vec![None; fresh],
            taken: vec![false; old],
            fresh_left: fresh,
            old_left: old,
        }
    }

    /// The known card that a compiled card was paired with, and why.
    pub(super) fn of_fresh(&self, at: usize) -> Option<(usize, Reason)> {
        self.of_fresh.get(at).copied().flatten()
    }

    /// Whether a known card is in a pair.
    pub(super) fn is_paired(&self, old: usize) -> bool {
        self.taken.get(old) == Some(&true)
    }

    /// Whether one side has nothing left to pair.
    pub(super) fn is_complete(&self) -> bool {
        self.fresh_left == 0 || self.old_left == 0
    }

    /// Pairs two places, unless one of them is taken.
    pub(super) fn pair(&mut self, fresh: usize, old: usize, reason: Reason) {
        if let (Some(slot @ None), Some(taken @ false)) =
            (self.of_fresh.get_mut(fresh), self.taken.get_mut(old))
        {
            *slot = Some((old, reason));
            *taken = true;
            self.fresh_left = self.fresh_left.saturating_sub(1);
            self.old_left = self.old_left.saturating_sub(1);
        }
    }

    /// Takes a pair apart again: both places are free.
    pub(super) fn part(&mut self, fresh: usize, old: usize) {
        if let (Some(slot @ Some(_)), Some(taken @ true)) =
            (self.of_fresh.get_mut(fresh), self.taken.get_mut(old))
        {
            *slot = None;
            *taken = false;
            self.fresh_left = self.fresh_left.saturating_add(1);
            self.old_left = self.old_left.saturating_add(1);
        }
    }

    /// The compiled cards that are still free, in order.
    pub(super) fn free_fresh(&self) -> Vec<usize> {
        let free = self.of_fresh.iter().enumerate();
        free.filter(|(_, pair)| pair.is_none())
            .map(|(at, _)| at)
            .collect()
    }

    /// The known cards of this rank that are still free, in order.
    pub(super) fn free_old(
        &self,
        old: &[Side<'_>],
        is_meant: impl Fn(&Side<'_>) -> bool,
    ) -> Vec<usize> {
        let free = self.taken.iter().zip(old).enumerate();
        free.filter(|(_, (taken, side))| !**taken && is_meant(side))
            .map(|(at, _)| at)
            .collect()
    }

    pub(super) fn is_free(&self, fresh: usize, old: usize) -> bool {
        self.of_fresh(fresh).is_none() && self.taken.get(old) == Some(&false)
    }
}

/// Free places that share a key, in the order of their first compiled card; groups that miss one
/// side are left out.
pub(super) fn groups<K: Hash + Eq>(
    fresh: impl Iterator<Item = (usize, K)>,
    old: impl Iterator<Item = (usize, K)>,
) -> Vec<Group> {
    let mut numbers: HashMap<K, usize> = HashMap::default();
    let mut groups: Vec<Group> = Vec::new();
    for (at, key) in fresh {
        let number = *numbers.entry(key).or_insert(groups.len());
        if number == groups.len() {
            groups.push(Group::default());
        }
        if let Some(group) = groups.get_mut(number) {
            group.fresh.push(at);
        }
    }
    for (at, key) in old {
        if let Some(group) = numbers.get(&key).and_then(|number| groups.get_mut(*number)) {
            group.old.push(at);
        }
    }
    groups.retain(|group| !group.old.is_empty());
    groups
}
