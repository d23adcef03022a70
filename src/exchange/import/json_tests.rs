//! What goes out comes in, and what is broken is told where.

use proptest::prelude::*;

use super::{Error, read};
use crate::calendar::{Moment, StudyDay};
use crate::cards::{DeckName, compile};
use crate::exchange::export::json::{write, write_compiled};
use crate::exchange::{
    Beside, CardRecord, Collection, DeckRecord, Note, NoteKind, NoteType, Progress, Sibling, Source,
};
use crate::review::{Deed, DeviceId, Drill, Event, EventId, Flag, Review};
use crate::scheduler::{Interval, Quality};

const NOTES: &str = "# Notes\n## Part\n| K | V | W |\n|---|---|---|\n| a | 1 | ü |\n\n\
    Scenario: x\n- one: y\n- two: z\n\nQ: Who \u{1b}[2J?\nA: me\n\nQ1. Which?\nA. b\nB. all of the above\n\
    Answer: B\nExplanation: so\n\nQ2. Open?\nA. c\nB. d\n\nQ3. Who holds the ü?\n";

fn deck(text: &str) -> DeckRecord {
    let compiled = compile(text, &DeckName::new("Notes").unwrap());
    let cards = compiled.cards.into_iter().map(|card| CardRecord {
        id: card.id,
        card: card.card,
        retired: false,
        sibling: None,
    });
    let source = Some(Source {
        path: "notes.md".into(),
        blake3: "ab".repeat(32),
    });
    DeckRecord {
        name: compiled.deck,
        source,
        cards: cards.collect(),
        events: Vec::new(),
        beside: Beside::default(),
    }
}

fn deed() -> impl Strategy<Value = Deed> {
    let day = (-1000..40_000_i64).prop_map(StudyDay::from_number);
    let quality = (0..6_u8).prop_map(|number| Quality::new(number).unwrap());
    let interval = (0..36_501_u64).prop_map(Interval::from_days);
    prop_oneof![
        (
            quality.clone(),
            day.clone(),
            any::<u32>(),
            interval.clone(),
            interval,
            day.clone()
        )
            .prop_map(
                |(quality, day, duration_ms, interval_before, interval_after, due)| {
                    Deed::Review(Review {
                        quality,
                        day,
                        duration_ms,
                        interval_before,
                        interval_after,
                        due,
                    })
                }
            ),
        (quality, day.clone(), any::<u32>()).prop_map(|(quality, day, duration_ms)| Deed::Drill(
            Drill {
                quality,
                day,
                duration_ms
            }
        )),
        (any::<u64>(), 1..1000_u64).prop_map(|(device, sequence)| {
            Deed::Void(EventId {
                device: DeviceId(device),
                sequence,
            })
        }),
        Just(Deed::Suspend),
        Just(Deed::Unsuspend),
        day.prop_map(Deed::Bury),
        (0..8_u8).prop_map(|flag| Deed::Flag(Flag::new(flag).unwrap())),
        "[a-z]{1,8}x".prop_map(|kind| Deed::Unknown {
            kind,
            payload: "{\"é\":1}".into()
        }),
    ]
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = (
        deed(),
        any::<u64>(),
        Moment::FIRST_MS..Moment::LAST_MS,
        -1439..1440_i16,
        0..6_usize,
    );
    proptest::collection::vec(event, 0..12).prop_map(|events| {
        let cards = deck(NOTES).cards;
        let event =
            |(sequence, (deed, device, ms, offset_minutes, card)): (u64, (_, _, i64, _, usize))| {
                Event {
                    id: EventId {
                        device: DeviceId(device),
                        sequence,
                    },
                    clock: ms,
                    at: Moment {
                        utc_ms: ms,
                        offset_minutes,
                    },
                    card: cards[card].id,
                    deed,
                }
            };
        let mut events: Vec<Event> = (1..).zip(events).map(event).collect();
        events.sort_by_key(Event::order);
        events
    })
}

proptest! {
    #[test]
    fn what_goes_out_comes_in(events in events(), retired in 0..6_usize) {
        let mut first = deck(NOTES);
        first.cards[retired].retired = true;
        first.events = events;
        let second = deck(&NOTES.replace("# Notes", "# Other"));
        for decks in [vec![], vec![first.clone()], vec![first, second]] {
            let collection = Collection { decks };
            let bytes = write(&collection, Progress::With);
            let back = read(&bytes).unwrap();
            prop_assert_eq!(&back, &collection);
            prop_assert_eq!(crate::exchange::schema_tests::fault(&bytes), None);
            prop_assert_eq!(write(&back, Progress::With), bytes);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(read(&bytes).is_err());
    }
}

#[test]
fn a_compiled_document_is_a_deck_that_can_be_read() {
    let compiled = compile(NOTES, &DeckName::new("x").unwrap());
    let mut bytes = Vec::new();
    write_compiled(&[(&compiled, None)], &mut bytes).unwrap();
    let read = read(&bytes).unwrap();
    let ids = |deck: &DeckRecord| deck.cards.iter().map(|card| card.id).collect::<Vec<_>>();
    assert_eq!(ids(&read.decks[0]), ids(&deck(NOTES)));
    assert_eq!(read.decks[0].source, None);
}

#[test]
fn without_progress_retired_cards_and_events_stay_behind() {
    let mut deck = deck(NOTES);
    deck.cards[0].retired = true;
    let back = read(&write(
        &Collection {
            decks: vec![deck.clone()],
        },
        Progress::Without,
    ))
    .unwrap();
    assert_eq!(back.decks[0].cards.len(), deck.cards.len() - 1);
}

const SMALLEST: &str = r#"{ "format": "srm-deck", "version": 1, "deck": { "name": "D" },
  "cards": [ { "kind": "question", "front": "Who?", "back": "me" } ] }"#;

#[test]
fn a_deck_by_hand_needs_little() {
    let deck = read(SMALLEST.as_bytes()).unwrap().decks.remove(0);
    assert_eq!(deck.cards[0].card.front(), "Who?");
    let twice = SMALLEST.replace(
        "{ \"kind\"",
        "{ \"kind\": \"question\", \"front\": \"Who?\", \"back\": \"me\" }, { \"kind\"",
    );
    let deck = read(twice.as_bytes()).unwrap().decks.remove(0);
    assert_ne!(deck.cards[0].id, deck.cards[1].id);
}

#[test]
fn an_id_born_from_content_never_takes_a_written_one() {
    let id = read(SMALLEST.as_bytes()).unwrap().decks[0].cards[0].id;
    let card = "{ \"kind\": \"question\", \"front\": \"Who?\", \"back\": \"me\"";
    let twice = SMALLEST.replace("} ] }", &format!("}}, {card}, \"id\": \"{id}\" }} ] }}"));
    let deck = read(twice.as_bytes()).unwrap().decks.remove(0);
    assert_eq!(deck.cards[1].id, id);
    assert_ne!(deck.cards[0].id, id);
}

#[test]
fn events_out_of_the_calendar_or_named_twice_are_refused() {
    let mut deck = deck(NOTES);
    let card = deck.cards[0].id;
    let event = |sequence, deed| Event {
        id: EventId {
            device: DeviceId(1),
            sequence,
        },
        clock: 5,
        at: Moment {
            utc_ms: 5,
            offset_minutes: 0,
        },
        card,
        deed,
    };
    deck.events = vec![event(1, Deed::Suspend), event(1, Deed::Unsuspend)];
    let said = |deck: &DeckRecord, from: &str, to: &str| {
        let bytes = write(
            &Collection {
                decks: vec![deck.clone()],
            },
            Progress::With,
        );
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains(from), "{from}");
        read(text.replacen(from, to, 1).as_bytes())
            .unwrap_err()
            .to_string()
    };
    assert!(said(&deck, "", "").contains("another event has the name"));
    deck.events.pop();
    assert!(said(&deck, "\"clock\": 5", "\"clock\": 9223372036854775807").contains("clock"));
    assert!(said(&deck, "1970-01-01T00:00:00.005Z", "yesterday").contains("at:"));
    assert!(said(&deck, "\"offset_minutes\": 0", "\"offset_minutes\": 9000").contains("offset"));
}

#[test]
fn what_is_wrong_is_said_and_where() {
    let said = |from: &str, to: &str| {
        assert!(SMALLEST.contains(from), "{from}");
        read(SMALLEST.replace(from, to).as_bytes())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        said("\"Who?\"", "\" \""),
        "deck D, card 1: front: it is empty"
    );
    assert!(said("\"me\"", "\"\"").starts_with("deck D, card 1: back: it is empty"));
    assert_eq!(
        said("\"question\"", "\"quiz\""),
        "deck D, card 1: kind: `quiz` is no kind of card"
    );
    assert_eq!(said("\"D\"", "\" :: \""), "deck 1 has no name");
    assert_eq!(
        said("1, \"deck\"", "2, \"deck\""),
        "the deck has version 2; this program reads version 1"
    );
    assert_eq!(
        said("srm-deck", "other"),
        "this is no srm deck: \"format\" is \"other\""
    );
    assert!(said("\"cards\"", "\"card\"").contains("missing field `cards`"));
    assert!(
        said("\"me\" }", "\"me\", \"choices\": [{\"text\":\"a\"}] }").contains("none is correct")
    );
    assert!(said("\"me\" }", "\"me\", \"id\": \"7\" }").contains("id: `7` is no card id"));
    let broken = read(b"{ \"format\": \"srm-deck\",\n  oops }").unwrap_err();
    assert!(matches!(broken, Error::Broken { line: 2, .. }), "{broken}");
    let deep = format!("{{\"format\":{}", "[".repeat(100_000));
    assert!(read(deep.as_bytes()).is_err());
}

fn note(guid: &str, kind: &std::sync::Arc<NoteType>) -> std::sync::Arc<Note> {
    std::sync::Arc::new(Note {
        guid: guid.to_owned(),
        number: 7,
        kind: kind.clone(),
        changed_s: 8,
        fields: "front\u{1f}<b>back</b>".to_owned(),
    })
}

/// A card holds 1 MiB, and a message quotes the beginning of what is wrong.
#[test]
fn long_texts_are_refused_and_not_said() {
    let head = r#"{"format":"srm-deck","version":1,"deck":{"name":"D"},"cards":[{"kind":"#;
    let long = "long ".repeat(1 << 18);
    for (card, expected) in [
        (r#""question","front":"LONG","back":"b""#, "1 MiB of text"),
        (r#""question","front":"f","back":"LONG""#, "1 MiB of text"),
        (r#""LONG","front":"f","back":"b""#, "kind: `long long"),
        (
            r#""question","front":"f","back":"b","id":"LONG""#,
            "id: `long long",
        ),
    ] {
        let text = format!("{head}{}}}]}}", card.replace("LONG", &long));
        let said = read(text.as_bytes()).unwrap_err().to_string();
        assert!(
            said.contains(expected) && said.len() < 200,
            "{card}: {said}"
        );
    }
}

#[test]
fn notes_of_other_programs_go_along_with_the_progress() {
    let kind = std::sync::Arc::new(NoteType {
        number: 1,
        name: "Basic".to_owned(),
        kind: NoteKind::Normal,
        fields: vec!["Front".to_owned(), "Back".to_owned()],
        templates: Vec::new(),
        css: ".card {}".to_owned(),
        sort_field: 0,
    });
    let mut deck = deck(NOTES);
    let shared = note("one", &kind);
    for (ordinal, record) in (0..).zip(deck.cards.iter_mut().take(2)) {
        record.sibling = Some(Sibling {
            note: shared.clone(),
            ordinal,
            number: 5,
            given: "{}".to_owned(),
        });
    }
    deck.cards[2].sibling = Some(Sibling {
        note: note("two", &kind),
        ordinal: 0,
        number: 6,
        given: String::new(),
    });
    let collection = Collection { decks: vec![deck] };
    let bytes = write(&collection, Progress::With);
    assert_eq!(crate::exchange::schema_tests::fault(&bytes), None);
    assert_eq!(read(&bytes).unwrap(), collection);
    assert_eq!(
        String::from_utf8_lossy(&bytes).matches(".card {}").count(),
        1
    );
    let alone = read(&write(&collection, Progress::Without)).unwrap();
    assert!(
        alone.decks[0]
            .cards
            .iter()
            .all(|record| record.sibling.is_none())
    );
    let wrong = String::from_utf8(bytes)
        .unwrap()
        .replace("\"note_type\": 0", "\"note_type\": 9");
    assert!(
        read(wrong.as_bytes())
            .unwrap_err()
            .to_string()
            .contains("note: its type is not in the file")
    );
}

#[test]
fn fields_that_are_not_known_come_back() {
    let deck = SMALLEST
        .replace(
            "\"version\": 1",
            "\"version\": 1, \"made_by\": {\"who\": [1, null]}",
        )
        .replace("\"name\": \"D\"", "\"name\": \"D\", \"colour\": \"red\"")
        .replace("\"back\": \"me\"", "\"back\": \"me\", \"mood\": 0.5");
    let read = read(deck.as_bytes()).unwrap();
    let back: serde_json::Value = serde_json::from_slice(&write(&read, Progress::Without)).unwrap();
    assert_eq!(back["made_by"]["who"][0], 1);
    assert_eq!(back["deck"]["colour"], "red");
    assert_eq!(back["cards"][0]["mood"], 0.5);
}

#[test]
fn what_another_program_said_of_an_answer_stays_with_it() {
    let mut deck = deck(NOTES);
    let id = EventId {
        device: DeviceId(3),
        sequence: 1,
    };
    deck.events = vec![Event {
        id,
        clock: 5,
        at: Moment {
            utc_ms: 5,
            offset_minutes: 0,
        },
        card: deck.cards[0].id,
        deed: Deed::Drill(Drill {
            quality: Quality::new(3).unwrap(),
            day: StudyDay::from_number(0),
            duration_ms: 1,
        }),
    }];
    deck.beside.answers.insert(id, "10 4 2360 1".to_owned());
    let collection = Collection { decks: vec![deck] };
    assert_eq!(
        read(&write(&collection, Progress::With)).unwrap(),
        collection
    );
}
