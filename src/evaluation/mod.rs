//! How well a scheduler knows what a learner will remember: chances predicted for each review of a log,
//! from what came before it, against what happened.
//! It must never look at an answer before it has predicted it, and never know where a log comes from.

mod evaluate;
mod history;
mod metrics;
mod predict;

pub use evaluate::{Evaluation, FEWEST_FOR_ADVICE, Predictor, Score, evaluate};
pub use history::{Answer, History, SameDay};
pub use metrics::{Bin, Prediction, Range, auc, log_loss, log_loss_range, rmse_bins};
pub use predict::{Fit, NoFit, log_losses_of};
