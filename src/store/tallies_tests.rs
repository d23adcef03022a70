//! Tests of the day tallies: by hand, and that a cache never says anything else than a count.

use proptest::prelude::*;

use super::{DayTally, Half, LastCounted, StudyDay, Tallied, hour, open_again};
use crate::cards::{CardId, DeckName};
use crate::review::{Deed, Flag, answer};
use crate::scheduler::Quality;
use crate::store::events::tests::{NOTES, import, moment, store};
use crate::store::{Filter, Scope, Store};

fn day(number: i64) -> StudyDay {
    StudyDay::from_number(20_000 + number)
}

/// Grades a card on a day at its noon, UTC.
fn grade(store: &mut Store, card: CardId, quality: u8, on: i64) {
    let state = store.state(card).unwrap().unwrap();
    let deed = answer(
        &state,
        Quality::new(quality).unwrap(),
        day(on),
        1000,
        store.schedulers().whole(),
    );
    store.record(card, deed, moment(on)).unwrap();
}

fn undo(store: &mut Store, on: i64) {
    if store.undo(moment(on)).unwrap().is_some() {}
}

/// The tallies, counted from the first event on.
fn counted(store: &Store) -> Vec<DayTally> {
    super::tally_cache::forget(&store.connection).unwrap();
    store.daily_of_all(u64::MAX).unwrap()
}

fn kept_days(store: &Store) -> i64 {
    let sql = "SELECT count(*) FROM day_tally";
    store
        .connection
        .query_row(sql, [], |row| row.get(0))
        .unwrap()
}

#[test]
fn two_halves_are_the_whole() {
    let (_folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    for (on, quality) in (0..9).zip([1, 4, 5, 3, 0].into_iter().cycle()) {
        grade(&mut store, cards[on as usize % 3], quality, on / 4);
    }
    let whole = counted(&store);
    let newest = LastCounted::newest(&store.connection).unwrap();
    let connection = open_again(&store.path()).unwrap();
    assert!(newest.is_in(&connection).unwrap());
    assert!(!LastCounted::default().is_in(&connection).unwrap());
    let half = Half { connection };
    let counted = half.counted(&store.connection, Tallied::default(), (0, newest.row));
    let counted = counted.unwrap();
    assert_eq!(counted.events, 9);
    assert_eq!(counted.into_days(), whole);
}

#[test]
fn answers_drills_hours_and_undone_answers_by_hand() {
    let (_folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    grade(&mut store, cards[0], 1, 0); // new, again
    grade(&mut store, cards[0], 4, 0); // its drill
    grade(&mut store, cards[1], 5, 0); // new, easy
    grade(&mut store, cards[0], 3, 1); // young (interval 1), hard
    grade(&mut store, cards[2], 4, 1); // new, good, undone
    undo(&mut store, 1);
    let days = store.daily(&Scope::Filter(Filter::default())).unwrap();
    assert_eq!(days.len(), 2);
    assert_eq!((days[0].day, days[1].day), (day(0), day(1)));
    assert_eq!(days[0].answers, [[1, 0, 0, 1], [0; 4], [0; 4]]);
    assert_eq!((days[0].drills, days[0].duration_ms), (1, 3000));
    assert_eq!(
        (days[0].hours[12].passed, days[0].hours[12].answers),
        (1, 2)
    );
    assert_eq!(days[1].answers, [[0; 4], [0, 1, 0, 0], [0; 4]]);
    assert_eq!((days[1].drills, days[1].duration_ms), (0, 1000));
    let deck = Scope::Filter(Filter {
        deck: DeckName::new("Notes"),
    });
    assert_eq!(store.daily(&deck).unwrap(), days);
    assert_eq!(store.daily(&Scope::Cards(cards.clone())).unwrap(), days);
    // The card graded easy alone, and one that was never answered.
    let some = Scope::Cards(vec![cards[1], cards[2]]);
    let of_some = store.daily(&some).unwrap();
    assert_eq!(of_some.len(), 1);
    assert_eq!(of_some[0].answers, [[0, 0, 0, 1], [0; 4], [0; 4]]);
    assert_eq!(store.card_tally(&some).unwrap().counts.total(), 2);
    let waits = store.waiting(&some, day(1)).unwrap();
    assert_eq!((waits.due, waits.new), (1, 1));
}

#[test]
fn the_hour_is_that_of_the_wall_clock() {
    // 1970-01-01 00:30 UTC is 1:30 in Berlin and 19:30 the day before in New York.
    assert_eq!(hour(1_800_000, 60), 1);
    assert_eq!(hour(1_800_000, -300), 19);
    assert_eq!(hour(-1, 0), 23);
}

#[test]
fn a_day_whose_answers_are_all_undone_is_no_day() {
    let (_folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    grade(&mut store, cards[0], 4, 0);
    undo(&mut store, 0);
    assert_eq!(store.daily_of_all(1).unwrap(), []);
    assert_eq!(store.daily_of_all(1).unwrap(), []);
}

#[test]
fn a_cache_is_used_and_one_that_does_not_fit_is_not_believed() {
    let (_folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    grade(&mut store, cards[0], 4, 0);
    let truth = store.daily_of_all(1).unwrap();
    assert_eq!(kept_days(&store), 1);
    // It is used: a number changed where nothing can see it shows.
    let spoil = |sql: &str| store.connection.execute(sql, []).unwrap();
    let kept: Vec<u8> = store
        .connection
        .query_row("SELECT numbers FROM day_tally", [], |row| row.get(0))
        .unwrap();
    let mut other = kept.clone();
    *other.last_mut().unwrap() = 1;
    let put = |numbers: &[u8]| {
        store
            .connection
            .execute("UPDATE day_tally SET numbers = ?1", [numbers])
            .unwrap();
    };
    put(&other);
    assert_ne!(store.daily_of_all(u64::MAX).unwrap(), truth);
    // What does not add up, cannot be read or names another event is not.
    put(&kept[1..]);
    assert_eq!(store.daily_of_all(u64::MAX).unwrap(), truth);
    put(&kept);
    for sql in [
        "UPDATE tallied SET answers = answers + 1",
        "UPDATE tallied SET answers = answers - 1, clock = clock + 1",
        "UPDATE tallied SET clock = clock - 1, event = event + 1",
        "DELETE FROM tallied",
        "DELETE FROM day_tally",
    ] {
        spoil(sql);
        assert_eq!(store.daily_of_all(u64::MAX).unwrap(), truth, "{sql}");
    }
    assert_eq!(store.daily_of_all(1).unwrap(), truth);
}

#[test]
fn a_small_log_is_not_kept() {
    let (_folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    grade(&mut store, cards[0], 4, 0);
    store.daily(&Scope::Filter(Filter::default())).unwrap();
    assert_eq!(kept_days(&store), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Answers, undone answers, redone ones and other events, with reports between them that keep
    /// what they counted: each says what a count of the whole log says.
    #[test]
    fn a_cache_never_lies(deeds in prop::collection::vec((0..3_usize, 0..8_u8, 0..3_i64), 1..24)) {
        let (_folder, mut store) = store();
        let cards = import(&mut store, "notes.md", NOTES);
        let mut on = 0;
        for (card, deed, later) in deeds {
            on += later;
            match deed {
                0..=5 => grade(&mut store, cards[card], deed, on),
                6 => undo(&mut store, on),
                _ => {
                    store.record(cards[card], Deed::Flag(Flag::FIRST), moment(on)).unwrap();
                }
            }
            if later == 1 {
                let kept = store.daily_of_all(1).unwrap();
                let again = store.daily_of_all(u64::MAX).unwrap();
                prop_assert_eq!(&kept, &again);
            }
        }
        let with_cache = store.daily_of_all(u64::MAX).unwrap();
        prop_assert_eq!(with_cache, counted(&store));
    }
}
