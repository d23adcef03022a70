//! What holds for a day's queue whatever a learner does: nobody is asked what is hidden, and nothing that
//! waits is lost: each card that is not asked has a limit or a sibling to show for it.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::calendar::Moment;
use crate::cards::{DeckName, compile};
use crate::reconcile::reconcile;
use crate::review::{
    CardState, DayLimit, Days, Deed, DeviceId, Event, LimitChange, Limits, NewCards, NoteKey,
    SiblingRule, answer, spread, voided,
};
use crate::scheduler::{Quality, Scheduler};
use crate::store::{Creation, DocumentImport, Edition};

/// Three gaps of one sentence, both ways of a term, and single cards, in two decks.
const NOTES: [(&str, &str); 2] = [
    (
        "A",
        "C: The [one], the [two] and the [three].\n\nQ: q\nA: a\n\nQ: r\nA: b\n",
    ),
    ("A::B", "term ::: meaning\n\nQ: s\nA: c\n"),
];

fn day(number: i64) -> StudyDay {
    StudyDay::from_number(20_000 + number)
}

fn noon(number: i64) -> Moment {
    Moment {
        utc_ms: (20_000 + number) * 86_400_000 + 12 * 3_600_000,
        offset_minutes: 0,
    }
}

/// A collection of [`NOTES`], and its cards in their order.
fn collection() -> (TempDir, Store, Vec<CardId>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("srm.db");
    let mut store = Store::open(&path, Creation::IfMissing, DeviceId(7)).unwrap();
    let mut cards = Vec::new();
    for (name, text) in NOTES {
        let compiled = compile(text, &DeckName::new(name).unwrap());
        let plan = reconcile(&compiled.cards, &[]);
        let import = DocumentImport {
            path: name,
            edition: &Edition::of_text("00"),
            sound_by: None,
            compiled: &compiled,
            plan: &plan,
            seen: None,
        };
        store.apply(&[import], noon(0)).unwrap();
        cards.extend(plan.placements.iter().map(|placement| placement.id));
    }
    (folder, store, cards)
}

/// Something that happens.
#[derive(Clone, Debug)]
enum Step {
    Grade(usize, u8),
    Change(usize, Change),
    Undo,
    Redo,
    Days(i64),
    Today(bool, Option<u32>, Option<u32>),
    Rule(SiblingRule),
    Order(Order, NewCards),
    Postpone(u32),
}

/// A change to a card.
#[derive(Clone, Copy, Debug)]
enum Change {
    Suspend,
    Unsuspend,
    Bury(i64),
    Unbury,
    Reset,
    Reschedule(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let card = 0..8_usize;
    let change = prop_oneof![
        Just(Change::Suspend),
        Just(Change::Unsuspend),
        (1..3_i64).prop_map(Change::Bury),
        Just(Change::Unbury),
        Just(Change::Reset),
        (-3..5_i64).prop_map(Change::Reschedule),
    ];
    let limit = || prop::option::of(0..4_u32);
    prop_oneof![
        8 => (card.clone(), 0..6_u8).prop_map(|(card, quality)| Step::Grade(card, quality)),
        3 => (card, change).prop_map(|(card, change)| Step::Change(card, change)),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
        3 => (0..9_i64).prop_map(Step::Days),
        1 => (any::<bool>(), limit(), limit()).prop_map(|(of_deck, new, reviews)| Step::Today(of_deck, new, reviews)),
        1 => (0..4_usize).prop_map(|at| Step::Rule(SiblingRule::ALL[at].1)),
        1 => (0..4_usize, 0..3_usize)
            .prop_map(|(order, new)| Step::Order(Order::ALL[order].1, NewCards::ALL[new].1)),
        1 => (1..4_u32).prop_map(Step::Postpone),
    ]
}

fn deed(change: Change, today: StudyDay) -> Deed {
    match change {
        Change::Suspend => Deed::Suspend,
        Change::Unsuspend => Deed::Unsuspend,
        Change::Bury(days) => Deed::Bury(today.plus(days)),
        Change::Unbury => Deed::Unbury,
        Change::Reset => Deed::Reset,
        Change::Reschedule(days) => Deed::Reschedule(today.plus(days)),
    }
}

fn take(store: &mut Store, cards: &[CardId], settings: &mut Settings, now: &mut i64, step: Step) {
    let (today, at) = (day(*now), noon(*now));
    match step {
        Step::Grade(card, quality) => {
            let state = store.state(cards[card]).unwrap().unwrap();
            let quality = Quality::new(quality).unwrap();
            let deed = answer(&state, quality, today, 0, &Scheduler::default());
            store.record(cards[card], deed, at).unwrap();
        }
        Step::Change(card, change) => {
            store.record(cards[card], deed(change, today), at).unwrap();
        }
        Step::Undo => drop(store.undo(at).unwrap()),
        Step::Redo => drop(store.redo(at).unwrap()),
        Step::Days(days) => *now += days,
        Step::Today(of_deck, new, reviews) => {
            let deck = of_deck.then(|| DeckName::new("A::B").unwrap());
            let change = LimitChange { new, reviews };
            let day = today;
            let limit = DayLimit { day, deck, change };
            store.set_limits_of_day(limit, at).unwrap();
        }
        Step::Rule(rule) => settings.siblings = rule,
        Step::Order(order, new_cards) => (settings.order, settings.new_cards) = (order, new_cards),
        Step::Postpone(limit) => {
            let read = Day::read(store, settings, today).unwrap();
            let due = Selection::default().due(store, &read).unwrap();
            let days = Days {
                limit,
                left_today: limit,
                ..Days::default()
            };
            let moved = spread(due, today, &days).moved.into_iter();
            let deeds = moved.map(|(card, on)| (card, Deed::Reschedule(on)));
            store.record_all(deeds.collect(), at).unwrap();
        }
    }
}

/// What the log alone says about a card on a day.
struct Told {
    deck: String,
    note: Option<NoteKey>,
    is_hidden: bool,
    due: Option<StudyDay>,
    /// Its graded answers of the day: whether the card was new at each, which has no due day.
    answered: Vec<bool>,
}

fn told(store: &Store, (card, note): (CardId, Option<NoteKey>), today: StudyDay) -> Told {
    let stored = store.card(card).unwrap().unwrap();
    let state = stored.state;
    let events: Vec<Event> = store.history(card).unwrap();
    let void = voided(&events.iter().collect::<Vec<_>>());
    let counts = events.iter().filter(|event| !void.contains(&event.id));
    let mut before = CardState::default();
    let mut answered = Vec::new();
    for event in counts {
        if matches!(&event.deed, Deed::Review(review) if review.day == today) {
            answered.push(before.due.is_none());
        }
        before = before.after(&event.deed, &stored.scheduler);
    }
    Told {
        deck: stored.deck.to_string(),
        note,
        is_hidden: state.suspended || state.buried_until.is_some_and(|until| until > today),
        due: state.due,
        answered,
    }
}

/// Cards with their notes, which are asked of the store while every card can still be asked: one that is
/// hidden later has had the day all the same.
fn with_notes(store: &Store, cards: &[CardId]) -> Vec<(CardId, Option<NoteKey>)> {
    let with_note = |card: &CardId| {
        let candidate = store.candidate(*card, StudyDay::MAX).unwrap().unwrap();
        (*card, candidate.note)
    };
    cards.iter().map(with_note).collect()
}

fn check(store: &Store, cards: &[(CardId, Option<NoteKey>)], settings: &Settings, today: StudyDay) {
    let read = Day::read(store, settings, today).unwrap();
    let all = Selection::default();
    let queue = all.queue(store, &read, read.allowance()).unwrap();
    let asked: Vec<CardId> = read
        .arranged(&queue)
        .iter()
        .map(|queued| queued.card)
        .collect();
    let again = all.queue(store, &read, read.allowance()).unwrap();
    assert_eq!(
        read.arranged(&again),
        read.arranged(&queue),
        "the same cards, the same queue"
    );
    let set: BTreeSet<CardId> = asked.iter().copied().collect();
    assert_eq!(set.len(), asked.len(), "a card is asked once");

    let told: BTreeMap<CardId, Told> = cards
        .iter()
        .map(|card| (card.0, told(store, *card, today)))
        .collect();
    let is_new = |card: &Told| card.due.is_none();
    let waits = |card: &Told| !card.is_hidden && card.due.is_none_or(|due| due <= today);
    for card in &asked {
        assert!(
            waits(&told[card]),
            "nothing is asked that is hidden or not due"
        );
    }
    // Whether a limit around a deck is used up by what was answered and what is asked.
    let is_full = |deck: &str, new: bool| {
        let within =
            |name: &str, around: &str| name == around || name.starts_with(&format!("{around}::"));
        let mut limits = vec![(String::new(), read.limits.whole())];
        limits.extend(
            read.limits
                .decks()
                .iter()
                .map(|(name, limits)| (name.to_string(), *limits)),
        );
        limits.iter().any(|(around, limits)| {
            if !around.is_empty() && !within(deck, around) {
                return false;
            }
            let inside = |card: &&Told| around.is_empty() || within(&card.deck, around);
            let inside = || told.values().filter(inside);
            let answered = |first: bool| {
                inside()
                    .flat_map(|card| &card.answered)
                    .filter(|a| **a == first)
                    .count()
            };
            let asked = |new: bool| {
                let in_queue = told.iter().filter(|(id, _)| set.contains(id));
                let is_it = |card: &Told| {
                    (around.is_empty() || within(&card.deck, around)) && is_new(card) == new
                };
                in_queue.filter(|(_, card)| is_it(card)).count()
            };
            let limit = if new { limits.new } else { limits.reviews };
            let used = answered(new) + asked(new);
            let is_over = used > limit as usize && asked(new) > 0;
            assert!(!is_over, "no limit is passed");
            // A backlog leaves new cards only what reviews leave.
            let due = inside().filter(|card| waits(card) && !is_new(card)).count();
            let is_crowded = new
                && limits.reviews > 0
                && answered(true) + asked(true) + due + answered(false) >= limits.reviews as usize;
            used >= limit as usize || is_crowded
        })
    };
    let holds = |new: bool| match settings.siblings {
        SiblingRule::Apart => true,
        SiblingRule::NewWait => new,
        SiblingRule::DueWait => !new,
        SiblingRule::Together => false,
    };
    for (id, card) in told.iter().filter(|(_, card)| waits(card)) {
        let sibling = told.iter().any(|(other, with)| {
            other != id
                && with.note.is_some()
                && with.note == card.note
                && (set.contains(other) || !with.answered.is_empty())
        }) || (card.note.is_some() && !card.answered.is_empty());
        let is_held = holds(is_new(card)) && sibling;
        if set.contains(id) {
            assert!(
                !is_held || (!holds(true) || !holds(false)),
                "siblings are not asked on one day"
            );
        } else {
            assert!(
                is_held || is_full(&card.deck, is_new(card)),
                "no card is lost: {id}"
            );
        }
    }
    // Without limits and with siblings together, what waits is what is asked.
    let free = Settings {
        limits: Limits::NONE,
        siblings: SiblingRule::Together,
        ..settings.clone()
    };
    let mut read = Day::read(store, &free, today).unwrap();
    read.limits = DayLimits::new(Limits::NONE, &[], &[]);
    let queue = all.queue(store, &read, read.allowance()).unwrap();
    let asked: BTreeSet<CardId> = read
        .arranged(&queue)
        .iter()
        .map(|queued| queued.card)
        .collect();
    let waiting = told.iter().filter(|(_, card)| waits(card));
    assert_eq!(asked, waiting.map(|(id, _)| *id).collect());
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_hidden_is_asked_and_nothing_that_waits_is_lost(
        steps in prop::collection::vec(step(), 1..30), new in 0..6_u32, reviews in 0..5_u32,
    ) {
        let (_folder, mut store, cards) = collection();
        prop_assert_eq!(cards.len(), 8);
        let mut settings = Settings {
            limits: Limits { new, reviews },
            ..Settings::default()
        };
        let noted = with_notes(&store, &cards);
        let mut now = 0;
        for step in steps {
            take(&mut store, &cards, &mut settings, &mut now, step);
            check(&store, &noted, &settings, day(now));
        }
        prop_assert_eq!(store.rebuild_check().unwrap(), vec![]);
    }
}
