//! What holds for the stored states and the queue, whatever a learner does: they are the fold, undo and
//! redo lead back and forth, and the queue holds what waits.

use proptest::prelude::*;

use super::tests::{NOTES, grade, import, moment, store, study_day};
use super::{CardId, CardState, Deed, Store};
use crate::review::Flag;
use crate::store::Filter;

/// Something a learner does: to which card, on which day, and what.
#[derive(Clone, Debug)]
enum Step {
    Grade(usize, u8),
    One(usize, Simple),
    All(Simple),
    Flag(usize, u8),
    Undo,
    Redo,
    NextDay(i64),
}

/// A change to a card that is no answer.
#[derive(Clone, Copy, Debug)]
enum Simple {
    Suspend,
    Unsuspend,
    Bury,
    Unbury,
    Mark,
    Unmark,
    Reset,
    Reschedule(i64),
}

impl Simple {
    fn deed(self, day: i64) -> Deed {
        match self {
            Simple::Suspend => Deed::Suspend,
            Simple::Unsuspend => Deed::Unsuspend,
            Simple::Bury => Deed::Bury(study_day(day + 1)),
            Simple::Unbury => Deed::Unbury,
            Simple::Mark => Deed::Mark,
            Simple::Unmark => Deed::Unmark,
            Simple::Reset => Deed::Reset,
            Simple::Reschedule(days) => Deed::Reschedule(study_day(day + days)),
        }
    }
}

fn simple() -> impl Strategy<Value = Simple> {
    prop_oneof![
        Just(Simple::Suspend),
        Just(Simple::Unsuspend),
        Just(Simple::Bury),
        Just(Simple::Unbury),
        Just(Simple::Mark),
        Just(Simple::Unmark),
        Just(Simple::Reset),
        (-3..9_i64).prop_map(Simple::Reschedule),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let card = 0..3_usize;
    prop_oneof![
        5 => (card.clone(), 0..6_u8).prop_map(|(card, quality)| Step::Grade(card, quality)),
        4 => (card.clone(), simple()).prop_map(|(card, deed)| Step::One(card, deed)),
        1 => simple().prop_map(Step::All),
        1 => (card, 0..8_u8).prop_map(|(card, flag)| Step::Flag(card, flag)),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
        2 => (-2..40_i64).prop_map(Step::NextDay),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn stored_states_are_the_fold_and_undo_restores(steps in proptest::collection::vec(step(), 1..40)) {
        let (_folder, mut store) = store();
        let cards = import(&mut store, "notes.md", NOTES);
        let states = |store: &Store| -> Vec<Option<CardState>> {
            cards.iter().map(|card| store.state(*card).unwrap()).collect()
        };
        let mut day = 0;
        let mut before = vec![];
        // What redo leads to; empty when something new was done.
        let mut undone = vec![];
        for step in steps {
            let now = states(&store);
            if !matches!(step, Step::Undo | Step::Redo | Step::NextDay(_)) {
                undone.clear();
            }
            let deed = match step {
                Step::Grade(card, quality) => {
                    grade(&mut store, cards[card], quality, day);
                    before.push(now);
                    continue;
                }
                Step::Flag(card, flag) => (cards[card], Deed::Flag(Flag::new(flag).unwrap())),
                Step::Undo => {
                    let last = store.undo(moment(day)).unwrap();
                    prop_assert_eq!(last.is_some(), !before.is_empty());
                    if last.is_some() {
                        prop_assert_eq!(Some(states(&store)), before.pop());
                        undone.push(now);
                    }
                    continue;
                }
                Step::Redo => {
                    let brought = store.redo(moment(day)).unwrap();
                    prop_assert_eq!(brought.is_some(), !undone.is_empty());
                    if brought.is_some() {
                        prop_assert_eq!(Some(states(&store)), undone.pop());
                        before.push(now);
                    }
                    continue;
                }
                Step::All(deed) => {
                    let deed = deed.deed(day);
                    let all = cards.iter().map(|card| (*card, deed.clone())).collect();
                    store.record_all(all, moment(day)).unwrap();
                    before.push(now);
                    continue;
                }
                Step::One(card, deed) => (cards[card], deed.deed(day)),
                Step::NextDay(days) => {
                    day += days;
                    continue;
                }
            };
            store.record(deed.0, deed.1, moment(day)).unwrap();
            before.push(now);
        }
        prop_assert_eq!(store.rebuild_check().unwrap(), vec![]);
        // The queue holds every askable card that waits and is not hidden, and no other.
        let today = study_day(day);
        let all = Filter::default();
        let mut queue: Vec<CardId> = Vec::new();
        for part in [
            store.due(&all, today, 99).unwrap(),
            store.new_cards(&all, today, 99).unwrap(),
        ] {
            queue.extend(part.iter().map(|queued| queued.card));
        }
        queue.sort();
        let mut waiting: Vec<CardId> = Vec::new();
        for card in &cards {
            let state = store.state(*card).unwrap().unwrap();
            let is_hidden = state.suspended || state.buried_until.is_some_and(|until| until > today);
            if !is_hidden && state.due.is_none_or(|due| due <= today) {
                waiting.push(*card);
            }
        }
        waiting.sort();
        prop_assert_eq!(queue, waiting);
    }
}
