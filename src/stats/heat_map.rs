//! The heat map: how much was answered on each day of the last year.

use crate::calendar::StudyDay;

use super::tally::DayTally;

/// The weeks it has: a year, and the week that the year began in.
pub const HEAT_WEEKS: u32 = 53;

/// The weeks before this one.
const WEEKS_BEFORE: i64 = HEAT_WEEKS as i64 - 1;

/// How much was done on a day, beside the other days of the map that have answers: one of four equal
/// groups. The days are sorted by their answers and cut after each quarter, so that one long day does
/// not make all the others look like nothing; days with as many answers are in the same group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heat {
    /// No graded answer.
    None,
    /// At most as many as a quarter of the days had.
    Low,
    /// At most as many as half of the days had.
    Fair,
    /// At most as many as three quarters of the days had.
    Much,
    /// More.
    Most,
}

/// One day of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeatDay {
    /// The study day.
    pub day: StudyDay,
    /// Graded answers, drills not.
    pub answers: u32,
    /// See [`Heat`].
    pub heat: Heat,
}

/// Every day from the Monday [`HEAT_WEEKS`] weeks back up to `today`, the current week the last one.
pub fn heat_map(tallies: &[DayTally], today: StudyDay) -> Vec<HeatDay> {
    let monday = monday_of(today);
    let first = monday.plus(-7 * WEEKS_BEFORE);
    let length = usize::try_from(today.since(first).saturating_add(1)).unwrap_or(0);
    let mut counts = vec![0_u32; length];
    for tally in tallies {
        let place = usize::try_from(tally.day.since(first)).ok();
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count = count.saturating_add(tally.reviews());
        }
    }
    let mut studied: Vec<u32> = counts.iter().copied().filter(|count| *count > 0).collect();
    studied.sort_unstable();
    (0_i64..)
        .zip(counts)
        .map(|(place, answers)| HeatDay {
            day: first.plus(place),
            answers,
            heat: heat(answers, &studied),
        })
        .collect()
}

/// The Monday of the week that a day is in.
fn monday_of(day: StudyDay) -> StudyDay {
    // 1970-01-01, day 0, was a Thursday.
    let into_week = day.number().saturating_add(3).rem_euclid(7);
    day.plus(into_week.saturating_neg())
}

fn heat(answers: u32, studied: &[u32]) -> Heat {
    let quarter = |number: usize| {
        let rank = studied.len().saturating_mul(number).div_ceil(4);
        studied.get(rank.saturating_sub(1)).copied().unwrap_or(0)
    };
    match answers {
        0 => Heat::None,
        _ if answers <= quarter(1) => Heat::Low,
        _ if answers <= quarter(2) => Heat::Fair,
        _ if answers <= quarter(3) => Heat::Much,
        _ => Heat::Most,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample;

    #[test]
    fn it_ends_today_and_begins_on_a_monday() {
        // 11 March 2026 is a Wednesday: 52 whole weeks and three days.
        let map = heat_map(&sample::log(), sample::day("2026-03-11"));
        assert_eq!(map.len(), 52 * 7 + 3);
        assert_eq!(map[0].day, sample::day("2025-03-10"));
        let worked: Vec<(String, u32, Heat)> = map
            .iter()
            .filter(|day| day.answers > 0)
            .map(|day| (day.day.to_string(), day.answers, day.heat))
            .collect();
        // 5, 8 and 10 answers: the 1st, 2nd and 3rd of three end the first three quarters.
        assert_eq!(
            worked,
            [
                ("2026-01-31".to_owned(), 5, Heat::Low),
                ("2026-03-08".to_owned(), 8, Heat::Fair),
                ("2026-03-09".to_owned(), 10, Heat::Much),
            ]
        );
    }

    #[test]
    fn quarters_are_of_days_not_of_answers() {
        let studied = [1, 2, 3, 4, 5, 6, 7, 1000];
        let heats = [0, 1, 2, 3, 5, 7, 1000].map(|answers| heat(answers, &studied));
        use Heat::{Fair, Low, Most, Much, None};
        assert_eq!(heats, [None, Low, Low, Fair, Much, Most, Most]);
    }
}
