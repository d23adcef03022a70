//! `srm evaluate`: how well SM-2 and FSRS would have known what was remembered, on the learner's own log
//! or on a foreign one. It only reads.

use std::path::PathBuf;

use chrono::FixedOffset;
use clap::Args;
use serde::Serialize;

use crate::evaluation::{
    Answer, Evaluation, FEWEST_FOR_ADVICE, History, Predictor, SameDay, Score, evaluate,
};
use crate::scheduler::Variant;
use crate::store::Store;
use crate::terminal::words::count;

use super::super::answer_log::{self, Days};
use super::super::collection::open_to_read;
use super::super::context::Context;
use super::super::failure::Failure;
use super::write_json;

/// What the range of log loss is drawn with: fixed, so that the same log gives the same numbers.
const SEED: u64 = 1;

/// Compare SM-2, FSRS and two simple guesses on the answers given so far
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm evaluate
  srm evaluate --log reviews.csv --utc-offset=-05:00 --json

Each predictor gives every scored answer a chance of being remembered, from what
came before it. Scored are answers that are not a card's first and are the first
of its day. In the order of time they are cut into six parts; each of the last
five is predicted by what was fitted to the parts before it.
  log loss   the mean of -ln of the chance given to what happened; less is
             better. In brackets: where it would lie in 95 of 100 draws of other
             cards like these
  RMSE       how far chances and outcomes lie apart in groups of like answers;
             less is better
  AUC        how often a remembered answer was given more than a forgotten one;
             0.5 is chance
A log is a CSV file with a head. Columns, in any order, with other names they
may have:
  card       card_id, cid, item
  moment     review_datetime, review_time, time, timestamp, at, date: RFC 3339,
             or milliseconds since 1970
  grade      rating, review_rating, button: again, hard, good, easy, or 1 to 4;
             a column `quality` is 0 to 5
  duration   review_duration, duration_ms: not used")]
pub(in crate::cli) struct Evaluate {
    /// A CSV file of answers instead of the own log; - is stdin
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// How far the learner's clock was ahead of UTC, for a log that tells moments in UTC; -05:00 was behind
    #[arg(
        long,
        value_name = "OFFSET",
        requires = "log",
        allow_hyphen_values = true
    )]
    utc_offset: Option<FixedOffset>,
    /// Print one JSON object (format srm-evaluation)
    #[arg(long)]
    json: bool,
}

impl Evaluate {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let rollover = context.settings()?.rollover;
        let variant = context.settings()?.scheduling.variant;
        let history = match &self.log {
            Some(path) => {
                let clock = self.utc_offset;
                let days = Days { rollover, clock };
                context.during("Reading the log", || foreign(path, days))?
            }
            None => match open_to_read(context)? {
                Some(store) => own(context, &store)?,
                None => History::default(),
            },
        };
        let bar = context.bar("Evaluating");
        let evaluation = evaluate(&history, variant, SEED);
        drop(bar);
        if self.json {
            return write_json(context, &EvaluationJson::new(&evaluation, variant));
        }
        show(context, &evaluation)
    }
}

/// The learner's own answers. Drills are left out, as they are by the schedulers.
pub(super) fn own(context: &Context, store: &Store) -> Result<History, Failure> {
    context.during("Reading the log", || {
        let answers = store.graded_answers()?;
        Ok(History::new(answers, SameDay::LeftOut))
    })
}

fn foreign(path: &std::path::Path, days: Days) -> Result<History, Failure> {
    let answers: Vec<Answer> = answer_log::read(path, days)?;
    Ok(History::new(answers, SameDay::Counted))
}

fn show(context: &mut Context, evaluation: &Evaluation) -> Result<(), Failure> {
    let out = &mut context.out;
    out.line(&format!(
        "{}, {} scored.",
        count(evaluation.answers as u64, "answer", "answers"),
        evaluation.scored
    ))?;
    if evaluation.scores.is_empty() {
        return Ok(
            out.prose("There is nothing to score yet: it takes cards that came round again.")?
        );
    }
    out.gap()?;
    out.line("Predictor                     Log loss                 RMSE    AUC")?;
    for score in &evaluation.scores {
        let auc = score.auc.map_or("-".to_owned(), |auc| format!("{auc:.3}"));
        out.line(&format!(
            "{:<28}  {:.3} ({:.3} to {:.3})   {:.3}   {auc}",
            score.predictor.name(),
            score.log_loss,
            score.range.low,
            score.range.high,
            score.rmse_bins,
        ))?;
    }
    out.gap()?;
    for caveat in CAVEATS {
        out.prose(caveat)?;
    }
    Ok(out.prose(&advice(evaluation))?)
}

/// What the numbers do not say. They stand with them wherever they are printed.
const CAVEATS: [&str; 2] = [
    "SM-2 predicts no chances. `Assumed curve` means 0.9 after the interval it asks for, a curve that \
     was added for the comparison; `fitted curve` has two numbers fitted to the past. The author of SM-2 \
     rejects comparisons by log loss and AUC.",
    "FSRS gains from being fitted to a learner's own log; its defaults can do worse than a constant.",
];

/// What follows for the learner, as far as anything does.
fn advice(evaluation: &Evaluation) -> String {
    if evaluation.scored < FEWEST_FOR_ADVICE {
        return format!(
            "No advice: it takes {FEWEST_FOR_ADVICE} scored answers to tell schedulers apart, and \
             there are {}.",
            evaluation.scored
        );
    }
    let of = |wanted: fn(Predictor) -> bool| -> Option<&Score> {
        evaluation
            .scores
            .iter()
            .find(|score| wanted(score.predictor))
    };
    let (Some(fsrs), Some(sm2)) = (
        of(|predictor| predictor == Predictor::FsrsFitted),
        of(|predictor| matches!(predictor, Predictor::Sm2Fitted(_))),
    ) else {
        return String::new();
    };
    if fsrs.range.high < sm2.range.low {
        "FSRS fitted to this log predicts it better than SM-2 with a fitted curve, beyond chance. \
         Next: srm optimize, then srm config set scheduler fsrs"
            .to_owned()
    } else if sm2.range.high < fsrs.range.low {
        "SM-2 with a fitted curve predicts this log better than FSRS, beyond chance.".to_owned()
    } else {
        "The ranges of FSRS and SM-2 overlap: this log does not say which is better.".to_owned()
    }
}

#[derive(Serialize)]
struct EvaluationJson {
    format: &'static str,
    version: u32,
    answers: usize,
    scored: usize,
    sm2_variant: &'static str,
    predictors: Vec<ScoreJson>,
    caveats: [&'static str; 2],
    advice: Option<String>,
}

#[derive(Serialize)]
struct ScoreJson {
    name: String,
    log_loss: f64,
    log_loss_low: f64,
    log_loss_high: f64,
    rmse_bins: f64,
    auc: Option<f64>,
}

impl EvaluationJson {
    fn new(evaluation: &Evaluation, variant: Variant) -> EvaluationJson {
        let scores = evaluation.scores.iter().map(|score| ScoreJson {
            name: score.predictor.name(),
            log_loss: score.log_loss,
            log_loss_low: score.range.low,
            log_loss_high: score.range.high,
            rmse_bins: score.rmse_bins,
            auc: score.auc,
        });
        EvaluationJson {
            format: "srm-evaluation",
            version: 1,
            answers: evaluation.answers,
            scored: evaluation.scored,
            sm2_variant: variant.name(),
            predictors: scores.collect(),
            caveats: CAVEATS,
            advice: (evaluation.scored >= FEWEST_FOR_ADVICE).then(|| advice(evaluation)),
        }
    }
}
