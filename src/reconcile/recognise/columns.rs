//! Rows whose key is made of other columns than before: it took in the next cell, since a row beside it begins in the
//! same way, or a column of codes or of ranks came before it. It must never take a name in a row of another table for
//! the row of that name: there something else is said of it.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;

use super::Search;
use super::sections::ALIKE_ELSEWHERE;
use crate::cards::{Kind, plain};
use crate::reconcile::plan::Reason;
use crate::reconcile::side::{SectionNumber, Side};
use crate::reconcile::similar::percent;
use crate::reconcile::similarity::EQUAL;

/// What stands between the cells of a key.
const JOINT: &str = " – ";

/// Fewer rows with such a cell before them may have it by chance.
const TOGETHER: usize = 3;

/// A section, and what its row begins with.
type Begins = (SectionNumber, String);

/// A row that is still free: its place, the section where it stands now, and itself.
type Row<'s, 'a> = (usize, SectionNumber, &'s Side<'a>);

/// A row of which the other side has one with another cell before it: their places, and how alike the rest is.
#[derive(Clone, Copy)]
struct Coded {
    bare: usize,
    coded: usize,
    points: u32,
}

impl<'s, 'a> Search<'s, 'a> {
    /// `reef – main`, answered by `in a storm`, is `reef`, answered by `main` and `in a storm`.
    pub(super) fn key_with_the_next_cell(&mut self) {
        if self.pairs.is_complete() {
            return;
        }
        let rows = [self.rows_before(), self.rows_after()];
        let joined = rows.iter().flatten().filter_map(|(_, section, side)| {
            let (first, _) = side.prompt().split_once(JOINT)?;
            Some((*section, first.to_owned()))
        });
        let joined: BTreeSet<Begins> = joined.collect();
        if joined.is_empty() {
            return;
        }
        let strict = |side: &Side<'_>, section| first_two_cells(side, section, &joined);
        self.same_cells(strict, |_, _| true);
        let first = |side: &Side<'_>, section| Some(strict(side, section)?.0);
        self.same_cells(first, holds_the_key);
    }

    /// Pairs rows that have the same cells; of several those that say as much.
    fn same_cells<K: Hash + Eq>(
        &mut self,
        cells: impl Fn(&Side<'_>, SectionNumber) -> Option<K>,
        may: fn(&Side<'_>, &Side<'_>) -> bool,
    ) {
        let found = self.grouped(
            |_, side| cells(side, side.section),
            |side| match side.lives() {
                true => cells(side, self.section_now(side)),
                false => None,
            },
        );
        for group in found {
            let is_one = group.fresh.len() == 1 && group.old.len() == 1;
            for (at, place) in self.by_back(&group) {
                let sides = self.fresh.get(at).zip(self.old.get(place));
                if sides.is_some_and(|(fresh, old)| may(fresh, old))
                    && (is_one || self.says_as_much(at, place))
                {
                    self.pairs.pair(at, place, Reason::SamePrompt);
                }
            }
        }
    }

    /// Rows of a section that got a column before their keys, or lost it, and say what they said.
    pub(super) fn key_behind_a_column(&mut self) {
        if self.pairs.is_complete() {
            return;
        }
        let (before, after) = (self.rows_before(), self.rows_after());
        if before.len() < TOGETHER || after.len() < TOGETHER {
            return;
        }
        let came = together(&before, &after).into_iter();
        let came = came.map(|it| (it.coded, it.bare, it.points));
        let went = together(&after, &before).into_iter();
        let went = went.map(|it| (it.bare, it.coded, it.points));
        for (at, place, points) in came.chain(went).collect::<Vec<_>>() {
            let reason = Reason::SimilarText(percent(points));
            self.pairs.pair(at, place, reason);
        }
    }

    fn rows_before(&self) -> Vec<Row<'s, 'a>> {
        let rows = self
            .pairs
            .free_old(self.old, |side| side.lives() && side.kind == Kind::TableRow);
        let rows = rows.into_iter().filter_map(|place| {
            let side = self.old.get(place)?;
            Some((place, self.section_now(side), side))
        });
        rows.collect()
    }

    fn rows_after(&self) -> Vec<Row<'s, 'a>> {
        let free = self.pairs.free_fresh().into_iter();
        let rows = free.filter_map(|at| {
            let side = self.fresh.get(at)?;
            Some((at, side.section, side))
        });
        rows.filter(|(_, _, side)| side.kind == Kind::TableRow)
            .collect()
    }
}

/// The first two cells of a row, whatever of them is its key, where one of its section has both in its key.
fn first_two_cells(
    side: &Side<'_>,
    section: SectionNumber,
    joined: &BTreeSet<Begins>,
) -> Option<(Begins, String)> {
    if side.kind != Kind::TableRow {
        return None;
    }
    if let Some((first, rest)) = side.prompt().split_once(JOINT) {
        let next = rest.split_once(JOINT).map_or(rest, |(next, _)| next);
        return Some(((section, first.to_owned()), next.to_owned()));
    }
    let begins = (section, side.prompt().to_owned());
    let next = joined.contains(&begins).then(|| next_cell(side));
    Some((begins, next??))
}

/// Whether one of two rows answers with what the other has in its key: a column came between, or went.
fn holds_the_key(fresh: &Side<'_>, old: &Side<'_>) -> bool {
    let answers = |one: &Side<'_>, other: &Side<'_>| {
        let key = other.prompt().split_once(JOINT);
        key.is_some_and(|(_, next)| one.cells().iter().any(|cell| cell.plain() == next))
    };
    answers(fresh, old) || answers(old, fresh)
}

/// The first of several cells of a row behind its key, for comparison.
fn next_cell(side: &Side<'_>) -> Option<String> {
    let back = side.row();
    let cell = back.lines().next()?.strip_prefix("- ")?;
    let cell = cell.split_once(": ").map_or(cell, |(_, text)| text);
    Some(plain(cell))
}

/// Rows with those of the other side that have one cell more before theirs, in sections where several have.
fn together<'s>(bare: &[Row<'s, '_>], coded: &[Row<'s, '_>]) -> Vec<Coded> {
    let mut keys: BTreeMap<(SectionNumber, &str), Option<Row<'_, '_>>> = BTreeMap::new();
    for row in bare {
        let key = keys.entry((row.1, row.2.prompt()));
        key.and_modify(|row| *row = None).or_insert(Some(*row));
    }
    let mut found: BTreeMap<SectionNumber, Vec<Coded>> = BTreeMap::new();
    for (coded, section, side) in coded {
        let key = next_cell(side);
        let row = key.as_deref().and_then(|key| keys.get(&(*section, key)));
        let Some(Some((bare, _, row))) = row else {
            continue;
        };
        let cells = side.cells();
        let rest = cells.get(1..).unwrap_or(&[]);
        let said = row.cells();
        let points = said.iter().map(|cell| {
            let points = rest.iter().map(|other| cell.similarity(other));
            points.max().unwrap_or(0)
        });
        let points = points.min().unwrap_or(0);
        if points >= ALIKE_ELSEWHERE {
            let rows = found.entry(*section).or_default();
            rows.push(Coded {
                bare: *bare,
                coded: *coded,
                points: points.min(EQUAL),
            });
        }
    }
    found.retain(|_, rows| rows.len() >= TOGETHER);
    found.into_values().flatten().collect()
}
