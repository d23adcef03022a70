//! Predictors: each gives every scored answer a chance of being remembered, from what came before it.

use std::sync::{Arc, Mutex};

use ::fsrs::{
    CombinedProgressState, ComputeParametersInput, FSRSItem, FSRSReview, compute_parameters,
};

use crate::scheduler::{Memory, Parameters, Retention, Strength, Variant, fsrs, sm2};

use super::history::{History, Step};
use super::metrics::{Prediction, log_loss};

/// A scored answer as SM-2 sees it: how late it is, measured in intervals.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lateness {
    pub(super) intervals: f64,
    pub(super) recalled: bool,
}

/// The curve that is assumed for SM-2, which has none: 0.9 after the interval it asked for.
pub(super) fn assumed(lateness: Lateness) -> f64 {
    0.9_f64.powf(lateness.intervals)
}

/// A curve fitted to the past: (1 + f·Δt/I)^−d.
#[derive(Clone, Copy, Debug)]
pub(super) struct Curve {
    factor: f64,
    decay: f64,
}

impl Curve {
    pub(super) fn chance(self, lateness: Lateness) -> f64 {
        (1.0 + self.factor * lateness.intervals).powf(-self.decay)
    }

    /// The curve with the least log loss on these answers: a search over the logarithms of both numbers,
    /// step by step smaller. The same answers always give the same curve.
    pub(super) fn fitted(past: &[Lateness]) -> Curve {
        let curve = |(factor, decay): (f64, f64)| Curve {
            factor: factor.exp(),
            decay: decay.exp(),
        };
        let cost = |at| -> f64 {
            let curve = curve(at);
            let losses = past.iter().map(|lateness| {
                let chance = curve.chance(*lateness).clamp(1e-15, 1.0 - 1e-15);
                if lateness.recalled {
                    -chance.ln()
                } else {
                    -(1.0 - chance).ln()
                }
            });
            losses.sum()
        };
        let (mut best, mut step) = ((0.0, -2.0), 2.0);
        let mut least = cost(best);
        while step > 1e-3 {
            let around = [
                (step, 0.0),
                (-step, 0.0),
                (0.0, step),
                (0.0, -step),
                (step, -step),
                (-step, step),
            ];
            let near = around.map(|(factor, decay)| {
                let at: (f64, f64) = (best.0 + factor, best.1 + decay);
                // Beyond e^±12 the curve is flat or a wall.
                (at.0.clamp(-12.0, 12.0), at.1.clamp(-12.0, 12.0))
            });
            let found = near
                .into_iter()
                .map(|at| (at, cost(at)))
                .min_by(|one, other| one.1.total_cmp(&other.1));
            match found {
                Some((at, cost)) if cost < least => (best, least) = (at, cost),
                _ => step /= 2.0,
            }
        }
        curve(best)
    }
}

/// How late each scored answer is by SM-2, which sees the first answer of each day only.
pub(super) fn lateness(history: &History, variant: Variant) -> Vec<Lateness> {
    let mut memories = vec![Memory::NEW; history.cards];
    let mut found = Vec::new();
    for step in &history.steps {
        let Some(memory) = memories.get_mut(step.card).filter(|_| step.opens_day) else {
            continue;
        };
        if step.bin.is_some() {
            found.push(Lateness {
                intervals: f64::from(step.elapsed) / f64::from(memory.interval.days().max(1)),
                recalled: step.quality.is_pass(),
            });
        }
        *memory = sm2::review(*memory, step.quality, variant);
    }
    found
}

/// The chance FSRS gives each scored answer.
pub(super) fn by_fsrs(history: &History, parameters: &Parameters) -> Vec<f64> {
    let mut memories = vec![Memory::NEW; history.cards];
    let mut chances = Vec::new();
    for step in &history.steps {
        let Some(memory) = memories.get_mut(step.card) else {
            continue;
        };
        if step.bin.is_some() {
            chances.push(match memory.strength {
                Strength::Trace(trace) => f64::from(parameters.recall(trace, step.elapsed)),
                Strength::Ease(_) => 0.9,
            });
        }
        let retention = Retention::DEFAULT;
        *memory = fsrs::review(*memory, step.quality, step.elapsed, parameters, retention);
    }
    chances
}

/// A running pass rate that knows nothing of cards, as srs-benchmark has it: a logit that starts at 1.2
/// and moves by 0.3 of each surprise.
pub(super) fn moving_average(recalled: &[bool]) -> Vec<f64> {
    let mut logit: f64 = 1.2;
    let chance_then = |recalled: &bool| {
        let chance = 1.0 / (1.0 + (-logit).exp());
        logit += 0.3 * (f64::from(u8::from(*recalled)) - chance);
        chance
    };
    recalled.iter().map(chance_then).collect()
}

/// The mean of these; 0.9 for none.
pub(super) fn share(recalled: &[bool]) -> f64 {
    let passes = recalled.iter().filter(|recalled| **recalled).count();
    match recalled.len() {
        0 => 0.9,
        all => passes as f64 / all as f64,
    }
}

/// Why parameters could not be fitted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("FSRS found no parameters for this log: {0}")]
pub struct NoFit(String);

/// A fit of FSRS that can be watched from another thread.
#[derive(Debug, Default)]
pub struct Fit(Arc<Mutex<CombinedProgressState>>);

impl Fit {
    /// How much of the fit is done, 0 to 1.
    pub fn share(&self) -> f32 {
        let Ok(state) = self.0.lock() else {
            return 0.0;
        };
        state.current() as f32 / state.total().max(1) as f32
    }

    /// The parameters that fit the scored answers of a history before its `scored`-th, with all that
    /// came before each. The crate drops outliers unless the variable `FSRS_NO_OUTLIER` is set.
    ///
    /// # Errors
    /// When the crate finds none.
    pub fn parameters(&self, history: &History, scored: usize) -> Result<Parameters, NoFit> {
        let (train_set, card_ids) = items(history, scored);
        let input = ComputeParametersInput {
            train_set,
            card_ids: Some(card_ids),
            progress: Some(Arc::clone(&self.0)),
            ..ComputeParametersInput::default()
        };
        let numbers = compute_parameters(input).map_err(|error| NoFit(error.to_string()))?;
        Parameters::new(&numbers).ok_or_else(|| NoFit("they are no numbers".to_owned()))
    }
}

/// One item for each scored answer: the answers of its card up to it, in the order of time.
fn items(history: &History, scored: usize) -> (Vec<FSRSItem>, Vec<i64>) {
    let mut reviews: Vec<Vec<FSRSReview>> = vec![Vec::new(); history.cards];
    let (mut items, mut cards) = (Vec::new(), Vec::new());
    for Step {
        card,
        quality,
        elapsed,
        bin,
        ..
    } in &history.steps
    {
        let Some(so_far) = reviews.get_mut(*card) else {
            continue;
        };
        so_far.push(FSRSReview {
            rating: fsrs::rating(*quality),
            delta_t: *elapsed,
        });
        if bin.is_some() {
            if items.len() == scored {
                break;
            }
            items.push(FSRSItem {
                reviews: so_far.clone(),
            });
            cards.push(i64::try_from(*card).unwrap_or(i64::MAX));
        }
    }
    (items, cards)
}

/// The log loss of FSRS with each of these parameters over all scored answers of a history.
pub fn log_losses_of<const N: usize>(history: &History, of: [Parameters; N]) -> [f64; N] {
    of.map(|parameters| {
        let chances = by_fsrs(history, &parameters);
        log_loss(&with_outcomes(history, &chances, 0))
    })
}

/// Chances for the scored answers from the `from`-th on, beside what happened.
pub(super) fn with_outcomes(history: &History, chances: &[f64], from: usize) -> Vec<Prediction> {
    let scored = history
        .steps
        .iter()
        .filter_map(|step| step.bin.map(|bin| (step, bin)));
    scored
        .skip(from)
        .zip(chances)
        .map(|((step, bin), chance)| Prediction {
            card: step.card,
            chance: *chance,
            recalled: step.quality.is_pass(),
            bin,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// logit 1.2: 1 / (1 + e^-1.2) = 0.768525. Remembered: 1.2 + 0.3 * 0.231475 = 1.269443 -> 0.780647.
    /// Forgotten: 1.269443 - 0.3 * 0.780647 = 1.035248 -> 0.737932.
    #[test]
    fn the_moving_average_moves_by_surprise() {
        let chances = moving_average(&[true, false, true]);
        for (chance, expected) in chances.iter().zip([0.768_525, 0.780_647, 0.737_932]) {
            assert!((chance - expected).abs() < 1e-6, "{chances:?}");
        }
    }

    /// Of 100 answers in time 80 are remembered, of 100 twice as late 60: the curve must pass close by.
    #[test]
    fn a_curve_is_fitted_to_what_happened() {
        let answers = |intervals, passes| {
            (0..100).map(move |number| Lateness {
                intervals,
                recalled: number < passes,
            })
        };
        let past: Vec<Lateness> = answers(1.0, 80).chain(answers(2.0, 60)).collect();
        let curve = Curve::fitted(&past);
        for (intervals, share) in [(1.0, 0.8), (2.0, 0.6)] {
            let chance = curve.chance(Lateness {
                intervals,
                recalled: true,
            });
            assert!((chance - share).abs() < 0.03, "{intervals}: {chance}");
        }
    }

    #[test]
    fn the_assumed_curve_is_nine_tenths_in_time() {
        let chance = |intervals| {
            assumed(Lateness {
                intervals,
                recalled: true,
            })
        };
        assert!((chance(1.0) - 0.9).abs() < 1e-12 && (chance(2.0) - 0.81).abs() < 1e-12);
    }
}
