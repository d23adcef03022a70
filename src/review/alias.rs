//! Aliases: contents that stand for the same card. An edit gives a card a new content, and with it
//! another id where the text is compiled for the first time; an alias says that both are one.
//! The classes must never depend on the order in which aliases arrive: devices exchange them late.

use std::collections::{BTreeMap, BTreeSet};

use crate::cards::CardId;

/// One card says now what another content of it said before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Alias {
    /// The id born from the new content.
    pub new: CardId,
    /// The id the card had already.
    pub old: CardId,
}

/// Ids that are one card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// The id the card goes by: the smallest of those that are no new content of another, so that a
    /// card keeps its first id through all edits; the smallest of all where edits went in a circle.
    pub root: CardId,
    /// All ids, the root too, sorted.
    pub members: Vec<CardId>,
}

/// The classes of two ids and more, by their smallest id. Joined by union-find.
pub fn classes(aliases: &[Alias]) -> Vec<Class> {
    let ids: Vec<CardId> = aliases
        .iter()
        .flat_map(|alias| [alias.new, alias.old])
        .collect::<BTreeSet<CardId>>()
        .into_iter()
        .collect();
    let place = |id: &CardId| ids.binary_search(id).unwrap_or(0);
    let mut above: Vec<usize> = (0..ids.len()).collect();
    for alias in aliases {
        let (new, old) = (place(&alias.new), place(&alias.old));
        let (one, other) = (top(&mut above, new), top(&mut above, old));
        if let Some(slot) = above.get_mut(one.max(other)) {
            *slot = one.min(other);
        }
    }
    let mut members: BTreeMap<usize, Vec<CardId>> = BTreeMap::new();
    for (at, id) in ids.iter().enumerate() {
        members.entry(top(&mut above, at)).or_default().push(*id);
    }
    let newer: BTreeSet<CardId> = aliases
        .iter()
        .filter(|alias| alias.new != alias.old)
        .map(|alias| alias.new)
        .collect();
    members
        .into_values()
        .filter(|members| members.len() > 1)
        .filter_map(|members| class(members, &newer))
        .collect()
}

fn class(members: Vec<CardId>, newer: &BTreeSet<CardId>) -> Option<Class> {
    let first = members.iter().find(|id| !newer.contains(id));
    let root = *first.or_else(|| members.first())?;
    Some(Class { root, members })
}

/// The place at the top of this one's tree; on the way there trees get flatter.
fn top(above: &mut [usize], of: usize) -> usize {
    let mut at = of;
    while let Some(&next) = above.get(at).filter(|next| **next != at) {
        let further = above.get(next).copied().unwrap_or(next);
        if let Some(slot) = above.get_mut(at) {
            *slot = further;
        }
        at = further;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(number: u8) -> CardId {
        CardId::from_bytes([number; 16])
    }

    fn alias(new: u8, old: u8) -> Alias {
        Alias {
            new: id(new),
            old: id(old),
        }
    }

    fn found(aliases: &[Alias]) -> Vec<(CardId, usize)> {
        let classes = classes(aliases);
        let sizes = classes
            .iter()
            .map(|class| (class.root, class.members.len()));
        sizes.collect()
    }

    #[test]
    fn a_card_goes_by_its_first_id() {
        assert_eq!(found(&[]), []);
        assert_eq!(found(&[alias(1, 5), alias(2, 5)]), [(id(5), 3)]);
        // Two devices began with two contents: of two first ids the smaller.
        assert_eq!(found(&[alias(1, 5), alias(1, 4)]), [(id(4), 3)]);
        // Edited there and back.
        assert_eq!(found(&[alias(7, 3), alias(3, 7)]), [(id(3), 2)]);
        assert_eq!(found(&[alias(1, 2), alias(8, 9)]), [(id(2), 2), (id(9), 2)]);
        assert_eq!(found(&[alias(4, 4)]), []);
    }

    proptest! {
        /// Against walking from neighbour to neighbour; whatever the order, and told twice.
        #[test]
        fn the_order_of_arrival_does_not_matter(
            drawn in prop::collection::vec((0_u8..24, 0_u8..24), 0..24),
            turn in 0_usize..24,
        ) {
            let aliases: Vec<Alias> = drawn.iter().map(|(new, old)| alias(*new, *old)).collect();
            let expected = classes(&aliases);
            let mut turned = aliases.clone();
            turned.rotate_left(turn % aliases.len().max(1));
            turned.reverse();
            turned.extend(aliases.iter().take(turn));
            prop_assert_eq!(&classes(&turned), &expected);
            for class in &expected {
                let mut reached = BTreeSet::from([class.root]);
                for _ in 0..24 {
                    for alias in &aliases {
                        if reached.contains(&alias.new) || reached.contains(&alias.old) {
                            reached.extend([alias.new, alias.old]);
                        }
                    }
                }
                prop_assert_eq!(reached.into_iter().collect::<Vec<_>>(), class.members.clone());
            }
        }
    }
}
