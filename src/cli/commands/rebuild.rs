//! `srm rebuild`: folds the log again. With `--check` it only compares, and changes nothing.

use clap::Args;
use serde::Serialize;

use crate::review::CardState;
use crate::store::backup::Reason;
use crate::store::{Difference, Store};
use crate::terminal::history_view::strength;
use crate::terminal::words::{count, days};

use super::super::collection::{Present, look_or_empty, present};
use super::super::context::Context;
use super::super::failure::Failure;
use super::super::safety;
use super::{Outcome, write_json};

/// Differences that are shown one by one.
const MOST_SHOWN: usize = 20;

/// Fold the log of answers again and compare it with every stored memory
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm rebuild --check           compare, change nothing
  srm rebuild                   store what the log says, after a backup

Exit code of --check: 0 when every memory is what the log says, bit for bit; 1
otherwise.")]
pub(in crate::cli) struct Rebuild {
    /// Only compare; change nothing
    #[arg(long)]
    check: bool,
    /// Print one JSON object (format srm-rebuild)
    #[arg(long)]
    json: bool,
}

impl Rebuild {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<Outcome, Failure> {
        // Not through the door of the other commands: that one folds again by itself.
        let mut store = match present(context)? {
            Present::Usable(store) => *store,
            Present::Missing if self.check => look_or_empty(context)?,
            Present::Missing => {
                return Err(
                    Failure::failed("the collection is empty").hint("Start with `srm review`.")
                );
            }
            Present::Damaged(error) => return Err(error.into()),
        };
        store.intend(&context.settings()?.scheduling.algorithms())?;
        let before = store.folded_under()?;
        let bar = context.bar("Folding the log");
        let differing = store.rebuild_check()?;
        let miscounted = store.miscounted()?;
        drop(bar);
        let is_same =
            differing.is_empty() && miscounted.is_empty() && before == store.schedulers().name();
        if !self.check && !is_same {
            safety::before(context, &store, Reason::Mend)?;
            let _bar = context.bar("Folding the log");
            store.rebuild()?;
        }
        self.report(context, &store, &before, &differing)?;
        for deck in &miscounted {
            context.note(&match self.check {
                true => {
                    format!("The counts of {deck} are not those of its cards. Next: srm rebuild")
                }
                false => format!("The cards of {deck} were counted anew."),
            });
        }
        Ok(match self.check && !is_same {
            true => Outcome::Differs,
            false => Outcome::Done,
        })
    }

    fn report(
        &self,
        context: &mut Context,
        store: &Store,
        before: &str,
        differing: &[Difference],
    ) -> Result<(), Failure> {
        let now = store.schedulers().name();
        if self.json {
            return write_json(context, &RebuildJson::new(before, &now, differing));
        }
        let out = &mut context.out;
        if before != now {
            out.line(&format!(
                "The memories were of {before}; the settings ask for {now}."
            ))?;
        }
        for difference in differing.iter().take(MOST_SHOWN) {
            let (stored, folded) = (in_words(&difference.stored), in_words(&difference.folded));
            let card = difference.card;
            out.line(&match stored == folded {
                true => format!("{card}: which answers count, or which cards are one, differs"),
                false => format!("{card}: stored {stored}; the log says {folded}"),
            })?;
        }
        if differing.len() > MOST_SHOWN {
            out.line(&format!(
                "and {} more",
                differing.len().saturating_sub(MOST_SHOWN)
            ))?;
        }
        let cards = |one, several| count(differing.len() as u64, one, several);
        Ok(out.line(&match (differing.is_empty(), self.check) {
            (true, _) => format!("Every memory is what the log says, by {now}."),
            (false, true) => format!(
                "{} from the log. Next: srm rebuild",
                cards("card differs", "cards differ")
            ),
            (false, false) => format!(
                "{} what the log says again, by {now}.",
                cards("card holds", "cards hold")
            ),
        })?)
    }
}

fn in_words(state: &CardState) -> String {
    let memory = &state.memory;
    let day = |day: Option<crate::calendar::StudyDay>| {
        day.map_or_else(|| "never".to_owned(), |day| day.to_string())
    };
    format!(
        "interval {}, {}, {} in a row, {}, {}, last {}, due {}, drill {}, suspended {}, buried {}, flag {}",
        days(memory.interval),
        strength(memory),
        memory.repetitions,
        count(u64::from(state.reviews), "answer", "answers"),
        count(u64::from(state.lapses), "lapse", "lapses"),
        day(state.last_review),
        day(state.due),
        day(state.drill),
        state.suspended,
        day(state.buried_until),
        state.flag.number(),
    )
}

#[derive(Serialize)]
struct RebuildJson<'a> {
    format: &'static str,
    version: u32,
    stored_under: &'a str,
    scheduler: &'a str,
    differing: u64,
    cards: Vec<DifferenceJson>,
}

#[derive(Serialize)]
struct DifferenceJson {
    id: String,
    stored: String,
    folded: String,
}

impl<'a> RebuildJson<'a> {
    fn new(before: &'a str, now: &'a str, differing: &[Difference]) -> RebuildJson<'a> {
        let cards = differing.iter().map(|difference| DifferenceJson {
            id: difference.card.to_string(),
            stored: in_words(&difference.stored),
            folded: in_words(&difference.folded),
        });
        RebuildJson {
            format: "srm-rebuild",
            version: 1,
            stored_under: before,
            scheduler: now,
            differing: differing.len() as u64,
            cards: cards.collect(),
        }
    }
}
