//! Ease: how fast the intervals of cards grow, as SM-2 has come to believe.

use std::collections::BTreeMap;

use super::spread::{Spread, spread};

/// The width of a bar, in hundredths.
pub const EASE_STEP: u32 = 10;

/// The ease factors of the cards that were answered at least once and are in their document,
/// suspended ones included. 2.50 is where each begins, 1.30 the lowest there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ease {
    /// Their spread, in hundredths; none without such cards.
    pub spread: Option<Spread>,
    /// The bars from the lowest to the highest ease there is, none left out: the lowest ease factor
    /// of each, in hundredths, and the cards with it or up to [`EASE_STEP`] more.
    pub bars: Vec<(u32, u32)>,
}

/// The ease factors, `cards` being counted by ease factor in hundredths.
pub fn ease(cards: &BTreeMap<u32, u32>) -> Ease {
    let mut bars: BTreeMap<u32, u32> = BTreeMap::new();
    let bar_of = |ease: u32| ease.saturating_sub(ease % EASE_STEP);
    if let (Some((first, _)), Some((last, _))) = (cards.first_key_value(), cards.last_key_value()) {
        // An ease factor grows by a tenth an answer at most; the bound is for a broken database.
        let last = bar_of(*last).min(bar_of(*first).saturating_add(1000 * EASE_STEP));
        bars.extend(
            (bar_of(*first)..=last)
                .step_by(EASE_STEP as usize)
                .map(|bar| (bar, 0)),
        );
        for (ease, cards) in cards {
            let bar: &mut u32 = bars.entry(bar_of(*ease).min(last)).or_default();
            *bar = bar.saturating_add(*cards);
        }
    }
    Ease {
        spread: spread(cards),
        bars: bars.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_of_a_tenth() {
        let found = ease(&BTreeMap::from([(236, 2), (239, 1), (250, 4), (260, 1)]));
        assert_eq!(found.bars, [(230, 3), (240, 0), (250, 4), (260, 1)]);
        // 2 * 236 + 239 + 4 * 250 + 260 = 1971; 1971 / 8 = 246.375.
        assert_eq!(found.spread.unwrap().mean_tenths, 2464);
        assert_eq!(ease(&BTreeMap::new()).bars, []);
    }
}
