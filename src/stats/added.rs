//! Added: how many cards came on which days.

use std::collections::BTreeMap;

use crate::calendar::StudyDay;

use super::range::Range;
use super::work::{bar_count, bar_days};

/// Cards of documents by the study day they were first known on, or made on in the program they come
/// from. Retired cards are not counted; a card that comes back keeps its day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Cards added in the range.
    pub cards: u64,
    /// Cards of which nobody knows the day; they are in no bar.
    pub unknown: u32,
    /// The days in a bar, as in [`super::Work`].
    pub bar_days: u32,
    /// The first day of each bar with its cards, oldest first, empty ones included; the last bar ends
    /// on the last day.
    pub bars: Vec<(StudyDay, u32)>,
}

/// The cards added in a range that ends with `today`, out of cards by day.
pub fn added(
    cards: &BTreeMap<StudyDay, u32>,
    unknown: u32,
    range: Range,
    today: StudyDay,
) -> Added {
    let days = match range {
        Range::Days(_) => range.days(today),
        Range::All => {
            let first = cards.keys().next().copied().unwrap_or(today).min(today);
            first..=cards.keys().last().copied().unwrap_or(today).max(today)
        }
    };
    let (first, last) = (*days.start(), *days.end());
    let length = last.since(first).saturating_add(1);
    let bar_days = bar_days(length);
    let step = i64::from(bar_days);
    let count = bar_count(length, bar_days);
    let bars = (0..count).rev().map(|from_end| {
        let end = last.plus(from_end.saturating_mul(step).saturating_neg());
        let start = end.plus(1_i64.saturating_sub(step)).max(first);
        let within = cards.range(start..=end);
        (
            start,
            within.fold(0, |sum: u32, (_, cards)| sum.saturating_add(*cards)),
        )
    });
    let bars: Vec<(StudyDay, u32)> = bars.collect();
    Added {
        cards: bars.iter().map(|(_, cards)| u64::from(*cards)).sum(),
        unknown,
        bar_days,
        bars,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::day;

    fn cards() -> BTreeMap<StudyDay, u32> {
        BTreeMap::from([
            (day("2026-01-01"), 40),
            (day("2026-03-01"), 7),
            (day("2026-03-10"), 2),
        ])
    }

    #[test]
    fn a_range_holds_its_own_days_only() {
        let month = added(&cards(), 3, Range::MONTH, day("2026-03-10"));
        assert_eq!((month.cards, month.unknown, month.bar_days), (9, 3, 1));
        assert_eq!(month.bars.len(), 30);
        assert_eq!(month.bars[0], (day("2026-02-09"), 0));
        assert_eq!(month.bars[20], (day("2026-03-01"), 7));
        assert_eq!(month.bars[29], (day("2026-03-10"), 2));
    }

    #[test]
    fn all_time_begins_with_the_first_card_and_bars_grow() {
        // 1 January to 10 March are 69 days: ten weeks, the first of 6 days.
        let all = added(&cards(), 0, Range::All, day("2026-03-10"));
        assert_eq!((all.cards, all.bar_days, all.bars.len()), (49, 7, 10));
        assert_eq!(all.bars[0], (day("2026-01-01"), 40));
        assert_eq!(all.bars[1].0, day("2026-01-07"));
        // 25 February to 3 March, and 4 to 10 March.
        assert_eq!(
            all.bars[8..],
            [(day("2026-02-25"), 7), (day("2026-03-04"), 2)]
        );
    }

    #[test]
    fn no_card_is_one_empty_day() {
        let none = added(&BTreeMap::new(), 0, Range::All, day("2026-03-10"));
        assert_eq!((none.cards, none.bars), (0, vec![(day("2026-03-10"), 0)]));
    }
}
