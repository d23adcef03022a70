//! Taking an import back restores the collection exactly, whatever the edit was.

use std::collections::HashSet;

use proptest::prelude::*;
use srm::calendar::Moment;
use srm::cards::{CardId, DeckName, compile};
use srm::exchange::Progress;
use srm::exchange::export::json;
use srm::reconcile::{Known, reconcile};
use srm::review::{Deed, DeviceId, Event, EventId, voided};
use srm::store::{Creation, DocumentImport, Edition, Filter, Store};

use crate::edited_text::{any_edit, any_text};
use crate::log_properties::tries;

const PATH: &str = "/notes.md";

fn moment(hour: i64) -> Moment {
    Moment {
        utc_ms: 1_772_352_000_000 + hour * 3_600_000,
        offset_minutes: 60,
    }
}

fn known(store: &Store) -> Vec<Known> {
    match store.document(PATH).unwrap() {
        Some(document) => store.known_cards(document.id, &[]).unwrap(),
        None => Vec::new(),
    }
}

fn import(store: &mut Store, text: &str) {
    let compiled = compile(text, &DeckName::new("Notes").unwrap());
    let plan = reconcile(&compiled.cards, &known(store));
    let blake3 = format!("{:064}", text.len());
    let import = DocumentImport {
        path: PATH,
        edition: &Edition::of_text(blake3),
        sound_by: None,
        compiled: &compiled,
        plan: &plan,
        seen: None,
    };
    store.apply(&[import], moment(0)).unwrap();
}

/// The log only grows: an alias that was taken back stays in it, with what took it back and brought it
/// back. Voids are as good as not there, and so is what does not count.
fn without_aliases_taken_back(events: &mut Vec<Event>) {
    events.sort_by_key(Event::order);
    let refs: Vec<&Event> = events.iter().collect();
    let voided = voided(&refs);
    let alias = |event: &&Event| matches!(event.deed, Deed::Alias(_));
    let aliases: HashSet<EventId> = events.iter().filter(alias).map(|event| event.id).collect();
    let mut of_aliases = aliases.clone();
    for event in events.iter() {
        if let Deed::Void(target) = event.deed
            && of_aliases.contains(&target)
        {
            of_aliases.insert(event.id);
        }
    }
    events.retain(|event| match event.deed {
        Deed::Void(target) => !of_aliases.contains(&target),
        _ => !aliases.contains(&event.id) || !voided.contains(&event.id),
    });
}

/// Everything a learner could see: decks, cards with their places and states, the log, documents.
fn everything(store: &Store) -> (String, Vec<(String, String)>, Vec<CardId>) {
    let mut collection = store.export(&Filter::default(), Progress::With).unwrap();
    for deck in &mut collection.decks {
        without_aliases_taken_back(&mut deck.events);
    }
    let documents = store.documents().unwrap().into_iter();
    let day = srm::calendar::StudyDay::MAX;
    let queue = store.new_cards(&Filter::default(), day, u32::MAX).unwrap();
    (
        String::from_utf8(json::write(&collection, Progress::With)).unwrap(),
        documents.map(|known| (known.path, known.blake3)).collect(),
        queue.into_iter().map(|queued| queued.card).collect(),
    )
}

proptest! {
    #![proptest_config(tries(48))]

    #[test]
    fn an_import_taken_back_leaves_everything_as_it_was(
        text in any_text(),
        edits in prop::collection::vec(any_edit(), 1..6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("srm.db");
        let mut store = Store::open(&path, Creation::IfMissing, DeviceId(7)).unwrap();
        import(&mut store, &text.written());
        let first = known(&store).first().map(|known| known.id);
        if let Some(first) = first {
            store.record(first, Deed::Suspend, moment(1)).unwrap();
        }
        let before = everything(&store);
        let before_it = store.last_import().unwrap();
        let mut edited = text;
        for edit in edits {
            edited.edit(edit);
        }
        import(&mut store, &edited.written());
        let newest = store.last_import().unwrap();
        if let Some(import) = newest.filter(|_| newest != before_it) {
            let after = everything(&store);
            store.undo_import(import, moment(9)).unwrap();
            prop_assert_eq!(everything(&store), before.clone());
            prop_assert!(store.rebuild_check().unwrap().is_empty());
            // Back and forth without end; the log alone grows.
            for _ in 0..2 {
                let undone = store.undone_import().unwrap().unwrap();
                store.redo_import(undone, moment(9)).unwrap();
                prop_assert_eq!(everything(&store), after.clone());
                prop_assert!(store.rebuild_check().unwrap().is_empty());
                prop_assert_eq!(store.undone_import().unwrap(), None);
                let import = store.last_import().unwrap().unwrap();
                store.undo_import(import, moment(9)).unwrap();
                prop_assert_eq!(everything(&store), before.clone());
            }
        }
    }
}

#[test]
fn a_card_that_was_answered_since_stays_retired_with_its_history() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("srm.db");
    let mut store = Store::open(&path, Creation::IfMissing, DeviceId(7)).unwrap();
    import(&mut store, "# Notes\n\nQ: a?\nA: b\n");
    let id = known(&store)[0].id;
    let import = store.last_import().unwrap().unwrap();
    let (event, _) = store.record(id, Deed::Suspend, moment(1)).unwrap();
    assert_eq!(
        store.last_import().unwrap(),
        None,
        "the newest change comes first"
    );
    store.record(id, Deed::Void(event), moment(2)).unwrap();
    assert_eq!(store.last_import().unwrap(), Some(import));
    store.undo_import(import, moment(9)).unwrap();
    let card = store.card(id).unwrap().unwrap();
    assert!(card.retired);
    assert_eq!(store.last_import().unwrap(), None);
}
