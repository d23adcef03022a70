//! Two devices with the same document: each compiles revisions of its own, each reviews, and logs
//! are exchanged whenever. In the end both know the same, and nothing that was done is lost.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use srm::calendar::{Moment, StudyDay};
use srm::cards::{CardId, DeckName, compile};
use srm::exchange::Progress;
use srm::reconcile::{Known, reconcile};
use srm::review::{CardState, Deed, DeviceId, EventId, answer};
use srm::scheduler::{Quality, Scheduler};
use srm::store::{Creation, DocumentImport, Edition, Filter, Store};

use crate::edited_text::{Edit, any_edit, any_text};
use crate::log_properties::tries;

const PATH: &str = "/notes.md";

/// A collection with its clock and the revision of the document that it knows.
struct Device {
    _folder: tempfile::TempDir,
    store: Store,
    now: i64,
    revision: usize,
    written: BTreeSet<EventId>,
}

/// What happens on one of two devices.
#[derive(Clone, Copy, Debug)]
enum Act {
    Compile { ahead: usize },
    Answer { card: usize, quality: u8 },
    Suspend { card: usize },
    TakeBackImport,
    Receive,
}

fn any_act() -> impl Strategy<Value = (bool, Act)> {
    let act = prop_oneof![
        3 => (0_usize..3).prop_map(|ahead| Act::Compile { ahead }),
        4 => (0_usize..40, 0_u8..6).prop_map(|(card, quality)| Act::Answer { card, quality }),
        1 => (0_usize..40).prop_map(|card| Act::Suspend { card }),
        1 => Just(Act::TakeBackImport),
        2 => Just(Act::Receive),
    ];
    (any::<bool>(), act)
}

impl Device {
    fn new(name: u64) -> Device {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("srm.db");
        Device {
            store: Store::open(&path, Creation::IfMissing, DeviceId(name)).unwrap(),
            _folder: folder,
            now: i64::try_from(name).unwrap(),
            revision: 0,
            written: BTreeSet::new(),
        }
    }

    fn moment(&mut self) -> Moment {
        self.now += 10;
        Moment {
            utc_ms: 1_772_352_000_000 + self.now * 3_600_000,
            offset_minutes: 60,
        }
    }

    fn known(&self) -> Vec<Known> {
        match self.store.document(PATH).unwrap() {
            Some(document) => self.store.known_cards(document.id, &[]).unwrap(),
            None => Vec::new(),
        }
    }

    fn living(&self) -> Vec<CardId> {
        let known = self.known().into_iter();
        known
            .filter(|known| !known.retired)
            .map(|known| known.id)
            .collect()
    }

    fn compile(&mut self, text: &str) {
        let compiled = compile(text, &DeckName::new("Notes").unwrap());
        let plan = reconcile(&compiled.cards, &self.known());
        let import = DocumentImport {
            path: PATH,
            seen: None,
            edition: &Edition::of_text(format!("{:064}", text.len())),
            sound_by: None,
            compiled: &compiled,
            plan: &plan,
        };
        let at = self.moment();
        self.store.apply(&[import], at).unwrap();
    }

    fn record(&mut self, card: usize, deed: impl Fn(&CardState) -> Deed) {
        let living = self.living();
        let Some(card) = living.get(card % living.len().max(1)) else {
            return;
        };
        let state = self.store.state(*card).unwrap().unwrap();
        let at = self.moment();
        let (event, _) = self.store.record(*card, deed(&state), at).unwrap();
        self.written.insert(event);
    }

    fn act(&mut self, act: Act, revisions: &[String]) {
        let day = StudyDay::from_number(20_513 + self.now / 24);
        match act {
            Act::Compile { ahead } => {
                self.revision = (self.revision + ahead).min(revisions.len() - 1);
                self.compile(&revisions[self.revision]);
            }
            Act::Answer { card, quality } => {
                let quality = Quality::new(quality).unwrap();
                self.record(card, |state| {
                    answer(state, quality, day, 900, &Scheduler::default())
                });
            }
            Act::Suspend { card } => self.record(card, |_| Deed::Suspend),
            Act::TakeBackImport => {
                if let Some(import) = self.store.last_import().unwrap() {
                    let at = self.moment();
                    self.store.undo_import(import, at).unwrap();
                }
            }
            Act::Receive => {}
        }
    }

    fn receive(&mut self, other: &Device) {
        let sent = other
            .store
            .export(&Filter::default(), Progress::With)
            .unwrap();
        let at = self.moment();
        self.store.import(&sent, at).unwrap();
    }

    /// Each id with what is known of it: the ids that are one with it, and its state.
    fn knowledge(&self) -> BTreeMap<CardId, (Vec<CardId>, Option<CardState>)> {
        let collection = self
            .store
            .export(&Filter::default(), Progress::With)
            .unwrap();
        let decks = collection.decks.iter();
        let ids = decks.flat_map(|deck| deck.cards.iter().map(|record| record.id));
        ids.map(|id| {
            let state = self.store.state(id).unwrap();
            (id, (self.store.class(id).unwrap(), state))
        })
        .collect()
    }

    fn events(&self) -> BTreeSet<EventId> {
        let collection = self
            .store
            .export(&Filter::default(), Progress::With)
            .unwrap();
        let decks = collection.decks.iter();
        decks
            .flat_map(|deck| deck.events.iter().map(|event| event.id))
            .collect()
    }
}

fn exchange(one: &mut Device, other: &mut Device) {
    one.receive(other);
    other.receive(one);
}

proptest! {
    #![proptest_config(tries(24))]

    #[test]
    fn two_devices_end_with_the_same_states_and_all_events(
        text in any_text(),
        edits in prop::collection::vec(prop::collection::vec(any_edit(), 1..3), 1..5),
        acts in prop::collection::vec(any_act(), 1..16),
    ) {
        let mut edited = text;
        let mut revisions = vec![edited.written()];
        for edits in edits {
            // Another title is another deck, and exchanging decks is refused then.
            for edit in edits.into_iter().filter(|edit| !matches!(edit, Edit::Retitle)) {
                edited.edit(edit);
            }
            revisions.push(edited.written());
        }
        let (mut one, mut other) = (Device::new(7), Device::new(8));
        for (is_one, act) in acts {
            let (here, there) = if is_one { (&mut one, &other) } else { (&mut other, &one) };
            match act {
                Act::Receive => here.receive(there),
                act => here.act(act, &revisions),
            }
        }
        exchange(&mut one, &mut other);
        let written: BTreeSet<EventId> = one.written.union(&other.written).copied().collect();
        for device in [&one, &other] {
            prop_assert!(written.is_subset(&device.events()));
            prop_assert!(device.store.rebuild_check().unwrap().is_empty());
        }
        prop_assert_eq!(one.events(), other.events());
        prop_assert_eq!(one.knowledge(), other.knowledge());
        // Both read the newest revision, and still agree.
        let newest = revisions.last().unwrap();
        one.compile(newest);
        other.compile(newest);
        exchange(&mut one, &mut other);
        prop_assert_eq!(one.knowledge(), other.knowledge());
        prop_assert_eq!(one.events(), other.events());
        for device in [&one, &other] {
            let cards = compile(newest, &DeckName::new("Notes").unwrap()).cards.len();
            prop_assert_eq!(device.living().len(), cards);
            prop_assert!(device.store.rebuild_check().unwrap().is_empty());
        }
    }
}

/// A key gets the text that another card had for a while: an answer to one of them is none to the other.
#[test]
fn a_text_that_stood_for_one_card_joins_it_with_no_other() {
    let rows = |rows: &[(u8, &str)]| {
        let rows: Vec<String> = rows
            .iter()
            .map(|(key, value)| format!("| key {key} | value {value} |\n"))
            .collect();
        format!("# Notes\n\n| Key | Value |\n|---|---|\n{}", rows.concat())
    };
    let five = (5, "5 of version 0");
    let eight = (8, "8 of version 0");
    let mut device = Device::new(7);
    device.compile(&rows(&[five, (6, "6 of version 1")]));
    device.compile(&rows(&[five, eight]));
    device.compile(&rows(&[five, (6, "6 of version 8")]));
    device.compile(&rows(&[(6, "6 of version 5"), eight]));
    let living = device.living();
    assert_eq!(living.len(), 2);
    let day = StudyDay::from_number(20_513);
    device.record(0, |state| {
        let good = Quality::new(4).unwrap();
        answer(state, good, day, 900, &Scheduler::default())
    });
    let reviews: Vec<u32> = living
        .iter()
        .map(|card| device.store.state(*card).unwrap().unwrap().reviews)
        .collect();
    assert_eq!(reviews, [1, 0]);
    assert_eq!(device.store.rebuild_check().unwrap(), []);
}
