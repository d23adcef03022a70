//! Which backups are kept: all of two days, then one a day, one a week, one a month, as Anki keeps
//! them. Pure: moments in, the ones to let go out. It must never let go of the newest ones, whatever
//! the clock says. Those dated ahead of now are kept, and take no other's place.

use std::collections::BTreeSet;

use crate::calendar::{Moment, StudyDay};

/// Every backup younger than this is kept.
const ALL_FOR_MS: i64 = 2 * 24 * 3_600_000;
/// The number of days, weeks and months after that of which the newest backup is kept: the defaults
/// of Anki's preferences.
const DAYS: usize = 12;
const WEEKS: usize = 10;
const MONTHS: usize = 9;
/// So many are kept at any rate: a clock that jumps ahead makes all of them old at once.
const NEWEST: usize = 3;

/// The places in `made` of the backups that are not kept any more.
pub(super) fn superfluous(made: &[Moment], now: Moment) -> Vec<usize> {
    let is_ahead = |at: &Moment| at.utc_ms > now.utc_ms;
    let of_the_past = (0_usize..).zip(made).filter(|(_, at)| !is_ahead(at));
    let mut newest_first: Vec<usize> = of_the_past.map(|(place, _)| place).collect();
    newest_first.sort_by_key(|place| std::cmp::Reverse(made.get(*place).map(|at| at.utc_ms)));
    let mut rules = [
        Rule::new(DAYS, |date| i64::from(date.0)),
        Rule::new(WEEKS, |date| i64::from(date.0).div_euclid(7)),
        Rule::new(MONTHS, |date| i64::from(date.1)),
    ];
    newest_first
        .into_iter()
        .skip(NEWEST)
        .filter(|place| {
            let Some(at) = made.get(*place) else {
                return false;
            };
            let is_recent = now.utc_ms.saturating_sub(at.utc_ms) < ALL_FOR_MS;
            !is_recent && !rules.iter_mut().any(|rule| rule.keeps(*at))
        })
        .collect()
}

/// A date as the rules count it: days since 1970, and months since the year 0.
#[derive(Clone, Copy)]
struct Date(i32, i32);

impl Date {
    fn of(at: Moment) -> Date {
        let midnight = crate::calendar::Rollover::at_hour(0).unwrap_or_default();
        let day = StudyDay::of(at, midnight);
        let date = day.date();
        let months = chrono::Datelike::year(&date)
            .saturating_mul(12)
            .saturating_add(i32::try_from(chrono::Datelike::month0(&date)).unwrap_or(0));
        Date(i32::try_from(day.number()).unwrap_or(i32::MAX), months)
    }
}

/// "The newest of each period, for so many periods."
struct Rule {
    most: usize,
    period: fn(Date) -> i64,
    kept: BTreeSet<i64>,
}

impl Rule {
    fn new(most: usize, period: fn(Date) -> i64) -> Rule {
        Rule {
            most,
            period,
            kept: BTreeSet::new(),
        }
    }

    /// Whether the rule keeps a backup, younger ones having been asked about before.
    fn keeps(&mut self, at: Moment) -> bool {
        self.kept.len() < self.most && self.kept.insert((self.period)(Date::of(at)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    /// Backups at noon of each of the `days` days up to `now`, newest first.
    fn daily(now: Moment, days: i64) -> Vec<Moment> {
        (0..days)
            .map(|back| Moment {
                utc_ms: now.utc_ms - back * 86_400_000,
                ..now
            })
            .collect()
    }

    #[test]
    fn two_days_are_kept_whole() {
        let now = at("2026-03-10T12:00:00Z");
        let made: Vec<Moment> = (0..47)
            .map(|hours| Moment {
                utc_ms: now.utc_ms - hours * 3_600_000,
                ..now
            })
            .collect();
        assert_eq!(superfluous(&made, now), Vec::<usize>::new());
    }

    #[test]
    fn a_year_of_days_thins_out() {
        let now = at("2026-12-31T12:00:00Z");
        let made = daily(now, 365);
        let gone: BTreeSet<usize> = superfluous(&made, now).into_iter().collect();
        let kept: Vec<usize> = (0..365).filter(|place| !gone.contains(place)).collect();
        // 31 to 29 December at any rate, then 12 days; place 15 is 16 December, the last day of its
        // week, as weeks are counted from Thursdays: 1970-01-01 was one.
        let weeks = [15, 22, 29, 36, 43, 50, 57, 64, 71, 78];
        // The newest of each month that no other rule kept: 15 December, 30 November, 31 October,
        // 30 September, and so on to 30 April.
        let months = [16, 31, 61, 92, 122, 153, 184, 214, 245];
        let mut expected: Vec<usize> = (0..15).chain(weeks).chain(months).collect();
        expected.sort_unstable();
        assert_eq!(kept, expected);
    }

    #[test]
    fn the_newest_stay_whatever_the_clock_says() {
        let made = daily(at("2026-03-10T12:00:00Z"), 5);
        let far = at("2199-01-01T00:00:00Z");
        assert!(superfluous(&made, far).iter().all(|place| *place >= 3));
        // A clock set back: every backup lies ahead, and all are kept.
        assert!(superfluous(&made, at("1970-01-01T00:00:00Z")).is_empty());
        assert!(superfluous(&[], far).is_empty());
    }

    /// A clock of the year 9999 must not cost a backup that was made under the right one.
    #[test]
    fn what_lies_ahead_takes_no_place() {
        let now = at("2026-12-31T12:00:00Z");
        let made = daily(now, 365);
        let ahead = ["9999-12-30T12:00:00Z", "2027-12-31T12:00:00Z"].map(at);
        let with: Vec<Moment> = made.iter().copied().chain(ahead).collect();
        assert_eq!(superfluous(&with, now), superfluous(&made, now));
    }

    #[test]
    fn several_of_one_old_day_leave_the_newest() {
        let now = at("2026-03-30T12:00:00Z");
        let made = [
            at("2026-03-10T08:00:00Z"),
            at("2026-03-10T20:00:00Z"),
            at("2026-03-29T12:00:00Z"),
            at("2026-03-29T13:00:00Z"),
            at("2026-03-29T14:00:00Z"),
            at("2026-03-10T12:00:00Z"),
        ];
        // The day keeps 20:00; the week then keeps 12:00 and the month 8:00 only as the newest
        // left of their periods.
        assert_eq!(superfluous(&made, now), Vec::<usize>::new());
        let many: Vec<Moment> = (0..20)
            .map(|hour| at(&format!("2026-03-10T{hour:02}:00:00Z")))
            .collect();
        let gone = superfluous(&many, now);
        // Kept: the 3 newest at any rate, then one by the day, one by the week, one by the month.
        assert_eq!(gone.len(), 20 - 3 - 3);
        assert!(gone.iter().all(|place| *place < 14), "{gone:?}");
    }
}
