//! Answers as rows of Anki's log. What came from there goes back as it came.

use crate::exchange::anki::LogRow;
use crate::exchange::import::anki::LOG_KIND;
use crate::review::{CardState, Deed};
use crate::scheduler::Quality;

/// An answer that came from Anki, as it is stored: its moment there, and what was kept of its row.
#[derive(Clone, Copy, Debug)]
pub struct LogPart<'a> {
    /// Milliseconds since 1970.
    pub number: i64,
    /// The number of its card.
    pub card: i64,
    /// The kind of its event.
    pub kind: &'a str,
    /// The quality, where it is an answer.
    pub quality: Option<Quality>,
    /// Milliseconds the learner took.
    pub duration_ms: i64,
    /// Days before and after, where the rest was lost.
    pub intervals: (i64, i64),
    /// The rest of the row, as the importer keeps it.
    pub remainder: &'a str,
}

/// The button that gives a quality.
fn button(quality: Quality) -> i64 {
    match quality.number() {
        0..=2 => 1,
        3 => 2,
        4 => 3,
        _ => 4,
    }
}

/// The row of an answer that came from Anki; none for what is no row.
pub fn log_row_of_anki(part: &LogPart<'_>) -> Option<LogRow> {
    let mut numbers = part.remainder.split(' ').map(str::parse::<i64>);
    let mut next = || numbers.next()?.ok();
    let row = LogRow {
        number: part.number,
        card: part.card,
        ease: 0,
        interval: part.intervals.1,
        last_interval: part.intervals.0,
        factor: 0,
        duration_ms: part.duration_ms,
        stage: 1,
    };
    if part.kind == LOG_KIND {
        return Some(LogRow {
            interval: next()?,
            last_interval: next()?,
            factor: next()?,
            stage: next()?,
            ease: next()?,
            duration_ms: next()?,
            ..row
        });
    }
    let ease = button(part.quality?);
    // A log that came in another way holds no remainder.
    let rest = next().and_then(|interval| Some((interval, next()?, next()?, next()?)));
    Some(match rest {
        Some((interval, last_interval, factor, stage)) => LogRow {
            interval,
            last_interval,
            factor,
            stage,
            ease,
            ..row
        },
        None => LogRow { ease, ..row },
    })
}

/// The row of an answer given here, between two states of its card; none for what is no answer.
pub fn own_log_row(
    number: i64,
    card: i64,
    deed: &Deed,
    (before, after): (&CardState, &CardState),
) -> Option<LogRow> {
    let was_learned = before.memory.repetitions > 0 || before.lapses > 0;
    let row = |quality: Quality, duration: u32| LogRow {
        number,
        card,
        ease: button(quality),
        interval: i64::from(after.memory.interval.days()),
        last_interval: i64::from(before.memory.interval.days()),
        factor: factor(after),
        duration_ms: i64::from(duration),
        stage: if was_learned { 1 } else { 0 },
    };
    match deed {
        Deed::Review(review) => Some(LogRow {
            interval: i64::from(review.interval_after.days()),
            last_interval: i64::from(review.interval_before.days()),
            ..row(review.quality, review.duration_ms)
        }),
        // The same day again, as Anki's steps of relearning are.
        Deed::Drill(drill) => Some(LogRow {
            stage: if was_learned { 2 } else { 0 },
            ..row(drill.quality, drill.duration_ms)
        }),
        _ => None,
    }
}

/// Thousandths of ease; of difficulty under FSRS, 100 to 1100 as Anki logs it.
fn factor(state: &CardState) -> i64 {
    match state.memory.trace() {
        None => i64::from(state.memory.ease().hundredths()).saturating_mul(10),
        Some(trace) => {
            let difficulty = f64::from(trace.difficulty).clamp(1.0, 10.0);
            #[expect(clippy::cast_possible_truncation, reason = "held between 100 and 1100")]
            let factor = ((difficulty - 1.0) / 9.0 * 1000.0).round() as i64;
            factor.saturating_add(100)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::answer;
    use crate::scheduler::{Grade, Scheduler};

    fn part<'a>(kind: &'a str, remainder: &'a str) -> LogPart<'a> {
        LogPart {
            number: 1_771_578_000_000,
            card: 5,
            kind,
            quality: Some(Grade::Hard.quality()),
            duration_ms: 2500,
            intervals: (4, 10),
            remainder,
        }
    }

    #[test]
    fn a_row_of_anki_is_the_same_again() {
        let row = log_row_of_anki(&part("review", "-600 4 2360 3")).unwrap();
        assert_eq!((row.ease, row.interval, row.last_interval), (2, -600, 4));
        assert_eq!((row.factor, row.stage, row.duration_ms), (2360, 3, 2500));
        let manual = log_row_of_anki(&part(LOG_KIND, "0 10 2500 4 0 77")).unwrap();
        assert_eq!((manual.ease, manual.interval, manual.stage), (0, 0, 4));
        assert_eq!((manual.last_interval, manual.duration_ms), (10, 77));
        let lost = log_row_of_anki(&part("review", "")).unwrap();
        assert_eq!((lost.interval, lost.last_interval, lost.stage), (10, 4, 1));
        assert_eq!(log_row_of_anki(&part(LOG_KIND, "0 10")), None);
    }

    #[test]
    fn answers_given_here_are_learning_then_reviews() {
        let scheduler = Scheduler::default();
        let day = "2026-03-01".parse().unwrap();
        let new = CardState::default();
        let mut seen = Vec::new();
        let mut state = new;
        for (days, grade) in [(0, Grade::Good), (1, Grade::Again), (2, Grade::Easy)] {
            let deed = answer(
                &state,
                grade.quality(),
                state_day(day, days),
                1000,
                &scheduler,
            );
            let after = state.after(&deed, &scheduler);
            let row = own_log_row(1, 2, &deed, (&state, &after)).unwrap();
            seen.push((
                row.ease,
                row.stage,
                row.last_interval,
                row.interval,
                row.factor,
            ));
            state = after;
        }
        // A failure leaves the ease as it is; easy adds 0.10.
        assert_eq!(
            seen,
            [(3, 0, 0, 1, 2500), (1, 1, 1, 1, 2500), (4, 1, 1, 1, 2600)]
        );
        assert_eq!(own_log_row(1, 2, &Deed::Suspend, (&new, &new)), None);
    }

    fn state_day(day: crate::calendar::StudyDay, later: i64) -> crate::calendar::StudyDay {
        day.plus(later)
    }
}
