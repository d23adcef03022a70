//! `srm optimize`: fits the parameters of FSRS to the learner's own log.

use std::sync::Arc;

use clap::Args;

use crate::evaluation::{Fit, History, log_losses_of};
use crate::scheduler::{Parameters, fsrs};
use crate::store::Fitted;
use crate::terminal::words::count;

use super::super::collection::{follow_settings, require_existing};
use super::super::context::Context;
use super::super::failure::Failure;
use super::evaluate::own;

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
}

impl Optimize {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let mut store = require_existing(context)?;
        let before = store
            .fitted_parameters()?
            .map_or(Parameters::default(), |fitted| fitted.numbers);
        let (after, reviews) = if self.reset {
            (Parameters::default(), 0)
        } else {
            let history = own(context, &store)?;
            let Some(after) = self.fit(context, &history, before)? else {
                return Ok(());
            };
            (after, history.scorable() as u64)
        };
        if !self.reset && before == after {
            return Ok(context
                .out
                .line("That is what FSRS has already. Nothing was stored.")?);
        }
        if self.dry_run {
            return Ok(context.out.line("Nothing was stored. Next: srm optimize")?);
        }
        if before != after {
            let fitted = Fitted {
                numbers: after,
                reviews,
            };
            store.store_parameters(&fitted, context.now())?;
            follow_settings(context, &mut store)?;
        }
        let done = match self.reset {
            true => "FSRS has the parameters it comes with.".to_owned(),
            false => format!("Stored for {}. Back with: srm undo", fsrs::MODEL),
        };
        Ok(context.out.line(&done)?)
    }

    /// Fits, and shows what it would change; none when there is too little to fit to.
    fn fit(
        &self,
        context: &mut Context,
        history: &History,
        before: Parameters,
    ) -> Result<Option<Parameters>, Failure> {
        let scored = history.scorable();
        if scored < FEWEST {
            let answers = count(scored as u64, "answer", "answers");
            context.out.prose(&format!(
                "Too little to fit to: {answers} to cards that came round again, and it takes {FEWEST}."
            ))?;
            return Ok(None);
        }
        let fit = Arc::new(Fit::default());
        let seen = Arc::clone(&fit);
        let bar = context.bar_of("Fitting", move || Some(seen.share()));
        let fitted = fit.parameters(history, scored).map_err(Failure::failed)?;
        drop(bar);
        if fitted == Parameters::default() {
            let answers = count(scored as u64, "answer", "answers");
            context.out.prose(&format!(
                "Too little to fit to: after {answers} to cards that came round again the parameters are \
                 still those that FSRS comes with. Nothing was stored."
            ))?;
            return Ok(None);
        }
        let compared = [before, Parameters::default(), fitted];
        let [old, default, new] = context.during("Comparing", || log_losses_of(history, compared));
        let out = &mut context.out;
        out.line(&format!(
            "Fitted to {}.",
            count(scored as u64, "answer", "answers")
        ))?;
        out.line(&format!(
            "Log loss before {old:.4}, after {new:.4}; with the defaults {default:.4}."
        ))?;
        let numbers: Vec<String> = fitted.numbers().iter().map(|w| format!("{w:.4}")).collect();
        out.prose(&format!("Parameters: {}", numbers.join(" ")))?;
        if new > default {
            out.prose("The defaults are better on this log. Nothing was changed.")?;
            return Ok(None);
        }
        Ok(Some(fitted))
    }
}
