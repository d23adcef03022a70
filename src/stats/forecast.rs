//! The forecast: how many cards come due, day by day.

use crate::calendar::StudyDay;

/// How many days a forecast looks ahead, the current one included.
pub const FORECAST_DAYS: u32 = 7;

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
}

/// The forecast from `today`, `due` being cards that can be asked, by due day, in any order.
pub fn forecast(due: &[(StudyDay, u32)], today: StudyDay) -> Forecast {
    let days = (0..FORECAST_DAYS).map(|ahead| (today.plus(i64::from(ahead)), 0));
    let mut forecast = Forecast {
        days: days.collect(),
        ..Forecast::default()
    };
    for &(day, cards) in due {
        if day < today {
            forecast.overdue += cards;
        } else if let Some(entry) = forecast.days.iter_mut().find(|(d, _)| *d == day) {
            entry.1 += cards;
        } else {
            forecast.later += cards;
        }
    }
    forecast
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::day;

    #[test]
    fn each_due_day_counts_once() {
        let due = [
            (day("2028-02-26"), 2),
            (day("2028-02-27"), 3),
            (day("2028-02-28"), 5),
            (day("2028-03-05"), 7),
            (day("2028-03-06"), 11),
            (day("2099-01-01"), 13),
        ];
        let forecast = forecast(&due, day("2028-02-28"));
        // Before the 28th: 2 + 3. Seven days are 28 and 29 February and 1 to 5 March.
        assert_eq!(forecast.overdue, 5);
        let days: Vec<String> = forecast
            .days
            .iter()
            .map(|(day, cards)| format!("{day} {cards}"))
            .collect();
        assert_eq!(
            days,
            [
                "2028-02-28 5",
                "2028-02-29 0",
                "2028-03-01 0",
                "2028-03-02 0",
                "2028-03-03 0",
                "2028-03-04 0",
                "2028-03-05 7",
            ]
        );
        assert_eq!(forecast.later, 24);
    }
}
