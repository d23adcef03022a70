//! A log may be longer than what is held; nothing else may. Each test gives a file a small room.

use std::io::Cursor;

use super::{FileRoom, TooManyEntries};
use crate::exchange::import::json::{Error, read, read_within};
use crate::exchange::{Collection, Progress, export};

/// Room for 16 KiB besides the log, and for a thousand entries.
fn small() -> FileRoom {
    FileRoom::of(16 << 10, 1_000)
}

fn within(room: &FileRoom, text: &str) -> Result<Collection, Error> {
    read_within(&mut Cursor::new(text), room)
}

fn card(number: usize, back: &str) -> String {
    format!(
        r#"{{ "id": "{number:032x}", "kind": "question", "front": "q {number}", "back": "{back}" }}"#
    )
}

/// An entry of the log with some more fields.
fn entry(sequence: usize, more: &str) -> String {
    format!(
        r#"{{ "device": "1111111111111111", "sequence": {sequence}, "clock": {sequence},
            "at": "2026-03-01T08:00:00.000Z", "offset_minutes": 0, "card": "{:032x}", {more} }}"#,
        1
    )
}

const REVIEW: &str = r#""kind": "review", "quality": 4, "day": "2026-03-01", "duration_ms": 9,
    "interval_before_days": 0, "interval_after_days": 1, "due": "2026-03-02""#;

fn entries(count: usize, more: &str) -> String {
    let all: Vec<String> = (1..=count).map(|number| entry(number, more)).collect();
    all.join(",\n")
}

fn file(cards: &str, events: &str) -> String {
    format!(
        r#"{{ "format": "srm-deck", "version": 1, "deck": {{ "name": "D" }},
        "cards": [{cards}], "events": [{events}] }}"#
    )
}

#[test]
fn a_log_is_longer_than_what_is_held() {
    let text = file(&card(1, "a"), &entries(1_000, REVIEW));
    assert!(text.len() > 10 * (16 << 10), "{}", text.len());
    let read_at_once = read(text.as_bytes()).unwrap();
    assert_eq!(within(&small(), &text).unwrap(), read_at_once);
    let ours = export::json::write(&read_at_once, Progress::With);
    let back = read_within(&mut Cursor::new(ours), &small()).unwrap();
    assert_eq!(back, read_at_once);
}

#[test]
fn logs_of_several_decks_share_one_room() {
    let mut decks = read(file(&card(1, "a"), &entries(500, REVIEW)).as_bytes()).unwrap();
    let second =
        file(&card(2, "b"), &entries(600, REVIEW)).replace("1111111111111111", "2222222222222222");
    decks.decks.extend(read(second.as_bytes()).unwrap().decks);
    let ours = export::json::write(&decks, Progress::With);
    let error = read_within(&mut Cursor::new(&ours), &small()).unwrap_err();
    let said = error.to_string();
    assert!(
        said.ends_with(&TooManyEntries.to_string()) && said.starts_with("line "),
        "{said}"
    );
    let room = FileRoom::of(16 << 10, 1_100);
    assert_eq!(read_within(&mut Cursor::new(&ours), &room).unwrap(), decks);
}

#[test]
fn what_is_held_is_bounded() {
    let many: Vec<String> = (1..=400).map(|number| card(number, "a")).collect();
    let payloads = format!(r#""kind": "new", "payload": "{}""#, "p".repeat(200));
    let kinds = format!(r#""kind": "{}""#, "k".repeat(200));
    let blanks = REVIEW.replacen(", ", &format!(",{}", " ".repeat(6_000)), 1);
    for (what, text) in [
        ("cards", file(&many.join(","), "")),
        ("one card", file(&card(1, &"b".repeat(17 << 10)), "")),
        ("texts of entries", file("", &entries(100, &payloads))),
        ("names of entries", file("", &entries(100, &kinds))),
        ("blanks in entries", file("", &entries(100, &blanks))),
        ("blanks", file("", &" ".repeat(17 << 10))),
        (
            "unknown fields",
            file("", "").replace(
                "\"deck\"",
                &format!("\"x\": [{}1], \"deck\"", "0,".repeat(9 << 10)),
            ),
        ),
    ] {
        read(text.as_bytes()).unwrap_or_else(|error| panic!("{what}: {error}"));
        let error = within(&small(), &text).unwrap_err();
        assert!(matches!(error, Error::TooLarge), "{what}: {error}");
    }
}
