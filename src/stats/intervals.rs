//! Intervals: how long cards are away until their next review.

use std::collections::BTreeMap;

use super::spread::{Spread, spread};

/// The longest interval of each bar, in days; the last bar has no end. 20 ends the young cards.
const BAR_ENDS: [u32; 10] = [1, 3, 7, 14, 20, 60, 120, 365, 730, 1825];

/// One bar of a histogram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntervalBar {
    /// The shortest interval, in days.
    pub from_days: u32,
    /// The longest; none for the bar without an end.
    pub to_days: Option<u32>,
    /// The cards.
    pub cards: u32,
}

/// The intervals of the cards that were answered at least once and are in their document, suspended
/// ones included: the days from the last review to the next, as scheduled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intervals {
    /// Their spread, in days; none without such cards.
    pub spread: Option<Spread>,
    /// The bars, shortest first, empty ones included.
    pub bars: Vec<IntervalBar>,
}

/// The intervals, `cards` being counted by interval in days.
pub fn intervals(cards: &BTreeMap<u32, u32>) -> Intervals {
    let ends = BAR_ENDS.into_iter().map(Some).chain([None]);
    let mut from_days = 0;
    let bars = ends.map(|to_days| {
        let bar = IntervalBar {
            from_days,
            to_days,
            cards: cards
                .range(from_days..=to_days.unwrap_or(u32::MAX))
                .fold(0, |sum: u32, (_, cards)| sum.saturating_add(*cards)),
        };
        from_days = to_days.map_or(u32::MAX, |to| to.saturating_add(1));
        bar
    });
    Intervals {
        bars: bars.collect(),
        spread: spread(cards),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_card_stands_in_one_bar() {
        let cards = BTreeMap::from([(1, 2), (6, 3), (20, 5), (21, 7), (36_500, 11)]);
        let found = intervals(&cards);
        let bars: Vec<(u32, u32)> = found
            .bars
            .iter()
            .filter(|bar| bar.cards > 0)
            .map(|bar| (bar.from_days, bar.cards))
            .collect();
        assert_eq!(bars, [(0, 2), (4, 3), (15, 5), (21, 7), (1826, 11)]);
        assert_eq!(found.bars.len(), 11);
        assert_eq!(found.spread.unwrap().cards, 2 + 3 + 5 + 7 + 11);
    }
}
