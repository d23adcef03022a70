//! The order of options: mixed, so that nobody learns "the second one", and yet the same whenever
//! the same card is asked for the same time. All chance comes from a seed that is handed in.
//! It must never decide which card is asked.

use crate::cards::CardId;

/// The numbers 0 to `len` − 1 in an order that depends on `seed` alone (Fisher and Yates).
pub fn shuffled(len: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    let mut numbers = SplitMix64(seed);
    for last in (1..len).rev() {
        order.swap(last, numbers.up_to(last));
    }
    order
}

/// The seed for the options of a card that was answered `reviews` times. Another answer, another
/// order; `seed` is the learner's own, 0 if none is set.
pub fn option_seed(card: CardId, reviews: u32, seed: u64) -> u64 {
    let id = u128::from_be_bytes(card.bytes());
    let parts = [half(id >> 64), half(id), u64::from(reviews)];
    parts
        .iter()
        .fold(seed, |mixed, part| SplitMix64(mixed ^ part).next())
}

/// The lower 64 bits.
fn half(id: u128) -> u64 {
    u64::try_from(id & u128::from(u64::MAX)).unwrap_or_default()
}

/// SplitMix64: a counter that is stirred (Steele, Lea, Flood, "Fast splittable pseudorandom number
/// generators", 2014). Every seed is a good one, which small counters as seeds need.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `last`, as the upper half of a product (Lemire 2019). Uneven by less
    /// than one part in 2^50 for any list of options.
    fn up_to(&mut self, last: usize) -> usize {
        let count = (last as u128).saturating_add(1);
        usize::try_from(u128::from(self.next()).saturating_mul(count) >> 64).unwrap_or(last)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_generator_gives_the_published_numbers() {
        // The first numbers for seed 1234567, as listed for other programs' generators.
        let mut numbers = SplitMix64(1_234_567);
        assert_eq!(numbers.next(), 6_457_827_717_110_365_317);
        assert_eq!(numbers.next(), 3_203_168_211_198_807_973);
        assert_eq!(numbers.next(), 9_817_491_932_198_370_423);
    }

    #[test]
    fn an_order_holds_every_number_once_and_depends_on_the_seed_alone() {
        for len in [0, 1, 2, 4, 26] {
            let order = shuffled(len, 7);
            assert_eq!(order, shuffled(len, 7));
            let mut sorted = order;
            sorted.sort_unstable();
            assert_eq!(sorted, (0..len).collect::<Vec<_>>());
        }
        assert_ne!(shuffled(26, 7), shuffled(26, 8));
    }

    #[test]
    fn every_order_of_three_comes_up_equally_often() {
        let mut counts: BTreeMap<Vec<usize>, u32> = BTreeMap::new();
        for seed in 0..6000 {
            *counts.entry(shuffled(3, seed)).or_default() += 1;
        }
        assert_eq!(counts.len(), 6);
        // Each of the 6 is expected 1000 times, with a standard deviation of 29.
        for (order, count) in counts {
            assert!((870..=1130).contains(&count), "{order:?}: {count}");
        }
    }

    #[test]
    fn card_answer_and_learner_each_change_the_seed() {
        let card = |byte| CardId::from_bytes([byte; 16]);
        let base = option_seed(card(1), 0, 0);
        assert_eq!(base, option_seed(card(1), 0, 0));
        for other in [
            option_seed(card(2), 0, 0),
            option_seed(card(1), 1, 0),
            option_seed(card(1), 0, 1),
        ] {
            assert_ne!(base, other);
        }
        // Each half of the id counts.
        let mut bytes = [1; 16];
        bytes[0] = 2;
        assert_ne!(base, option_seed(CardId::from_bytes(bytes), 0, 0));
        bytes[0] = 1;
        bytes[15] = 2;
        assert_ne!(base, option_seed(CardId::from_bytes(bytes), 0, 0));
    }
}
