//! Rows of Anki as cards, with every expected value worked out by hand.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::{Conversion, LOG_KIND, LoggedAnswer};
use crate::calendar::Moment;
use crate::calendar::Rollover;
use crate::cards::Kind;
use crate::exchange::anki::AnkiDeck;
use crate::exchange::anki::{AnkiCollection, CardRow, LogRow, NoteRow};
use crate::exchange::{Arrival, NoteKind};
use crate::exchange::{NoteType, Template};
use crate::review::Event;
use crate::review::fold;

fn kind(number: i64, kind: NoteKind, templates: &[(&str, &str)]) -> (i64, Arc<NoteType>) {
    let templates = templates.iter().map(|(question, answer)| Template {
        name: "Card".into(),
        question: (*question).into(),
        answer: (*answer).into(),
    });
    let kind = NoteType {
        number,
        name: "Type".into(),
        kind,
        fields: vec!["Front".into(), "Back".into()],
        templates: templates.collect(),
        css: String::new(),
        sort_field: 0,
    };
    (number, Arc::new(kind))
}

fn conversion() -> Conversion {
    let both = "{{FrontSide}}\n<hr id=answer>\n{{Back}}";
    let deck = |name: &str, filtered| AnkiDeck {
        name: name.into(),
        filtered,
        described: filtered,
    };
    let collection = AnkiCollection {
        // 2026-01-01T04:00:00+01:00.
        created_s: Moment::parse("2026-01-01T04:00:00+01:00").unwrap().utc_ms / 1000,
        minutes_west: Some(-60),
        rollover: Rollover::default(),
        note_types: BTreeMap::from([
            kind(
                1,
                NoteKind::Normal,
                &[("{{Front}}", both), ("{{Back}}", "{{Front}}")],
            ),
            kind(
                2,
                NoteKind::Cloze,
                &[("{{cloze:Front}}", "{{cloze:Front}}<br>{{Back}}")],
            ),
            kind(3, NoteKind::Normal, &[("{{#Front}}", "x")]),
        ]),
        decks: BTreeMap::from([(1, deck("A::B", false)), (2, deck("Cram", true))]),
        presets: 2,
    };
    Conversion::new(
        collection,
        Moment::parse("2026-03-01T12:00:00+01:00").unwrap(),
    )
}

fn note(number: i64, note_type: i64, fields: &str) -> NoteRow {
    NoteRow {
        number,
        guid: format!("guid {number}"),
        note_type,
        changed_s: 1_767_000_000,
        tags: " b a::c b ".into(),
        fields: fields.replace('|', "\u{1f}"),
    }
}

fn card(number: i64, note: i64, ordinal: i64) -> CardRow {
    CardRow {
        number,
        note,
        ordinal,
        deck: 1,
        ..CardRow::default()
    }
}

fn sides(arrivals: &[Arrival]) -> Vec<(String, String)> {
    let sides = arrivals.iter().map(|arrival| {
        let card = &arrival.record.card;
        (card.front(), card.back())
    });
    sides.collect()
}

fn pair(front: &str, back: &str) -> (String, String) {
    (front.to_owned(), back.to_owned())
}

#[test]
fn a_note_gives_a_card_for_each_template_and_gap() {
    let mut conversion = conversion();
    let both = conversion.note(
        note(1, 1, "<b>dog</b>|Hund"),
        &[card(1, 1, 0), card(2, 1, 1)],
    );
    assert_eq!(
        sides(&both),
        [pair("**dog**", "Hund"), pair("Hund", "**dog**")]
    );
    assert_eq!(both[0].deck.as_str(), "A::B");
    assert_eq!(
        *both[0].record.card.tags,
        ["a::c".to_owned(), "b".to_owned()]
    );
    let gaps = conversion.note(
        note(2, 2, "{{c1::A}} is {{c3::B::letter}}|more"),
        &[card(3, 2, 2)],
    );
    assert_eq!(sides(&gaps), [pair("A is [letter]", "A is B\nmore")]);
    assert_eq!(gaps[0].record.card.kind, Kind::Cloze);
    // A template without sense: the fields themselves.
    let plain = conversion.note(note(3, 3, "front|back"), &[card(4, 3, 0)]);
    assert_eq!(sides(&plain), [pair("front", "back")]);
    let blank = conversion.note(note(4, 1, "|back"), &[card(5, 4, 0)]);
    assert_eq!(sides(&blank), [pair("(empty front)", "back")]);
    assert_eq!(conversion.report().number_skipped(), 0);
}

#[test]
fn rows_without_sense_are_skipped_and_named() {
    let mut conversion = conversion();
    let long = format!("{}|b", "x".repeat((1 << 20) + 1));
    for row in [
        note(1, 42, "a|b"),
        note(2, 1, "a"),
        note(3, 1, "a|b|c"),
        note(4, 1, &long),
    ] {
        let number = row.number;
        assert!(conversion.note(row, &[card(number, number, 0)]).is_empty());
    }
    let bad = CardRow {
        queue: 77,
        ..card(9, 5, 0)
    };
    assert_eq!(
        conversion
            .note(note(5, 1, "a|b"), &[bad, card(10, 5, 1)])
            .len(),
        1
    );
    assert!(conversion.note(note(6, 1, "a|b"), &[]).is_empty());
    let skipped: Vec<&str> = conversion
        .report()
        .skipped()
        .iter()
        .map(|row| row.what.as_str())
        .collect();
    assert_eq!(
        skipped,
        ["note 1", "note 2", "note 3", "note 4", "card 9", "note 6"]
    );
}

#[test]
fn guids_that_are_shared_or_missing_lose_no_note() {
    let mut conversion = conversion();
    let mut ids = HashSet::new();
    for (number, guid) in [(1, "same"), (2, "same"), (3, ""), (4, "")] {
        let row = NoteRow {
            guid: guid.into(),
            ..note(number, 1, "a|b")
        };
        let arrivals = conversion.note(row, &[card(number, number, 0)]);
        ids.insert(arrivals[0].record.id);
    }
    assert_eq!(ids.len(), 4);
}

#[test]
fn a_card_stands_as_it_stood_and_its_log_lies_before() {
    let mut conversion = conversion();
    let ms = |text: &str| Moment::parse(text).unwrap().utc_ms;
    let row = |at: &str, ease, interval, stage| LogRow {
        number: ms(at),
        card: 7,
        ease,
        interval,
        last_interval: 1,
        factor: 2500,
        duration_ms: 3000,
        stage,
    };
    let log = [
        row("2026-02-01T09:00:00+01:00", 1, -600, 0),
        row("2026-02-01T09:10:00+01:00", 3, 1, 0),
        row("2026-02-02T09:00:00+01:00", 3, 3, 1),
        row("2026-02-05T09:00:00+01:00", 4, 8, 1),
        row("2026-02-06T09:00:00+01:00", 0, 8, 4),
    ];
    log.iter().for_each(|row| conversion.count_answer(row));
    let stood = CardRow {
        stage: 2,
        queue: -1,
        due: 43,
        interval: 8,
        factor: 2650,
        reviews: 4,
        flags: 3,
        home_deck: 1,
        home_due: 43,
        deck: 2,
        ..card(7, 1, 0)
    };
    let arrivals = conversion.note(note(1, 1, "a|b"), &[stood]);
    let arrival = &arrivals[0];
    let state = fold(&arrival.standing, &crate::scheduler::Scheduler::default());
    // Day 43 of a collection whose day 0 is 2026-01-01.
    assert_eq!(state.due.unwrap().to_string(), "2026-02-13");
    // Passed on the 1st (after failing), the 2nd and the 5th.
    assert_eq!(state.memory.repetitions, 3);
    assert_eq!(
        (
            state.memory.interval.days(),
            state.memory.ease().hundredths()
        ),
        (8, 265)
    );
    assert!(state.suspended);
    assert_eq!(state.flag.number(), 3);
    assert_eq!(arrival.deck.as_str(), "A::B");
    let answers: Vec<LoggedAnswer> = log
        .iter()
        .filter_map(|row| conversion.answer(row))
        .collect();
    let kinds: Vec<&str> = answers
        .iter()
        .map(|answer| answer.event.deed.kind())
        .collect();
    assert_eq!(kinds, ["review", "drill", "review", "review", LOG_KIND]);
    assert_eq!(answers[0].remainder, "-600 1 2500 0");
    let last = answers.iter().map(|answer| answer.event.clock).max();
    assert!(
        arrival
            .standing
            .iter()
            .all(|event| Some(event.clock) > last)
    );
    let mut all: Vec<&Event> = answers.iter().map(|answer| &answer.event).collect();
    all.extend(&arrival.standing);
    assert_eq!(fold(all, &crate::scheduler::Scheduler::default()), state);
}

#[test]
fn an_entry_ahead_of_now_or_without_its_card_is_none() {
    let mut conversion = conversion();
    let row = LogRow {
        number: Moment::parse("2026-03-02T09:00:00Z").unwrap().utc_ms,
        card: 7,
        ease: 3,
        interval: 1,
        last_interval: 0,
        factor: 0,
        duration_ms: 1,
        stage: 0,
    };
    assert_eq!(conversion.answer(&row), None);
    assert_eq!(conversion.answer(&LogRow { number: 5, ..row }), None);
    assert_eq!(conversion.report().number_skipped(), 1);
    let left: Vec<_> = conversion.report().left_behind().collect();
    assert!(left.contains(&("log entry of a card that is not in the file", 1)));
    assert!(left.contains(&("preset of deck options", 2)));
}
