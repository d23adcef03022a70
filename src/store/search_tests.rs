//! Tests of queries against a collection: what is found, and that an index finds it.

use super::{CardId, Direction, Leeches, Page, Sort, StudyDay, params_from_iter, statement};
use crate::review::{Deed, Flag};
use crate::search::parse;
use crate::store::Store;
use crate::store::events::tests::{grade, import, moment, store};

const AWS: &str = "# AWS\n\n## Services\n\n| Service | Keeps |\n|---|---|\n| EBS | blocks |\n\
                   | S3 | objects of 100 % |\n\nQ: What is Éclair?\nA: A \"cake\"\n\n\
                   Q: What is open?\n";

fn today(day: i64) -> StudyDay {
    StudyDay::from_number(20_000 + day)
}

fn found(store: &Store, query: &str, day: i64) -> Vec<CardId> {
    let query = parse(query).unwrap();
    store
        .search(
            &query,
            today(day),
            Sort::Deck,
            Direction::Forward,
            Page::WHOLE,
        )
        .unwrap()
}

/// The collection of the tests: two decks, seven cards.
fn collection() -> (tempfile::TempDir, Store, Vec<CardId>) {
    let (folder, mut store) = store();
    let mut cards = import(&mut store, "AWS", AWS);
    cards.extend(import(
        &mut store,
        "AWS::Billing",
        "Q: Who pays?\nA: You 'quoted'\n",
    ));
    cards.extend(import(
        &mut store,
        "Chemistry",
        "Q: What is H2O?\nA: water\n",
    ));
    (folder, store, cards)
}

#[test]
fn text_is_found_in_front_and_back_whatever_its_case() {
    let (_folder, store, cards) = collection();
    let check = |query: &str, places: &[usize]| {
        let expected: Vec<CardId> = places.iter().map(|place| cards[*place]).collect();
        assert_eq!(found(&store, query, 0), expected, "{query}");
    };
    check("ebs", &[0]);
    check("BLOCKS", &[0]);
    check("services", &[0, 1]);
    check("éclair", &[2]);
    check("ÉCLAIR", &[2]);
    check("\"what is\"", &[2, 3, 5]);
    check("is what", &[2, 3, 5]);
    check("\\\"cake\\\"", &[2]);
    check("w*r", &[2, 5]);
    check("100 %", &[1]);
    check("0_%", &[]);
    // Words of the form in which answers are stored.
    for word in ["fields", "text", "unanswered", "passages"] {
        check(word, &[]);
    }
}

#[test]
fn decks_sections_kinds_and_ids() {
    let (_folder, store, cards) = collection();
    let check = |query: &str, places: &[usize]| {
        let expected: Vec<CardId> = places.iter().map(|place| cards[*place]).collect();
        assert_eq!(found(&store, query, 0), expected, "{query}");
    };
    check("deck:aws", &[0, 1, 2, 3, 4]);
    check("deck:AWS::Billing", &[4]);
    check("deck:*bill*", &[4]);
    check("deck:AW", &[]);
    check("-deck:aws", &[5]);
    check("section:serv kind:question", &[2, 3]);
    check("kind:table_row OR deck:chem*", &[0, 1, 5]);
    check("is:unanswered", &[3]);
    check("tag:none", &[]);
    let id = cards[5].to_string();
    check(&format!("id:{}", &id[..8]), &[5]);
    check("", &[0, 1, 2, 3, 4, 5]);
    check("deck:\"' OR 1=1 --\"", &[]);
}

#[test]
fn states_properties_and_answers() {
    let (_folder, mut store, cards) = collection();
    grade(&mut store, cards[0], 4, 0);
    grade(&mut store, cards[1], 1, 0);
    store.record(cards[2], Deed::Suspend, moment(0)).unwrap();
    let flag = Deed::Flag(Flag::FIRST);
    store.record(cards[3], flag, moment(0)).unwrap();
    store.record(cards[5], Deed::Mark, moment(0)).unwrap();
    let buried = Deed::Bury(today(2));
    store.record(cards[4], buried, moment(0)).unwrap();
    let check = |query: &str, day: i64, places: &[usize]| {
        let expected: Vec<CardId> = places.iter().map(|place| cards[*place]).collect();
        assert_eq!(found(&store, query, day), expected, "{query}");
    };
    check("is:due", 0, &[]);
    check("is:due", 1, &[0, 1]);
    check("is:learning", 1, &[0, 1]);
    check("is:new", 1, &[2, 3, 4, 5]);
    check("is:review OR is:young OR is:mature", 1, &[]);
    check("is:suspended", 1, &[2]);
    check("is:flagged", 1, &[3]);
    check("flag:1", 1, &[3]);
    check("is:buried", 1, &[4]);
    check("is:buried", 2, &[]);
    check("prop:due=1", 0, &[0, 1]);
    check("-prop:due=1", 0, &[2, 3, 4, 5]);
    check("prop:reps>=1 prop:interval=1", 0, &[0, 1]);
    check("prop:ease=2.5", 0, &[0, 1, 2, 3, 4, 5]);
    check("is:marked", 1, &[5]);
    check("added:1", 0, &[0, 1, 2, 3, 4, 5]);
    check("added:1", 1, &[]);
    check("added:2", 1, &[0, 1, 2, 3, 4, 5]);
    check("rated:1", 0, &[0, 1]);
    check("rated:1", 1, &[]);
    check("rated:2", 1, &[0, 1]);
    check("rated:1:again", 0, &[1]);
    check("rated:1:good", 0, &[0]);
}

#[test]
fn retired_cards_are_found_when_they_are_asked_for() {
    let (_folder, mut store, cards) = collection();
    import(&mut store, "Chemistry", "Q: Another?\nA: yes\n");
    assert_eq!(found(&store, "is:retired", 0), [cards[5]]);
    assert_eq!(found(&store, "water", 0), []);
    assert_eq!(found(&store, "water is:retired", 0), [cards[5]]);
}

#[test]
fn what_is_found_is_sorted_and_paged() {
    let (_folder, mut store, cards) = collection();
    grade(&mut store, cards[3], 4, 0);
    let every = parse("").unwrap();
    let search = |sort, direction, limit, offset| {
        let page = Page { limit, offset };
        store
            .search(&every, today(0), sort, direction, page)
            .unwrap()
    };
    assert_eq!(search(Sort::Due, Direction::Forward, 1, 0), [cards[3]]);
    assert_eq!(
        search(Sort::Added, Direction::Backward, 2, 1),
        [cards[4], cards[3]]
    );
    assert_eq!(
        search(Sort::Deck, Direction::Forward, 2, 4),
        [cards[4], cards[5]]
    );
    assert_eq!(search(Sort::Reps, Direction::Backward, 1, 0), [cards[3]]);
}

#[test]
fn what_indexes_find_is_what_the_states_say() {
    let (_folder, mut store, cards) = collection();
    for (day, place, quality) in [
        (0, 0, 4),
        (1, 0, 4),
        (7, 0, 4),
        (0, 1, 4),
        (1, 1, 1),
        (2, 1, 4),
        (3, 1, 1),
        (0, 2, 5),
        (4, 3, 1),
    ] {
        grade(&mut store, cards[place], quality, day);
    }
    import(&mut store, "Chemistry", "Q: Another?\nA: yes\n");
    let live = found(&store, "", 7);
    type Holds = fn(&u32, &u32) -> bool;
    let signs: [(&str, Holds); 6] = [
        ("=", |a, b| a == b),
        ("!=", |a, b| a != b),
        ("<", |a, b| a < b),
        ("<=", |a, b| a <= b),
        (">", |a, b| a > b),
        (">=", |a, b| a >= b),
    ];
    for ((sign, holds), number) in signs
        .into_iter()
        .flat_map(|sign| (0..20).map(move |number| (sign, number)))
    {
        for negation in ["", "-"] {
            let check = |word: &str, of: fn(&crate::review::CardState) -> u32| {
                let query = format!("{negation}prop:{word}{sign}{number}");
                let is_meant = |card: &CardId| {
                    let state = store.state(*card).unwrap().unwrap();
                    holds(&of(&state), &number) == negation.is_empty()
                };
                let expected: Vec<CardId> = live.iter().copied().filter(is_meant).collect();
                assert_eq!(found(&store, &query, 7), expected, "{query}");
            };
            check("ivl", |state| state.memory.interval.days());
            check("lapses", |state| state.lapses);
        }
    }
    let (due, others) = (found(&store, "is:due", 7), found(&store, "-is:due", 7));
    assert!(!due.is_empty() && due.iter().all(|card| live.contains(card)));
    assert_eq!(due.len() + others.len(), live.len());
}

/// What SQLite would do.
fn steps(store: &Store, query: &str) -> Vec<String> {
    crate::store::text_match::install(&store.connection).unwrap();
    let query = parse(query).unwrap();
    let (sql, values) = statement(
        &query,
        today(0),
        &Leeches::default(),
        (Sort::Deck, Direction::Forward),
        Page::WHOLE,
    );
    let mut explain = store
        .connection
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .unwrap();
    let steps = explain.query_map(params_from_iter(values), |row| row.get(3));
    steps.unwrap().map(Result::unwrap).collect()
}

#[test]
fn what_an_index_can_answer_reads_no_other_cards() {
    let (_folder, store, _) = collection();
    let check = |query: &str, step: &str| {
        let steps = steps(&store, query);
        assert!(steps.iter().any(|line| line.contains(step)), "{steps:#?}");
        assert!(
            !steps.iter().any(|line| line.starts_with("SCAN card")),
            "{steps:#?}"
        );
        assert!(
            !steps.iter().any(|line| line.starts_with("SCAN memory")),
            "{steps:#?}"
        );
    };
    check("is:due", "COVERING INDEX memory_due");
    check("prop:ivl>300", "COVERING INDEX memory_interval");
    check("is:mature", "COVERING INDEX memory_interval");
    check("is:young", "COVERING INDEX memory_interval");
    check("prop:lapses>=8", "COVERING INDEX memory_lapses");
    check("is:leech", "COVERING INDEX memory_lapses");
    check("prop:ivl=7 -prop:lapses>3", "INDEX memory_interval");
    check("rated:7", "event_by_day");
    check("deck:aws", "card_by_deck");
    check("id:12ab", "sqlite_autoindex_card_1");
    check("is:suspended", "memory_suspended");
    check("is:flagged", "memory_flagged");
    check("flag:3", "memory_flagged");
    check("is:retired", "memory_retired");
    check("is:buried", "memory_buried");
    check("is:due water", "memory_due");
    check("deck:aws is:suspended", "card_by_deck");
}

#[test]
fn a_look_for_text_reads_the_cards_as_they_lie() {
    let (_folder, store, _) = collection();
    let steps = steps(&store, "water");
    assert_eq!(steps.first().unwrap(), "SCAN card", "{steps:#?}");
}

#[test]
fn the_largest_query_is_still_answered() {
    let (_folder, store, _) = collection();
    assert_eq!(found(&store, &"a ".repeat(500), 0).len(), 4);
}
