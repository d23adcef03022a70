//! Collections of Anki, drawn at random: both kinds of notes, every stage and queue, a log.

use std::path::Path;

use proptest::prelude::*;
use rusqlite::{Connection, params};
use serde_json::{Map, Value};

use super::now;
use crate::commands::anki::TABLES;

const MODELS: &str = r#"{
"1700000000001": {"id": 1700000000001, "name": "Both ways", "type": 0, "css": ".card {}", "sortf": 1,
  "flds": [{"name": "Front", "ord": 0}, {"name": "Back", "ord": 1}],
  "tmpls": [{"name": "Card 1", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"},
            {"name": "Card 2", "ord": 1, "qfmt": "{{Back}}", "afmt": "{{FrontSide}}<hr id=answer>{{Front}}"}]},
"1700000000002": {"id": 1700000000002, "name": "Gaps", "type": 1, "css": "", "sortf": 0,
  "flds": [{"name": "Text", "ord": 0}, {"name": "Extra", "ord": 1}],
  "tmpls": [{"name": "Cloze", "ord": 0, "qfmt": "{{cloze:Text}}", "afmt": "{{cloze:Text}}<br>{{Extra}}"}]}}"#;

const DECKS: [(i64, &str); 3] = [(1, "Default"), (7, "AWS::Storage"), (9, "Spanish: verbs")];

/// A card as it is drawn.
#[derive(Clone, Debug)]
pub(crate) struct DrawnCard {
    pub(crate) stage: i64,
    pub(crate) queue: i64,
    pub(crate) due: i64,
    pub(crate) interval: i64,
    pub(crate) factor: i64,
    pub(crate) reviews: i64,
    pub(crate) lapses: i64,
    pub(crate) left: i64,
    pub(crate) flags: i64,
    pub(crate) deck: usize,
    pub(crate) data: &'static str,
    /// Minutes after 2026-02-01, button and type of each answer.
    pub(crate) answers: Vec<(i64, i64, i64)>,
}

#[derive(Clone, Debug)]
pub(crate) struct DrawnNote {
    pub(crate) is_cloze: bool,
    pub(crate) text: String,
    pub(crate) tags: Vec<&'static str>,
    pub(crate) cards: [DrawnCard; 2],
}

fn any_card() -> impl Strategy<Value = DrawnCard> {
    let standing = (
        0_i64..4,
        prop::sample::select(vec![0_i64, 0, 0, -1, -2, -3]),
        any::<bool>(),
        0_i64..400,
    );
    let numbers = (1_i64..900, 1300_i64..3200, 1_i64..60, 0_i64..9);
    let rest = (
        0_i64..8,
        0_usize..3,
        prop::sample::select(vec![
            "",
            "{}",
            r#"{"pos":5,"s":3.25,"d":6.1,"dr":0.9}"#,
            r#"{"lrt":1771000000,"cd":"x"}"#,
        ]),
    );
    let answers = prop::collection::vec((1_i64..30_000, 0_i64..5, 0_i64..6), 0..5);
    (standing, numbers, rest, answers).prop_map(
        |(standing, numbers, (flags, deck, data), answers)| {
            let (stage, queue, in_seconds, days) = standing;
            let (interval, factor, reviews, lapses) = numbers;
            let seconds = 1_772_000_000 + days * 60;
            let (due, natural) = match stage {
                0 => (days, 0),
                2 => (days, 2),
                _ if in_seconds => (seconds, 1),
                _ => (days, 3),
            };
            let answered = i64::from(stage > 0);
            DrawnCard {
                stage,
                queue: if queue == 0 { natural } else { queue },
                due,
                interval: if stage > 1 { interval } else { 0 },
                factor: if stage > 1 { factor } else { 0 },
                reviews: answered * reviews,
                lapses: answered * lapses,
                left: if stage % 2 == 1 { 1001 } else { 0 },
                flags,
                deck,
                data,
                // The button 0 is no answer, and no type but a manual one has it.
                answers: answers
                    .into_iter()
                    .map(|(at, ease, kind)| (at, if kind >= 4 { 0 } else { ease.max(1) }, kind))
                    .collect(),
            }
        },
    )
}

pub(crate) fn any_note() -> impl Strategy<Value = DrawnNote> {
    let text =
        "[a-z<&]{1,3}( <b>bold</b>|&nbsp;x|<br>y| é|<img src=\"a[.]png\">| [\\[]sound:b[.]mp3\\])?";
    let tags = prop::sample::subsequence(
        vec!["aws", "leech", "marked", "up::down", "\u{e9}t\u{e9}"],
        0..4,
    );
    (any::<bool>(), text, tags, [any_card(), any_card()]).prop_map(
        |(is_cloze, text, tags, cards)| DrawnNote {
            is_cloze,
            text,
            tags,
            cards,
        },
    )
}

/// A database of Anki with these notes.
pub(crate) fn written(path: &Path, notes: &[DrawnNote]) {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(TABLES).unwrap();
    let decks: Map<String, Value> = DECKS
        .iter()
        .map(|(number, name)| {
            (
                number.to_string(),
                serde_json::json!({ "id": number, "name": name, "dyn": 0 }),
            )
        })
        .collect();
    connection
        .execute(
            "INSERT INTO col VALUES (1, 1767240000, 0, 0, 11, 0, 0, 0, '{\"schedVer\":2,\"creationOffset\":0}', ?1, ?2, '{}', '{}')",
            [MODELS, &Value::from(decks).to_string()],
        )
        .unwrap();
    let now_s = now().utc_ms / 1000;
    for (number, note) in (1_771_000_000_000_i64..).step_by(10).zip(notes) {
        let kind = if note.is_cloze {
            1_700_000_000_002_i64
        } else {
            1_700_000_000_001
        };
        let text = if note.is_cloze {
            format!("{{{{c1::{}}}}} and {{{{c2::more}}}}\u{1f}extra", note.text)
        } else {
            format!("{}\u{1f}back of it", note.text)
        };
        let tags = if note.tags.is_empty() {
            String::new()
        } else {
            format!(" {} ", note.tags.join(" "))
        };
        connection
            .execute(
                "INSERT INTO notes VALUES (?1, ?2, ?3, ?4, -1, ?5, ?6, 0, 0, 0, '')",
                params![
                    number,
                    format!("guid {number}"),
                    kind,
                    1_771_000_000 + number % 977,
                    tags,
                    text
                ],
            )
            .unwrap();
        for (ordinal, card) in (0_i64..).zip(&note.cards) {
            // A burial ends with the day of the last change; an answer is one.
            let answered = card.answers.iter().map(|(minutes, ..)| minutes * 60 + 62);
            let changed = match card.queue {
                -3 | -2 => now_s,
                _ => 1_769_904_000 + answered.max().unwrap_or(0),
            };
            connection
                .execute(
                    "INSERT INTO cards VALUES (?1, ?2, ?3, ?4, ?5, -1, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0, 0, ?14, ?15)",
                    params![number + ordinal, number, DECKS[card.deck].0, ordinal, changed, card.stage, card.queue, card.due, card.interval, card.factor, card.reviews, card.lapses, card.left, card.flags, card.data],
                )
                .unwrap();
            for (minutes, ease, stage) in &card.answers {
                let at = 1_769_904_000_000 + minutes * 60_000 + number % 60_000 + ordinal;
                connection
                    .execute("INSERT OR IGNORE INTO revlog VALUES (?1, ?2, -1, ?3, -600, 4, 2365, 2500, ?4)", params![at, number + ordinal, ease, stage])
                    .unwrap();
            }
        }
    }
}
