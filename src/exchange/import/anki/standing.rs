//! How a card stood in Anki, as a schedule here. Anki's own numbers mean days, seconds or places
//! depending on each other; only this file knows which. Nothing is guessed from the answers that the
//! row says itself.

use crate::calendar::{Moment, Rollover, StudyDay};
use crate::exchange::anki::{CardRow, DAYS_AT, Given};
use crate::review::Adopted;
use crate::scheduler::{EaseFactor, Interval, Memory, Strength};

/// What the answers of a card come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Answers {
    /// Days with a passing answer since the last failing one.
    pub(super) repetitions: u32,
    /// The study day of the last pass that was counted.
    pub(super) last_pass: Option<StudyDay>,
    /// The study day of the last answer.
    pub(super) last_day: Option<StudyDay>,
    /// The last row of the log, in milliseconds since 1970.
    pub(super) last_ms: i64,
}

/// How the days of a collection are counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    /// Its day 0.
    pub(super) first: StudyDay,
    /// When its days turn.
    pub(super) rollover: Rollover,
    /// Minutes the wall clock is ahead of UTC.
    pub(super) offset_minutes: i16,
}

impl Days {
    /// The study day of a moment in milliseconds.
    pub(super) fn of_ms(&self, utc_ms: i64) -> StudyDay {
        StudyDay::of(self.moment(utc_ms), self.rollover)
    }

    /// A moment in milliseconds, with the wall clock of the collection.
    pub(super) fn moment(&self, utc_ms: i64) -> Moment {
        Moment {
            utc_ms: utc_ms.clamp(Moment::FIRST_MS, Moment::LAST_MS),
            offset_minutes: self.offset_minutes,
        }
    }

    /// The day of a due number that is a day, or a second.
    fn of_due(&self, due: i64) -> StudyDay {
        if due >= DAYS_AT {
            self.of_ms(due.saturating_mul(1000))
        } else {
            self.first.plus(due)
        }
    }
}

/// What is wrong with a row.
pub(super) fn fault(row: &CardRow) -> Option<&'static str> {
    if !(0..=3).contains(&row.stage) {
        return Some("its type is none of Anki's");
    }
    if !(-3..=4).contains(&row.queue) {
        return Some("its queue is none of Anki's");
    }
    if row.interval < 0 {
        return Some("its interval is negative");
    }
    if row.reviews < 0 || row.lapses < 0 {
        return Some("it was answered less than never");
    }
    None
}

/// Where a card is due, apart from a filtered deck.
fn due_at_home(row: &CardRow) -> i64 {
    if row.home_deck != 0 && row.home_due != 0 {
        row.home_due
    } else {
        row.due
    }
}

/// The schedule of a card; `None` for one that was never answered.
pub(super) fn adopted(row: &CardRow, answers: Option<&Answers>, days: &Days) -> Option<Adopted> {
    let due = days.of_due(due_at_home(row));
    let interval = Interval::from_days(row.interval.unsigned_abs());
    let (memory, due) = match row.stage {
        0 => {
            // Forgotten on purpose: the answers stay in the log, the card is new.
            answers?;
            return Some(Adopted::default());
        }
        1 => (Memory::NEW, due),
        3 => (
            Memory {
                repetitions: 0,
                strength: Strength::Ease(ease(row.factor)),
                interval,
            },
            due,
        ),
        _ => (
            Memory {
                repetitions: repetitions(row.interval, answers),
                strength: Strength::Ease(ease(row.factor)),
                interval: interval.max(Interval::from_days(1)),
            },
            due,
        ),
    };
    let last_ms = last_answer_s(&row.data).map(|seconds| seconds.saturating_mul(1000));
    let last_review = last_ms
        .map(|ms| days.of_ms(ms))
        .or_else(|| answers.and_then(|answers| answers.last_day))
        .or_else(|| (row.stage == 2).then(|| due.plus(row.interval.saturating_neg())));
    Some(Adopted {
        memory,
        reviews: u32::try_from(row.reviews).unwrap_or(u32::MAX).max(1),
        lapses: u32::try_from(row.lapses).unwrap_or(u32::MAX),
        last_review,
        due: Some(due),
    })
}

/// Thousandths as hundredths; 2.50 where there are none.
fn ease(factor: i64) -> EaseFactor {
    match u32::try_from(factor.saturating_add(5) / 10) {
        Ok(hundredths) if factor > 0 => EaseFactor::from_hundredths(hundredths),
        _ => EaseFactor::START,
    }
}

/// Repetitions in a row, which Anki does not keep. Past the first day never fewer than two, so that
/// the next interval grows from the present one.
fn repetitions(interval: i64, answers: Option<&Answers>) -> u32 {
    let passed = answers.map_or(0, |answers| answers.repetitions);
    let least = if interval > 1 { 2 } else { 1 };
    passed.max(least)
}

/// The moment of the last answer, in seconds since 1970, as a card's data may say.
fn last_answer_s(data: &str) -> Option<i64> {
    #[derive(serde::Deserialize)]
    struct Form {
        lrt: Option<i64>,
    }
    if !data.contains("lrt") {
        return None;
    }
    serde_json::from_str::<Form>(data)
        .ok()?
        .lrt
        .filter(|seconds| (0..=Moment::LAST_MS / 1000).contains(seconds))
}

/// What the way back needs of the row.
pub(super) fn given(row: &CardRow, days: &Days) -> Given {
    let due = due_at_home(row);
    let is_day = row.stage != 0 && due < DAYS_AT;
    Given {
        stage: row.stage,
        queue: row.queue,
        due: if is_day { 0 } else { due },
        due_day: is_day.then(|| days.of_due(due).number()),
        interval: row.interval,
        factor: row.factor,
        reviews: row.reviews,
        lapses: row.lapses,
        left: row.left,
        // What is no JSON Anki takes for nothing.
        data: match row.data.as_str() {
            "" | "{}" => String::new(),
            data if serde_json::from_str::<serde::de::IgnoredAny>(data).is_ok() => data.to_owned(),
            _ => String::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days() -> Days {
        Days {
            first: "2026-01-01".parse().unwrap(),
            rollover: Rollover::default(),
            offset_minutes: 60,
        }
    }

    fn row(stage: i64, due: i64, interval: i64, factor: i64) -> CardRow {
        CardRow {
            stage,
            queue: stage,
            due,
            interval,
            factor,
            reviews: 4,
            lapses: 1,
            ..CardRow::default()
        }
    }

    #[test]
    fn a_review_keeps_day_interval_and_ease() {
        let adopted = adopted(&row(2, 90, 25, 2365), None, &days()).unwrap();
        assert_eq!(adopted.due.unwrap().to_string(), "2026-04-01");
        // 25 days before it was due.
        assert_eq!(adopted.last_review.unwrap().to_string(), "2026-03-07");
        assert_eq!(adopted.memory.interval.days(), 25);
        // 2.365 rounded to hundredths.
        assert_eq!(adopted.memory.ease().hundredths(), 237);
        assert_eq!(adopted.memory.repetitions, 2);
        assert_eq!((adopted.reviews, adopted.lapses), (4, 1));
    }

    #[test]
    fn seconds_days_and_home_are_told_apart() {
        // 2026-03-01T03:30:00+01:00 still belongs to the day before.
        let seconds = Moment::parse("2026-03-01T03:30:00+01:00").unwrap().utc_ms / 1000;
        let learning = adopted(&row(1, seconds, 0, 0), None, &days()).unwrap();
        assert_eq!(learning.due.unwrap().to_string(), "2026-02-28");
        assert_eq!(learning.memory, Memory::NEW);
        let mut borrowed = row(2, -100_000, 9, 0);
        borrowed.home_deck = 7;
        borrowed.home_due = 59;
        let home = adopted(&borrowed, None, &days()).unwrap();
        assert_eq!(home.due.unwrap().to_string(), "2026-03-01");
        assert_eq!(home.memory.ease(), EaseFactor::START);
        let relearning = adopted(&row(3, 59, 1, 2300), None, &days()).unwrap();
        assert_eq!(relearning.memory.repetitions, 0);
        assert_eq!(relearning.memory.ease().hundredths(), 230);
    }

    #[test]
    fn a_new_card_has_no_schedule_unless_it_was_forgotten() {
        assert_eq!(adopted(&row(0, 3, 0, 0), None, &days()), None);
        let forgotten = adopted(&row(0, 3, 0, 0), Some(&Answers::default()), &days());
        assert_eq!(forgotten, Some(Adopted::default()));
    }

    #[test]
    fn the_last_answer_is_read_from_the_data() {
        let mut answered = row(2, 90, 25, 2500);
        answered.data = format!("{{\"s\":1.5,\"lrt\":{}}}", 1_772_366_400);
        // 2026-03-01T12:00:00Z.
        let schedule = adopted(&answered, None, &days()).unwrap();
        assert_eq!(schedule.last_review.unwrap().to_string(), "2026-03-01");
        assert_eq!(given(&answered, &days()).data, answered.data);
        answered.data = "{oops lrt".into();
        assert_eq!(given(&answered, &days()).data, "");
        assert!(adopted(&answered, None, &days()).is_some());
    }

    #[test]
    fn rows_that_make_no_sense_have_a_fault() {
        assert_eq!(fault(&row(2, 1, 1, 0)), None);
        assert!(fault(&row(9, 1, 1, 0)).is_some());
        assert!(fault(&row(2, 1, -86_400, 0)).is_some());
        let queue = CardRow {
            queue: 77,
            ..row(0, 1, 1, 0)
        };
        assert!(fault(&queue).is_some());
    }
}
