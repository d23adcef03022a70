//! How a card stands, as Anki's numbers. A card that came from Anki and was not touched since goes back
//! as it came; everything else is told by the state.

use serde_json::{Map, Value};

use crate::exchange::anki::{CardRow, DAYS_AT, Given};
use crate::review::CardState;

use super::DayCount;

/// The smallest ease there, in thousandths.
const LEAST_FACTOR: i64 = 1300;

/// What a card's row is made from.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// How it stands here.
    pub state: &'a CardState,
    /// How it stood in Anki, where it comes from there.
    pub given: Option<&'a Given>,
    /// Whether its schedule is still the one it had there.
    pub schedule: Schedule,
    /// The moment of its last answer, in milliseconds since 1970.
    pub last_answer: Option<i64>,
    /// Its place among the new cards.
    pub place: i64,
}

/// Whose a card's schedule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// As Anki gave it: nothing was answered, reset or moved here.
    Given,
    /// Made here.
    Own,
}

/// The row of a card that goes without its progress.
pub fn new_card(place: i64) -> CardRow {
    CardRow {
        due: place,
        ..CardRow::default()
    }
}

/// The row of a card, but for its names: number, note, deck, ordinal.
pub fn schedule(standing: &Standing<'_>, days: &DayCount) -> CardRow {
    let state = standing.state;
    let given = standing.given;
    let mut row = match given.filter(|_| standing.schedule == Schedule::Given) {
        Some(given) => as_given(given, days),
        None if state.reviews == 0 && state.due.is_none() => CardRow {
            due: given.map_or(standing.place, |given| place_of(given, standing.place)),
            data: given.map_or(String::new(), |given| kept(given, &["cd"])),
            ..CardRow::default()
        },
        None => as_here(state, given, days),
    };
    let answered = standing.last_answer.map(|ms| ms.div_euclid(1000));
    if let Some(seconds) = answered {
        row.data = with_last_answer(&row.data, seconds, standing.schedule);
    }
    row.flags = i64::from(state.flag.number());
    row.queue = queue(&row, state, given, days);
    row.changed_s = match row.queue {
        // A burial ends with the day of the last change.
        -3 | -2 => days.now_s(),
        _ => answered.unwrap_or_else(|| days.now_s()).min(days.now_s()),
    };
    row
}

fn as_given(given: &Given, days: &DayCount) -> CardRow {
    let day = given
        .due_day
        .map(|day| days.number(crate::calendar::StudyDay::from_number(day)));
    CardRow {
        stage: given.stage,
        due: day.unwrap_or(given.due),
        interval: given.interval,
        factor: given.factor,
        reviews: given.reviews,
        lapses: given.lapses,
        left: given.left,
        data: given.data.clone(),
        ..CardRow::default()
    }
}

fn as_here(state: &CardState, given: Option<&Given>, days: &DayCount) -> CardRow {
    let hundredths = i64::from(state.memory.ease().hundredths());
    // Anki counts thousandths: where the hundredths are the same, its own are.
    let factor = given
        .map(|given| given.factor)
        .filter(|factor| factor.saturating_add(5) / 10 == hundredths)
        .unwrap_or(hundredths.saturating_mul(10));
    let mut data = Map::new();
    if let Some(trace) = state.memory.trace() {
        data.insert("s".into(), rounded(trace.stability, 4));
        data.insert("d".into(), rounded(trace.difficulty, 3));
    }
    let mut row = CardRow {
        stage: 2,
        due: days.number(state.due.unwrap_or_else(|| days.today())),
        interval: i64::from(state.memory.interval.days()).max(1),
        factor: factor.max(LEAST_FACTOR),
        reviews: i64::from(state.reviews).max(1),
        lapses: i64::from(state.lapses),
        ..CardRow::default()
    };
    if let Some(given) = given {
        data.extend(fields_of(&given.data).into_iter().filter(|(name, _)| {
            // What was believed there of the memory is out of date.
            ["pos", "cd", "dr"].contains(&name.as_str())
        }));
    }
    row.data = text_of(data);
    row
}

/// As many places behind the point as Anki keeps.
fn rounded(number: f32, places: i32) -> Value {
    let scale = 10_f64.powi(places);
    Value::from((f64::from(number) * scale).round() / scale)
}

/// The place among new cards that it had there before it was answered.
fn place_of(given: &Given, otherwise: i64) -> i64 {
    if given.stage == 0 {
        return given.due;
    }
    fields_of(&given.data)
        .get("pos")
        .and_then(Value::as_i64)
        .unwrap_or(otherwise)
}

fn fields_of(data: &str) -> Map<String, Value> {
    serde_json::from_str(data).unwrap_or_default()
}

fn text_of(data: Map<String, Value>) -> String {
    match data.is_empty() {
        true => String::new(),
        // Maps of JSON values always have a JSON form.
        false => serde_json::to_string(&data).unwrap_or_default(),
    }
}

fn kept(given: &Given, names: &[&str]) -> String {
    let fields = fields_of(&given.data).into_iter();
    text_of(
        fields
            .filter(|(name, _)| names.contains(&name.as_str()))
            .collect(),
    )
}

/// Anki wants the moment of the last answer beside every card that has one. What it said of that
/// itself stays.
fn with_last_answer(data: &str, seconds: i64, schedule: Schedule) -> String {
    if schedule == Schedule::Given && data.contains("\"lrt\"") {
        return data.to_owned();
    }
    if data.is_empty() {
        return format!("{{\"lrt\":{seconds}}}");
    }
    let mut fields = fields_of(data);
    fields.insert("lrt".into(), Value::from(seconds));
    text_of(fields)
}

fn queue(row: &CardRow, state: &CardState, given: Option<&Given>, days: &DayCount) -> i64 {
    if state.suspended {
        return -1;
    }
    if state.buried_until.is_some_and(|until| until > days.today()) {
        let there = given.map(|given| given.queue);
        return there.filter(|queue| *queue < -1).unwrap_or(-3);
    }
    match row.stage {
        0 => 0,
        1 | 3 if row.due >= DAYS_AT => 1,
        1 | 3 => 3,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Moment, Rollover};
    use crate::review::Flag;
    use crate::scheduler::{EaseFactor, Interval, Memory, Strength};

    fn days() -> DayCount {
        let now = Moment::parse("2026-03-01T12:00:00Z").unwrap();
        DayCount::new("2026-01-02".parse().ok(), now, Rollover::default())
    }

    fn answered() -> CardState {
        CardState {
            memory: Memory {
                repetitions: 3,
                strength: Strength::Ease(EaseFactor::from_hundredths(236)),
                interval: Interval::from_days(15),
            },
            reviews: 4,
            lapses: 1,
            last_review: "2026-02-20".parse().ok(),
            due: "2026-03-07".parse().ok(),
            ..CardState::default()
        }
    }

    fn standing<'a>(
        state: &'a CardState,
        given: Option<&'a Given>,
        whose: Schedule,
    ) -> Standing<'a> {
        Standing {
            state,
            given,
            schedule: whose,
            last_answer: Some(1_771_578_000_123),
            place: 7,
        }
    }

    #[test]
    fn a_schedule_made_here_becomes_a_review() {
        let mut state = answered();
        let row = schedule(&standing(&state, None, Schedule::Own), &days());
        // Day 0 is 2026-01-01: the 7th of March is day 65.
        assert_eq!((row.stage, row.queue, row.due), (2, 2, 65));
        assert_eq!((row.interval, row.factor), (15, 2360));
        assert_eq!((row.reviews, row.lapses, row.left), (4, 1, 0));
        assert_eq!(row.data, r#"{"lrt":1771578000}"#);
        state.suspended = true;
        state.flag = Flag::new(5).unwrap();
        let row = schedule(&standing(&state, None, Schedule::Own), &days());
        assert_eq!((row.stage, row.queue, row.flags), (2, -1, 5));
        state.suspended = false;
        state.buried_until = "2026-03-02".parse().ok();
        let row = schedule(&standing(&state, None, Schedule::Own), &days());
        assert_eq!(row.queue, -3);
        state.buried_until = "2026-03-01".parse().ok();
        let row = schedule(&standing(&state, None, Schedule::Own), &days());
        assert_eq!(row.queue, 2);
    }

    #[test]
    fn what_anki_gave_goes_back_as_it_came() {
        let given = Given {
            stage: 2,
            queue: -2,
            due_day: Some(
                "2026-03-07"
                    .parse::<crate::calendar::StudyDay>()
                    .unwrap()
                    .number(),
            ),
            interval: 15,
            factor: 2365,
            reviews: 9,
            data: r#"{"s":3.5,"lrt":1}"#.into(),
            ..Given::default()
        };
        let state = answered();
        let row = schedule(&standing(&state, Some(&given), Schedule::Given), &days());
        assert_eq!((row.due, row.factor, row.reviews), (65, 2365, 9));
        assert_eq!((row.queue, &*row.data), (2, r#"{"s":3.5,"lrt":1}"#));
        // Answered here: what FSRS believed there is old.
        let row = schedule(&standing(&state, Some(&given), Schedule::Own), &days());
        assert_eq!((row.factor, row.reviews), (2360, 4));
        assert_eq!(row.data, r#"{"lrt":1771578000}"#);
    }

    #[test]
    fn a_card_that_was_reset_is_new_at_its_old_place() {
        let given = Given {
            stage: 2,
            data: r#"{"pos":12,"cd":"x","s":1.0}"#.into(),
            ..Given::default()
        };
        let state = CardState::default();
        let mut reset = standing(&state, Some(&given), Schedule::Own);
        reset.last_answer = None;
        let row = schedule(&reset, &days());
        assert_eq!((row.stage, row.queue, row.due), (0, 0, 12));
        assert_eq!(row.data, r#"{"cd":"x"}"#);
        reset.given = None;
        assert_eq!(schedule(&reset, &days()).due, 7);
    }

    #[test]
    fn learning_cards_stand_in_the_queue_of_their_unit() {
        let seconds = Given {
            stage: 1,
            due: 1_772_366_400,
            left: 1001,
            ..Given::default()
        };
        let state = CardState::default();
        let row = schedule(&standing(&state, Some(&seconds), Schedule::Given), &days());
        assert_eq!(
            (row.stage, row.queue, row.due, row.left),
            (1, 1, 1_772_366_400, 1001)
        );
        let day = Given {
            stage: 3,
            due_day: Some(days().today().number()),
            ..Given::default()
        };
        let row = schedule(&standing(&state, Some(&day), Schedule::Given), &days());
        assert_eq!((row.stage, row.queue, row.due), (3, 3, 59));
    }
}
