//! `srm optimize`: fits the parameters of FSRS to the learner's own log.

use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use crate::evaluation::{Fit, History, log_losses_of};
use crate::scheduler::{Parameters, fsrs};
use crate::store::Fitted;
use crate::terminal::words::count;

use super::super::collection::{follow_settings, look_or_empty, require_existing};
use super::super::context::Context;
use super::super::failure::Failure;
use super::evaluate::own;
use super::write_json;

/// The crate fits nothing to fewer.
const FEWEST: usize = 8;

/// Fit the parameters of FSRS to the answers given so far
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm optimize --dry-run     show what would change
  srm optimize --reset       back to the parameters that FSRS comes with

Log loss before and after is measured on the answers that were fitted, so
`after` flatters; `srm evaluate` measures on answers that were not. It uses
FSRS: srm config set scheduler fsrs")]
pub(in crate::cli) struct Optimize {
    /// Only show before and after; store nothing
    #[arg(long)]
    dry_run: bool,
    /// Go back to the parameters that FSRS comes with
    #[arg(long, conflicts_with = "dry_run")]
    reset: bool,
    /// Print one JSON object (format srm-optimize)
    #[arg(long)]
    json: bool,
}

/// What came of it.
#[derive(Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    /// Too few answers.
    TooLittle,
    /// Fitting left the parameters that FSRS comes with.
    StillDefaults,
    /// They would predict this log better than the fitted ones.
    DefaultsBetter,
    /// FSRS has the fitted ones already.
    Same,
    /// There are better ones.
    Fitted,
    /// Back to those that FSRS comes with.
    Reset,
}

/// A fit, with how well it predicts the answers that it was made from.
struct Fitting {
    outcome: Outcome,
    answers: u64,
    measured: Option<(Parameters, LogLoss)>,
}

#[derive(Clone, Copy, Serialize)]
struct LogLoss {
    before: f64,
    after: f64,
    defaults: f64,
}

impl Optimize {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let mut store = match self.dry_run {
            true => look_or_empty(context)?,
            false => require_existing(context)?,
        };
        let before = store
            .fitted_parameters()?
            .map_or(Parameters::default(), |fitted| fitted.numbers);
        let fitting = match self.reset {
            true => Fitting::without(Outcome::Reset, 0),
            false => fit(context, &own(context, &store)?, before)?,
        };
        let wanted = match (fitting.outcome, &fitting.measured) {
            (Outcome::Reset, _) => Some(Parameters::default()),
            (Outcome::Fitted, Some((fitted, _))) => Some(*fitted),
            _ => None,
        };
        let wanted = wanted.filter(|wanted| *wanted != before && !self.dry_run);
        if let Some(numbers) = wanted {
            let reviews = fitting.answers;
            store.store_parameters(&Fitted { numbers, reviews }, context.now())?;
            follow_settings(context, &mut store)?;
        }
        match self.json {
            true => {
                let report = OptimizeJson::new(&fitting, wanted.is_some());
                write_json(context, &report)
            }
            false => self.tell(context, &fitting),
        }
    }

    fn tell(&self, context: &mut Context, fitting: &Fitting) -> Result<(), Failure> {
        let answers = count(fitting.answers, "answer", "answers");
        let out = &mut context.out;
        if let Some((fitted, loss)) = &fitting.measured {
            out.line(&format!("Fitted to {answers}."))?;
            out.line(&format!(
                "Log loss before {:.4}, after {:.4}; with the defaults {:.4}.",
                loss.before, loss.after, loss.defaults
            ))?;
            let numbers: Vec<String> = fitted.numbers().iter().map(|w| format!("{w:.4}")).collect();
            out.prose(&format!("Parameters: {}", numbers.join(" ")))?;
        }
        Ok(out.prose(&match fitting.outcome {
            Outcome::TooLittle => format!(
                "Too little to fit to: {answers} to cards that came round again, and it takes {FEWEST}."
            ),
            Outcome::StillDefaults => format!(
                "Too little to fit to: after {answers} to cards that came round again the parameters are \
                 still those that FSRS comes with. Nothing was stored."
            ),
            Outcome::DefaultsBetter => {
                "The defaults are better on this log. Nothing was changed.".to_owned()
            }
            Outcome::Same => "That is what FSRS has already. Nothing was stored.".to_owned(),
            Outcome::Fitted if self.dry_run => "Nothing was stored. Next: srm optimize".to_owned(),
            Outcome::Fitted => format!("Stored for {}. Back with: srm undo", fsrs::MODEL),
            Outcome::Reset => "FSRS has the parameters it comes with.".to_owned(),
        })?)
    }
}

impl Fitting {
    fn without(outcome: Outcome, answers: u64) -> Fitting {
        Fitting {
            outcome,
            answers,
            measured: None,
        }
    }
}

/// Fits, and measures what that would change.
fn fit(context: &Context, history: &History, before: Parameters) -> Result<Fitting, Failure> {
    let scored = history.scorable();
    let answers = u64::try_from(scored).unwrap_or(u64::MAX);
    if scored < FEWEST {
        return Ok(Fitting::without(Outcome::TooLittle, answers));
    }
    let fit = Arc::new(Fit::default());
    let seen = Arc::clone(&fit);
    let bar = context.bar_of("Fitting", move || Some(seen.share()));
    let fitted = fit.parameters(history, scored).map_err(Failure::failed)?;
    drop(bar);
    if fitted == Parameters::default() {
        return Ok(Fitting::without(Outcome::StillDefaults, answers));
    }
    let compared = [before, Parameters::default(), fitted];
    let losses = context.during("Comparing", || log_losses_of(history, compared));
    let [before_it, defaults, after] = losses;
    let loss = LogLoss {
        before: before_it,
        after,
        defaults,
    };
    let outcome = match after > defaults {
        true => Outcome::DefaultsBetter,
        false if before == fitted => Outcome::Same,
        false => Outcome::Fitted,
    };
    Ok(Fitting {
        outcome,
        answers,
        measured: Some((fitted, loss)),
    })
}

#[derive(Serialize)]
struct OptimizeJson {
    format: &'static str,
    version: u32,
    outcome: Outcome,
    /// Whether the collection has other parameters now.
    stored: bool,
    /// The answers that were fitted to.
    answers: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    log_loss: Option<LogLoss>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<Vec<f32>>,
}

impl OptimizeJson {
    fn new(fitting: &Fitting, stored: bool) -> OptimizeJson {
        let measured = fitting.measured.as_ref();
        OptimizeJson {
            format: "srm-optimize",
            version: 1,
            outcome: fitting.outcome,
            stored,
            answers: fitting.answers,
            log_loss: measured.map(|(_, loss)| *loss),
            parameters: measured.map(|(fitted, _)| fitted.numbers().to_vec()),
        }
    }
}
