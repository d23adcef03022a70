//! Rows of an Anki collection as the program itself has them: numbers that mean days or seconds
//! depending on others. What they mean here is decided by the importer alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::calendar::{Moment, Rollover, StudyDay};
use crate::exchange::note::NoteType;

/// Where a due number below which a number of a learning card is a day, not a second. Days stay far
/// below it, seconds since 1970 were past it in 2001.
pub const DAYS_AT: i64 = 1_000_000_000;

/// A deck there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnkiDeck {
    /// Its full name, `::` between levels.
    pub name: String,
    /// Whether it only borrows cards for a while.
    pub filtered: bool,
    /// Whether it has a description, which decks here do not have.
    pub described: bool,
}

/// What a collection says of itself.
#[derive(Clone, Debug)]
pub struct AnkiCollection {
    /// When it was made, in seconds since 1970: its day 0.
    pub created_s: i64,
    /// Minutes the wall clock was behind UTC then, where that is known.
    pub minutes_west: Option<i32>,
    /// The hour at which its days turn.
    pub rollover: Rollover,
    /// The types of its notes, by number.
    pub note_types: BTreeMap<i64, Arc<NoteType>>,
    /// Its decks, by number.
    pub decks: BTreeMap<i64, AnkiDeck>,
    /// Presets of deck options, which decks here do not have; the one every collection has not counted.
    pub presets: usize,
}

/// The study day that is day 0 of a collection.
pub fn creation_day(collection: &AnkiCollection, offset_minutes: i16) -> StudyDay {
    let offset = collection
        .minutes_west
        .and_then(|west| i16::try_from(west.checked_neg()?).ok())
        .filter(|offset| (-1439..=1439).contains(offset))
        .unwrap_or(offset_minutes);
    let moment = Moment {
        utc_ms: collection.created_s.saturating_mul(1000),
        offset_minutes: offset,
    };
    // By the calendar, not by the rollover hour: see the timing of Anki's scheduler.
    StudyDay::of(moment, Rollover::at_hour(0).unwrap_or_default())
}

/// A row of `notes`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteRow {
    /// Milliseconds since 1970.
    pub number: i64,
    /// Its lasting name.
    pub guid: String,
    /// The number of its type.
    pub note_type: i64,
    /// When it was changed, in seconds since 1970.
    pub changed_s: i64,
    /// Its tags, with spaces around each.
    pub tags: String,
    /// Its fields, joined by U+001F.
    pub fields: String,
}

/// A row of `cards`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardRow {
    /// Milliseconds since 1970.
    pub number: i64,
    /// The number of its note.
    pub note: i64,
    /// The number of its deck.
    pub deck: i64,
    /// Which card of its note, from 0.
    pub ordinal: i64,
    /// When it was changed, in seconds since 1970.
    pub changed_s: i64,
    /// 0 new, 1 learning, 2 review, 3 relearning.
    pub stage: i64,
    /// 0 new, 1 and 3 learning, 2 review, 4 preview, -1 suspended, -2 and -3 buried.
    pub queue: i64,
    /// A place, a day or a second, as stage and queue say.
    pub due: i64,
    /// Days.
    pub interval: i64,
    /// Thousandths.
    pub factor: i64,
    /// Answers.
    pub reviews: i64,
    /// Lapses.
    pub lapses: i64,
    /// Learning steps left.
    pub left: i64,
    /// The due number at home, while it is in a filtered deck.
    pub home_due: i64,
    /// Its home deck, while it is in a filtered deck; 0 otherwise.
    pub home_deck: i64,
    /// The lowest three bits are a colour.
    pub flags: i64,
    /// JSON: the place among new cards, FSRS, the last answer.
    pub data: String,
}

/// A row of `revlog`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// Milliseconds since 1970.
    pub number: i64,
    /// The number of its card.
    pub card: i64,
    /// 1 again, 2 hard, 3 good, 4 easy; 0 for no answer.
    pub ease: i64,
    /// The interval after it: days, or seconds where negative.
    pub interval: i64,
    /// The interval before it, likewise.
    pub last_interval: i64,
    /// Thousandths after it, or FSRS's difficulty.
    pub factor: i64,
    /// Milliseconds the learner took.
    pub duration_ms: i64,
    /// 0 learning, 1 review, 2 relearning, 3 filtered, 4 manual, 5 rescheduled.
    pub stage: i64,
}

/// What the way back needs of a card's row, as JSON text. A due day is a date, since day numbers mean
/// nothing in another collection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// See [`CardRow::stage`].
    #[serde(default, skip_serializing_if = "is_zero")]
    pub stage: i64,
    /// See [`CardRow::queue`].
    #[serde(default, skip_serializing_if = "is_zero")]
    pub queue: i64,
    /// A place or a second.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub due: i64,
    /// The due day, where due is a day: days since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_day: Option<i64>,
    /// See [`CardRow::interval`].
    #[serde(default, skip_serializing_if = "is_zero")]
    pub interval: i64,
    /// See [`CardRow::factor`].
    #[serde(default, skip_serializing_if = "is_zero")]
    pub factor: i64,
    /// See [`CardRow::reviews`].
    #[serde(default, skip_serializing_if = "is_zero")]
    pub reviews: i64,
    /// See [`CardRow::lapses`].
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lapses: i64,
    /// See [`CardRow::left`].
    #[serde(default, skip_serializing_if = "is_zero")]
    pub left: i64,
    /// See [`CardRow::data`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub data: String,
}

/// Serde asks with a reference.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde asks for"
)]
fn is_zero(number: &i64) -> bool {
    *number == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stranger's file says it; its opposite does not fit.
    #[test]
    fn a_zone_at_the_end_of_the_numbers_is_none() {
        let day = |minutes_west| {
            let collection = AnkiCollection {
                created_s: 0,
                minutes_west,
                rollover: Rollover::default(),
                note_types: BTreeMap::new(),
                decks: BTreeMap::new(),
                presets: 0,
            };
            creation_day(&collection, 0)
        };
        assert_eq!(day(Some(i32::MIN)), day(None));
        assert_eq!(day(Some(i32::MAX)), day(None));
    }
}
