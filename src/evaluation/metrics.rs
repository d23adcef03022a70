//! The three numbers of a prediction: log loss (how far off, and how sure), RMSE over bins
//! (calibration) and AUC (ranking alone). Every review counts the same.
//! They must never depend on the order of a hash.

use std::collections::BTreeMap;

/// A predicted chance and what happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// The number of the card in its log.
    pub card: usize,
    /// The chance of remembering that was predicted, 0 to 1.
    pub chance: f64,
    /// Whether it was remembered.
    pub recalled: bool,
    /// Where it counts in [`rmse_bins`].
    pub bin: Bin,
}

/// Reviews that are alike: by days since the last review, reviews so far, and lapses so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bin(i32, i32, i32);

impl Bin {
    /// The bin of a review `elapsed` days (at least 1) after the last one, the `count`-th of its card
    /// (from 1), after `lapses` lapses. The bins of srs-benchmark, `utils.py`: powers of 3.62, 1.89 and
    /// 1.73, no lapse being a bin of its own.
    pub fn of(elapsed: u32, count: u32, lapses: u32) -> Bin {
        let step = |number: u32, base: f64| f64::from(number).log(base).floor() as i32;
        let lapses = match lapses {
            0 => -1,
            lapses => step(lapses, 1.73),
        };
        Bin(step(elapsed.max(1), 3.62), step(count.max(1), 1.89), lapses)
    }
}

/// How near to 0 and 1 a chance is taken to come: a certainty that fails would cost without end.
const NEAREST: f64 = 1e-15;

fn loss(prediction: &Prediction) -> f64 {
    let chance = prediction.chance.clamp(NEAREST, 1.0 - NEAREST);
    match prediction.recalled {
        true => -chance.ln(),
        false => -(1.0 - chance).ln(),
    }
}

/// The mean of −ln of the chance that was given to what happened; less is better. 0 for no predictions.
pub fn log_loss(predictions: &[Prediction]) -> f64 {
    let sum: f64 = predictions.iter().map(loss).sum();
    sum / (predictions.len().max(1) as f64)
}

/// The weighted root mean square, over bins, of mean predicted minus mean recalled; less is better.
pub fn rmse_bins(predictions: &[Prediction]) -> f64 {
    let mut bins: BTreeMap<Bin, (f64, f64, f64)> = BTreeMap::new();
    for prediction in predictions {
        let (predicted, recalled, count) = bins.entry(prediction.bin).or_default();
        *predicted += prediction.chance;
        *recalled += f64::from(u8::from(prediction.recalled));
        *count += 1.0;
    }
    let squares: f64 = bins
        .values()
        .map(|(predicted, recalled, count)| (predicted - recalled).powi(2) / count)
        .sum();
    (squares / (predictions.len().max(1) as f64)).sqrt()
}

/// The chance that a remembered review was given more than a forgotten one, a tie counting half; 0.5 is
/// chance. `None` when all or none were remembered.
pub fn auc(predictions: &[Prediction]) -> Option<f64> {
    let mut sorted: Vec<&Prediction> = predictions.iter().collect();
    sorted.sort_by(|one, other| one.chance.total_cmp(&other.chance));
    let (mut below, mut won) = (0.0, 0.0);
    for tied in sorted.chunk_by(|one, other| one.chance == other.chance) {
        let recalled = tied.iter().filter(|prediction| prediction.recalled).count() as f64;
        let forgotten = tied.len() as f64 - recalled;
        won += recalled * (below + forgotten / 2.0);
        below += forgotten;
    }
    let pairs = below * (sorted.len() as f64 - below);
    (pairs > 0.0).then(|| won / pairs)
}

/// A range that holds 95 of 100 values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// How often the cards are drawn for a range.
const DRAWS: usize = 1000;

/// Where the log loss would lie with other cards of the same kind: drawn again and again from these,
/// whole cards, since the reviews of a card belong together.
pub fn log_loss_range(predictions: &[Prediction], seed: u64) -> Range {
    let mut cards: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for prediction in predictions {
        let (sum, count) = cards.entry(prediction.card).or_default();
        *sum += loss(prediction);
        *count += 1.0;
    }
    let cards: Vec<(f64, f64)> = cards.into_values().collect();
    let mut state = seed;
    let mut means: Vec<f64> = (0..DRAWS).map(|_| drawn_mean(&cards, &mut state)).collect();
    means.sort_by(f64::total_cmp);
    let at = |index: usize| means.get(index).copied().unwrap_or(0.0);
    Range {
        low: at(DRAWS * 25 / 1000),
        high: at(DRAWS * 975 / 1000 - 1),
    }
}

fn drawn_mean(cards: &[(f64, f64)], state: &mut u64) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for _ in cards {
        let drawn = split_mix(state)
            .checked_rem(cards.len() as u64)
            .unwrap_or(0);
        if let Some((loss, reviews)) = usize::try_from(drawn).ok().and_then(|at| cards.get(at)) {
            sum += loss;
            count += reviews;
        }
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

/// SplitMix64, by Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten reviews: chances, whether remembered, and two bins of five.
    fn ten() -> Vec<Prediction> {
        let first = [
            (0.9, true),
            (0.9, true),
            (0.8, false),
            (0.5, true),
            (0.4, false),
        ];
        let second = [
            (0.9, true),
            (0.8, true),
            (0.6, true),
            (0.5, false),
            (0.3, true),
        ];
        let of = |bin: Bin| {
            move |(card, (chance, recalled))| Prediction {
                card,
                chance,
                recalled,
                bin,
            }
        };
        let first = (0..).zip(first).map(of(Bin::of(1, 2, 0)));
        first
            .chain((5..).zip(second).map(of(Bin::of(30, 3, 1))))
            .collect()
    }

    fn close(value: f64, expected: f64) {
        assert!(
            (value - expected).abs() < 5e-6,
            "{value}, expected {expected}"
        );
    }

    /// Remembered: 0.9 three times (-ln 0.105361 each), 0.8 (0.223144), 0.6 (0.510826), 0.5 (0.693147),
    /// 0.3 (1.203973): 0.316082 + 2.631090 = 2.947172. Forgotten: 0.8 (-ln 0.2 = 1.609438), 0.4 (-ln 0.6 =
    /// 0.510826), 0.5 (0.693147): 2.813411. Together 5.760583, a tenth of it 0.5760583.
    #[test]
    fn log_loss_of_ten_reviews() {
        close(log_loss(&ten()), 0.576_058);
    }

    /// First bin: predicted 3.5 / 5 = 0.70, recalled 3 / 5 = 0.60, off by 0.10. Second: 3.1 / 5 = 0.62 and
    /// 4 / 5 = 0.80, off by 0.18. sqrt((5 * 0.0100 + 5 * 0.0324) / 10) = sqrt(0.0212) = 0.145602.
    #[test]
    fn rmse_of_ten_reviews_in_two_bins() {
        close(rmse_bins(&ten()), 0.145_602);
    }

    /// Forgotten: 0.8, 0.5, 0.4; remembered: 0.9, 0.9, 0.9, 0.8, 0.6, 0.5, 0.3. Pairs won: against 0.8: three
    /// and a half; against 0.5: five and a half; against 0.4: six. 15 of 21 = 0.714286.
    #[test]
    fn auc_of_ten_reviews_with_two_ties() {
        close(auc(&ten()).unwrap(), 0.714_286);
    }

    #[test]
    fn nothing_forgotten_has_no_ranking() {
        let remembered: Vec<Prediction> = ten().into_iter().filter(|p| p.recalled).collect();
        assert_eq!(auc(&remembered), None);
        assert_eq!(auc(&[]), None);
        assert_eq!((log_loss(&[]), rmse_bins(&[])), (0.0, 0.0));
    }

    #[test]
    fn a_certainty_that_fails_costs_much_and_not_without_end() {
        let mut one = ten()[2];
        one.chance = 1.0;
        // -ln 1e-15 = 34.5388, but for what 64 bits make of 1 - 1e-15.
        assert!((log_loss(&[one]) - 34.54).abs() < 0.2);
    }

    /// 3.62^1 = 3.62, 3.62^2 = 13.1; 1.89^1 = 1.89, 1.89^2 = 3.57; 1.73^1 = 1.73, 1.73^2 = 2.99.
    #[test]
    fn bins_are_as_published() {
        assert_eq!(Bin::of(3, 1, 0), Bin(0, 0, -1));
        assert_eq!(Bin::of(4, 2, 1), Bin(1, 1, 0));
        assert_eq!(Bin::of(13, 3, 2), Bin(1, 1, 1));
        assert_eq!(Bin::of(14, 4, 3), Bin(2, 2, 2));
    }

    #[test]
    fn a_range_holds_the_mean_is_drawn_by_card_and_the_same_for_the_same_seed() {
        let ten = ten();
        let range = log_loss_range(&ten, 1);
        assert!(
            range.low < log_loss(&ten) && log_loss(&ten) < range.high,
            "{range:?}"
        );
        assert_eq!(range, log_loss_range(&ten, 1));
        assert_ne!(range, log_loss_range(&ten, 2));
        // One card alone can only be drawn as it is.
        let one: Vec<Prediction> = ten.iter().map(|p| Prediction { card: 0, ..*p }).collect();
        let range = log_loss_range(&one, 1);
        close(range.low, log_loss(&one));
        close(range.high, log_loss(&one));
    }
}
