//! All predictors on one log, as on the days of the log: its scored answers in the order of time are cut
//! into six parts; each of the last five is predicted from what came before that part.

use crate::scheduler::{Parameters, Variant};

use super::history::History;
use super::metrics::{Range, auc, log_loss, log_loss_range, rmse_bins};
use super::predict::{
    Curve, Fit, assumed, by_fsrs, lateness, moving_average, share, with_outcomes,
};

/// Below this many scored answers the numbers say too little for any advice.
pub const FEWEST_FOR_ADVICE: usize = 400;

/// The parts of a log that are predicted. The one before them is only learned from.
const PARTS: usize = 5;

/// Those parts and the one before them.
const SHARES: usize = PARTS + 1;

/// Who predicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Predictor {
    /// FSRS with parameters fitted to the past.
    FsrsFitted,
    /// FSRS with the parameters it comes with.
    FsrsDefault,
    /// SM-2 with a curve of two numbers fitted to the past.
    Sm2Fitted(Variant),
    /// SM-2 with the curve that is assumed for it.
    Sm2Assumed(Variant),
    /// A running pass rate.
    MovingAverage,
    /// The pass rate of the past.
    Average,
}

impl Predictor {
    /// Its name, on the screen and in JSON.
    pub fn name(self) -> String {
        match self {
            Predictor::FsrsFitted => "FSRS-6 fitted".to_owned(),
            Predictor::FsrsDefault => "FSRS-6 default".to_owned(),
            Predictor::Sm2Fitted(variant) => format!("SM-2 ({}), fitted curve", variant.name()),
            Predictor::Sm2Assumed(variant) => format!("SM-2 ({}), assumed curve", variant.name()),
            Predictor::MovingAverage => "MOVING-AVG".to_owned(),
            Predictor::Average => "AVG".to_owned(),
        }
    }
}

/// What a predictor reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Who predicted.
    pub predictor: Predictor,
    /// See [`log_loss`].
    pub log_loss: f64,
    /// Where it would lie with other cards of the same kind.
    pub range: Range,
    /// See [`rmse_bins`].
    pub rmse_bins: f64,
    /// See [`auc`].
    pub auc: Option<f64>,
}

/// All predictors on one log.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// Answers of the log.
    pub answers: usize,
    /// Those that were predicted and scored.
    pub scored: usize,
    /// What each predictor reached, FSRS first and the two baselines last. Empty when there is nothing to score.
    pub scores: Vec<Score>,
}

/// Lets all predictors predict, SM-2 in this reading. Where FSRS finds no parameters for a part, those
/// it comes with predict it.
pub fn evaluate(history: &History, variant: Variant, seed: u64) -> Evaluation {
    let all = history.scorable();
    let size = all / SHARES;
    let scored = PARTS.saturating_mul(size);
    let first = all.saturating_sub(scored);
    let recalled: Vec<bool> = with_outcomes(history, &vec![0.0; all], 0)
        .iter()
        .map(|prediction| prediction.recalled)
        .collect();
    let late = lateness(history, variant);
    let by_default = by_fsrs(history, &Parameters::default());
    let moving = moving_average(&recalled);
    let predictors = [
        Predictor::FsrsFitted,
        Predictor::FsrsDefault,
        Predictor::Sm2Fitted(variant),
        Predictor::Sm2Assumed(variant),
        Predictor::MovingAverage,
        Predictor::Average,
    ];
    let mut chances: [Vec<f64>; 6] = Default::default();
    let parts = (0..PARTS).map(|part| {
        let begin = part.saturating_mul(size).saturating_add(first);
        begin..begin.saturating_add(size)
    });
    for part in parts.filter(|part| !part.is_empty()) {
        let (Some(part_late), Some(past_late)) = (late.get(part.clone()), late.get(..part.start))
        else {
            continue;
        };
        let curve = Curve::fitted(past_late);
        let parameters = Fit::default()
            .parameters(history, part.start)
            .unwrap_or_default();
        let average = share(recalled.get(..part.start).unwrap_or_default());
        let of = |all: &[f64]| all.get(part.clone()).unwrap_or_default().to_vec();
        let predicted = [
            of(&by_fsrs(history, &parameters)),
            of(&by_default),
            part_late.iter().map(|late| curve.chance(*late)).collect(),
            part_late.iter().map(|late| assumed(*late)).collect(),
            of(&moving),
            vec![average; size],
        ];
        for (chances, predicted) in chances.iter_mut().zip(predicted) {
            chances.extend(predicted);
        }
    }
    let scores = predictors
        .into_iter()
        .zip(&chances)
        .map(|(predictor, chances)| {
            let predictions = with_outcomes(history, chances, first);
            Score {
                predictor,
                log_loss: log_loss(&predictions),
                range: log_loss_range(&predictions, seed),
                rmse_bins: rmse_bins(&predictions),
                auc: auc(&predictions),
            }
        });
    Evaluation {
        answers: history.answers(),
        scored,
        scores: if size == 0 {
            Vec::new()
        } else {
            scores.collect()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::StudyDay;
    use crate::evaluation::{Answer, SameDay};
    use crate::scheduler::Quality;

    /// 30 cards, each answered on 7 days with growing gaps; what is late is forgotten.
    fn history() -> History {
        let mut answers = Vec::new();
        for card in 0..30_usize {
            let mut day = i64::try_from(card).unwrap();
            for (turn, gap) in [0, 1, 5, 12, 30, 2, 7].into_iter().enumerate() {
                day += gap;
                let quality = if gap == 30 || (gap == 12 && card % 2 == 0) {
                    1
                } else {
                    4
                };
                answers.push(Answer {
                    card,
                    at: day * 100 + i64::try_from(turn).unwrap(),
                    day: StudyDay::from_number(day),
                    quality: Quality::new(quality).unwrap(),
                });
            }
        }
        History::new(answers, SameDay::LeftOut)
    }

    /// 30 cards with 6 scored answers each: 180, 30 a part, 150 of them predicted.
    #[test]
    fn five_of_six_parts_are_scored_by_every_predictor() {
        let evaluation = evaluate(&history(), Variant::Paper, 1);
        assert_eq!((evaluation.answers, evaluation.scored), (210, 150));
        assert_eq!(evaluation.scores.len(), 6);
        let score = |predictor| {
            *evaluation
                .scores
                .iter()
                .find(|score| score.predictor == predictor)
                .unwrap()
        };
        for score in &evaluation.scores {
            assert!(score.log_loss > 0.0 && score.log_loss < 3.0, "{score:?}");
            assert!(score.range.low <= score.log_loss && score.log_loss <= score.range.high);
        }
        // Each ranks in its own way. Which ranks better is a matter of the log, not of the program.
        let auc = score(Predictor::FsrsDefault).auc;
        assert!(auc.is_some_and(|auc| (0.0..=1.0).contains(&auc)), "{auc:?}");
        assert_ne!(auc, score(Predictor::Average).auc);
        assert_eq!(evaluation, evaluate(&history(), Variant::Paper, 1));
    }

    /// 40 cards answered on days 0, 1 and 6; then half of them 6 days later, remembered, and half 300
    /// days later, forgotten. Every last answer of the long gap has a smaller chance by FSRS than all
    /// the others, so it ranks them all right: an AUC of 1.
    #[test]
    fn who_looks_at_the_days_ranks_what_is_late_below_the_rest() {
        let mut answers = Vec::new();
        for card in 0..40_usize {
            let last = if card % 2 == 0 { 6 } else { 300 };
            let mut day = i64::try_from(card).unwrap();
            for gap in [0, 1, 5, last] {
                day += gap;
                answers.push(Answer {
                    card,
                    at: day,
                    day: StudyDay::from_number(day),
                    quality: Quality::new(if gap == 300 { 1 } else { 4 }).unwrap(),
                });
            }
        }
        let history = History::new(answers, SameDay::LeftOut);
        let evaluation = evaluate(&history, Variant::Paper, 1);
        let fsrs = evaluation
            .scores
            .iter()
            .find(|score| score.predictor == Predictor::FsrsDefault);
        assert_eq!(fsrs.unwrap().auc, Some(1.0));
    }

    #[test]
    fn an_empty_log_has_no_score() {
        let empty = evaluate(&History::default(), Variant::Paper, 1);
        assert_eq!((empty.scored, empty.scores.len()), (0, 0));
    }
}
