//! The spread of a number over cards: middle, ends and mean. Intervals and ease factors use it.

use std::collections::BTreeMap;

/// How a number is spread over cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The cards.
    pub cards: u64,
    /// The sum over the cards divided by their number, in tenths, to the nearest.
    pub mean_tenths: u64,
    /// One card of ten has this number or a lower one.
    pub p10: u32,
    /// Half of the cards have this number or a lower one.
    pub median: u32,
    /// Nine cards of ten have this number or a lower one.
    pub p90: u32,
    /// The highest number.
    pub highest: u32,
}

/// The spread of numbers, each with its cards; none without cards. Percentiles are nearest ranks: the
/// lowest number that at least so many percent of the cards do not exceed.
pub fn spread(numbers: &BTreeMap<u32, u32>) -> Option<Spread> {
    let cards = numbers.values().map(|cards| u64::from(*cards));
    let cards = cards.fold(0, u64::saturating_add);
    let sum: u128 = numbers
        .iter()
        .map(|(number, cards)| u128::from(*number).saturating_mul(u128::from(*cards)))
        .fold(0, u128::saturating_add);
    let highest = numbers
        .iter()
        .rev()
        .find_map(|(number, cards)| (*cards > 0).then_some(*number))?;
    let (twice, cards_wide) = (u128::from(cards).saturating_mul(2), u128::from(cards));
    let mean = sum
        .saturating_mul(20)
        .saturating_add(cards_wide)
        .checked_div(twice)?;
    Some(Spread {
        cards,
        mean_tenths: u64::try_from(mean).unwrap_or(u64::MAX),
        p10: rank(numbers, cards, 10),
        median: rank(numbers, cards, 50),
        p90: rank(numbers, cards, 90),
        highest,
    })
}

fn rank(numbers: &BTreeMap<u32, u32>, cards: u64, percent: u64) -> u32 {
    let wanted = cards.saturating_mul(percent).div_ceil(100);
    let mut seen: u64 = 0;
    for (number, cards) in numbers {
        seen = seen.saturating_add(u64::from(*cards));
        if seen >= wanted && *cards > 0 {
            return *number;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_out_by_hand() {
        // 1 1 1 6 6 15 15 15 38 100: the 1st, 5th and 9th of ten; sum 198, mean 19.8.
        let numbers = BTreeMap::from([(1, 3), (6, 2), (15, 3), (38, 1), (100, 1)]);
        let found = spread(&numbers).unwrap();
        assert_eq!(
            (found.p10, found.median, found.p90, found.highest),
            (1, 6, 38, 100)
        );
        assert_eq!((found.cards, found.mean_tenths), (10, 198));
        assert_eq!(spread(&BTreeMap::from([(7, 0)])), None);
        // 1 and 2: 1.5, and the lower one is the median.
        let two = spread(&BTreeMap::from([(1, 1), (2, 1)])).unwrap();
        assert_eq!((two.mean_tenths, two.median, two.p90), (15, 1, 2));
    }
}
