//! Columns: how values of the core stand in the database. A stored value that makes no sense is an
//! error that names its card, never a default: a default would be a wrong schedule.

use std::sync::Arc;

use rusqlite::Row;
use serde::{Deserialize, Serialize, Serializer};

use crate::calendar::StudyDay;
use crate::cards::{
    Answer, Card, CardId, Choice, ChoiceOrder, Choices, Fields, Fingerprint, Passage, Prompt,
    Unanswered,
};
use crate::review::{CardState, Flag};
use crate::scheduler::{EaseFactor, Interval, Memory, Strength, Trace};

use super::error::Error;

/// An answer as JSON text; the form of the column `answer`.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum AnswerColumn {
    Text(String),
    Fields(Vec<(String, String)>),
    Choices {
        choices: Vec<(String, bool)>,
        explanation: Option<String>,
        pinned: bool,
    },
    Unanswered {
        options: Vec<String>,
        passages: Vec<(String, u32)>,
    },
}

/// An answer as it is written: [`AnswerColumn`] without a copy of its texts. With copies, writing the
/// answers of 100,000 cards took twice as long.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum WrittenAnswer<'a> {
    Text(&'a str),
    Fields(#[serde(serialize_with = "write_fields")] &'a Fields),
    Choices {
        #[serde(serialize_with = "write_choices")]
        choices: &'a [Choice],
        explanation: Option<&'a str>,
        pinned: bool,
    },
    Unanswered {
        options: &'a [String],
        #[serde(serialize_with = "write_passages")]
        passages: &'a [Passage],
    },
}

fn write_fields<S: Serializer>(fields: &&Fields, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(fields.iter().map(|field| (field.name, field.text)))
}

fn write_choices<S: Serializer>(choices: &&[Choice], serializer: S) -> Result<S::Ok, S::Error> {
    let pairs = choices.iter().map(|choice| (&choice.text, choice.correct));
    serializer.collect_seq(pairs)
}

fn write_passages<S: Serializer>(passages: &&[Passage], serializer: S) -> Result<S::Ok, S::Error> {
    let pairs = passages.iter().map(|passage| (&passage.text, passage.line));
    serializer.collect_seq(pairs)
}

/// Writes an answer for the column `answer`, in place of what the buffer holds.
pub(super) fn answer_into(answer: &Answer, buffer: &mut Vec<u8>) {
    let written = match answer {
        Answer::Text(text) => WrittenAnswer::Text(text),
        Answer::Fields(fields) => WrittenAnswer::Fields(fields),
        Answer::Choices(asked) => WrittenAnswer::Choices {
            choices: &asked.choices,
            explanation: asked.explanation.as_deref(),
            pinned: asked.order == ChoiceOrder::Pinned,
        },
        Answer::Unanswered(open) => WrittenAnswer::Unanswered {
            options: &open.options,
            passages: &open.passages,
        },
    };
    buffer.clear();
    // Strings and numbers always have a JSON form, and memory takes all of it.
    if serde_json::to_writer(&mut *buffer, &written).is_err() {
        buffer.clear();
    }
}

/// An answer for the column `answer`.
pub(super) fn answer_text(answer: &Answer) -> String {
    let mut buffer = Vec::new();
    answer_into(answer, &mut buffer);
    String::from_utf8(buffer).unwrap_or_default()
}

fn answer_of(text: &str) -> Option<Answer> {
    Some(match serde_json::from_str(text).ok()? {
        AnswerColumn::Text(text) => Answer::Text(text.into()),
        AnswerColumn::Fields(fields) => Answer::Fields(Fields::new(
            fields.iter().map(|(name, text)| (&**name, &**text)),
        )),
        AnswerColumn::Choices {
            choices,
            explanation,
            pinned,
        } => Answer::Choices(Box::new(Choices {
            choices: choices
                .into_iter()
                .map(|(text, correct)| Choice { text, correct })
                .collect(),
            explanation,
            order: if pinned {
                ChoiceOrder::Pinned
            } else {
                ChoiceOrder::Free
            },
        })),
        AnswerColumn::Unanswered { options, passages } => {
            Answer::Unanswered(Box::new(Unanswered {
                options,
                passages: passages
                    .into_iter()
                    .map(|(text, line)| Passage { text, line })
                    .collect(),
            }))
        }
    })
}

/// A list of texts for a JSON column.
pub(super) fn list_text(list: &[String]) -> String {
    serde_json::to_string(list).unwrap_or_default()
}

/// The columns of a card, in the order in which [`card_of`] reads them.
pub(super) const CARD_COLUMNS: &str =
    "card.kind, card.section, card.prompt, card.keyed, card.answer, card.tags, card.line";

/// A card from [`CARD_COLUMNS`], the first of which stands at `first`.
pub(super) fn card_of(row: &Row<'_>, first: usize, id: CardId) -> Result<Card, Error> {
    let value = |what| {
        move || Error::Value {
            what,
            of: format!("card {id}"),
        }
    };
    let list = |at: usize, what| -> Result<Arc<[String]>, Error> {
        let text: String = row.get(first.saturating_add(at))?;
        serde_json::from_str::<Vec<String>>(&text)
            .map(Arc::from)
            .map_err(|_| value(what)())
    };
    let kind: String = row.get(first)?;
    let prompt: String = row.get(first.saturating_add(2))?;
    let answer: String = row.get(first.saturating_add(4))?;
    Ok(Card {
        kind: kind.parse().map_err(|_| value("kind")())?,
        section: list(1, "section")?,
        prompt: if row.get(first.saturating_add(3))? {
            Prompt::Key(prompt.into())
        } else {
            Prompt::Text(prompt.into())
        },
        answer: answer_of(&answer).ok_or_else(value("answer"))?,
        tags: list(5, "tags")?,
        line: row.get(first.saturating_add(6))?,
    })
}

/// The columns of a state, in the order in which [`state_of`] reads them.
pub(super) const STATE_COLUMNS: &str = "memory.repetitions, memory.ease, memory.interval_days, \
     memory.reviews, memory.lapses, memory.last_day, memory.due_day, memory.drill_day, \
     memory.suspended, memory.buried_until, memory.flag, memory.marked, memory.stability, \
     memory.difficulty";

/// A state from [`STATE_COLUMNS`], the first of which stands at `first`.
pub(super) fn state_of(row: &Row<'_>, first: usize, id: CardId) -> Result<CardState, Error> {
    let value = |what| {
        move || Error::Value {
            what,
            of: format!("card {id}"),
        }
    };
    let day = |at: usize| -> Result<Option<StudyDay>, Error> {
        Ok(row
            .get::<_, Option<i64>>(first.saturating_add(at))?
            .map(StudyDay::from_number))
    };
    let trace: (Option<f64>, Option<f64>) = (
        row.get(first.saturating_add(12))?,
        row.get(first.saturating_add(13))?,
    );
    let strength = match trace {
        (None, None) => Strength::Ease(EaseFactor::from_hundredths(
            row.get(first.saturating_add(1))?,
        )),
        (Some(stability), Some(difficulty)) => Strength::Trace(Trace {
            stability: single(stability).ok_or_else(value("stability"))?,
            difficulty: single(difficulty).ok_or_else(value("difficulty"))?,
        }),
        _ => return Err(value("strength")()),
    };
    Ok(CardState {
        memory: Memory {
            repetitions: row.get(first)?,
            strength,
            interval: Interval::from_days(row.get(first.saturating_add(2))?),
        },
        reviews: row.get(first.saturating_add(3))?,
        lapses: row.get(first.saturating_add(4))?,
        last_review: day(5)?,
        due: day(6)?,
        drill: day(7)?,
        suspended: row.get(first.saturating_add(8))?,
        buried_until: day(9)?,
        flag: Flag::new(row.get(first.saturating_add(10))?).ok_or_else(value("flag"))?,
        marked: row.get(first.saturating_add(11))?,
    })
}

/// A 32-bit float from its column, which holds 64 bits; none where it is no such float.
fn single(stored: f64) -> Option<f32> {
    let number = stored as f32;
    (number.is_finite() && f64::from(number) == stored).then_some(number)
}

/// A card id from its column.
pub(super) fn id_of(row: &Row<'_>, at: usize) -> rusqlite::Result<CardId> {
    row.get(at).map(CardId::from_bytes)
}

/// A fingerprint from its column.
pub(super) fn fingerprint_of(row: &Row<'_>, at: usize) -> rusqlite::Result<Fingerprint> {
    row.get(at).map(Fingerprint::from_bytes)
}

/// The number of a day for a nullable column.
pub(super) fn day_number(day: Option<StudyDay>) -> Option<i64> {
    day.map(StudyDay::number)
}
