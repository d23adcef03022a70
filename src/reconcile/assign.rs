//! Optimal assignment: of all ways to pair, the one whose links weigh most together.

use foldhash::HashMap;

/// A possible pair and what it weighs; more is better, and nothing weighs less than 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) fresh: usize,
    pub(super) old: usize,
    pub(super) weight: i64,
}

/// The most places of one side in a component that is solved exactly: the cost is its cube.
const LARGEST_EXACT: usize = 160;

/// The links to keep, none sharing a place with another, sorted by compiled card. Exact where the
/// links fall apart into small components, as they do; the heaviest first where one is large.
pub(super) fn assign(links: &[Link]) -> Vec<Link> {
    let mut chosen: Vec<Link> = Vec::new();
    for component in components(links) {
        match exact(&component) {
            Some(links) => chosen.extend(links),
            None => chosen.extend(heaviest_first(component)),
        }
    }
    chosen.sort_unstable_by_key(|link| link.fresh);
    chosen
}

/// Links that hang together, each group in the order of its first link.
fn components(links: &[Link]) -> Vec<Vec<Link>> {
    let fresh = numbered(links.iter().map(|link| link.fresh));
    let old = numbered(links.iter().map(|link| link.old));
    let mut roots: Vec<usize> = (0..fresh.len().saturating_add(old.len())).collect();
    let place = |link: &Link| {
        let ours = fresh.get(&link.fresh).copied().unwrap_or(0);
        let theirs = old.get(&link.old).copied().unwrap_or(0);
        (ours, fresh.len().saturating_add(theirs))
    };
    for link in links {
        let (ours, theirs) = place(link);
        let (ours, theirs) = (root(&mut roots, ours), root(&mut roots, theirs));
        if let Some(slot) = roots.get_mut(theirs) {
            *slot = ours;
        }
    }
    let mut numbers: HashMap<usize, usize> = HashMap::default();
    let mut components: Vec<Vec<Link>> = Vec::new();
    for link in links {
        let at = root(&mut roots, place(link).0);
        let number = *numbers.entry(at).or_insert(components.len());
        if number == components.len() {
            components.push(Vec::new());
        }
        if let Some(component) = components.get_mut(number) {
            component.push(*link);
        }
    }
    components
}

fn numbered(places: impl Iterator<Item = usize>) -> HashMap<usize, usize> {
    let mut numbers = HashMap::default();
    for place in places {
        let next = numbers.len();
        numbers.entry(place).or_insert(next);
    }
    numbers
}

fn root(roots: &mut [usize], of: usize) -> usize {
    let mut at = of;
    while let Some(&above) = roots.get(at).filter(|above| **above != at) {
        let further = roots.get(above).copied().unwrap_or(above);
        if let Some(slot) = roots.get_mut(at) {
            *slot = further;
        }
        at = further;
    }
    at
}

fn heaviest_first(mut links: Vec<Link>) -> Vec<Link> {
    links.sort_unstable_by_key(|link| (std::cmp::Reverse(link.weight), link.fresh, link.old));
    let (mut fresh, mut old) = (foldhash::HashSet::default(), foldhash::HashSet::default());
    links.retain(|link| {
        let is_free = !fresh.contains(&link.fresh) && !old.contains(&link.old);
        if is_free {
            fresh.insert(link.fresh);
            old.insert(link.old);
        }
        is_free
    });
    links
}

/// The best assignment of a component, or None where it is too large.
fn exact(links: &[Link]) -> Option<Vec<Link>> {
    if let [only] = links {
        return Some(vec![*only]);
    }
    let mut fresh: Vec<usize> = links.iter().map(|link| link.fresh).collect();
    let mut old: Vec<usize> = links.iter().map(|link| link.old).collect();
    fresh.sort_unstable();
    fresh.dedup();
    old.sort_unstable();
    old.dedup();
    let size = fresh.len().max(old.len());
    if size > LARGEST_EXACT {
        return None;
    }
    // A place without a link costs nothing; a link earns its weight.
    let mut costs = vec![vec![0_i64; size]; size];
    for link in links {
        let row = fresh.binary_search(&link.fresh).ok()?;
        let column = old.binary_search(&link.old).ok()?;
        *costs.get_mut(row)?.get_mut(column)? = link.weight.saturating_neg();
    }
    let columns = hungarian(&costs)?;
    Some(
        links
            .iter()
            .filter(|link| {
                let row = fresh.binary_search(&link.fresh).ok();
                let column = old.binary_search(&link.old).ok();
                row.and_then(|row| columns.get(row).copied()) == column
            })
            .copied()
            .collect(),
    )
}

/// The column of each row in the cheapest assignment of a square of costs (Kuhn and Munkres, with
/// potentials). Place 0 of each list is a helper; rows and columns count from 1.
fn hungarian(costs: &[Vec<i64>]) -> Option<Vec<usize>> {
    let size = costs.len();
    let places = size.saturating_add(1);
    let mut of_row = vec![0_i64; places];
    let mut of_column = vec![0_i64; places];
    let mut row_at = vec![0_usize; places];
    for row in 1..=size {
        *row_at.first_mut()? = row;
        let mut least = vec![i64::MAX; places];
        let mut seen = vec![false; places];
        let mut from = vec![0_usize; places];
        let mut column = 0;
        while *row_at.get(column)? != 0 {
            *seen.get_mut(column)? = true;
            let at = *row_at.get(column)?;
            let (mut step, mut next) = (i64::MAX, 0);
            for other in 1..=size {
                if *seen.get(other)? {
                    continue;
                }
                let cost = *costs.get(at.checked_sub(1)?)?.get(other.checked_sub(1)?)?;
                let paid = of_row.get(at)?.saturating_add(*of_column.get(other)?);
                let reduced = cost.saturating_sub(paid);
                if reduced < *least.get(other)? {
                    *least.get_mut(other)? = reduced;
                    *from.get_mut(other)? = column;
                }
                if *least.get(other)? < step {
                    (step, next) = (*least.get(other)?, other);
                }
            }
            for other in 0..=size {
                if *seen.get(other)? {
                    let row = of_row.get_mut(*row_at.get(other)?)?;
                    *row = row.saturating_add(step);
                    let column = of_column.get_mut(other)?;
                    *column = column.saturating_sub(step);
                } else if other > 0 {
                    let least = least.get_mut(other)?;
                    *least = least.saturating_sub(step);
                }
            }
            column = next;
        }
        while column != 0 {
            let before = *from.get(column)?;
            *row_at.get_mut(column)? = *row_at.get(before)?;
            column = before;
        }
    }
    let mut columns = vec![0; size];
    for (column, row) in row_at.iter().skip(1).enumerate() {
        *columns.get_mut(row.checked_sub(1)?)? = column;
    }
    Some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(fresh: usize, old: usize, weight: i64) -> Link {
        Link { fresh, old, weight }
    }

    #[test]
    fn two_good_links_beat_one_better() {
        let links = [link(0, 0, 9), link(0, 1, 8), link(1, 0, 8)];
        assert_eq!(assign(&links), [link(0, 1, 8), link(1, 0, 8)]);
    }

    #[test]
    fn one_much_better_link_beats_two_weak_ones() {
        let links = [link(0, 0, 39), link(0, 1, 10), link(1, 0, 10)];
        assert_eq!(assign(&links), [link(0, 0, 39)]);
    }

    #[test]
    fn a_large_component_takes_the_heaviest_first() {
        let links: Vec<Link> = (0..300)
            .flat_map(|at| [link(at, at, 5), link(at, at + 1, 4)])
            .collect();
        let chosen = assign(&links);
        assert_eq!(chosen.len(), 300);
        assert!(chosen.iter().all(|link| link.fresh == link.old));
    }

    proptest::proptest! {
        /// Against every permutation.
        #[test]
        fn no_assignment_weighs_more(weights in proptest::collection::vec(0_i64..50, 16)) {
            let links: Vec<Link> = weights.iter().enumerate()
                .filter(|(_, weight)| **weight > 0)
                .map(|(at, weight)| link(at / 4, at % 4, *weight))
                .collect();
            let found: i64 = assign(&links).iter().map(|link| link.weight).sum();
            proptest::prop_assert_eq!(found, best(&weights, 0, 0));
        }
    }

    fn best(weights: &[i64], row: usize, used: u8) -> i64 {
        if row == 4 {
            return 0;
        }
        (0..4)
            .filter(|column| used & (1 << column) == 0)
            .map(|column| weights[row * 4 + column] + best(weights, row + 1, used | (1 << column)))
            .max()
            .unwrap_or(0)
    }
}
