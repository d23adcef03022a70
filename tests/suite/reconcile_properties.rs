//! What must hold for reconciling whatever is edited: a model of documents is edited, written down,
//! compiled and reconciled; the model knows which card is which.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use srm::cards::{CardId, CompiledCard, DeckName, compile};
use srm::reconcile::{Change, Document, Known, Left, Plan, reconcile, reconcile_together};

use crate::edited_text::{Edit, Text, any_edit, any_text};
use crate::log_properties::tries;

fn cards(text: &Text) -> Vec<CompiledCard> {
    let cards = compile(&text.written(), &DeckName::new("Notes").unwrap()).cards;
    assert_eq!(cards.len(), text.facts().count(), "{}", text.written());
    cards
}

fn first_seen(text: &Text) -> Vec<Known> {
    cards(text)
        .iter()
        .map(|card| Known::living(card, card.id))
        .collect()
}

/// The collection after a plan.
fn applied(before: &[Known], cards: &[CompiledCard], plan: &Plan) -> Vec<Known> {
    let mut after: BTreeMap<CardId, Known> = before
        .iter()
        .map(|known| (known.id, known.clone()))
        .collect();
    for id in &plan.retired {
        after.get_mut(id).unwrap().retired = true;
    }
    for (card, placement) in cards.iter().zip(&plan.placements) {
        after.insert(placement.id, Known::living(card, placement.id));
    }
    after.into_values().collect()
}

fn ids_by_name(text: &Text, ids: impl Iterator<Item = CardId>) -> BTreeMap<usize, CardId> {
    text.facts().map(|fact| fact.name).zip(ids).collect()
}

fn check_ids(known: &[Known], plan: &Plan) {
    let before: BTreeSet<CardId> = known.iter().map(|known| known.id).collect();
    let mut given = BTreeSet::new();
    for placement in &plan.placements {
        assert!(given.insert(placement.id), "given twice");
        assert_eq!(
            placement.change == Change::New,
            !before.contains(&placement.id)
        );
    }
    assert!(plan.retired.iter().all(|id| !given.contains(id)));
}

/// Edits a document over several revisions: what was not touched keeps its id, no id is given twice, and
/// reconciling twice changes nothing.
fn check_revisions(mut text: Text, revisions: &[Vec<Edit>]) -> Result<(), TestCaseError> {
    let mut collection = first_seen(&text);
    for edits in revisions {
        text.forget_touches();
        let before = cards(&text);
        let live: Vec<&Known> = collection.iter().filter(|known| !known.retired).collect();
        let by_text = |fingerprint| {
            live.iter()
                .filter(|known| known.fingerprint == fingerprint)
                .map(|known| known.id)
                .collect::<BTreeSet<_>>()
        };
        let texts: BTreeMap<usize, _> = text
            .facts()
            .map(|fact| fact.name)
            .zip(before.iter().map(|card| card.fingerprint))
            .collect();
        edits.iter().for_each(|edit| text.edit(*edit));
        let after = cards(&text);
        let plan = reconcile(&after, &collection);
        check_ids(&collection, &plan);
        for ((fact, card), placement) in text.facts().zip(&after).zip(&plan.placements) {
            // A copy has no past of its own, and among equal texts any is as good.
            let Some(old) = texts.get(&fact.name).filter(|_| !fact.is_touched) else {
                continue;
            };
            prop_assert_eq!(*old, card.fingerprint);
            let twins = text
                .facts()
                .zip(&after)
                .filter(|(_, other)| other.fingerprint == card.fingerprint)
                .count();
            if twins <= by_text(*old).len() {
                prop_assert!(
                    by_text(*old).contains(&placement.id),
                    "{} lost its history",
                    fact.key
                );
            }
        }
        let again = applied(&collection, &after, &plan);
        let second = reconcile(&after, &again);
        prop_assert!(
            second
                .placements
                .iter()
                .all(|placement| placement.change == Change::Unchanged)
        );
        prop_assert!(
            second
                .placements
                .iter()
                .zip(&plan.placements)
                .all(|(one, other)| one.id == other.id)
        );
        prop_assert_eq!((second.retired, second.in_doubt), (vec![], vec![]));
        collection = again;
    }
    Ok(())
}

proptest! {
    #![proptest_config(tries(192))]

    /// Over several revisions, each with several edits.
    #[test]
    fn an_untouched_card_keeps_its_id_and_no_id_is_given_twice(
        text in any_text(),
        revisions in prop::collection::vec(prop::collection::vec(any_edit(), 1..6), 1..4),
    ) {
        check_revisions(text, &revisions)?;
    }

    /// The same where the first rows of all parts share their keys, as do the second ones, and so on. A row that
    /// goes to another part is left out: two that change places look like two answers that did. So is a copy: nothing
    /// tells a section that only says what others say, and got another heading and a row more, from one that came.
    #[test]
    fn an_untouched_card_keeps_its_id_where_parts_share_their_keys(
        text in any_text(),
        revisions in prop::collection::vec(prop::collection::vec(any_edit(), 1..6), 1..4),
    ) {
        let stays = |edit: &Edit| !matches!(edit, Edit::MoveRow(..) | Edit::Duplicate(_));
        let revisions: Vec<Vec<Edit>> = revisions.into_iter().map(|edits| edits.into_iter().filter(stays).collect()).collect();
        check_revisions(text.with_shared_keys(), &revisions)?;
    }

    /// One revision of edits that leave the key: the card is the same, whatever else is edited.
    #[test]
    fn a_card_keeps_its_id_while_its_key_stays(text in any_text(), edits in prop::collection::vec(any_edit(), 1..8)) {
        let collection = first_seen(&text);
        let ids = ids_by_name(&text, collection.iter().map(|known| known.id));
        let mut edited = text;
        edits.iter().filter(|edit| !matches!(edit, Edit::Duplicate(_))).for_each(|edit| edited.edit(*edit));
        let plan = reconcile(&cards(&edited), &collection);
        for (fact, placement) in edited.facts().zip(&plan.placements) {
            match ids.get(&fact.name) {
                Some(id) if !fact.is_key_touched => prop_assert_eq!(*id, placement.id, "{}", fact.key),
                Some(_) => {}
                // A new row that was given the answers of a lost one looks like it under a new name.
                None if fact.is_touched => {}
                None => prop_assert_eq!(placement.change, Change::New, "{} is new", fact.key),
            }
        }
    }

    /// A typo alone, in a key or an answer.
    #[test]
    fn a_mended_typo_loses_nothing(text in any_text(), at in 0_usize..100, in_key: bool, more in 0_usize..100) {
        let collection = first_seen(&text);
        let mut edited = text;
        edited.edit(if in_key { Edit::TypoInKey(at) } else { Edit::TypoInAnswer(at) });
        edited.edit(Edit::Rename(more));
        edited.edit(Edit::Reverse(more));
        let plan = reconcile(&cards(&edited), &collection);
        prop_assert_eq!(plan.count(Change::New), 0);
        prop_assert_eq!(plan.retired, vec![]);
    }

    #[test]
    fn the_order_of_known_cards_decides_nothing(text in any_text(), edits in prop::collection::vec(any_edit(), 1..8), turn in 0_usize..40) {
        let mut collection = first_seen(&text);
        let mut edited = text;
        edits.iter().for_each(|edit| edited.edit(*edit));
        let cards = cards(&edited);
        for (at, known) in collection.iter_mut().enumerate() {
            known.retired = at % 5 == 3;
        }
        let plan = reconcile(&cards, &collection);
        let turns = turn % collection.len().max(1);
        collection.rotate_left(turns);
        prop_assert_eq!(&reconcile(&cards, &collection), &plan);
        collection.reverse();
        prop_assert_eq!(&reconcile(&cards, &collection), &plan);
    }

    /// A part goes to another document, after it had gone from the first: everything is kept.
    #[test]
    fn a_part_that_goes_to_another_document_takes_its_history_along(text in any_text(), other in any_text(), at in 0_usize..10) {
        let mut first = text;
        let mut second = other;
        let collection = first_seen(&first);
        let ids = ids_by_name(&first, collection.iter().map(|known| known.id));
        let part = first.parts.remove(at % first.parts.len());
        let moved: BTreeSet<CardId> = part.facts.iter().map(|fact| ids[&fact.name]).collect();
        second.parts.clear();
        second.parts.push(part);

        let plan = reconcile(&cards(&first), &collection);
        let mut left = applied(&collection, &cards(&first), &plan);
        left.retain(|known| known.retired);
        let compiled = cards(&second);
        let alone = reconcile(&compiled, &[]);
        let document = Document {
            above: &["second.md".to_owned()],
            compiled: &compiled,
            known: &[],
            plan: &alone,
        };
        let left = Left { above: std::iter::empty::<String>().collect(), known: left };
        let plans = reconcile_together(&[document], &[left]);
        let kept: BTreeSet<CardId> = plans[0].placements.iter().map(|placement| placement.id).collect();
        prop_assert_eq!(kept, moved);
        prop_assert_eq!(&plans[0].retired, &vec![]);
    }

    /// A file for each part, all of them called otherwise at once, in any order, and one answer mended: they share
    /// their keys, so that the keys alone tell nothing.
    #[test]
    fn files_that_are_all_renamed_at_once_keep_every_id(text in any_text(), turn in 0_usize..5, at in 0_usize..100) {
        let text = text.with_shared_keys();
        let left: Vec<Left> = text.files().iter().enumerate().map(|(number, file)| Left {
            above: [format!("{number}-old.md")].into_iter().collect(),
            known: first_seen(file),
        }).collect();
        let known = left.iter().flat_map(|left| &left.known);
        let ids = ids_by_name(&text, known.map(|known| known.id));
        prop_assume!(ids.values().collect::<BTreeSet<_>>().len() == ids.len());
        let mut edited = text;
        edited.edit(Edit::TypoInAnswer(at));
        let mut files = edited.files();
        let turns = turn % files.len();
        files.rotate_left(turns);
        let compiled: Vec<Vec<CompiledCard>> = files.iter().map(cards).collect();
        let above: Vec<[String; 1]> = (0..files.len()).map(|number| [format!("{number}-new.md")]).collect();
        let alone: Vec<Plan> = compiled.iter().map(|cards| reconcile(cards, &[])).collect();
        let documents: Vec<Document<'_>> = (0..files.len()).map(|number| Document {
            above: &above[number],
            compiled: &compiled[number],
            known: &[],
            plan: &alone[number],
        }).collect();
        for (file, plan) in files.iter().zip(reconcile_together(&documents, &left)) {
            let kept = ids_by_name(file, plan.placements.iter().map(|placement| placement.id));
            for (name, id) in kept {
                prop_assert_eq!(id, ids[&name], "fact {}", name);
            }
        }
    }
}
