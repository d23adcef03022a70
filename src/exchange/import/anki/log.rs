//! Rows of Anki's log as events. What is no answer (a schedule set by hand, cramming) is kept as it
//! came, under a kind of its own that no fold counts.

use foldhash::HashMap;

use crate::calendar::StudyDay;
use crate::cards::CardId;
use crate::exchange::anki::{LogRow, answer_id};
use crate::review::{Deed, Drill, Event, Review};
use crate::scheduler::{Grade, Interval, Quality};

use super::standing::{Answers, Days};

/// The kind of events for rows that are no answers.
pub const LOG_KIND: &str = "anki_log";

/// An event, and what of its row the event does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedAnswer {
    /// The event.
    pub event: Event,
    /// `interval last_interval factor stage` as Anki wrote them, for the way back.
    pub remainder: String,
}

/// What is wrong with a row.
pub(super) fn fault(row: &LogRow, now_ms: i64) -> Option<&'static str> {
    let small = |number: i64| i32::try_from(number).is_ok();
    if row.number < 1 || row.number > now_ms {
        return Some("its moment is outside of 1970 to now");
    }
    if !(0..=4).contains(&row.ease) || !(0..=5).contains(&row.stage) {
        return Some("its button or type is none of Anki's");
    }
    if !small(row.interval) || !small(row.last_interval) || !small(row.factor) {
        return Some("its interval or ease is out of range");
    }
    if u32::try_from(row.duration_ms).is_err() {
        return Some("its duration is out of range");
    }
    None
}

/// Whether a row is an answer that counted: no cramming, nothing set by hand.
fn quality(row: &LogRow) -> Option<Quality> {
    let is_cramming = row.stage == 3 && row.factor == 0;
    if row.stage > 3 || is_cramming {
        return None;
    }
    let grade = match row.ease {
        1 => Grade::Again,
        2 => Grade::Hard,
        3 => Grade::Good,
        4 => Grade::Easy,
        _ => return None,
    };
    Some(grade.quality())
}

/// Adds a row to what the answers of its card come to. Rows come in their order.
pub(super) fn count(row: &LogRow, days: &Days, answers: &mut HashMap<i64, Answers>) {
    let of_card = answers.entry(row.card).or_default();
    of_card.last_ms = of_card.last_ms.max(row.number);
    let Some(quality) = quality(row) else {
        return;
    };
    let day = days.of_ms(row.number);
    of_card.last_day = Some(day);
    if !quality.is_pass() {
        of_card.repetitions = 0;
        of_card.last_pass = None;
    } else if of_card.last_pass != Some(day) {
        of_card.repetitions = of_card.repetitions.saturating_add(1);
        of_card.last_pass = Some(day);
    }
}

/// Days of an interval of the log; seconds are none.
fn interval(days: i64) -> Interval {
    Interval::from_days(u64::try_from(days).unwrap_or(0))
}

/// A row as an event. The first answer of a study day is the review, others are drills, as here.
pub(super) fn event(
    row: &LogRow,
    card: CardId,
    days: &Days,
    last_day: &mut Option<StudyDay>,
) -> Option<LoggedAnswer> {
    let id = answer_id(row.number, card)?;
    let day = days.of_ms(row.number);
    let duration_ms = u32::try_from(row.duration_ms).ok()?;
    let deed = match quality(row) {
        Some(quality) if *last_day != Some(day) => {
            *last_day = Some(day);
            let after = interval(row.interval);
            Deed::Review(Review {
                quality,
                day,
                duration_ms,
                interval_before: interval(row.last_interval),
                interval_after: after,
                due: day.plus(i64::from(after.days())),
            })
        }
        Some(quality) => Deed::Drill(Drill {
            quality,
            day,
            duration_ms,
        }),
        None => Deed::Unknown {
            kind: LOG_KIND.to_owned(),
            payload: format!(
                "{} {} {} {} {} {}",
                row.interval, row.last_interval, row.factor, row.stage, row.ease, row.duration_ms
            ),
        },
    };
    let remainder = match deed {
        Deed::Unknown { .. } => String::new(),
        _ => format!(
            "{} {} {} {}",
            row.interval, row.last_interval, row.factor, row.stage
        ),
    };
    Some(LoggedAnswer {
        event: Event {
            id,
            clock: row.number,
            at: days.moment(row.number),
            card,
            deed,
        },
        remainder,
    })
}
