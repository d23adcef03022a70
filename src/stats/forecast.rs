//! The forecast: how many cards come due, day by day.

use std::collections::BTreeMap;

use crate::calendar::StudyDay;

/// How many days a forecast looks ahead, the current one included.
pub const FORECAST_DAYS: u32 = 30;

/// Cards by the day they are due, as the schedule stands now: it does not guess at new cards, at
/// answers still to come or at daily limits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// Cards due before today and not answered yet.
    pub overdue: u32,
    /// Cards due today and on each of the days after it, [`FORECAST_DAYS`] in all, days without
    /// cards included.
    pub days: Vec<(StudyDay, u32)>,
    /// Cards due after those days.
    pub later: u32,
    /// The daily load: reviews a day, in thousandths, if every answered card kept its interval,
    /// suspended ones aside. The sum of 1 / interval over them, an interval under a day counted as one.
    pub load_permille: u64,
}

impl Forecast {
    /// Cards due on the first `days` days, today and what is overdue included.
    pub fn within(&self, days: usize) -> u64 {
        let first = self.days.iter().take(days);
        first.fold(u64::from(self.overdue), |sum, (_, cards)| {
            sum.saturating_add(u64::from(*cards))
        })
    }
}

/// The forecast from `today`. `due` are cards that can be asked, by due day; `intervals` are the answered
/// ones of them by interval in days.
pub fn forecast(
    due: &BTreeMap<StudyDay, u32>,
    intervals: &BTreeMap<u32, u32>,
    today: StudyDay,
) -> Forecast {
    let on = |day: StudyDay| (day, due.get(&day).copied().unwrap_or(0));
    let days: Vec<(StudyDay, u32)> = (0..FORECAST_DAYS)
        .map(|ahead| on(today.plus(i64::from(ahead))))
        .collect();
    let sum = |cards: u32, (_, more): (&StudyDay, &u32)| cards.saturating_add(*more);
    Forecast {
        overdue: due.range(..today).fold(0, sum),
        days,
        later: due
            .range(today.plus(i64::from(FORECAST_DAYS))..)
            .fold(0, sum),
        load_permille: load_permille(intervals),
    }
}

/// See [`Forecast::load_permille`]. Counted in millionths, so that small parts are not lost.
fn load_permille(intervals: &BTreeMap<u32, u32>) -> u64 {
    let millionths: u64 = intervals
        .iter()
        .map(|(days, cards)| {
            let millionths = u64::from(*cards).saturating_mul(1_000_000);
            millionths
                .checked_div(u64::from((*days).max(1)))
                .unwrap_or(0)
        })
        .fold(0, u64::saturating_add);
    millionths.saturating_add(500) / 1000
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::day;

    #[test]
    fn each_due_day_counts_once() {
        let due = BTreeMap::from([
            (day("2028-02-26"), 2),
            (day("2028-02-27"), 3),
            (day("2028-02-28"), 5),
            (day("2028-03-28"), 7),
            (day("2028-03-29"), 11),
            (day("2099-01-01"), 13),
        ]);
        let forecast = forecast(&due, &BTreeMap::new(), day("2028-02-28"));
        // Before the 28th: 2 + 3. Thirty days are 28 and 29 February and 1 to 28 March.
        assert_eq!(forecast.overdue, 5);
        let days: Vec<String> = forecast
            .days
            .iter()
            .filter(|(_, cards)| *cards > 0)
            .map(|(day, cards)| format!("{day} {cards}"))
            .collect();
        assert_eq!(days, ["2028-02-28 5", "2028-03-28 7"]);
        assert_eq!(forecast.days.len(), 30);
        assert_eq!(forecast.later, 24);
        assert_eq!((forecast.within(1), forecast.within(30)), (10, 17));
    }

    #[test]
    fn the_load_is_the_sum_of_one_by_interval() {
        // 2 / 1 (a card with no interval counts as one day) + 3 / 6 + 7 / 21 = 2.8333.
        let intervals = BTreeMap::from([(0, 1), (1, 1), (6, 3), (21, 7)]);
        let found = forecast(&BTreeMap::new(), &intervals, day("2028-02-28"));
        assert_eq!(found.load_permille, 2833);
    }
}
