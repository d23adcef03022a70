//! Cards that stand side by side, say different things, and are one by their aliases: an answer to one
//! counts for the others. A text that stood for one card, and later for another, left such aliases behind.
//! Looking changes nothing; parting removes nothing: it is a void of what the log said, and no more.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use crate::calendar::Moment;
use crate::cards::{CardId, Fingerprint};
use crate::review::{Deed, Event};

use super::aliases::{alias_events, class_of, refold_all, regroup};
use super::columns::{fingerprint_of, id_of};
use super::error::Error;
use super::events::append;
use super::open::Store;

/// Cards of one class that stand in documents and say different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// The cards, sorted.
    pub cards: Vec<CardId>,
    /// What can be done about it.
    pub parting: Parting,
}

/// Whether cards that are one can be parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parting {
    /// What joins them is a text that stood for each of them, one after the other.
    Free,
    /// One of them was said to be another: a learner or another device meant that.
    Meant,
}

/// What joins the cards of a class.
struct Joints {
    /// Aliases of a text that stood for another card before: without them it is that card's alone.
    free: Vec<Event>,
    parting: Parting,
}

impl Store {
    /// The cards that are one though they stand side by side and say different things, by their ids.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn joined(&self) -> Result<Vec<Joined>, Error> {
        let classes = standing_together(&self.connection)?;
        let joined = classes.into_iter().map(|standing| {
            Ok(Joined {
                parting: joints(&self.connection, &standing)?.parting,
                cards: standing.into_keys().collect(),
            })
        });
        joined.collect()
    }

    /// Parts those that can be parted: each card has its own answers again, and a text that stood for two of
    /// them stays with the first. In one transaction.
    ///
    /// # Errors
    /// When the database fails or holds nonsense; then nothing changes.
    pub fn part(&mut self, at: Moment) -> Result<(), Error> {
        let own = (self.own, self.device);
        let schedulers = self.schedulers.clone();
        let transaction = self.write()?;
        let mut touched = BTreeSet::new();
        for standing in standing_together(&transaction)? {
            for alias in joints(&transaction, &standing)?.free {
                append(&transaction, own, alias.card, Deed::Void(alias.id), at)?;
                touched.insert(alias.card);
            }
        }
        let changed = regroup(&transaction, &touched)?;
        refold_all(&transaction, &changed, &schedulers)?;
        transaction.commit()?;
        Ok(())
    }
}

/// The cards of each class that stand in documents, with their texts, where they are several.
fn standing_together(connection: &Connection) -> Result<Vec<BTreeMap<CardId, Fingerprint>>, Error> {
    let mut statement = connection.prepare(
        "SELECT alias.root, card.uid, card.fingerprint FROM alias JOIN card ON card.uid = alias.card \
         WHERE card.retired = 0 AND card.document IS NOT NULL",
    )?;
    let mut rows = statement.query([])?;
    let mut classes: BTreeMap<CardId, BTreeMap<CardId, Fingerprint>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let class = classes.entry(id_of(row, 0)?).or_default();
        class.insert(id_of(row, 1)?, fingerprint_of(row, 2)?);
    }
    let differ = |class: &BTreeMap<CardId, Fingerprint>| {
        class
            .values()
            .any(|text| Some(text) != class.values().next())
    };
    Ok(classes.into_values().filter(differ).collect())
}

/// What joins these cards: their aliases are followed in the order in which they were written, and one
/// by which two of them become one is a joint.
fn joints(
    connection: &Connection,
    standing: &BTreeMap<CardId, Fingerprint>,
) -> Result<Joints, Error> {
    let mut joints = Joints {
        free: Vec::new(),
        parting: Parting::Free,
    };
    let Some(first) = standing.keys().next() else {
        return Ok(joints);
    };
    let mut aliases = Vec::new();
    for card in class_of(connection, *first)? {
        aliases.extend(alias_events(connection, card)?);
    }
    aliases.sort_unstable_by_key(Event::order);
    let mut is_card =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM card WHERE uid = ?1)")?;
    let mut groups = Groups::default();
    for alias in aliases {
        let Deed::Alias(old) = alias.deed else {
            continue;
        };
        if !groups.would_join(alias.card, old, standing) {
            groups.join(alias.card, old);
        } else if is_card.query_row(params![alias.card.bytes()], |row| row.get(0))? {
            joints.parting = Parting::Meant;
            groups.join(alias.card, old);
        } else {
            joints.free.push(alias);
        }
    }
    Ok(joints)
}

/// Ids, each with the name of the group of those that it has become one with.
#[derive(Default)]
struct Groups(BTreeMap<CardId, CardId>);

impl Groups {
    fn of(&self, card: CardId) -> CardId {
        self.0.get(&card).copied().unwrap_or(card)
    }

    fn join(&mut self, one: CardId, other: CardId) {
        let (kept, gone) = (self.of(one), self.of(other));
        self.0.extend([(one, kept), (other, kept)]);
        for group in self.0.values_mut().filter(|group| **group == gone) {
            *group = kept;
        }
    }

    /// Whether cards that say different things would be one by these two being one.
    fn would_join(
        &self,
        one: CardId,
        other: CardId,
        standing: &BTreeMap<CardId, Fingerprint>,
    ) -> bool {
        let texts = |group: CardId| {
            let of_group = standing
                .iter()
                .filter(move |(card, _)| self.of(**card) == group);
            of_group.map(|(_, text)| text)
        };
        let (one, other) = (self.of(one), self.of(other));
        one != other && texts(one).any(|text| texts(other).any(|far| far != text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::events::tests::{NOTES, grade, import, moment, store};

    /// A content that no card here has.
    const TEXT: CardId = CardId::from_bytes([9; 16]);

    fn say(store: &mut Store, aliases: &[(CardId, CardId)]) {
        let own = (store.own, store.device);
        let schedulers = store.schedulers.clone();
        let transaction = store.write().unwrap();
        for (new, old) in aliases {
            append(&transaction, own, *new, Deed::Alias(*old), moment(1)).unwrap();
        }
        let touched = aliases.iter().map(|(new, _)| *new).collect();
        let changed = regroup(&transaction, &touched).unwrap();
        refold_all(&transaction, &changed, &schedulers).unwrap();
        transaction.commit().unwrap();
    }

    fn reviews(store: &Store, cards: &[CardId]) -> Vec<u32> {
        let reviews = |card: &CardId| store.state(*card).unwrap().unwrap().reviews;
        cards.iter().map(reviews).collect()
    }

    #[test]
    fn a_text_that_stood_for_two_cards_goes_to_the_first_and_nothing_is_lost() {
        let (_folder, mut store) = store();
        let cards = import(&mut store, "notes.md", NOTES);
        assert_eq!(store.joined().unwrap(), []);
        say(&mut store, &[(TEXT, cards[1]), (TEXT, cards[0])]);
        grade(&mut store, cards[0], 4, 2);
        grade(&mut store, cards[1], 4, 3);
        grade(&mut store, cards[1], 4, 30);
        // The answers to both count for both.
        assert_eq!(reviews(&store, &cards), [3, 3, 0]);
        let mut both = vec![cards[0], cards[1]];
        both.sort();
        let (parting, joined) = (Parting::Free, store.joined().unwrap());
        assert_eq!(
            joined,
            [Joined {
                cards: both,
                parting
            }]
        );

        store.part(moment(40)).unwrap();
        assert_eq!(store.joined().unwrap(), []);
        assert_eq!(reviews(&store, &cards), [1, 2, 0]);
        assert_eq!(store.rebuild_check().unwrap(), []);
        assert!(store.class(TEXT).unwrap().contains(&cards[1]));
        // Parting what is apart changes nothing, and redo has nothing to bring back.
        let events = |store: &Store| {
            store
                .log_health(moment(99), crate::store::events::tests::study_day(99))
                .unwrap()
                .events
        };
        assert_eq!(events(&store), 6);
        store.part(moment(41)).unwrap();
        assert_eq!(events(&store), 6);
        assert_eq!(store.redoable().unwrap(), None);
    }

    #[test]
    fn a_card_that_was_said_to_be_another_stays_with_it() {
        let (_folder, mut store) = store();
        let cards = import(&mut store, "notes.md", NOTES);
        say(
            &mut store,
            &[(cards[0], cards[1]), (TEXT, cards[1]), (TEXT, cards[2])],
        );
        let parting = |store: &Store| -> Vec<(usize, Parting)> {
            let joined = store.joined().unwrap();
            joined
                .iter()
                .map(|joined| (joined.cards.len(), joined.parting))
                .collect()
        };
        assert_eq!(parting(&store), [(3, Parting::Meant)]);
        store.part(moment(40)).unwrap();
        // The third has gone its way.
        assert_eq!(parting(&store), [(2, Parting::Meant)]);
        assert_eq!(store.rebuild_check().unwrap(), []);
    }

    #[test]
    fn a_card_under_another_text_and_two_copies_of_one_are_no_joint() {
        let (_folder, mut store) = store();
        let cards = import(&mut store, "notes.md", NOTES);
        import(
            &mut store,
            "notes.md",
            &NOTES.replace("| a | 1 |", "| a | 1 and more |"),
        );
        assert_eq!(store.joined().unwrap(), []);
        let copies = import(&mut store, "copy.md", NOTES);
        assert_eq!(copies.len(), 3);
        say(&mut store, &[(TEXT, cards[1]), (TEXT, copies[1])]);
        assert_eq!(store.joined().unwrap(), []);
    }
}
